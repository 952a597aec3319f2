"""Comparisons of amounts as DataFrames."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nlp_oldcadre.compare import conflict_rows, coverage_rows, plan_rows, rate_rows, result_rows
from nlp_oldcadre.compare.evidence import EVIDENCE
from nlp_oldcadre.compare.groups import Groups
from nlp_oldcadre.compare.selection import Selection
from nlp_oldcadre.compare.tabular import frame
from nlp_oldcadre.tables import Tables, load_tables

if TYPE_CHECKING:
    import pandas as pd

    from nlp_oldcadre.corpus import Corpus


def results(
    corpus: Corpus, *, by: str = "province", only: Selection | None = None, tables: Tables | None = None
) -> pd.DataFrame:
    """Amounts, like beside like: rows of one ``concept``, class of unit, ``status``, ``aspect`` and ``period_kind`` compare.

    ``concept`` is what is counted, other words for it brought together, with what narrows it in brackets: 党员（农村） is not
    党员. ``aspect`` is the word that makes a number a change, a share or an amount for each (同比增长, 占, 每人每月), None for
    a level. What is given to each is a ``concept`` of its own, with its period: 补助（每人每月）.
    ``period_kind``: ``level`` (现有), ``flow`` (全年, 新增), ``cumulative`` (累计, …以来), ``recurring`` (每年); empty where
    the text doesn't say. ``time`` is the period itself.
    ``low``, ``high`` and ``baseline`` are in ``unit``; 亩 and 公顷 are turned into 平方米, 小时 into 分钟.
    ``bound``, ``change``, ``compared_with``, ``check``, ``per``, ``share_of``, ``part_of`` and ``problem`` are those of
    :class:`~nlp_oldcadre.model.Quantity`; ``uncertain`` (识别存疑) is an amount that in no place was recognised for certain.
    An amount that several documents give is one row; ``evidence`` has all its places.
    ``comparable`` counts the groups that have such an amount; 人 and 人次 never meet, nor what is planned and what is done.
    ``rank_low`` and ``rank_high``: the best and the worst place, from the greatest down, among the ``ranked`` groups (for
    numbers of brands: brands), given by what 余, 近 and 以上 leave open; equal ones share a place. Only the latest numbers
    that are said of the province (city) as a whole are ranked, and only those of one kind and length of period.
    """
    groups = Groups(corpus, by, tables or load_tables(), only)
    return frame(result_rows.results(groups), (*result_rows.RESULTS, *EVIDENCE))


def rates(corpus: Corpus, *, by: str = "province", only: Selection | None = None, tables: Tables | None = None) -> pd.DataFrame:
    """So much for each: volunteers a team, 人次 a 场次, learners a class, where one document gives both numbers.

    ``rate`` names it; ``low`` and ``high`` hold every value that the bounds of both numbers leave open, ``high`` empty where
    there is no upper end; ``value`` shows them, in ``unit`` (人/个). ``numerator`` and ``denominator`` as they are said.
    ``basis``: ``sentence`` (both stand in one) or ``document`` (it gives one number only of either, for one region, brand,
    status and time). Where several numbers might belong together, nothing is divided. ``evidence`` has the places of both.
    Which amounts are divided: ``data/rates.csv``.
    """
    groups = Groups(corpus, by, tables or load_tables(), only)
    return frame(rate_rows.rates(groups), (*rate_rows.RATES, *EVIDENCE))


def conflicts(
    corpus: Corpus, *, by: str = "province", only: Selection | None = None, tables: Tables | None = None
) -> pd.DataFrame:
    """Numbers that contradict each other, both with their places; a row says what to look at, not who is right.

    ``state``: ``conflict`` (one thing, region, brand, status and time, and amounts whose bounds don't meet), ``undated``
    (the same, of two documents of one year that don't say their time), ``rounding`` (one is the other rounded: no
    contradiction), ``part_exceeds`` (a part, 其中, is greater than its whole), ``parts_exceed`` (parts add up to more than
    their whole, which those that overlap may). ``amount`` has its place in the columns of the evidence, ``other_amount`` in
    those that begin with ``other_``. Compared are totals only: levels, running totals, and what is said of the whole of a
    region, brand or year; of events and of people that took part there are many numbers that are all right.
    """
    groups = Groups(corpus, by, tables or load_tables(), only)
    return frame(conflict_rows.conflicts(groups), (*conflict_rows.CONFLICTS, *EVIDENCE))


def coverage(
    corpus: Corpus, *, by: str = "province", only: Selection | None = None, tables: Tables | None = None
) -> pd.DataFrame:
    """What was read of each province, so that silence is not read as absence.

    By province every province has a row, and 新疆生产建设兵团, whose documents count for 新疆 too: ``documents``, how many of
    each genre, ``years`` (with the number of documents), how many are ``undated``, ``characters``, ``programs``,
    ``measures``, ``amounts``, the ``topics`` and ``concepts`` that are spoken of and how often, the ``silent_topics``
    (of the chosen ones, if any are chosen), and the documents as ``evidence``.
    """
    groups = Groups(corpus, by, tables or load_tables(), only)
    return frame(coverage_rows.coverage(groups), coverage_rows.COVERAGE)


def plan_vs_result(
    corpus: Corpus, *, by: str = "province", only: Selection | None = None, tables: Tables | None = None
) -> pd.DataFrame:
    """What was promised (要点, 计划, 下一步) beside what later documents of the region report, in the same year and the next.

    One row a planned measure, once for each ``target`` in it. ``state``: ``reached`` (达到), ``early`` (before the
    ``deadline``), ``reported`` (a measure without a target is reported as done), ``partly`` (less was reached),
    ``unreported`` (later documents were read, none speaks of it), ``undecided``, with the ``reason``: ``bounds`` leave it
    open, the report has ``no_amount``, or ``nothing_read``: no later document of the region was read. ``year`` is that of
    the plan. ``result`` and ``reached`` are the report's words, its place is in the columns that begin with ``other_``;
    ``score`` (0 to 1) is how sure the model of alignment is that report and plan do one job, empty where an amount of the
    same thing and brand was found outside of such a measure; ``shared``: what both have.
    """
    groups = Groups(corpus, by, tables or load_tables(), only)
    return frame(plan_rows.plan_vs_result(groups), (*plan_rows.PLANS, *EVIDENCE))


def without_documents(corpus: Corpus, *, only: Selection | None = None, tables: Tables | None = None) -> list[str]:
    """The provinces (of the chosen regions) that no document was read of: what a comparison doesn't show of them is unknown."""
    return coverage_rows.without_documents(Groups(corpus, "province", tables or load_tables(), only))


# The comparisons of this file by their names.
AMOUNTS = {"results": results, "rates": rates, "conflicts": conflicts, "coverage": coverage, "plan_vs_result": plan_vs_result}
