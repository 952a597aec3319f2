"""A corpus of three documents whose mentions and facts are written by hand, so that no test here depends on extraction."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from nlp_oldcadre.corpus import FORMAT_VERSION, Corpus
from nlp_oldcadre.corpus.packed import to_batches
from nlp_oldcadre.corpus.rows import document_rows
from nlp_oldcadre.corpus.tables_writer import TablesWriter
from nlp_oldcadre.corpus.writer import write_record
from nlp_oldcadre.model import (
    Document,
    DocumentValue,
    Fact,
    HonorValue,
    MeasureValue,
    Mention,
    Metadata,
    OrgValue,
    PersonValue,
    ProgramValue,
    Quantity,
    RegionValue,
    Section,
    SloganValue,
    Span,
    Value,
)
from nlp_oldcadre.search.index import build_index
from nlp_oldcadre.tables import load_tables

LIAONING = """晚霞工作简报
辽宁省委老干部局实施“晚霞护苗”行动，组建了 120 支志愿服务队，吸纳志愿者 3000 余名。
大连市成立“晚霞护苗”海港队，动员“五老”（老干部、老战士）宣讲 86 场次，获评全省先进集体。
下一步，计划培训志愿者 500 名。
"""
ZHEJIANG = """银龄要点
浙江省委老干部局要深化“晚霞护苗”行动，建立《银龄志愿服务办法》，年内发展志愿者 5000 人，服务 2 万人次。
"""
DALIAN = """海港故事
大连市沙河口区的王守望退休后参加“晚霞护苗”行动，写下“余热献给海港”的条幅。
"""


class Draft:
    """A document that is annotated by naming what stands in its text."""

    def __init__(self, name: str, text: str, metadata: Metadata) -> None:
        doc = Document.from_text(text, uri=f"{name}.txt")
        heading = Span(0, text.index("\n"))
        section = Section("title", "", heading, Span(heading.end, len(text)), 1)
        self.doc = replace(doc, metadata=metadata, sections=(section,))
        self.mentions: list[Mention] = []
        self.facts: list[Fact] = []

    def add(self, kind: str, surface: str, value: Value, *, after: str = "") -> int:
        start = self.doc.text.index(surface, self.doc.text.index(after))
        self.mentions.append(Mention(kind, start, start + len(surface), value, rule="hand"))
        return len(self.mentions) - 1

    def state(self, subject: str, predicate: str, object: str, *evidence: int, **more: object) -> None:
        self.facts.append(Fact(subject, predicate, object, evidence=evidence, **more))  # type: ignore[arg-type]

    def amount(self, surface: str, number: str, unit: str, indicator: str, **more: Any) -> None:
        modality = more.pop("modality", "reported")
        value = Quantity(Decimal(number), Decimal(number), unit, indicator=indicator, **more)
        index = self.add("QUANTITY", surface, value)
        subject = value.program or value.region or ""
        self.state(
            subject, "has_result", indicator, index, quantity=value, region=value.region, program=value.program,
            modality=modality, time=value.time,
        )  # fmt: skip

    def measure(self, surface: str, subject: str, value: MeasureValue, *, program: str | None = None) -> None:
        index = self.add("MEASURE", surface, value)
        modality = "reported" if value.status == "done" else "target"
        self.state(subject, "has_measure", surface, index, program=program, modality=modality)

    def finished(self) -> Document:
        return replace(self.doc, mentions=tuple(self.mentions), facts=tuple(self.facts))


def liaoning() -> Document:
    organ = "辽宁省委老干部局"
    d = Draft("liaoning", LIAONING, Metadata(
        genre="bulletin", title="晚霞工作简报", issuers=(organ,), date="2020-06-23", region="辽宁省", adcode="210000"
    ))  # fmt: skip
    org = d.add("ORG", organ, OrgValue(organ, "210000"))
    program = d.add("PROGRAM", "晚霞护苗", ProgramValue("action", "晚霞护苗"))
    team = d.add("PROGRAM", "晚霞护苗”海港队", ProgramValue("team", "晚霞护苗海港队", "晚霞护苗"))
    d.add("REGION", "大连市", RegionValue("210200"))
    five = d.add("SLOGAN", "五老", SloganValue("formula", ("老干部", "老战士")))
    honor = d.add("HONOR", "全省先进集体", HonorValue("大连市委老干部局"))
    d.amount("120 支", "120", "支", "志愿服务队", region="辽宁省", program="晚霞护苗")
    d.amount("3000 余名", "3000", "名", "志愿者", region="辽宁省", program="晚霞护苗", modifier="about")
    d.amount("86 场次", "86", "场次", "宣讲", region="大连市")
    d.amount("500 名", "500", "名", "志愿者", region="辽宁省", modality="target")
    d.measure("组建了 120 支志愿服务队", organ, MeasureValue("done", "contribution", "组建", "志愿服务队"), program="晚霞护苗")
    d.measure("培训志愿者 500 名", organ, MeasureValue("planned", "workforce", "培训", "志愿者"))
    d.state("晚霞工作简报", "issued_by", organ, region="辽宁省", time="2020-06-23")
    d.state("晚霞护苗", "run_by", organ, program, org, program="晚霞护苗")
    d.state("晚霞护苗", "in_region", "辽宁省", program, region="辽宁省", program="晚霞护苗")
    d.state("晚霞护苗海港队", "in_region", "大连市", team, region="大连市", program="晚霞护苗海港队")
    d.state("晚霞护苗海港队", "part_of", "晚霞护苗", team)
    d.state("大连市委老干部局", "awarded", "全省先进集体", honor)
    for member in ("老干部", "老战士"):
        d.state("五老", "expands_to", member, five)
    return d.finished()


def zhejiang() -> Document:
    organ = "浙江省委老干部局"
    d = Draft("zhejiang", ZHEJIANG, Metadata(
        genre="circular", title="银龄要点", issuers=(organ,), date="2021-01-05", region="浙江省", adcode="330000"
    ))  # fmt: skip
    org = d.add("ORG", organ, OrgValue(organ, "330000"))
    program = d.add("PROGRAM", "晚霞护苗", ProgramValue("action", "晚霞护苗"))
    d.add("DOCUMENT", "银龄志愿服务办法", DocumentValue("policy"))
    d.amount("5000 人", "5000", "人", "志愿者", region="浙江省", program="晚霞护苗", modality="required")
    d.amount("2 万人次", "20000", "人次", "服务", region="浙江省", modality="required")
    planned = MeasureValue("planned", "contribution", "建立", "银龄志愿服务办法")
    d.measure("建立《银龄志愿服务办法》", organ, planned)
    d.state("银龄要点", "issued_by", organ)
    d.state("晚霞护苗", "run_by", organ, program, org)
    d.state("晚霞护苗", "in_region", "浙江省", program)
    return d.finished()


def dalian() -> Document:
    d = Draft("dalian", DALIAN, Metadata(genre="news", title="海港故事", region="大连市", adcode="210200"))
    d.add("REGION", "大连市", RegionValue("210200"))
    d.add("REGION", "沙河口区", RegionValue("210204"))
    d.add("PERSON", "王守望", PersonValue())
    d.add("PROGRAM", "晚霞护苗", ProgramValue("action", "晚霞护苗"))
    d.add("SLOGAN", "余热献给海港", SloganValue("motto"))
    return d.finished()


def write_corpus(folder: Path, *documents: Document) -> Corpus:
    """A results folder of these documents, with its index."""
    folder.mkdir(parents=True, exist_ok=True)
    with TablesWriter(folder) as writer:
        for doc in documents:
            writer.add(to_batches(document_rows(doc, load_tables())))
    write_record(folder, {"format": FORMAT_VERSION, "counts": writer.counts})
    build_index(folder)
    return Corpus(folder)


def small_corpus(folder: Path) -> Corpus:
    return write_corpus(folder, liaoning(), zhejiang(), dalian())
