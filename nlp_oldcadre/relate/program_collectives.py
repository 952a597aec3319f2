"""Members of collective names: of “五大行动”, and of the programme that a count of them is built into."""

from __future__ import annotations

import re
from bisect import bisect_left

from nlp_oldcadre.model import Document, Mention, SloganValue
from nlp_oldcadre.relate.program_text import REACH, Pairs, name_key, programs_in, value_of
from nlp_oldcadre.rules import ProgramRule

# 构建起“甲”工作体系
_BUILT = re.compile("，(?:着力|全力|逐步|加快)?(?:构建|形成|打造|织密)(?:起|出|成|了)?“$")
_OPENED = re.compile("”?[\u4e00-\u9fff]{0,6}（(?=[^（）]*即)")
_SYSTEM = re.compile("”[\u4e00-\u9fff]{0,8}(?:体系|矩阵|格局|品牌)")


def of_collectives(doc: Document, programs: list[Mention], slogans: list[Mention], names: dict[str, str]) -> Pairs:
    """Members of “五大行动”; of “六个品牌” the programme that the sentence launches."""
    spans = {m.span: names[value_of(m).name] for m in programs}
    known = {name_key(n): full for n, full in names.items()}
    # 护山、护水“两护”分队: what stands in the list is the short form.
    listed = {doc.text[m.start : m.end]: names[value_of(m).name] for m in programs if m.rule == ProgramRule.MEMBER}
    for slogan in slogans:
        assert isinstance(slogan.value, SloganValue)
        if not slogan.value.expansion:
            continue
        parent = (
            spans.get(slogan.span) or _launched_before(doc, slogan, programs, names) or _built_of(doc, slogan, programs, names)
        )
        if parent is None:
            continue
        for member in slogan.value.expansion:
            if full := known.get(name_key(member)) or listed.get(member):
                yield full, parent
            elif parent in spans.values():
                yield from ((names[n], parent) for n in _quoted_in(member) if n in names)


def in_brackets(text: str, programs: list[Mention], names: dict[str, str]) -> Pairs:
    """“一站两队”工作法（一站即甲站，两队即乙队、丙队）: what the brackets behind a method name is of it."""
    for mention in programs:
        opened = _OPENED.match(text, mention.end)
        if value_of(mention).kind != "mechanism" or opened is None:
            continue
        end = text.find("）", opened.end(), opened.end() + REACH)
        yield from (
            (names[value_of(m).name], names[value_of(mention).name]) for m in programs_in(programs, opened.end(), max(end, 0))
        )


def _built_of(doc: Document, slogan: Mention, programs: list[Mention], names: dict[str, str]) -> str | None:
    """实施六大行动，即…，构建起“甲”工作体系: what the sentence says is built of them."""
    for mention in programs_in(programs, slogan.end, slogan.end + REACH):
        if any(mark in doc.text[slogan.end : mention.start] for mark in "。；\n"):
            return None
        if _BUILT.search(doc.text, slogan.end, mention.start) and _SYSTEM.match(doc.text, mention.end):
            return names[value_of(mention).name]
    return None


def _quoted_in(member: str) -> list[str]:
    """Names that a member of a list puts in quotation marks and brings into being."""
    return re.findall(r"(?:^|[百千十]?[场堂个次]|建立|开展|深化|打造|开设|成立|实施|推出|举办)“([^“”]+)”", member)


def _launched_before(doc: Document, slogan: Mention, programs: list[Mention], names: dict[str, str]) -> str | None:
    """The one programme that the same sentence launches before a counted list."""
    start = max(doc.text.rfind(c, 0, slogan.start) for c in "。；\n") + 1
    first, last = (bisect_left(programs, at, key=lambda m: m.start) for at in (start, slogan.start))
    before = programs[first:last]
    launched = [
        m for m in before if re.search(r"(?:启动|开展|实施|推出|打造|创建)“$", doc.text[max(0, m.start - 4) : m.start])
        and doc.text[m.end : m.end + 2] not in ("”“", "”、")
    ]  # fmt: skip
    alone = {names[value_of(m).name] for m in launched}
    return alone.pop() if len(alone) == 1 else None
