"""What was read, and what the words of the report mean."""

from __future__ import annotations

from collections import Counter

from nlp_oldcadre.report import figures
from nlp_oldcadre.report.brief import Figure, Part, Table
from nlp_oldcadre.report.material import Material
from nlp_oldcadre.report.wording import listed, when

# Provinces without documents are named as long as they are few.
_NAMED = 8

# Kept by every sentence of a report.
MANNER = (
    "凡引自材料的数字、名称，均注明文件、页码和所在句子；份数、项数、地区数由程序统计，明细见附表。",
    "“至少”“超过”“不到”“约”照原文保留，不作折算；“人”与“人次”、总数与人均、时点数与累计数分列，不相加、不比较。",
    "计划、要求不等于已经做到：“已做”指材料报告已开展，“计划”指材料提出将要开展，两者分列。",
    "材料中没有读到，不等于没有开展；各地材料多少不一，项数多少不反映工作好坏。",
    "标“识别存疑”的，出自扫描件且识别把握不足，引用前请核对原件。",
)


def coverage(material: Material) -> Part:
    """一、材料和口径"""
    part = Part("coverage", "材料和口径")
    documents = material.documents
    sides = Counter(row["group"] for row in documents)
    named = [f"{name}{sides[name]}份" for name in sorted(sides, key=lambda name: -sides[name])]
    if not documents:
        part.say("所选范围内没有材料，以下各部分没有内容可以比较。", kind="note")
    else:
        part.say(
            f"本材料依据{len(documents)}份文件编写：{listed(named, _NAMED, '个地区')}。{_genres(material)}{_dates(material)}",
            kind="note",
        )
    for sentence in (_missing(material), _marked(material), _unread(material)):
        if sentence:
            part.say(sentence, kind="note")
    part.say("".join(f"{number}. {rule}" for number, rule in enumerate(MANNER, 1)), kind="note")
    if material.by == "province" and documents:
        codes = Counter(material.regions.province(row["adcode"]) for row in documents if row["adcode"])
        words = f"各省（区、市）材料份数，其中{listed(named, 3, '个地区')}；没有颜色的省份没有材料。"
        part.figures.append(Figure(figures.tile_map, dict(codes), (4.6, 3.4), "各地材料份数", words))
    part.tables += [material.table("材料覆盖", "coverage", shown=0), _table(material)]
    return part


def _genres(material: Material) -> str:
    counts = Counter(row["genre"] for row in material.documents)
    named = [f"{material.label('genre', genre) or '文种未判明'}{n}份" for genre, n in counts.most_common()]
    return f"其中{listed(named)}。"


def _dates(material: Material) -> str:
    dates = sorted(row["date"] for row in material.documents if row["date"])
    undated = len(material.documents) - len(dates)
    if not dates:
        return "材料均未注明日期。"
    tail = f"，另有{undated}份没有注明日期" if undated else ""
    return f"注明日期的{len(dates)}份，最早{when(dates[0])}，最晚{when(dates[-1])}{tail}。"


def _missing(material: Material) -> str:
    """Chosen regions, else provinces, of which nothing was read."""
    regions, codes = material.regions, [row["adcode"] for row in material.documents if row["adcode"]]
    wanted = material.only.regions or [code for code in regions.by_code if code.endswith("0000") and code < "710000"]
    lacking = [regions.full_name(code) for code in wanted if not any(regions.contains(code, inner) for inner in codes)]
    if len(lacking) > _NAMED and not material.only.regions:
        return f"没有材料、因而不能比较的有{len(lacking)}个省（区、市），见“材料覆盖”表。"
    return f"没有材料、因而不能比较的地区：{listed(lacking)}。" if lacking else ""


def _marked(material: Material) -> str:
    marked = Counter(row["marking"] for row in material.documents if row["marking"])
    told = listed(f"“{marking}”{n}份" for marking, n in marked.most_common())
    return f"所据材料中标有{told}，本材料的使用范围不得超出原件。" if marked else ""


def _unread(material: Material) -> str:
    count = material.corpus.table("errors", ["uri"]).num_rows
    return f"结果文件夹中另有{count}份文件没有读出，不在比较之内。" if count else ""


def _table(material: Material) -> Table:
    """The documents, one by one."""
    columns = {"group": "地区", "title": "文件", "genre": "文种", "date": "日期", "marking": "标识", "uri": "文件路径"}
    rows = [
        {name: row.get(name) for name in columns} | {"genre": material.label("genre", row["genre"])}
        for row in sorted(material.documents, key=lambda row: (row["adcode"] or "~", row["date"] or "~", row["uri"]))
    ]
    return Table("文件清单", columns, rows, 0, frozenset({"date"}))
