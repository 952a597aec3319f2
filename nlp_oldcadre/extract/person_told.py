"""Names by what is told of their bearers, whatever the dictionary makes of their characters: an age, how somebody is called."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp_oldcadre.extract.person_names import HAN, PersonNames
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.matching import find_near
from nlp_oldcadre.model import Span

# 宁玉霞今年83岁, 宁玉霞，83岁, 宁玉霞（女，苗族，83岁）
_AGED = re.compile(
    f"(?<=[{HAN}])(?:今年|现年|已?年?近|已经?|，(?:今年|现年)?|（(?:[男女]，)?(?:[{HAN}]{{1,4}}族，)?(?:现年)?)[0-9]{{2,3}}周?岁"
)
# 老周叫周长顺, 田老师名叫田兆林: the same surname again.
_CALLED = re.compile(
    f"(?:老([{HAN}])|([{HAN}])(?:老师|大爷|大妈|大娘|奶奶|爷爷|阿姨|老|师傅|医生|教授))(?:大名|本名|名)?叫([{HAN}]{{2,3}})(?=[，。、；])"
)
# 、盘某某（瑶族，某县）, 黄某某（女）: a remark that only persons have.
_REMARKED = re.compile(f"(?<=[、：；，。\n])([{HAN}]{{2,3}})（(?:[男女]|[{HAN}]{{1,4}}族)[，）、]")
_REMARK = re.compile("（(?=[^（）\n]{0,4}[男女族])")
_ADDRESSES = ("大姐", "大哥", "大叔", "大婶", "大伯", "大娘", "大嫂", "老伯", "老汉", "婆婆", "阿婆", "阿公", "嫂子")
_SIZES = (3, 2)
_HAN = re.compile(f"[{HAN}]")


def told_names(scan: Scan, names: PersonNames) -> Iterator[tuple[Span, str]]:
    """``(span, rule)`` of the names whose bearer's age or calling name is told.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> tables, text = load_tables(), "宣讲员宁玉霞今年83岁。老周叫周长顺，爱唱歌。"
    >>> found = told_names(Scan(Document.from_text(text), tables), PersonNames.of(tables))
    >>> [(text[span.start : span.end], rule) for span, rule in found]
    [('宁玉霞', 'aged'), ('周长顺', 'called')]
    """
    text = scan.text
    if "岁" in text:
        for match in _AGED.finditer(text):
            if span := _name_before(scan, names, match.start()):
                yield span, "aged"
    if "叫" in text:
        for match in _CALLED.finditer(text):
            if match[3][0] == (match[1] or match[2]) and names.looks_like_name(match[3]):
                yield Span(*match.span(3)), "called"
    for match in find_near(_REMARKED, _REMARK, text, back=4):
        if names.looks_like_name(match[1]):
            yield Span(*match.span(1)), "remark"


def is_addressed(text: str, start: int, end: int) -> bool:
    """Whether 大姐 or the like follows the name, or the text calls somebody of that surname 老某."""
    at = text.find("老" + text[start])
    return text.startswith(_ADDRESSES, end) or (at > 0 and text[at - 1] in "，。！？；：、“\n")


def _name_before(scan: Scan, names: PersonNames, end: int) -> Span | None:
    """The name that ends there, behind the word for somebody's calling, or behind an edge where it is no other word."""
    text = scan.text
    for size in _SIZES:
        start = end - size
        if start < 0 or not names.looks_like_name(text[start:end]):
            continue
        word, tag = scan.words[scan.word_index(start)]
        is_other = word == text[start:end] and not tag.startswith("nr")
        is_titled = names.has_title_before(text, start)
        if not (is_other and (size == 2 or not is_titled)) and (is_titled or start == 0 or not _HAN.match(text, start - 1)):
            return Span(start, end)
    return None
