"""Why a place of a document is read as it is: the mentions that cover it with their rules, and the candidates that lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from nlp_oldcadre.errors import QueryError
from nlp_oldcadre.extract import extract
from nlp_oldcadre.model import Document, Fact, Mention, Rejection, Section, attributes
from nlp_oldcadre.tables import Tables, load_tables


@dataclass(frozen=True, slots=True)
class Explanation:
    """What stands at one character of a document's text.

    ``kept`` are the mentions that cover it, the longest first; ``rejected`` the candidates that do but lost; ``facts`` the
    statements that rest on one of ``kept``; ``section`` the innermost heading above it.
    """

    offset: int
    kept: tuple[Mention, ...]
    rejected: tuple[Rejection, ...]
    facts: tuple[Fact, ...]
    section: Section | None


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """A reason why a candidate loses: its code, and what to call it."""

    code: str
    zh: str
    en: str


def explain(doc: Document, offset: int, *, tables: Tables | None = None) -> Explanation:
    """Which rules fired at a character, and which lost to what.

    Parameters
    ----------
    doc : a document that was processed; extraction is run over it once more, with its decisions noted.
    offset : a position in ``doc.text``, in code points; ``doc.offsets.from_source`` leads there from the source.
    tables : those that ``doc`` was processed with; the built-in ones by default.

    Raises
    ------
    TypeError : for an offset that is no whole number. ValueError : unless ``0 <= offset < len(doc.text)``.

    Examples
    --------
    >>> from nlp_oldcadre.pipeline import process
    >>> doc = process("全市老干部当好“智囊团”，培训支部书记700多人次。")
    >>> [(m.type, m.rule) for m in explain(doc, doc.text.index("700")).kept if m.type == "QUANTITY"]
    [('QUANTITY', 'units.csv:人次')]
    >>> [(r.type, r.reason) for r in explain(doc, doc.text.index("智囊")).rejected]
    [('PROGRAM', 'listed')]
    """
    if not isinstance(offset, int) or isinstance(offset, bool):
        kind = type(offset).__name__
        raise TypeError(f"offset must be an int, a position in doc.text (doc.text.index('…') gives one), got {kind}")
    if not 0 <= offset < len(doc.text):
        raise ValueError(f"offset must lie in [0, {len(doc.text)}), got {offset}")
    noted: list[Rejection] = []
    extract(replace(doc, mentions=(), facts=()), tables or load_tables(), rejected=noted)
    kept = {i: m for i, m in enumerate(doc.mentions) if m.start <= offset < m.end}
    lost = {r: None for r in noted if r.start <= offset < r.end}
    above = [s for s in doc.sections if s.heading.start <= offset < s.body.end]
    return Explanation(
        offset,
        tuple(sorted(kept.values(), key=lambda m: (m.start - m.end, m.type))),
        tuple(sorted(lost, key=lambda r: (r.start - r.end, r.type, r.rule))),
        tuple(fact for fact in doc.facts if not kept.keys().isdisjoint(fact.evidence)),
        above[-1] if above else None,
    )


def rows(doc: Document, explanation: Explanation) -> Iterator[dict[str, Any]]:
    """One record a mention or rejected candidate, offsets into the source; ``reason`` and ``by`` only where it lost."""
    for mention in explanation.kept:
        place = _place(doc, mention.start, mention.end)
        yield {"outcome": "kept", "type": mention.type, **place, "rule": mention.rule, "score": mention.score,
               "attrs": attributes(mention.value)}  # fmt: skip
    for lost in explanation.rejected:
        place = _place(doc, lost.start, lost.end)
        by = doc.quote(lost.by.start, lost.by.end) if lost.by else None
        yield {"outcome": "lost", "type": lost.type, **place, "rule": lost.rule, "reason": lost.reason, "by": by}


def _place(doc: Document, start: int, end: int) -> dict[str, Any]:
    span = doc.to_source(start, end)
    return {"text": doc.source_text[span.start : span.end], "start": span.start, "end": span.end}


def offset_in(doc: Document, *, at: int | None = None, text: str | None = None) -> int:
    """The position in the cleaned text that is meant by an offset into the source, or by the first occurrence of ``text``.

    Raises
    ------
    QueryError : where both are given or none, the offset lies outside or stands on a character that cleaning dropped, or
        the text does not occur.
    """
    if at is not None and text is not None:
        raise _nowhere(doc, "--at 和 --find 只能用一个", "--at and --find can't be used together")
    if at is None:
        found = doc.text.find(text or "") if text else -1
        if found < 0:
            raise _nowhere(
                doc, f"文中没有“{text}”" if text else "没有给出位置", f"{text!r} does not occur" if text else "no place given"
            )
        return found
    length = len(doc.source_text)
    if not 0 <= at < length:
        raise _nowhere(doc, f"位置 {at} 不在 0 到 {length - 1} 之间", f"offset {at} does not lie in [0, {length})")
    start, end = doc.offsets.from_source(at, at + 1)
    if start == end:
        character = doc.source_text[at]
        raise _nowhere(
            doc, f"位置 {at} 的字符 {character!r} 在清洗时去掉了", f"cleaning dropped the character {character!r} at {at}"
        )
    return start


def places(doc: Document, text: str) -> list[int]:
    """Where a text occurs, as offsets into the source.

    >>> from nlp_oldcadre.model import Document
    >>> places(Document.from_text("老党员和党员、党员"), "党员")
    [1, 4, 7]
    """
    return [doc.to_source(found.start(), found.end()).start for found in re.finditer(re.escape(text), doc.text)]


def _nowhere(doc: Document, zh: str, en: str) -> QueryError:
    return QueryError(
        doc.source.uri, zh=zh, en=en,
        remedy_zh="请用 --at 给出字符位置，或用 --find 给出文中的词语",
        remedy_en="give an offset with --at or words with --find",
    )  # fmt: skip
