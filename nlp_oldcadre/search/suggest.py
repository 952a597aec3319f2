"""What to try when nothing was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import tantivy

from nlp_oldcadre.search.engine import SHOULD
from nlp_oldcadre.search.fields import shown
from nlp_oldcadre.search.find import Finder
from nlp_oldcadre.search.hints import hints
from nlp_oldcadre.search.query import Query
from nlp_oldcadre.search.terms import pairs
from nlp_oldcadre.tables import load_tables

_NAMES = 5
_WORDS = 8
_COUNTED = 100
_LOOKED_AT = 60


def suggestions(finder: Finder, query: Query) -> Iterator[tuple[str, str]]:
    """Sentences, in Chinese and English: signs that are none here, one condition less, fewer words, names that look alike."""
    yield from hints(query, load_tables())
    for condition in query.conditions:
        shown = f"{condition.field}:{','.join(condition.values)}"
        if n := finder.count(query.without_conditions(condition.field), at_most=_COUNTED):
            yield f"去掉条件 {shown} 后有 {_zh(n)}", f"{_en(n)} without {shown}"
    yield from _other_amounts(finder, query)
    for word in query.words[:_WORDS] if len(query.words) > 1 else ():
        if n := finder.count(replace(query, words=(word,)), at_most=_COUNTED):
            yield f"单独查“{word}”有 {_zh(n)}", f"{_en(n)} for {word} alone"
    if alike := _alike(finder, query.words):
        yield f"相近的名称：{'、'.join(alike)}", f"names that look alike: {', '.join(alike)}"


def _other_amounts(finder: Finder, query: Query) -> Iterator[tuple[str, str]]:
    """The same in other units, and of any size."""
    if not query.amounts:
        return
    any_unit = replace(query, amounts=tuple(replace(amount, unit=None) for amount in query.amounts))
    if any_unit != query and (n := finder.count(any_unit, at_most=_COUNTED)):
        yield f"不限单位有 {_zh(n)}", f"{_en(n)} in any unit"
    any_size = replace(query, amounts=tuple(replace(amount, low=None, high=None) for amount in query.amounts))
    largest = [row["quote"] for row in finder.rows(any_size, limit=_NAMES, sort="amount")]
    if largest:
        yield f"不限大小时最大的是：{'、'.join(largest)}", f"the largest of any size: {', '.join(largest)}"


def _zh(n: int) -> str:
    return f"{n} 处以上" if n == _COUNTED else f"{n} 处"


def _en(n: int) -> str:
    return f"{n} or more" if n == _COUNTED else f"{n}"


def _alike(finder: Finder, looked_for: tuple[str, ...]) -> list[str]:
    """Names of mentions that share pairs of characters with the query, most shared first."""
    terms = list(dict.fromkeys(pair for word in looked_for for pair in pairs(word[:_LOOKED_AT])))
    if not terms:
        return []
    query = tantivy.Query.boolean_query([(SHOULD, tantivy.Query.term_query(finder.schema, "names", term)) for term in terms])
    found = [(score, shown(searcher.doc(address)).get("name"))
             for searcher in finder.searchers for score, address in searcher.search(query, limit=_LOOKED_AT).hits]  # fmt: skip
    names = (name for _, name in sorted(found, key=lambda hit: -hit[0]))
    return list(dict.fromkeys(name for name in names if name))[:_NAMES]
