"""A report as a workbook to be filtered and sorted: one sheet a comparison, and all places that it cites."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from nlp_oldcadre.report.brief import Brief, Row, Run, Table
from nlp_oldcadre.report.build import tables_of
from nlp_oldcadre.report.wording import chapter
from nlp_oldcadre.workbook import Sheet, write_workbook

_ABOUT = {"item": "项目", "text": "说明"}
_GLANCE = {"part": "部分", "text": "内容", "sources": "来源"}
_SOURCES = {
    "number": "来源编号", "title": "文件", "date": "文件日期", "marking": "标识", "page": "页", "quote": "原文",
    "sentence": "所在句子", "start": "起（字）", "end": "止（字）", "uri": "文件路径",
}  # fmt: skip


def write_xlsx(brief: Brief, path: Path) -> None:
    """Write the workbook, whole or not at all."""
    sheets = [Sheet("说明", _ABOUT, _about(brief), plain=True), Sheet("概览", _GLANCE, _glance(brief))]
    for table in tables_of(brief):
        sheets.append(Sheet(table.sheet, table.columns, _rows(table), dates=table.dates))
    sheets.append(Sheet("来源", _SOURCES, _sources(brief), dates=frozenset({"date"})))
    write_workbook(path, sheets, title=brief.title)


def _about(brief: Brief) -> Iterator[Row]:
    yield {"item": "题目", "text": brief.title}
    yield {"item": "范围", "text": brief.subtitle}
    if brief.marking:
        yield {"item": "标识", "text": brief.marking}
    if brief.made:
        yield {"item": "结果日期", "text": brief.made}
    yield {"item": "来源", "text": "各表“来源”一栏的编号，对应“来源”表的“来源编号”：那里有文件、页、原文和所在句子。"}
    for part in (part for part in brief.parts if part.key in ("points", "coverage")):
        for paragraph in part.paragraphs:
            yield {"item": part.heading, "text": "".join(run.text for run in paragraph.runs)}
    for table in tables_of(brief):
        rest = f"（前{len(table.rows)}行，共{table.total}行，全部可用 oldcadre compare 导出）" if table.left_out else ""
        yield {"item": table.sheet, "text": f"{len(table.rows)}行{rest}：{'、'.join(table.columns.values())}"}


def _glance(brief: Brief) -> Iterator[Row]:
    """The sentences of the brief, in its order, with their sources."""
    for number, part in enumerate(brief.parts, 1):
        for paragraph in part.paragraphs:
            text = "".join(run.text for run in paragraph.runs)
            sources = tuple(dict.fromkeys(n for run in paragraph.runs for n in run.sources))
            if text:
                yield {"part": f"{chapter(number)}、{part.heading}", "text": text, "sources": _flat(sources)}


def _rows(table: Table) -> Iterator[Row]:
    for row in table.rows:
        yield {name: _flat(row.get(name)) for name in table.columns}


def _flat(value: object) -> object:
    """A cell of runs as text, numbers of sources as a list."""
    if isinstance(value, tuple):
        runs = [item for item in value if isinstance(item, Run)]
        return "".join(run.text for run in runs) if runs else "；".join(map(str, value))
    return value


def _sources(brief: Brief) -> Iterator[Row]:
    for number, source in enumerate(brief.sources, 1):
        known = source._asdict()
        shown = {name: known.get(name) for name in _SOURCES}
        yield shown | {"number": number, "sentence": f"{source.before}{source.quote}{source.after}"}
