"""Annotations of one text moved to another form of it (as a PDF or DOCX gives it back) that differs in blanks."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any


def aligned(record: dict[str, Any], found: str, known: str) -> dict[str, Any]:
    """The record of the text ``found`` with the offsets of the text ``known``; both have the same characters but blanks.

    Where they differ in more, what comes after the first difference is off, and scores will show it.
    """
    moved = _Moved(found, known)
    return record | {kind: [item | moved(item) for item in record[kind]] for kind in ("mentions", "headings")}


class _Moved:
    def __init__(self, found: str, known: str) -> None:
        self._known_text = known
        self._found = [i for i, character in enumerate(found) if not character.isspace()]
        self._known = [i for i, character in enumerate(known) if not character.isspace()]

    def __call__(self, item: dict[str, Any]) -> dict[str, Any]:
        first, last = bisect_left(self._found, item["start"]), bisect_left(self._found, item["end"]) - 1
        if last < first or last >= len(self._known):
            return {}
        start, end = self._known[first], self._known[last] + 1
        return {"start": start, "end": end, "text": self._known_text[start:end]}
