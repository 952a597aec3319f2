"""The years that a document, its title and its headings name: what times without a year are read by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from operator import itemgetter

from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.extract.time_reading import number

_PLANNED_HEADING = re.compile(
    "下一步|下步|打算|计划|安排|思路|目标|设想|部署|展望|要[抓办做干]|将[抓办做要]|接下来|今后|下一?阶段|下半年(?!.{0,6}(?:情况|总结|回顾|小结))"
)
_HEADING_YEAR = re.compile(
    r"(?<![\d—\-～~至到])(?:(?P<year>(?:19|20)\d\d|二[〇○零]一?[〇○零一二三四五六七八九]{1,2})年|(?P<next>明年|来年|下一?年度))"
)
_PLANNED_OPENING = re.compile(
    r"\s*(?:今年|明年|(?:19|20)\d\d年|下一步|新的一年|接下来|今后|下半年)[^。；：]{0,24}?"
    r"(?:重点(?:抓好|做好|办好|是)|要?抓好|着力抓好|要?做好|要?办好|主要任务|打算|突出抓好)[^。；]{0,12}[。：]"
)
_PLAN_LINE = re.compile(
    r"^(?=.{4,24}$)(?:(?:19|20)\d\d年|明年|下一?年度?|下一?步)[^。，；：\n]{0,14}(?:打算|计划|思路|安排|要点|设想|任务)[：:]?$",
    re.MULTILINE,
)
# A title's year is the document's own where it is hardly another than its date's.
_NEAR_YEARS = 1


def title_year(scan: Scan, today: date | None) -> int | None:
    """The year that the title or subtitle names (2020年工作要点), where it is the date's or next to it."""
    title = scan.metadata.title or ""
    found = _heading_year(title, None)
    if found is None and scan.sections:
        after = scan.text[scan.sections[0].heading.end :][:60].lstrip("\n")
        found = _heading_year(after.partition("\n")[0], None) if after.startswith(("—", "-")) else None
    is_own = found is not None and (today is None or abs(found - today.year) <= _NEAR_YEARS)
    return found if is_own else None


def own_years(scan: Scan, title_year: int | None, today: date | None) -> Iterator[tuple[int, int | None, bool]]:
    """Where each section begins, its own year, and whether its heading announces plans; both hold for what is below it."""
    known: list[tuple[int | None, bool]] = []
    found: list[tuple[int, int | None, bool]] = []
    base = today.year if today else title_year
    for section in scan.sections:
        heading = scan.text[section.heading.start : section.heading.end]
        above = known[section.parent] if section.parent is not None else (title_year, False)
        year = _heading_year(heading, base)
        if year is not None and base is not None and abs(year - base) > _NEAR_YEARS:
            year = None
        plans = (section.level > 1 or section.kind == "article") and _PLANNED_HEADING.search(heading) is not None
        plans = plans or _opens_with_plans(scan.text, section.body.start)
        known.append((above[0] if year is None else year, above[1] or plans))
        found.append((section.heading.start, *known[-1]))
    starts = {start for start, _, _ in found}
    yield from sorted([*found, *(line for line in _plan_lines(scan.text, base) if line[0] not in starts)], key=itemgetter(0))


def _plan_lines(text: str, base: int | None) -> Iterator[tuple[int, int | None, bool]]:
    """Lines that head plans and are no headings: 2025年工作打算："""
    for match in _PLAN_LINE.finditer(text):
        year = _heading_year(match[0], base)
        if year is None or base is None or abs(year - base) <= _NEAR_YEARS:
            yield match.start(), year, True


def _opens_with_plans(text: str, start: int) -> bool:
    """Whether a section begins by saying that it tells of tasks: 今年是开局之年，重点抓好四件事。"""
    return _PLANNED_OPENING.match(text, start) is not None


def _heading_year(text: str, base: int | None) -> int | None:
    """The one year that a heading names; none where it names several."""
    if "年" not in text:
        return None
    found = {number(m["year"]) if m["year"] else base and base + 1 for m in _HEADING_YEAR.finditer(text)}
    return found.pop() if len(found) == 1 else None
