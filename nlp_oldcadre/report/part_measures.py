"""Measures by topic: what was done, what is planned."""

from __future__ import annotations

from collections import Counter

from nlp_oldcadre.corpus.labels import labels
from nlp_oldcadre.report import figures
from nlp_oldcadre.report.brief import Figure, Line, Part, Row, Run, Table
from nlp_oldcadre.report.material import Material
from nlp_oldcadre.report.wording import given, joined, listed

# Of each topic so many examples are told (more where topics are few), no longer and no shorter than these.
_TOLD, _MORE, _FEW_TOPICS = 3, 9, 3
_LONGEST, _SHORTEST = 48, 8


def measures(material: Material) -> Part:
    """Each topic with examples of several places, done before planned."""
    part = Part("measures", "举措")
    rows = [row for row in material.rows("measures") if material.is_side(row["group"])]
    if not rows:
        part.say("所选材料中没有读到举措。", kind="note")
        return part
    sides, counts = material.sides(rows), Counter((row["topic"], row["group"]) for row in rows)
    statuses = Counter(row["status"] for row in rows)
    part.say(
        f"材料中共读到举措{len(rows)}项（已做{statuses['done']}项，计划{statuses['planned']}项），涉及{len(sides)}个地区。"
        "以下按主题各举几例，引号内照录原文。", kind="note",
    )  # fmt: skip
    topics = [topic for topic in labels(material.tables, "topic") if any(row["topic"] == topic for row in rows)]
    for topic in topics:
        own = [row for row in rows if row["topic"] == topic]
        examples = joined([_measure(material, row) for row in _examples(own, few=len(topics) <= _FEW_TOPICS)])
        part.say(f"{material.label('topic', topic)}（{len(material.sides(own))}个地区{len(own)}项）：", *examples)
    names = {topic: material.label("topic", topic) for topic in topics}
    cells = {(names[topic], side): counts[topic, side] or float("nan") for topic in topics for side in sides}
    words = f"各地各主题的举措项数，共{listed(names.values())}{len(names)}个主题；空格表示材料中没有读到。"
    part.figures.append(
        Figure(figures.heat_map, figures.wide(cells), (6.2, 0.9 + 0.2 * len(names)), "各地各主题读到的举措项数", words)
    )
    part.tables.append(_matrix(material, rows, sides, topics))
    part.tables.append(material.table("举措", "measures", shown=0))
    return part


def _examples(rows: list[Row], *, few: bool) -> list[Row]:
    """One of each place (three where topics are few), those first that say most: a number, a programme, a deadline."""
    best: dict[str, list[Row]] = {}
    for row in sorted(rows, key=_worth, reverse=True):
        own = best.setdefault(row["group"], [])
        fits = _SHORTEST <= len(row["measure"]) <= _LONGEST and row["measure"] not in [known["measure"] for known in own]
        if fits and len(own) < (3 if few else 1):
            own.append(row)
    every = sorted((row for own in best.values() for row in own), key=_worth, reverse=True)
    places = list(best)
    return sorted(every[: _MORE if few else _TOLD], key=lambda row: (row["status"], places.index(row["group"])))


def _worth(row: Row) -> tuple[int, int, str]:
    text = row["measure"]
    numbers = any(character.isdigit() for character in text)
    named = 2 * bool(given(row, "program")) + 2 * numbers + bool(given(row, "deadline"))
    return named, min(len(text), 30), row["group"]


def _measure(material: Material, row: Row) -> Line:
    verb = "" if row["status"] == "done" else "计划"
    text = row["measure"].replace("“", "‘").replace("”", "’").rstrip("，。；、")
    own = {name: row.get(name) for name in ("document", "page", "start", "end", "marking")}
    return (Run(f"{row['group']}{verb}"), material.cite(f"“{text}”", own))


def _matrix(material: Material, rows: list[Row], sides: list[str], topics: list[str]) -> Table:
    """Places by topics: how many measures were done and are planned."""
    counts = Counter((row["group"], row["topic"], row["status"]) for row in rows)
    columns = {"group": "地区"} | {topic: material.label("topic", topic) for topic in topics}
    out = []
    for side in sides:
        row: Row = {"group": side}
        for topic in topics:
            done, planned = counts[side, topic, "done"], counts[side, topic, "planned"]
            row[topic] = "／".join(f"{word}{n}" for word, n in (("已做", done), ("计划", planned)) if n) or None
        out.append(row)
    return Table("举措概览", columns, out, 0)
