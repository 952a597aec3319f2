"""Verb phrases that may be measures, each with what speaks for and against it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from nlp_oldcadre.extract.clauses import LETTERS
from nlp_oldcadre.extract.measure_object import Nouns, Objects, head_phrase
from nlp_oldcadre.extract.measure_verbs import Head, Heads
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Span


class Phrase(NamedTuple):
    """A candidate: its span, its object's span, its verb head, and the names of its features.

    ``acted`` is the inner object where the object acts itself (组织老同志开展志愿服务: 志愿服务).
    """

    start: int
    end: int
    object: Span
    head: Head
    features: tuple[str, ...]
    acted: Span | None = None


_MOVED = re.compile("[把将](?![要会继进])")
_ABOUT = re.compile("对(?![接标照口])")
_LIGHT = frozenset(("进行", "给予", "开展", "实施", "作出", "做出"))
_ARTICLE = re.compile("了?[出]?一(?:批|个|场|次|部|本|套|期|支|项)")
_KINDS = ("PROGRAM", "DOCUMENT", "TITLE", "SLOGAN", "QUOTE", "QUANTITY", "ORG", "TIME")
_SIZES = ((1, "0"), (3, "1-2"), (6, "3-5"), (13, "6-12"), (31, "13-30"))


class Phrases:
    """The candidate phrases of a document, clause by clause."""

    def __init__(self, scan: Scan, mask: str) -> None:
        self.mask = mask
        self.heads = Heads(scan, mask)
        self.objects = Objects(mask, scan.tables)
        self.nouns = Nouns.of(scan.tables)

    def of(self, clause: Span) -> Iterator[Phrase]:
        """Every phrase that could be a measure, in the order of its verb; they may overlap."""
        heads = self.heads.of(*clause)
        for i, head in enumerate(heads):
            before, later = heads[:i], heads[i + 1 :]
            yield self._phrase(clause, head, before, later)

    def _phrase(self, clause: Span, head: Head, before: list[Head], later: list[Head]) -> Phrase:
        end = self.objects.end(head, later, clause)
        start, form, obj = head.start, "plain", Span(head.end, end)
        if moved := self._fronted(clause, head, end):
            start, form, obj = moved
        place = head.place if form == "plain" else self.heads.place(clause.start, start)
        marks = (f"form={form}", *self._frame(clause, head, place, before), *self._object(head, obj, later, end))
        return Phrase(start, end, obj, head, marks, _acted(head, later, end))

    def _fronted(self, clause: Span, head: Head, end: int) -> tuple[int, str, Span] | None:
        """The object before its verb: 把…纳入, 对…进行表彰."""
        mask = self.mask
        if any(v.moved for v in head.verbs):
            found = list(_MOVED.finditer(mask, clause.start, head.start))
            if found and head.start - found[-1].end() >= 2:
                return found[-1].start(), "moved", Span(found[-1].end(), head.start)
        if head.verbs[0].verb in _LIGHT and (len(head.verbs) > 1 or end - head.end <= 6):
            found = list(_ABOUT.finditer(mask, clause.start, head.start))
            if found and head.start - found[-1].end() >= 2:
                return found[-1].start(), "about", Span(found[-1].end(), head.start)
        return None

    def _frame(self, clause: Span, head: Head, place: str, before: list[Head]) -> Iterator[str]:
        """The verb, and what stands before it."""
        first = head.verbs[0]
        kind = f"{first.strength}/noun" if first.noun else first.strength
        yield f"verb={kind}"
        if len(head.verbs) > 1:
            yield f"second={head.verbs[1].strength}"
        yield f"place={place}"
        yield f"place={place}/{kind}"
        yield "before=" + (before[-1].verbs[0].strength if before else "none")

    def _object(self, head: Head, span: Span, later: list[Head], end: int) -> Iterator[str]:
        """The object: names and numbers in it, its head, its length, what acts in it."""
        obj, strength = self.mask[span.start : span.end], head.verbs[0].strength
        for kind in _KINDS:
            if LETTERS[kind] in obj:
                yield f"has={kind}"
        yield from self._head_noun(obj, strength)
        if any(word in obj for word in self.nouns.vague):
            yield "vague"
        if obj[:1] in ("的", "成", "为"):
            yield f"next={obj[0]}"
        if obj[:1] in ("了", "出"):
            yield "next=了"
        if _ARTICLE.match(obj):
            yield "article"
        yield from self._inner(head, [h for h in later if h.start < end])
        yield "size=" + next((name for limit, name in _SIZES if len(obj) < limit), "long")

    def _head_noun(self, obj: str, strength: str) -> Iterator[str]:
        phrase = head_phrase(obj)
        kind = self.nouns.kind(phrase) if phrase else "empty"
        if phrase[-1:] in ("”", "》", LETTERS["PROGRAM"], LETTERS["DOCUMENT"]):
            kind = "name"
        yield f"head={kind}"
        yield f"head={kind}/{strength}"
        if phrase != obj and obj[len(phrase) :][:2] in ("工作", "建设"):
            yield "wrapper=" + obj[len(phrase) :][:2]

    def _inner(self, head: Head, inner: list[Head]) -> Iterator[str]:
        """The first verb inside the object: in 组织老同志开展活动 it decides."""
        first = next((h.verbs[0].strength for h in inner if h.place != "object"), "none")
        if any(v.pivot for v in head.verbs):
            yield f"acts={first}"
        elif inner:
            yield f"inner={first}"


def _acted(head: Head, later: list[Head], end: int) -> Span | None:
    if any(v.pivot for v in head.verbs):
        for inner in later:
            if inner.end < end and inner.place != "object":
                return Span(inner.end, end)
    return None
