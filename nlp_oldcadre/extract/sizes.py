"""How long the words of a list can be that begin or end at a place: what keeps look-ups of the longest word short."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Sizes = Mapping[str, tuple[int, ...]]


def sizes_by_opening(words: Iterable[str]) -> Sizes:
    """The first two characters (of a word of one, that one) → the lengths of the words that begin so, longest first.

    Examples
    --------
    >>> sizes = sizes_by_opening(["委", "委员会", "委办"])
    >>> sizes_at(sizes, "市委员会", 1), sizes_at(sizes, "市委和", 1), sizes_at(sizes, "市局", 1)
    ((3, 1), (1,), ())
    """
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[:2], set()).add(len(word))
    # A word of one character is one of the choices wherever a longer one begins with it.
    for opening, lengths in found.items():
        if opening[:1] in found:
            lengths.add(1)
    return {opening: tuple(sorted(lengths, reverse=True)) for opening, lengths in found.items()}


def sizes_at(sizes: Sizes, text: str, position: int) -> tuple[int, ...]:
    """The lengths that a word at ``position`` can have."""
    opening = text[position : position + 2]
    return sizes[opening] if opening in sizes else sizes.get(opening[:1], ())
