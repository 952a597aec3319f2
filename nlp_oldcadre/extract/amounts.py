"""Which numbers are amounts: number, unit and bounds together, before it is known what they count.

The number comes from :mod:`..numbers`, unit and bounds from :mod:`..units`. Ordinals, dates, ages used as names and numbers
inside names or set phrases are none; 一 is one only where it is a promised piece of work (see :mod:`..articles`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from operator import attrgetter
from string import ascii_letters, digits

from nlp_oldcadre.extract.amount import Amount, as_points, between
from nlp_oldcadre.extract.articles import ArticleJudge
from nlp_oldcadre.extract.cells import Cells
from nlp_oldcadre.extract.numbers import Number, find_numbers, shared_scale
from nlp_oldcadre.extract.parts import Part, parts
from nlp_oldcadre.extract.phrases import CHANGE_VERB
from nlp_oldcadre.extract.quoting import closed_edges
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.extract.units import UnitRow, Units

_ORDINAL = re.compile(r"第(?:[\d一二三四五六七八九十百]+[、至到—~～-])*$|[A-Za-z.+＋/#]$|\d[:：]?$|^[:：]$")
# The characters that can end an ordinal; most amounts have none of them before, and need no search.
_ORDINAL_END = frozenset("第一二三四五六七八九十百、至到—~～.+＋/:：#\n-" + digits + ascii_letters)
_COUNTING = re.compile(
    "(?:由|共|有|设|立|建|成|办|行|开|达|到|计|出|分|每|各|仅|只|已|了|增|剩|为|续|过|超|近|约|织|展|印|捐|赠|给|得|获|发|放|写|完|选|送|植|聘|置|购|备|余|占|对|跑)$"
)
_JOIN = re.compile("[—–~～-]{1,2}|[至到]")
_JOINERS = frozenset("—–~～-至到")
_CHANGE = re.compile("(?:由|从|自)[^，。；]{0,4}$")
# 居全省前3位 ranks; 目前3名, 会前3名 count.
# 浏览次数：328次 in the credits of a web page counts its readers.
_COUNTER = re.compile("(?:浏览|点击|阅读|访问)(?:次数|人数|量|数)?[：:] ?$")
_COUNTER_END = frozenset("：: ")
_RANK = re.compile("(?<![目此以日年月会午之期提先事生行面底末初节])前$")
_RISE = re.compile(f"{CHANGE_VERB}(?:到|至|为|成)了?(?:近|约|超过?)?")
_SCORED = re.compile("(?:[从由至到为得扣加记打]|得分|评分|均分|总分|满分)$")
_RISE_BEGINS = frozenset("扩增提上调发壮改升涨下降减压缩回")
_CLOSING = re.compile("[，。；、）\n]|$")
_MONEY_VERB = re.compile("(?:捐款|捐资|捐赠|投资|筹资|集资|出资|耗资|资金|善款|款项|经费|奖金)[达共近超约逾过]?$")
_FORMULA = re.compile(
    "[个项](?:坚持|必须|明确|维护|意识|自信|务必|结合|确立|一(?!级|线|流|体)|不|更加|注重|突出|强化|着力|到位|全面|伟大|代表|离不开|服从|阵地"
    "|区分|认同|聚焦|推动|促进|围绕|满意|放心|老有|没有|看齐|带头|就近|善于|始终|决不|绝不|走在前|统筹|打造|同步|融入|提升行动|地(?![方区点级])|待遇|建设(?=[”’，。、；和与]))"
)
# 十大文明家庭 are ten families, 十大行动 is a name.
_TEN_CHOSEN = re.compile(
    "大(?!.{0,6}?(?:品牌|行动|工程|计划|任务|体系|机制|平台|举措|措施|板块|领域|专项|关系|战略|实事|主题|活动))"
)
# 六成半, 三成七
_TENTHS = "零一二三四半六七八九"
_PART_OF_TENTH = re.compile("[一二三四五六七八九半](?![十百千万个名人项条支成])")
# 五分之一强
_ROUGHLY = re.compile("[强弱](?=[，,。；、）\n]|$)")
# 4倍多, 3公里多: 多 stands after units that measure.
_AND_MORE = re.compile("[多余](?![样元种方面次人名个年月])")
_ABOVE_BELOW = re.compile(r"以上[\d一二三四五六七八九十百千万.]+[^，。；\s]{1,4}以[下内]")
_HOLDERS = ("TIME", "PROGRAM", "SLOGAN", "DOCUMENT", "ORG", "PERSON", "REGION")
# Smaller numbers without a unit are hardly ever amounts; two numbers of one amount or change are no further apart.
_TELLING, _APART = 10, 9
_MEASURED = frozenset({"times", "length", "area", "mass", "hours"})


class AmountReader:
    """Reads the amounts of one document."""

    def __init__(self, scan: Scan) -> None:
        self._scan, self._text = scan, scan.text
        self._units = Units.of(scan.tables)
        self._edges = closed_edges(scan)
        self._articles = ArticleJudge(scan)
        self.cells = Cells(scan)

    def read(self) -> list[Amount]:
        """The amounts, in the order of the text."""
        amounts = sorted(self._amounts(), key=attrgetter("start", "end"))
        if "个百分点" in self._text:
            amounts = list(as_points(self._text, amounts))
        return list(between(amounts)) if _ABOVE_BELOW.search(self._text) else amounts

    def _amounts(self) -> Iterator[Amount]:
        text = self._text
        numbers = list(find_numbers(text, edges=self._edges, leads_on=self._units.leads_on))
        if self._scan.rejected is not None:
            self._reject_closed()
        joined: set[int] = set()
        for first, second in pairwise(numbers):
            if first.start in joined or second.start - first.end > _APART:
                continue
            if text[second.start - 1] in _JOINERS and (amount := self._range(first, second)):
                joined |= {first.start, second.start}
                yield amount
            elif text[first.end] in _RISE_BEGINS and (amount := self._changed(first, second)):
                joined.add(first.start)
                yield amount
        for number in numbers:
            if number.start not in joined and (amount := self._amount(number)):
                yield amount
        for part in parts(self._scan):
            if not self._is_closed(part.start):
                yield self._part(part)
            elif self._scan.rejected is not None:
                self._reject_inside(part.start)

    def _is_closed(self, start: int) -> bool:
        """Whether a name, a title, a date or a set phrase holds the number."""
        # An odd number of edges up to here: one is open.
        return bool(bisect_right(self._edges, start) & 1)

    def _reject_closed(self) -> None:
        """Note, when tracing, the numbers that are part of something else."""
        for number in find_numbers(self._text):
            if self._is_closed(number.start):
                self._reject_inside(number.start)

    def _reject_inside(self, start: int) -> None:
        """Note, when tracing, whose the number is."""
        held = (m for kind in _HOLDERS for m in self._scan.found.get(kind, ()) if m.start <= start < m.end)
        holder = next(held, None)
        end = holder.end if holder else start + 1
        self._scan.reject("QUANTITY", start, end, holder.rule if holder else "number_idioms.csv", "inside", by=holder)

    def _amount(self, number: Number) -> Amount | None:
        text, start = self._text, number.start
        if number.is_ratio:
            share = self._bounded(number, number.end, self._units.row("%"), factor=Decimal(1))
            is_near = share.modifier is None and _ROUGHLY.match(text, share.end) is not None
            return share._replace(end=share.end + 1, modifier="about", bound="~") if is_near else share
        is_meeting = text[start - 1 : start] == "届" and text.startswith(("次会议", "次全体会议"), number.end)
        is_ordinal = start and text[start - 1] in _ORDINAL_END and _ORDINAL.search(text, max(0, start - 12), start)
        if is_meeting or is_ordinal:
            self._scan.reject("QUANTITY", start, number.end, "quantity.ordinal", "ordinal")
            return None
        if start and text[start - 1] in _COUNTER_END and _COUNTER.search(text, max(0, start - 9), start):
            self._scan.reject("QUANTITY", start, number.end, "quantity.page_counter", "phrase")
            return None
        at = number.end + text.startswith(" ", number.end)
        found = self._units.after(text, at)
        if found is None:
            amount = self._without_unit(number, at)
            if amount is None and number.low >= _TELLING:
                self._scan.reject("QUANTITY", start, number.end, "units.csv", "unit")
            return amount
        if found.row.base in {"名", "位"} and _RANK.search(text, max(0, start - 2), start):
            self._scan.reject("QUANTITY", start, found.end, "quantity.rank", "ordinal")
            return None
        if not self._is_counted(number, found.row, at):
            reason = "article" if text[start : number.end] == "一" else "phrase"
            self._scan.reject("QUANTITY", start, found.end, f"units.csv:{found.row.unit}", reason)
            return None
        if found.row.unit == "成" and (more := _PART_OF_TENTH.match(text, found.end)):
            part = Decimal(_TENTHS.index("半" if more[0] == "五" else more[0])) / 10
            number = number._replace(low=number.low + part, high=number.high + part)
            return self._bounded(number, more.end(), found.row, unit_start=at)
        return self._bounded(number, found.end, found.row, unit_start=at)

    def _bounded(
        self, number: Number, end: int, row: UnitRow, *, factor: Decimal | None = None, unit_start: int | None = None
    ) -> Amount:
        """The amount with the bounds around it; the word before wins over the one after, and this over 余 and 多."""
        text, units, start = self._text, self._units, number.start
        before = units.bound_before(text, start)
        after = units.bound_after(text, end)
        modifier = number.modifier
        if modifier is None and (row.kind in _MEASURED or row.unit == "成") and _AND_MORE.match(text, end):
            end, modifier = end + 1, "about"
        # 20余 is more than 20, 上百 at least 100; 近20余 is neither.
        sign = None if modifier is None else ">=" if modifier == "over" else ">"
        if said := before or after:
            sign = "~" if said.modifier == "about" and sign else said.sign
            modifier = said.modifier
        elif modifier is None and (apart := units.bound_apart(text, start)):
            _, modifier, sign = apart
        if factor is None:
            factor = row.factor
        low, high = number.low, number.high
        if factor != 1:
            low, high = low * factor, high * factor
        return Amount(
            before.at if before else start,
            after.at if after else end,
            low,
            high,
            row.base,
            row.kind,
            modifier,
            start,
            number.end if unit_start is None else unit_start,
            sign,
        )

    def _is_counted(self, number: Number, row: UnitRow, at: int) -> bool:
        """Whether number and unit together are an amount: no set phrase, no article, no word that only looks like it."""
        text, start = self._text, number.start
        word = text[start : number.end]
        if number.bare:
            bounded = row.context in ("any", "strict") and self._units.bound_before(text, start) is not None
            return (row.bare or bounded) and text[at + len(row.unit) : at + len(row.unit) + 1] not in {"百", "千", "万"}
        if row.unit == "番":
            return "翻" in text[max(0, start - 3) : start]
        if word in {"一", "二"}:
            return row.kind in {"ratio", "times"} or (word == "一" and self._articles.is_counted(start, at, row.unit))
        if len(word) == 1 and not word.isascii() and _FORMULA.match(text, at):
            return False
        if row.context == "any":
            return True
        if row.kind == "score" and _SCORED.search(text, max(0, start - 4), start):
            return True
        figures = word[0].isascii()
        if row.context == "hanzi":
            return not figures
        marked = bool(
            number.modifier
            or number.low % 1
            or self._units.bound_before(text, start)
            or _COUNTING.search(text, max(0, start - 1), start)
            or (row.context == "strict" and self._units.bound_after(text, at + len(row.unit)))
            # 85分以上; 支部建设（30分）
            or (
                row.kind == "score"
                and (self._units.bound_after(text, at + 1) or text[start - 1] + text[at + 1 : at + 2] == "（）")
            )
        )
        return marked or (figures and row.context == "strict" and not 1900 <= number.low <= 2100)

    def _without_unit(self, number: Number, at: int) -> Amount | None:
        """十大 counts, so does a large number straight before people or places; 捐款百万 is money."""
        text = self._text
        if (cell := self.cells.at(number.start)) and cell.unit and not text[number.end : cell.end].strip():
            return self._bounded(number, number.end, cell.unit)
        if (
            text.startswith("大", at)
            and text[number.start : number.end] in {"十", "10"}
            and self._units.after(text, at) is None
        ):
            return self._bounded(number, at + 1, self._units.row("个"))
        if number.low >= 10**4 and not number.bare and _MONEY_VERB.search(text, max(0, number.start - 4), number.start):
            return self._bounded(number, number.end, self._units.row("元"))
        is_year = 1900 <= number.low <= 2100 and number.modifier is None
        start = before.at if (before := self._units.bound_before(text, number.start)) else number.start
        if number.low >= 10**4 or (number.low >= 100 and not number.bare and not is_year):
            measured = self._units.measured(text, start)
            if measured:
                return self._bounded(number, number.end, measured)
        if (number.modifier or text[number.end - 1] in "万亿") and _CLOSING.match(text, at) and number.low >= 100:
            counted = self._units.natural_before(text, start)
            if counted:
                return self._bounded(number, number.end, counted)
        row = self._units.natural(text, at) if number.low >= 10 and not is_year and not number.bare else None
        if row is None or (row.unit == "名" and number.low < 100):
            return None
        return self._bounded(number, number.end, row)

    def _part(self, part: Part) -> Amount:
        """一半以上 is whole with its bound; a proportion may have bounds around it."""
        start, end, value = part.start, part.end, part.value
        if part.is_word:
            return Amount(start, end, value, value, "1", "ratio", part.modifier, start, end, part.bound)
        return self._bounded(Number(start, end, value, value), end, self._units.row("%"), factor=Decimal(1))

    def _range(self, first: Number, second: Number) -> Amount | None:
        """30—50名, 3至5万元, 30名至50名; not 由30名增至50名, which is two amounts."""
        text = self._text
        join = _JOIN.match(text, first.end)
        own = None
        if join is None and (own := self._units.after(text, first.end)):
            join = _JOIN.match(text, own.end)
        if join is None or join.end() != second.start or _ORDINAL.search(text, max(0, first.start - 12), first.start):
            return None
        found = self._units.after(text, second.end) if second.end < len(text) else None
        if found is None or (own and own.row.base != found.row.base):
            return None
        if own and _CHANGE.search(text, max(0, first.start - 8), first.start):
            return None
        low = first.low * (own.row.factor if own else shared_scale(text, first, second) * found.row.factor)
        high = second.high * found.row.factor
        if low >= high:
            return None
        amount = self._bounded(second, found.end, found.row, unit_start=second.end)
        start, modifier, sign = first.start, amount.modifier, amount.bound
        # 至少1至2名 bounds the whole range.
        if before := self._units.bound_before(text, start) or self._units.bound_apart(text, start):
            start, modifier, sign = before
        return Amount(
            start, amount.end, low, high, amount.unit, amount.kind, modifier, first.start, amount.unit_start, sign
        )  # fmt: skip

    def _changed(self, first: Number, second: Number) -> Amount | None:
        """由300扩大到800平方米: the first number has the unit of the second."""
        text = self._text
        if first.is_ratio or first.bare or not _RISE.fullmatch(text, first.end, second.start):
            return None
        if not _CHANGE.search(text, max(0, first.start - 8), first.start):
            return None
        found = self._units.after(text, second.end)
        return self._bounded(first, first.end, found.row) if found else None
