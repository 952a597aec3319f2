"""Which rows of a long comparison the terminal shows: the most telling of each side, in their order; files have all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

# As many rows as a page or two of the terminal hold.
DEFAULT = 30
# Answers that are read as a whole: a block for each side, what was read, the items of one plan.
_WHOLE = frozenset({"overview", "coverage", "items"})


class _Telling(NamedTuple):
    """What makes rows of a comparison tell much: ``sides`` are shown in turn, of each the greatest of ``columns`` first.

    Before all, those of which any of ``lists`` holds something.
    """

    sides: tuple[str, ...]
    columns: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


_DEFAULT_TELLING = _Telling(("group",))
# Others stand in the order of what tells most already.
_TELLING = {
    "programs": _Telling(("group",), ("documents", "mentions")),
    "functions": _Telling(
        ("function", "group"), ("share", "documents", "mentions"), ("teams", "volunteers", "sessions", "places", "users")
    ),
    "counterparts": _Telling(("counterparts",), ("groups_with", "documents")),
    "plan_vs_result": _Telling(("group",), ("score",)),
    "measures": _Telling(("group", "topic")),
    "slogans": _Telling(("group",), ("documents", "groups_with")),
    "spread": _Telling(("slogan",)),
    "alignment": _Telling(("relation", "group"), ("score",)),
}
_IN_ORDER = frozenset({"results", "conflicts", "rates", "reprints", "chains"})


def excerpt(frame: pd.DataFrame, view: str, limit: int | None) -> pd.DataFrame:
    """The rows to show, in the order of the frame.

    Parameters
    ----------
    limit : how many at most, 0 for all; by default :data:`DEFAULT`, and all of what is read as a whole.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"group": ["江苏省"] * 3 + ["贵州省"], "documents": [1, 1, 2, 1], "mentions": [1, 4, 2, 1]})
    >>> excerpt(frame, "programs", 2).index.tolist(), len(excerpt(frame, "programs", 0))
    ([2, 3], 4)
    >>> amounts = pd.DataFrame([[[], []]] * 3 + [[["志愿者 300名"], []]], columns=["volunteers", "teams"])
    >>> amounts = amounts.assign(**dict.fromkeys(("sessions", "places", "users"), amounts["teams"]), share=1, function="")
    >>> excerpt(amounts.assign(group="贵州省", documents=1, mentions=1), "functions", 1).index.tolist()
    [3]
    """
    most = (0 if view in _WHOLE else DEFAULT) if limit is None else limit
    if not 0 < most < len(frame):
        return frame
    if view in _IN_ORDER:
        return frame.head(most)
    chosen = _in_turn(frame, _TELLING.get(view, _DEFAULT_TELLING), most)
    return frame.iloc[sorted(chosen)]


def _in_turn(frame: pd.DataFrame, telling: _Telling, most: int) -> Sequence[int]:
    """The places of the first row of each side, then of the second of each, …"""
    ordered = frame.reset_index(drop=True)
    if telling.columns:
        ordered = ordered.sort_values(list(telling.columns), ascending=False, kind="stable", na_position="last")
    if telling.lists:
        is_empty = ~ordered[list(telling.lists)].astype(bool).any(axis=1)
        ordered = ordered.loc[is_empty.sort_values(kind="stable").index]
    turns = ordered.groupby(_side(ordered, telling.sides), dropna=False, sort=False).cumcount()
    places: list[int] = turns.sort_values(kind="stable").index[:most].tolist()
    return places


def _side(frame: pd.DataFrame, sides: Sequence[str]) -> str:
    """The first column in which rows differ: of a single function the groups take turns."""
    return next((name for name in sides if frame[name].nunique(dropna=False) > 1), sides[-1])
