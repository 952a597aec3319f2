"""The answer of resolution: which thing a name in a document is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from nlp_oldcadre.resolve.features import Named
from nlp_oldcadre.resolve.model import ORGANIZATION, PROGRAM, REGION, Entity, Judgement, Problem
from nlp_oldcadre.resolve.org_names import OrgNames
from nlp_oldcadre.resolve.places import Places
from nlp_oldcadre.tables import Tables


class Resolution:
    """Entities of a corpus, with the decisions that made them.

    Attributes
    ----------
    entities : organisations and programmes, in a fixed order.
    judgements : every decision about two names, with score, reasons and evidence.
    problems : what could not be resolved or contradicts itself.
    """

    def __init__(
        self,
        names: Sequence[Named],
        entities: list[Entity],
        judgements: list[Judgement],
        problems: list[Problem],
        *,
        uses: dict[tuple[str, str, str], int],
        near: dict[str, str | None],
        tables: Tables,
    ) -> None:
        self.entities, self.judgements, self.problems = entities, judgements, problems
        self._names, self._uses, self._near, self._tables = names, uses, near, tables
        self._of_item = {key: entity for entity in entities for key in entity.items}

    def organization(self, name: str, document_id: str) -> Entity | None:
        """The organisation that a document calls so; None where the corpus holds no such name."""
        return self._of_use(ORGANIZATION, name, document_id) or self._by_parts(name, document_id)

    def program(self, name: str, document_id: str) -> Entity | None:
        """The programme that a document calls so; None where the document doesn't name it."""
        return self._of_use(PROGRAM, name, document_id)

    def region(self, name: str, *, year: int | None = None) -> Entity | None:
        """The region of that name or code (in that year); None for the whole country and what is in no table."""
        places = Places.of(self._tables)
        code = places.code(name, year=year)
        if code is None:
            return None
        return Entity(REGION, f"{REGION}:{code}", places.regions.full_name(code), places.names(code), code)

    def entity(self, item: str) -> Entity | None:
        """The entity of an item's key (column ``a`` or ``b`` of the table of judgements)."""
        return self._of_item.get(item)

    @property
    def unsure(self) -> list[Judgement]:
        """Pairs that a person should look at."""
        return [judgement for judgement in self.judgements if judgement.verdict == "unsure" and not judgement.person]

    def _of_use(self, kind: str, name: str, document_id: str) -> Entity | None:
        place = self._uses.get((kind, document_id, name))
        return None if place is None else self._of_item[self._names[place].item.key]

    def _by_parts(self, name: str, document_id: str) -> Entity | None:
        """A spelling that no mention has, such as one that a person gives."""
        parsed = OrgNames.of(self._tables).parse(name, near=self._near.get(document_id))
        return None if parsed.is_relative else self._by_org.get((parsed.adcode, parsed.body))

    @cached_property
    def _by_org(self) -> dict[tuple[str | None, str], Entity]:
        organizations = (n for n in self._names if n.item.kind == ORGANIZATION and not n.item.scope)
        return {(n.item.home, n.text): self._of_item[n.item.key] for n in organizations}

    def __repr__(self) -> str:
        return f"Resolution({len(self.entities)} entities, {len(self.judgements)} judgements, {len(self.problems)} problems)"
