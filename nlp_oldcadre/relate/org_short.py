"""Whose short form a name is: 市二院 of 宁河市第二人民医院, 离退处 of the section that the text gave in full."""

from __future__ import annotations

from bisect import bisect_left, insort

from nlp_oldcadre.model import Document
from nlp_oldcadre.relate.org_forms import OrgForms
from nlp_oldcadre.relate.org_owners import Named, ResolvedName, position_of
from nlp_oldcadre.short_names import ShortNames, defined_short
from nlp_oldcadre.tables import Tables


class OrgShorts:
    """The short forms of the names that a text gives in full; ``add`` these first."""

    def __init__(self, doc: Document, tables: Tables) -> None:
        self._text, self._forms, self._names = doc.text, OrgForms.of(tables), ShortNames.of_tables(tables)
        self._known: dict[str, list[Named]] = {}
        self._seen: dict[str, list[tuple[str, int]]] = {}

    def add(self, start: int, end: int, name: ResolvedName) -> None:
        """Know the forms of a name, as it stands and in full, and the one that brackets behind it give."""
        surface = self._text[start:end]
        for whole in dict.fromkeys((surface, name.text)):
            if whole not in self._seen:
                self._seen[whole] = list(self._names.of(whole))
            for form, size in self._seen[whole]:
                if name.text.endswith(whole[size:]):
                    full = name.text[: len(name.text) - len(whole) + size]
                    self._know(form, start, ResolvedName(full, name.adcode, False))
        if short := defined_short(self._text, end):
            self._know(self._text[slice(*short)], start, name)

    def _know(self, form: str, at: int, name: ResolvedName) -> None:
        insort(self._known.setdefault(form, []), (at, name), key=position_of)

    def named(self, surface: str, position: int) -> ResolvedName | None:
        """The full name behind a short one, with what hangs on it: the last given before, else the next."""
        form = max((form for form in self._known if surface.startswith(form)), key=len, default="")
        if not form:
            return None
        known = self._known[form]
        index = bisect_left(known, position, key=position_of)
        whole = known[index - 1 if index else 0][1]
        return ResolvedName(whole.text + self._forms.write_out(surface[len(form) :]), whole.adcode, False)
