"""Programmes that do the same job in several places, and those that the material shows in one place only."""

from __future__ import annotations

from nlp_oldcadre.report.brief import Line, Part, Row, Run, Table
from nlp_oldcadre.report.material import Material
from nlp_oldcadre.report.wording import given, joined, listed, quoted

# Of each place so many programmes of a kind are named, of so many places.
_NAMED, _PLACES, _KINDS = 1, 4, 8


def counterparts(material: Material) -> Part:
    """What is done in several places, a row each; then what was read of one place alone."""
    part = Part("counterparts", "各地同类项目")
    rows = [row for row in material.rows("counterparts") if material.is_side(row["group"])]
    kinds = _kinds(material, rows)
    if not kinds:
        part.say("所选材料中没有找到两个以上地区做同一件事的项目；这不等于别处没有。", kind="note")
    else:
        part.say(
            f"{material.extent('counterparts')}按做什么、为谁做、怎样做归并，有{len(kinds)}类事情两个以上地区都有项目在做。归类由程序推断，"
            "理由和相近程度见“同类项目”表，引用前请核对。", kind="note",
        )  # fmt: skip
        columns = {"kind": "类别", "places": "各地项目"}
        told = [{"kind": name, "places": _places(material, own), "sources": ()} for name, own in kinds.items()]
        part.tables.append(Table("各地同类项目", columns, told, _KINDS))
    part.tables.append(material.table("同类项目", "counterparts", shown=0))
    return part


def _kinds(material: Material, rows: list[Row]) -> dict[str, list[Row]]:
    """The programmes of each kind that several places have, the surest first; kinds of most places first."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row["relation"] == "matched" and (name := given(row, "counterparts")):
            found.setdefault(name, []).append(row)
    several = {name: own for name, own in found.items() if len(material.sides(own)) > 1}
    ordered = sorted(several, key=lambda name: (-len(material.sides(several[name])), name))
    return {name: sorted(several[name], key=lambda row: -(given(row, "score") or 0)) for name in ordered}


def _places(material: Material, own: list[Row]) -> Line:
    """辽宁省“枫叶驿站”、“枫采课堂”；浙江省“老党员驿站”。"""
    sides = material.sides(own)
    lines = [_place(material, side, [row for row in own if row["group"] == side]) for side in sides[:_PLACES]]
    rest = len(sides) - len(lines)
    return joined(lines, end=f"；另有{listed(sides[_PLACES:], 2, '个地区')}。" if rest > 0 else "。")


def _place(material: Material, side: str, rows: list[Row]) -> Line:
    runs = [Run(side)]
    for number, row in enumerate(rows[:_NAMED]):
        since = f"（{row['since'][:4]}年起）" if given(row, "since_from") == "founded" else ""
        own = {name: row.get(name) for name in ("document", "page", "start", "end", "marking")}
        runs += [Run("、" if number else ""), material.cite(quoted(row["program"]), own), Run(since)]
    if len(rows) > _NAMED:
        runs.append(Run(f"等{len(rows)}个"))
    return tuple(runs)
