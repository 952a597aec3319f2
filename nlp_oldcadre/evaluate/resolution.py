"""Scores of resolution: which mentions of the annotated documents are one thing, and which the program takes for one.

Truth is the canonical name of an organisation, and of a programme its name in a region or, where
``corpora/resolution/gold_entities.csv`` says so, the entity there: the same programme in two documents, or two of one name.
Documents without annotation (``corpora/provinces``) count for the names that this file lists for them.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from nlp_oldcadre.corpus import FORMAT_VERSION, Corpus
from nlp_oldcadre.corpus.packed import to_batches
from nlp_oldcadre.corpus.rows import document_rows
from nlp_oldcadre.corpus.tables_writer import TablesWriter
from nlp_oldcadre.corpus.writer import write_record
from nlp_oldcadre.evaluate.gold import Annotated, annotated
from nlp_oldcadre.model import Document, Fact, Mention, Metadata, OrgValue, ProgramValue
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.read import read
from nlp_oldcadre.resolve import Entity, Gathered, Item, Resolution, resolve, resolve_items
from nlp_oldcadre.resolve.org_names import OrgNames
from nlp_oldcadre.resolve.program_names import ProgramNames
from nlp_oldcadre.tables import load_tables

TYPES = ("ORG", "PROGRAM")
MODES = ("baseline", "pipeline", "annotated", "printed")
# A name that goes on is another one: 桃源银发宣讲团, 湖南省委老干部局办公室.
_ENDS = "(?!办公室|分校|临时|队伍|[\u4e00-\u9fff]{0,4}(?:处|室|智库|团|队|总队|分队)(?![\u4e00-\u9fff]{0,2}[室员长]))"
_NATIONAL = re.compile("(?:党史|党纪|主题|四史).{0,2}教育|不忘初心、牢记使命")


class TrueMention(NamedTuple):
    """A mention of the truth: half-open characters of the source text, and the thing that it names."""

    document: str
    type: str
    start: int
    end: int
    name: str
    entity: str


@dataclass(frozen=True, slots=True)
class PairScores:
    """Precision and recall over pairs of mentions, and the same by B-cubed (Bagga and Baldwin 1998).

    Examples
    --------
    >>> scores([("a", "1"), ("a", "1"), ("b", "1"), ("b", None)]).precision
    0.3333333333333333
    """

    mentions: int
    pairs: int
    precision: float
    recall: float
    b_precision: float
    b_recall: float


def scores(labels: Sequence[tuple[str, str | None]]) -> PairScores:
    """Scores of mentions, each with its true thing and the program's (None: not found, alone)."""
    named = [(true, found if found is not None else f"missed {n}") for n, (true, found) in enumerate(labels)]
    both, true, found = Counter(named), Counter(t for t, _ in named), Counter(f for _, f in named)
    hits, told, wanted = (sum(n * (n - 1) // 2 for n in counts.values()) for counts in (both, found, true))
    total = max(1, len(named))
    return PairScores(
        len(named),
        wanted,
        hits / told if told else 1.0,
        hits / wanted if wanted else 1.0,
        sum(n * n / found[f] for (_, f), n in both.items()) / total,
        sum(n * n / true[t] for (t, _), n in both.items()) / total,
    )


def evaluate_resolution(corpora: Path, folder: Path, *, split: str | None, mode: str = "pipeline") -> dict[str, PairScores]:
    """Resolve documents of ``corpora/gold`` (a split, or None: all) together with ``corpora/provinces`` and score the result.

    Parameters
    ----------
    folder : a new folder, for the results.
    mode : ``pipeline`` (end to end: a mention that is not found is lost), ``annotated`` (the annotated mentions with their
        canonical names), ``printed`` (the annotated mentions, of organisations only what stands on the page), ``baseline``
        (end to end, with names compared letter by letter within a province).

    Returns
    -------
    dict
        Scores of ``ORG``, ``PROGRAM``, and of both: ``all``, and ``gold``, the mentions of annotated documents alone.
    """
    truth = list(true_mentions(corpora, split))
    documents = [_document(corpora, uri, truth, mode) for uri in sorted(_texts(corpora, split))]
    corpus = _written(documents, folder)
    resolution = _Letters(corpus) if mode == "baseline" else resolve(corpus)
    labels = list(_labels(resolution, corpus, truth))
    of_type = {kind: scores([(t, f) for k, t, f in labels if k == kind]) for kind in TYPES}
    in_gold = [label for label, mention in zip(labels, truth, strict=True) if mention.document.startswith("gold/")]
    return of_type | {"all": scores([(t, f) for _, t, f in labels]), "gold": scores([(t, f) for _, t, f in in_gold])}


def evaluate_hard_cases(path: Path, *, letters: bool = False) -> dict[str, PairScores]:
    """Scores on names of one's own: rows of document, kind, name, region of the document, owner, parent and entity.

    ``letters`` gives the figures of the baseline: the same letters in one province.
    """
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    found = Gathered(items=[])
    for row in rows:
        item = _hard_item(row)
        known = next((n for n, other in enumerate(found.items) if other.key == item.key), None)
        if known is None:
            found.items.append(item)
        found.uses[item.kind, row["document"], row["name"]] = len(found.items) - 1 if known is None else known
    resolution = resolve_items(found)
    labels: list[tuple[str, str, str | None]] = []
    for row in rows:
        kind = "ORG" if row["kind"] == "organization" else "PROGRAM"
        look_up = resolution.organization if kind == "ORG" else resolution.program
        entity = look_up(row["name"], row["document"])
        told = f"{row['name']}@{row['region'][:2]}" if letters else entity.key if entity else None
        labels.append((kind, f"{kind} {row['entity']}", told))
    return {kind: scores([(t, f) for k, t, f in labels if kind in (k, "all")]) for kind in (*TYPES, "all")}


def _hard_item(row: dict[str, str]) -> Item:
    tables = load_tables()
    if row["kind"] == "organization":
        parsed = OrgNames.of(tables).parse(row["name"], near=row["region"])
        scope = row["document"] if parsed.is_relative else ""
        return Item("Organization", row["name"], parsed.adcode, scope=scope, documents=(row["document"],))
    is_national = ProgramNames.of(tables).is_national(row["name"])
    owners, parents = (frozenset(filter(None, [row[side]])) for side in ("owner", "parent"))
    home = None if is_national else row["region"]
    return Item("Program", row["name"], home, documents=(row["document"],), owners=owners, parents=parents)


def true_mentions(corpora: Path, split: str | None) -> Iterator[TrueMention]:
    """The mentions of the truth."""
    for document in _gold(corpora, split):
        yield from _of_annotation(f"gold/{document.path.name}", document.record(), _entities(corpora))
    for path in _editions(corpora):
        uri = f"provinces/{path.name}"
        text = _raw(corpora, uri).source_text
        for (named_in, kind, name), entity in _entities(corpora).items():
            if named_in == uri:
                # A line of a page may end within a name.
                for match in re.finditer(r"\s*".join(map(re.escape, name)) + _ENDS, text):
                    yield TrueMention(uri, kind, *match.span(), name, entity)


@cache
def _entities(corpora: Path) -> dict[tuple[str, str, str], str]:
    with (corpora / "resolution" / "gold_entities.csv").open(encoding="utf-8", newline="") as handle:
        return {(r["document"], r["type"], r["name"]): f"{r['type']} {r['entity']}" for r in csv.DictReader(handle)}


def _of_annotation(uri: str, record: dict[str, Any], entities: dict[tuple[str, str, str], str]) -> Iterator[TrueMention]:
    homes = {subject: place for subject, relation, place, *_ in record["facts"] if relation == "in_region"}
    for mention in record["mentions"]:
        name = mention["attrs"].get("name")
        if mention["type"] in TYPES and name:
            own = name if mention["type"] == "ORG" or _NATIONAL.search(name) else f"{name}@{homes.get(name, uri)}"
            entity = entities.get((uri, mention["type"], name), f"{mention['type']} {own}")
            yield TrueMention(uri, mention["type"], mention["start"], mention["end"], name, entity)


def _texts(corpora: Path, split: str | None) -> list[str]:
    gold = [f"gold/{document.path.name}" for document in _gold(corpora, split)]
    return gold + [f"provinces/{path.name}" for path in _editions(corpora)]


def _gold(corpora: Path, split: str | None) -> list[Annotated]:
    """The annotated documents whose programmes ``gold_entities.csv`` tells apart: those of the first batch."""
    return [document for document in annotated(corpora / "gold", split=split) if document.row.get("batch", "1") == "1"]


def _editions(corpora: Path) -> list[Path]:
    """The documents of the provinces, in the formats of offices."""
    return sorted((corpora / "provinces").iterdir())


def _raw(corpora: Path, uri: str) -> Document:
    """A document as it is read; annotated ones are plain text with their line ends as they are."""
    path = corpora / uri
    if path.suffix != ".txt":
        found = read(path)
        return replace(found, source=replace(found.source, uri=uri))
    with path.open(encoding="utf-8", newline="") as handle:
        return Document.from_text(handle.read(), uri=uri)


def _document(corpora: Path, uri: str, truth: list[TrueMention], mode: str) -> Document:
    raw = _raw(corpora, uri)
    if mode in ("pipeline", "baseline"):
        return process(raw)
    mentions = [m for m in truth if m.document == uri]
    names = [raw.source_text[m.start : m.end] if mode == "printed" and m.type == "ORG" else m.name for m in mentions]
    values = [OrgValue(n) if m.type == "ORG" else ProgramValue("brand", n) for m, n in zip(mentions, names, strict=True)]
    found = tuple(Mention(m.type, m.start, m.end, value, rule="annotation") for m, value in zip(mentions, values, strict=True))
    annotation = (corpora / uri).with_suffix(".json")
    if not annotation.is_file():
        processed = process(raw)
        return replace(raw, metadata=processed.metadata, mentions=found, facts=_without_evidence(processed.facts))
    record = json.loads(annotation.read_text(encoding="utf-8"))
    region = {name: record["metadata"].get(name) for name in ("genre", "title", "date", "region", "adcode")}
    return replace(raw, metadata=Metadata(**region), mentions=found, facts=tuple(_facts(record)))


def _without_evidence(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    relations = ("run_by", "in_region", "part_of")
    return tuple(Fact(f.subject, f.predicate, f.object, region=f.region) for f in facts if f.predicate in relations)


def _facts(record: dict[str, Any]) -> Iterator[Fact]:
    for subject, relation, other, *_ in record["facts"]:
        if relation in ("run_by", "in_region", "part_of", "issued_by"):
            yield Fact(subject, relation, other)


def _written(documents: list[Document], folder: Path) -> Corpus:
    """The documents as a results folder, without an index."""
    folder.mkdir(parents=True)
    with TablesWriter(folder) as writer:
        for document in documents:
            writer.add(to_batches(document_rows(document, load_tables())))
    write_record(folder, {"format": FORMAT_VERSION, "counts": writer.counts})
    return Corpus(folder)


class _Letters:
    """The baseline: the same letters are the same thing, of programmes in one province."""

    def __init__(self, corpus: Corpus) -> None:
        self._provinces = {r["id"]: (r["adcode"] or "")[:2] for r in corpus.table("documents", ["id", "adcode"]).to_pylist()}

    def organization(self, name: str, _: str) -> Entity | None:
        return Entity("Organization", name, name)

    def program(self, name: str, document_id: str) -> Entity | None:
        return Entity("Program", f"{name}@{self._provinces[document_id]}", name)


def _labels(
    resolution: Resolution | _Letters, corpus: Corpus, truth: list[TrueMention]
) -> Iterator[tuple[str, str, str | None]]:
    """Type, true thing and the program's of each true mention, found by overlap."""
    ids = {row["uri"]: row["id"] for row in corpus.table("documents", ["id", "uri"]).to_pylist()}
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in corpus.table("mentions", ["document_id", "type", "name", "start", "end"]).to_pylist():
        found.setdefault((row["document_id"], row["type"]), []).append(row)
    for mention in truth:
        document = ids[mention.document]
        over = [row for row in found.get((document, mention.type), ()) if _overlap(row, mention) > 0 and row["name"]]
        best = max(over, key=lambda row: _overlap(row, mention), default=None)
        look_up = resolution.organization if mention.type == "ORG" else resolution.program
        entity = look_up(best["name"], document) if best else None
        yield mention.type, mention.entity, entity.key if entity else None


def _overlap(row: dict[str, Any], mention: TrueMention) -> int:
    return int(min(row["end"], mention.end) - max(row["start"], mention.start))
