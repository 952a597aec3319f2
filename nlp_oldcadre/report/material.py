"""What the parts of a report are made of: the comparisons of the chosen regions and topics, each worked out once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from nlp_oldcadre.compare import SIDED, VIEWS, view
from nlp_oldcadre.compare.groups import COUNTRY, UNKNOWN, Groups
from nlp_oldcadre.compare.selection import Selection
from nlp_oldcadre.corpus.held import HeldCorpus
from nlp_oldcadre.corpus.labels import labels
from nlp_oldcadre.frames import records
from nlp_oldcadre.headers import SHEETS
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.report.brief import Line, Row, Run, Sources, Table
from nlp_oldcadre.report.extent import GREAT, PAIRED, PAIRED_DOCUMENTS, latest, read_for
from nlp_oldcadre.report.wording import given, spoken
from nlp_oldcadre.tables import Tables, load_tables

if TYPE_CHECKING:
    from nlp_oldcadre.corpus import Corpus

# Columns that say where a row comes from; the list of sources has them.
_PLACE = frozenset({"document", "uri", "start", "end", "sentence", "others"})
# Columns of amounts as they are written, whose bounds are told in words.
_AMOUNTS = frozenset(
    {"amount", "other_amount", "value", "numerator", "denominator", "results", "target", "reached", "teams", "volunteers"}
    | {"sessions", "places", "users"}
)
# In a report the sides are places.
_SIDES = {"group": "地区", "region": "所指地区"}
# What the kinds of a comparison are kinds of, and columns that hold names though codes are called the same.
_KINDS = {"functions": "program", "counterparts": "program", "spread": "slogan", "reprints": "reprint"}
_NAMES = frozenset({"program", "slogan", "score", "type", "group"})
# A sheet of more rows is of no use to anybody; the comparison itself has all of them.
MOST_ROWS = 20_000


class Material:
    """A corpus as a report sees it.

    Parameters
    ----------
    only : what was chosen; everything by default.
    by : what stands side by side: ``province``, or ``city`` where all chosen regions lie in one province.
    """

    def __init__(self, corpus: Corpus, only: Selection, tables: Tables | None = None) -> None:
        self.only, self.tables = only, tables or load_tables()
        self.regions = Regions.of(self.tables)
        self.corpus = read_for(corpus, only, self.regions)
        provinces = {self.regions.province(code) for code in only.regions}
        self.by = "city" if len(provinces) == 1 else "province"
        self.sources = Sources(self.corpus)
        self._rows: dict[str, list[Row]] = {}

    @cached_property
    def groups(self) -> Groups:
        return Groups(self.corpus, self.by, self.tables, self.only)

    @cached_property
    def documents(self) -> list[Row]:
        """The documents of the chosen regions and years, each with its group."""
        return [
            row | {"group": self.groups.of({"document_id": row["id"], "start": None}).name}
            for row in self.groups.chosen_documents()
        ]

    def rows(self, what: str) -> list[Row]:
        """The rows of a comparison; none where this version has no such comparison."""
        if what not in self._rows:
            corpus = self.paired if what in PAIRED else self.corpus
            found = records(view(corpus, what, by=self.by, only=self.only, tables=self.tables)) if self.has(what) else []
            for row in found if what == "results" else ():
                row["rank"] = _rank(row)
            self._rows[what] = found
        return self._rows[what]

    @cached_property
    def paired(self) -> HeldCorpus:
        """What is compared each with each: the corpus, of a great one the latest documents of each place."""
        if len(self.documents) <= GREAT:
            return self.corpus
        return HeldCorpus(self.corpus, latest(self.documents))

    def extent(self, what: str) -> str:
        """A sentence that says so where a comparison is not of all documents; empty where it is."""
        if what not in PAIRED or self.paired is self.corpus:
            return ""
        return f"材料较多，本部分只比对各地日期最近的共{PAIRED_DOCUMENTS}份。"

    def has(self, what: str) -> bool:
        """Whether there is such a comparison of all that was chosen."""
        return what in VIEWS or what in SIDED

    def is_side(self, group: str) -> bool:
        """Whether a group is a place that can be compared: neither the country nor what could not be told."""
        return group not in (COUNTRY.name, UNKNOWN.name)

    def sides(self, rows: Iterable[Row]) -> list[str]:
        """The groups of the rows, each once, in their order."""
        return [name for name in dict.fromkeys(row["group"] for row in rows) if self.is_side(name)]

    def label(self, of: str, value: Any) -> str:
        """The Chinese word of a code, the code itself where there is none."""
        return labels(self.tables, of).get(value, value or "")

    def cite(self, text: str, *places: Row) -> Run:
        """A text with the places that say it."""
        every = (place for row in places for place in evidence_of(row))
        return Run(text, self.sources.numbers(every))

    def table(self, sheet: str, what: str, *, shown: int | None = None) -> Table:
        """A comparison as a table in words, its last column the sources."""
        rows = self.rows(what)
        named = {name: zh for name, (zh, _) in SHEETS.get(what, {}).items() if name not in _PLACE}
        if what not in SHEETS:
            named = {name: name for row in rows[:1] for name in row if name not in _PLACE | {"evidence"}}
        filled = {name for row in rows for name in named if given(row, name) not in (None, "", [])}
        columns = {name: _SIDES.get(name, zh) for name, zh in named.items() if name in filled or not rows}
        kind = _KINDS.get(what, what.removesuffix("s"))
        told = [self._row(row, columns, kind) for row in rows[:MOST_ROWS]]
        columns |= {"marking": "标识"} if any(row["marking"] for row in told) else {}
        return Table(
            sheet, columns | {"sources": "来源"}, told, shown, frozenset({"date", "first_date", "deadline"}), len(rows)
        )

    def word(self, what: str, name: str, value: Any) -> str:
        """The Chinese word of a code in a column of a comparison."""
        return str(self._word(name, value, _KINDS.get(what, what.removesuffix("s"))) or "")

    def _row(self, row: Row, columns: Iterable[str], kind: str) -> Row:
        out = {name: self._cell(name, given(row, name), kind) for name in columns}
        places = list(evidence_of(row))
        marking = "；".join(dict.fromkeys(place["marking"] for place in places if given(place, "marking")))
        return out | {"sources": self.sources.numbers(places), "marking": marking}

    def _cell(self, name: str, value: Any, kind: str) -> Any:
        if isinstance(value, bool):
            return "是" if value else None
        if isinstance(value, list):
            value = "；".join(str(self._word(name, item, kind)) for item in value if not isinstance(item, dict))
        if not isinstance(value, str):
            return value
        return spoken(value) if name in _AMOUNTS else self._word(name, value, kind)

    def _word(self, name: str, value: Any, kind: str) -> Any:
        """The Chinese word of a code; names and texts as they are."""
        of = kind if name == "kind" else name.removeprefix("other_").removeprefix("silent_")
        of = of.removesuffix("s") if of == "topics" else of
        return value if name in _NAMES else labels(self.tables, of).get(value, value)


def evidence_of(row: Row) -> Iterable[Row]:
    """The places of a row of any comparison: its own, those of its list, those of its two sides."""
    for name in (name for name, value in row.items() if name.endswith("evidence") and isinstance(value, list)):
        yield from (place for place in row[name] if isinstance(place, dict))
    prefixes = [name.removesuffix("document") for name in row if name.endswith("document")]
    for prefix in prefixes:
        yield {name: given(row, prefix + name) for name in ("document", "page", "start", "end", "marking")}


def _rank(row: Row) -> str | None:
    """2/5, or 1–3/5 where bounds leave it open."""
    best, worst, among = (given(row, name) for name in ("rank_low", "rank_high", "ranked"))
    return f"{best:g}{f'–{worst:g}' if worst != best else ''}/{among:g}" if best else None


def line(*runs: Run | str) -> Line:
    """Runs and plain texts as a line."""
    return tuple(run if isinstance(run, Run) else Run(run) for run in runs)
