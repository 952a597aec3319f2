"""How much of a great corpus a report reads: the documents that speak of the chosen regions, the latest ones of each place."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from nlp_oldcadre.compare.groups import Row
from nlp_oldcadre.compare.selection import Selection
from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.corpus.held import HeldCorpus
from nlp_oldcadre.regions import Regions

# A corpus of more documents is not read wholly for the sake of one region …
GREAT = 2_000
# … and comparisons of each with each take so many of its documents.
PAIRED_DOCUMENTS = 1_000
# Comparisons that set each measure, programme or passage beside all others.
PAIRED = frozenset({"counterparts", "alignment", "plan_vs_result", "reprints"})


def read_for(corpus: Corpus, only: Selection, regions: Regions) -> HeldCorpus:
    """The corpus; of a great one the documents that are of the chosen regions or of none, or state something of them."""
    found = corpus.table("documents", ["id", "adcode"])
    if found.num_rows <= GREAT or not only.regions:
        return HeldCorpus(corpus)
    codes = set(found["adcode"].unique().to_pylist())
    stated = corpus.table("facts", ["document_id", "adcode"])
    codes |= set(stated["adcode"].unique().to_pylist())
    inner = {code for code in codes if code and any(regions.contains(outer, code) for outer in only.regions)}
    documents = set(_ids(found, "id", inner | {None})) | set(_ids(stated, "document_id", inner))
    return HeldCorpus(corpus, documents)


def _ids(table: object, name: str, codes: set[str | None]) -> Iterable[str]:
    import pyarrow as pa
    import pyarrow.compute as pc

    chosen = pc.is_in(table["adcode"], pa.array(sorted(codes, key=str), pa.string()))  # type: ignore[index]
    ids: list[str] = table.filter(chosen)[name].unique().to_pylist()  # type: ignore[attr-defined]
    return ids


def latest(documents: Iterable[Row], count: int = PAIRED_DOCUMENTS) -> list[str]:
    """Ids of so many documents, the latest of each place before any earlier one.

    >>> rows = [{"id": n, "group": n[0], "date": n[1:]} for n in ("a2019", "a2021", "b2018")]
    >>> latest(rows, 2)
    ['a2021', 'b2018']
    """
    places: dict[str, list[str]] = {}
    for row in sorted(documents, key=lambda row: (row["date"] or "", row["id"]), reverse=True):
        places.setdefault(row["group"], []).append(row["id"])
    turns = zip_longest(*(places[name] for name in sorted(places)))
    return [id for turn in turns for id in turn if id is not None][:count]
