"""Organs of the list that stand without a place: national ones, and short ones that the document resolves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from nlp_oldcadre.extract.org_groups import is_group
from nlp_oldcadre.extract.org_lexicon import OrgLexicon
from nlp_oldcadre.extract.org_phrases import line_of
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Span

if TYPE_CHECKING:
    from nlp_oldcadre.extract.org import Taken

# 中央 alone is the Central Committee where it decides, or heads a list of levels.
_CENTRE = re.compile("(?<![党共团的各为立居])中央(?=(?:和|、|及)(?:国家|省|市|自治区|各)(?:[委、直]|级|有关)?|关于|决策|部署|精神|要求|政策|批准|号召)(?!和国家机关)")
# Organs that mean one even without their place; the others need a named organ straight before them (市委、组织部).
_ALONE = re.compile(
    "^(?:老干部局|老干局|老干部工作局|离退休干部局|离退休干部(?:党)?工委|融媒体中心|老干部工作领导小组|机关关工委|.{2,}[局厅])$"
)
_JOINT = re.compile("(?:、|和|及|与|以及|暨)$")
# 全省老干部局, 县（市、区）离退休干部工委 are many.
_MANY = re.compile("(?:全[国省市县区州]|[）)])$")


def national(scan: Scan, lexicon: OrgLexicon, taken: Taken) -> Iterator[Span]:
    """国务院, 中组部老干部局, 中国关工委, 中央."""
    for start, end, organ in lexicon.literals.find(scan.text):
        if organ.kind == "national" and lexicon.may_end(scan.text, end) and scan.text[start - 1 : start] != "老":
            yield Span(start, lexicon.extend(scan.text, end))
    for match in _CENTRE.finditer(scan.text):
        yield Span(*match.span())


def find(scan: Scan, lexicon: OrgLexicon, taken: Taken) -> Iterator[Span]:
    """老干局, 商务局离退休干部党支部; after another organ also 组织部, 老年大学, 妇联."""
    line, text = line_of(scan), scan.text
    for start, end, organ in lexicon.literals.find(text):
        if organ.kind in ("national", "committee") or not taken.is_free(start, end) or not lexicon.may_end(text, end):
            continue
        if is_group(text, start):
            taken.refuse(lexicon.extend(text, end))
            continue
        if line.starts[line.index_at(start)] != start:
            continue
        joint = _JOINT.search(text, max(0, start - 2), start)
        if _MANY.search(text, max(0, start - 2), start) or (joint and taken.is_group_end(joint.start())):
            taken.refuse(lexicon.extend(text, end))
            continue
        if _ALONE.match(organ.name) or (joint and taken.ends_at(joint.start())):
            yield Span(start, lexicon.extend(text, end))
