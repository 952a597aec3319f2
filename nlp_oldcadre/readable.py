"""Answers as people read them, as DataFrames: for notebooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from nlp_oldcadre._verbs import make_verb
from nlp_oldcadre.adapted import adapted
from nlp_oldcadre.console import cell, say
from nlp_oldcadre.errors import QueryError
from nlp_oldcadre.headers import HEADERS, SHEETS

if TYPE_CHECKING:
    import pandas as pd


def readable(frame: pd.DataFrame, view: str, *, columns: Sequence[str] | Mapping[str, str] | None = None) -> pd.DataFrame:
    """An answer with Chinese headers (English ones with ``OLDCADRE_LANG=en``), codes in words, empty cells empty.

    Parameters
    ----------
    frame : what a comparison or a search has given, whole or some of its rows.
    view : its name (``functions``, ``results``, ``search`` …).
    columns : which ones, in this order; by default those that the command line shows. One may stand under a header of its
        own: ``columns={"group": "省份"}``.

    Returns
    -------
    DataFrame
        The same rows in the same order; every cell is text.

    Raises
    ------
    QueryError : for an unknown view or column.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import nlp_oldcadre as oc
    >>> place = Path(tempfile.mkdtemp())
    >>> _ = (place / "a.txt").write_text("辽宁省委老干部局组建志愿服务队12支。", encoding="utf-8")
    >>> _ = oc.run(place / "a.txt", place / "results")
    >>> found = oc.compare.results(oc.open(place / "results"))
    >>> oc.readable(found, "results", columns=["group", "concept", "amount", "status"]).to_dict("records")
    [{'分组': '辽宁省', '指标': '志愿服务队', '数值': '12支', '状态': '已做'}]
    """
    import pandas as pd

    known = _known(view)
    chosen = list(HEADERS[view]) if columns is None else list(columns)
    if strange := [name for name in chosen if name not in known]:
        raise _unknown("columns", strange[0], ("没有这一列", "no such column"), known)
    own = columns if isinstance(columns, Mapping) else {}
    # An answer may lack a column that its view can have.
    rows = [[cell(row.get(name)) for name in chosen] for row in adapted(frame, view)]
    return pd.DataFrame(rows, columns=[own.get(name) or say(*known[name]) for name in chosen], dtype="str")


def _known(view: str) -> dict[str, tuple[str, str]]:
    if view not in HEADERS:
        raise _unknown("view", view, ("没有这种结果", "no such answer"), HEADERS)
    return {**SHEETS.get(view, {}), **HEADERS[view]}


def _unknown(option: str, name: str, fault: tuple[str, str], known: Mapping[str, object]) -> QueryError:
    allowed = " ".join(known)
    return QueryError(
        f"{option} {name[:40]}", zh=fault[0], en=fault[1], remedy_zh=f"可用的有 {allowed}", remedy_en=f"use one of {allowed}"
    )


make_verb(__name__)
