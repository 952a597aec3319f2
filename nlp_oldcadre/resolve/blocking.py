"""Which names are worth comparing: those that share a key. Pairs grow with the number of names, not with its square."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from nlp_oldcadre.resolve.features import Named, has_own_name
from nlp_oldcadre.resolve.model import ORGANIZATION

# A key that more names share tells too little for comparing all: each is compared with its nearest in order of region.
LARGEST_BLOCK = 8
_NEIGHBOURS = 2
# A name in more documents than these is found by its other keys.
_DOCUMENTS = 40
_TAIL = 5
_TOWNSHIP = re.compile("街道|[镇乡]")
# Longer names are not compared for slips of one character.
_SLIP_LENGTHS = range(5, 21)


def candidates(names: Sequence[Named]) -> Iterator[tuple[int, int]]:
    """Pairs of places in ``names``, the lower first, each once.

    A pair that shares a name, a part of one, the owner or a document beside the name, or differs in one character is in.
    """
    blocks: dict[tuple[str, ...], list[int]] = {}
    for n, name in enumerate(names):
        for key in dict.fromkeys(keys(name)):
            blocks.setdefault(key, []).append(n)
    seen: set[tuple[int, int]] = set()
    for block in blocks.values():
        for pair in _within(block, lambda n: (names[n].item.home or "", names[n].text, n)):
            if pair not in seen:
                seen.add(pair)
                yield pair


def _within(block: list[int], order: Callable[[int], tuple[str, str, int]]) -> Iterator[tuple[int, int]]:
    reach = len(block) if len(block) <= LARGEST_BLOCK else _NEIGHBOURS
    ordered = sorted(block, key=order) if reach == _NEIGHBOURS else block
    for i, a in enumerate(ordered):
        for b in ordered[i + 1 : i + 1 + reach]:
            yield (a, b) if a < b else (b, a)


def keys(name: Named) -> Iterator[tuple[str, ...]]:
    """The keys of one name."""
    yield from _organization_keys(name) if name.item.kind == ORGANIZATION else _program_keys(name)


def _organization_keys(name: Named) -> Iterator[tuple[str, ...]]:
    home = name.item.home
    yield "O", "same", home or "", name.text, name.item.scope
    if home is None:
        yield "O", "body", name.text
    area = home[:4] if home and not home.endswith("0000") else home[:2] if home else ""
    # Another level left out: 星火巷社区党委 of the city and of the district, and of no two cities.
    if len(name.text) > _TAIL and has_own_name(name.text):
        yield "O", "tail", area, _TOWNSHIP.split(name.text)[-1]
    for slip in _slips(name.text):
        yield "O", "slip", home or "", slip


def _program_keys(name: Named) -> Iterator[tuple[str, ...]]:
    item, parsed = name.item, name.program
    province = item.home[:2] if item.home else ""
    stems = {parsed.core, parsed.folded, *parsed.parts}
    for stem in stems:
        yield "P", "name", stem
        yield "P", "name", stem, province
        for code, body in sorted(name.owners, key=str):
            yield "P", "owner", stem, code or "", body
        for document in item.documents[:_DOCUMENTS]:
            yield "P", "document", stem, document
    for slip in _slips(parsed.core):
        yield "P", "slip", province, slip


def _slips(text: str) -> Iterator[str]:
    """The text with each one of its characters left out: two texts that are one change apart share one of these."""
    if len(text) in _SLIP_LENGTHS:
        yield text
        yield from (text[:i] + text[i + 1 :] for i in range(len(text)))
