"""The level of the policies that a text names: of the party's centre, the country, a province, a city, a county or one unit.

What the title says goes first (中共中央, 中华人民共和国, a region's name), then a number of the centre (中办发), who issued
it, the number's first character (鲁), and at last 全国 全省 全市 in the title.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace

from nlp_oldcadre.model import Document, DocumentValue, Mention, OrgValue
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.relate.homes import Homes
from nlp_oldcadre.tables import Tables


@dataclass(frozen=True, slots=True)
class _LevelRow:
    """A pattern over the opening of a title, a number or an issuer's name, and the level it tells; first match wins."""

    pattern: str
    level: str
    of: str


# 印发, 《, 的 and 制定的 may stand between the issuer and the title.
_BETWEEN = re.compile(
    "(?:联合|共同|先后|近日|日前|研究|专门|还|分别|最近|新|\\d{4}年)*(?:制定|出台|印发|下发|制发|转发|颁布|发布|修订|编印|起草|公布)*(?:了|的|《|并|和)*"
)
_SECTION = re.compile("全([省市州盟县区旗])|[我本]([省市州盟县区旗])")
_REACH = 60


class _Levels:
    def __init__(self, tables: Tables, homes: Homes) -> None:
        self._regions, self._homes = Regions.of(tables), homes
        self._rows: Mapping[str, list[tuple[re.Pattern[str], str]]] = tables.keep("document_levels", lambda: _compile(tables))

    def of_title(self, title: str) -> str | None:
        """What the title's first words say."""
        return self._told("title", title) or self._of_region(title)

    def of_number(self, number: str | None) -> str | None:
        return self._told("number", number) if number else None

    def of_issuer(self, value: OrgValue) -> str | None:
        """The level of the body that issued it."""
        if value.name and (level := self._told("issuer", value.name)):
            return level
        return self._regions.level(value.adcode) if value.adcode else None

    def of_extent(self, title: str, position: int) -> str | None:
        """全省…方案 is the province's; 全市 may be a county-level city's."""
        match = _SECTION.search(title)
        if match is None:
            return None
        code = self._homes.resolve(match[1] or match[2], position)
        return self._regions.level(code) if code else None

    def _told(self, of: str, text: str) -> str | None:
        return next((level for pattern, level in self._rows[of] if pattern.search(text)), None)

    def _of_region(self, title: str) -> str | None:
        for size in range(min(11, len(title)), 2, -1):
            if found := self._regions.by_name.get(title[:size]):
                return found[0].level if found[0].level != "township" else "unit"
        return None


def _compile(tables: Tables) -> dict[str, list[tuple[re.Pattern[str], str]]]:
    rows: dict[str, list[tuple[re.Pattern[str], str]]] = {"title": [], "number": [], "issuer": []}
    for row in tables.rows("document_levels", _LevelRow):
        rows[row.of].append((re.compile(row.pattern), row.level))
    return rows


def resolve_documents(doc: Document, tables: Tables, homes: Homes | None = None) -> Document:
    """The document with the level of every policy that it names, where something tells.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> doc = Document.from_text("贯彻《中华人民共和国老年人权益保障法》。")
    >>> law = Mention("DOCUMENT", 3, 17, DocumentValue("policy"))
    >>> resolve_documents(replace(doc, mentions=(law,)), load_tables()).mentions[0].value.level
    'national'
    """
    if "DOCUMENT" not in {m.type for m in doc.mentions}:
        return doc
    levels = _Levels(tables, homes or Homes(doc, Regions.of(tables)))
    orgs = [m for m in doc.mentions if m.type == "ORG"]
    ends = [m.end for m in orgs]

    def levelled(mention: Mention) -> Mention:
        value = mention.value
        if not isinstance(value, DocumentValue) or value.kind != "policy":
            return mention
        index = bisect_right(ends, mention.start) - 1
        issuer = orgs[index] if index >= 0 and mention.start - ends[index] < _REACH else None
        return replace(mention, value=replace(value, level=_level(doc, levels, mention, value, issuer)))

    return replace(doc, mentions=tuple([levelled(m) if m.type == "DOCUMENT" else m for m in doc.mentions]))


def _level(doc: Document, levels: _Levels, mention: Mention, value: DocumentValue, issuer: Mention | None) -> str | None:
    title = "".join(doc.text[mention.start : mention.end].split())
    if level := levels.of_title(title):
        return level
    numbered = levels.of_number(value.number)
    if numbered in ("central", "national"):
        return numbered
    if issuer and isinstance(issuer.value, OrgValue) and _BETWEEN.fullmatch(doc.text, issuer.end, mention.start):
        return levels.of_issuer(issuer.value)
    return numbered or levels.of_extent(title, mention.start)
