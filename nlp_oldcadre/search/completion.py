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

Row = dict[str, Any]


def write_names(corpus: Corpus, folder: Path) -> None:
    """Count the names of a corpus and write them beside its index."""
    counts: Counter[tuple[str, str]] = Counter()
    for batch in corpus.batches("mentions", ["type", "name", "quote"]):
        for type, name, quote in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            if type in _NAMED:
                counts[" ".join((name or quote).split()), type] += 1
    rows = [(name, type, count, *spelled(name)) for (name, type), count in sorted(counts.items())]
    columns = zip(*rows, strict=True) if rows else [[]] * len(_SCHEMA)
    arrays = [pa.array(list(column), field.type) for column, field in zip(columns, _SCHEMA, strict=True)]
    pq.write_table(pa.Table.from_arrays(arrays, schema=_SCHEMA), folder / NAMES)


def spelled(name: str) -> tuple[str, str]:
    """The pinyin of a name and its initials; what is no Chinese character stays as it is.

    Examples
    --------
    >>> spelled("银发App")
    ('yinfaapp', 'yfapp')
    """
    syllables = [syllable for word in words(fold(name)) for syllable in _syllables(word)]
    return "".join(syllable for syllable, _ in syllables), "".join(initial for _, initial in syllables)


@lru_cache(maxsize=1 << 16)
def _syllables(word: str) -> tuple[tuple[str, str], ...]:
    """The syllables of a word with their initials: the word decides how its characters are read (重庆, 重视)."""
    from pypinyin import lazy_pinyin

    if word.isascii():
        return ((word, word),)
    return tuple((syllable, syllable[:1]) for syllable in lazy_pinyin(word))


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
