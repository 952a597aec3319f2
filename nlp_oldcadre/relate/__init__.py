"""From mentions to statements: names resolved, amounts given their scope, facts stated."""

from __future__ import annotations

from collections.abc import Callable

from nlp_oldcadre.model import Document
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.relate.documents import resolve_documents
from nlp_oldcadre.relate.facts import state_facts
from nlp_oldcadre.relate.homes import Homes
from nlp_oldcadre.relate.honors import resolve_honors
from nlp_oldcadre.relate.issuers import complete_issuers
from nlp_oldcadre.relate.orgs import resolve_orgs
from nlp_oldcadre.relate.persons import resolve_persons
from nlp_oldcadre.relate.programs import resolve_programs
from nlp_oldcadre.relate.scope import scope_quantities
from nlp_oldcadre.tables import Tables

# In the order of dependence: a quantity's programme and a fact's organisation are canonical names.
STEPS: tuple[Callable[..., Document], ...] = (
    resolve_orgs,
    complete_issuers,
    resolve_persons,
    resolve_documents,
    resolve_programs,
    resolve_honors,
    scope_quantities,
    state_facts,
)
# What these ask for, which region the text speaks from, no step changes: it is read once for all of them.
_ASK_HOMES = frozenset({resolve_orgs, resolve_documents, scope_quantities, state_facts})


def relate(doc: Document, tables: Tables) -> Document:
    """The document with resolved names and with its facts."""
    homes = Homes(doc, Regions.of(tables))
    for step in STEPS:
        doc = step(doc, tables, homes) if step in _ASK_HOMES else step(doc, tables)
    return doc
