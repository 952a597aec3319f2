"""The spaCy door: ``nlp = spacy.blank("zh"); nlp.add_pipe("oldcadre")``.

The component gives a ``Doc`` whose words are those of jieba's dictionary and never cross a mention's edge, so that every
mention is a ``Span``. All offsets are those of the text that was given, not of the cleaned one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import pairwise
from typing import Any

import rjieba
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from nlp_oldcadre.model import MENTION_TYPES, Document, attributes
from nlp_oldcadre.pipeline import process

SPANS_KEY = "oldcadre"


@Language.factory("oldcadre", default_config={"types": list(MENTION_TYPES), "spans_key": SPANS_KEY})
def make_oldcadre(nlp: Language, name: str, types: list[str], spans_key: str) -> OldcadreComponent:
    """The factory that spaCy finds through the package's entry point.

    Examples
    --------
    >>> import spacy
    >>> nlp = spacy.blank("zh")
    >>> _ = nlp.add_pipe("oldcadre")
    >>> doc = nlp("培训支部书记 700 多人次。")
    >>> [(span.text, span._.attrs["value"]) for span in doc.spans["QUANTITY"]]
    [('700 多人次', 700)]
    """
    return OldcadreComponent(types, spans_key)


class OldcadreComponent:
    """Puts mentions into ``doc.spans`` (all under ``spans_key``, and by type) and what was found into ``doc._``.

    ``doc.ents`` holds the longest mentions that do not overlap, measures left out.

    ``doc._.mentions`` is a list of dicts (type, start, end, attrs, rule), ``doc._.metadata`` a dict, ``doc._.headings`` and
    ``doc._.facts`` lists of dicts; ``span._.attrs`` holds a mention's attributes. All are plain values, so a ``Doc`` can be
    pickled and sent between processes.
    """

    def __init__(self, types: Sequence[str], spans_key: str) -> None:
        if unknown := [t for t in types if t not in MENTION_TYPES]:
            raise ValueError(f"types must be among {', '.join(MENTION_TYPES)}, got {unknown[0]!r} instead")
        self.types, self.spans_key = tuple(types), spans_key

    def __call__(self, doc: Doc) -> Doc:
        found = process(Document.from_text(doc.text)) if doc.text.strip() else Document.from_text(doc.text)
        mentions = [m for m in _mentions(found) if m["type"] in self.types]
        out = _segment(doc, mentions)
        out._.mentions = mentions
        out._.metadata = {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(found.metadata).items() if v}
        out._.headings = [
            dict(zip(("start", "end"), found.to_source(*s.heading), strict=True), level=s.level) for s in found.sections
        ]
        out._.facts = list(_facts(found))
        self._add_spans(out)
        return out

    def _add_spans(self, doc: Doc) -> None:
        spans = [_span(doc, i, m) for i, m in enumerate(doc._.mentions)]
        doc.spans[self.spans_key] = spans
        # What spaCy's own tools look at: names and numbers without overlap; whole measures would hide them.
        doc.ents = filter_spans([span for span in spans if span.label_ != "MEASURE"])
        for kind in self.types:
            doc.spans[kind] = [span for span in spans if span.label_ == kind]


def _mentions(found: Document) -> Iterator[dict[str, Any]]:
    for m in found.mentions:
        start, end = found.to_source(m.start, m.end)
        yield {"type": m.type, "start": start, "end": end, "attrs": attributes(m.value), "rule": m.rule}


def _facts(found: Document) -> Iterator[dict[str, Any]]:
    for fact in found.facts:
        plain = {k: v for k, v in asdict(fact).items() if v is not None and k not in {"quantity", "evidence"}}
        if fact.quantity:
            plain["quantity"] = attributes(fact.quantity)
        yield plain | {"evidence": [list(found.to_source(*found.mentions[i].span)) for i in fact.evidence]}


def _segment(doc: Doc, mentions: Iterable[dict[str, Any]]) -> Doc:
    """The same text as words of jieba's dictionary, cut at every mention's edge."""
    text = doc.text
    edges = sorted({0, len(text), *(m["start"] for m in mentions), *(m["end"] for m in mentions)})
    words = [word for a, b in pairwise(edges) for word in rjieba.cut(text[a:b])]
    out = Doc(doc.vocab, words=words, spaces=[False] * len(words))
    out.user_data.update(doc.user_data)
    return out


def _span(doc: Doc, index: int, mention: dict[str, Any]) -> Span:
    # The id leads from the span back to its mention.
    span = doc.char_span(mention["start"], mention["end"], label=mention["type"], span_id=str(index))
    assert span is not None, "words were cut at every mention's edge"
    return span


def _attrs(span: Span) -> dict[str, Any]:
    mentions = span.doc._.mentions or []
    if span.id_.isdigit() and int(span.id_) < len(mentions):
        return dict(mentions[int(span.id_)]["attrs"])
    return {}


for _name in ("mentions", "metadata", "headings", "facts"):
    Doc.set_extension(_name, default=None, force=True)
Span.set_extension("attrs", getter=_attrs, force=True)
