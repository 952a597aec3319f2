"""Programmes across a document: one name and one kind for each, and what each is part of."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from nlp_oldcadre.known_programs import kind_nouns
from nlp_oldcadre.model import Document, Mention, ProgramValue, Section, SloganValue
from nlp_oldcadre.relate.program_parents import parents_of
from nlp_oldcadre.relate.program_text import name_key, programs_in, value_of
from nlp_oldcadre.rules import ProgramRule
from nlp_oldcadre.tables import Tables

_COUNTED = re.compile(
    r"[二三四五六七八九十两\d]+[大项个张](?:[\u4e00-\u9fff]{0,6}?)(行动|工程|计划|项目|品牌|活动|实事|平台|网|阵地|课堂|驿站)"
)
_LISTING = re.compile(
    r"(?:下设|包括|实施|开展|推出|打造|分为|组织)(?:了|为)? ?[二三四五六七八九十两\d]{1,2} ?[大个项支类]"
    "[\u4e00-\u9fff]{0,6}?(行动|工程|计划|项目|品牌|活动|平台)[：:]"
)
# What a mention says of its kind by the rule that found it; any other rule has three votes.
_VOTES = {
    ProgramRule.AGAIN: 0, ProgramRule.MODEL: 0, ProgramRule.WEAK_HEAD: 1, ProgramRule.COINED: 1, ProgramRule.KIN: 1,
    ProgramRule.LIST: 1, ProgramRule.SIGNED: 1, ProgramRule.INSIDE: 2, ProgramRule.VERB: 2,
    ProgramRule.GIVEN: 2, ProgramRule.NATIONAL: 2,
}  # fmt: skip
_BRANDED = 20
# 金穗暖巢, 金秋传薪火: names of one stem, which one of them may leave out later (“传薪火”项目).
_STEM = 2
_SURE_TEAM, _SURE_SHORT, _LONGEST_PLACE, _SHORT_BRAND = 5, 4, 3, 3
# “田头课堂”讲了46场: what is held so often is the lesson, not its room.
_TAUGHT = re.compile("(?:课堂|讲堂|讲坛|讲席|党课)$")
_SO_MANY_LESSONS = re.compile("”?[^。；\n]{0,14}?\\d[\\d,]*余?(?:场|堂|讲|课(?!时))")
_LESSONS = 10
_NOUNS = re.compile("[\u4e00-\u9fff]{2,4}")
_LEVELS = frozenset("省市县区州盟旗镇乡村")
_PLACE = re.compile("(?:会客厅|议事厅|调解室|工作室|活动室|说事点|议事亭|直播间|书屋|书院|小院|大院|学堂|夜校|驿站|小站)$")
# 实施“甲”工程，着力打造…四个子品牌: what has brands under it is one.
_OVER_BRANDS = re.compile("”(?:工程|行动|计划|项目)，[^。；\\n]{0,60}子品牌")
_NAMING = frozenset({ProgramRule.HEAD, ProgramRule.APPOSITION, ProgramRule.BRANDED, ProgramRule.MEMBER, ProgramRule.DEFINED})
# What says little of what is called so: it only stands there again, looks like a name, or heads a paragraph.
_SAYING_LITTLE = frozenset(
    {ProgramRule.AGAIN, ProgramRule.COINED, ProgramRule.MODEL, ProgramRule.HEADING, ProgramRule.KIN, ProgramRule.LIST}
)
# A team's account or mini-program carries its name.
_CHANNEL = re.compile("”((?:微信)?(?:小程序|公众号|视频号|抖音号|微信群))")
_SO_MANY_TEAMS = re.compile("[\\d两一二三四五六七八九十百千]+余?支")
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2}


def resolve_programs(doc: Document, tables: Tables) -> Document:
    """The document with canonical names, one kind a name, and parents of programmes.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> text = "实施暖心工程、银辉行动等“两大行动”。"
    >>> found = [
    ...     Mention("PROGRAM", 2, 6, ProgramValue("project", "暖心工程"), "member"),
    ...     Mention("PROGRAM", 7, 11, ProgramValue("action", "银辉行动"), "member"),
    ...     Mention("PROGRAM", 13, 17, ProgramValue("action", "两大行动"), "collective"),
    ...     Mention("SLOGAN", 13, 17, SloganValue("formula", ("暖心工程", "银辉行动"))),
    ... ]
    >>> doc = resolve_programs(replace(Document.from_text(text), mentions=tuple(found)), load_tables())
    >>> [m.value.parent for m in doc.mentions if m.type == "PROGRAM"]
    ['两大行动', '两大行动', None]
    """
    programs = [m for m in doc.mentions if m.type == "PROGRAM"]
    slogans = [m for m in doc.mentions if m.type == "SLOGAN"]
    if not programs:
        return doc
    names = _canonical_names(programs, doc)
    kinds = _majority_kinds(doc.text, programs, names) | _listed_kinds(doc, programs, names, kind_nouns(tables))
    slogans = [_expanded(doc, s, programs, names) for s in slogans]
    parents = parents_of(doc, programs, slogans, names, tables)
    resolved = []
    for mention in programs:
        name = names[value_of(mention).name]
        parent = parents.get(name)
        channel = _CHANNEL.match(doc.text, mention.end)
        if channel and kinds[name] == "team":
            own = ProgramValue("platform", doc.text[mention.start : mention.end] + channel[1], name)
            resolved.append(replace(mention, value=own))
            continue
        # What a brand is made of are brands, whatever their own last words (驿站, 课堂).
        in_heading = mention.rule == ProgramRule.HEADING and kinds[name] == "platform"
        made_of = in_heading and parent is not None and kinds.get(parent) == "brand" and not _is_built(doc.text, mention)
        value = ProgramValue("brand" if made_of else kinds[name], name, parent)
        resolved.append(Mention("PROGRAM", mention.start, mention.end, value, mention.rule, mention.score))
    changed = {"PROGRAM": iter(resolved), "SLOGAN": iter(slogans)}
    return replace(doc, mentions=tuple([next(changed[m.type]) if m.type in changed else m for m in doc.mentions]))


def _is_built(text: str, mention: Mention) -> bool:
    """建好“江岸驿站”: a place that the heading has built, opened or run."""
    return text.endswith(("建好“", "办好“", "开办“", "设立“", "建成“", "用好“", "建强“"), 0, mention.start)


def _canonical_names(programs: list[Mention], doc: Document) -> dict[str, str]:
    """Each name as found → the fullest name of the same programme in the document."""
    counts = Counter([value_of(m).name for m in programs])
    by_key: dict[str, str] = {}
    for name in counts:
        by_key.setdefault(name_key(name), name)
    # Looking up each name's endings keeps this linear in the number of names.
    longer_than: dict[str, list[str]] = {}
    stems = Counter(name[:_STEM] for name in counts)
    for full in counts:
        for short in (full[at:] for at in range(1, len(full) - 2)):
            of_kin = stems[full[:_STEM]] > 1 and len(full) - len(short) == _STEM < len(short)
            if short in counts and (of_kin or _is_short_for(short, full, programs, doc.metadata.region or "")):
                longer_than.setdefault(short, []).append(full)
    aliases = _aliases(programs) | dict(_with_nouns(doc.text, programs, counts)) | dict(_of_one_team(doc.text, programs))
    begun = _begun(programs, counts)
    out = {}
    for name in counts:
        known = aliases.get(name, name)
        longer = longer_than.get(known, []) or begun.get(known, [])
        out[name] = by_key[name_key(max(longer, key=len) if longer else known)]
    region = doc.metadata.region or ""
    return {name: _with_region(full, region) for name, full in out.items()}


def _begun(programs: list[Mention], counts: Counter[str]) -> dict[str, list[str]]:
    """“茶山绣娘” for 茶山绣娘课堂, where nothing says what else would be called so, and one name alone begins with it."""
    told = {value_of(m).name for m in programs if m.rule != ProgramRule.KIN}
    out: dict[str, list[str]] = {}
    for short in counts:
        if short in told or len(short) < _SURE_SHORT:
            continue
        longer = [full for full in counts if full in told and full.startswith(short) and _NOUNS.fullmatch(full, len(short))]
        if len(longer) == 1:
            out[short] = longer
    return out


def _aliases(programs: list[Mention]) -> dict[str, str]:
    """Short name → the full one that it is said to stand for."""
    pairs = itertools.pairwise(programs)
    return {value_of(b).name: value_of(a).name for a, b in pairs if b.rule == ProgramRule.ALIAS}


def _with_nouns(text: str, programs: list[Mention], counts: Counter[str]) -> Iterator[tuple[str, str]]:
    """“茶把式”大院 → 茶把式大院 where the text names it so elsewhere."""
    for mention in programs:
        if not text.startswith("”", mention.end):
            continue
        name, behind = value_of(mention).name, text[mention.end + 1 : mention.end + 7]
        longer = [full for size in range(len(behind), 1, -1) if (full := name + behind[:size]) in counts]
        if longer:
            yield name, longer[0]


def _of_one_team(text: str, programs: list[Mention]) -> Iterator[tuple[str, str]]:
    """“江潮银哨” → 江潮银哨志愿服务队 where nothing but that team is called so, and no more of them (…服务队31支)."""
    teams: dict[str, set[str]] = {}
    others: set[str] = set()
    for mention in programs:
        value, surface = value_of(mention), text[mention.start : mention.end]
        if value.kind == "team" and _SO_MANY_TEAMS.match(text, mention.start + len(value.name) + 1):
            others.add(surface)
        elif value.kind == "team" and value.name.startswith(surface) and value.name not in (surface, surface + "队伍"):
            teams.setdefault(surface, set()).add(value.name)
        elif mention.rule not in _SAYING_LITTLE and not _CHANNEL.match(text, mention.end):
            others.add(surface)
    for surface, names in teams.items():
        if len(names) == 1 and surface not in others:
            yield surface, names.pop()
    # “银发顾问” where the text goes on with 银发顾问团
    named = {value_of(m).name for m in programs if value_of(m).name.endswith(("团", "队"))}
    for mention in programs if named else ():
        surface = text[mention.start : mention.end]
        made = [surface + noun for noun in ("团", "队") if surface + noun in named]
        if made and surface not in teams and value_of(mention).kind == "brand" and mention.rule not in _NAMING:
            yield value_of(mention).name, made[0]


def _is_short_for(short: str, full: str, programs: list[Mention], region: str) -> bool:
    """雪松行动 for 支部先锋·雪松行动; 服务管理系统 for 某省…服务管理系统 where the text is of that province.

    In a text of a city, 驿站 is not the one of the district whose 西岗区驿站 it names once.
    """
    if len(short) < 3 or not full.endswith(short):
        return False
    rest = full[: -len(short)]
    if rest[-1] in "·• —":
        return True
    kind = next(value_of(m).kind for m in programs if value_of(m).name == short)
    # 银发顾问团 for 白马山银发顾问团
    # … and 周日议事厅 for 老街坊周日议事厅
    ends_so = kind == "team" or _PLACE.search(short) is not None
    if ends_so and len(short) >= _SURE_TEAM and len(rest) <= _LONGEST_PLACE and (kind == "team" or rest[-1] not in _LEVELS):
        return True
    # “常青松”品牌 for 云岭常青松
    if kind == "brand" and len(short) >= _SHORT_BRAND:
        first = next(m.start for m in programs if value_of(m).name == short)
        if any(m.start < first for m in programs if value_of(m).name == full and value_of(m).kind == "brand"):
            return True
    # 红柳学堂 for 沙州红柳学堂 in a text of that place
    sure = len(short) >= _SURE_SHORT if kind == "platform" else kind == "brand"
    if sure and len(rest) > 1 and region.find(rest) >= 0:
        return True
    is_of_text = len(rest) <= 2 or not region or region.endswith(rest) or rest.endswith(region)
    return kind == "platform" and rest[-1] in "省市县区州" and is_of_text


def _with_region(name: str, region: str) -> str:
    """省离退休干部信息系统 with the document's region in full."""
    if len(region) > 2 and name.startswith(region[-1]) and name[1:3] in ("离退", "老干", "老年"):
        return region + name[1:]
    return name


def _majority_kinds(text: str, programs: list[Mention], names: dict[str, str]) -> dict[str, str]:
    """One kind a name: what a head noun or list said most often, before what was only inherited."""
    votes: dict[str, Counter[str]] = {}
    for mention in programs:
        value = value_of(mention)
        weight = _VOTES.get(mention.rule, 3)
        # A name once called a brand is one, whatever is held under it.
        branded = value.kind == "brand" and mention.rule in _NAMING
        counter = votes.setdefault(names[value.name], Counter())
        # Nothing says that it is a brand but that nothing else is known.
        guessed = value.kind == "brand" and mention.rule == ProgramRule.KIN
        counter[value.kind] += _BRANDED if branded else 0 if guessed else weight
        if value.kind == "platform" and _TAUGHT.search(value.name) and _SO_MANY_LESSONS.match(text, mention.end):
            counter["event"] += _LESSONS
        if _OVER_BRANDS.match(text, mention.end):
            counter["brand"] += _BRANDED
    return {name: _kind_of(name, counter) for name, counter in votes.items()}


def _kind_of(name: str, votes: Counter[str]) -> str:
    """What has most votes; a name that ends as a team's does is one, unless it was called a brand outright."""
    kind = votes.most_common(1)[0][0]
    return "team" if kind == "brand" and votes["brand"] < _BRANDED and name.endswith(("团", "队")) and votes["team"] else kind


def _listed_kinds(doc: Document, programs: list[Mention], names: dict[str, str], nouns: dict[str, str]) -> dict[str, str]:
    """下设5个专项行动：“甲”…；“乙”…: what the sentence lists is of the kind that it counts."""
    out: dict[str, str] = {}
    for match in _LISTING.finditer(doc.text):
        end = min(
            (at for c in "。\n" if (at := doc.text.find(c, match.end(), match.end() + 400)) >= 0), default=match.end() + 400
        )
        # Only what opens a member: the sentence goes on to name other things inside each.
        for mention in programs_in(programs, match.end(), end):
            if re.search("[：:；;、”]“?$", doc.text[mention.start - 2 : mention.start]):
                out.setdefault(names[value_of(mention).name], nouns[match[1]])
    return out


def _expanded(doc: Document, slogan: Mention, programs: list[Mention], names: dict[str, str]) -> Mention:
    """A count of programmes (五项工程) stands for those that the sections below lead with, when their number is right."""
    value = slogan.value
    assert isinstance(value, SloganValue)
    if value.kind != "formula" or not (match := _COUNTED.fullmatch(doc.text, slogan.start, slogan.end)):
        return slogan
    form = match[0]
    if value.expansion:
        known = {name_key(n): full for n, full in names.items()}
        members = tuple(known.get(name_key(m), m) for m in value.expansion)
        return replace(slogan, value=replace(value, expansion=members))
    count = _DIGITS.get(form[0]) or 0
    members = _leading_programs(doc, slogan, count, match[1], programs, names)
    return replace(slogan, value=replace(value, expansion=members, complete=True)) if members else slogan


def _leading_programs(
    doc: Document, slogan: Mention, count: int, head: str, programs: list[Mention], names: dict[str, str]
) -> tuple[str, ...]:
    """One programme from each of ``count`` sibling sections: the first that has the head noun, else the first."""
    for siblings in _sibling_runs(doc.sections, count):
        if count < 2 or not any(s.body.end > slogan.start for s in siblings):
            continue
        chosen = []
        for section in siblings:
            inside = programs_in(programs, section.heading.start, section.body.end)
            headed = [m for m in inside if _has_head(doc.text, m, head)]
            pick = headed[:1] or (inside[:1] if head == "活动" else [])
            chosen += [names[value_of(m).name] for m in pick]
        if len(set(chosen)) == count:
            return tuple(chosen)
    return ()


def _has_head(text: str, mention: Mention, head: str) -> bool:
    return text[mention.start : mention.end].endswith(head) or text[mention.end : mention.end + 8].lstrip("”").startswith(head)


def _sibling_runs(sections: tuple[Section, ...], count: int) -> Iterator[list[Section]]:
    """The groups of exactly ``count`` sections under one parent."""
    groups: dict[tuple[int | None, int], list[Section]] = {}
    for section in sections:
        groups.setdefault((section.parent, section.level), []).append(section)
    return (group for group in groups.values() if len(group) == count)
