"""The Corps in a text that speaks of it: 兵团 itself, divisions, regiments, and the organs of a division and its city."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from nlp_oldcadre.extract.org_groups import is_group
from nlp_oldcadre.extract.org_lexicon import OrgLexicon
from nlp_oldcadre.extract.org_phrases import noun_phrase_end
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Span

if TYPE_CHECKING:
    from nlp_oldcadre.extract.org import Taken

_NUMBER = "[一二三四五六七八九十〇○零0-9]"
# Each begins with a set, so that re skips from one such character to the next.
_TROOP = re.compile(
    f"[第{_NUMBER[1:]}(?:(?<=第){_NUMBER}{{1,3}}师(?:(?:[一-龥]{{2,4}}市)?{_NUMBER}{{1,4}}团(?:场)?)?|(?<!第){_NUMBER}{{0,2}}团(?:场)?)"
)
# Alone: a division or a regiment of two figures and more, with nothing behind it that makes another word.
_ALONE = re.compile(
    f"第[一二三四五六七八九十]{{1,3}}师(?:[一-龥]{{2,4}}市{_NUMBER}{{1,4}}团(?:场)?|(?![范生傅资级长团机党医]))|"
    f"(?<![第{_NUMBER[1:-1]}])(?:[一二三四五六七八九]{_NUMBER}{{1,2}}|\\d{{2,3}})团(?:场)?(?![员长队体支组结政委级伙年])"
)
_CORPS = re.compile(
    "兵团(?<!建设兵团)(?=的?(?:统一|要求|部署|决策|安排|印发|制定|出台|下发)|成立|组建|批准|表彰(?!大?会)|授予|命名|下拨|拨付|召开|举办|推广|组织(?![部的]))"
)
# 八师, 十师石河子市: the number alone, as the Corps' own texts speak.
_SHORT = re.compile(
    "[一二三四五六七八九十](?<![第一二三四五六七八九十各两].)[一二三四五六七八九]?师(?!一|[范生傅资级长团机医德])"
    f"(?:(?:[一-龥]{{2,4}}市)?{_NUMBER}{{1,4}}团(?:场)?|[一-龥]{{2,4}}市|机关(?=党|离|老|退))?"
)
_BEFORE = "[和与及由在联合会同来报到向经请为给以是的对据按从被送把将，。；：、！？\n （“”]"
_CITY = re.compile(f"师市(?:(?<=^师市)|(?<={_BEFORE}师市))")
_DIVISION = re.compile(f"师(?:(?<=^师)|(?<={_BEFORE}师)|(?<=我们师))(?![市傅生范资者德团级])")
_CITIES = ("阿拉尔", "铁门关", "图木舒克", "可克达拉", "双河", "五家渠", "胡杨河", "石河子", "白杨", "北屯", "新星", "昆玉")
_WORDS = (
    "兵团",
    "师市",
    "团场",
    "连队",
    "师干休所",
    "师党委",
    "师老干部",
    "师机关",
    "师总医院",
    "师关工委",
    *(f"师{city}市" for city in _CITIES),
)


def find(scan: Scan, lexicon: OrgLexicon, taken: Taken) -> Iterator[Span]:
    """Spans of all of them; none in a text without the Corps' own words."""
    text = scan.text
    if ("师" not in text and "团" not in text) or not any(word in text for word in _WORDS):
        return
    for match in _TROOP.finditer(text):
        end = lexicon.extend(text, match.end())
        if end > match.end() and not is_group(text, match.start()):
            yield Span(match.start(), end)
    for match in _SHORT.finditer(text):
        if not is_group(text, match.start()):
            last = _organ_end(scan, lexicon, taken, match.end())
            yield Span(match.start(), match.end() if last is None else last)
    for word in (_CITY, _DIVISION):
        for match in word.finditer(text):
            last = _organ_end(scan, lexicon, taken, match.end())
            if last is not None and not is_group(text, match.start()):
                yield Span(match.start(), last)
    for word in (_ALONE, _CORPS):
        for match in word.finditer(text):
            if (
                (word is _ALONE or scan.is_word_edge(match.end()))
                and taken.is_free(*match.span())
                and not is_group(text, match.start())
            ):
                yield Span(*match.span())


def _organ_end(scan: Scan, lexicon: OrgLexicon, taken: Taken, start: int) -> int | None:
    """Where the organ ends that hangs on the division, with its city or alone: 师市教育局, 师市图书馆, 师机关离退休党支部."""
    organ = lexicon.longest_at(scan.text, start)
    if organ and organ.kind != "national":
        return lexicon.extend(scan.text, start + len(organ.name))
    opened = noun_phrase_end(taken.line, scan.text, lexicon, start)
    if opened:
        return lexicon.extend(scan.text, opened)
    end = lexicon.extend(scan.text, start)
    return end if end > start else None
