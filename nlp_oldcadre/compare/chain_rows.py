"""What became of measures on their way down: kept, hardened, softened, made concrete, dropped, added."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nlp_oldcadre.compare.align_rows import ALIGNMENT, Aligner, Pair, aligned_row
from nlp_oldcadre.compare.chains import Chains, Link
from nlp_oldcadre.compare.evidence import Sided
from nlp_oldcadre.compare.groups import Groups
from nlp_oldcadre.compare.measure_list import list_measures
from nlp_oldcadre.compare.measure_space import Indices
from nlp_oldcadre.compare.sides import find_document

CHAINS = ("link", "upper", "upper_level", "lower", "lower_level", *ALIGNMENT)

# Plans of one time are linked where so many measures, and this share of the lower one's, have a counterpart above.
_LEAST, _SHARE = 3, 0.25
_RELATIONS = {"matched": "kept", "only_left": "dropped", "only_right": "added"}


def chains(groups: Groups, document: str | None = None) -> list[Sided]:
    """Rows of the chains; see :func:`nlp_oldcadre.compare.chains`."""
    only = find_document(groups, document)["id"] if document else None
    builder = _ChainRows(groups)
    rows: list[Sided] = []
    for link in builder.links():
        if only in (None, link.upper, link.lower):
            rows += builder.rows(link)
    return rows


class _ChainRows:
    def __init__(self, groups: Groups) -> None:
        self.groups, self.chains = groups, Chains(groups)
        self.aligner = Aligner(groups, list_measures(groups))
        members: dict[str, list[int]] = {}
        for i, measure in enumerate(self.aligner.measures):
            members.setdefault(measure.document, []).append(i)
        self._of = {document: np.array(own, np.int64) for document, own in members.items()}

    def links(self) -> list[Link]:
        """Citations, and for each other document the plan of each level above that it has most in common with."""
        cited = dict.fromkeys(self.chains.cited())
        known = {link[:2] for link in cited}
        best: dict[tuple[str, str | None], tuple[int, Link]] = {}
        for link in self.chains.of_one_time():
            if link[:2] not in known and (common := self._common(link)):
                key = link.lower, self.chains.level(link.upper)
                best[key] = max(best.get(key, (0, link)), (common, link))
        found = [*cited, *(link for _, link in best.values())]
        return sorted(found, key=lambda link: (self._code(link.lower), link.lower, link.basis, link.upper))

    def _code(self, document: str) -> str:
        return str(self.chains.documents[document]["adcode"] or "")

    def _measures(self, document: str) -> Indices:
        return self._of.get(document, np.zeros(0, np.int64))

    def _common(self, link: Link) -> int:
        """How many measures of the lower plan have a counterpart above; 0 where they are too few."""
        lower = self._measures(link.lower)
        common = len({other for _, other, _ in self._pairs(link)})
        return common if common >= max(_LEAST, _SHARE * len(lower)) else 0

    def _pairs(self, link: Link) -> list[Pair]:
        return list(self.aligner.pairs(self._measures(link.upper), self._measures(link.lower)))

    def rows(self, link: Link) -> Iterator[Sided]:
        """The measures above, each with its counterpart below or dropped, then those that only the lower document has."""
        best: dict[int, Pair] = {}
        pairs = self._pairs(link)
        for pair in pairs:
            best.setdefault(pair[0], pair)
        for one in self._measures(link.upper).tolist():
            _, other, score = best.get(one, (one, None, None))
            yield self._row(link, one, other, score)
        taken = {other for _, other, _ in pairs}
        for other in self._measures(link.lower).tolist():
            if other not in taken:
                yield self._row(link, None, other, None)

    def _row(self, link: Link, one: int | None, other: int | None, score: float | None) -> Sided:
        _, row = aligned_row(self.aligner, one, other, score, int(one is not None and other is not None))
        documents = self.chains.documents
        about = {
            "link": link.basis,
            "upper": documents[link.upper]["title"], "upper_level": self.chains.level(link.upper),
            "lower": documents[link.lower]["title"], "lower_level": self.chains.level(link.lower),
        }  # fmt: skip
        group = self.groups.of({"document_id": link.lower})
        return group, row | about | {"relation": _RELATIONS[row["relation"]]}
