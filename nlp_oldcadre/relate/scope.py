"""Amounts in their scope: the region, programme and time that the text states for each."""

from __future__ import annotations

from dataclasses import replace

from nlp_oldcadre.model import Document, Mention, Quantity
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.relate.scope_program import program_of
from nlp_oldcadre.relate.scope_region import RegionFinder
from nlp_oldcadre.relate.scope_time import time_of
from nlp_oldcadre.relate.surroundings import Surroundings
from nlp_oldcadre.tables import Tables


def scope_quantities(doc: Document, tables: Tables) -> Document:
    """The document with ``region``, ``program`` and ``time`` filled in where the text gives them.

    Somebody's age holds for that person and a print run for the paper, so these get none of them.

    Examples
    --------
    >>> from decimal import Decimal
    >>> from nlp_oldcadre.model import Metadata, TimeValue
    >>> from nlp_oldcadre.tables import load_tables
    >>> doc = Document.from_text("2020年，全市开展宣讲50场。")
    >>> found = Mention("TIME", 0, 5, TimeValue("2020")), Mention("QUANTITY", 12, 15, Quantity(Decimal(50), Decimal(50), "场"))
    >>> doc = scope_quantities(replace(doc, mentions=found, metadata=Metadata(adcode="210600")), load_tables())
    >>> doc.mentions[1].value.region, doc.mentions[1].value.time
    ('丹东市', '2020')
    """
    around = Surroundings(doc)
    regions = RegionFinder(doc, Regions.of(tables), around)
    return replace(doc, mentions=tuple(_scoped(mention, around, regions) for mention in doc.mentions))


def _scoped(mention: Mention, around: Surroundings, regions: RegionFinder) -> Mention:
    value = mention.value
    if not isinstance(value, Quantity) or value.unit_kind == "age" or value.indicator == "印数":
        return mention
    value = replace(
        value,
        region=regions.find(mention.start, value.indicator),
        program=program_of(around, mention.start, mention.end),
        time=time_of(around, mention.start, mention.end),
    )
    return replace(mention, value=value)
