"""Passages that two documents share: runs of sentences that follow one another in both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from nlp_oldcadre.compare.copied_text import Sentence, SentencePair, StockPhrases, near_copies, sentences
from nlp_oldcadre.compare.groups import Groups

# Seeds are sentences so alike (a third of the letters may have changed); beside them less is enough.
_SEED, _BESIDE = 0.3, 0.18
# A copy may drop or add so many sentences in between.
_GAP = 3
# A shared passage has so many letters that are no stock phrases, or is half of one of the documents.
_LETTERS, _HALF, _FEWEST = 60, 0.5, 30
# Passages that are a small part of both documents may tell the same facts in other words: they must be this much alike.
_ALIKE = 0.4
# Sentences whose shingles are kept at a time: about 100 MB.
_KEPT = 20_000
# Heads, recipients, signatures and imprints are alike in all documents of an organ.
_FORMAL = frozenset(
    "copy_number secrecy urgency letterhead issuer number signer recipients signature date note copies_to printer printed_on "
    "masthead issue total_issue contents reported_to sent_to distributed_to editor print_run marking index_number origin "
    "publish_date running_head page_number author".split()
)


class Shared(NamedTuple):
    """A passage of two documents: its sentences in each, by index, and its share of the letters of each document."""

    one: tuple[int, ...]
    other: tuple[int, ...]
    resemblance: float


class SharedPassages:
    """All passages that documents of a corpus share."""

    def __init__(self, groups: Groups) -> None:
        self.groups = groups
        chosen = {row["id"] for row in groups.chosen_documents()}
        texts = groups.corpus.table("documents", ["id", "text"]).to_pylist()
        self.texts = {str(row["id"]): str(row["text"]) for row in texts if row["id"] in chosen}
        self.sentences = list(_sentences_of(groups, self.texts))
        self._kept: dict[int, frozenset[str]] = {}
        self._number = {(s.document, s.number): i for i, s in enumerate(self.sentences)}
        self.letters: dict[str, int] = {}
        for sentence in self.sentences:
            self.letters[sentence.document] = self.letters.get(sentence.document, 0) + sentence.letters

    def __iter__(self) -> Iterator[Shared]:
        by_documents: dict[tuple[str, str], list[SentencePair]] = {}
        for pair in near_copies(self.sentences, least=_SEED):
            key = self.sentences[pair.one].document, self.sentences[pair.other].document
            by_documents.setdefault(key, []).append(pair)
        for pairs in by_documents.values():
            for run in self._runs(pairs):
                one, other = (tuple(sorted({pair[side] for pair in run})) for side in (0, 1))
                if self._is_long(one, other):
                    shared = Shared(one, other, self._resemblance(one, other))
                    if max(self.share(one), self.share(other)) >= _HALF or shared.resemblance >= _ALIKE:
                        yield shared

    def _runs(self, pairs: list[SentencePair]) -> Iterator[list[tuple[int, int]]]:
        """Pairs of one pair of documents as runs in which both sides go on; the best counterpart of a sentence counts."""
        best: dict[int, SentencePair] = {}
        for pair in sorted(pairs, key=lambda p: -p.resemblance):
            best.setdefault(pair.one, pair)
        run: list[tuple[int, int]] = []
        for one, other, _ in sorted(best.values()):
            if run and not self._follows(run[-1], (one, other)):
                yield self._extended(run)
                run = []
            run.append((one, other))
        if run:
            yield self._extended(run)

    def _follows(self, last: tuple[int, int], pair: tuple[int, int]) -> bool:
        steps = [self.sentences[b].number - self.sentences[a].number for a, b in zip(last, pair, strict=True)]
        return steps[0] <= _GAP and 0 <= steps[1] <= _GAP

    def _extended(self, run: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The run with what stands before and behind it in both documents, as long as it is alike."""
        for step in (-1, 1):
            while near := self._beside(run[0 if step < 0 else -1], step):
                run.insert(0 if step < 0 else len(run), near)
        return run

    def _beside(self, pair: tuple[int, int], step: int) -> tuple[int, int] | None:
        one, other = (self._number.get((self.sentences[i].document, self.sentences[i].number + step)) for i in pair)
        if one is None or other is None:
            return None
        left, right = self._shingles(one), self._shingles(other)
        return (one, other) if len(left & right) >= _BESIDE * len(left | right) else None

    def _shingles(self, i: int) -> frozenset[str]:
        """Of a sentence; those last asked for are kept, as far as memory goes."""
        if i not in self._kept:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[i] = self.sentences[i].shingles
        return self._kept[i]

    def _resemblance(self, one: tuple[int, ...], other: tuple[int, ...]) -> float:
        left, right = (frozenset().union(*(self._shingles(i) for i in side)) for side in (one, other))
        return len(left & right) / max(1, len(left | right))

    def share(self, side: tuple[int, ...]) -> float:
        """Of the letters of its document."""
        document = self.sentences[side[0]].document
        return self.letters_of(side) / max(1, self.letters[document])

    def letters_of(self, side: tuple[int, ...]) -> int:
        """How many letters the sentences have, stock phrases not counted."""
        return sum(self.sentences[i].letters for i in side)

    def _is_long(self, one: tuple[int, ...], other: tuple[int, ...]) -> bool:
        """Whether the passage is long enough for a copy, or half of a document."""
        letters = min(self.letters_of(one), self.letters_of(other))
        return letters >= _LETTERS or (letters >= _FEWEST and max(self.share(one), self.share(other)) >= _HALF)


def _sentences_of(groups: Groups, texts: dict[str, str]) -> Iterator[Sentence]:
    formal: dict[str, list[tuple[int, int]]] = {}
    for row in groups.corpus.table("elements", ["document_id", "kind", "start", "end"]).to_pylist():
        if row["kind"] in _FORMAL and row["start"] is not None:
            formal.setdefault(row["document_id"], []).append((row["start"], row["end"]))
    phrases = StockPhrases.of(groups.tables)
    for document, text in texts.items():
        yield from sentences(document, text, phrases, without=formal.get(document, ()))
