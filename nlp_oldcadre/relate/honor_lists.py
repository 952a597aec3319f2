"""Honours given to several: lists of those who receive them, one by one, by their number, and who only confers them."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left

from nlp_oldcadre.model import Document, Mention, OrgValue, PersonValue, ProgramValue

# 张某、李某等5名同志被评为…: those named before 等 are of the group.
_AND_OTHERS = re.compile(r"等\d+(?:余|多)?(?:个|名|位|人|家)[^，。；]{0,12}?(?=被|获|荣|当选|入选|受|$)")
# Titles that things bear, and no person.
OF_THINGS = re.compile("(?:案例|品牌|工作法|工作室|驿站|微课|课程|公众号)[”’]?$")
# 统筹推进“甲”“乙”，获评…: what the body does receives nothing, unless the title is of its sort.
_DONE = re.compile(
    "(?:列入|纳入|融入|推进|实施|开展|落实|深化|组织|举办|打造|推出|做实|抓好)(?:了|好)?(?:“[^“”]{2,16}”[、和]?)*“?$"
)
_AGENT_BEFORE = re.compile("(?:被|由|受|经|获得?|向|与|和|在|为|对)$")
# 赴某大学、某公司宣讲, 代表集团参赛, 依托学习强国: where somebody goes, for whom, and by whose means.
_GOAL_BEFORE = re.compile("(?:赴|到|往|随|走进|来到|深入|联合|会同|代表|加入|邀请|依托|借助|通过|利用|运用|用好|用活|登录)$")
_SIDE_BY_SIDE = re.compile("[、和与及]|以及")
_AGENT_AFTER = re.compile(
    "(?:[^，。；被获荣]{0,4})(?:授予|评为|命名|认定|表彰|颁发|通报|举办|组织|联合|开展|介绍|表示|告诉)|说，|(?![在于])[^，。；在于]{0,10}(?:会议|大会|座谈会|现场会|年会|比赛|大赛|评选|评比)(?:上|中|，)"
)
# 参加贵州省“…”展演, 是“…”活动的骨干: what a body takes part in or belongs to receives nothing.
_JOINED_BEFORE = re.compile("(?:参加|参与|亮相|走进|登上|是|作为|属于|在|承接|围绕)了?[^，。；“”]{0,16}“?$")
# 被某部“甲”公众号采用7条
_TAKEN_BY = re.compile("被[^，。；“”]{0,12}“$")
# 在某村办起“甲”，被命名为…: what is brought into being there may receive it.
_BROUGHT_BEFORE = re.compile("(?:[办建开搭]起|办了|建了|建成|打造|设立|成立|开办|创办|创立|建立|开设|组建|推出|创建)了?“?$")
_PLACED = re.compile("在[^，。；“”]{2,16}的“?$")
_SUBJECT_AFTER = re.compile("”?(?:，|[^，。；“”]{0,6}(?:被|荣?获|入选))")
# Between two who receive a title together, posts allowed.
_LISTED = re.compile("(?:、|和|与|及|以及)[^，。；、和]{0,14}")
# …，两家单位被授予…; 甲、乙两名老同志受到…
_SO_MANY = re.compile(
    "([两二三四五六七八九十]|[1-9]\\d?)(家|个|名|位|支)(?:获奖|参与|青年|退休|老)*(?:单位|支部|党支部|集体|同志|社区|学校|村|组织|干部|党员|人|团队|队伍|协会|医院|企业)"
    "(?:均|都|也|还|双双|同时|先后|一同|一起)*(?:被|受|获|荣)?$"
)
_DIGITS = {"两": 2} | {character: number for number, character in enumerate("二三四五六七八九十", 2)}
_COUNTED = {"家": "ORG", "个": "ORG", "名": "PERSON", "位": "PERSON", "支": "PROGRAM"}
_RESPECTIVELY = re.compile("分获|分别(?:荣获|获得?|获评|被评为|被授予|当选|摘得|斩获)")
_LIST_GAP = re.compile("[”’]?(?:称号|荣誉|奖)?(?:[、和与及]|以及)?[“‘]?")
# 我们…，被某部表彰为…; 我局被命名为…: the body whose text it is.
_OURSELF = "(?:我们|我局|我办|我处|我支部|我中心|我校|我院|我公司|本局)(?![省市县区州旗])"
_OURSELVES = re.compile(f"(?:^|[，；：、])[^，；：“”]{{0,10}}?{_OURSELF}")
_AT_TIMES = (
    "(?:(?:19|20)\\d\\d年度?|[今去前]年|连续[^，。]{1,4}年|先后|也|并|还|多次|因此|均|曾|再次|\\d{1,2}月|同[日时年月]|日前)*"
)
_NO_SUBJECT = re.compile(f"{_AT_TIMES}(?:被|荣?获|受到|捧回|捧得|摘得)")
_SELF_SUBJECT = re.compile(f"{_AT_TIMES}{_OURSELF}{_AT_TIMES}(?:被|荣?获|受到|捧回|捧得|摘得)")
_SERIES = 80
_POST = 16
_BLANK = re.compile("(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])")
_LEAD = re.compile(
    "^(?:目前|如今|眼下|现在|近年来|据悉|此外|同年|去年|今年|截至目前|[一二三四五六七八九十两]年来|[\\d年月]{2,8}|在此基础上)*(?:该|本|这[个支一]?)?"
)
_SHORTENED_KINDS = frozenset({"team", "platform", "mechanism", "event"})
_GOES_ON = frozenset("伍员长者生")
_PARTED = re.compile("[，。；、]")


def before_others(doc: Document, here: list[Mention], clause: int, end: int) -> list[Mention]:
    """The named members of a group whose number the clause gives."""
    others = _AND_OTHERS.search(doc.text, clause, end)
    if others is None or not any(m.end == others.start() and m.type != "PROGRAM" for m in here):
        return []
    return [m for m in here if clause <= m.start and m.end <= others.start()]


def counted_before(doc: Document, here: list[Mention], clause: int, end: int) -> list[Mention]:
    """Those whose number the clause gives, where the sentence lists exactly as many before: …，两家单位被授予…."""
    match = _SO_MANY.search(doc.text, clause, end)
    if match is None:
        return []
    count = _DIGITS.get(match[1]) or int(match[1])
    alike = [m for m in here if m.type == _COUNTED[match[2]] and m.end <= match.start()]
    listed = alike[-1:]
    for earlier in reversed(alike[:-1]):
        if not _LISTED.fullmatch(doc.text, earlier.end, listed[0].start):
            break
        listed.insert(0, earlier)
    return listed if len(listed) == count and count > 1 else []


def receiving(text: str, here: list[Mention]) -> list[Mention]:
    """Those that confer nothing and are no goal; nor does what stands in one list with such a body."""
    out: list[Mention] = []
    agent: Mention | None = None
    for mention in here:
        beside = agent is not None and agent.type == mention.type and _SIDE_BY_SIDE.fullmatch(text, agent.end, mention.start)
        if beside or is_agent(text, mention):
            agent = mention
        else:
            out.append(mention)
    return out


def one_by_one(doc: Document, honor: Mention, here: list[Mention], start: int) -> str | None:
    """周某、罗某分获“甲”“乙”称号: the first the first, the second the second, where they are as many."""
    verb = _RESPECTIVELY.search(doc.text, start, honor.start)
    if verb is None:
        return None
    receive = [m for m in here if m.end <= verb.start() and m.type == "PERSON"] or [m for m in here if m.end <= verb.start()]
    first = bisect_left(doc.mentions, verb.end(), key=start_of)
    near = doc.mentions[first : first + _SERIES]
    given = [(m.start, m.end) for m in near if m.type == "HONOR" and m.start < verb.end() + _SERIES]
    listed = [given[0]] if given else []
    for earlier, later in itertools.pairwise(given):
        if not _LIST_GAP.fullmatch(doc.text, earlier[1], later[0]):
            break
        listed.append(later)
    place = next((i for i, span in enumerate(listed) if span[0] == honor.start), None)
    return subject_name(doc, receive[place]) if place is not None and len(listed) == len(receive) > 1 else None


def own_body(doc: Document, lead: str, *, passive: bool = False) -> str | None:
    """The body whose text it is, where the sentence says 我们 or 我局; ``passive`` where its last clause has no subject."""
    if not doc.metadata.issuers or not _OURSELVES.search(lead):
        return None
    is_of_it = not passive or _NO_SUBJECT.match(lead.rpartition("，")[2]) or _SELF_SUBJECT.match(lead.rpartition("，")[2])
    return doc.metadata.issuers[0] if is_of_it else None


def names_of(doc: Document, inside: list[Mention]) -> str | None:
    """The last one with those that a list joins to it: 书记张某、党员李某同时当选."""
    names = [subject_name(doc, inside[-1])]
    for earlier, later in zip(reversed(inside[:-1]), reversed(inside), strict=False):
        if earlier.type != later.type or not _LISTED.fullmatch(doc.text, earlier.end, later.start):
            break
        names.append(subject_name(doc, earlier))
    return "、".join(dict.fromkeys(name for name in reversed(names) if name))


def called_by_tail(part: str, before: list[Mention]) -> Mention | None:
    """The team or place whose name's last words open the clause: 普法队三年走了28个村 for 石榴坡普法队."""
    opening = _LEAD.sub("", part)
    for mention in reversed(before[-40:]):
        value = mention.value
        if isinstance(value, ProgramValue) and value.name and value.kind in _SHORTENED_KINDS:
            tails = (value.name[-size:] for size in (5, 4, 3, 2) if size < len(value.name))
            if any(opening.startswith(tail) and opening[len(tail) :][:1] not in _GOES_ON for tail in tails):
                return mention
    return None


def joined_from(text: str, first: Mention, after: list[Mention]) -> list[Mention]:
    """荣获“…”的张某、李某两位老同志: the first with those whom a list joins to it."""
    out = [first]
    for later in after:
        if later.type == "PERSON" and later.start > out[-1].end and text[out[-1].end : later.start] in ("、", "和", "与"):
            out.append(later)
    return out


def listed_from(doc: Document, after: list[Mention], position: int) -> str | None:
    """The list of people or bodies that begins at ``position``, a post before the first allowed."""
    listed: list[Mention] = []
    for mention in (m for m in after if m.type != "PROGRAM"):
        # 荣获“…”的某局局长张某: whose post it is
        if listed and listed[-1].type == "ORG" and _holds_post(doc.text, listed[-1], mention):
            listed[-1] = mention
            continue
        near = mention.start - position <= _POST and not _PARTED.search(doc.text, position, mention.start)
        joined = (
            _LISTED.fullmatch(doc.text, listed[-1].end, mention.start) and mention.type == listed[-1].type if listed else near
        )
        if not joined:
            break
        listed.append(mention)
    return "、".join(dict.fromkeys(filter(None, (subject_name(doc, m) for m in listed)))) or None


def _holds_post(text: str, body: Mention, person: Mention) -> bool:
    """Whether nothing but a post parts the person from the body."""
    has_post = isinstance(person.value, PersonValue) and person.value.post is not None
    between = text[body.end : person.start]
    return has_post and 0 < len(between) <= _POST and not _PARTED.search(between)


def is_agent(text: str, mention: Mention) -> bool:
    """被市政府评为…: who confers, not who receives; nor does what is only joined."""
    if mention.type == "PROGRAM" and (
        _is_joined(text, mention) or _TAKEN_BY.search(text, max(0, mention.start - 14), mention.start)
    ):
        return True
    before = text[max(0, mention.start - 3) : mention.start].rstrip("“")
    if mention.type == "ORG" and _GOAL_BEFORE.search(before):
        return True
    return _AGENT_BEFORE.search(before) is not None or _AGENT_AFTER.match(text, mention.end) is not None


def _is_joined(text: str, mention: Mention) -> bool:
    """参加“甲”展演; not 开在某街道的“甲”，…, which tells where the programme is."""
    if _BROUGHT_BEFORE.search(text, max(0, mention.start - 6), mention.start):
        return False
    joined = _JOINED_BEFORE.search(text, max(0, mention.start - 24), mention.start)
    return joined is not None and not (_PLACED.match(joined[0]) and _SUBJECT_AFTER.match(text, mention.end))


def without_work(text: str, honor: Mention, inside: list[Mention]) -> list[Mention]:
    """Those named, less the programmes that a body of the sentence carries out in a clause before."""
    if not inside or inside[-1].type != "PROGRAM" or inside[0].type != "ORG" or OF_THINGS.search(text, honor.start, honor.end):
        return inside
    last = inside[-1]
    alike = text[honor.end - 2 : honor.end] in text[last.start : last.end + 8]
    done = "，" in text[last.end : honor.start] and _DONE.search(text, max(0, last.start - 60), last.start)
    return [m for m in inside if m.type != "PROGRAM"] if done and not alike else inside


def start_of(mention: Mention) -> int:
    return mention.start


def subject_name(doc: Document, mention: Mention) -> str | None:
    value = mention.value
    if isinstance(value, (OrgValue, ProgramValue)):
        return value.name
    # Names of two characters are set with a blank in rolls: 李 莲.
    return _BLANK.sub("", doc.text[mention.start : mention.end]) if isinstance(value, PersonValue) else None
