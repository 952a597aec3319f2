"""The names that ``REGION`` looks for, and what must not follow them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from nlp_oldcadre.extract.word_uses import WordRow
from nlp_oldcadre.matching import Matcher
from nlp_oldcadre.regions import Region, Regions
from nlp_oldcadre.tables import Tables


class Name(NamedTuple):
    """A name with the regions that bear it; ``kind`` is ``full``, ``short`` or ``township``."""

    text: str
    kind: str
    regions: tuple[Region, ...]
    use: str = ""


_HAN = "\u4e00-\u9fff"
# 市场 市民 are words of their own (but 市民政局 is not 市民), and so are 区域 县域 乡村 镇江.
_NOT_SUFFIX = {
    "市": re.compile("[场值容貌面花]|民(?![政族委办宗])"),
    "区": re.compile("[域]"),
    "县": re.compile("[域]"),
    "乡": re.compile("[村镇情亲愁风音土贤里邻间友试企]"),
    "镇": re.compile("[江海村]|街(?![头上巷边口面])"),
    "道": re.compile("[路德理义]"),
    "州": re.compile("$^"),
}
# A document's number begins with the place: 成华老干〔2022〕9号.
_NUMBER = re.compile(f"[{_HAN}]{{0,8}}[〔［]")
_OWN_SCHOOLS = ("老年大学", "老干部大学", "老年开放大学", "老年学校")
_BROADCASTERS = ("广播电视台", "电视台", "广播电台", "人民广播电台", "广播电视总台", "卫视")
# 某大学（北京）: where it has its seat.
_OF_UNIVERSITY = ("大学（", "大学(", "学院（", "学院(")
# 某大学附属|北京某医院: the hospital's name.
_OF_SCHOOL = re.compile("(?:研究院|校区|分校)")
_AFFILIATED = re.compile("附属(?:[一-鿿]{2,3})?$")
_STREET = "[东西南北中]?[一二三四]?(?:路|大街|大道|胡同|街(?!道))"


@dataclass(frozen=True, slots=True)
class _SpokenRow:
    """What people of the place call a region (呼市, 科左中旗)."""

    adcode: str
    name: str


class RegionNames:
    """Matchers of all names, and the look ahead that refuses a name inside another one."""

    def __init__(self, tables: Tables, regions: Regions) -> None:
        use: dict[str, str] = {}
        phrases: dict[str, Name] = {}
        for row in tables.rows("region_words", WordRow):
            if row.use == "phrase":
                phrases[row.word] = Name(row.word, "phrase", (), "phrase")
            else:
                use[row.word] = row.use
        entries = {
            n: Name(n, "full" if n[-1] in "州县旗" and len(n) > 2 else "short", r, use.get(n, ""))
            for n, r in regions.by_short_name.items()
        }
        # 酉阳自治县: the people's name left out.
        entries |= {
            n + own: Name(n + own, "full", r)
            for n, r in regions.by_short_name.items()
            for own in ("自治县", "自治州", "自治旗")
            if len(r) == 1 and r[0].name.endswith("族" + own)
        }
        entries |= {n: Name(n, "full", r, _only(use.get(n, ""), "full")) for n, r in regions.by_name.items()}
        spoken = {row.name: regions.by_code[row.adcode] for row in tables.rows("region_spoken", _SpokenRow)}
        entries |= {name: Name(name, "full" if name[-1] == "旗" else "short", (region,)) for name, region in spoken.items()}
        self.matcher = Matcher(entries | phrases, overlapping=True)
        self._townships = {n: Name(n, "township", r, use.get(n, "")) for n, r in regions.townships.items() if len(n) >= 3}
        self._township_end = re.compile(f"[{''.join(sorted({n[-1] for n in self._townships}))}]")
        sizes: dict[str, set[int]] = {}
        for name in self._townships:
            sizes.setdefault(name[-2:], set()).add(len(name))
        # The lengths of the names that end with these two characters.
        self._sizes = {ending: tuple(sorted(lengths, reverse=True)) for ending, lengths in sizes.items()}
        provinces = (n for n, r in regions.by_short_name.items() if r[0].level == "province")
        self.joined = frozenset(provinces) | {"中国"}
        self._street = re.compile(_STREET)
        self._institution = _institution(tables)

    @classmethod
    def of(cls, tables: Tables, regions: Regions) -> RegionNames:
        """The names of these tables, built once."""
        names: RegionNames = tables.keep(cls, lambda: cls(tables, regions))
        return names

    def townships_in(self, text: str) -> Iterator[tuple[int, int, Name]]:
        """Names of townships, leftmost and longest, found from their last characters: there are few (镇 乡 道 木)."""
        spans = (
            (start, end)
            for end in map(re.Match.end, self._township_end.finditer(text))
            for start in (end - size for size in self._sizes.get(text[end - 2 : end], ()) if size <= end)
            if text[start:end] in self._townships
        )
        reached = 0
        for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
            if start >= reached:
                reached = end
                yield start, end, self._townships[text[start:end]]

    def may_stand(self, text: str, start: int, end: int, name: Name) -> bool:
        """Whether what follows leaves the name a region's."""
        if name.kind != "short" and (bad := _NOT_SUFFIX.get(name.text[-1])) and bad.match(text, end):
            return False
        if name.kind == "short" and _NUMBER.match(text, end):
            return False
        # 某某汽车|垫江|公司: a branch of the company.
        if name.kind == "short" and text.startswith(("公司", "分公司", "支公司"), end):
            return False
        if name.kind == "short" and self._street.match(text, end):
            return False
        # 玉山县老年大学 is that county's own, as 浙江大学 is no province's.
        if name.kind == "full" and text.startswith(_OWN_SCHOOLS, end):
            return True
        if name.kind == "short" and text[end : end + 1] in ("）", ")") and text.startswith(_OF_UNIVERSITY, max(0, start - 3)):
            return False
        if name.kind == "short" and text.startswith(_BROADCASTERS, end):
            return False
        if name.kind == "short" and text[start - 2 : start] in ("学院", "大学") and _OF_SCHOOL.match(text, end):
            return False
        if "附属" in text[max(0, start - 5) : start] and _AFFILIATED.search(text, max(0, start - 5), start):
            return False
        return not self._institution.match(text, end)


def _only(use: str, wanted: str) -> str:
    return use if use == wanted else ""


def _institution(tables: Tables) -> re.Pattern[str]:
    record = tables.record("region_context")
    school = f"(?:{_any(record['school_words'])}){{0,4}}(?:{_any(record['school_heads'])})(?!{_any(record['not_school'])})"
    press = f"(?:{_any(record['press_heads'])})"
    # The middle of a company's name: no organ, no 的 or 在 in between.
    company = f"(?:(?![的与和及在委局厅府是有]|各)[{_HAN}（）]){{1,14}}?(?:{_any(record['company_heads'])})"
    # 某省|伊某乳业, but 某省乳业发展.
    brand = f"[{_HAN}]{{2,3}}(?:{_any(record['trades'])})(?![发产基园大从工企协])"
    press = f"(?:[{_HAN}]{{2}}(?=新闻网))?{press}"
    return re.compile(f"(?:{school}|{press}|{brand}|{_any(record['works'])}|{company})")


def _any(words: list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))
