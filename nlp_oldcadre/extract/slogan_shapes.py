"""The shapes of set phrases: which phrase counts, which combines, which runs in parallel."""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp_oldcadre.extract.quoted import parts
from nlp_oldcadre.model import Span


class Phrase(NamedTuple):
    """A set phrase: where, which kind, by which rule, and the model's score where it decided."""

    span: Span
    kind: str
    rule: str
    score: float | None = None


_N = "一二三四五六七八九十百千万两双"
_FORMULAS = re.compile(
    # 1+N, 党建+, 支部+团队, 3×3
    r"[\w\u4e00-\u9fff]{0,8}(?:[+＋×][\w\u4e00-\u9fff]{0,8}){1,4}"
    # 一支部一品牌, 四进门四问候, 七有一提高: two numerals or more, each with its word
    rf"|(?:[{_N}][个大项]?[^{_N}，、\s\d“”]{{1,4}}){{2,4}}"
    # 四聚, 三服务, 四统一, 双重管理
    rf"|[二三四五六七八九十两][\u4e00-\u9fff]{{1,2}}|双[\u4e00-\u9fff]{{1,3}}"
    # 三个地, 六个品牌, 十大助老好事, 五项工程, 三张网
    rf"|[一二三四五六七八九十两百\d][个大项张条支类级种层面][\u4e00-\u9fff]{{1,6}}"
    # 适老改造八小件, 助老十件实事
    r"|[\u4e00-\u9fff]{2,4}[三四五六七八九十]个一|[\u4e00-\u9fff]{2,8}[三四五六七八九十](?:[大小]件|件(?:[小实大好]?事|套)|[小实好]事)"
    # 双百双提升
    r"|双[百千万]双[\u4e00-\u9fff]{1,3}"
    # 三堂联动, 多方共治
    r"|[二三四五六七八九十两多][\u4e00-\u9fff](?:联动|融合|共治|同步|并进|合一|结合|贯通|衔接|协同|并举|互动)"
    # 十百千万, 百千
    r"|[十百千万]{2,4}"
    # 合N为一, 一分为N
    r"|[\u4e00-\u9fff]{0,2}N[\u4e00-\u9fff]{0,3}|一[\u4e00-\u9fff]{1,2}N"
    # 最多跑一次
    r"|[最只就][\u4e00-\u9fff]{1,3}一[次地趟件]"
    # 帮学六法, 党建五步
    r"|[\u4e00-\u9fff]{2,4}[三四五六七八九十](?:法|诀|步法|字诀|步曲|部曲)"
    # 1234, 5432
    r"|(?!19|20|110|120|119|365|12345)\d{3,5}"
    # 共建共享, 联建共享, 互学互鉴
    r"|[联共互][\u4e00-\u9fff][联共互][\u4e00-\u9fff]"
)
# One of these stands in every formula.
_SIGN = re.compile(rf"[{_N}\d多+＋×N最只就联共互]")
_NUMBERED_PART = re.compile(rf"[{_N}](?:[\u4e00-\u9fff]{{1,2}}|[个大项条支张套][\u4e00-\u9fff]{{1,6}})")
_COMPOUND = re.compile(rf"(?:[{_N}][^{_N}，、\s\d“”]{{1,3}}){{2,3}}")
# Ordinary words and idioms that have the shape of a formula.
_NOT_FORMULA = re.compile(
    # 百名专家进百村 is a campaign's name, and a formula only as 百千万.
    r"[百千万][名位个]?[\u4e00-\u9fff]{1,5}?[进入助联帮访走讲送连下解][百千万][\u4e00-\u9fff]{1,4}|.面[之对向临貌].*|"
    r"第.*|[百千万]人.+|.*一[首把句颗家起路].*|十[一二三四五六]五|一[\u4e00-\u9fff]|三农$^|十[几多余]?|双[手方边面眼脚]|八股文|百[年姓货]|千[金古]|万[一岁]|八[路卦]|四[周川季海]|五[官谷]|两[人者次岸]|三[人者月]|"
    r"[六七八九]旬|十[年月]|二[胡手]|.*[年月日天岁时分秒]|[一二三四五六七八九十百]+[后號号]|九八|二十大|十[八九]大|一线|一把手|六一|七一|八一|十一|五一|五四|七夕|九九|"
    r".*(?:C\+\+).*|[一二三四五六七八九十两]大[爷妈伯]|三八|双(?:语|人|胞|休|职|楼|杠|眼|节).*"
)
# Heads of names: a list of these is a list of names, and a half that ends in one makes the whole a name.
_NAME_TAIL = re.compile(
    "(?:行动|工程|计划|品牌|课堂|驿站|平台|工作室|志愿服务队|宣讲团|讲堂|基地|中心|活动|项目|模式|机制|大赛|论坛|空间|联盟|工作法|支部|大学|访谈|"
    "[干战专教老家模]部|老战士|老专家|老教师|老模范|先锋)$"
)
_SINGLE = re.compile(
    r"向.{1,4}(?:看齐|致敬|学习)|.{1,3}到(?:且|又).{1,3}到|让.{4,12}|.{3,8}(?:跟党走|心向党|颂党恩|感党恩|谢党恩|听党话|再出发|勇担当|当先锋|做贡献|"
    r"作贡献|作表率|献余热|添光彩|添彩|立新功|建新功|不褪色|不褪志|永不变|不松劲|不断线|不打烊|不停歇|见行动)|为.{2,8}(?:添彩|助力|加油|喝彩|点赞|奉献|服务)|"
    r"我为[^我]{2,10}(?:[办献做解建出支添](?:一|点|份|策|计|言|实事|好事|难题)[\u4e00-\u9fff]{0,3})|"
    r".{2,10}(?:代代相?传|永相传|[永久]流传|传万家|永[传续放](?:光芒|千秋|后世)?|薪火相传|放光芒)|永远.{3,6}|不忘.{2,8}|牢记.{2,8}|致敬.{2,4}者$^"
)
# One of these stands in every such call.
_CALLS = re.compile("[向到让为永不牢致党再勇当献表添功见传芒]")
# 离岗不离党、退休不褪色: said of themselves by those who retired, known everywhere in some form.
KEPT = re.compile(
    "小事不出[\u4e00-\u9fff]{1,3}[、，]大事不出[\u4e00-\u9fff]{1,3}(?:[、，](?:难事|急事)不出[\u4e00-\u9fff]{1,3})?(?:[、，](?:矛盾|纠纷|矛盾纠纷|问题)不(?:上交|出[\u4e00-\u9fff]))?|"
    "(?:(?:离[岗休职任]不离[党心岗]|退[休伍役岗职]不[褪退][色志党岗伍休位]|离[岗休]不[丢忘][党志初]|[人身]退[心志]不退|"
    "人老心不老|老有所为不言老)[、，]?){1,4}(?<![、，])"
)
# 守土有责、守土担责、守土尽责: one frame, one word changed; 共产党好、社会主义好 with any third.
# It begins with its first 、 so that re can skip to it; four characters stand before.
FRAMED = re.compile(
    "、(?:(?<=([\u4e00-\u9fff]{2})[\u4e00-\u9fff]([\u4e00-\u9fff])、)\\1[\u4e00-\u9fff]\\2(?:、\\1[\u4e00-\u9fff]\\2)+|"
    "(?<=共产党好、)[\u4e00-\u9fff]{2,6}好(?:、[\u4e00-\u9fff]{2,6}好){0,3})"
)
_DISCOURSE = re.compile("既|不仅|不但|虽|如果|只有|因为|所以|才能|就能|也要|还要")
_QUOTES = str.maketrans("", "", "“”‘’")
# How calls in a row end.
CALLING_TAIL = frozenset("办来去好到上起下做亮")
COUNTING = re.compile(
    r"[二三四五六七八九十两](?<![第零一二三四五六七八九十百千万\d].)大(?![家会队])[^，。；：、！？\s“”《》（）的了和与及在为对是等]{0,6}?"
    r"(?:品牌|行动|工程|活动|计划|攻坚战|平台|阵地|机制|载体|抓手|战役|专项|板块|课堂|优势|体系|战略|任务|举措)(?![\u4e00-\u9fff]{0,3}(?:办公室|指挥部))|(?<![第零一二三四五六七八九十百千万\d了好成是的])[二三四五六七八九十两]件大事"
)
# 忠诚、干净、担当，科学、求实、创新 in which a body puts its spirit.
_CREED_AFTER = re.compile(
    "的?[\u4e00-\u9fff]{0,6}(?:精神|宗旨|校训|誓言|作风|价值观)|的?[\u4e00-\u9fff]{0,4}(?:原则|方针|流程|调解法|工作法)"
)
_CREED_JOINT = re.compile("[、，,； ]")
_HEADLINE_JOINT = re.compile(r"[ 　]+|[，、·](?=[\u4e00-\u9fff])")
_INSIDE = re.compile("[^“”]+“([^“”]+)”|“([^“”]+)”[^“”]+")
_HEADLINE_PIECE = re.compile(r"[\u4e00-\u9fff]{4,11}")
# 强引领 搭平台 聚合力: three pieces of three characters, a verb first in each.
_SHORT_PIECE = re.compile(
    "[树强聚促建抓提增暖优固筑守凝亮传送学讲做搭添展铸扬办惠创育解助献谋兴严转畅悟践明润绘担护汇拓补塑唱争夯激扩赋当敬圆显](?![\u4e00-\u9fff]?[某局部委])[\u4e00-\u9fff]{2}"
)
# 一户一方案, 一题一策: so many of one for each of the other.
_DEALT = (
    "一(?:人|户|家|村|社区|支部|支队|校|园|街|巷|县|镇|乡|企|事|案|院|楼|站|岗|队|组|员|年|月|季|周|题|课|区|市|局|科|班|品|馆|团|生|老)"
    "一(?:策|档|方案|对策|品牌|特色|品|卡|码|表|册|清单|台账|台帐|专班|主题|题|亮点|计划|团队|专员|案|法|课|专干|警|医|顾问|主持|阵地|项目|课题|专题|讲|评|报|会)"
)
DEALING = re.compile(
    f"(?<=[，。；：\n]){_DEALT}(?:、{_DEALT})*(?=[，。；])|(?<=坚持|实行|推行|做到|落实|实施|采取|制定|执行){_DEALT}(?:、{_DEALT})*(?=[，。；、])"
)
# What is said of what goes badly, or to a reader: no call.
_COMPLAINT = re.compile(
    "(?:^|、|，)(?:没[有个]?|缺|光有|只有|不愿|不会|不懂|不敢|不想|不能)[\u4e00-\u9fff]{1,6}|[低少弱差慢缺散旧乱窄贵](?:、|，|$)"
)
_LONGEST_COMPLAINT = 16
_SHORTEST_JOINED = 4
# How names in two halves end that call to nothing: people, places, what is told or shown.
_NOMINAL = re.compile(
    "(?![争做当学永致向听跟悟讲传赞颂忆寻访话说唱])[\u4e00-\u9fff]*(?:[少青]年|儿童|孩童|孩子|娃娃|老[兵人者师友伴农匠]|[英先]雄|先锋|先辈|前辈|名[师家医]|工匠|达人|卫士|使者|大使|伙伴|口述|记忆|回忆|故事|往事|岁月|时光|"
    "讲述|讲习|访谈|对话|风采|风韵|印象|寻访|人家|之家|家园|家风|家书|学堂|小院|书屋|书院|茶馆|邻里|夜校|足迹|脚步|地图|档案|影像|老照片|春晚|雅集|诗会|论坛)"
)
_TALK = re.compile(
    "如下|排名|不分先后|了(?:，|$)|^请|，请|，(?:一个都不|却|就是|怎么|为什么|谁)|(?:我局|我市|我校|我院|附件|现印发|特此)"
)
# The marks that end a sentence or a clause of other kinds stand in no headline.
_NO_HEADLINE = frozenset("。；！？《》")
# For whom a paper is meant, which its head says in pairs too: 内部资料 注意保存.
_MARKING = re.compile(
    "内部(?:资料|刊物|文件|交流|参考|使用|材料|读物|发行|掌握|传阅)|(?:注意|妥善|长期)(?:保存|保管|保密)|(?:不得|请勿|严禁)(?:外传|翻印|复制|转载)"
    "|免费(?:交流|赠阅)|仅供参考|用后收回|阅后(?:即焚|收回|销毁)|工作秘密|不予公开"
)
_NOT_HEADLINE = re.compile(
    "(?:电话|编辑|校对|记者|地址|邮箱|单位|日期|局|部|厅|委|会|室|处|办|院|校|司|公司|中心|支部|社|站|负责人|联系人|撰稿人|审核人|签发人|时间|地点|名单|报告|通知|意见|文件|简报|动态|目录)$"
)


def is_formula(phrase: str) -> bool:
    """Whether a quoted phrase has the shape of a formula.

    Examples
    --------
    >>> [p for p in ("七有一提高", "1+N", "四聚", "双覆盖、双增强", "银映太湖", "一家", "四好标兵") if is_formula(p)]
    ['七有一提高', '1+N', '四聚', '双覆盖、双增强']
    """
    if not _SIGN.search(phrase) or _NOT_FORMULA.fullmatch(phrase):
        return False
    if _FORMULAS.fullmatch(phrase):
        return True
    pieces = parts(phrase)
    return len(pieces) >= 2 and all(_NUMBERED_PART.fullmatch(p) or _COMPOUND.fullmatch(p) for p in pieces)


def is_motto(phrase: str) -> bool:
    """Whether a phrase is a call or runs in parallel clauses.

    Examples
    --------
    >>> [p for p in ("走进新乡村，共绘新画卷", "支部先锋·雪松行动", "向先锋看齐", "老党员驿站") if is_motto(p)]
    ['走进新乡村，共绘新画卷', '向先锋看齐']
    """
    pieces = parts(phrase)
    if not pieces or "——" in phrase:  # “-” has none
        return False
    # “海岸·加油站”, “山乡记忆·老兵口述” are names; “有牌子、没班子” complains.
    if ("·" in phrase and (max(map(len, pieces)) < _SHORTEST_JOINED or _NOMINAL.fullmatch(pieces[-1]))) or (
        len(phrase) <= _LONGEST_COMPLAINT and _COMPLAINT.search(phrase)
    ):
        return False
    if len(pieces) == 1:
        return len(pieces[0]) <= 14 and _CALLS.search(phrase) is not None and _SINGLE.fullmatch(pieces[0]) is not None
    return _is_parallel(pieces)


def _is_parallel(pieces: list[str]) -> bool:
    named = [bool(_NAME_TAIL.search(p)) for p in pieces]
    if (all(named) if len(pieces) > 2 else any(named)) or any(not 2 <= len(p) <= 16 for p in pieces):
        return False
    sizes = [len(p) for p in pieces]
    if max(sizes) - min(sizes) == 0:
        return sizes[0] >= 3 and not _shared_tail(pieces)
    repeated = set.intersection(*(set(p) for p in pieces))
    if max(sizes) - min(sizes) > 3:
        return len(pieces) >= 3 and len(repeated) >= 2 and max(sizes) <= 12
    return len(pieces) >= 3 or bool(repeated) or min(sizes) >= 5 or (min(sizes) == 4 and max(sizes) == 5)


# 村头网、船头网、心头网: things and teams of one sort.
_SORTS = frozenset("网队站堂馆角岗亭屋院营班卡包员组团哨点廊")


def _shared_tail(pieces: list[str]) -> bool:
    """Nouns with one head in a row (理论课堂、实践课堂) are a list, not a parallel."""
    return len({p[-2:] for p in pieces}) == 1 or (
        len(pieces) > 2 and len({p[-1] for p in pieces}) == 1 and pieces[0][-1] in _SORTS
    )


def is_parallel_group(phrases: list[str]) -> bool:
    """Whether quoted phrases in a row are calls in parallel: “网上办”“掌上办”“马上办”."""
    tails = {p[-1:] for p in phrases}
    return len(phrases) >= 3 and len({len(p) for p in phrases}) == 1 and len(tails) == 1 and tails <= CALLING_TAIL


def is_couplet(first: str, second: str) -> bool:
    """Whether two clauses make a line of verse; 既要…，也要… argues.

    Examples
    --------
    >>> is_couplet("莫道桑榆晚", "为霞尚满天"), is_couplet("既要讲得出", "也要做得到")
    (True, False)
    """
    if _TALK.search(f"{first}，{second}"):
        return False
    return len(first) == len(second) and not _DISCOURSE.search(first + second) and is_motto(f"{first}，{second}")


def may_be_headline(line: str) -> bool:
    """Whether a line has a mark that parts phrases, and none that ends a sentence: the cheap look before the dear one."""
    return _NO_HEADLINE.isdisjoint(line) and _HEADLINE_JOINT.search(line) is not None


def is_headline(line: str, *, is_subtitled: bool = False) -> bool:
    """Whether a line is a headline of parallel phrases with a blank between them.

    Where a subtitle (——记…) follows, one phrase may be longer by a character.

    Examples
    --------
    >>> is_headline("汇聚银发力量 共建美好家园"), is_headline("省委组织部 省财政厅"), is_headline("工作总结")
    (True, False, False)
    """
    # 某市老干部“甲 乙”观摩活动侧记: the joint stands inside the marks.
    if (quoted := "“" in line) and any(_HEADLINE_JOINT.search(inner) for pair in _INSIDE.findall(line) for inner in pair):
        return False
    line = line.translate(_QUOTES)
    if _TALK.search(line):
        return False
    pieces = _HEADLINE_JOINT.split(line)
    if 3 <= len(pieces) <= 5 and all(_SHORT_PIECE.fullmatch(p) for p in pieces):
        return True
    if not 2 <= len(pieces) <= 4 or not all(_HEADLINE_PIECE.fullmatch(p) for p in pieces):
        return False
    if quoted and len(pieces[0]) < 5:
        return False
    sizes = {len(p) for p in pieces}
    alike = len(sizes) == 1 or (is_subtitled and len(pieces) == 2 and min(sizes) >= 5 and max(sizes) - min(sizes) == 1)
    return alike and not any(_NOT_HEADLINE.search(p) or _MARKING.fullmatch(p) for p in pieces)


def is_creed(phrase: str, after: str) -> bool:
    """Whether the phrase is words of one size in which a body puts its spirit or rule.

    Examples
    --------
    >>> is_creed("忠诚、干净、担当，科学、求实、创新", "的新时代水利精神"), is_creed("医、养、学", "的服务宗旨")
    (True, False)
    """
    if _CREED_AFTER.match(after) is None:
        return False
    words = _CREED_JOINT.split(phrase)
    sizes = {len(word) for word in words}
    # “听、辨、劝、让、和”的五字调解法
    return len(words) >= 3 and (sizes in ({2}, {4}) or (sizes == {1} and len(words) >= 5))
