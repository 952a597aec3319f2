"""QUANTITY: numbers that measure or count, with unit, bounds, what they count, and what they say of a change or a share.

Which numbers are amounts is read in :mod:`..amounts`, what is counted in :mod:`..indicator`, changes in :mod:`..changes`, 每人
and 占 in :mod:`..rates`; here they meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from nlp_oldcadre.extract.amount import Amount
from nlp_oldcadre.extract.amounts import AmountReader
from nlp_oldcadre.extract.cells import Cells
from nlp_oldcadre.extract.changes import Change, agreement, read_change
from nlp_oldcadre.extract.indicator import IndicatorFinder
from nlp_oldcadre.extract.rates import Rates, share_of
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Mention, Quantity

# 市级22家，其中品牌10家，县区级48家: whose they are.
_LEVEL = re.compile("(?:国家|[省市州盟区县旗镇乡村]|自治区|乡镇|街道|社区)级(?!以上)")
_PEOPLE = frozenset({"人", "名", "位", "员"})
_RELATIVE = frozenset({"ratio", "point", "times"})
_SENTENCE_END = re.compile("[。；\n]")
_LISTED = re.compile("[、和及与]")
_IN_ORDER = re.compile("分别|依次")
_LACK_HINT = frozenset("仅只才缺未没不闲欠")
_LACK = re.compile(
    r"(?:仅仅?|只|才)(?:有|占|为|达|到|剩|完成)?$|(?:仅仅?|只)有[^，。；、\d]{1,6}$"
    r"|(?:缺[少编额口]?|短缺|欠缺|空缺|流失|拖欠|闲置)[^，。；、\d]{0,6}$"
)
_STILL = re.compile("(?:[尚还仍]有|另有|其余|还剩)$")
_NOT_DONE = re.compile("[^，。；\n]{0,14}?(?:未|没有|没能|不到位|不达标|不合格|闲置|失联|空白)")
# A minus sign, not the dash of a range, a number of something, a list or a page.
_MINUS = re.compile(r"(?:\A|(?<=[\s|｜（(：:，,、长幅率速比为是达到至由从降减度]))[-－−﹣↓]\Z")
# Amounts before one that its change may start from.
_BACK = 4


def find(scan: Scan) -> Iterator[Mention]:
    """Mentions of amounts.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> text = "组建了141支志愿服务队，累计捐款超540万元，第三次会议。"
    >>> for m in find(Scan(Document.from_text(text), load_tables())):
    ...     print(text[m.start : m.end], m.value.low, m.value.unit, m.value.modifier, m.value.indicator)
    141支 141 支 None 志愿服务队
    超540万元 5400000 元 over 捐款
    """
    reader = AmountReader(scan)
    return _Composer(scan, reader.read(), reader.cells).mentions()


class _Composer:
    """Makes the values of one document's amounts, in order, each with a look at those before it."""

    def __init__(self, scan: Scan, amounts: list[Amount], cells: Cells) -> None:
        self._text, self._amounts, self._cells = scan.text, amounts, cells
        self._indicators = IndicatorFinder(scan, amounts)
        self._is_split = "其中" in scan.text
        self._rates = Rates.of(scan.tables)
        self._values: list[Quantity] = []
        self._ends: list[int] = []

    def mentions(self) -> Iterator[Mention]:
        for index, amount in enumerate(self._amounts):
            value, end = self._value(index, amount)
            self._values.append(value)
            self._ends.append(end)
            start = amount.start
            if start == amount.number_start and _MINUS.search(self._text, max(0, start - 3), start):
                # 同比增长-3.5% is an increase of less than nothing.
                start, value = start - 1, replace(value, low=-value.high, high=-value.low)
            yield Mention("QUANTITY", start, end, value, rule=f"units.csv:{amount.unit}")

    def _value(self, index: int, amount: Amount) -> tuple[Quantity, int]:
        start, end, kind = amount.start, amount.end, amount.kind
        if (cell := self._cells.at(amount.number_start)) is not None:
            self._indicators.pass_over()
            value = Quantity(
                amount.low, amount.high, amount.unit, kind, amount.modifier, cell.indicator, cell.region, cell.program,
                cell.time, amount.bound,
            )  # fmt: skip
            return value, end
        first = self._ends[-1] if index else 0
        change = read_change(self._text, first, start, end, is_relative=kind in _RELATIVE)
        if change.kind is None and kind in _RELATIVE and index and self._text[first:start] in ("和", "、", "及", "与"):
            # 分别增长12%和8%
            before = self._values[-1]
            if before.change in ("increase", "decrease"):
                change = Change(before.change, before.compared_with, before.change == "increase")
        elif change.kind is None and index and self._values[-1].change and self._is_next_end(index, first, start, end):
            change = Change(self._values[-1].change)
        end, per = self._per(index, first, start, end)
        indicator = self._indicators.find(index, change)
        if change.kind == "to" and not per and index and self._values[-1].change == "from":
            per = self._values[-1].per
        baseline, check = self._checked(index, amount, change, indicator) if change.kind else (None, None)
        value = Quantity(
            amount.low, amount.high, amount.unit, kind, amount.modifier, indicator, None, None, None, amount.bound, change.kind,
            baseline, change.compared_with, check, per,
            share_of(self._text, first, start, end) if kind == "ratio" else None,
            self._whole(index, amount, indicator or ""),
            self._is_problem(start, end),
        )  # fmt: skip
        return value, end

    def _is_next_end(self, index: int, first: int, start: int, end: int) -> bool:
        """Whether the amount is one more end of changes told in one order (由2000元、1500元分别提高到2400元、1800元)."""
        before, text = self._values[-1], self._text
        if before.change not in ("from", "to") or before.unit != self._amounts[index].unit:
            return False
        if text[first:start] not in ("和", "、", "及", "与"):
            return False
        return _IN_ORDER.search(text, max(0, start - 30), min(len(text), end + 10)) is not None

    def _begins_at(self, index: int) -> int:
        """The place of the amount that the change to this one starts from: as far back as amounts lead away."""
        at = index
        while at and self._values[at - 1].change == "to" and index - at < _BACK:
            at -= 1
        size = 0
        while size < at and self._values[at - size - 1].change == "from" and size < _BACK:
            size += 1
        return index - size if index - at < size else index - 1

    def _is_problem(self, start: int, end: int) -> bool:
        """Whether the amount is told as a lack: 仅占12%, 缺编3人, 仍有5个支部未换届."""
        text = self._text
        near = max(0, start - 10)
        if _LACK_HINT.isdisjoint(text[near : end + 12]):
            return False
        if _LACK.search(text, near, start):
            return True
        return _STILL.search(text, near, start) is not None and _NOT_DONE.match(text, end, end + 20) is not None

    def _per(self, index: int, first: int, start: int, end: int) -> tuple[int, tuple[str, ...]]:
        """What it is an amount for one of; 每年举办讲座3次、展览2次 says it for both."""
        said = self._rates.before(self._text, first, start)
        if said:
            return end, said
        if after := self._rates.after(self._text, end):
            return after
        if index and (inherited := self._values[-1].per) and start - first < 12:
            between = self._text[first:start]
            if between[:1] and _LISTED.match(between) and "每" not in between:
                return end, inherited
        return end, ()

    def _checked(self, index: int, amount: Amount, change: Change, indicator: str | None) -> tuple[Decimal | None, str | None]:
        """The value that the change starts from, and whether the arithmetic holds."""
        if change.kind == "to":
            before = self._values[self._begins_at(index)] if index else None
            if before is None or before.change != "from" or before.unit != amount.unit:
                return None, None
            if change.rises is None or before.low == amount.low:
                return before.low, None
            return before.low, "agrees" if (amount.low > before.low) == change.rises else "differs"
        # 同比增长 is not the change from one end to the other.
        if change.kind == "from" or change.rises is None or change.compared_with:
            return None, None
        return self._against_ends(index, amount, change, indicator)

    def _against_ends(
        self, index: int, amount: Amount, change: Change, indicator: str | None
    ) -> tuple[Decimal | None, str | None]:
        for i in range(index - 1, max(-1, index - 1 - _BACK), -1):
            ends = self._values[i]
            if _SENTENCE_END.search(self._text, self._ends[i], amount.start):
                break
            if ends.change != "to" or ends.baseline is None:
                continue
            if not _comparable(amount, ends) or indicator not in (None, ends.indicator):
                return None, None
            is_exact = not (amount.modifier or ends.modifier)
            check = agreement(
                ends.baseline, ends.low, by=amount.low, kind=amount.kind, rises=bool(change.rises), is_exact=is_exact,
                relative_ends=ends.unit_kind == "ratio",
            )  # fmt: skip
            return ends.baseline, check
        return None, None

    def _whole(self, index: int, amount: Amount, indicator: str) -> str | None:
        """What the whole counts that 其中 makes this a part of; nothing of a county's level is a part of a city's."""
        if amount.kind == "age":
            return None
        among = self._text.rfind("其中", max(0, amount.start - 60), amount.start) if self._is_split else -1
        if among < 0 or _SENTENCE_END.search(self._text, among, amount.start):
            return None
        for i in range(index - 1, max(-1, index - 7), -1):
            whole = self._values[i]
            if self._amounts[i].start < among and self._amounts[i].kind != "age":
                if _SENTENCE_END.search(self._text, self._ends[i], among):
                    return None
                is_same = whole.unit == amount.unit or amount.kind == "ratio" or {whole.unit, amount.unit} <= _PEOPLE
                if is_same:
                    return None if _is_of_other_level(indicator, whole.indicator or "") else whole.indicator
        return None


def _is_of_other_level(part: str, whole: str) -> bool:
    one, other = _LEVEL.search(part), _LEVEL.search(whole)
    return bool(one and other and one[0] != other[0])


def _comparable(amount: Amount, ends: Quantity) -> bool:
    """Whether a difference of this kind can be that of the ends."""
    if amount.kind == "point":
        return ends.unit_kind == "ratio"
    return amount.kind in _RELATIVE or amount.unit == ends.unit
