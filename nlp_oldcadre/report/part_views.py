"""Parts that are one comparison told as a table; which, ``data/report_parts.toml`` says."""

from __future__ import annotations

from nlp_oldcadre.report.brief import Part, Row, Run, Table
from nlp_oldcadre.report.material import Material

_SHOWN, _WIDE, _COLUMNS, _NOTES = 12, 60, 5, 3


def views_after(material: Material, key: str) -> list[Part]:
    """A part for each comparison that follows another part and that this version has."""
    records = material.tables.record("report_parts")["part"]
    return [_part(material, record) for record in records if record["after"] == key and material.has(record["view"])]


def _part(material: Material, record: Row) -> Part:
    part = Part(record["view"], record["heading"])
    rows = material.rows(record["view"])
    table = material.table(record["sheet"], record["view"], shown=0)
    if rows:
        part.say(record["intro"].format(count=len(rows)), kind="note")
        part.tables.append(_short(table, rows, record))
    else:
        part.say(record["none"], kind="note")
    part.tables.append(table)
    return part


def _short(table: Table, rows: list[Row], record: Row) -> Table:
    """The first of the rows that are wanted, with the columns that a page has room for, the sources behind the last cell."""
    wanted = record.get("only", {})
    chosen = [told for told, row in zip(table.rows, rows, strict=True) if all(row.get(k) == v for k, v in wanted.items())]
    names = [name for name in record["columns"] if name in table.columns]
    names = names or [name for name in table.columns if name not in ("sources", "marking")][:_COLUMNS]
    out = [_told(row, names) for row in chosen[:_SHOWN]]
    return Table("", {name: table.columns[name] for name in names}, out, _SHOWN)


def _told(row: Row, names: list[str]) -> Row:
    cells: Row = {name: _cut(row[name]) for name in names}
    last = cells[names[-1]]
    # Each side of the row has a note of its own.
    text, *more = row["sources"][:_NOTES] or (None,)
    runs = (Run("见注" if last is None else str(last), (text,) if text else ()), *(Run("", (number,)) for number in more))
    return cells | {names[-1]: runs, "sources": ()}


def _cut(value: object) -> object:
    return f"{value[:_WIDE]}……" if isinstance(value, str) and len(value) > _WIDE else value
