"""Search over a results folder: :func:`search` finds, :func:`suggest` helps when nothing was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from nlp_oldcadre._verbs import make_verb
from nlp_oldcadre.errors import QueryError
from nlp_oldcadre.search.find import Finder
from nlp_oldcadre.search.index import build_index
from nlp_oldcadre.search.query import parse
from nlp_oldcadre.search.suggest import suggestions

if TYPE_CHECKING:
    from nlp_oldcadre.corpus import Corpus

__all__ = ["COLUMNS", "build_index", "search", "suggest"]

COLUMNS = (
    "score", "type", "surface", "name", "post", "organisation", "level", "uncertain", "region", "document", "title", "uri",
    "marking", "page", "sentence", "start", "end", "quote",
)  # fmt: skip


def search(corpus: Corpus, query: str, *, type: str | None = None, region: str | None = None, limit: int = 20) -> pd.DataFrame:
    """Find mentions and passages.

    Parameters
    ----------
    corpus : as :func:`nlp_oldcadre.open` gives it.
    query : words, separated by blanks, all of which must be there; a phrase with blanks in it stands in quotation marks.
        Words are found wherever they stand, whatever a dictionary makes of them; width, case and quotation marks of the
        text don't matter. No other sign has a meaning of its own.
    type : a type of mention (``PROGRAM`` …), or ``TEXT`` for passages; all by default.
    region : name or GB/T 2260 code; what lies in the region counts too.
    limit : the number of rows at most.

    Returns
    -------
    DataFrame
        Best first: ``score``, ``type``, ``surface`` (as written), ``name`` (canonical), ``post`` and ``organisation`` (of a
        person), ``level`` (of a policy), ``uncertain`` (an amount that the recognition of a scan was not sure of),
        ``region`` (of the document), ``document`` (id), ``title``, ``uri``, ``marking`` (内部资料), ``page``, ``sentence``,
        and the hit's place ``[start, end)`` in the source text with its ``quote``.

    Raises
    ------
    QueryError : for a query without words, and a type or region that is not known.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import nlp_oldcadre as oc
    >>> place = Path(tempfile.mkdtemp())
    >>> _ = (place / "a.txt").write_text("辽宁省委老干部局组建志愿服务队12支。", encoding="utf-8")
    >>> _ = oc.run(place / "a.txt", place / "results")
    >>> corpus = oc.open(place / "results")
    >>> oc.search(corpus, "老干部局", type="ORG", region="辽宁")["quote"].tolist()
    ['辽宁省委老干部局']
    """
    if limit < 1:
        raise QueryError(
            f"limit {limit}", zh="条数至少为 1", en="the limit must be at least 1", remedy_zh="请给出正整数",
            remedy_en="give a positive whole number",
        )  # fmt: skip
    rows = list(Finder(corpus).rows(parse(query), type=type, region=region, limit=limit))
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({"page": "Int32", "start": "Int64", "end": "Int64", "score": "float64"})


def suggest(
    corpus: Corpus, query: str, *, type: str | None = None, region: str | None = None, language: str = "zh"
) -> list[str]:
    """What to try instead of a query that found nothing, as sentences in ``"zh"`` or ``"en"``."""
    found = suggestions(Finder(corpus), parse(query), type=type, region=region)
    return [zh if language == "zh" else en for zh, en in found]


make_verb(__name__)
