"""The first page: what the report comes to, in a few sentences out of its own parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from nlp_oldcadre.report.brief import Line, Part, Run
from nlp_oldcadre.report.material import Material, line
from nlp_oldcadre.report.part_results import comparable, told_places
from nlp_oldcadre.report.wording import given, listed, quoted

# So many indicators, shared formulas and topics are named.
_NAMED = 3


def points(material: Material) -> Part:
    """Numbered sentences: material, programmes, indicators, measures, formulas, what is to be checked."""
    part = Part("points", "要点")
    told = [one for one in _points(material) if one]
    if not material.documents or not told:
        part.say("所选范围内没有可以比较的内容。", kind="note")
        return part
    for number, runs in enumerate(told, 1):
        part.say(f"{number}. ", *runs, kind="note" if not any(run.sources for run in runs) else "body")
    return part


def _points(material: Material) -> Iterator[Line]:
    sides = material.sides(material.documents)
    yield line(f"读到{len(sides)}个地区的{len(material.documents)}份材料；没有读到的，不等于没有开展。")
    yield _programs(material)
    yield from _indicators(material)
    yield _topics(material)
    yield _formulas(material)
    yield _to_check(material)


def _programs(material: Material) -> Line:
    rows = [row for row in material.rows("programs") if material.is_side(row["group"])]
    counts = Counter(row["group"] for row in rows)
    most = listed([f"{side}{n}个" for side, n in counts.most_common(_NAMED)])
    return line(f"读到有名称的项目、品牌{len(rows)}个，较多的是{most}。") if rows else ()


def _indicators(material: Material) -> Iterator[Line]:
    """The indicators that most places have, with the amounts of three of them."""
    levels = [same for same in comparable(material) if not given(same[0], "aspect") and same[0]["status"] == "done"]
    for same in levels[:_NAMED]:
        yield line(f"{same[0]['concept']}：", *told_places(material, same, _NAMED))


def _topics(material: Material) -> Line:
    rows = [row for row in material.rows("measures") if material.is_side(row["group"])]
    counts = Counter(row["topic"] for row in rows)
    most = listed([f"{material.label('topic', topic)}{n}项" for topic, n in counts.most_common(_NAMED)])
    return line(f"读到举措{len(rows)}项，较多的主题是{most}。") if rows else ()


def _formulas(material: Material) -> Line:
    uses: dict[str, list[str]] = {}
    for row in material.rows("slogans"):
        if material.is_side(row["group"]):
            uses.setdefault(row["slogan"], []).append(row["group"])
    shared = sorted((slogan for slogan, own in uses.items() if len(own) > 1), key=lambda slogan: -len(uses[slogan]))
    most = [f"{quoted(slogan)}（{len(uses[slogan])}个地区）" for slogan in shared[:_NAMED]]
    return line(f"共用较多的提法是{listed(most)}。") if most else ()


def _to_check(material: Material) -> Line:
    """How much is to be checked before it is cited."""
    doubtful = sum(1 for row in material.rows("results") if given(row, "uncertain"))
    wrong = sum(1 for row in material.rows("results") if given(row, "check") == "differs")
    different = len(material.rows("conflicts"))
    words = [
        f"{n}{what}"
        for n, what in ((different, "处数字前后不一致"), (wrong, "处增减验算不符"), (doubtful, "项数字识别存疑"))
        if n
    ]
    return (Run(f"引用前需要核实的有{listed(words)}。"),) if words else ()
