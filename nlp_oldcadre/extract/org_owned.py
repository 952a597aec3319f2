"""Parts of a body that the text named before, under the body's last noun alone: 校关工委, 集团党委, 局机关党委, 街道文化站."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from nlp_oldcadre.extract.org_groups import is_group
from nlp_oldcadre.extract.org_lexicon import OrgLexicon
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Span

if TYPE_CHECKING:
    from nlp_oldcadre.extract.org import Taken

# What stands before a noun that begins a name's part: no noun, no number (五所学校党委), no pronoun but 该 本 我.
_NO_NAME_BEFORE = ("n", "j", "m", "b", "a")
_POINTING = frozenset("该本我此")
_NUMBER = "[一二三四五六七八九十〇○零0-9]"
# Divisions and regiments of the Corps, when a part follows: 第八师一四三团离退休工作管理科.
# It begins with a set, so that re skips from one such character to the next.
_TROOP = re.compile(
    f"[第{_NUMBER[1:]}(?:(?<=第){_NUMBER}{{1,3}}师(?:{_NUMBER}{{1,4}}团(?:场)?)?|(?<!第){_NUMBER}{{1,3}}团(?:场)?)"
)
_CORPS_CITY = re.compile("师市(?:(?<![\u4e00-\u9fff]..)|(?<=[和与及由在联合会同]..))")
_TROOP_WORDS = ("兵团", "师市", "团场", "连队")


def find(scan: Scan, lexicon: OrgLexicon, taken: Taken) -> Iterator[Span]:
    """The parts of bodies, wherever their owner was named before."""
    line, text = taken.line, scan.text
    for match in lexicon.owned.finditer(text):
        start, end = match.start(), lexicon.extend(text, match.end())
        if end == match.end() or not taken.has_named(match[1], start):
            continue
        if is_group(text, start):
            scan.reject("ORG", start, end, "org_grammar.toml:owners", "generic")
            taken.refuse(end)
            continue
        index = line.index_at(start)
        before, tag = line.words[index - 1] if index and line.starts[index] == start else ("", "")
        points = text[start - 1 : start] in _POINTING and start > 0
        if points or (
            line.starts[index] == start and not tag.startswith(_NO_NAME_BEFORE) and (tag != "r" or before in _POINTING)
        ):
            yield Span(start, end)
    for match in _CORPS_CITY.finditer(text) if taken.has_named("师市", len(text)) else ():
        # Every organ of a city hangs on 师市: 师市教育局.
        if organ := lexicon.longest_at(text, match.end()):
            yield Span(match.start(), lexicon.extend(text, match.end() + len(organ.name)))
    if "师" in text or "团" in text:
        yield from _troops(scan, lexicon)


def _troops(scan: Scan, lexicon: OrgLexicon) -> Iterator[Span]:
    if not any(word in scan.text for word in _TROOP_WORDS):
        return
    for match in _TROOP.finditer(scan.text):
        end = lexicon.extend(scan.text, match.end())
        if end > match.end() and not is_group(scan.text, match.start()):
            yield Span(match.start(), end)
