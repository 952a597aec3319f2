"""Search over a results folder: :func:`search` finds, :func:`count` and :func:`facets` count, :func:`suggest` helps on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from nlp_oldcadre._verbs import make_verb
from nlp_oldcadre.errors import QueryError
from nlp_oldcadre.search.bulk import export_bulk
from nlp_oldcadre.search.completion import Names
from nlp_oldcadre.search.facets import facet_rows
from nlp_oldcadre.search.fields import FACETS
from nlp_oldcadre.search.filters import type_name
from nlp_oldcadre.search.find import SORTS, Finder
from nlp_oldcadre.search.index import build_index
from nlp_oldcadre.search.query import Condition, Query, parse
from nlp_oldcadre.search.suggest import suggestions

if TYPE_CHECKING:
    import pandas as pd

    from nlp_oldcadre.corpus import Corpus

__all__ = ["COLUMNS", "FACETS", "build_index", "complete", "count", "export_bulk", "facets", "search", "suggest"]

COLUMNS = (
    "score", "type", "surface", "name", "post", "organisation", "level", "indicator", "low", "high", "unit", "bound", "certain",
    "program", "time", "status", "topic", "uncertain", "region", "document", "title", "uri", "date", "marking", "page",
    "sentence", "start", "end", "quote", "via",
)  # fmt: skip


def search(
    corpus: Corpus,
    query: str,
    *,
    type: str | None = None,
    region: str | None = None,
    limit: int = 20,
    sort: str = "score",
    synonyms: bool = True,
) -> pd.DataFrame:
    """Find mentions, amounts and passages.

    Parameters
    ----------
    corpus : as :func:`nlp_oldcadre.open` gives it.
    query : words, separated by blanks, all of which must be there; a phrase with blanks in it stands in quotation marks.
        Words are found wherever they stand, whatever a dictionary makes of them; width, case and quotation marks of the
        text don't matter. Conditions (``region:江苏 time:2020..2021 status:done genre:简报 topic:党建 program:红枫行动
        title:要点 type:PROGRAM``) and amounts (``>1000 人``, ``10万..20万元``) narrow the answer; see
        :mod:`nlp_oldcadre.search.query`.
    type : a type of mention (``PROGRAM`` …), or ``TEXT`` for passages; all by default.
    region : name or GB/T 2260 code; what lies in the region counts too.
    limit : the number of rows at most.
    sort : ``score`` (best first), ``amount`` (largest first), ``newest`` or ``oldest``.
    synonyms : whether other words for the same, the members of formulas (五老) and the simplified form of traditional
        characters are looked for too; ``via`` then names the word that was found.

    Returns
    -------
    DataFrame
        ``score`` (by which the rows are sorted: of ``amount`` the number, of ``newest`` and ``oldest`` the day), ``type``,
        ``surface`` (as written), ``name`` (canonical), ``post`` and ``organisation`` (of a person),
        ``level`` (of a policy); of an amount ``indicator``, ``low`` and ``high`` (base units), ``unit``, ``bound``,
        ``certain`` (whether it is as asked for whatever value of its range holds), ``program``, ``time``; ``status``
        and ``topic`` (also of a measure), ``uncertain`` (the recognition of a scan was not sure of it), ``region`` (of an
        amount, else of the document), ``document`` (id), ``title``, ``uri``, ``date``, ``marking`` (内部资料), ``page``,
        ``sentence``, the hit's place ``[start, end)`` in the source text with its ``quote``, and ``via``.

    Raises
    ------
    QueryError : for a query without words and conditions, a value that is not known, a condition without one.

    Notes
    -----
    The ranking is BM25 (Robertson and Zaragoza 2009, The Probabilistic Relevance Framework) over dictionary words, with
    a higher weight for names that hold the query and for those that equal it.
    The bound of an amount decides where numbers are equal: 460余人 is >460, 近500人 is <500.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import nlp_oldcadre as oc
    >>> place = Path(tempfile.mkdtemp())
    >>> _ = (place / "a.txt").write_text("辽宁省委老干部局组建志愿服务队12支，志愿者460余人。", encoding="utf-8")
    >>> _ = oc.run(place / "a.txt", place / "results")
    >>> corpus = oc.open(place / "results")
    >>> oc.search(corpus, "老干部局", type="ORG", region="辽宁")["quote"].tolist()
    ['辽宁省委老干部局']
    >>> oc.search(corpus, "志愿者 >460 人 region:辽宁")["quote"].tolist()
    ['460余人']
    """
    import pandas as pd

    _check_limit(limit)
    if sort not in SORTS:
        raise QueryError(
            f"sort {sort[:40]}", zh="不能这样排序", en="no such order", remedy_zh=f"可用的有 {' '.join(SORTS)}",
            remedy_en=f"use one of {' '.join(SORTS)}",
        )  # fmt: skip
    asked = _with(parse(query), type, region)
    rows = list(Finder(corpus).rows(asked, limit=limit, synonyms=synonyms, sort=sort))
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    whole = {"page": "Int32", "start": "Int64", "end": "Int64"}
    return frame.astype(whole | dict.fromkeys(("score", "low", "high"), "float64") | {"certain": "boolean"})


def count(
    corpus: Corpus,
    query: str,
    *,
    type: str | None = None,
    region: str | None = None,
    synonyms: bool = True,
    at_most: int = 1000,
) -> int:
    """How many rows :func:`search` would give without a limit; more than ``at_most`` are not counted."""
    return Finder(corpus).count(_with(parse(query), type, region), at_most=at_most, synonyms=synonyms)


def facets(
    corpus: Corpus,
    query: str,
    *,
    by: Sequence[str] = FACETS,
    type: str | None = None,
    region: str | None = None,
    size: int = 20,
    synonyms: bool = False,
) -> pd.DataFrame:
    """How the answer to a query is spread.

    Parameters
    ----------
    by : facets: ``type``, ``genre``, ``province``, ``year``, ``topic``, ``program``, ``status``.
    size : values of each at most.
    synonyms : whether what other words find counts too; here it does not unless asked for, numbers being of the words given.

    Returns
    -------
    DataFrame
        ``facet``, ``value``, ``label`` (Chinese name of the value), ``count`` (records of the index: a mention is one, and a
        passage, so numbers tell how an answer is spread rather than how many rows it has), most first.

    Raises
    ------
    QueryError : as :func:`search`, and for a facet that is not known.
    """
    import pandas as pd

    _check_limit(size)
    asked = _with(parse(query), type, region)
    rows = list(facet_rows(Finder(corpus), asked, by=by, size=size, synonyms=synonyms))
    return pd.DataFrame(rows, columns=["facet", "value", "label", "count"])


def complete(corpus: Corpus, typed: str, *, type: str | None = None, limit: int = 10) -> pd.DataFrame:
    """Names that begin with what was typed: characters, pinyin or the initials of pinyin.

    Parameters
    ----------
    type : a type of mention that has names (``ORG``, ``PROGRAM`` …).
    limit : the number of names at most.

    Returns
    -------
    DataFrame
        ``name``, ``type``, ``count`` (mentions), ``by`` (``name``, ``pinyin`` or ``initials``); names first that begin so
        themselves, then by pinyin, then by initials, the most frequent first.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import nlp_oldcadre as oc
    >>> place = Path(tempfile.mkdtemp())
    >>> _ = (place / "a.txt").write_text("辽宁省委老干部局组建志愿服务队12支。", encoding="utf-8")
    >>> _ = oc.run(place / "a.txt", place / "results")
    >>> oc.search.complete(oc.open(place / "results"), "lnsw")[["name", "by"]].values.tolist()
    [['辽宁省委老干部局', 'initials']]
    """
    import pandas as pd

    _check_limit(limit)
    wanted = type_name(type) if type else None
    found = (row for row in Names(corpus).beginning(typed) if wanted in (None, row["type"]))
    return pd.DataFrame(list(islice(found, limit)), columns=["name", "type", "count", "by"])


def suggest(
    corpus: Corpus, query: str, *, type: str | None = None, region: str | None = None, language: str = "zh"
) -> list[str]:
    """What to try instead of a query that found nothing, as sentences in ``"zh"`` or ``"en"``."""
    found = suggestions(Finder(corpus), _with(parse(query), type, region))
    return [zh if language == "zh" else en for zh, en in found]


def _check_limit(limit: int) -> None:
    if limit < 1:
        raise QueryError(
            f"limit {limit}", zh="条数至少为 1", en="the limit must be at least 1", remedy_zh="请给出正整数",
            remedy_en="give a positive whole number",
        )  # fmt: skip


def _with(query: Query, type: str | None, region: str | None) -> Query:
    """The query with the conditions that were given beside it."""
    given = (Condition(field, (value,)) for field, value in (("type", type), ("region", region)) if value is not None)
    return query.narrowed(*given)


make_verb(__name__)
