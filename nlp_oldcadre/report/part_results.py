"""Amounts, like beside like."""

from __future__ import annotations

from itertools import groupby

from nlp_oldcadre.compare.amounts import Yardstick
from nlp_oldcadre.report import figures
from nlp_oldcadre.report.brief import Figure, Line, Part, Row, Run, Table
from nlp_oldcadre.report.material import Material
from nlp_oldcadre.report.wording import amount, given, joined, listed, place_of

# So many indicators and places of each are told; the workbook and the page have all.
_CONCEPTS, _PLACES = 10, 5
# A picture needs so many places, and holds no more than those.
_FEWEST, _MOST = 3, 20
_LEVELS = ["province", "prefecture", "county"]


def results(material: Material) -> Part:
    """What can be compared: one row an indicator and status, the places beside each other."""
    part = Part("results", "数据比较")
    rows = [row for row in material.rows("results") if material.is_side(row["group"])]
    if not rows:
        part.say("所选材料中没有读到说明成效或目标的数字。", kind="note")
        return part
    alike = comparable(material)
    found = f"材料中共读到说明成效或目标的数字{len(rows)}项，"
    if alike:
        part.say(
            f"{found}其中两个以上地区都有、口径一致的指标{len(alike)}个。下表每个地区只取范围最大的一项；"
            "括号内是该数字所指的地区、项目和时间，范围不同的不宜直接排名。", kind="note",
        )  # fmt: skip
        columns = {"concept": "指标", "status": "状态", "places": "各地数据"}
        part.tables.append(Table("可比指标", columns, [_row(material, same) for same in alike], _CONCEPTS))
    else:
        part.say(f"{found}没有两个以上地区都有、口径一致的指标，不作比较；各项数字见“数据”表。", kind="note")
    if drawn := _drawn(material, alike):
        part.figures.append(drawn)
    part.tables.append(material.table("数据", "results", shown=0))
    return part


def comparable(material: Material) -> list[list[Row]]:
    """Amounts that several places have: those of one indicator together, levels before changes and shares."""
    yardstick = Yardstick.of(material.tables)
    rows = [row for row in material.rows("results") if material.is_side(row["group"])]
    alike = [list(same) for _, same in groupby(rows, key=lambda row: _like(row, yardstick))]
    several = [same for same in alike if same[0]["comparable"] > 1 and len(material.sides(same)) > 1]
    return sorted(several, key=lambda same: bool(given(same[0], "aspect")))


def _like(row: Row, yardstick: Yardstick) -> tuple[object, ...]:
    """What makes amounts comparable; the rows come in its order."""
    unit = yardstick.unit(row["unit"] or "")
    return row["concept"], unit, row["status"], given(row, "aspect") or "", given(row, "period_kind") or "", row["comparable"]


def _row(material: Material, same: list[Row]) -> Row:
    first = same[0]
    name, aspect = first["concept"], given(first, "aspect")
    if aspect and aspect not in name:
        name = f"{name}（{aspect}）"
    if period := given(first, "period_kind"):
        name = f"{name}（{material.label('period_kind', period)}）"
    status = material.label("status", first["status"])
    return {"concept": name, "status": status, "places": told_places(material, same, _PLACES), "sources": ()}


def told_places(material: Material, same: list[Row], most: int) -> Line:
    """江苏省超过80支；辽宁省120支（“晚霞护苗”）。"""
    best = _widest(material, same)
    rest = len(best) - most
    lines = [(Run(row["group"]), material.cite(amount(row), row), Run(place_of(row))) for row in best[:most]]
    return joined(lines, end=f"；另有{rest}个地区见“数据”表。" if rest > 0 else "。")


def _widest(material: Material, same: list[Row]) -> list[Row]:
    """Of each place the amount that stands for most: of the place itself and of no single programme, else the largest."""

    def order(row: Row) -> tuple[tuple[int, bool], float]:
        return _narrow(material, row), -(given(row, "low") or given(row, "high") or 0)

    best = [min((row for row in same if row["group"] == side), key=order) for side in material.sides(same)]
    return sorted(best, key=order)


def _narrow(material: Material, row: Row) -> tuple[int, bool]:
    """How narrow an amount is: 0 for a province's, more for a city's, a county's, a township's; and whether a programme's."""
    region = given(row, "region")
    code = material.regions.by_full_name.get(region or row["group"])
    return (_LEVELS.index(material.regions.level(code)) if code else len(_LEVELS)), bool(given(row, "program"))


def _drawn(material: Material, alike: list[list[Row]]) -> Figure | None:
    """The dots of the indicator that most places have reached, rather as a whole than by single programmes."""
    done = [same for same in alike if same[0]["status"] == "done" and not given(same[0], "aspect")]
    best = max(done, key=lambda same: sum(not _narrow(material, row)[1] for row in _widest(material, same)), default=[])
    rows = _widest(material, best)[:_MOST] if best else []
    if len(rows) < _FEWEST:
        return None
    concept = rows[0]["concept"]
    told = listed((f"{row['group']}{amount(row)}" for row in rows), 6, "个地区")
    data = [row | {"label": f"{row['group']}{place_of(row | {'time': None})}"} for row in rows]
    title = f"{concept}（材料报告的数字，空心点为约数或界限，箭头表示上不封顶或下不封底）"
    return Figure(figures.dot_plot, data, (6.2, 0.9 + 0.3 * len(rows)), title, f"{concept}（已做）：{told}。")
