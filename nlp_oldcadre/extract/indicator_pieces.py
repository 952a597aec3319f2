"""The pieces of text around an amount that can name what it counts: up to a mark, a time or the next amount."""

from __future__ import annotations

import re
from bisect import bisect_right

from nlp_oldcadre.extract.amount import Amount
from nlp_oldcadre.extract.changes import EACH
from nlp_oldcadre.extract.indicator_frames import before_aside, before_time
from nlp_oldcadre.extract.phrases import from_mark, until_mark
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Span

WINDOW = 40
_SUMMED = re.compile("(?:等|共|共计|合计|总计|累计)(?:达|约|近|超过?|逾|有|为)?$")
_ENSURED = re.compile("^.*(?:确保|力争|争取|保证|实现|推动|使)")
_RATED = re.compile("[率度量额]$")
_REACHED = re.compile(
    "(?:底|末|前|内)?(?:应|要|须|均|曾|已|还|就|只|仅|才)?(?:达到?|是|只有|有|提高|增长|提升|上升|下降|降低|降|升|保持在|高达|为)?[了到至]?"
)
_RATE = re.compile(f"(?:{EACH})+")
_PERSON_ENDS = frozenset("部员者人志师生众工")
_PASSIVE = re.compile("[已均都先后]*被")
_SENTENCE_PART = re.compile("[，。；：\n]")
_SENTENCE_END = re.compile("[。；\n]")


class Pieces:
    """Looks around the amounts of one document, which are sorted."""

    def __init__(self, scan: Scan, amounts: list[Amount]) -> None:
        self._text, self._amounts = scan.text, amounts
        self._times = [m.span for m in scan.mentions("TIME")]
        self._time_ends = [span.end for span in self._times]

    def past_time(self, clause: int) -> int:
        """Where the clause begins, with the time that stands before ``clause`` (7月底前办满20场)."""
        at = bisect_right(self._time_ends, clause) - 1
        is_near = at >= 0 and clause - self._time_ends[at] <= 1
        return self._times[at].start if is_near else clause

    def time_ending(self, end: int, first: int) -> Span | None:
        """The time that ends at a place and begins after ``first``."""
        at = bisect_right(self._time_ends, end) - 1
        return self._times[at] if at >= 0 and self._time_ends[at] == end and self._times[at].start > first else None

    def follows(self, index: int) -> bool:
        """Whether another amount stands shortly before in the same sentence (由3000平方米增至8000平方米)."""
        return index > 0 and not _SENTENCE_END.search(self._text, self._amounts[index - 1].end, self._amounts[index].start)

    def after(self, index: int) -> str:
        """The text after the amount up to a mark or the next amount."""
        end = self._amounts[index].end
        limit = end + WINDOW
        if index + 1 < len(self._amounts) and self._amounts[index + 1].start < limit:
            limit = self._amounts[index + 1].start
        said = self._text[end:limit]
        # 86条被市委、市政府采纳
        piece = _SENTENCE_PART.split(said, 1)[0] if _PASSIVE.match(said) else until_mark(said)
        # 240名离退休干部分8批赴外地疗养
        return piece[:-1] if piece[-1:] == "分" and piece[-2:-1] in _PERSON_ENDS else piece

    def _time_before(self, index: int) -> int:
        """The place of the last time before an amount; 每月 of 护理费每人每月1000元 is its rate and cuts nothing."""
        start = self._amounts[index].start
        at = bisect_right(self._time_ends, start) - 1
        while at >= 0 and self._text.startswith(("以上", "以下"), self._time_ends[at]):
            # 50年以上党龄的11名
            at -= 1
        if self._amounts[index].kind == "money":
            while at >= 0 and _RATE.fullmatch(self._text, self._times[at].start, start):
                at -= 1
        return at

    def before(self, index: int) -> str:
        """The text before the amount from a mark, a time, or the end of the amount before it."""
        start = self._amounts[index].start
        first = max(0, start - WINDOW)
        last = self._amounts[index - 1].end if index else 0
        after_time = self._time_before(index)
        if after_time >= 0 and self._time_ends[after_time] >= first:
            time = self._times[after_time]
            if (piece := before_time(self._text, time, last, start)) is not None:
                return piece
            is_rate = self._amounts[index].kind in ("ratio", "point") and _REACHED.fullmatch(self._text, time.end, start)
            if is_rate and _RATED.search(self._text, max(0, time.start - 4, last), time.start):
                # 签约率2021年底达到100%
                return _ENSURED.sub("", from_mark(self._text[max(0, last, time.start - WINDOW) : time.start]))
            first = max(first, time.end)
            # 9月底前全省宣讲, 三年内培训骨干
            first += first == time.end and self._text.startswith(("前", "内", "后", "里"), first)
        if index and last >= first:
            first = min(start, last)
            piece = from_mark(self._text[first:start])
            # 26门课程、教学班56个: up to 、 it is the other's, unless all of it is summed up (公用经费、特需费共…).
            if (aside := before_aside(self._text, last, self._amounts[index - 1].start, start)) is not None:
                return aside
            if len(piece) < start - first or "、" not in piece or _SUMMED.search(piece):
                return piece
            return piece.rpartition("、")[2]
        return from_mark(self._text[first:start])
