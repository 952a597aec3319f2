"""Programmes that their names alone put under another: 甲·乙, and several that open with the brand's own last characters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from nlp_oldcadre.model import Mention
from nlp_oldcadre.relate.program_text import value_of
from nlp_oldcadre.tables import Tables

_SHORTEST_BRAND, _SHORTEST_STEMMED = 3, 4
_UMBRELLAS = frozenset({"brand", "project", "action"})


def by_name(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """``(part, whole)``: 甲·乙 is a part of 甲."""
    for name in dict.fromkeys(names.values()):
        head, _, tail = name.partition("·")
        if tail and head in names and len(head) >= _SHORTEST_BRAND:
            yield name, names[head]


def by_stem(order: list[Mention], names: Mapping[str, str], tables: Tables) -> Iterator[tuple[str, str]]:
    """旌城宣讲, 旌城护绿 are parts of 银龄旌城: two at least that open with the brand's own last characters.

    ``order`` holds the first mention of each programme.

    Examples
    --------
    >>> from nlp_oldcadre.model import ProgramValue
    >>> from nlp_oldcadre.tables import load_tables
    >>> found = [("海曙潮声", "brand"), ("潮声讲堂", "event"), ("潮声议事", "mechanism")]
    >>> order = [Mention("PROGRAM", 0, 0, ProgramValue(kind, name)) for name, kind in found]
    >>> list(by_stem(order, {name: name for name, _ in found}, load_tables()))
    [('潮声议事', '海曙潮声'), ('潮声讲堂', '海曙潮声')]
    """
    common = set(tables.record("program_relations")["words"]["common_stem"])
    opening: dict[str, list[int]] = {}
    values = [value_of(mention) for mention in order]
    for at, value in enumerate(values):
        opening.setdefault(value.name[:2], []).append(at)
    for at, brand in enumerate(values):
        name = names[brand.name]
        stem = name[-2:]
        if brand.kind not in _UMBRELLAS or len(name) < _SHORTEST_STEMMED or stem in common:
            continue
        # What one brand has claimed is no other's.
        common.add(stem)
        parts = {names[values[i].name] for i in opening.get(stem, []) if i > at} - {name}
        if len(parts) > 1:
            yield from ((part, name) for part in sorted(parts))
