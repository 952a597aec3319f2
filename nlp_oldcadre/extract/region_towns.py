"""Townships that the gazetteer lacks: behind their county's name, repeated later, and in lists of towns by short names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from nlp_oldcadre.extract import town_short
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.extract.time_reading import number
from nlp_oldcadre.matching import find_near
from nlp_oldcadre.model import Mention, RegionValue, Span

# 定襄县|蒋村乡: two or three characters that no group, plan or other word begins with, and the suffix, with no word going on.
_TOWN = re.compile(
    "(?![各全多个本该两三四五六七八九十几城乡村镇重试示中直属及和与等开举在有的将把是为建新从对向由要以到])[\u4e00-\u9fff]{1,3}?(?<![乡城村重强小各街])"
    "(?:镇(?![长上里区街静痛压])|乡(?![村镇土亲贤情音愁医下长风间党])|街道(?![上边]))"
)
# 在青山、白水、石桥等5个乡镇; 东岭、西河等镇: short names of towns, which what closes the list tells of.
# Without 等 the list has as many members as it says: 夹浦、煤山两镇.
_NAMES = "((?![在到赴于向为以对])(?:[\u4e00-\u9fff]{2,3}、){1,8}[\u4e00-\u9fff]{2,3}?)"
_CLOSED = (
    "(?:等(?:\\d{1,2}|[一二三四五六七八九十]{1,2}|多|几)?|(\\d{1,2}|[两三四五六七八九十]))个?"
    "(?:乡镇|镇街|街镇|镇乡|镇|乡|街道)(?![长村])"
)
_LISTED = re.compile(f"(?:(?<![^在到赴于向为以，。；：（\n])|(?<=以及)){_NAMES}{_CLOSED}")
_BEHIND = re.compile(_NAMES + _CLOSED)
# 石桥镇、庙镇: a town whose name is one character.
_SHORT_TOWN = re.compile("[、和]([\u4e00-\u9fff][镇乡])(?![长村上])")
# A list of common nouns names no towns: 老党员、老教师等五个乡镇代表.
_COMMON = ("n", "vn", "v", "a", "t", "l")
_SUFFIX = re.compile("(?:镇|乡|街道)$")
_AT = frozenset("在到赴从，。；：\n")
_DONE_THERE = re.compile("召开|举行|举办|开班|启动|揭牌|一带|当地|是[^，。]{0,8}之乡")
_OTHER_PLACE = re.compile("[镇乡街村县市区路大桥站中小医学校]|[一-鿿]{1,3}族乡")
# 在|某某镇|张家村办起第一所, in the text's own county.
_WITH_VILLAGE = re.compile(
    "(?<=[在到赴，。、])(?![各全多个本该两三四五六七八九十几城乡村镇])[一-鿿]{2}(?<![乡城村重强小各街])[镇乡](?=[一-鿿]{2,4}?村(?![民级里]))"
    # 到|头道桥镇|给老同志体检
    "|(?<=[在到赴])(?![各全多个本该两三四五六七八九十几城乡村镇重])[一-鿿]{2,3}(?<![乡城村重强小各街制心点色边名])[镇乡]"
    "(?=[给为向]|召开|举[办行]|开展|走访|看望|慰问|调研|义诊|宣讲|参观|现场)"
)
_TOWN_END = re.compile("[镇乡]")
_ITEM = re.compile("[^、]+")


def find(scan: Scan, known: Iterable[Mention]) -> Iterator[Mention]:
    """The townships that the regions found so far lead to; none of them overlaps one of those."""
    known = list(known)
    taken = {at for m in known for at in range(m.start, m.end)}
    names: dict[str, str] = {}
    lists: list[tuple[re.Match[str], str]] = []
    short_ones: list[tuple[Span, str]] = []
    in_full: dict[str, str] = {}
    home = scan.metadata.adcode or _main_county(scan, known)
    for mention in known:
        code = mention.value.adcode if isinstance(mention.value, RegionValue) else None
        if mention.rule == "township" and code and mention.end - mention.start > 3:
            names.setdefault(scan.text[mention.start : mention.end], code)
        if mention.rule == "township" and code:
            in_full.setdefault(scan.text[mention.start : mention.end], code)
        short = _SHORT_TOWN.match(scan.text, mention.end) if mention.rule == "township" and code else None
        if short and any(region.adcode == code for region in scan.regions.townships.get(short[1], ())):
            names.setdefault(short[1], code or "")
        if mention.rule == "township" or not code or scan.regions.level(code) != "county":
            continue
        if listed := _BEHIND.match(scan.text, mention.end):
            lists.append((listed, code))
        if town := _in_county(scan, mention.end, code):
            short_ones.append((town, code))
        match = _TOWN.match(scan.text, mention.end)
        if match and _is_free(scan, match.span(), taken) and _is_name(scan, match):
            names.setdefault(match[0], code)
    if home and scan.regions.level(home) == "county":
        for match in find_near(_WITH_VILLAGE, _TOWN_END, scan.text, back=3):
            if _is_free(scan, match.span(), taken) and _is_name(scan, match):
                names.setdefault(match[0], home)
    yield from _named(scan, names, taken)
    yield from _short_towns(scan, in_full | names, taken)
    for span, code in short_ones:
        yield from _take(scan, span, code, taken)
    for listed, code in lists:
        yield from _members(scan, listed, code, taken)
    yield from _listed(scan, taken)
    yield from town_short.find(scan, home, in_full | names, taken)


def _main_county(scan: Scan, known: list[Mention]) -> str | None:
    """The county that the text names at least twice, and more than others."""
    codes = Counter(m.value.adcode for m in known if m.rule == "full" and isinstance(m.value, RegionValue) and m.value.adcode)
    most = [(code, count) for code, count in codes.most_common(2) if code and scan.regions.level(code) == "county"]
    return most[0][0] if most and most[0][1] > 1 else None


def _short_towns(scan: Scan, names: dict[str, str], taken: set[int]) -> Iterator[Mention]:
    """Towns that the text names in full, where they stand without their suffix: 在|石桥|召开."""
    for name, code in names.items():
        short = _SUFFIX.sub("", name)
        if len(short) < 2 or len(short) == len(name):
            continue
        start = scan.text.find(short)
        while start >= 0:
            end = start + len(short)
            is_there = scan.text[start - 1 : start] in _AT and _DONE_THERE.match(scan.text, end)
            if is_there:
                yield from _take(scan, Span(start, end), code, taken)
            start = scan.text.find(short, end)


def _in_county(scan: Scan, start: int, code: str) -> Span | None:
    """A town by its short name straight behind its county: 芦山县|龙门、."""
    for size in (4, 3, 2):
        short = scan.text[start : start + size]
        word, tag = scan.word_from(start)
        if len(short) == size and not (word == short and tag in _COMMON) and _is_town(scan, short, code):
            end = start + size
            return Span(start, end) if scan.is_word_edge(end) and not _OTHER_PLACE.match(scan.text, end) else None
    return None


def _is_free(scan: Scan, span: tuple[int, int], taken: set[int]) -> bool:
    return taken.isdisjoint(range(*span)) and not scan.is_inside(span[0], scan.closed)


def _take(scan: Scan, span: Span, code: str, taken: set[int]) -> Iterator[Mention]:
    """The township that stands there, unless something else does."""
    if _is_free(scan, span, taken):
        taken.update(range(*span))
        yield Mention("REGION", *span, RegionValue(code), "township")


def _is_name(scan: Scan, match: re.Match[str]) -> bool:
    """Whether no verb of the dictionary begins there and the name ends where a word does (建设|乡村)."""
    word, tag = scan.word_from(match.start())
    return not (tag.startswith(("v", "d", "p", "c", "r", "m")) and len(word) > 1) and scan.is_word_edge(match.end())


def _named(scan: Scan, names: dict[str, str], taken: set[int]) -> Iterator[Mention]:
    """Every place where the towns are named in full."""
    for name, code in names.items():
        at = scan.text.find(name)
        while at >= 0:
            span = Span(at, at + len(name))
            yield from _take(scan, span, code, taken)
            at = scan.text.find(name, span.end)


def _listed(scan: Scan, taken: set[int]) -> Iterator[Mention]:
    """Towns of the county that the document is about, by their short names."""
    home = scan.metadata.adcode
    if home is None or scan.regions.level(home) != "county":
        return
    for match in _LISTED.finditer(scan.text):
        yield from _members(scan, match, home, taken)


def _is_common(scan: Scan, item: re.Match[str]) -> bool:
    word, tag = scan.word_from(item.start())
    return word == item[0] and tag in _COMMON


def _is_town(scan: Scan, name: str, code: str) -> bool:
    """Whether the gazetteer knows a town of that short name in the county."""
    towns = scan.regions.townships
    return any(r.adcode == code for suffix in ("镇", "乡", "街道") for r in towns.get(name + suffix, ()))


def _members(scan: Scan, match: re.Match[str], code: str, taken: set[int]) -> Iterator[Mention]:
    """The towns of one list, in the county of that code."""
    items = list(_ITEM.finditer(scan.text, *match.span(1)))
    if match[2] and number(match[2]) != len(items):
        return
    if any(_is_common(scan, item) and not _is_town(scan, item[0], code) for item in items):
        return
    for item in items:
        yield from _take(scan, Span(*item.span()), code, taken)
