"""Completion of names while they are typed: by their beginning, by pinyin, by the initials of pinyin.

The names of a corpus stand in the file ``names.parquet`` of its index: a row for each name and type with the number of its
mentions. Pinyin is made with the index.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from nlp_oldcadre.corpus.writer import INDEX
from nlp_oldcadre.search.synonyms import simplified
from nlp_oldcadre.search.terms import fold, words

if TYPE_CHECKING:
    from nlp_oldcadre.corpus import Corpus

NAMES = "names.parquet"
# Numbers, times and whole measures are no names.
_NAMED = ("REGION", "ORG", "PERSON", "DOCUMENT", "PROGRAM", "SLOGAN", "HONOR")
_SCHEMA = pa.schema([("name", pa.string()), ("type", pa.string()), ("count", pa.int64()), ("pinyin", pa.string()),
                     ("initials", pa.string())])  # fmt: skip

_AT_ONCE = 50_000
_READ = ["type", "name", "quote"]
_WRITTEN = pa.schema([_SCHEMA.field("name"), _SCHEMA.field("type")])

Row = dict[str, Any]


def write_names(corpus: Corpus, folder: Path) -> None:
    """Count the names of a corpus and write them beside its index."""
    rows = sorted((name, type, count) for (name, type), count in _counted(corpus).items())
    with pq.ParquetWriter(folder / NAMES, _SCHEMA) as file:
        # Some at a time: the pinyin of all takes more memory than all else.
        for start in range(0, len(rows), _AT_ONCE):
            file.write_batch(_spelled_rows(rows[start : start + _AT_ONCE]))


def _spelled_rows(rows: list[tuple[str, str, int]]) -> pa.RecordBatch:
    columns = list(zip(*rows, strict=True)) + list(zip(*(spelled(name) for name, _, _ in rows), strict=True))
    return pa.RecordBatch.from_arrays([pa.array(c, f.type) for c, f in zip(columns, _SCHEMA, strict=True)], schema=_SCHEMA)


def _counted(corpus: Corpus) -> Counter[tuple[str, str]]:
    """How often each name with its type is mentioned; only the different ones ever become values of Python."""
    named = pa.array(_NAMED, pa.string())
    batches = [_written(batch.filter(pc.is_in(batch.column(0), named))) for batch in corpus.batches("mentions", _READ)]
    different = pa.Table.from_batches(batches, _WRITTEN).group_by(["name", "type"]).aggregate([([], "count_all")])
    counts: Counter[tuple[str, str]] = Counter()
    for name, type, count in zip(*(different[key].to_pylist() for key in ("name", "type", "count_all")), strict=True):
        # A name that is broken over two lines is the same name.
        counts[" ".join(name.split()), type] += count
    return counts


def _written(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The name of each mention, or its words where it has none, beside its type."""
    type, name, quote = batch.columns
    has_name = pc.fill_null(pc.not_equal(name, ""), False)
    return pa.RecordBatch.from_arrays([pc.if_else(has_name, name, quote), type], schema=_WRITTEN)


# Names come in their order: one that stands for several types is read once.
@lru_cache(maxsize=8)
def spelled(name: str) -> tuple[str, str]:
    """The pinyin of a name and its initials; what is no Chinese character stays as it is.

    Examples
    --------
    >>> spelled("银发App")
    ('yinfaapp', 'yfapp')
    """
    read = [_read(word) for word in words(fold(name))]
    return "".join([pinyin for pinyin, _ in read]), "".join([initials for _, initials in read])


@lru_cache(maxsize=1 << 16)
def _read(word: str) -> tuple[str, str]:
    """The pinyin of a word and its initials: the word decides how its characters are read (重庆, 重视)."""
    from pypinyin import lazy_pinyin

    if word.isascii():
        return word, word
    syllables = lazy_pinyin(word)
    return "".join(syllables), "".join(syllable[:1] for syllable in syllables)


class Names:
    """The names of a corpus, ready for completion."""

    def __init__(self, corpus: Corpus) -> None:
        path = corpus.path / INDEX / NAMES
        self._table = pq.read_table(path) if path.is_file() else _SCHEMA.empty_table()

    @cached_property
    def _rows(self) -> list[Row]:
        return self._table.to_pylist()

    @cached_property
    def _keys(self) -> dict[str, list[tuple[str, int]]]:
        """For each manner of typing the sorted beginnings, with the row that they lead to."""
        keys: dict[str, list[tuple[str, int]]] = {"name": [], "pinyin": [], "initials": []}
        for number, row in enumerate(self._rows):
            keys["name"].append((fold(row["name"]), number))
            keys["pinyin"].append((row["pinyin"], number))
            keys["initials"].append((row["initials"], number))
        return {manner: sorted(found) for manner, found in keys.items()}

    def beginning(self, typed: str) -> Iterator[Row]:
        """Names that begin so, the most frequent first; then those whose pinyin does, then those whose initials do."""
        text = fold(simplified(typed))
        if not text:
            return
        given: set[tuple[str, str]] = set()
        for manner, keys in self._keys.items():
            found = [self._rows[number] for number in _starting(keys, text)]
            for row in sorted(found, key=lambda row: (-row["count"], row["name"])):
                if (row["name"], row["type"]) not in given:
                    given.add((row["name"], row["type"]))
                    yield {"name": row["name"], "type": row["type"], "count": row["count"], "by": manner}


def _starting(keys: list[tuple[str, int]], text: str) -> Iterator[int]:
    at = bisect_left(keys, (text, -1))
    while at < len(keys) and keys[at][0].startswith(text):
        yield keys[at][1]
        at += 1
