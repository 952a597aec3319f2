"""A results folder with a given number of mentions, written straight into its tables: for the benchmark of the search.

Texts are put together from parts with a seeded generator; each part that is a mention knows its place, so the tables hold what
a run would have put there, without the time that a run takes.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from nlp_oldcadre.corpus import FORMAT_VERSION
from nlp_oldcadre.corpus.schemas import SCHEMAS
from nlp_oldcadre.corpus.tables_writer import TablesWriter
from nlp_oldcadre.corpus.writer import write_record
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.tables import load_tables

Row = dict[str, Any]

_FIRST = "银金桑枫霞松柏晚夕红青春秋山海江河星光初心余热乐康和颐常鹤椿萱兰菊梅竹耆贤厚德"
_SECOND = "龄发榆叶映韵晖霞辉耀帆舟桥灯塔泉源田园苑廊亭阁台站家堂院社室窗声语影画诗书棋"
_HEADS = ("志愿服务队", "驿站", "讲堂", "工作室", "行动", "工程", "课堂", "宣讲团", "品牌", "学堂")
_ORGANS = ("委老干部局", "关心下一代工作委员会", "老干部活动中心", "老干部大学", "委组织部", "老科技工作者协会")
_UNITS = (("志愿者", "名", 5, 9000), ("志愿服务队", "支", 1, 300), ("宣讲", "场次", 2, 900), ("服务群众", "人次", 50, 200_000),
          ("党支部", "个", 1, 800), ("慰问金", "元", 1000, 5_000_000))  # fmt: skip
_SLOGANS = ("五老", "四个意识", "两个维护", "不忘初心", "老有所为", "双先")
_VERBS = ("组建", "开展", "举办", "建立", "打造", "推进")
_TOPICS = ("contribution", "care", "culture", "organisation", "political", "next_generation")
_BATCH = 2000
_SENTENCES = 5


class _Text:
    """A document's text while it grows, with its mentions."""

    def __init__(self, id: str) -> None:
        self.id, self.parts, self.length = id, list[str](), 0
        self.mentions: list[Row] = []
        self.amounts: list[Row] = []
        self.measures: list[Row] = []

    def add(self, text: str, type: str | None = None, **attributes: Any) -> Row | None:
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        if type is None:
            return None
        row = {"id": f"{self.id}{len(self.mentions):04x}", "document_id": self.id, "type": type, "start": start,
               "end": self.length, "quote": text, "rule": "benchmark", **attributes}  # fmt: skip
        self.mentions.append(row)
        return row


def write(folder: Path, mentions: int, *, seed: int = 7) -> None:
    """Write the tables of a corpus with about that many mentions, in the order of its documents."""
    folder.mkdir(parents=True, exist_ok=True)
    makers = _documents(random.Random(seed))
    with TablesWriter(folder) as writer:
        while writer.counts.get("mentions", 0) < mentions:
            tables: dict[str, list[Row]] = {name: [] for name in SCHEMAS}
            for document, text in islice(makers, _BATCH):
                tables["documents"].append(document)
                tables["mentions"] += text.mentions
                tables["quantities"] += text.amounts
                tables["measures"] += text.measures
            writer.add({name: _batch(name, rows) for name, rows in tables.items() if rows})
    write_record(folder, {"format": FORMAT_VERSION, "counts": writer.counts})


def _batch(name: str, rows: Sequence[Row]) -> pa.RecordBatch:
    schema = SCHEMAS[name]
    return pa.RecordBatch.from_pylist([{field: row.get(field) for field in schema.names} for row in rows], schema=schema)


def _documents(random: random.Random) -> Iterator[tuple[Row, _Text]]:
    regions = Regions.of(load_tables())
    codes = sorted(code for code in regions.by_code if not code.endswith("0000"))
    number = 0
    while True:
        code = random.choice(codes)
        text = _Text(f"{number:08x}")
        for _ in range(_SENTENCES):
            _sentence(text, regions, code, random)
        date = f"{random.randint(2015, 2025)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
        name = regions.full_name(code)
        about = {"id": text.id, "uri": f"{code}/{number}.txt", "title": f"{name}老干部工作简报", "genre": "bulletin"}
        about |= {"date": date, "region": name, "adcode": code, "text": "".join(text.parts), "characters": text.length}
        yield about | {"duplicates": [], "issuers": [], "recipients": [], "copies_to": []}, text
        number += 1


def _sentence(text: _Text, regions: Regions, code: str, random: random.Random) -> None:
    first, start, place = len(text.mentions), text.length, regions.full_name(code)
    program = "".join(random.choices(_FIRST, k=2)) + random.choice(_SECOND) + random.choice(_HEADS)
    text.add(place + random.choice(_ORGANS), "ORG", adcode=code)
    text.mentions[-1]["name"] = text.mentions[-1]["quote"]
    verb = random.choice(_VERBS)
    measure_at = text.length
    text.add(verb + "“")
    text.add(program, "PROGRAM", name=program, kind="team")
    text.add("”，")
    for indicator, unit, low, high in random.sample(_UNITS, 2):
        _amount(text, indicator, unit, random.randint(low, high), code, place, program)
    quote = "".join(text.parts)[measure_at : text.length - 1]
    measure = {"id": f"{text.id}m{len(text.measures)}", "document_id": text.id, "status": random.choice(("done", "planned"))}
    measure |= {"topic": random.choice(_TOPICS), "verb": verb, "object": program, "start": measure_at, "end": text.length - 1}
    measure |= {"quote": quote, "quantity_ids": [], "programs": [program], "beneficiaries": []}
    text.measures.append(measure)
    text.mentions.append({"id": measure["id"], "document_id": text.id, "type": "MEASURE", "start": measure_at,
                          "end": text.length - 1, "quote": quote, "rule": "benchmark"})  # fmt: skip
    text.add("弘扬")
    slogan = random.choice(_SLOGANS)
    text.add(slogan, "SLOGAN", name=slogan, kind="formula")
    text.add("精神。\n")
    sentence = "".join(text.parts)[start : text.length - 1]
    for row in (*text.mentions[first:], *text.amounts[-2:], text.measures[-1]):
        row["sentence"] = sentence


def _amount(text: _Text, indicator: str, unit: str, value: int, code: str, place: str, program: str) -> None:
    text.add(indicator)
    row = text.add(f"{value}{'余' if value % 3 == 0 else ''}{unit}", "QUANTITY")
    assert row is not None
    scope = {"region": place, "adcode": code, "program": program, "modality": "reported"}
    said = {"value": float(value), "low": value, "high": value, "unit": unit, "unit_kind": "count", "indicator": indicator}
    amount = {"bound": ">" if value % 3 == 0 else None, "per": [], **said, **scope}
    text.amounts.append({**{name: row[name] for name in ("id", "document_id", "start", "end", "quote")}, **amount})
    text.add("，")
