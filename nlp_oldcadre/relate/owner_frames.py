"""Whose a programme is by a clause with 的 before its name (市关工委组织的“…”) or a sentence of hosts (由甲主办，乙承办)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp_oldcadre.model import Mention, Span
from nlp_oldcadre.relate.mention_index import Indexed, org_name, program_name
from nlp_oldcadre.relate.reading import Reading

_DOING = (
    "推广|组织|举办|举行|打造|推出|实施|开展|创办|发起|建设|开发|主办|承办|启动|创建|组建|成立|推行|部署|牵头|创立|设立|"
    "策划|运营|管理|搭建|培育|开设|建立|创设|研发|主导|倡导"
)
# 按照省委老干部局开展“甲”活动的统一部署, 落实市委老干部局《关于开展“甲”行动的通知》: it is theirs who ordered it.
_ORDERED_BY = re.compile("(?:按照|根据|落实|贯彻|遵照|依据|响应|围绕)(?:好|了)?$")
_ORDERED = re.compile(
    f"(?:关于)?(?:统一|联合|组织)?(?:{_DOING}|深化|推进|做好|印发)[^，。；“”]{{0,6}}[“‘]?"
    f"|(?:印发的?|下发的?)?《(?:关于)?(?:印发)?(?:统一|联合|组织)?(?:{_DOING}|深化|推进|做好)?[^，。；“”《》]{{0,8}}[“‘]?"
)
_ORDER = re.compile("”?[^。；“”]{0,24}?的?(?:统一|总体|有关|具体|工作)?(?:部署|要求|安排|通知|决定|精神|意见|方案)")
# 市关工委组织的“…”, 区委老干部局倾力打造的公益品牌“…”
_RELATIVE = re.compile(f"(?:[^，。；：“”的]{{0,10}}?(?:{_DOING}))的[\u4e00-\u9fff]{{0,8}}[“‘]?")
# 团市委的实践育人品牌“…”; not 市委老干部局的老同志走进“…”
_POSSESSED = re.compile(
    "的[\u4e00-\u9fff]{0,8}(?:品牌|项目|平台|活动|行动|工程|课堂|队伍|基地|团队|案例)[“‘]?|关于(?:开展|实施|推进|深化|做好|打造)?[“‘]?"
)
_HELPED_BEFORE = re.compile("(?:配合|协助|支持|参加|参与|承接|响应)了?$")
_HELPED = re.compile("[^，。；：“”]{0,6}(?:做好|开展|实施|推进|举办|组织|办好|主办)?的?[“‘]?")
# 是市委老干部局的志愿服务品牌, 是该中心2021年搭建的平台
_IS = re.compile("”?[^，。；“”是系由]{0,8}(?:[^，。；“”是系由]{2,14}，)?(?:是|系)")
_IS_OF = re.compile(f"的[^，。；“”]{{2,16}}|[^，。；“”的]{{0,12}}(?:{_DOING})的")
_THAT = re.compile(
    "”?[^，。；“”是系由]{0,8}(?:[^，。；“”是系由]{2,14}，)?(?:是|系)(?:该|我)(中心|[局会校厅委院办部处所]|街道|社区|公司|集团|协会|学会|支部)[^，。；“”]{0,10}"
    f"(?:{_DOING})"
)
# 由甲、乙共同主办，丙承办; 甲牵头，乙、丙参与
_HOSTS = re.compile(
    "(?:等)?(?:于[^，。；、]{2,12}?)?(?:具体|共同|联合|统一|牵头|自行|负责|分别|参与|配合|协助|协同|全程|直接|轮流)*(?:主办|承办|协办|牵头|配合|协助|协同|协作|联动|提出|提议|倡议|实施|发起|建设|组织|管理|运营|负责|打造|建成|创办|参与|开展|共建|创建|组建|设立|推出|联办|举办)"
)
_JOINED = re.compile("[、和与及，]|以及|联合|会同")
_BY = re.compile("”?[\u4e00-\u9fff]{0,12}，?由|，由|”?[\u4e00-\u9fff]{0,6}是[^，。；“”]{2,30}，由")
# “甲”是去年办起来的，镇党委同市老科协合办。
_THEN_HOSTS = re.compile("”?[^，。；“”]{0,20}，")
_ENDS_HOSTING = re.compile("[，。；]")
_ABOUT = re.compile("[\n 　]*(?:本次|此次|该|这一|这个|此项?)?[\u4e00-\u9fff\\d]{0,12}由")
_WITH = re.compile("[、和与及同]|以及|联合|会同|携手")
_HELD = re.compile("(?:共同|联合)?(?:合办|联办|共办|主办|举办|共建|创办|打造|推出|实施|开办)")
_MEMORY, _NOUN = 400, 3
# 实施“甲”行动。市关工委牵头，市教育局配合
_LEADS = re.compile("(?:负责)?(?:统一|总)?(?:牵头|统筹)(?:负责|抓总|组织|实施)?[，；、]")
_BEFORE_LEADER = re.compile("”?[^，。；“”]{0,10}(?:[，；。]|（)?[^，。；“”]{0,6}?")
# 由甲、乙主办，丙协办的“…”
_HOSTED = re.compile("(?:办|共建|组建|发起|组织|实施|推出|开展|打造|设立|创建|运营)的[\u4e00-\u9fff]{0,8}[“‘]?$")
# 主办单位：甲、乙
_HOST_LINE = re.compile("(?:主办|承办|联合主办|联办|组织)(?:单位|方|机构)[ 　]*[：:][ 　]*")
_TOGETHER = re.compile("[、和与及]|以及|联合|会同|携手")
# 三个项目均由甲、乙共同实施
_ALL_BY = re.compile("([两二三四五六七八九十])[个大项支][\u4e00-\u9fff]{2,4}?(?:均|都|全部)由")
_NUMERALS = {"两": 2} | {character: number for number, character in enumerate("二三四五六七八九十", 2)}
_BESIDE = re.compile("[、，和与及 　]+|以及")


def relative_owners(reading: Reading, mention: Mention, sentence: Span, before: list[Indexed]) -> Iterator[tuple[int, str]]:
    """``(mention index, canonical name)`` of the body whose programme a clause before the name calls it."""
    for index, org in before:
        name = org_name(org)
        between = reading.text[org.end : mention.start]
        helped = _HELPED_BEFORE.search(reading.text, max(sentence.start, org.start - 4), org.start)
        if name and (_RELATIVE.fullmatch(between) or _POSSESSED.fullmatch(between) or (helped and _HELPED.fullmatch(between))):
            yield from _joined_to(reading, org, sentence)
            yield index, name


def _joined_to(reading: Reading, org: Mention, sentence: Span) -> Iterator[tuple[int, str]]:
    """甲和乙共同组建的“…”: the bodies that a list joins to the last."""
    found: list[tuple[int, str]] = []
    reached = org.start
    for index, earlier in reversed(reading.within("ORG", sentence.start, org.start)):
        name = org_name(earlier)
        if not name or not _TOGETHER.fullmatch(reading.text, earlier.end, reached):
            break
        found.append((index, name))
        reached = earlier.start
    yield from reversed(found)


def ordered_by(reading: Reading, mention: Mention, sentence: Span, before: list[Indexed]) -> Iterator[tuple[int, str]]:
    """按照甲开展“乙”活动的统一部署: whoever ordered it runs it."""
    for index, org in before:
        name = org_name(org)
        if (
            name
            and _ORDERED_BY.search(reading.text, max(sentence.start, org.start - 4), org.start)
            and _ORDERED.fullmatch(reading.text, org.end, mention.start)
            and _ORDER.match(reading.text, mention.end, sentence.end)
        ):
            yield from _joined_to(reading, org, sentence)
            yield index, name


def hosted_by(reading: Reading, mention: Mention, sentence: Span) -> Iterator[tuple[int, str]]:
    """由甲、乙主办，丙协办的“…”: all the bodies of the clause before the name."""
    by = reading.text.rfind("由", sentence.start, mention.start)
    if by >= 0 and _HOSTED.search(reading.text, by, mention.start):
        yield from _hosting(reading, by + 1, mention.start)


def announced_hosts(reading: Reading) -> Iterator[tuple[int, str]]:
    """主办单位：甲、乙: the bodies of the lines in which a circular tells who holds what its title announces."""
    for match in _HOST_LINE.finditer(reading.text):
        end = reading.text.find("\n", match.end())
        reached = match.end()
        for index, org in reading.within("ORG", reached, end if end >= 0 else len(reading.text)):
            if org.start != reached and not _BESIDE.fullmatch(reading.text, reached, org.start):
                break
            if name := org_name(org):
                yield index, name
            reached = org.end


def counted_hosts(reading: Reading) -> Iterator[tuple[int, Mention, str]]:
    """三个项目均由甲联合乙实施: ``(mention index, programme, body)`` for as many as are counted, those named last before."""
    for match in _ALL_BY.finditer(reading.text):
        paragraph = reading.text.rfind("\n", 0, match.start()) + 1
        named = {program_name(m): m for _, m in reading.within("PROGRAM", paragraph, match.start())}
        programs = list(named.values())[-_NUMERALS[match[1]] :]
        if len(programs) == _NUMERALS[match[1]]:
            bodies = list(_hosting(reading, match.end(), reading.sentence_at(match.end()).end))
            yield from ((index, program, name) for program in programs for index, name in bodies)


def hosts(reading: Reading, mention: Mention, sentence: Span) -> Iterator[tuple[int, str]]:
    """The bodies by which the sentence, or the next one about it, says that the programme is held."""
    following = reading.within("PROGRAM", mention.end, sentence.end)
    end = following[0][1].start if following else sentence.end
    yield from _said_to_be(reading, mention, end)
    if match := _BY.match(reading.text, mention.end, end):
        yield from _hosting(reading, match.end(), end)
    elif leads := list(_led(reading, mention.end, end)):
        yield from leads
    elif match := _THEN_HOSTS.match(reading.text, mention.end, end):
        yield from _joint_hosts(reading, match.end(), end)
    elif not following and sentence.end > mention.end:
        after = _next_sentence(reading, mention, sentence)
        match = _ABOUT.match(reading.text, after.start, after.end) if after.start >= sentence.end else None
        # 乙由…: the next sentence may tell of another programme.
        if match and not reading.within("PROGRAM", after.start, match.end()):
            yield from _hosting(reading, match.end(), after.end)
        elif after.start >= sentence.end:
            yield from _led(reading, after.start, after.end)


def _next_sentence(reading: Reading, mention: Mention, sentence: Span) -> Span:
    """The sentence behind; that of the next paragraph where it takes the name's noun up (讲解队去年由…发起)."""
    after = reading.sentence_at(sentence.end)
    if after.start >= sentence.end:
        return after
    start = sentence.end
    while start < len(reading.text) and reading.text[start] in "\n 　":
        start += 1
    below = reading.sentence_at(start)
    return below if reading.text.startswith(program_name(mention)[-_NOUN:], below.start) else after


def _led(reading: Reading, start: int, end: int) -> Iterator[tuple[int, str]]:
    """甲牵头，乙、丙协同，…: the bodies of the clauses that follow, which tell who leads and who helps."""
    first = next(iter(reading.within("ORG", start, end)), None)
    if first is None or not _LEADS.match(reading.text, first[1].end, end):
        return
    if _BEFORE_LEADER.fullmatch(reading.text, start, first[1].start):
        yield from _hosting(reading, first[1].start, end)


def _joint_hosts(reading: Reading, start: int, end: int) -> Iterator[tuple[int, str]]:
    """甲同乙合办: two or more who hold it together, in a clause that has no object of its own."""
    found: list[tuple[int, str]] = []
    reached = start
    for index, org in reading.within("ORG", start, end)[:6]:
        if not (org.start == reached or _WITH.fullmatch(reading.text, reached, org.start)):
            return
        if name := org_name(org):
            found.append((index, name))
        reached = org.end
        verb = _HELD.match(reading.text, org.end, end)
        if verb and (verb.end() == end or _ENDS_HOSTING.match(reading.text, verb.end())):
            yield from found if len(found) > 1 else ()
            return


def _said_to_be(reading: Reading, mention: Mention, end: int) -> Iterator[tuple[int, str]]:
    """“甲”是市委老干部局的志愿服务品牌; “甲”是该中心搭建的平台."""
    match = _IS.match(reading.text, mention.end, end)
    if match is None:
        return
    if that := _THAT.match(reading.text, mention.end, end):
        for index, org in reversed(reading.within("ORG", max(0, mention.start - _MEMORY), mention.start)):
            name = org_name(org)
            if name and name.endswith(that[1]):
                yield index, name
                return
    else:
        for index, org in reading.within("ORG", match.end(), end)[:1]:
            name = org_name(org)
            if name and org.start == match.end() and _IS_OF.match(reading.text, org.end, end):
                yield index, name


def _hosting(reading: Reading, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The bodies from ``start`` on that are joined to verbs of hosting."""
    waiting: list[tuple[int, str]] = []
    reached = start
    for index, org in reading.within("ORG", start, end)[:12]:
        if not (org.start == reached or _JOINED.fullmatch(reading.text, reached, org.start)):
            return
        if name := org_name(org):
            waiting.append((index, name))
        reached = org.end
        if match := _HOSTS.match(reading.text, org.end, end):
            yield from waiting
            waiting, reached = [], match.end()
