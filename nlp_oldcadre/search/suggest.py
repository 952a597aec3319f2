"""What to try when nothing was found."""

from __future__ import annotations

from collections.abc import Iterator

import tantivy

from nlp_oldcadre.search.find import SHOULD, Finder
from nlp_oldcadre.search.terms import pairs

_NAMES = 5
_WORDS = 8
_COUNTED = 100
_LOOKED_AT = 60


def suggestions(
    finder: Finder, looked_for: tuple[str, ...], *, type: str | None, region: str | None
) -> Iterator[tuple[str, str]]:
    """Sentences, in Chinese and English: the same without a filter, with fewer words, and names that look alike."""
    if type is not None and (n := _count(finder, looked_for, None, region)):
        yield f"去掉 --type {type} 后有 {_zh(n)} 处", f"{_en(n)} without --type {type}"
    if region is not None and (n := _count(finder, looked_for, type, None)):
        yield f"去掉 --region {region} 后有 {_zh(n)} 处", f"{_en(n)} without --region {region}"
    for word in looked_for[:_WORDS] if len(looked_for) > 1 else ():
        if n := _count(finder, (word,), type, region):
            yield f"单独查“{word}”有 {_zh(n)} 处", f"{_en(n)} for {word} alone"
    if alike := _alike(finder, looked_for):
        yield f"相近的名称：{'、'.join(alike)}", f"names that look alike: {', '.join(alike)}"


def _count(finder: Finder, looked_for: tuple[str, ...], type: str | None, region: str | None) -> int:
    """How many rows there are; no more than ``_COUNTED`` are counted."""
    return sum(1 for _ in finder.rows(looked_for, type=type, region=region, limit=_COUNTED))


def _zh(n: int) -> str:
    return f"{n} 以上" if n == _COUNTED else f"{n}"


def _en(n: int) -> str:
    return f"{n} or more" if n == _COUNTED else f"{n}"


def _alike(finder: Finder, looked_for: tuple[str, ...]) -> list[str]:
    """Names of mentions that share pairs of characters with the query, most shared first."""
    terms = list(dict.fromkeys(pair for word in looked_for for pair in pairs(word[:_LOOKED_AT])))
    parts = [(SHOULD, tantivy.Query.term_query(finder.schema, "names", term)) for term in terms]
    hits = finder.searcher.search(tantivy.Query.boolean_query(parts), limit=_LOOKED_AT).hits
    names = (finder.shown(address)["name"] for _, address in hits)
    return list(dict.fromkeys(name for name in names if name))[:_NAMES]
