"""Bodies under the short forms of the full names that the text gives: 市二院, 热力公司, 橡胶所, 离退办."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from nlp_oldcadre.extract.org_groups import is_group
from nlp_oldcadre.extract.org_lexicon import OrgLexicon
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.matching import find_words
from nlp_oldcadre.model import Span
from nlp_oldcadre.short_names import ShortNames, defined_short

if TYPE_CHECKING:
    from nlp_oldcadre.extract.org import Taken

# As many different full names as are looked at; further ones are lists of many bodies.
_MOST = 300
# A word before that makes the short form the end of another name, or a number of them.
_OTHER_NAME = ("n", "m", "b", "a", "j", "q")
_BEFORE = frozenset("原到在由与和及同跟向从给请把将被经为让的是报送号后年月日前")
# Companies of these trades are many: 居委会、业委会、物业公司.
_COMMON = frozenset(
    "物业公司 家政公司 保安公司 保险公司 科技公司 广告公司 建筑公司 文化公司 传媒公司 旅游公司 运输公司 "
    "物流公司 贸易公司 服务公司 咨询公司 投资公司 销售公司 食品公司 农业公司 健康公司".split()
)
_LEADING = frozenset("在由向到交报经让请给和与及跟被将")
_VERBS = frozenset({"会同", "联合", "协同", "依托", "抄送", "抄报"})
# 处长, 部门, 科级, 院子, 厂房, 中心城区: other words.
_OTHER_WORD = re.compile(
    "(?<=处)(?:[长理置所境罚]|分(?![送发别管头批给]))|(?<=科)[长级员室技研普]|(?<=部)[长门分队位件]|(?<=办)[公理事法学好得成了的起有]|(?<=院)[长子落墙内校系士]|"
    "(?<=厂)[长房区家址矿]|(?<=矿)[长山区产工井]|(?<=所)[长有在属以谓]|(?<=心)[城区理得愿声的]|(?<=公司)法|(?<=大)[会家学力量]"
)
# The name of a group without the word for one, and what bears it.
_BRAND = re.compile("(?:中国)?([一-鿿]{2,3}?)(?:（集团）|(?:股份|控股|实业|投资)?集团)")
_BEARING = (
    "(?:(?![的在与和及等各有将把])[一-鿿]){0,6}?(?:有限责任公司|有限公司|分公司|公司|总厂|厂|煤矿|矿业|矿|总医院|医院|学校|研究院|设计院|房产|地产|物业|建工|重工|能源|化工|电力|"
    "置业|物流|钢铁|机械|水泥)(?:(?:股份)?(?:有限)?公司)?(?![长区工])"
)
_MOST_BRANDS = 6
_HEADS = tuple("院所处科办部心厂矿司室")
_NAMES = ("nz", "nt", "nr", "x", "j", "ns")


def find(scan: Scan, lexicon: OrgLexicon, taken: Taken) -> Iterator[Span]:
    """The short forms wherever they stand, defined ones and those that the language makes of a full name."""
    names = ShortNames.of_tables(scan.tables)
    defined: dict[str, None] = {}
    derived: dict[str, None] = {}
    for whole in dict.fromkeys(scan.text[span.start : span.end] for span in taken.organisations()[:_MOST]):
        derived.update((form, None) for form, _ in names.of(whole) if form in scan.text and form not in _COMMON)
    for span in taken.organisations():
        if short := defined_short(scan.text, span.end):
            defined[scan.text[slice(*short)]] = None
    for words, is_defined in ((defined, True), (derived, False)):
        for start, end, _ in find_words(words, scan.text):
            if taken.is_free(start, end) and _stands_alone(scan, lexicon, start, end, is_defined=is_defined):
                yield Span(start, lexicon.extend(scan.text, end))


def of_group(scan: Scan, lexicon: OrgLexicon, taken: Taken) -> Iterator[Span]:
    """What bears the name of a group that the text names: 宏远集团 … 宏远矿业公司, 宏远建工."""
    if "集团" not in scan.text:
        return
    brands = {m[1] for span in taken.organisations()[:_MOST] if (m := _BRAND.match(scan.text, *span))}
    for brand in sorted(brands)[:_MOST_BRANDS]:
        for match in re.finditer(brand + _BEARING, scan.text):
            end = lexicon.extend(scan.text, match.end())
            if (
                scan.is_word_edge(match.start())
                and taken.is_free(match.start(), end)
                and not is_group(scan.text, match.start())
            ):
                yield Span(match.start(), end)


def _stands_alone(scan: Scan, lexicon: OrgLexicon, start: int, end: int, *, is_defined: bool) -> bool:
    """Whether the form is a name of its own there."""
    text = scan.text
    if _OTHER_WORD.match(text, end) or not lexicon.may_end(text, end) or is_group(text, start):
        return False
    if is_defined:
        return True
    index = scan.word_index(start)
    if scan.word_edges[index] != start:
        return text[start - 1] in _LEADING and text.startswith(_HEADS, end - 1)
    if not text.startswith(_HEADS, end - 1) and not (scan.is_word_edge(end) and scan.words[index][1].startswith(_NAMES)):
        return False
    word, tag = scan.words[index - 1] if index else ("", "x")
    return not tag.startswith(_OTHER_NAME) or word[-1] in _BEFORE or word in _VERBS or not "\u4e00" <= word[-1] <= "\u9fff"
