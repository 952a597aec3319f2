"""What a comparison is about where it isn't everything: chosen regions, topics and years."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from nlp_oldcadre.corpus.labels import labels
from nlp_oldcadre.errors import QueryError
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.tables import Tables, load_tables

Years = tuple[int, int]
_YEARS = re.compile(r"(\d{4})(?:\s*[-–—~至/]\s*(\d{4}))?")
# The calendar years of an ISO 8601 value; lengths (P3Y) and recurrences (R/P1Y) have none.
_ISO_YEARS = re.compile(r"(?:^|/)(\d{4})")
_SEPARATORS = re.compile(r"[,，、;；\s]+")


@dataclass(frozen=True, slots=True)
class Selection:
    """Regions by code (with all that lies in them), topics by code, first and last year; what is empty chooses nothing out."""

    regions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    years: Years | None = None

    def __bool__(self) -> bool:
        return bool(self.regions or self.topics or self.years)


EVERYTHING = Selection()


def select(
    *,
    regions: str | Iterable[str] | None = (),
    topics: str | Iterable[str] | None = (),
    years: str | int | Years | None = None,
    tables: Tables | None = None,
) -> Selection:
    """What to compare, in the words of a user; give it as ``only`` to a comparison.

    Parameters
    ----------
    regions : names (辽宁, 南通市, 大连市西岗区) or GB/T 2260 codes; what lies in a region counts too.
    topics : codes (``contribution``) or Chinese names (发挥作用).
    years : ``"2020"``, ``"2020-2021"``, 2020 or (2020, 2021); the last year counts too. A row is of the years that its own
        time names, else of the year of its document; what has neither is in no year.

    Several in one text are separated by commas.

    Raises
    ------
    QueryError : for a region or topic that is in no table, for a name that several regions bear, and for years that can't
        be read, with what may have been meant.

    Examples
    --------
    >>> select(regions="辽宁,浙江", topics="发挥作用", years="2020-2021")
    Selection(regions=('210000', '330000'), topics=('contribution',), years=(2020, 2021))
    >>> select(regions=["520500"]).years is None
    True
    """
    known = tables or load_tables()
    return Selection(
        tuple(region_code(name, known) for name in _listed(regions)),
        tuple(_topic_code(name, labels(known, "topic")) for name in _listed(topics)),
        _span(years),
    )


def years_of(time: str | None, today: str | None) -> Years | None:
    """First and last calendar year of an ISO 8601 value; ``today`` is the document's date, which ends what is open.

    Examples
    --------
    >>> [years_of(time, "2020-03-01") for time in ("2018-05/2019-06", "2017/..", "P3Y", None)]
    [(2018, 2019), (2017, 2020), (2020, 2020), (2020, 2020)]
    """
    here = int(today[:4]) if today and today[:4].isdigit() else None
    found = [int(year) for year in _ISO_YEARS.findall(time or "")]
    if not found:
        return (here, here) if here else None
    last = max(here or found[-1], found[-1]) if (time or "").endswith("/..") else found[-1]
    return (min(found[0], last), last)


def _listed(given: str | Iterable[str] | None) -> list[str]:
    names = _SEPARATORS.split(given) if isinstance(given, str) else given or ()
    return [name for name in names if name]


def region_code(name: str, tables: Tables, option: str = "--region") -> str:
    """The code of a region given by name or code; ``option`` is named where there is none.

    Raises
    ------
    QueryError : for a name that is in no table, or that several regions bear.

    Examples
    --------
    >>> region_code("南通", load_tables()), region_code("辽宁", load_tables())
    ('320600', '210000')
    """
    regions = Regions.of(tables)
    if name in regions.by_code:
        return name
    if code := regions.by_full_name.get(name):
        return code
    found = regions.by_name.get(name) or regions.by_short_name.get(name) or ()
    codes = sorted({region.adcode for region in found})
    # 辽阳 is the city before it is the county: the higher region, if there is one alone.
    highest = [code for code in codes if _rank(code) == min(map(_rank, codes))]
    if len(highest) == 1:
        return highest[0]
    raise _ambiguous(option, name, highest, regions) if highest else _unknown_region(option, name, regions)


def _rank(code: str) -> int:
    return 0 if code.endswith("0000") else 1 if code.endswith("00") else 2


def _topic_code(name: str, known: dict[str, str]) -> str:
    for code, zh in known.items():
        if name in (code, zh):
            return code
    words = [*known, *known.values()]
    raise _unknown(
        "--topic", name, ("没有这个主题", "no such topic"), get_close_matches(name, words, 3, 0.4) or words[: len(known)]
    )


def _span(years: str | int | Years | None) -> Years | None:
    if years is None or years == "":
        return None
    if isinstance(years, tuple):
        first, last = years
    else:
        match = _YEARS.fullmatch(str(years).replace("年", "").strip())
        if not match:
            raise _bad_years(str(years))
        first, last = int(match[1]), int(match[2] or match[1])
    if first > last:
        raise _bad_years(str(years))
    return first, last


def _unknown_region(option: str, name: str, regions: Regions) -> QueryError:
    known = [*regions.by_full_name, *regions.by_short_name]
    return _unknown(option, name, ("没有这个地区", "no such region"), get_close_matches(name[:30], known, 3, 0.5))


def _ambiguous(option: str, name: str, codes: list[str], regions: Regions) -> QueryError:
    choices = [f"{_place(code, regions)} {code}" for code in codes]
    return _unknown(option, name, ("有几个地区同名", "several regions bear this name"), choices)


def _place(code: str, regions: Regions) -> str:
    return f"{regions.name(regions.province(code))}{regions.full_name(code)}"


def _unknown(option: str, name: str, fault: tuple[str, str], choices: list[str]) -> QueryError:
    listed = "、".join(choices[:11]) or "辽宁、南通市、210000"
    return QueryError(
        f"{option} {name[:40]}",
        zh=fault[0],
        en=fault[1],
        remedy_zh=f"您要的可能是 {listed}",
        remedy_en=f"did you mean {listed}?",
    )


def _bad_years(years: str) -> QueryError:
    return QueryError(
        f"--year {years[:40]}", zh="年份看不懂", en="these years can't be read", remedy_zh="请写成 2020 或 2020-2021",
        remedy_en="write 2020 or 2020-2021",
    )  # fmt: skip
