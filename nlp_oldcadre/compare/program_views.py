"""Comparisons of programmes: each with what is known of it, by the job that it does, and beside its counterparts elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from nlp_oldcadre.compare import counterpart_rows, function_rows, program_rows
from nlp_oldcadre.compare.evidence import EVIDENCE
from nlp_oldcadre.compare.groups import Groups
from nlp_oldcadre.compare.selection import Selection
from nlp_oldcadre.compare.tabular import frame
from nlp_oldcadre.tables import Tables, load_tables

if TYPE_CHECKING:
    from nlp_oldcadre.corpus import Corpus


def programs(
    corpus: Corpus,
    *,
    kind: str | None = None,
    by: str = "province",
    only: Selection | None = None,
    tables: Tables | None = None,
) -> pd.DataFrame:
    """Programmes of each group, the spellings of one together (:func:`nlp_oldcadre.resolve`).

    Parameters
    ----------
    kind : brand, campaign, action, project, platform, mechanism, team or event, or its Chinese name; all by default.

    Returns
    -------
    DataFrame
        ``program`` and its other ``names``, ``kind``, ``function`` (the job that it does, one of
        ``data/program_functions.toml``), ``topic`` (the most frequent one of its measures), ``level`` of the body that runs it
        (central, province, prefecture, county, township, unit), ``parent``, ``run_by``, ``since`` and how that is known
        (``since_from``: ``founded`` the text says so, ``reported`` the first time of its facts, ``document`` the date of the
        first document), ``results``, ``measures_done``, ``measures_planned``, ``documents``, ``mentions``, and the evidence.

    Raises
    ------
    QueryError : for a kind that is none.
    """
    groups = Groups(corpus, by, tables or load_tables(), only)
    found = program_rows.programs(groups, kind=program_rows.known_kind(groups, kind))
    return frame(found, (*program_rows.PROGRAMS, *EVIDENCE))


def functions(
    corpus: Corpus,
    *,
    function: str | None = None,
    kind: str | None = None,
    by: str = "province",
    only: Selection | None = None,
    tables: Tables | None = None,
) -> pd.DataFrame:
    """Which group does which job, with which programmes, since when, with how many teams, volunteers and sessions.

    Parameters
    ----------
    function : keys or Chinese names of functions, with commas between (volunteer, 志愿服务,线上平台); all by default.
    kind : as in :func:`programs`.

    Returns
    -------
    DataFrame
        One row a group, function and programme. ``share`` is 1 for what the programme does most, else how much its function
        is spoken for beside that one (0.5 or more). ``teams``, ``volunteers``, ``sessions``, ``places``, ``users`` and
        ``others`` list its amounts as written, with their bounds; what is still to be reached ends in （计划）. A row without
        ``program`` has amounts of such a job that a document gives without naming a programme. What is not known is empty.

    Raises
    ------
    QueryError : for a function or kind that is none.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import nlp_oldcadre as oc
    >>> place = Path(tempfile.mkdtemp())
    >>> text = "大连市委老干部局成立“晚霞”志愿服务队，已有志愿者300余名。"
    >>> _ = (place / "a.txt").write_text(text, encoding="utf-8")
    >>> _ = oc.run(place / "a.txt", place / "results")
    >>> found = oc.compare.functions(oc.open(place / "results"), function="志愿服务")
    >>> found[["group", "program", "volunteers"]].to_dict("records")
    [{'group': '辽宁省', 'program': '晚霞志愿服务队', 'volunteers': ['志愿者 >300名']}]
    """
    groups = Groups(corpus, by, tables or load_tables(), only)
    found = function_rows.functions(groups, function=function, kind=program_rows.known_kind(groups, kind))
    return frame(found, (*function_rows.FUNCTIONS, *EVIDENCE))


def counterparts(
    corpus: Corpus,
    *,
    function: str | None = None,
    kind: str | None = None,
    by: str = "province",
    only: Selection | None = None,
    tables: Tables | None = None,
) -> pd.DataFrame:
    """Programmes that do the same job in different groups (provinces, cities), with the reasons; last those without any.

    Returns
    -------
    DataFrame
        One row a programme. ``relation``: matched or alone. ``counterparts`` is the name of its group, after the function that
        its members share most, empty where no other province (city) has a member; ``groups_with`` how many have one;
        ``others`` its counterparts elsewhere, the likeliest first; ``nearest`` the likeliest with ``nearest_group`` and
        ``score``, the chance that both do one job (0 to 1). Reasons, each what another member has too: ``object``
        (functions), ``measures`` (verb and object), ``beneficiaries``, ``wording`` (words of the function), ``results``
        (concepts with unit).

    Notes
    -----
    A logistic regression over the likeness of what they are for (``data/program_functions.toml``) gives the chance of each
    pair, average linkage (Sokal and Michener 1958) the groups. Figures on groups that the model has not seen:
    ``data/counterpart_model.toml``, ``docs/counterparts.md``. More than 3,000 programmes are compared only within what they
    do most.

    Raises
    ------
    QueryError : for a function or kind that is none.
    """
    groups = Groups(corpus, by, tables or load_tables(), only)
    found = counterpart_rows.counterparts(groups, function=function, kind=program_rows.known_kind(groups, kind))
    return frame(found, (*counterpart_rows.COUNTERPARTS, *EVIDENCE))


# The registry of these comparisons, and the options of its own that each takes.
PROGRAM_VIEWS = {"programs": programs, "functions": functions, "counterparts": counterparts}
PROGRAM_OPTIONS = {"programs": ("kind",), "functions": ("function", "kind"), "counterparts": ("function", "kind")}
