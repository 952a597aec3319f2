"""From the tables of a corpus to the graph. Read :func:`build` first: it names the steps in their order."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

import networkx as nx

from nlp_oldcadre.graph.keys import COUNTRY, Keys, one_line
from nlp_oldcadre.graph.schema import Schema
from nlp_oldcadre.graph.statements import FACT_EDGES, MENTION_NODES
from nlp_oldcadre.model import hash_id
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.tables import Tables, load_tables

if TYPE_CHECKING:
    from nlp_oldcadre.corpus import Corpus

Row = dict[str, Any]


def build(corpus: Corpus, *, tables: Tables | None = None) -> nx.MultiDiGraph:
    """The graph of a corpus, checked against the schema of ``data/graph.toml``."""
    tables = tables or load_tables()
    builder = Builder(corpus, tables)
    builder.add_documents()
    builder.add_mentions()
    builder.add_facts()
    builder.add_region_tree()
    Schema.of(tables).check(builder.graph)
    return builder.graph


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an edge is said: the document, the place in its source text, the characters there."""

    document: str
    uri: str
    start: int
    end: int
    quote: str
    modality: str = "reported"
    time: str = ""


class Builder:
    """Adds nodes and edges under stable keys; what is added twice stays once."""

    def __init__(self, corpus: Corpus, tables: Tables) -> None:
        self.regions = Regions.of(tables)
        self.keys = Keys(self.regions)
        self.graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        self.documents = {row["id"]: row for row in corpus.table("documents", _DOCUMENT_COLUMNS).to_pylist()}
        self.mentions = {row["id"]: row for row in corpus.table("mentions", _MENTION_COLUMNS).to_pylist()}
        self.measures = {row["id"]: row for row in corpus.table("measures", _MEASURE_COLUMNS).to_pylist()}
        self.facts = corpus.table("facts").to_pylist()
        self._sections = corpus.table("sections", ["document_id", "level", "start", "end", "quote"]).to_pylist()

    # Nodes

    def add_node(self, kind: str, key: str, label: str, **attributes: Any) -> str:
        """Add a node, or what is new of it; empty values are left out."""
        self.graph.add_node(key, kind=kind, label=one_line(label), **_known(attributes))
        return key

    def region(self, name: str | None) -> str | None:
        """The node of a region given by full name or code; None for the whole country and what is in no table."""
        code = self.keys.adcode(name)
        if code is None:
            self._note_unknown(name)
            return None
        region = self.regions.by_code[code]
        return self.add_node("Region", f"Region:{code}", self.regions.full_name(code), adcode=code, level=region.level)

    def _note_unknown(self, name: str | None) -> None:
        """A region that is in no table has no node; the graph says which they were."""
        unknown: list[str] = self.graph.graph.setdefault("unknown_regions", [])
        if name and name not in COUNTRY and name not in unknown:
            unknown.append(name)

    def named(self, kind: str, name: str, **attributes: Any) -> str:
        """The node of what its name alone tells from others."""
        return self.add_node(kind, self.keys.named(kind, name), name, **attributes)

    def program(self, name: str, document: str, **attributes: Any) -> str:
        """The node of a programme in the province that the document gives it."""
        code = self.home(name, document)
        province = self.regions.province(code) if code else None
        return self.add_node("Program", self.keys.program(name, code), name, adcode=province, **attributes)

    def person(self, name: str, document: str) -> str:
        key = self.keys.person(name, self.documents[document]["adcode"])
        return self.add_node("Person", key, name)

    def document(self, title: str, document: str) -> str:
        """The corpus's own document of this title where there is one (the speaking one first), else a cited document."""
        if found := self._by_title.get(_bare(title)):
            return f"Document:{document if document in found else found[0]}"
        return self.add_node("Document", self.keys.named("Document", f"《{title}》"), title, in_corpus=False)

    def home(self, program: str, document: str) -> str | None:
        """The code of the region that a document gives the programme, else of the document's own region."""
        return self._homes.get((document, program)) or self.documents[document]["adcode"]

    @cached_property
    def _homes(self) -> dict[tuple[str, str], str]:
        found = [(f["document_id"], f["subject"], f["object"]) for f in self.facts if f["predicate"] == "in_region"]
        return {(doc, name): code for doc, name, region in found if (code := self.keys.adcode(region))}

    @cached_property
    def _by_title(self) -> dict[str, list[str]]:
        out: dict[str, list[str]] = {}
        for row in self.documents.values():
            if row["title"]:
                out.setdefault(_bare(row["title"]), []).append(row["id"])
        return out

    # Edges and their evidence

    def add_edge(self, source: str, kind: str, target: str, evidence: Evidence, **attributes: Any) -> None:
        """Add an edge; the same statement at the same place is one edge, at two places two."""
        # The letter keeps readers of GraphML from taking a hash of digits alone for a number.
        key = "e" + hash_id(source, kind, target, evidence.document, evidence.start, evidence.end)
        self.graph.add_edge(source, target, key=key, kind=kind, **asdict(evidence), **_known(attributes))

    def of_document(self, document: str) -> Evidence:
        """What a document says of itself as a whole rests on its title, else on its beginning."""
        place = self._titles.get(document) or {"start": 0, "end": 0, "quote": ""}
        return Evidence(document, self.documents[document]["uri"], place["start"], place["end"], place["quote"])

    def of_mention(self, row: Row) -> Evidence:
        uri = self.documents[row["document_id"]]["uri"]
        return Evidence(row["document_id"], uri, row["start"], row["end"], row["quote"])

    def of_fact(self, fact: Row) -> Evidence:
        document, time = fact["document_id"], fact["time"] or ""
        place = fact if fact["start"] is not None else asdict(self.of_document(document))
        return Evidence(document, fact["uri"], place["start"], place["end"], place["quote"], fact["modality"], time)

    @cached_property
    def _titles(self) -> dict[str, Row]:
        first: dict[str, Row] = {}
        for row in self._sections:
            if row["level"] == 1 and row["quote"]:
                first.setdefault(row["document_id"], row)
        return first

    # Steps

    def add_documents(self) -> None:
        """A node for each document, joined to its region."""
        for row in self.documents.values():
            attributes = {name: row[name] for name in ("uri", "genre", "date", "number", "adcode", "marking")}
            node = self.add_node("Document", f"Document:{row['id']}", row["title"] or row["uri"], in_corpus=True, **attributes)
            if region := self.region(row["adcode"]):
                self.add_edge(node, "in_region", region, self.of_document(row["id"]))

    def add_mentions(self) -> None:
        """A node for each thing that is named; one edge from each document that names it, with the first place."""
        places: dict[tuple[str, str], list[Row]] = {}
        for row in self.mentions.values():
            make = MENTION_NODES.get(row["type"])
            if make and (node := make(self, row)):
                places.setdefault((f"Document:{row['document_id']}", node), []).append(row)
        for (document, node), rows in places.items():
            if document != node:
                self.add_edge(document, "mentions", node, self.of_mention(rows[0]), count=len(rows))
            if rows[0]["type"] == "ORG" and (region := self.region(rows[0]["adcode"])):
                self.add_edge(node, "in_region", region, self.of_mention(rows[0]))

    def add_facts(self) -> None:
        """The edges of each statement."""
        for fact in self.facts:
            edges = FACT_EDGES.get(fact["predicate"])
            for source, kind, target in edges(self, fact) if edges else ():
                self.add_edge(source, kind, target, self.of_fact(fact), region=fact["region"])

    def add_region_tree(self) -> None:
        """Every region that occurs, up to its province."""
        for code in [data["adcode"] for _, data in self.graph.nodes(data=True) if data["kind"] == "Region"]:
            while parent := self.regions.parent(code):
                child, above = self.region(code), self.region(parent)
                assert child and above
                row = Evidence("", "GB/T 2260", 0, 0, f"{code} {self.regions.name(code)}")
                self.add_edge(child, "part_of_region", above, row)
                code = parent


_DOCUMENT_COLUMNS = ["id", "uri", "title", "genre", "date", "number", "adcode", "marking"]
_MENTION_COLUMNS = ["id", "document_id", "type", "name", "kind", "adcode", "start", "end", "quote"]
_MEASURE_COLUMNS = ["id", "status", "topic", "verb", "object"]


def _known(attributes: dict[str, Any]) -> dict[str, Any]:
    exact = {name: float(v) if isinstance(v, Decimal) else v for name, v in attributes.items()}
    return {name: value for name, value in exact.items() if value not in (None, "")}


def _bare(title: str) -> str:
    return "".join(title.split())
