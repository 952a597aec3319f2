"""The programme that a paragraph goes on about after it was introduced: 组建了“…”服务队。…。队员们走访…."""

from __future__ import annotations

import re

from nlp_oldcadre.model import Mention
from nlp_oldcadre.relate.scope_making import is_introduced
from nlp_oldcadre.relate.scope_titles import CENSUS, name_of
from nlp_oldcadre.relate.surroundings import Surroundings

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
    "(?:小组|团队|服务|宣讲|课堂|驿站|队)成员|开[办讲站馆班课]|(?:成立|运行|启动|开展)(?:以来|至今|后|之初|时|伊始)|先后|已|共|其中|活动|课程|(?:项目|基金|平台|品牌|行动|工程|机制)(?![的、名一]))"
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
    within = around.text[sentence - 1 : sentence] == "；"
    told_of = around.doc.metadata.genre in ("news", "bulletin")
    if not ((told_of and not within) or _goes_on(around, sentence)):
        return []
    last = name_of(named[-1])
    introduced = next((m for m in reversed(named) if name_of(m) == last and is_introduced(around, m)), None)
    if introduced is None:
        return []
    is_topic = told_of and not within and _is_topic(around, introduced, paragraph, sentence)
    at = sentence
    for _ in range(_SENTENCES):
        if at <= introduced.end:
            return [introduced]
        if _is_cut(around, at, start if at == sentence else around.sentence(at).end):
            return []
        if not (is_topic or _goes_on(around, at)):
            return []
        at = around.sentence(at - 1).start
    return []


def _is_topic(around: Surroundings, mention: Mention, paragraph: int, sentence: int) -> bool:
    """Whether the paragraph opens with the programme and names no other before the sentence."""
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
    if any(m.start - opening <= 1 for m in around.between("REGION", opening, opening + 12)) and text[opening] != "在":
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
