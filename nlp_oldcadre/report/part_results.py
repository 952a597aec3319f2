"""Amounts, like beside like."""

from __future__ import annotations

from itertools import groupby

from nlp_oldcadre.compare.amounts import Yardstick
from nlp_oldcadre.report import figures
from nlp_oldcadre.report.brief import Figure, Line, Part, Row, Run, Table
from nlp_oldcadre.report.material import Material
from nlp_oldcadre.report.wording import amount, given, joined, listed, place_of

# So many concepts and places of each are told; the workbook and the page have all.
_CONCEPTS, _PLACES = 15, 6
# A picture needs so many places.
_DRAWN = 3
_STATUS = {"done": "已做", "planned": "计划"}


def results(material: Material) -> Part:
    """What can be compared: one row a concept and status, the places beside each other."""
    part = Part("results", "数据比较")
    rows = [row for row in material.rows("results") if material.is_side(row["group"])]
    yardstick = Yardstick.of(material.tables)
    alike = [list(same) for _, same in groupby(rows, key=lambda row: _like(row, yardstick))]
    comparable = [same for same in alike if same[0]["comparable"] > 1 and len(material.sides(same)) > 1]
    if not rows:
        part.say("所选材料中没有读到说明成效或目标的数字。", kind="note")
        return part
    told = [same for same in comparable if not given(same[0], "aspect")] or comparable
    found = f"材料中共读到说明成效或目标的数字{len(rows)}项，"
    if comparable:
        part.say(
            f"{found}其中两个以上地区都有、口径一致的指标{len(comparable)}个。下表每个地区只取范围最大的一项；"
            "括号内是该数字所指的地区、项目和时间，范围不同的不宜直接排名。", kind="note",
        )  # fmt: skip
    else:
        part.say(f"{found}没有两个以上地区都有、口径一致的指标，不作比较；各项数字见“数据”表。", kind="note")
    shown = [_row(material, same) for same in told[:_CONCEPTS]]
    columns = {"concept": "指标", "status": "状态", "places": "各地数据"}
    if shown:
        part.tables.append(Table("可比指标", columns, [_row(material, same) for same in comparable], _CONCEPTS))
    if drawn := _drawn(material, told):
        part.figures.append(drawn)
    part.tables.append(material.table("数据", "results", shown=0))
    return part


def _like(row: Row, yardstick: Yardstick) -> tuple[object, ...]:
    """What makes amounts comparable; the rows come in its order."""
    unit = yardstick.unit(row["unit"] or "")
    return row["concept"], unit, row["status"], given(row, "aspect") or "", given(row, "period_kind") or "", row["comparable"]


def _row(material: Material, same: list[Row]) -> Row:
    """A concept with the amounts of its places; those that are no likes by their unit stay apart by their words."""
    first = same[0]
    aspect = given(first, "aspect")
    name = f"{first['concept']}（{aspect}）" if aspect and aspect not in first["concept"] else first["concept"]
    if period := given(first, "period_kind"):
        name = f"{name}（{material.label('period_kind', period)}）"
    best = _widest(material, same)
    lines = [_place(material, row) for row in best[:_PLACES]]
    rest = len(best) - len(lines)
    told = joined(lines, end=f"；另有{rest}个地区见“数据”表。" if rest > 0 else "。")
    return {"concept": name, "status": _STATUS.get(first["status"], ""), "places": told, "sources": ()}


def _widest(material: Material, same: list[Row]) -> list[Row]:
    """Of each place the amount that stands for most: of the place itself and of no single programme, else the largest."""
    out = []
    for side in material.sides(same):
        own = [row for row in same if row["group"] == side]
        out.append(min(own, key=lambda row: (_narrow(material, row), -(given(row, "low") or given(row, "high") or 0))))
    return sorted(out, key=lambda row: (_narrow(material, row), -(given(row, "low") or given(row, "high") or 0)))


def _narrow(material: Material, row: Row) -> tuple[int, bool]:
    """How narrow an amount is: 0 for the group's own, more for a city's, a county's, a township's."""
    region = given(row, "region")
    code = material.regions.by_full_name.get(region or row["group"])
    levels = ["province", "prefecture", "county"]
    return (levels.index(material.regions.level(code)) if code else 3), bool(given(row, "program"))


def _place(material: Material, row: Row) -> Line:
    return (Run(row["group"]), material.cite(amount(row), row), Run(place_of(row)))


def _drawn(material: Material, told: list[list[Row]]) -> Figure | None:
    """The dots of what was reached in most places."""
    done = [same for same in told if same[0]["status"] == "done" and not given(same[0], "aspect")]
    # Rather what places as a whole report than what single programmes do.
    best = max(done, key=lambda same: sum(not _narrow(material, row)[1] for row in _widest(material, same)), default=[])
    rows = _widest(material, best) if best else []
    if len(rows) < _DRAWN:
        return None
    rows = rows[:20]
    concept = rows[0]["concept"]
    told_of = listed((f"{row['group']}{amount(row)}" for row in rows), 6, "个地区")
    words = f"{concept}（已做）：{told_of}。"
    data = [row | {"label": f"{row['group']}{place_of(row | {'time': None})}"} for row in rows]
    return Figure(
        figures.dot_plot, data, (6.2, 0.9 + 0.3 * len(rows)), f"{concept}（材料报告的数字，箭头表示上不封顶或下不封底）", words
    )
