"""Passages: the stretches of a document that treat one thing, by its headings, else by its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from nlp_oldcadre.compare.groups import Groups, Row

# Longer stretches are cut at the ends of paragraphs, shorter paragraphs joined.
_LONG, _SHORT = 600, 80
# A line end after a closed sentence; others are breaks of lines and pages.
_PARAGRAPH = re.compile(r"(?<=[。！？”’；：…])\s*\n\s*")
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?[”’]?")


class Passage(NamedTuple):
    """Characters ``start`` to ``end`` of the source text of a document."""

    document: str
    start: int
    end: int


def passages(groups: Groups) -> Iterator[tuple[Passage, str]]:
    """The passages of the chosen documents with their text."""
    cuts: dict[str, list[int]] = {}
    for row in groups.corpus.table("sections", ["document_id", "start"]).to_pylist():
        cuts.setdefault(row["document_id"], []).append(row["start"])
    chosen = {row["id"] for row in groups.chosen_documents()}
    for row in groups.corpus.table("documents", ["id", "text"]).to_pylist():
        if row["id"] in chosen:
            yield from _of_text(row, cuts.get(row["id"], []))


def _of_text(row: Row, cuts: list[int]) -> Iterator[tuple[Passage, str]]:
    text = row["text"]
    edges = sorted({0, *cuts, len(text)})
    for start, end in pairwise(edges):
        for first, last in _parts(text, start, end):
            if text[first:last].strip():
                yield Passage(row["id"], first, last), text[first:last]


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if end - start > _LONG:
        for match in _PARAGRAPH.finditer(text, start, end):
            if match.end() - start >= _SHORT:
                yield start, match.end()
                start = match.end()
    if start < end:
        yield start, end


def sentences(passage: Passage, text: str) -> Iterator[tuple[Passage, str]]:
    """The sentences of a passage, without the blanks around them."""
    for match in _SENTENCE.finditer(text):
        bare = match[0].strip()
        if bare:
            start = passage.start + match.start() + match[0].index(bare)
            yield Passage(passage.document, start, start + len(bare)), bare
