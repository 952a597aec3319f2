"""The company or school whose text it is, under its bare noun (集团公司); its sections without it (教务处)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from nlp_oldcadre.extract.org_groups import is_group
from nlp_oldcadre.extract.org_lexicon import OrgLexicon
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.matching import Matcher, find_near
from nlp_oldcadre.model import Span

if TYPE_CHECKING:
    from nlp_oldcadre.extract.org import Taken

# How far into the text the body that speaks is named at the latest.
_TOP = 160
# Whose works and mines go without its name is named in the first line.
_HEAD = 50
_NOUNS = ("公司", "集团", "校", "院", "厂", "所", "协会", "关", "段", "矿")
# 集团化, 集团军, 集团内: no body of this name; 某集团, 全集团, 三家集团: another, or many.
_BARE = re.compile(
    "(?:集团公司|总公司|集团)(?!（)"
    "(?![一-龥]{0,2}(?:化|军|式|内部?|外部?|层面|上下|各级|有限|股份|总部|概况|新闻|介绍|要闻|动态))"
)
# 铸造分公司, 农业分会: what a company or a society has in other places or fields.
_BRANCH = re.compile(
    "(?<![一-龥])(?![各全我本该此省市县区]|[协学]会|基层|下设|成立)(?:(?![个和与及的在等])[一-龥]){2,5}?(?:分公司|分厂|分会)"
)
# 材料学院, 马克思主义学院: a college of the university.
_COLLEGE = re.compile("(?:(?![各两三四五多个及和与到在由的])[\u4e00-\u9fff]){1,9}?学院(?![生派路式长])")
_COLLEGE_END = re.compile("学院")
_GENERAL_COLLEGES = (
    "二级学院",
    "各学院",
    "所在学院",
    "本学院",
    "该学院",
    "全学院",
    "职业学院",
    "技术学院",
    "老年学院",
    "高等学院",
)
# 铸造厂离退休第四党支部, 三矿服务站: a works of the company with what it has.
_PLANT = re.compile(
    "(?:(?![各全我该本此和与及到在由的])[一-鿿]){2,3}?[厂矿](?=离退休|退休|退管|离退|党委|党总支|党支部|工会|服务站|老年|机关|关工委)"
    "|第?[一二三四五六七八九十]{1,2}[厂矿](?=离退休|退休|退管|离退|党委|党总支|党支部|工会|服务站|老年|机关|关工委)"
)
_WORKS_END = re.compile("[厂矿]")
_OFFSHOOT = re.compile("分(?=公司|厂|会)")
_BEFORE_BARE = ("x", "p", "v", "t", "d", "c", "f", "r", "u")
_NOT_BEFORE = frozenset("全各本该某（")
# What may stand straight before a section that is named alone.
_OPENS = frozenset("\n，。；：、 　（(在到由与和及向经报从请给让到跟是○●■·*○◆“")
_OPENING_WORDS = (
    "会同",
    "联合",
    "组织",
    "以及",
    "通过",
    "依托",
    "经过",
    "协同",
    "配合",
    "这回",
    "此次",
    "这次",
    "今年",
    "去年",
    "明年",
    "同时",
    "随后",
    "当天",
    "当日",
    "目前",
)
# 教务处处长 is one, 教务处理 and 工会会员 are other words.
_GOES_ON = re.compile("[长理员化级性门外内上们式]|会员|活动|经费|干部|组织(?!部)|工作(?!部|处|办|科|中心)|小组|生")


def find(scan: Scan, lexicon: OrgLexicon, taken: Taken) -> Iterator[Span]:
    """Its bare noun wherever it stands alone, and its sections; none in a text that no such body opens."""
    text = scan.text
    top = min((taken.first_named(noun) for noun in _NOUNS), default=len(scan.text))
    if top >= _TOP:
        return
    sections = scan.find(_sections(scan))
    ends = {start: end for start, end, _ in sections}
    for match in _BARE.finditer(scan.text) if taken.has_named("集团", _TOP) or taken.has_named("总公司", _TOP) else ():
        if match.start() > top and taken.is_free(*match.span()) and _stands_bare(scan, match.start()):
            # 集团|总医院
            yield Span(match.start(), lexicon.extend(scan.text, ends.get(match.end(), match.end())))
    branches = ((m.start(), m.end(), m[0]) for m in find_near(_BRANCH, _OFFSHOOT, scan.text, back=7))
    colleges = _colleges(scan, taken) if taken.first_named("大学") < _TOP else ()
    plants = ((m.start(), m.end(), m[0]) for m in find_near(_PLANT, _WORKS_END, scan.text, back=4) if top < _HEAD)
    for start, end, _ in (*sections, *branches, *colleges, *plants):
        if text[start - 1] == "（" and taken.ends_at(start - 1):  # 离退休工作部（老干部处）: its other name
            continue
        if start <= top or not _opens(scan.text, start) or _GOES_ON.match(scan.text, end):
            continue
        if any(word in lexicon.stop_words for word, _ in scan.words[scan.word_index(start) : scan.word_index(end - 1)]):
            continue
        if taken.is_free(start, end) and not is_group(scan.text, start):
            yield Span(start, lexicon.extend(scan.text, end))


def _colleges(scan: Scan, taken: Taken) -> Iterator[tuple[int, int, str]]:
    """The university's colleges that stand behind a point or a word that opens a clause."""
    for match in find_near(_COLLEGE, _COLLEGE_END, scan.text, back=9):
        start, end = match.span()
        for at in range(start, end - 2):
            if _opens(scan.text, at) and not scan.text.startswith(_GENERAL_COLLEGES, at):
                yield at, end, scan.text[at:end]
                break


def _stands_bare(scan: Scan, start: int) -> bool:
    """Whether no name or number before makes it another body's noun."""
    index = scan.word_index(start)
    if scan.word_edges[index] != start or scan.text[start - 1] in _NOT_BEFORE or is_group(scan.text, start):
        return False
    return index > 0 and scan.words[index - 1][1].startswith(_BEFORE_BARE)


def _opens(text: str, start: int) -> bool:
    return text[start - 1] in _OPENS or text.endswith(_OPENING_WORDS, 0, start)


def _sections(scan: Scan) -> Matcher[str]:
    """The sections that a school or a company has, as one speaks of them inside it."""
    sections: Matcher[str] = scan.tables.keep(
        "org.sections", lambda: Matcher.of(scan.tables.record("org_grammar")["sections_alone"])
    )
    return sections
