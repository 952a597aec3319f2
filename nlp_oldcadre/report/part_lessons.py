"""What one place may look at elsewhere: out of the comparison alone, nothing is added."""

from __future__ import annotations

from collections.abc import Iterator

from nlp_oldcadre.corpus.labels import labels
from nlp_oldcadre.report.brief import Line, Part, Row, Run
from nlp_oldcadre.report.material import Material
from nlp_oldcadre.report.wording import amount, given, joined, listed, quoted

# Gaps are told where so few places are compared that they can be named, programmes with so many figures.
_FEW, _FIGURES, _PROGRAMS = 8, 2, 6


def lessons(material: Material) -> Part:
    """Topics that some places speak of and others don't; programmes that the material gives figures for."""
    part = Part("lessons", "可供参考之处")
    part.say("以下只由前述比较归纳，供研究参考；是否适用，请结合本地实际，并核对原件。", kind="note")
    gaps = list(_gaps(material))
    if gaps:
        part.say("主题上的差别。", kind="head")
        part.say("；".join(gaps) + "。“没有读到”只就所据材料而言。", kind="note")
    if backed := _backed(material):
        part.say("材料给出了数据的做法。", kind="head")
        part.say(*joined(backed))
    if not gaps and not backed:
        part.say("所选材料不足以归纳。", kind="note")
    return part


def _gaps(material: Material) -> Iterator[str]:
    """信息化：辽宁省、浙江省有举措，江苏省的材料中没有读到"""
    rows = [row for row in material.rows("measures") if material.is_side(row["group"])]
    every = material.sides(rows)
    if not 1 < len(every) <= _FEW:
        return
    for topic in labels(material.tables, "topic"):
        have = material.sides(row for row in rows if row["topic"] == topic)
        lack = [side for side in every if side not in have]
        if have and lack:
            yield f"{material.label('topic', topic)}：{listed(have)}有举措，{listed(lack)}的材料中没有读到"


def _backed(material: Material) -> list[Line]:
    """Programmes for which the material gives several amounts, those with most first, one of each place before a second."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in material.rows("results"):
        if material.is_side(row["group"]) and row["status"] == "done" and given(row, "program") and not given(row, "aspect"):
            found.setdefault((row["group"], row["program"]), []).append(row)
    rich = {key: rows for key, rows in found.items() if len({row["concept"] for row in rows}) >= _FIGURES}
    ordered = sorted(rich, key=lambda key: (-len(rich[key]), key))
    first = list({side: (side, program) for side, program in reversed(ordered)}.values())[::-1]
    chosen = list(dict.fromkeys([*sorted(first, key=ordered.index), *ordered]))[:_PROGRAMS]
    return [_told(material, key, rich[key]) for key in chosen]


def _told(material: Material, key: tuple[str, str], rows: list[Row]) -> Line:
    runs: list[Run] = [Run(f"{key[0]}{quoted(key[1])}，")]
    seen: dict[str, Row] = {}
    for row in rows:
        seen.setdefault(row["concept"], row)
    for number, row in enumerate(list(seen.values())[:3]):
        runs += [Run("、" if number else ""), material.cite(f"{row['indicator']}{amount(row)}", row)]
    return tuple(runs)
