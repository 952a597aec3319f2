"""Amounts told one by one for a list of subjects (A、B分别为3个和5个), or for the list of amounts before."""

from __future__ import annotations

import re

from nlp_oldcadre.extract import indicator_frames as frames
from nlp_oldcadre.extract.amount import Amount
from nlp_oldcadre.extract.indicator_pieces import WINDOW
from nlp_oldcadre.extract.noun_phrases import NounPhrases
from nlp_oldcadre.extract.phrases import from_mark, until_mark

_RELATIVE_KINDS = frozenset({"ratio", "point", "times"})
_NO_STOP = re.compile("[^。；\n]{0,60}")
_FROM = re.compile("(?:由|从)(?:[原最]来的?|最初的?)?$")
_ON_TO = re.compile("(?:分别|依次)[^，。；\n\\d]{1,8}[到至为]$")
# 分校9所、教学点76个，覆盖率分别为100%和62%
_RATE_OF_EACH = re.compile("[，；]([^，。；、\\d]{1,5}率)(?:分别|依次)[^，。；、\\d]{0,4}$")


class Lists:
    """Finds the subject of each amount in such lists; ``amounts`` are all of a document, sorted."""

    def __init__(self, text: str, amounts: list[Amount], phrases: NounPhrases, places: set[str]) -> None:
        self._text, self._amounts, self._phrases, self._places = text, amounts, phrases, places
        # Amount by its place in the order → its subject in a list of subjects before.
        self._pairs: dict[int, str] = {}

    def known(self, index: int) -> str | None:
        """The subject that an earlier amount of the list brought with it."""
        return self._pairs.get(index)

    def subject(self, index: int, found: list[str | None], by_unit: dict[str, str]) -> str | None:
        """The subject of its own where subjects and amounts are listed in one order.

        Parameters
        ----------
        found : what the amounts before count.
        by_unit : the last of them by unit.
        """
        if index not in self._pairs and frames.is_distributed(self._text, self._amounts[index].start):
            self._pairs |= self._distributed(index, found, by_unit)
        return self._pairs.get(index)

    def ends(self, index: int) -> str | None:
        """The subject of a first end, where as many last ends follow (A、B标准由3元、5元分别提高到4元、6元)."""
        amounts, text = self._amounts, self._text
        if index in self._pairs:
            return self._pairs[index]
        start = amounts[index].start
        size = frames.listed(text, amounts, index)
        last = index + size
        if size < 2 or last >= len(amounts) or not _ON_TO.fullmatch(text, amounts[last - 1].end, amounts[last].start):
            return None
        begin = _FROM.search(text, max(0, start - 8), start)
        if begin is None or frames.listed(text, amounts, last) != size:
            return None
        first = max(0, begin.start() - WINDOW, amounts[index - 1].end if index else 0)
        subjects = self._phrases.before(from_mark(text[first : begin.start()]))
        pairs = frames.pair(text, amounts, index, subjects or "")
        self._pairs |= pairs | {i + size: subject for i, subject in pairs.items()}
        return self._pairs.get(index)

    def _distributed(self, index: int, found: list[str | None], by_unit: dict[str, str]) -> dict[int, str]:
        start = self._amounts[index].start
        first = max(0, start - WINDOW, self._amounts[index - 1].end if index else 0)
        subjects = self._phrases.before(from_mark(self._text[first:start]))
        if pairs := frames.pair(self._text, self._amounts, index, subjects or ""):
            whole = by_unit.get(self._amounts[index].unit)
            if shared := self._of_places(list(pairs.values())):
                return dict.fromkeys(pairs, shared)
            # 党组织1.37万个，哈尔滨、牡丹江分别为3812个、1204个: each place has its own of them.
            if not self._places.issuperset(pairs.values()):
                return pairs
            # 甲区、乙区分别有18名和25名退休医生
            end = self._amounts[max(pairs)].end
            whole = self._phrases.after(until_mark(self._text[end : end + WINDOW])) or whole
            return dict.fromkeys(pairs, whole) if whole else pairs
        # 全市有驿站9个、学堂5家；我县分别为2个、1家.
        size = frames.listed(self._text, self._amounts, index)
        again = range(index - size, index)
        if size < 2 or again.start < 0:
            return {}
        alike = all(self._amounts[i].unit == self._amounts[i + size].unit for i in again)
        if alike:
            return {i + size: found[i] or "" for i in again}
        return self._shares_of(index, again, found)

    def _of_places(self, subjects: list[str]) -> str | None:
        """What the last of several places has, and so have the others (甲区、乙县分校招生计划: 分校招生计划)."""
        *others, last = subjects
        if not self._places.issuperset(others):
            return None
        return next(
            (last[len(place) :] for place in self._places if last.startswith(place) and len(last) > len(place) + 1), None
        )

    def _shares_of(self, index: int, again: range, found: list[str | None]) -> dict[int, str]:
        """离休干部3人、退休干部97人，分别占3%和97%: a share or growth of each of the amounts before."""
        start = self._amounts[index].start
        is_listing = not any(self._amounts[i].kind in _RELATIVE_KINDS for i in again)
        if not is_listing or self._amounts[index].kind not in _RELATIVE_KINDS:
            return {}
        if not _NO_STOP.fullmatch(self._text, self._amounts[again.start].end, start):
            return {}
        share = "占比" if "占" in self._text[start - 5 : start] else ""
        if rate := _RATE_OF_EACH.search(self._text, max(0, start - 14), start):
            share = rate[1]
        return {i + len(again): f"{counted}{share}" for i in again if (counted := found[i])}
