"""The records of an index for a search server: lines in the bulk format of OpenSearch, and the mapping of its index."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nlp_oldcadre.corpus.titles import full_title
from nlp_oldcadre.packages import write_whole
from nlp_oldcadre.search.page_marks import page_at
from nlp_oldcadre.search.passages import passages
from nlp_oldcadre.search.records import PASSAGE, known_pages
from nlp_oldcadre.search.said import documents, said_of

if TYPE_CHECKING:
    from nlp_oldcadre.corpus import Corpus

_KEYWORD, _TEXT = {"type": "keyword"}, {"type": "text", "analyzer": "cjk"}
_NAME = {**_TEXT, "fields": {"exact": _KEYWORD}}
_FIELDS: dict[str, tuple[str, ...]] = {
    "keyword": (
        "document", "uri", "genre", "adcode", "marking", "type", "unit", "bound", "time", "status", "topic", "level", "date",
    ),
    "double": ("low", "high"),
    "integer": ("start", "end", "page"),
    "boolean": ("uncertain",),
}  # fmt: skip
MAPPING: dict[str, Any] = {
    "mappings": {
        "dynamic": "strict",
        "properties": {
            **{name: {"type": kind} for kind, names in _FIELDS.items() for name in names},
            **dict.fromkeys(("title", "sentence"), _TEXT),
            **dict.fromkeys(("surface", "name", "post", "organisation", "indicator", "program", "region"), _NAME),
        },
    }
}

Row = dict[str, Any]


def export_bulk(corpus: Corpus, path: str | Path, *, index: str = "oldcadre") -> int:
    """Write a corpus for OpenSearch (or Elasticsearch): ``PATH`` in bulk format, ``PATH`` with ``.mapping.json`` beside it.

    Parameters
    ----------
    path : the file of lines; send it with ``curl -H 'Content-Type: application/x-ndjson' --data-binary @PATH URL/_bulk``.
    index : the name of the index there, made before with the mapping.

    Returns
    -------
    int
        How many records were written.

    Raises
    ------
    NotWritable : when the file can't be written; nothing half-written is left.
    """
    path = Path(path)
    mapping = json.dumps(MAPPING, indent=1) + "\n"
    write_whole(path.with_name(f"{path.name}.mapping.json"), lambda fresh: fresh.write_text(mapping, encoding="utf-8"))
    count = 0

    def write(fresh: Path) -> None:
        nonlocal count
        with fresh.open("w", encoding="utf-8") as file:
            for id, record in bulk_records(corpus):
                action = {"index": {"_index": index, "_id": id}}
                file.write(f"{json.dumps(action)}\n{json.dumps(record, ensure_ascii=False)}\n")
                count += 1

    write_whole(path, write)
    return count


def bulk_records(corpus: Corpus) -> Iterator[tuple[str, Row]]:
    """Each record with its id, document by document: its passages, then its mentions."""
    for row, mentions, said in documents(corpus):
        title = full_title({"title": row.title, "issue": row.issue, "total_issue": row.total_issue})
        about = {"document": row.id, "title": title}
        about |= {name: getattr(row, name) for name in ("uri", "region", "adcode", "genre", "date", "marking")}
        known = known_pages(row, mentions)
        for start, end, _ in passages(row.text):
            place = {
                "type": PASSAGE,
                "start": start,
                "end": end,
                "page": page_at(known, start),
                "sentence": row.text[start:end],
            }
            yield f"{row.id}-{start}", _known(about | place)
        for mention in mentions:
            own = {name: getattr(mention, name) for name in ("type", "sentence", "start", "end", "page")}
            told = said_of(mention, said.amount(mention.id), said.measure(mention.id))
            yield mention.id, _known(about | own | {"surface": mention.quote} | told)


def _known(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None}
