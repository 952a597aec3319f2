"""Parts that are one comparison told as a table; which, ``data/report_parts.toml`` says."""

from __future__ import annotations

from nlp_oldcadre.compare import VIEWS
from nlp_oldcadre.report.brief import Part, Row, Run, Table
from nlp_oldcadre.report.material import Material

_SHOWN, _WIDE, _COLUMNS = 12, 60, 5


def views(material: Material) -> list[Part]:
    """A part for each comparison of the table that this version has."""
    records = material.tables.record("report_parts")["part"]
    return [_part(material, record) for record in records if record["view"] in VIEWS]


def _part(material: Material, record: Row) -> Part:
    part = Part(record["view"], record["heading"])
    rows = material.rows(record["view"])
    if not rows:
        part.say(record["none"], kind="note")
    else:
        part.say(record["intro"].format(count=len(rows)), kind="note")
    table = material.table(record["sheet"], record["view"], shown=0)
    if rows:
        part.tables.append(_short(table, record["columns"]))
    part.tables.append(table)
    return part


def _short(table: Table, wanted: list[str]) -> Table:
    """The first rows with the columns that a page has room for, cut texts marked, the sources behind the last cell."""
    names = [name for name in wanted if name in table.columns] or [name for name in table.columns if name != "sources"][
        :_COLUMNS
    ]
    columns = {name: table.columns[name] for name in names}
    rows = []
    for row in table.rows[:_SHOWN]:
        cells: Row = {name: _cut(row[name]) for name in names}
        cells[names[-1]] = (Run(str(cells[names[-1]] if cells[names[-1]] is not None else "见注"), row["sources"]),)
        rows.append(cells | {"sources": ()})
    return Table("", columns, rows, _SHOWN)


def _cut(value: object) -> object:
    text = str(value) if isinstance(value, str) else value
    return f"{text[:_WIDE]}……" if isinstance(text, str) and len(text) > _WIDE else text
