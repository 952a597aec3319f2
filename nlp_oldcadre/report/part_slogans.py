"""Formulas and mottos: which places share them, which are a place's own."""

from __future__ import annotations

from collections import Counter

from nlp_oldcadre.report import figures
from nlp_oldcadre.report.brief import Figure, Line, Part, Row, Run
from nlp_oldcadre.report.material import Material
from nlp_oldcadre.report.wording import given, joined, listed, quoted, when

_SHARED, _OWN, _PLACES, _DRAWN, _SIDES, _FEWEST = 8, 2, 4, 10, 6, 4


def slogans(material: Material) -> Part:
    """What several places say, then the mottos of single places."""
    part = Part("slogans", "提法口号")
    rows = [row for row in material.rows("slogans") if material.is_side(row["group"])]
    if not rows:
        part.say("所选材料中没有读到固定提法和口号。", kind="note")
        return part
    uses: dict[str, list[Row]] = {}
    for row in rows:
        uses.setdefault(row["slogan"], []).append(row)
    shared = sorted((own for own in uses.values() if len(material.sides(own)) > 1), key=lambda own: -len(own))
    alone = [own[0] for own in uses.values() if len(own) == 1 and own[0]["kind"] == "motto"]
    part.say(f"材料中共读到提法、口号{len(uses)}条，其中{len(shared)}条两个以上地区都用。", kind="note")
    if shared:
        part.say("多地共用的提法：", *joined([_shared(material, own) for own in shared[:_SHARED]]))
    if alone:
        part.say("只在一地材料中读到的口号：", *joined(_own(material, alone)))
    if len(shared) > 1:
        part.figures.append(_drawn(material, shared[:_DRAWN]))
    if dated := _dated(shared[:_DRAWN]):
        part.figures.append(dated)
    part.tables.append(material.table("提法", "slogans", shown=0))
    return part


def _shared(material: Material, own: list[Row]) -> Line:
    """“五老”，3个地区（辽宁省、浙江省、江苏省），材料中最早见于2020年2月"""
    dated = [row for row in own if given(row, "first_date")]
    first = min(dated, key=lambda row: row["first_date"], default=own[0])
    since = f"，所读材料中最早见于{when(first['first_date'])}" if dated else ""
    sides = material.sides(own)
    return (material.cite(quoted(first["slogan"]), _own_place(first)), Run(f"，{listed(sides, _PLACES, '个地区')}{since}"))


def _own(material: Material, alone: list[Row]) -> list[Line]:
    """Of each place its most used mottos; where places are many, of those with most."""
    out = []
    counts = Counter(row["group"] for row in alone)
    for side in sorted(material.sides(alone), key=lambda side: -counts[side])[:_SIDES]:
        rows = sorted((row for row in alone if row["group"] == side), key=lambda row: -row["mentions"])[:_OWN]
        runs: list[Run] = [Run(side)]
        for row in rows:
            runs.append(material.cite(quoted(row["slogan"]), _own_place(row)))
        out.append(tuple(runs))
    return out


def _own_place(row: Row) -> Row:
    return {name: row.get(name) for name in ("document", "page", "start", "end", "marking")}


def _drawn(material: Material, shared: list[list[Row]]) -> Figure:
    sides = [
        side for side in material.sides(material.rows("slogans")) if any(row["group"] == side for own in shared for row in own)
    ]
    counts = {(row["slogan"], row["group"]): row["mentions"] for own in shared for row in own}
    cells = {(own[0]["slogan"], side): counts.get((own[0]["slogan"], side), float("nan")) for own in shared for side in sides}
    words = f"多地共用的提法在各地材料中出现的次数，共{len(shared)}条；空格表示材料中没有读到。"
    return Figure(
        figures.heat_map, figures.wide(cells), (6.2, 0.9 + 0.2 * len(shared)), "共用提法在各地材料中出现的次数", words
    )


def _dated(shared: list[list[Row]]) -> Figure | None:
    """When the shared formulas were first read, and where."""
    import pandas as pd

    firsts = [
        min(dated, key=lambda row: row["first_date"]) for own in shared if (dated := [r for r in own if given(r, "first_date")])
    ]
    if len({row["first_date"] for row in firsts}) < _FEWEST:
        return None
    frame = pd.DataFrame(
        {"label": [f"{r['slogan']}（{r['group']}）" for r in firsts], "date": [r["first_date"] for r in firsts]}
    )
    told = listed((f"{quoted(row['slogan'])}{when(row['first_date'])}" for row in firsts), 4, "条")
    words = f"共用的提法在所读材料中最早出现的日期：{told}。"
    return Figure(figures.timeline, frame, (6.2, 0.8 + 0.2 * len(firsts)), "共用提法在所读材料中最早出现的日期和地区", words)
