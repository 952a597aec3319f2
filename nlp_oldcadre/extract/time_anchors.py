"""Values of times: the years, months and days that a text leaves out.

They come, in this order, from what was named before in the paragraph, the heading or title that names a year
(四、2026年工作打算), and the document's date. Where none tells, a time keeps no value.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import timedelta
from functools import cached_property
from operator import itemgetter

from nlp_oldcadre.days import last_day
from nlp_oldcadre.extract import time_relative as said
from nlp_oldcadre.extract.moments import Calendar, Moment, day_of_month, end_point
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.extract.time_months import Months
from nlp_oldcadre.extract.time_plans import Plans
from nlp_oldcadre.extract.time_reading import Reading
from nlp_oldcadre.extract.time_years import own_years, title_year
from nlp_oldcadre.model import Span

_DEADLINE = re.compile("[之以]?前(?![往来进去台夕后])")
_AHEAD = re.compile("[”’]?(?:前|来临|到来|即将|将至|临近|之际)")
_STOP = re.compile("[。\n]")
_SPEECH = re.compile("讲话|致辞|发言|主持词")
_LONG_AGO = 5
# 那年 is the year named so many characters before, whatever the paragraph.
_NEAR = 60
# A festival is spoken of beforehand so many days; what is planned is not that long past.
# A day of last year that is so long past is called one (去年9月26日).
_AHEAD_DAYS, _SOON_DAYS, _PAST_DAYS, _LONG_PAST_DAYS = 45, 10, 180, 310
_YEAR_ALONE, _DAY_ALONE = 4, 10  # the lengths of values that are a year, a day


class Resolver:
    """Gives readings their values, in the order of the text."""

    def __init__(self, scan: Scan) -> None:
        self._scan = scan
        self.today = last_day(scan.metadata.date)
        self._calendar = Calendar(scan.tables, self.today)
        self._is_plan = scan.metadata.genre == "circular"
        self._is_speech = _SPEECH.search(scan.metadata.title or "") is not None
        self._is_news = scan.metadata.genre == "news" or self._is_speech
        self._title_year = title_year(scan, self.today)
        # What was named last: its value, its year, where; it carries on within its paragraph.
        self._last: str | None = None
        self._year: int | None = None
        self._base: int | None = None  # the same, without 去年: what 上年 counts from
        self._months = Months(scan, self.today.isoformat() if self.today else None)
        self._day: str | None = None  # the day named last
        self._first: str | None = None  # the same, by itself: what 第三天 counts from
        self._is_aside = False  # whether a year long past was named in the midst of a sentence
        self._latest: int | None = None  # the last year that the text has reached
        self._ahead: tuple[int, int | None] | None = None  # where a year ahead ends to hold, and the one before it
        self._named_at = 0
        self._compared_to = -1  # where a year ended that others are held against
        self._paragraph = Span(0, 0)
        self._plans = Plans(scan)

    def is_loose(self, reading: Reading) -> bool:
        """Whether it points back to a date that is not there (当年, 当日), or is 今天 outside of news."""
        if not reading.moments or not (relative := reading.moments[0].relative) or len(reading.moments) > 1:
            return False
        if relative in said.NAMED_YEARS and relative != "同" and reading.moments[0].month is None:
            return self._with_year(reading.moments[0], reading.start).year is None
        if relative in said.ECHOES or relative[0] == "+":
            return self._echo(relative, reading.start) is None
        is_of_day = self._is_speech if relative == "今天" else self._is_news
        return relative in said.DAYS and not reading.is_open and (self.today is None or not is_of_day)

    def value(self, reading: Reading) -> str | None:
        if not reading.moments:
            return reading.value
        if len(reading.moments) > 1:
            return self._interval(reading.moments[0], reading.moments[1], reading)
        found = self._moment(reading.moments[0], reading)
        return f"{end_point(found, last=False)}/.." if found and reading.is_open else found

    def _interval(self, begin: Moment, end: Moment, reading: Reading) -> str | None:
        """Where no year is said, both ends are in the year that the second one falls into; 次年 follows the first's."""
        named = self._named_year(reading.start)
        if begin.year is None and begin.relative is None and not (end.relative and end.relative in "次翌"):
            last = self._moment(end, reading)
            first = last and self._moment(begin._replace(year=int(last[:4])), reading)
            if first and self._has_begun(begin, first, reading.start, named):
                year = int(first[:4]) + 1
                first, last = self._moment(begin._replace(year=year), reading), self._moment(end._replace(year=year), reading)
        else:
            first = self._moment(begin, reading)
            if first and end.year is None and end.relative is None:
                end = end._replace(year=int(first[:4]))
            last = first and self._moment(end, reading)
        if not first or not last:
            return None
        self._last = f"{end_point(first, last=False)}/{end_point(last, last=True)}"
        return self._last

    def _has_begun(self, begin: Moment, first: str, position: int, named: int | None) -> bool:
        """Whether the interval a year later had begun by the document's date, and no other year is named: it is that one."""
        this = self.today.year if self.today else None
        # 1—10月 tells of months that are over.
        if (
            begin.day is None
            or self.today is None
            or this != int(first[:4]) + 1
            or {named, self._own_year(position)[0]} - {None, this}
        ):
            return False
        again = self._calendar.value(begin._replace(year=this))
        return again is not None and end_point(again, last=False) <= self.today.isoformat()

    def _moment(self, moment: Moment, reading: Reading) -> str | None:
        position = reading.start
        if moment.relative and len(moment.relative) > 1:
            found = self._near(moment.relative, position)
            if found and moment.day is not None:
                found = day_of_month(found, moment.day)
        else:
            moment = self._with_year(moment, position)
            if moment.year is not None:
                found = self._calendar.value(moment)
            else:
                found = None if moment.relative else self._bare(moment, reading)
        is_past = moment.relative in said.PAST or len(found or "") == _YEAR_ALONE
        if found and not (is_past and self._is_compared(reading)):
            self._remember(found, moment.relative, reading)
        return found

    def _remember(self, found: str, relative: str | None, reading: Reading) -> None:
        """What was named is what later times may leave out; what lies ahead (明年) only up to its sentence's end."""
        position = reading.start
        earlier = self._named_year(position)
        if len(found) > _YEAR_ALONE and found[5:6].isdigit():
            self._months.remember(found, position)
            self._day = found if len(found) == _DAY_ALONE else self._day
            self._first = self._day if relative is None else self._first
        if reading.is_open and self.today and self._scan.text[reading.end - 1] in "来今" and int(found[:4]) < self.today.year:
            return  # 去年以来 goes on to this day
        self._last, self._year = found, int(found[:4])
        self._is_aside = self._is_long_ago(position)
        self._base = self._base if relative in said.PAST else self._year
        self._latest = max(self._latest or 0, self._year)
        self._named_at, self._paragraph = position, self._scan.paragraph_at(position)
        self._ahead = None
        if relative in said.AHEAD_YEARS and self._is_plan and self._title_year is not None:
            end = _STOP.search(self._scan.text, position)
            self._ahead = (end.start() if end else len(self._scan.text), earlier)

    def _is_long_ago(self, position: int) -> bool:
        """Whether the year is long past and named in passing: 孙某今年93岁，1946年入党。"""
        if self.today is None or self._year is None or self.today.year - self._year <= _LONG_AGO:
            return False
        return self._scan.text[position - 1 : position] not in ("", "\n", "。", "；", "！", "？")

    def _recent_year(self, position: int) -> int | None:
        """The year named last, unless it was named in passing and its sentence is over."""
        if self._is_aside and "。" in self._scan.text[self._named_at : position]:
            return None
        return self._named_year(position)

    def _is_compared(self, reading: Reading) -> bool:
        """Whether the year is only what another one is held against: 较去年, 去年同期, 比2020年、2021年."""
        text = self._scan.text
        before = text[max(0, reading.start - 1) : reading.start]
        compared = before in ("较", "比") or (before == "、" and self._compared_to == reading.start - 1)
        if compared:
            self._compared_to = reading.end
        return compared or text.startswith("同期", reading.end)

    def _named_year(self, position: int) -> int | None:
        """The year named last in the same paragraph."""
        if not self._paragraph.start <= position < self._paragraph.end:
            return None
        return self._ahead[1] if self._ahead and position >= self._ahead[0] else self._year

    def _with_year(self, moment: Moment, position: int) -> Moment:
        """今年, 去年 by the document's date; 同年, 次年 by the year named last; 上年 by either."""
        relative = moment.relative
        if relative is None:
            return moment
        if relative in said.NAMED_YEARS:
            base = self._year if relative == "那" and position - self._named_at < _NEAR else self._named_year(position)
        elif relative == "上" and self._recent_year(position) is not None:
            base = self._base or self._this_year()
        else:
            base = self._this_year() or (self._latest if relative == "明" and self._plans.holds(position) else None)
        if relative in said.OVER_AND_NEW:
            base, relative = self._this_year(), said.over_or_new(relative, self.today)
        shift = said.NAMED_YEARS.get(relative, said.YEARS.get(relative, 0))
        return moment if base is None else moment._replace(year=base + shift)

    def _this_year(self) -> int | None:
        """今年: the date's year; in a plan that was sent out before its year began, that one."""
        if self.today is None:
            return self._title_year
        ahead = self._is_plan and self._title_year == self.today.year + 1
        return self.today.year + ahead

    def _near(self, relative: str, position: int) -> str | None:
        if relative in said.ECHOES or relative[0] == "+":
            return self._echo(relative, position)
        return said.near(relative, self.today) if self.today else None

    def _echo(self, relative: str, position: int) -> str | None:
        """The day or month named last in the same paragraph, or in any."""
        if relative in ("该月", "该日"):
            return self._months.at(position) if relative == "该月" else self._day
        last = self._first if relative[0] == "+" and relative != "+1D" else self._last
        return said.echo(relative, last) if last and self._named_year(position) else None

    def _bare(self, moment: Moment, reading: Reading) -> str | None:
        """The value of what names no year (6月底, 上半年, 春节)."""
        position = reading.start
        own, heading_plans = self._own_year(position)
        has_deadline = _DEADLINE.match(self._scan.text, reading.end) is not None
        is_planned = heading_plans or self._plans.holds(position) or self._plans.follows(reading.end)
        if found := self._carried(moment, position, is_planned, has_deadline):
            return found
        if own is not None and (found := self._in_own_year(moment, own, is_planned or has_deadline)):
            return found
        if moment.festival:
            return self._festival(moment, is_planned or self._is_plan, reading)
        if self.today is None and is_planned and self._latest is not None:
            return self._calendar.value(moment._replace(year=self._latest))
        found = self._calendar.value(moment, planned=is_planned or has_deadline or self._is_plan)
        if moment.day and found and self._calendar.is_past(found, _LONG_PAST_DAYS):
            found = self._calendar.soon(moment, _AHEAD_DAYS) or found
        if found and (is_planned or has_deadline) and self._is_over(moment, found):
            return self._calendar.value(moment._replace(year=int(found[:4]) + 1))
        return found

    def _carried(self, moment: Moment, position: int, is_planned: bool, has_deadline: bool) -> str | None:
        """In the year named before in the paragraph, unless what is planned would be past by it."""
        year = self._recent_year(position)
        found = self._calendar.value(moment._replace(year=year)) if year is not None else None
        if not found or year is None:
            return None
        if self.today is None:
            return None if has_deadline and year < (self._title_year or 0) else found
        # 2020年开通。…截至8月底…；10月底前完成: up to now, and what is still due, whenever it all began.
        is_now = has_deadline or self._scan.text.endswith(said.UP_TO, 0, position)
        if is_now and year < self.today.year and "。" in self._scan.text[self._named_at : position]:
            return None
        if is_planned and moment.part and self._is_over(moment, found):
            return None
        if year > self.today.year and moment.month and (soon := self._soon(moment, position)):
            return soon
        if year < self.today.year and (is_planned or (has_deadline and self._is_plan)):
            return None
        if self._is_plan and year < self.today.year and self._named_at < self._begin_of_clause(position):
            return None
        # Where the time named last lies ahead, so may this one: 3月底前挂牌；9月办大赛.
        is_ahead = self._last is not None and self._calendar.is_later(self._last)
        return found if is_planned or self._is_plan or is_ahead or not self._calendar.is_later(found) else None

    def _soon(self, moment: Moment, position: int) -> str | None:
        """The value in the date's own year, where it is but weeks away: 2025年1月施行。11月30日前反馈。"""
        is_free = not self._own_year(position)[0] and "。" in self._scan.text[self._named_at : position]
        return self._calendar.soon(moment, _AHEAD_DAYS) if is_free else None

    def _in_own_year(self, moment: Moment, own: int, is_planned: bool) -> str | None:
        found = self._calendar.value(moment._replace(year=own))
        if self.today is None or not found or moment.part:
            return found
        if is_planned and self._calendar.is_past(found):
            return None
        return found if is_planned or self._is_plan or not self._calendar.is_later(found) else None

    def _festival(self, moment: Moment, is_planned: bool, reading: Reading) -> str | None:
        """The coming one where it is spoken of beforehand, else the latest; a plan's own year where it is not long past."""
        if self.today is None:
            return self._calendar.value(moment._replace(year=self._latest)) if is_planned and self._latest else None
        days = [d for n in (-1, 0, 1) if (d := self._calendar.value(moment._replace(year=self.today.year + n)))]
        reach = self.today + timedelta(days=_AHEAD_DAYS if _AHEAD.match(self._scan.text, reading.end) else _SOON_DAYS)
        if is_planned:
            floor = self.today - timedelta(days=_PAST_DAYS)
            return next((d for d in days if d >= max(floor.isoformat(), str(self.today.year))), days[-1] if days else None)
        return next((d for d in reversed(days) if d <= reach.isoformat()), None)

    def _is_over(self, moment: Moment, found: str) -> bool:
        """Whether a month is so long past, or a quarter past at all, that what is planned is the next one."""
        is_quarter = re.fullmatch("Q[1-4]", moment.part or "") is not None
        return self._calendar.is_past(found, 0 if is_quarter else _PAST_DAYS) if is_quarter or moment.month else False

    def _own_year(self, position: int) -> tuple[int | None, bool]:
        index = bisect_right(self._own, position, key=itemgetter(0)) - 1
        return self._own[index][1:] if index >= 0 else (self._title_year, False)

    @cached_property
    def _own(self) -> list[tuple[int, int | None, bool]]:
        return list(own_years(self._scan, self._title_year, self.today))

    def _begin_of_clause(self, position: int) -> int:
        """Behind the last 。 or ； that lies between what was named last and ``position``."""
        text = self._scan.text
        return max(text.rfind("。", self._named_at, position), text.rfind("；", self._named_at, position)) + 1
