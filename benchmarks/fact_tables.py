"""Makes the tables of a results folder with a given number of facts, without documents to extract them from.

Everything follows from the seed. The shares of statements and mentions are those of the documents in ``corpora/``; there
are three programmes for a hundred facts, a document for ten, and the regions are those of China. Every quote stands in its
document's text, at its place.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from nlp_oldcadre.corpus import FORMAT_VERSION
from nlp_oldcadre.corpus.schemas import SCHEMAS
from nlp_oldcadre.corpus.writer import write_record
from nlp_oldcadre.model import hash_id
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.tables import load_tables

FACTS_A_DOCUMENT = 10
# How many of a thousand facts are of each kind, and of a hundred how many name a programme.
SHARES = {
    "has_measure": (403, 18), "has_result": (337, 54), "in_region": (101, 100), "run_by": (86, 100),
    "issued_by": (26, 0), "expands_to": (22, 0), "part_of": (13, 100), "awarded": (12, 0),
}  # fmt: skip
TOPICS = (
    "political",
    "organisation",
    "contribution",
    "next_generation",
    "care",
    "culture",
    "digital",
    "publicity",
    "workforce",
)
VERBS, OBJECTS = (
    ("组建", "开展", "举办", "建立", "完善", "培训", "走访", "推广"),
    ("志愿服务队", "座谈会", "学习班", "台账", "活动室"),
)
INDICATORS = (("志愿者", "名"), ("志愿服务队", "支"), ("宣讲", "场次"), ("服务", "人次"), ("活动室", "个"))
HEADS = "银龄枫叶夕阳红松柏晚霞金秋余热桑榆春晖乡贤先锋初心薪火"
ENDINGS = ("行动", "讲堂", "志愿服务队", "工作室", "驿站", "学堂")
_DOCUMENTS_A_PART = 5_000


def make(folder: Path, *, facts: int, seed: int = 7) -> None:
    """Write the tables of a corpus with about ``facts`` facts."""
    folder.mkdir(parents=True, exist_ok=True)
    maker = _Maker(random.Random(seed), facts)
    writers = {name: pq.ParquetWriter(folder / f"{name}.parquet", s, compression="zstd") for name, s in SCHEMAS.items()}
    counts = dict.fromkeys(SCHEMAS, 0)
    documents = max(1, facts // FACTS_A_DOCUMENT)
    for start in range(0, documents, _DOCUMENTS_A_PART):
        for number in range(start, min(start + _DOCUMENTS_A_PART, documents)):
            maker.document(number)
        for name, rows in maker.take().items():
            writers[name].write_table(pa.Table.from_pylist(rows, schema=SCHEMAS[name]))
            counts[name] += len(rows)
    for writer in writers.values():
        writer.close()
    write_record(folder, {"format": FORMAT_VERSION, "counts": counts})


class _Maker:
    """Invents documents; what it needs again and again (regions, programmes, organs) is made first."""

    def __init__(self, chance: random.Random, facts: int) -> None:
        self.chance = chance
        self.regions = Regions.of(load_tables())
        codes = sorted(self.regions.by_code)
        self.programs: dict[str, list[str]] = {code: [] for code in codes}
        for number in range(facts * 3 // 100 + 1):
            name = "".join(chance.choices(HEADS, k=4)) + chance.choice(ENDINGS) + (str(number) if number % 3 else "")
            self.programs[chance.choice(codes)].append(name)
        # Where something is run, documents come from.
        self.homes = [code for code in codes if self.programs[code]]
        self.slogans = [f"{''.join(chance.choices(HEADS, k=3))}精神{n}" for n in range(facts // 200 + 2)]
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMAS}

    def take(self) -> dict[str, list[dict[str, Any]]]:
        """The rows made since the last time."""
        rows, self.rows = self.rows, {name: [] for name in SCHEMAS}
        return rows

    def document(self, number: int) -> None:
        _Document(self, number).write()


class _Document:
    """A document under way: its text grows with each statement."""

    def __init__(self, maker: _Maker, number: int) -> None:
        self.maker, self.chance, self.number = maker, maker.chance, number
        self.id, self.uri = hash_id("document", number), f"synthetic/{number // 1000:03d}/{number:07d}.txt"
        self.code = self.chance.choice(maker.homes)
        self.region = maker.regions.full_name(self.code)
        self.organ = f"{self.region}委老干部局"
        self.title = f"{self.region}老干部工作简报第{number % 48 + 1}期"
        self.parts, self.length = [self.title, "\n"], len(self.title) + 1

    def write(self) -> None:
        self._row("sections", level=1, kind="title", start=0, end=len(self.title), quote=self.title)
        self.mention("REGION", self.region, adcode=self.code)
        for predicate in self.chance.choices(list(SHARES), [share for share, _ in SHARES.values()], k=FACTS_A_DOCUMENT):
            program = self._program() if self.chance.randrange(100) < SHARES[predicate][1] else None
            getattr(self, f"_{predicate}")(program)
            if self.chance.random() < 0.1:
                self.mention("PERSON", f"王{self.chance.choice(HEADS)}{self.chance.choice(HEADS)}")
        year = 2012 + self.number % 12
        self._row(
            "documents", id=self.id, uri=self.uri, sha256=self.id, genre="bulletin", title=self.title, adcode=self.code,
            number=f"老干发〔{year}〕{self.number}号" if self.number % 3 == 0 else None,
            date=f"{year}-0{self.number % 9 + 1}-15", region=self.region, text="".join(self.parts), characters=self.length,
        )  # fmt: skip

    def mention(self, type: str, surface: str, **more: Any) -> tuple[str, int, int]:
        """Write the surface into the text; the id and place of its mention."""
        start, end = self.say(surface)
        id = hash_id(self.id, type, start, end)
        named = {"name": surface} if type not in ("QUANTITY", "MEASURE") else {}
        self._row("mentions", id=id, type=type, start=start, end=end, quote=surface, **named, **more)
        return id, start, end

    def say(self, text: str) -> tuple[int, int]:
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return start, self.length

    def state(self, subject: str, predicate: str, object: str, evidence: list[tuple[str, int, int]], **more: Any) -> None:
        self.say("。")
        start, end = (evidence[0][1], evidence[-1][2]) if evidence else (0, len(self.title))
        quote = "".join(self.parts)[start:end]
        id = hash_id(self.id, subject, predicate, object, start, end)
        said = {"modality": "reported", "region": self.region, "mention_ids": [found[0] for found in evidence], "quote": quote}
        self._row(
            "facts",
            id=id,
            uri=self.uri,
            subject=subject,
            predicate=predicate,
            object=object,
            start=start,
            end=end,
            **said,
            **more,
        )

    def _row(self, table: str, **cells: Any) -> None:
        known = {} if table == "documents" else {"document_id": self.id}
        self.maker.rows[table].append(known | cells)

    def _program(self) -> str:
        return self.chance.choice(self.maker.programs[self.code])

    # One kind of statement each

    def _has_measure(self, program: str | None) -> None:
        self.mention("ORG", self.organ, adcode=self.code)
        verb, object = self.chance.choice(VERBS), self.chance.choice(OBJECTS)
        phrase = f"{verb}{program or ''}{object}{self.chance.randrange(9999)}支"
        found = self.mention("MEASURE", phrase)
        topic = self.chance.choice(TOPICS)
        self._row("measures", id=found[0], status="done", topic=topic, verb=verb, object=object, quote=phrase)
        self.state(self.organ, "has_measure", phrase, [found], program=program)

    def _has_result(self, program: str | None) -> None:
        indicator, unit = self.chance.choice(INDICATORS)
        number = self.chance.randrange(2, 99_999)
        self.say(indicator)
        found = self.mention("QUANTITY", f"{number}{unit}")
        year = str(2012 + self.number % 12) if self.chance.random() < 0.4 else None
        amount = {"low": number, "high": number, "unit": unit, "value": float(number)}
        self.state(program or self.region, "has_result", indicator, [found], program=program, time=year, **amount)

    def _in_region(self, program: str | None) -> None:
        found = self.mention("PROGRAM", program or "", kind="brand")
        self.state(program or "", "in_region", self.region, [found], program=program)

    def _run_by(self, program: str | None) -> None:
        organ = self.mention("ORG", self.organ, adcode=self.code)
        self.state(program or "", "run_by", self.organ, [organ, self.mention("PROGRAM", program or "", kind="brand")])

    def _issued_by(self, program: str | None) -> None:
        self.state(self.title, "issued_by", self.organ, [])

    def _expands_to(self, program: str | None) -> None:
        first, second = self.chance.choices(self.maker.slogans, k=2)
        self.state(first, "expands_to", second, [self.mention("SLOGAN", first, kind="formula")])

    def _part_of(self, program: str | None) -> None:
        whole = self._program()
        self.state(program or "", "part_of", whole, [self.mention("PROGRAM", program or "", kind="team")])

    def _awarded(self, program: str | None) -> None:
        honor = f"全国老干部工作先进集体{self.chance.randrange(500)}"
        self.state(self.organ, "awarded", honor, [self.mention("HONOR", honor)])
