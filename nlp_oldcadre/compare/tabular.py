"""Rows of comparisons as DataFrames."""

from __future__ import annotations

import pandas as pd

from nlp_oldcadre.compare.evidence import Sided

# Whole numbers that may be unknown.
_WHOLE = (
    *("page", "start", "end", "other_page", "other_start", "other_end", "rank_low", "rank_high", "ranked"),
    *("year", "national_year", "lag_years", "lag_days", "years_since", "rank"),
)


def frame(rows: list[Sided], columns: tuple[str, ...]) -> pd.DataFrame:
    """The rows with their group in the first column; pages and offsets stay whole numbers where cells are empty."""
    made = pd.DataFrame([{"group": group.name} | row for group, row in rows], columns=["group", *columns])
    return made.astype({name: "Int64" for name in _WHOLE if name in columns})
