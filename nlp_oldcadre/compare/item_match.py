"""Which passages of other documents do the job of which item of a plan.

An item is compared with the passages as wholes (matters and words, weighted by tf-idf) and by their best pair of measures.
A passage is a counterpart of the items that it is most like.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from nlp_oldcadre.compare.align_rows import Aligner
from nlp_oldcadre.compare.groups import Groups, Row, rows_where
from nlp_oldcadre.compare.item_list import Item, plan_items
from nlp_oldcadre.compare.measure_list import Listed, list_measures, one_line
from nlp_oldcadre.compare.measure_space import Numbers, sparse_rows
from nlp_oldcadre.compare.passages import Passage, passages
from nlp_oldcadre.compare.wording import Wording

# What a passage must have: likeness of matters (0 to 1) + of words (0 to 1) + half the score of its best pair of measures
# (0 to 1); and so much of what it has with the item that it is most like.
_ENOUGH, _SHARE_OF_BEST, _OF_MEASURES = 0.6, 0.5, 0.5
_NAMED = 4


class Counterpart(NamedTuple):
    """A passage that does the job of an item, with the indices of their best pair of measures, if there is one."""

    passage: int
    score: float
    pair: tuple[int, int] | None


class ItemMatcher:
    """The items of one document, the passages of documents of other groups, and which belong together."""

    def __init__(self, groups: Groups, document: Row) -> None:
        self.groups, self.document = groups, document
        self.items = plan_items(groups, document)
        own = groups.of({"document_id": document["id"]})
        self._text = str(rows_where(groups.corpus, "documents", "id", document["id"], ["id", "text"])[0]["text"])
        found = [(place, text) for place, text in passages(groups) if place.document != document["id"]]
        self.passages = [(place, text) for place, text in found if self.group(place) != own]
        self.wording = Wording.of(groups.tables)

    def group(self, place: Passage) -> Any:
        """The group of a passage: that of its document."""
        return self.groups.of({"document_id": place.document, "start": place.start})

    @cached_property
    def measures(self) -> list[Listed]:
        """Of all documents: the plan itself need not be of the chosen regions."""
        return list_measures(Groups(self.groups.corpus, self.groups.by, self.groups.tables))

    @cached_property
    def _aligner(self) -> Aligner:
        return Aligner(self.groups, self.measures)

    def item_text(self, item: Item) -> str:
        """Heading and body on one line."""
        return one_line(self._text[item.start : item.end])

    def measures_of(self, item: Item) -> list[int]:
        """Indices of the measures under an item."""
        return [
            i for i, m in enumerate(self.measures)
            if m.document == self.document["id"] and item.start <= m.row["start"] < item.end
        ]  # fmt: skip

    @cached_property
    def counterparts(self) -> list[list[Counterpart]]:
        """For each item its counterparts, the best first."""
        pairs = self._best_pairs
        total = self._likeness + _OF_MEASURES * _dense(pairs, (len(self.items), len(self.passages)))
        best = total.max(axis=0, initial=0.0)
        taken = (total >= _ENOUGH) & (total >= _SHARE_OF_BEST * best)
        found: list[list[Counterpart]] = []
        for i in range(len(self.items)):
            own = [Counterpart(j, float(total[i, j]), _pair(pairs.get((i, j)))) for j in np.flatnonzero(taken[i]).tolist()]
            found.append(sorted(own, key=lambda c: (-c.score, c.passage)))
        return found

    @cached_property
    def _likeness(self) -> Numbers:
        """Matters and words: an item a row, a passage a column."""
        texts = [self.item_text(item) for item in self.items] + [one_line(text) for _, text in self.passages]
        n, total = len(self.items), np.zeros((len(self.items), len(self.passages)))
        for terms, prefix in ((self.wording.all_concepts, "#"), (self.wording.all_words, "")):
            rows = sparse_rows(self.wording.weighed(terms(text).items(), prefix) for text in texts)
            total += (rows[:n] @ rows[n:].T).toarray()
        return total

    @cached_property
    def _best_pairs(self) -> dict[tuple[int, int], tuple[float, int, int]]:
        """Item and passage → score and indices of their best pair of measures."""
        item_of = {i: number for number, item in enumerate(self.items) for i in self.measures_of(item)}
        passage_of = dict(self._measures_in_passages())
        found: dict[tuple[int, int], tuple[float, int, int]] = {}
        left, right = (np.array(sorted(x), np.int64) for x in (item_of, passage_of))
        for one, other, score in self._aligner.pairs(left, right) if len(left) and len(right) else ():
            key = item_of[one], passage_of[other]
            if score > found.get(key, (0.0,))[0]:
                found[key] = score, one, other
        return found

    def _measures_in_passages(self) -> Iterator[tuple[int, int]]:
        starts: dict[str, list[tuple[int, int]]] = {}
        for j, (place, _) in enumerate(self.passages):
            starts.setdefault(place.document, []).append((place.start, j))
        for i, measure in enumerate(self.measures):
            own = starts.get(measure.document, [])
            at = bisect_right(own, (measure.row["start"], len(self.passages))) - 1
            if at >= 0:
                yield i, own[at][1]

    def reasons(self, item: int, found: Counterpart) -> str:
        """The matters and words that item and passage share, and the pair of measures."""
        one, other = self.item_text(self.items[item]), one_line(self.passages[found.passage][1])
        said = {
            "事项": self._shared(self.wording.all_concepts(one), self.wording.all_concepts(other), "#"),
            "用词": self._shared(self.wording.all_words(one), self.wording.all_words(other), ""),
        }
        if found.pair:
            said["举措"] = [" ↔ ".join(self.measures[i].text.text for i in found.pair)]
        return "；".join(f"{name}：{'、'.join(values)}" for name, values in said.items() if values)

    def _shared(self, one: Counter[str], other: Counter[str], prefix: str) -> list[str]:
        shared = one.keys() & other.keys()
        value = {term: min(one[term], other[term]) * self.wording.weight(prefix + term) for term in shared}
        return sorted(shared, key=lambda term: (-value[term], term))[:_NAMED]


def _dense(pairs: dict[tuple[int, int], tuple[float, int, int]], shape: tuple[int, int]) -> Any:
    rows, columns = ([key[side] for key in pairs] for side in (0, 1))
    return csr_matrix(([value[0] for value in pairs.values()], (rows, columns)), shape=shape).toarray()


def _pair(best: tuple[float, int, int] | None) -> tuple[int, int] | None:
    return best[1:] if best else None
