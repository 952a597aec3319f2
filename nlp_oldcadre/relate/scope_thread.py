"""The programme that a paragraph goes on about after it was introduced: 组建了“…”服务队。…。队员们走访…."""

from __future__ import annotations

import re

from nlp_oldcadre.model import Mention
from nlp_oldcadre.relate.scope_titles import CENSUS, name_of
from nlp_oldcadre.relate.surroundings import Surroundings

_MAKING = (
    "成立|组建|组成|共建|创建|创办|打造|建立|建起|建成|推出|启动|开办|办起|办了|开设|开辟|设立|搭建|搭起|拉起|编成|创设|试点|实施|发起|开展|举办|"
    "推行|探索|培育|发动|取名|起名|命名|名叫|名为|叫作?|改造成|改建成|改成|设|开发|上线|开通"
)
# What is made stands right behind its maker's verb: 组建了一支“…”服务队, 共同实施“…”项目.
_MADE = re.compile(
    f"(?:{_MAKING})了?(?:起|为|出)?(?:(?:一|两|[三四五六七八九十]|\\d+)[个支家所处项场]|本?[省市县区州校]级?)?[“‘]?$"
)
# “…”服务队是…, 晚晴书屋是去年4月办起来的.
_IS_SUBJECT = re.compile(
    "[”’]?(?:志愿服务队|[^，。；、“”]{0,8}?)(?:是|就|都|也|还|于|由|，|自|有|在|现有|每|共|已|从|成立|创建|应运而生|正式|挂牌|启动|收集|覆盖|开讲|运行|依托|"
    "今年|去年|目前|累计|为|走|把|以|揭牌|问世|诞生|建成)"
)
# “…”挂牌, 取名“…”.
_LAUNCHED = re.compile("[”’]?[^，。；“”]{0,10}?(?:挂牌|揭牌|启动|成立|上线|开通|启用|开班|开讲|诞生|应运而生)")
# The thread is cut where another matter or another body's work begins.
_CUT = re.compile(
    "(?:[一二三四五六七八九]是|第?[一二三四五六七八九十]+[，、]|[\\d１-９]+[.．、]|（[一二三四五六七八九十\\d]+）|同时|此外|另外|与此同时|除此之外"
    "|疫情期间|[●◆○▲■★▶])|[^，。；]{2,8}方面[，,]"
)
_AT_LARGE = re.compile("[全我](?:省|市|县|州|盟|旗|国|校|院|镇|乡)|据统计|据不完全统计")
_OWN_SUBJECT = re.compile("(?:广大|各级|各地|各[省市县区州单部支乡]|离退休干部|老干部工作|全体|我局|我委|我校|[他她](?!们))")
_WELFARE = re.compile("看望|走访慰问|慰问金|体检费|体检|轮训|检视|督查|党课|党费")
# 他们, 这支队伍, 三年来, 截至目前: the sentence goes on with what was told.
_GOES_ON = re.compile(
    "(?:[他她它]们|这[支个些项]|该|队伍|队员|老人们|老党员们|大家|志愿者们?|那时|当时|如今|目前|截至|截止|至|到目前|累计|全年|每[人月周年期场逢]|"
    "(?:小组|团队|服务|宣讲|课堂|驿站|队)成员|开[办讲站馆班课]|(?:成立|运行|启动|开展)(?:以来|至今|后|之初|时|伊始)|先后|已|共|其中|活动|课程)"
)
# 今年受理申请26户: it acts, and no other is named.
_ACT = re.compile(
    "受理|接诊|出诊|义诊|授课|讲课|开课|上课|陪诊|送[餐学课教医]|调解|劝[返导阻]|接待|服务|走访|培训|宣讲|资助|募集|筹集|发放|支出|收到|收集|办结|捐|教会|辅导"
)
# 出资15万元，把闲置车棚改建成…
_REBUILT = re.compile("[^，。；]{0,24}?(?:改造成|改建成|建成|建起|办起|办成|辟为|打造成|挂上)了?(?:一[个家处所])?[“‘]?")
_INTO = re.compile(
    "(?:并|再|共同|先后|从而|又|就|联合|率先|自发)?(?:[在于][^，。；]{2,14})?(?:组建|组成|编成|成立|搭起|办起|开办|打造|建起|建成|创办|改造成|改建成|创建|拉起|设立)"
    "(?:了|起)?(?:一[支个家所])?[“‘]?"
)
# No paragraph speaks longer of one thing without naming it.
_REACH, _SENTENCES = 420, 5


def in_thread(around: Surroundings, sentence: int, start: int) -> list[Mention]:
    """The programme introduced in an earlier sentence of the paragraph, as long as nothing cuts the thread."""
    paragraph = max(around.paragraph_start(start), start - _REACH)
    named = around.between("PROGRAM", paragraph, sentence)
    if not named:
        return []
    introduced = [m for m in named if is_introduced(around, m)]
    if not introduced or (introduced[-1] is not named[-1] and name_of(introduced[-1]) != name_of(named[-1])):
        return []
    is_topic = _is_topic(around, introduced[-1], paragraph, sentence)
    at = sentence
    for _ in range(_SENTENCES):
        if at <= introduced[-1].end:
            return introduced[-1:]
        if _is_cut(around, at, start if at == sentence else around.sentence(at).end):
            return []
        if not (is_topic or _goes_on(around, at)):
            return []
        at = around.sentence(at - 1).start
    return []


def _is_topic(around: Surroundings, mention: Mention, paragraph: int, sentence: int) -> bool:
    """Whether the paragraph of a paper or bulletin opens with the programme and names no other before the sentence."""
    if around.doc.metadata.genre not in ("news", "bulletin"):
        return False
    named = {name_of(m) for m in around.between("PROGRAM", paragraph, sentence)}
    second = around.sentence(around.sentence(paragraph + 1).end + 1).end
    return len(named) == 1 and mention.start < second


def _goes_on(around: Surroundings, sentence: int) -> bool:
    """Whether a sentence opens with a word for the one that was told of, or with how long it has run."""
    text = around.text
    if _GOES_ON.match(text, sentence):
        return True
    times = around.between("TIME", sentence, sentence + 14)
    if not times or times[0].start > sentence + 5:
        return False
    told = getattr(times[0].value, "value", None) or ""
    opening = times[0].end + (text[times[0].end : times[0].end + 1] in ("，", ","))
    return "P" in told or ".." in told or bool(_GOES_ON.match(text, opening) or _ACT.match(text, opening))


def is_introduced(around: Surroundings, mention: Mention) -> bool:
    """Whether the text brings the programme up there: as what is made, or as the subject of a sentence."""
    text = around.text
    if _MADE.search(text, max(0, mention.start - 12), mention.start) or _LAUNCHED.match(text, mention.end):
        return True
    opening = around.clause_start(mention.start)
    return mention.start - opening <= 1 and bool(_IS_SUBJECT.match(text, mention.end))


def _is_cut(around: Surroundings, sentence: int, end: int) -> bool:
    """Whether the sentence that begins there leaves the programme."""
    text = around.text
    times = around.between("TIME", sentence, sentence + 30)
    opening = times[0].end if times and times[0].start <= sentence + 2 else sentence
    opening += text[opening : opening + 1] in ("，", ",", "前", "底")
    if any(m.start - opening <= 1 for m in around.between("ORG", opening, opening + 30)):
        return True
    if _CUT.match(text, sentence) or _OWN_SUBJECT.match(text, opening) or _OWN_SUBJECT.match(text, sentence):
        return True
    if any(m.start - opening <= 1 for m in around.between("REGION", opening, opening + 12)):
        return True
    return bool(CENSUS.search(text, sentence, end) or _WELFARE.search(text, sentence, end) or _AT_LARGE.match(text, opening))


def in_making(around: Surroundings, end: int) -> list[Mention]:
    """The programme that those counted are made into in the next clause: 招募医生58名，组成“…”服务队."""
    comma = around.clause_end(end)
    unit = around.text[end - 1]
    if unit not in "人名位户间元" or around.text[comma : comma + 1] not in ("，", ","):
        return []
    named = around.between("PROGRAM", comma, around.clause_end(comma + 1))[:1]
    into = _INTO if unit in "人名位户" else _REBUILT
    return [m for m in named if into.fullmatch(around.text, comma + 1, m.start)]
