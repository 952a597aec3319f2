"""One synthetic document after the other, each from its own number alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from nlp_oldcadre.synth.draft import Draft
from nlp_oldcadre.synth.genres import GENRES, Grammar
from nlp_oldcadre.synth.truth import Truth
from nlp_oldcadre.synth.world import World
from nlp_oldcadre.tables import Tables, load_tables

# So many of the news are taken over from another paper, and from no further back than this.
_REPRINTED, _REACH, _TRIES = 0.08, 200, 6


class Synthetic(NamedTuple):
    """A document and what is known about it."""

    text: str
    truth: Truth


def documents(n: int, *, seed: int = 7, first: int = 0, tables: Tables | None = None) -> Iterator[Synthetic]:
    """Synthetic documents, one after the other; memory does not grow with their number.

    Parameters
    ----------
    n : how many.
    seed : of another seed all is different; document 5 of a seed is the same however many are made.
    first : the number of the first one.
    tables : the rule tables that hold the grammar.

    Examples
    --------
    >>> document = next(documents(1, seed=7))
    >>> document.truth.id, document.truth.genre
    (0, 'circular')
    >>> all(amount.text in document.text for amount in document.truth.amounts)
    True
    """
    tables = tables or load_tables()
    grammar, world = Grammar.of(tables), World.of(tables, seed)
    for id in range(first, first + n):
        yield _made(world, grammar, id)


def _made(world: World, grammar: Grammar, id: int) -> Synthetic:
    draft = Draft(world, id)
    draft.genre = grammar.genre(draft.random)
    if draft.genre == "news" and id and draft.random() < _REPRINTED:
        for _ in range(_TRIES):
            if reprint := _reprint(world, grammar, draft):
                return reprint
    text = GENRES[draft.genre](draft, grammar)
    return Synthetic(text, draft.truth())


def _reprint(world: World, grammar: Grammar, draft: Draft) -> Synthetic | None:
    """A piece of news that another office's page takes over, under its own head and date; None when that is none."""
    other = Draft(world, max(0, draft.id - 1 - int(draft.random() * _REACH)))
    if grammar.genre(other.random) != "news":
        return None
    original = _made(world, grammar, other.id)
    if original.truth.copy_of is not None:
        return None
    title, _, body = original.text.split("\n", 2)
    source = f"发布时间：{draft.date}　来源：{draft.office.organ_full}（转载自{original.truth.issuer}）"
    text = "\n".join((title, source, body))
    truth = original.truth._replace(id=draft.id, date=draft.date, issuer=draft.office.organ_full, copy_of=original.truth.id)
    return Synthetic(text, truth)
