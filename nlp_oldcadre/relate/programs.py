"""Programmes across a document: one name and one kind for each, and what each is part of."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from nlp_oldcadre.model import Document, Mention, ProgramValue, Section, SloganValue, Span
from nlp_oldcadre.tables import Tables

_SEPARATORS = re.compile(r"[\s“”‘’·•、，,；;—\-]+")
# 以“甲”为平台组建“乙”; “甲”依托“乙”
_BY_MEANS = re.compile(r"(?:以|依托|借助|利用)“?$")
_COUNTED = re.compile(
    r"[二三四五六七八九十两\d]+[大项个张](?:[\u4e00-\u9fff]{0,6}?)(行动|工程|计划|项目|品牌|活动|实事|平台|网|阵地|课堂|驿站)"
)
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
_SUBORDINATES = re.compile(
    "”?[\u4e00-\u9fff]{0,6}，?(?:下设|包括|包含|分为|设有|涵盖|细分为)[^，。；：“”]{0,12}(?:[：，]|(?=“))"
)
_OPENED = re.compile("(?:开展|举办|组织|开设|建立|推出|实施|打造)了?“$")


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
    kinds = _majority_kinds(programs, names)
    slogans = [_expanded(doc, s, programs, names) for s in slogans]
    parents = _parents(doc, programs, slogans, names)
    changed: dict[Mention, Mention] = {}
    for mention in programs:
        name = names[_value(mention).name]
        parent = parents.get(name)
        # What a brand is made of are brands, whatever their own last words (驿站, 课堂).
        made_of = (
            mention.rule == "heading" and kinds[name] == "platform" and parent is not None and kinds.get(parent) == "brand"
        )
        changed[mention] = replace(mention, value=ProgramValue("brand" if made_of else kinds[name], name, parent))
    changed |= dict(zip((m for m in doc.mentions if m.type == "SLOGAN"), slogans, strict=True))
    return replace(doc, mentions=tuple(changed.get(m, m) for m in doc.mentions))


def _value(mention: Mention) -> ProgramValue:
    assert isinstance(mention.value, ProgramValue)
    return mention.value


def _key(name: str) -> str:
    return _SEPARATORS.sub("", name)


def _canonical_names(programs: list[Mention], doc: Document) -> dict[str, str]:
    """Each name as found → the fullest name of the same programme in the document."""
    counts = Counter(_value(m).name for m in programs)
    by_key: dict[str, str] = {}
    for name in counts:
        by_key.setdefault(_key(name), name)
    out = {}
    for name in counts:
        longer = [n for n in counts if n != name and _is_short_for(name, n, programs)]
        out[name] = by_key[_key(max(longer, key=len) if longer else name)]
    region = doc.metadata.region or ""
    return {name: _with_region(full, region) for name, full in out.items()}


def _is_short_for(short: str, full: str, programs: list[Mention]) -> bool:
    """红枫行动 for 支部力量·红枫行动; 服务管理系统 for 某省…服务管理系统."""
    if len(short) < 3 or not full.endswith(short):
        return False
    rest = full[: -len(short)]
    if rest[-1] in "·• —":
        return True
    kind = next(_value(m).kind for m in programs if _value(m).name == short)
    return kind == "platform" and (rest[-1] in "省市县区州" or rest in ("全省", "全市"))


def _with_region(name: str, region: str) -> str:
    """省离退休干部信息系统 with the document's region in full."""
    if len(region) > 2 and name.startswith(region[-1]) and name[1:3] in ("离退", "老干", "老年"):
        return region + name[1:]
    return name


def _majority_kinds(programs: list[Mention], names: dict[str, str]) -> dict[str, str]:
    """One kind a name: what a head noun or list said most often, before what was only inherited."""
    votes: dict[str, Counter[str]] = {}
    for mention in programs:
        value = _value(mention)
        weight = {"again": 0, "weak-head": 1, "inside": 2, "verb": 2, "national": 2}.get(mention.rule, 3)
        # A name once called a brand is one, whatever is held under it.
        branded = value.kind == "brand" and mention.rule in ("head", "apposition", "branded", "member", "defined")
        votes.setdefault(names[value.name], Counter())[value.kind] += 20 if branded else weight
    return {name: counter.most_common(1)[0][0] for name, counter in votes.items()}


def _expanded(doc: Document, slogan: Mention, programs: list[Mention], names: dict[str, str]) -> Mention:
    """A count of programmes (五项工程) stands for those that the sections below lead with, when their number is right."""
    value = slogan.value
    assert isinstance(value, SloganValue)
    form = doc.text[slogan.start : slogan.end]
    match = _COUNTED.fullmatch(form)
    if not match or value.kind != "formula":
        return slogan
    if value.expansion:
        known = {_key(n): full for n, full in names.items()}
        return replace(slogan, value=SloganValue("formula", tuple(known.get(_key(m), m) for m in value.expansion)))
    count = _DIGITS.get(form[0]) or 0
    members = _leading_programs(doc, slogan, count, match[1], programs, names)
    return replace(slogan, value=SloganValue("formula", members)) if members else slogan


def _leading_programs(
    doc: Document, slogan: Mention, count: int, head: str, programs: list[Mention], names: dict[str, str]
) -> tuple[str, ...]:
    """One programme from each of ``count`` sibling sections: the first that has the head noun, else the first."""
    for siblings in _sibling_runs(doc.sections, count):
        if count < 2 or not any(s.body.end > slogan.start for s in siblings):
            continue
        chosen = []
        for section in siblings:
            inside = [m for m in programs if section.heading.start <= m.start < section.body.end]
            headed = [m for m in inside if _has_head(doc.text, m, head)]
            pick = headed[:1] or (inside[:1] if head == "活动" else [])
            chosen += [names[_value(m).name] for m in pick]
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


def _parents(doc: Document, programs: list[Mention], slogans: list[Mention], names: dict[str, str]) -> dict[str, str]:
    """Name → the name of what it is part of."""
    out: dict[str, str] = {}
    for finder in (_of_collectives, _of_subordinates, _of_means, _of_headings, _of_brands):
        for child, parent in finder(doc, programs, slogans, names):
            if child != parent and out.get(parent) != child:
                out.setdefault(child, parent)
    return out


Pairs = Iterable[tuple[str, str]]


def _of_collectives(doc: Document, programs: list[Mention], slogans: list[Mention], names: dict[str, str]) -> Pairs:
    """Members of “五大行动”; of “六个品牌” the programme that the sentence launches."""
    spans = {m.span: names[_value(m).name] for m in programs}
    known = {_key(n): full for n, full in names.items()}
    for slogan in slogans:
        assert isinstance(slogan.value, SloganValue)
        if not slogan.value.expansion:
            continue
        parent = spans.get(slogan.span) or _launched_before(doc, slogan, programs, names)
        if parent is None:
            continue
        for member in slogan.value.expansion:
            if full := known.get(_key(member)):
                yield full, parent
            elif parent in spans.values():
                yield from ((names[n], parent) for n in _quoted_in(member) if n in names)


def _quoted_in(member: str) -> list[str]:
    """Names that a member of a list puts in quotation marks and brings into being."""
    return re.findall(r"(?:^|[百千十]?[场堂个次]|建立|开展|深化|打造|开设|成立|实施|推出|举办)“([^“”]+)”", member)


def _launched_before(doc: Document, slogan: Mention, programs: list[Mention], names: dict[str, str]) -> str | None:
    """The one programme that the same sentence launches before a counted list."""
    start = max(doc.text.rfind(c, 0, slogan.start) for c in "。；\n") + 1
    before = [m for m in programs if start <= m.start < slogan.start]
    launched = [
        m for m in before if re.search(r"(?:启动|开展|实施|推出|打造|创建)“$", doc.text[max(0, m.start - 4) : m.start])
        and doc.text[m.end : m.end + 2] not in ("”“", "”、")
    ]  # fmt: skip
    alone = {names[_value(m).name] for m in launched}
    return alone.pop() if len(alone) == 1 else None


def _of_means(doc: Document, programs: list[Mention], slogans: list[Mention], names: dict[str, str]) -> Pairs:
    """以“甲”为平台，组建“乙”志愿服务队; “甲”依托“乙、丙课堂”…: part of 甲."""
    for first, second in itertools.pairwise(programs):
        between = doc.text[first.end : second.start]
        if len(between) > 24 or any(c in between for c in "。；\n"):
            continue
        led = _BY_MEANS.search(doc.text[max(0, first.start - 4) : first.start])
        if (
            led and re.match(r"”?[\u4e00-\u9fff]{0,6}为(?:平台|依托|载体|阵地|抓手|总?品牌|统领|引领|牵引|旗帜|龙头)", between)
        ) or re.fullmatch(r"”?(?:依托|下设|包括|分为|涵盖|由)“?", between):
            parent = names[_value(first).name]
            yield from ((child, parent) for child in _list_from(doc, second, programs, names))


def _of_subordinates(doc: Document, programs: list[Mention], slogans: list[Mention], names: dict[str, str]) -> Pairs:
    """“甲”下设三个专项行动：“乙”…；“丙”…: the rest of the sentence names the parts."""
    for index, mention in enumerate(programs):
        led = _SUBORDINATES.match(doc.text, mention.end)
        if not led:
            continue
        end = min((at for c in "。\n" if (at := doc.text.find(c, led.end())) >= 0), default=len(doc.text))
        for part in programs[index + 1 :]:
            if part.start >= end:
                break
            if part.start >= led.end():
                yield names[_value(part).name], names[_value(mention).name]


def _of_brands(doc: Document, programs: list[Mention], slogans: list[Mention], names: dict[str, str]) -> Pairs:
    """甲志愿服务队, 甲讲堂: parts of the brand 甲 that the document names too."""
    brands = {names[_value(m).name] for m in programs if _value(m).kind == "brand" and len(_value(m).name) >= 3}
    for name in dict.fromkeys(names.values()):
        yield from ((name, brand) for brand in brands if name != brand and name.startswith(brand))


def _list_from(doc: Document, first: Mention, programs: list[Mention], names: dict[str, str]) -> Iterator[str]:
    """The programme and those that follow it in the same list."""
    end = first.start
    for mention in programs[programs.index(first) :]:
        if mention is not first and doc.text[end : mention.start].strip("“”") not in ("", "、", "和"):
            return
        yield names[_value(mention).name]
        end = mention.end


def _of_headings(doc: Document, programs: list[Mention], slogans: list[Mention], names: dict[str, str]) -> Pairs:
    """Programmes in sibling headings are parts of the document's own; what they open is part of them."""
    groups: dict[tuple[int | None, int], list[tuple[Section, Mention]]] = {}
    for section in doc.sections:
        inside = [m for m in programs if section.heading.start <= m.start < section.heading.end]
        if section.level > 1 and len(inside) == 1 and _is_named_heading(doc.text, section.heading, inside[0]):
            groups.setdefault((section.parent, section.level), []).append((section, inside[0]))
    for (parent, level), group in groups.items():
        siblings = sum(s.parent == parent and s.level == level for s in doc.sections)
        for section, mention in group:
            name = names[_value(mention).name]
            titled = _title_program(doc, section, programs, names)
            if titled and titled != name and siblings >= 2:
                yield name, titled
            if len(group) < 2:
                continue
            yield from ((child, name) for child in _opened_in(doc, section.body, programs, names))


def _is_named_heading(text: str, heading: Span, mention: Mention) -> bool:
    """打造“枫桥先锋”: a verb and the name make up the whole heading."""
    return mention.start - heading.start <= 8 and heading.end - mention.end <= 6


def _title_program(doc: Document, section: Section, programs: list[Mention], names: dict[str, str]) -> str | None:
    """The programme that a heading above the section names."""
    while section.parent is not None:
        section = doc.sections[section.parent]
        inside = [m for m in programs if section.heading.start <= m.start < section.heading.end]
        if inside:
            return names[_value(inside[0]).name]
    return None


def _opened_in(doc: Document, body: Span, programs: list[Mention], names: dict[str, str]) -> Iterator[str]:
    """Quoted campaigns that the section below a programme's heading opens: 开展“…”主题活动."""
    for mention in programs:
        opened = _OPENED.search(doc.text[max(0, mention.start - 6) : mention.start])
        if opened and body.start <= mention.start < body.end:
            yield names[_value(mention).name]
