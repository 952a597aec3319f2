"""On which page a place of a text is, as far as the mentions around it tell.

The tables know the page of every mention. Pages follow one another, so what stands between two mentions of the same page is
on that page; between mentions of different pages nobody can say.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

# Where something stands, and its page.
Mark = tuple[int, int]


def marks(places: Iterable[tuple[int, int | None]], *, length: int, pages: int | None) -> list[Mark]:
    """The first and the last known place of each page.

    Parameters
    ----------
    length : characters of the text: it begins on page 1 and ends on the last one.
    pages : number of pages; none for a format that has no pages.

    Examples
    --------
    >>> marks([(3, 1), (5, 1), (9, 1), (20, 2), (25, None)], length=30, pages=2), marks([(4, None)], length=9, pages=0)
    ([(0, 1), (9, 1), (20, 2), (30, 2)], [])
    """
    if not pages:
        return []
    found: list[Mark] = []
    for start, page in [(0, 1), *sorted((at, page) for at, page in places if page), (length, pages)]:
        if len(found) > 1 and found[-1][1] == found[-2][1] == page:
            found.pop()
        found.append((start, page))
    return found


def around(known: Sequence[Mark], start: int, end: int) -> Sequence[Mark]:
    """The marks that tell of ``[start, end)``: those within, one before and one after."""
    first, last = (bisect_right(known, at, key=lambda mark: mark[0]) for at in (start, end - 1))
    return known[max(0, first - 1) : last + 1]


def page_at(known: Sequence[Mark], at: int) -> int | None:
    """The page of a place; None where the marks before and after it are of different pages.

    Examples
    --------
    >>> [page_at([(0, 1), (9, 1), (20, 2), (30, 2)], at) for at in (0, 7, 9, 12, 20, 25)]
    [1, 1, 1, None, 2, 2]
    >>> page_at([], 3) is None
    True
    """
    number = bisect_right(known, at, key=lambda mark: mark[0])
    if number and known[number - 1][0] == at:
        return known[number - 1][1]
    nearest = {page for _, page in known[max(0, number - 1) : number + 1]}
    return nearest.pop() if len(nearest) == 1 else None
