"""From the tables of a corpus to the names that are to be resolved, each with what is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nlp_oldcadre.resolve.model import ORGANIZATION, PROGRAM, Evidence, Item, Problem
from nlp_oldcadre.resolve.org_names import OrgNames
from nlp_oldcadre.resolve.places import Places
from nlp_oldcadre.resolve.program_names import ProgramNames
from nlp_oldcadre.tables import Tables

if TYPE_CHECKING:
    from nlp_oldcadre.corpus import Corpus

Row = dict[str, Any]
Use = tuple[str, str]

_DOCUMENT_COLUMNS = ["id", "uri", "adcode", "date"]
_MENTION_COLUMNS = ["document_id", "type", "name", "adcode", "start", "end", "quote"]
_FACT_COLUMNS = [
    "document_id",
    "predicate",
    "subject",
    "object",
    "adcode",
    "region",
    "program",
    "low",
    "unit",
    "start",
    "end",
    "quote",
]
_KINDS = {"ORG": ORGANIZATION, "PROGRAM": PROGRAM}
# Numbers below are stated of too many things to tell one.
_TELLING_NUMBER = 10


@dataclass(slots=True)
class Gathered:
    """``items`` to be compared, ``uses``: (kind, document, name) → place in ``items``, ``contained``: pairs of items that
    are part and whole, ``problems`` found on the way, ``regions``: document → code of its region."""

    items: list[Item] = field(default_factory=list)
    uses: dict[tuple[str, str, str], int] = field(default_factory=dict)
    contained: set[tuple[int, int]] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    regions: dict[str, str | None] = field(default_factory=dict)


@dataclass(slots=True)
class _Known:
    """What the documents say of one name in one region, while it is being gathered."""

    documents: dict[str, None] = field(default_factory=dict)
    near: bool = True
    owners: set[str] = field(default_factory=set)
    parents: set[str] = field(default_factory=set)
    results: set[tuple[str, str, str]] = field(default_factory=set)
    evidence: Evidence = field(default_factory=Evidence)


def gather(corpus: Corpus, tables: Tables) -> Gathered:
    """The names of organisations and programmes of a corpus, one item for each name in each region."""
    return _Gatherer(corpus, tables).gathered()


class _Gatherer:
    def __init__(self, corpus: Corpus, tables: Tables) -> None:
        self.places, self.orgs, self.programs = Places.of(tables), OrgNames.of(tables), ProgramNames.of(tables)
        self.documents = {row["id"]: row for row in corpus.table("documents", _DOCUMENT_COLUMNS).to_pylist()}
        self._mentions = corpus.table("mentions", _MENTION_COLUMNS)
        self._facts = corpus.table("facts", _FACT_COLUMNS)
        self.out = Gathered(regions={key: row["adcode"] for key, row in self.documents.items()})
        self._known: dict[Item, _Known] = {}
        self._of_use: dict[tuple[str, str, str], Item] = {}
        self._homes: dict[Use, set[str]] = {}
        self._owners: dict[Use, str] = {}

    def gathered(self) -> Gathered:
        self._check_regions()
        self._find_homes()
        for row in self._named():
            self._use(_KINDS[row["type"]], row["document_id"], row["name"], row)
        self._take_facts()
        places = {item: n for n, item in enumerate(self._known)}
        self.out.items = [self._finished(item, known) for item, known in self._known.items()]
        self.out.uses = {use: places[item] for use, item in self._of_use.items()}
        self._find_parts()
        return self.out

    def _named(self) -> list[Row]:
        """The first mention of each name in each document."""
        import pyarrow.compute as pc

        chosen = self._mentions.filter(pc.is_in(self._mentions["type"], pc_values(_KINDS)))
        frame = chosen.to_pandas().dropna(subset=["name"]).drop_duplicates(["document_id", "type", "name"])
        return list(frame.astype(object).where(frame.notna(), None).to_dict("records"))

    def _rows(self, *predicates: str) -> list[Row]:
        import pyarrow.compute as pc

        return list(self._facts.filter(pc.is_in(self._facts["predicate"], pc_values(predicates))).to_pylist())

    def _check_regions(self) -> None:
        for key, row in self.documents.items():
            if row["adcode"] and row["adcode"] not in self.places.regions.by_code:
                self._problem("unknown_region", row["adcode"], key)

    # Regions of programmes

    def _find_homes(self) -> None:
        self._owners = {(row["document_id"], row["subject"]): row["object"] for row in self._rows("run_by")}
        for row in self._rows("in_region"):
            code = self.places.code(row["adcode"]) or self.places.code(row["object"])
            if code:
                self._homes.setdefault((row["document_id"], row["subject"]), set()).add(code)
            elif row["object"] and row["object"] not in ("全国", "中国"):
                self._problem("unknown_region", row["object"], row["document_id"], row["subject"])

    def _home(self, name: str, document: str) -> tuple[str | None, bool]:
        """The region of a programme in a document, and whether it is only that of the document."""
        codes = self._homes.get((document, name))
        if not codes:
            own = self.documents[document]["adcode"]
            owner = self.orgs.parse(self._owners.get((document, name), ""), near=own).adcode
            return owner or (own if own in self.places.regions.by_code else None), owner is None
        common = _innermost_common(sorted(codes), self.places)
        if len(codes) > 1 and common not in codes:
            self._problem("several_regions", name, document, "|".join(sorted(codes)))
        return common, False

    # Names in documents

    def _use(self, kind: str, document: str, name: str, row: Row) -> Item:
        """Note that a document uses a name."""
        use = (kind, document, name)
        item = self._of_use.get(use)
        if item is None:
            make = self._organization if kind == ORGANIZATION else self._program
            item, near = make(document, name, row)
            self._of_use[use] = item
            self._known.setdefault(item, _Known()).near &= near
        known = self._known[item]
        if not known.documents and row.get("quote"):
            uri = self.documents[document]["uri"]
            known.evidence = Evidence(document, uri, row["start"], row["end"], row["quote"])
        known.documents[document] = None
        return item

    def _organization(self, document: str, name: str, row: Row) -> tuple[Item, bool]:
        near = self.documents[document]["adcode"]
        told = row.get("adcode") if row.get("type") == "ORG" else None
        parsed = self.orgs.parse(name, adcode=self.places.code(told), near=near)
        scope = document[:12] if parsed.is_relative else ""
        return Item(ORGANIZATION, name, parsed.adcode, scope=scope), False

    def _program(self, document: str, name: str, _: Row) -> tuple[Item, bool]:
        if self.programs.is_national(name):
            return Item(PROGRAM, name), False
        home, near = self._home(name, document)
        if home is None:
            self._problem("no_region", name, document)
        return Item(PROGRAM, name, home, scope="" if home else document[:12]), near

    # What the documents say of them

    def _take_facts(self) -> None:
        for row in self._rows("issued_by", "run_by"):
            if row["object"]:
                self._use(ORGANIZATION, row["document_id"], row["object"], row)
        for row in self._rows("run_by", "part_of"):
            if row["subject"] and row["object"]:
                known = self._known[self._use(PROGRAM, row["document_id"], row["subject"], row)]
                (known.owners if row["predicate"] == "run_by" else known.parents).add(row["object"])
                if row["predicate"] == "part_of":
                    self._use(PROGRAM, row["document_id"], row["object"], row)
        for row in self._rows("has_result"):
            if row["program"] and row["low"] is not None and row["low"] >= _TELLING_NUMBER:
                item = self._of_use.get((PROGRAM, row["document_id"], row["program"]))
                if item:
                    self._known[item].results.add((row["object"] or "", str(row["low"].normalize()), row["unit"] or ""))
        self._take_subjects()

    def _take_subjects(self) -> None:
        """Bodies that only statements name: subjects of measures that are no regions."""
        for row in self._rows("has_measure"):
            subject = row["subject"]
            if subject and (ORGANIZATION, row["document_id"], subject) not in self._of_use and not self.places.code(subject):
                self._use(ORGANIZATION, row["document_id"], subject, row)

    def _find_parts(self) -> None:
        """Part and whole are two things; a ring of them is a problem."""
        edges: dict[int, set[int]] = {}
        for row in self._rows("part_of"):
            part = self.out.uses.get((PROGRAM, row["document_id"], row["subject"]))
            whole = self.out.uses.get((PROGRAM, row["document_id"], row["object"]))
            if part is not None and whole is not None and part != whole:
                self.out.contained.add((part, whole))
                edges.setdefault(part, set()).add(whole)
        for ring in rings(edges):
            items = [self.out.items[n] for n in ring]
            documents = tuple(dict.fromkeys(d for item in items for d in item.documents))
            self.out.problems.append(Problem("cyclic_part_of", items[0].key, documents, "|".join(i.key for i in items)))

    def _finished(self, item: Item, known: _Known) -> Item:
        years = {int(date[:4]) for d in known.documents if (date := self.documents[d]["date"]) and date[:4].isdigit()}
        return Item(
            item.kind, item.name, item.home, known.near, item.scope, tuple(sorted(known.documents)), frozenset(known.owners),
            frozenset(known.parents), frozenset(years), frozenset(known.results), known.evidence,
        )  # fmt: skip

    def _problem(self, code: str, subject: str, document: str, detail: str = "") -> None:
        self.out.problems.append(Problem(code, subject, (document,), detail))


def pc_values(values: Iterable[str]) -> Any:
    """Values as Arrow wants them."""
    import pyarrow as pa

    return pa.array(list(values))


def _innermost_common(codes: list[str], places: Places) -> str | None:
    """The region itself, or the innermost one that all lie in; None where they lie in several provinces."""
    regions = places.regions
    candidate: str | None = codes[0]
    while candidate and not all(regions.contains(candidate, code) for code in codes):
        candidate = regions.parent(candidate)
    return candidate


def rings(edges: dict[int, set[int]]) -> Iterator[list[int]]:
    """The groups of nodes that can be reached from one another (Tarjan 1972, without recursion).

    >>> [sorted(ring) for ring in rings({1: {2}, 2: {3}, 3: {1}, 4: {1}})]
    [[1, 2, 3]]
    """
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    on_stack: set[int] = set()
    for root in edges:
        work = [(root, iter(edges.get(root, ())))] if root not in order else []
        while work:
            node, rest = work[-1]
            if node not in order:
                order[node] = low[node] = len(order)
                stack.append(node)
                on_stack.add(node)
            for target in rest:
                if target not in order:
                    work.append((target, iter(edges.get(target, ()))))
                    break
                if target in on_stack:
                    low[node] = min(low[node], order[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == order[node]:
                    ring = stack[stack.index(node) :]
                    del stack[len(stack) - len(ring) :]
                    on_stack.difference_update(ring)
                    if len(ring) > 1:
                        yield ring
