"""A report as parts, before it is a file of some format."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from nlp_oldcadre.compare.selection import Selection
from nlp_oldcadre.report.brief import Brief, Part, Table
from nlp_oldcadre.report.material import Material
from nlp_oldcadre.report.part_counterparts import counterparts
from nlp_oldcadre.report.part_coverage import coverage
from nlp_oldcadre.report.part_lessons import lessons
from nlp_oldcadre.report.part_measures import measures
from nlp_oldcadre.report.part_points import points
from nlp_oldcadre.report.part_programs import programs
from nlp_oldcadre.report.part_results import results
from nlp_oldcadre.report.part_slogans import slogans
from nlp_oldcadre.report.part_views import views_after
from nlp_oldcadre.report.wording import listed, when
from nlp_oldcadre.tables import Tables

if TYPE_CHECKING:
    from nlp_oldcadre.corpus import Corpus


def build(corpus: Corpus, only: Selection, tables: Tables | None = None) -> Brief:
    """All parts of the report of a corpus, in the order in which they are read."""
    material = Material(corpus, only, tables)
    with _without_collection():
        parts = list(_parts(material))
    markings = sorted({row["marking"] for row in material.documents if row["marking"]})
    made = str(corpus.record.get("finished") or corpus.record.get("started") or "")[:10]
    subtitle = "，".join(word for word in (_chosen(material), f"依据{len(material.documents)}份材料") if word)
    return Brief("老干部工作情况比较", subtitle, "；".join(markings), parts, material.sources.list, when(made))


def _parts(material: Material) -> Iterator[Part]:
    for make in (points, coverage, programs, counterparts, results, measures, slogans, lessons):
        part = make(material)
        yield part
        yield from views_after(material, part.key)


@contextmanager
def _without_collection() -> Iterator[None]:
    """No search for garbage while a million rows are made, none of which is any."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _chosen(material: Material) -> str:
    """What the report is about where it is not everything: 辽宁省、浙江省 发挥作用 2020年至2021年"""
    only = material.only
    regions = listed((material.regions.full_name(code) for code in only.regions), 6, "个地区")
    topics = listed(material.label("topic", topic) for topic in only.topics)
    years = listed(dict.fromkeys(f"{year}年" for year in only.years or ()))
    return " ".join(word for word in (regions, topics, years.replace("、", "至")) if word)


def tables_of(brief: Brief) -> list[Table]:
    """The tables that are sheets of a workbook."""
    return [table for part in brief.parts for table in part.tables if table.sheet]
