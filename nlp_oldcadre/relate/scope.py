"""Amounts in their scope: the region, programme and time that the text states for each."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp_oldcadre.model import Document, Mention, Quantity
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.relate.homes import Homes
from nlp_oldcadre.relate.scope_program import program_of
from nlp_oldcadre.relate.scope_region import RegionFinder
from nlp_oldcadre.relate.scope_time import time_of
from nlp_oldcadre.relate.surroundings import Surroundings
from nlp_oldcadre.tables import Tables

# 平均年龄70岁, 60岁至69岁的占一半: the age of no one person.
_OF_GROUP = re.compile("平均|人均|周?岁[至到—]|最[大小](?:的|者)?(?:也有|是|为|已)?$")


def scope_quantities(doc: Document, tables: Tables, homes: Homes | None = None) -> Document:
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
    tree = Regions.of(tables)
    regions = RegionFinder(tree, around, homes or Homes(doc, tree))
    return replace(doc, mentions=tuple([_scoped(m, around, regions) if m.type == "QUANTITY" else m for m in doc.mentions]))


def _scoped(mention: Mention, around: Surroundings, regions: RegionFinder) -> Mention:
    value = mention.value
    if not isinstance(value, Quantity) or value.indicator == "印数" or _is_ones_age(mention, value, around):
        return mention
    # The heads of a table say it already.
    region = value.region or regions.find(mention.start, value.indicator)
    program = program_of(around, mention.start, mention.end)
    time = value.time or time_of(around, mention)
    value = Quantity(
        value.low, value.high, value.unit, value.unit_kind, value.modifier, value.indicator, region, program, time, value.bound,
        value.change, value.baseline, value.compared_with, value.check, value.per, value.share_of, value.part_of, value.problem,
    )  # fmt: skip
    return Mention("QUANTITY", mention.start, mention.end, value, mention.rule, mention.score)


def _is_ones_age(mention: Mention, value: Quantity, around: Surroundings) -> bool:
    """Whether it is the age of one person, not the mean, the limit or the range of a group."""
    if value.unit_kind != "age":
        return False
    is_bound = not value.is_point or value.modifier in ("over", "under")
    return not is_bound and not _OF_GROUP.search(around.text, max(0, mention.start - 8), mention.start)
