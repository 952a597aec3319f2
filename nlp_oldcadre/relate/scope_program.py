"""The programme that the text ties an amount to; by a heading or title: :mod:`.scope_titles`."""

from __future__ import annotations

import re

from nlp_oldcadre.model import Mention, ProgramValue, TimeValue
from nlp_oldcadre.relate.program_standing import is_standing
from nlp_oldcadre.relate.scope_again import by_end, by_kind
from nlp_oldcadre.relate.scope_items import in_item, is_passing
from nlp_oldcadre.relate.scope_thread import in_making, in_thread
from nlp_oldcadre.relate.scope_titles import AT_LARGE, CENSUS, in_heading, in_opening, in_title, name_of
from nlp_oldcadre.relate.surroundings import Surroundings

# What goes on about the subject of the sentence before.
_GOES_ON = re.compile(
    "(?:会上|会后|会议期间|活动中|活动期间|活动现场|现场|期间|其中|经过?|截至|截止|到目前|累计|据统计|据不完全统计|该|目前，?已|现已|已累计|迄今)"
)
_SHOWN_ON = re.compile("(?:在|通过|借助|利用)[“‘]?$")
_CHANNEL = re.compile("[”’]?(?:微信|官方|网络|学习|直播)?(?:公众号|视频号|平台|APP|网站|频道|专栏|客户端|小程序)")
_TOOL = re.compile("(?:小程序|公众号|视频号|平台|APP|客户端|系统)[“‘]?$")
_VISITED = re.compile("观摩|考察|参观|借鉴|学习|了解|调研|取经")
_VERB_FIRST = re.compile(
    "(?:全年|先后|累计|共|已|还|并|陆续|每年|每月|每季度|其间)?(?:举办|开展|组织|开设|走访|服务|惠及|覆盖|吸引|培训|提供|收集|发放|宣讲|"
    "结对|帮扶|资助|募集|筹集|接待|建立|建成|设立|组建|招募|聘请|邀请|选派|发布|推出|上线|录制|编写|编印|制作|提交|形成|化解|调解|解决|排查|参与|参加)"
)
_JOINT = re.compile("[”’]?[、和与及]?[“‘]?")
_AND_OTHERS = re.compile("[”’]?[^，。；“”]{0,3}等|[”’]?(?:[三四五六七八九十两]|[0-9]+)(?:大|个|支|项)")
# 听众2万人次；“…”: the name begins what is told next.
_MARKS = frozenset("，。；：、\n,;")
_LIST_GAP, _LONGEST_TIME, _LONGEST_END = 3, 30, 4
_POINTS = re.compile(
    "(?:该|这一|这个|此)(?:品牌|活动|行动|项目|工程|计划|平台|机制|模式|做法|课堂|讲堂|队伍|团队|工作室|工作法|服务团|服务队|宣讲团|宣讲队|讲堂|学堂|驿站|团(?!市|县|省|区)|队(?!员))"
)
# 讲座覆盖家长4.7万人次, after a sentence that told of them.
_TOLD_AGAIN = frozenset("讲座 活动 课程 课堂 团队 队伍 队员 成员 学员 宣讲 展览 演出 培训 驿站 平台 基金".split())
_HEADS = frozenset(
    (
        "志愿服务队 服务队 宣讲团 宣讲队 工作室 讲习所 驿站 讲堂 课堂 大讲堂 智库 学堂 议事厅 调解室 "
        "合作社 助学金 服务站 工作站 艺术团 报告团 指导队 小分队 突击队 俱乐部 基金 实践站 初心站 "
        "书屋 论坛 大赛 比赛 文化节 艺术节 公众号 小程序 信息库 人才库 共享阵地 阵地"
    ).split()
)
_HEAD_SIZES = range(max(map(len, _HEADS)), min(map(len, _HEADS)) - 1, -1)
_BODIES = frozenset("队团岗室站院馆社家会组班廊店团")
_COMMON_TAILS = frozenset("服务队 宣讲团 工作室 服务站 工作站 活动室 委员会 宣讲队 小分队 座谈会 艺术团 党支部".split())
# As far back as a programme is remembered, and how many of those named last.
_MEMORY, _LONG_MEMORY, _RECENT = 400, 1500, 4
# No real sentence names more before an amount.
_MOST = 16
# “笑颜义工”是…品牌。七年来，…: the next sentence goes on with what the one before introduces.
_INTRODUCED = re.compile(
    "[”’]?(?:志愿服务队|宣讲团|服务队|工作室|品牌|活动|行动|工程|项目|计划|平台|[队团])?(?:是|于|由|，|自|成立|创建|应运而生|正式)"
)
_MADE = re.compile("(?:成立|组建|创建|创办|打造|建立|推出|启动|开办|设立)了?[“‘]?$")
_OWN_TASK = re.compile(
    "(?:并|还|同时)?(?:举办|组织|开展|培训|轮训|走访|慰问|编印|出台|制定|新建|新增|改造|建立|建成|召开|选派|评选|表彰|配备|投入|安排|落实)"
)
_OBJECT_OF = re.compile("(?:开展|组织|举办|实施|举行|召开)了?[“‘]?$")
# 推行“…”积分制，举办培训班2期: the next task is another.
_ADOPTED = re.compile("(?:推行|实行|试行|施行|建立|健全|落实)了?[“‘]?$")
_SYSTEM = re.compile("[”’]?(?:[^，。；“”]{0,4})(?:制|制度|机制|模式|办法)[，,]")
# 服务保障方面，…: on to another side of the work.
_ASPECT = re.compile("[^，。；]{2,8}方面[，,]")
# What a whole place reports, whatever was done there.
_OUTCOME = re.compile("信访(?:总)?量|上访量|参学率|发案率|优良(?:天数)?比例")
# “…”驿站28个，每站安排经费8000元.
_AND_ALSO = re.compile("(?:还|并|也|又|同时|没)(?!有|是|要)")
_EACH = re.compile("每(?:[个处家支场期所站点队班组馆室人名]|工作室|课堂|驿站)")
_MEMBER = re.compile("[一二三四五六七八九十]是")


def program_of(around: Surroundings, start: int, end: int) -> str | None:
    """The canonical name of the programme that the amount at ``[start, end)`` belongs to."""
    if not around.holds("PROGRAM"):
        return None
    named = around.between("PROGRAM", end, min(end + 40, len(around.text)))
    if named and named[0].start <= end + 1 and around.text[end : named[0].start] not in _MARKS:
        return name_of(named[0])
    sentence = around.sentence(start)
    segment = max(sentence.start, around.text.rfind("；", sentence.start, start) + 1)
    named_before = around.between("PROGRAM", segment, start)[-_MOST:]
    before = [m for i, m in enumerate(named_before) if not _is_left(around, m, named_before[:i], start)]
    if _ends_list(around, before):
        return name_of(_of_list(around, before, start)) or _whole_of(before)
    if segment > sentence.start and not before and AT_LARGE.match(around.text, segment):
        return None
    if segment > sentence.start and not before and _AND_ALSO.match(around.text, segment):
        # 讲解队讲解5217场；还整理史料146篇
        return program_of(around, segment - 1, segment - 1)
    for find in (
        lambda: before[-1:],
        lambda: in_item(around, start),
        lambda: (
            by_kind(around, _article(around, start), segment, start) or by_end(around, _article(around, start), segment, start)
        ),
        lambda: _after(around, end),
        lambda: in_making(around, end),
        lambda: in_opening(around, start) or in_heading(around, start),
        lambda: _in_context(around, sentence.start, start),
        lambda: _meant_again(around, segment, start, end),
        lambda: in_thread(around, segment, start),
        lambda: in_title(around, sentence.start, start),
    ):
        if found := find():
            is_outcome = _OUTCOME.search(around.text, around.clause_start(start), start)
            return None if is_outcome else name_of(found[0])
    return None


def _article(around: Surroundings, start: int) -> int:
    """Where the article begins that the amount stands in."""
    article = around.sections(start)[-1:]
    return article[0].heading.start if article else 0


def _is_left(around: Surroundings, mention: Mention, earlier: list[Mention], start: int) -> bool:
    """Whether the amount is of something else than the programme named before it."""
    return (
        _is_channel(around, mention, start)
        or _is_done_with(around, mention, start)
        or is_passing(around, mention, earlier, start)
    )


def _is_channel(around: Surroundings, mention: Mention, start: int) -> bool:
    """Whether the programme is only where something is shown: 在“…”公众号展播, and the amount is of another clause."""
    is_shown = _SHOWN_ON.search(around.text, max(0, mention.start - 3), mention.start) is not None
    return is_shown and bool(_CHANNEL.match(around.text, mention.end)) and around.clause_start(start) > mention.end


def _is_done_with(around: Surroundings, mention: Mention, start: int) -> bool:
    """Whether the text has left the programme: its aside is closed, standing business or another task of a plan follows."""
    text, clause = around.text, around.clause_start(start)
    if clause <= mention.end or _EACH.match(text, clause):
        return False
    if is_standing(around, mention, clause, around.clause_end(start)):
        return True
    opened = text.find("（", mention.end, mention.end + 8)
    if opened >= 0 and opened < text.find("），", mention.end, start):
        return True
    is_task = _OWN_TASK.match(text, clause) is not None
    if is_task and _ADOPTED.search(text, max(0, mention.start - 4), mention.start) and _SYSTEM.match(text, mention.end):
        return True
    if around.doc.metadata.genre != "circular" or not is_task:
        return False
    counted = around.between("QUANTITY", mention.end, mention.end + 16)
    return (
        bool(counted)
        and counted[0].end < clause
        and _OBJECT_OF.search(text, max(0, mention.start - 4), mention.start) is not None
    )


def _after(around: Surroundings, end: int) -> list[Mention]:
    """The programme that follows in the clause, unless it is only visited: 组织32名老同志观摩“…”."""
    found = around.between("PROGRAM", end, around.clause_end(end))[:1]
    return [m for m in found if not _VISITED.search(around.text, end, m.start)]


def _ends_list(around: Surroundings, before: list[Mention]) -> bool:
    """Whether the last programmes stand in a list that goes on or ends with 等: 建立“甲”“乙”等平台."""
    if len(before) < 2 or before[-1].start - before[-2].end > _LIST_GAP:
        return False
    between = around.text[before[-2].end : before[-1].start]
    return bool(_JOINT.fullmatch(between)) and bool(_AND_OTHERS.match(around.text, before[-1].end))


def _of_list(around: Surroundings, before: list[Mention], start: int) -> Mention | None:
    """The member of the list that the clause speaks of by a word of its name, else the one under which the list stands."""
    first = len(before) - 1
    while first and _JOINT.fullmatch(around.text[before[first - 1].end : before[first].start]):
        first -= 1
    clause = around.text[max(around.clause_start(start), before[-1].end) : start]
    for member in before[first:]:
        name = name_of(member) or ""
        if any(name[i : i + 2] in clause for i in range(len(name) - 1)):
            return member
    return before[first - 1] if first else None


def _whole_of(members: list[Mention]) -> str | None:
    """What all of them are part of."""
    wholes = {m.value.parent for m in members if isinstance(m.value, ProgramValue)}
    return wholes.pop() if len(wholes) == 1 else None


def _meant_again(around: Surroundings, segment: int, start: int, end: int) -> list[Mention]:
    """The programme that the clause calls 该品牌 or by its head noun (驿站 of a named 老党员驿站)."""
    floor = _article(around, start)
    earlier = around.between("PROGRAM", max(floor, start - _MEMORY), segment)[-_RECENT:]
    later = around.between("PROGRAM", end, around.sentence(start).end)[:1]
    if not (earlier or later):
        return []
    clause = around.text[segment : around.clause_end(end)]
    if named := _by_its_tail(
        around.between("PROGRAM", max(floor, start - _LONG_MEMORY), segment)[-_RECENT:], around.text[segment:end]
    ):
        return [named]
    if earlier and _POINTS.search(clause):
        return earlier[-1:]
    for mention in reversed(earlier):
        if _is_headed(mention, clause) and not is_standing(around, mention, around.clause_start(start), around.clause_end(end)):
            return [mention]
    return [mention for mention in later if _is_headed(mention, clause)]


def _by_its_tail(earlier: list[Mention], told: str) -> Mention | None:
    """The team or place that the sentence calls by the last word of its name: 护河队 of a named 银发护河队."""
    for mention in reversed(earlier):
        name = name_of(mention) or ""
        if len(name) > _LONGEST_END and name[-1] in _BODIES and name[-3:] in told and name[-3:] not in _COMMON_TAILS:
            return mention
    return None


def _is_headed(mention: Mention, clause: str) -> bool:
    """Whether the clause holds the head noun of the programme's name."""
    noun = _head(name_of(mention) or "")
    return noun != "" and noun in clause


def _head(name: str) -> str:
    return next((name[-size:] for size in _HEAD_SIZES if name[-size:] in _HEADS), "")


def _in_context(around: Surroundings, sentence: int, start: int) -> list[Mention]:
    """The programme that an enumeration (一是…二是…) is about, or the sentence before that this one goes on from."""
    paragraph = around.paragraph_start(start)
    before = around.between("PROGRAM", around.sentence(sentence - 1).start, sentence) if sentence > paragraph else []
    before = [m for i, m in enumerate(before) if not is_passing(around, m, before[:i], start)]
    before = [m for m in before if not _is_platform(around, m)] or before
    if _MEMBER.match(around.text, sentence):
        first = _MEMBER.search(around.text, paragraph, start)
        return around.between("PROGRAM", paragraph, first.start())[-1:] if first else []
    if not before or _ASPECT.match(around.text, sentence):
        return []
    if CENSUS.search(around.text, sentence, around.clause_end(start)):
        return []
    if is_standing(around, before[-1], around.clause_start(start), around.clause_end(start)):
        return []
    for introduced in (before[-1], before[0]):
        if _is_introduced(around, introduced, sentence):
            return [introduced]
    if _GOES_ON.match(around.text, sentence) or _has_no_subject(around, sentence, start):
        return before[-1:]
    return []


def _is_platform(around: Surroundings, mention: Mention) -> bool:
    """Whether the name is that of a channel or a tool, beside which others are what is told of."""
    begin = max(0, mention.start - 5)
    if "、" in (name_of(mention) or ""):
        # 建起“点单、接单、评单”流程
        return True
    return _CHANNEL.match(around.text, mention.end) is not None or _TOOL.search(around.text, begin, mention.start) is not None


def _is_introduced(around: Surroundings, mention: Mention, sentence: int) -> bool:
    """Whether the sentence before is about the programme and this one begins with how long it has run (七年来)."""
    times = around.between("TIME", sentence, sentence + 8)
    value = times[0].value if times and times[0].start <= sentence + 1 else None
    if not (isinstance(value, TimeValue) and (value.value or "").startswith("P")):
        return False
    first = around.sentence(sentence - 1).start
    is_subject = mention.start <= first + 1 and _INTRODUCED.match(around.text, mention.end)
    return bool(is_subject) or _MADE.search(around.text, max(0, mention.start - 5), mention.start) is not None


def _has_no_subject(around: Surroundings, sentence: int, start: int) -> bool:
    """Whether the sentence opens with a time and a verb (全年举办…), so that its subject is that of the one before."""
    times = around.between("TIME", sentence, sentence + _LONGEST_TIME)
    opening = times[0].end if times and times[0].start <= sentence + 1 else sentence
    opening += around.text[opening : opening + 1] in ("，", ",")
    if AT_LARGE.search(around.text, sentence, start):
        return False
    return bool(_VERB_FIRST.match(around.text, opening, start)) or _takes_up(around, opening, sentence)


def _takes_up(around: Surroundings, opening: int, sentence: int) -> bool:
    """Whether the sentence opens with a word of the one before it (第一课堂…, 志愿者…)."""
    text, start = around.text, around.sentence(sentence - 1).start
    # 市关工委统一编印…: a body of its own acts.
    if any(m.start == opening for m in around.between("ORG", opening, opening + _LONGEST_TIME)):
        return False
    word = text[opening : opening + 3]
    return text.find(word[:2] if word[:2] in _TOLD_AGAIN else word, start, sentence) >= 0
