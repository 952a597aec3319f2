"""Answers across provinces: :func:`compare` gives the overview, :func:`programs` and its like the details."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from nlp_oldcadre._verbs import make_verb
from nlp_oldcadre.compare import measure_rows
from nlp_oldcadre.compare.amount_views import AMOUNTS, conflicts, coverage, plan_vs_result, rates, results, without_documents
from nlp_oldcadre.compare.evidence import EVIDENCE
from nlp_oldcadre.compare.groups import BY, Groups
from nlp_oldcadre.compare.measure_views import SIDED, TAKES, TEXTS, alignment, chains, items, reprints, slogans, spread
from nlp_oldcadre.compare.overview import OVERVIEW, overview
from nlp_oldcadre.compare.program_views import PROGRAM_OPTIONS, PROGRAM_VIEWS, counterparts, functions, programs
from nlp_oldcadre.compare.selection import Selection, select
from nlp_oldcadre.compare.sides import chosen_options
from nlp_oldcadre.compare.tabular import frame
from nlp_oldcadre.errors import QueryError
from nlp_oldcadre.tables import Tables, load_tables

if TYPE_CHECKING:
    from nlp_oldcadre.corpus import Corpus

__all__ = [
    "BY",
    "Selection",
    "alignment",
    "chains",
    "compare",
    "conflicts",
    "counterparts",
    "coverage",
    "functions",
    "items",
    "measures",
    "plan_vs_result",
    "programs",
    "rates",
    "reprints",
    "results",
    "select",
    "slogans",
    "spread",
    "view",
    "without_documents",
]


def compare(
    corpus: Corpus, *, by: str = "province", only: Selection | None = None, tables: Tables | None = None
) -> pd.DataFrame:
    """One row a province (city, genre, topic), everything at a glance.

    Parameters
    ----------
    corpus : as :func:`nlp_oldcadre.open` gives it.
    by : ``province``, ``city``, ``genre`` or ``topic``.
    only : regions, topics and years, as :func:`select` gives them; everything by default.

    Returns
    -------
    DataFrame
        ``group``, ``documents`` (how many), ``programs`` (names), ``measures_done``, ``measures_planned``, ``results`` and
        ``targets`` (what was reached and what is planned, each with its bound: > ≥ < ≤ ≈), ``slogans`` (the most used), and
        ``evidence``: for each programme, measure, number and slogan of the row its ``document``, ``title``, ``uri``, ``page``,
        ``start``, ``end``, ``quote``. What holds for the whole country is in no row.

    Raises
    ------
    QueryError : for another ``by``.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import nlp_oldcadre as oc
    >>> place = Path(tempfile.mkdtemp())
    >>> _ = (place / "a.txt").write_text("辽宁省委老干部局组建志愿服务队12支。", encoding="utf-8")
    >>> _ = oc.run(place / "a.txt", place / "results")
    >>> corpus = oc.open(place / "results")
    >>> oc.compare(corpus, by="province")[["group", "documents"]].to_dict("records")
    [{'group': '辽宁省', 'documents': 1}]
    """
    groups = Groups(corpus, by, tables or load_tables(), only)
    return frame(overview(groups), OVERVIEW)


def measures(
    corpus: Corpus, *, by: str = "province", only: Selection | None = None, tables: Tables | None = None
) -> pd.DataFrame:
    """Measures of each group with topic and status, and where they are said."""
    groups = Groups(corpus, by, tables or load_tables(), only)
    return frame(measure_rows.measures(groups), (*measure_rows.MEASURES, *EVIDENCE))


# The registry of comparisons in detail.
VIEWS = {**PROGRAM_VIEWS, **AMOUNTS, "measures": measures, **TEXTS}


def view(
    corpus: Corpus,
    what: str | None = None,
    *,
    by: str = "province",
    only: Selection | None = None,
    left: str | None = None,
    right: str | None = None,
    document: str | None = None,
    function: str | None = None,
    kind: str | None = None,
    tables: Tables | None = None,
) -> pd.DataFrame:
    """The comparison of that name, the overview without one.

    Parameters
    ----------
    left, right : the sides of ``alignment``.
    document : the plan of ``items``.
    function : what programmes are for, of ``functions`` and ``counterparts``.
    kind : of programmes, of ``programs``, ``functions`` and ``counterparts``.

    Raises
    ------
    QueryError : for another name, and for an option that this comparison does not take.
    """
    options = {"left": left, "right": right, "document": document, "function": function, "kind": kind}
    given = chosen_options(what, {name: value for name, value in options.items() if value is not None}, PROGRAM_OPTIONS | TAKES)
    if what is None:
        return compare(corpus, by=by, only=only, tables=tables)
    if what in SIDED:
        return SIDED[what](corpus, by=by, only=only, tables=tables, **given)  # type: ignore[operator]
    if what not in VIEWS:
        allowed = " ".join([*VIEWS, *SIDED])
        raise QueryError(
            f"--what {what[:40]}", zh="没有这种比较", en="no such comparison", remedy_zh=f"可用的有 {allowed}",
            remedy_en=f"use one of {allowed}",
        )  # fmt: skip
    return VIEWS[what](corpus, by=by, only=only, tables=tables, **given)  # type: ignore[operator]


make_verb(__name__)
