"""Comparisons of amounts as DataFrames."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nlp_oldcadre.compare import rate_rows, result_rows
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


# The comparisons of this file by their names.
AMOUNTS = {"results": results, "rates": rates}
