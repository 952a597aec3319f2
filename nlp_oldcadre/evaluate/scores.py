"""Counts of a comparison and the figures made of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from nlp_oldcadre.model import MENTION_TYPES

# The five figures by which extraction of quantities is compared, with what must be right for each.
QUANTITY_FIGURES = ("value", "value_unit", "value_change", "value_counted_partial", "value_counted")


@dataclass
class Tally:
    """Counts of one type: annotated, predicted, same span, overlapping pairs, pairs with the right attributes."""

    gold: int = 0
    predicted: int = 0
    exact: int = 0
    overlap: int = 0
    full: int = 0

    def f1(self, figure: str) -> float | None:
        """The F1 of ``exact``, ``overlap`` or ``full`` hits; None where there is nothing to find or found."""
        total = self.gold + self.predicted
        return 2 * float(getattr(self, figure)) / total if total else None


@dataclass
class Scores:
    """Tallies over documents: ``types`` by mention type, ``quantities`` by figure, headings, facts and metadata."""

    types: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in MENTION_TYPES})
    headings: Tally = field(default_factory=Tally)
    facts: Tally = field(default_factory=Tally)
    quantities: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in QUANTITY_FIGURES})
    metadata_right: int = 0
    metadata_all: int = 0
    documents: int = 0

    def mean(self, figure: str) -> float | None:
        """The mean over the types that the annotation has."""
        values = [t.f1(figure) or 0.0 for t in self.types.values() if t.gold]
        return sum(values) / len(values) if values else None

    def rows(self) -> Iterator[dict[str, Any]]:
        """One row a type, then the mean, headings, facts and metadata: what the command prints first. Figures lie in [0, 1]."""
        for kind, tally in (*self.types.items(), ("mean", None), ("headings", self.headings), ("facts", self.facts)):
            yield {
                "type": kind,
                "gold": tally.gold if tally else None,
                "predicted": tally.predicted if tally else None,
                "exact": tally.f1("exact") if tally else self.mean("exact"),
                "overlap": self._f1(kind, "overlap"),
                "full": self._f1(kind, "full"),
            }
        right = self.metadata_right / self.metadata_all if self.metadata_all else None
        yield {"type": "metadata", "gold": self.metadata_all, "predicted": None, "exact": right, "overlap": None, "full": None}

    def quantity_rows(self) -> Iterator[dict[str, Any]]:
        """One row for each of the five figures of quantities."""
        for name, tally in self.quantities.items():
            yield {"type": name, "gold": tally.gold, "predicted": tally.predicted, "exact": None, "overlap": None,
                   "full": tally.f1("full")}  # fmt: skip

    def summary(self) -> dict[str, float | None]:
        """The figures that floors are set under, in [0, 1]; None where the annotation has nothing of the kind."""
        right = self.metadata_right / self.metadata_all if self.metadata_all else None
        figures = {"mean_overlap": self.mean("overlap"), "mean_full": self.mean("full"),
                   "headings": self.headings.f1("exact"), "metadata": right, "facts": self.facts.f1("exact")}  # fmt: skip
        per_type = {f"{kind}_{figure}": t.f1(figure) for kind, t in self.types.items() for figure in ("overlap", "full")}
        return figures | per_type | {name: tally.f1("full") for name, tally in self.quantities.items()}

    def _f1(self, kind: str, figure: str) -> float | None:
        return self.mean(figure) if kind == "mean" else self.types[kind].f1(figure) if kind in self.types else None
