"""Which division and city the words 师市, 师 and a regiment's number mean in a text of the Corps."""

from __future__ import annotations

import re
from collections import Counter

from nlp_oldcadre.model import Document
from nlp_oldcadre.tables import Tables

_CORPS = "新疆生产建设兵团"
_DIVISION = re.compile("第[一二三四五六七八九十]{1,3}师(?![范生傅资])")
_SHORT = re.compile("(?=[一二三四五六七八九十]{1,2}师)")
_PART = re.compile("师市|师(?![范傅生资专])|(?=[一二三四五六七八九十〇○零0-9]{1,3}团)")
_WORDS = ("兵团", "师市", "团场", "连队")


class Corps:
    """The division that the document is about.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> corps = Corps(Document.from_text("第八师石河子市召开会议，师市党委老干部局到一四三团调研。"), load_tables())
    >>> corps.full("师市党委老干部局"), corps.full("一四三团"), corps.full("兵团"), corps.full("市教育局")
    ('第八师石河子市党委老干部局', '第八师一四三团', '新疆生产建设兵团', None)
    """

    def __init__(self, doc: Document, tables: Tables) -> None:
        self._cities: dict[str, str] = dict(tables.record("org_grammar")["divisions"])
        words = (*_WORDS, *(f"师{city}" for city in self._cities.values() if city))
        self.division = self._division_of(doc) if any(word in doc.text for word in words) else None

    def _division_of(self, doc: Document) -> str | None:
        named = Counter(_DIVISION.findall(doc.text)).most_common(1)
        if named:
            return named[0][0]
        place = doc.metadata.region or ""
        return next((division for division, city in self._cities.items() if city and city in place), None)

    def with_division(self, city: str) -> str:
        """The city behind the division that it is one with: 石河子市 → 第八师石河子市."""
        is_one = self.division is not None and self._cities.get(self.division) == city
        return f"{self.division}{city}" if is_one else city

    def full(self, surface: str) -> str | None:
        """The name behind its division; None where it has none of these words."""
        if surface == "兵团":
            return _CORPS
        if self.division is not None and _SHORT.match(surface):  # 八师
            return f"第{surface}"
        match = _PART.match(surface)
        if match is None or self.division is None:
            return None
        city = self._cities.get(self.division, "") if match[0] == "师市" else ""
        return self.division + city + surface[match.end() :]
