"""The month that days without one belong to: those of a sentence, and those that begin the items of a chronicle."""

from __future__ import annotations

import re

from nlp_oldcadre.extract.scan import Scan

_ITEM = re.compile(r"(?:\n|[○◎●▲△■□◆◇★☆▪•·※◦➤►▶][ \u3000]?)\Z")
# The length of a value up to its month.
_MONTH = 7


class Months:
    """Keeps the month named last, and that of the item of a chronicle which last began with a date.

    Parameters
    ----------
    printed : the document's date, ISO; None where unknown.
    """

    def __init__(self, scan: Scan, printed: str | None) -> None:
        self._text = scan.text
        self._printed = printed
        self._last: str | None = None
        self._item: str | None = None

    def remember(self, found: str, position: int) -> None:
        """A value that names a month; later days go on from it, but not from a half of the year or the day of the print."""
        if "/" not in found and (self._last is None or found != self._printed):
            self._last = found[:_MONTH]
        if self._begins_item(position):
            self._item = found[:_MONTH]

    def at(self, position: int) -> str | None:
        """The month of a day that stands there without one."""
        return (self._item if self._begins_item(position) else None) or self._last

    def _begins_item(self, position: int) -> bool:
        return _ITEM.search(self._text, max(0, position - 2), position) is not None
