"""Parts that are one comparison told as a table; which, ``data/report_parts.toml`` says."""

from __future__ import annotations

from collections import Counter

from nlp_oldcadre.report.brief import Part, Row, Run, Table
from nlp_oldcadre.report.material import Material
from nlp_oldcadre.report.wording import given, listed, when

_SHOWN, _WIDE, _COLUMNS, _NOTES = 5, 40, 5, 2


def views_after(material: Material, key: str) -> list[Part]:
    """A part for each comparison that follows another part and that this version has."""
    records = material.tables.record("report_parts")["part"]
    return [_part(material, record) for record in records if record["after"] == key and material.has(record["view"])]


def _part(material: Material, record: Row) -> Part:
    part = Part(record["view"], record["heading"])
    rows = material.rows(record["view"])
    table = material.table(record["sheet"], record["view"], shown=0)
    if rows:
        intro = record["intro"].format(count=len(rows), kinds=_kinds(material, rows, record))
        part.say(material.extent(record["view"]) + intro, kind="note")
        part.tables.append(_short(table, rows, record))
    else:
        part.say(record["none"], kind="note")
    part.tables.append(table)
    return part


def _kinds(material: Material, rows: list[Row], record: Row) -> str:
    """两边都有26条、只有本方317条"""
    name = record.get("by", "")
    counts = Counter(material.word(record["view"], name, row.get(name)) or "未判明" for row in rows)
    return listed(f"{word}{n}条" for word, n in counts.most_common())


def _short(table: Table, rows: list[Row], record: Row) -> Table:
    """The first of the rows that are wanted, with the columns that a page has room for, the sources behind the last cell."""
    wanted = [(row, told) for row, told in zip(rows, table.rows, strict=False) if _is_wanted(row, record)]
    if best := record.get("best"):
        wanted.sort(key=lambda pair: -(given(pair[0], best) or 0))
    # A pair of places is told from one side.
    pairs: dict[object, Row] = {}
    for number, (row, told) in enumerate(wanted):
        # The date of a document tells nothing of when a programme began.
        told = told | {"since": None} if given(row, "since_from") == "document" else told
        pairs.setdefault(frozenset(told["sources"]) or number, told)
    chosen = _spread(list(pairs.values()))
    names = [name for name in record["columns"] if name in table.columns]
    names = names or [name for name in table.columns if name not in ("sources", "marking")][:_COLUMNS]
    out = [_told(row, names) for row in chosen[:_SHOWN]]
    return Table("", {name: table.columns[name] for name in names}, out, _SHOWN)


def _spread(rows: list[Row]) -> list[Row]:
    """The rows with the first of each place before any second one."""
    seen: Counter[str] = Counter()
    turns = []
    for number, row in enumerate(rows):
        turns.append((seen[row["group"]], number))
        seen[row["group"]] += 1
    return [rows[number] for turn, number in sorted(turns)]


def _is_wanted(row: Row, record: Row) -> bool:
    only, some = record.get("only", {}), record.get("any", [])
    fits = all(row.get(name) in values for name, values in only.items())
    return fits and (not some or any(given(row, name) for name in some))


def _told(row: Row, names: list[str]) -> Row:
    cells: Row = {name: when(row[name]) if name == "since" else _cut(row[name]) for name in names}
    # Behind the last cell that says anything; each side of the row has a note of its own.
    last = next((name for name in reversed(names) if cells[name] not in (None, "")), names[-1])
    text, *more = row["sources"][:_NOTES] or (None,)
    runs = (Run(str(cells[last] or "见注"), (text,) if text else ()), *(Run("", (number,)) for number in more))
    return cells | {last: runs, "sources": ()}


def _cut(value: object) -> object:
    return f"{value[:_WIDE]}……" if isinstance(value, str) and len(value) > _WIDE else value
