"""Programmes, place by place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from nlp_oldcadre.report.brief import Line, Part, Row, Run
from nlp_oldcadre.report.material import Material, line
from nlp_oldcadre.report.wording import amount, given, joined, listed, quoted

# Of each place so many programmes are told (one where places are many), and of each so many results.
_TOLD, _RESULTS = 2, 3
_MANY = 8

Results = Mapping[tuple[str, str], list[Row]]


def programs(material: Material) -> Part:
    """The programmes that the material tells most of, with owners and results."""
    part = Part("programs", "项目品牌")
    rows = [row for row in material.rows("programs") if material.is_side(row["group"])]
    if not rows:
        part.say("所选材料中没有读到有名称的项目、品牌。", kind="note")
        return part
    results = _results(material)
    sides = material.sides(rows)
    part.say(f"材料中共读到有名称的项目、品牌{len(rows)}个，分属{len(sides)}个地区。以下各地只列材料着墨较多的。", kind="note")
    for side in sides:
        _side(material, part, [row for row in rows if row["group"] == side], results, is_one_of_many=len(sides) > _MANY)
    part.tables.append(material.table("项目品牌", "programs", shown=0))
    return part


def _side(material: Material, part: Part, rows: list[Row], results: Results, *, is_one_of_many: bool) -> None:
    """A paragraph of the place's own."""
    side = rows[0]["group"]
    kinds = Counter(material.label("program", row["kind"]) for row in rows)
    counts = f"读到{len(rows)}个（{listed(f'{kind}{n}' for kind, n in kinds.most_common())}）。"
    told = sorted(rows, key=lambda row: -_weight(row, results))[: 1 if is_one_of_many else _TOLD]
    most = 1 if is_one_of_many else _RESULTS
    part.say(f"{side}{counts}", *joined([_program(material, row, results, most) for row in told]))


def _results(material: Material) -> Results:
    """What was reached, by place and programme, levels before changes."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in material.rows("results"):
        if row["status"] == "done" and (program := given(row, "program")):
            found.setdefault((row["group"], program), []).append(row)
    return {key: sorted(rows, key=lambda row: bool(given(row, "aspect"))) for key, rows in found.items()}


def _weight(row: Row, results: Results) -> int:
    """How much the material tells of a programme."""
    reached = len(results.get((row["group"], row["program"]), []))
    return 3 * row["documents"] + row["mentions"] + 2 * min(reached, 3) + row["measures_done"] + 2 * bool(row["run_by"])


def _program(material: Material, row: Row, results: Results, most: int) -> Line:
    """“晚霞护苗”（行动，辽宁省委老干部局主办），志愿服务队120支、志愿者约3000名"""
    inner = [material.label("program", row["kind"])]
    if parent := given(row, "parent"):
        inner.append(f"属{quoted(parent)}")
    if row["run_by"]:
        inner.append(f"{listed(row['run_by'][:2])}{'等单位' if len(row['run_by']) > 2 else ''}主办")
    own = {name: row.get(name) for name in ("document", "page", "start", "end", "marking")}
    said = material.cite(f"{quoted(row['program'])}（{'，'.join(inner)}）", own)
    reached = results.get((row["group"], row["program"]), [])[:most]
    told: list[Run] = []
    for number, one in enumerate(reached):
        told += [Run("、" if number else "，"), material.cite(f"{one['indicator']}{amount(one)}", one)]
    return line(said, *told)
