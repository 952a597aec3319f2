"""Verb phrases that may be measures, each with what speaks for and against it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from nlp_oldcadre.extract.clauses import LETTERS
from nlp_oldcadre.extract.measure_object import Nouns, Objects, head_phrase
from nlp_oldcadre.extract.measure_verbs import Head, Heads, Verb
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
_LIGHT = frozenset(("进行", "给予", "开展", "实施"))
_ARTICLE = re.compile("了?[出]?一(?:批|个|场|次|部|本|套|期|支|项)")
_PREPOSITION = re.compile("[为向与给对从]|围绕|针对|依托|面向|利用|借助|结合|[根依]据|按照|在(?!职)")
_MAIN_PLACES = frozenset(("subject", "after", "org", "adverb", "name", "other"))
_DENIED = re.compile("被|没有|未能|尚未|不得|禁止|不能")
# Who acts, or the word that ends a statement of purpose.
_SUBJECT = re.compile(f"[{LETTERS['ORG']}现特]|决定|我[们市省县区局]|[局委部会]$|各[级地]")
# After these characters it was no verb phrase of its own (开展的…, 打造成…, 在…支持下), or one that is done (了).
_AFTER_VERB = frozenset("的成为下中后时前和了又将把")
# A clause that goes on with 要 or 是 speaks about the act (开展…活动，要坚持…).
_CLAIM = re.compile("[，,]\\s*(?:[要是须]|必须|应|旨在|有利于|有助于|对于|关键|目的)")
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
        marks = (
            *self._verb(head, form),
            *self._frame(clause, head, place, form, before, later),
            *self._object(head, obj),
            *self._inner(head, [h for h in later if h.start < end]),
            *self._after(head.end, clause.end),
        )
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

    def _verb(self, head: Head, form: str) -> Iterator[str]:
        first = head.verbs[0]
        yield f"form={form}"
        yield f"verb={first.group}"
        yield f"form={form}/{_rank(first)}"
        if form == "plain" and not self.heads.acts(head):
            yield f"noun/{_rank(first)}"
        if form == "moved" and (head.verbs[-1].verb == "成为" or self.mask[head.end : head.end + 1] in ("成", "为")):
            yield "becomes"
        if len(head.verbs) > 1:
            yield f"second={head.verbs[1].group}"

    def _frame(self, clause: Span, head: Head, place: str, form: str, before: list[Head], later: list[Head]) -> Iterator[str]:
        """What stands before the phrase in its clause."""
        yield f"place={place}"
        noun = form == "plain" and not self.heads.acts(head)
        yield f"place={place}/" + ("noun" if noun else _rank(head.verbs[0]))
        yield "before=" + (before[-1].verbs[0].group if before else "none")
        opening = self.mask[before[-1].end if before else clause.start : head.start]
        if _PREPOSITION.search(opening):
            yield "preposition=" + ("inside" if any(self._is_main(h) for h in later) else "before")
        if _DENIED.search(self.mask, clause.start, head.start):
            yield "denied"
        if self._serves(clause, head):
            yield "purpose"

    def _is_main(self, later: Head) -> bool:
        """Whether a later verb may be the one that a prepositional phrase leads to."""
        return later.place in _MAIN_PLACES and self.heads.acts(later)

    def _serves(self, clause: Span, head: Head) -> bool:
        """Whether the sentence has told only its purpose so far (为深入贯彻…，落实…，)."""
        start = max(self.mask.rfind(stop, 0, clause.start) for stop in "。；！？\n") + 1
        opening = self.mask[start : head.start].lstrip()
        return opening.startswith("为") and not _SUBJECT.search(opening)

    def _object(self, head: Head, span: Span) -> Iterator[str]:
        """The object: names and numbers in it, its head, its length."""
        obj = self.mask[span.start : span.end]
        for kind in _KINDS:
            if LETTERS[kind] in obj:
                yield f"has={kind}"
        yield from self._head_noun(obj, head)
        if any(word in obj for word in self.nouns.vague):
            yield "vague"
        if _ARTICLE.match(obj):
            yield "article"
        yield "size=" + next((name for limit, name in _SIZES if len(obj) < limit), "long")

    def _head_noun(self, obj: str, head: Head) -> Iterator[str]:
        phrase = head_phrase(obj)
        kind = self.nouns.kind(phrase) if phrase else "empty"
        if phrase[-1:] in ("”", "》", LETTERS["PROGRAM"], LETTERS["DOCUMENT"], LETTERS["ORG"]):
            kind = "name"
        yield f"head={kind}"
        yield f"head={kind}/{_rank(head.verbs[0])}"
        yield f"head={kind}/{head.verbs[0].group}"
        if phrase != obj and obj[len(phrase) :][:2] in ("工作", "建设"):
            yield "wrapper=" + obj[len(phrase) :][:2]

    def _inner(self, head: Head, inner: list[Head]) -> Iterator[str]:
        """The first verb inside the object: in 组织老同志开展活动 it decides."""
        first = next((h.verbs[0].group for h in inner if h.place not in ("object", "number")), "none")
        if any(v.pivot for v in head.verbs):
            yield f"acts={first}"
        elif inner:
            yield f"inner={first}"
        if head.verbs[0].group == "motion" and any(
            self.heads.acts(h) and h.verbs[0].group in ("strong", "hold") for h in inner
        ):
            yield "motion and act"

    def _after(self, verb_end: int, clause_end: int) -> Iterator[str]:
        """What follows the verb, and the clause."""
        following = self.mask[verb_end : verb_end + 1]
        if following in _AFTER_VERB:
            yield f"next={following}"
        if following == "出":
            yield "next=了"
        if _CLAIM.match(self.mask, clause_end):
            yield "then=claim"
        if self.mask[clause_end - 1 : clause_end] in ("中", "后", "时", "上", "下", "前"):
            yield "clause=adverbial"


def _rank(verb: Verb) -> str:
    """The groups in three ranks."""
    return verb.group if verb.group in ("strong", "never") else "medium"


def _acted(head: Head, later: list[Head], end: int) -> Span | None:
    if any(v.pivot for v in head.verbs):
        for inner in later:
            if inner.end < end and inner.place != "object":
                return Span(inner.end, end)
    return None
