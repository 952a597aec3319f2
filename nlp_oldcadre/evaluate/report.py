"""The figures as tables for people: Markdown for a README, rows by province or genre for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from nlp_oldcadre.evaluate.scores import QUANTITY_FIGURES, Scores

_QUANTITY_HEADERS = ("value", "+ unit", "+ bound and change", "+ counted (partial)", "+ counted (complete)")
# The columns of a table by group, after its name and number of documents.
GROUP_FIGURES = ("mean_overlap", "mean_full", "headings", "metadata", "facts", *QUANTITY_FIGURES)


def markdown(scores: Scores) -> str:
    """The rows as two Markdown tables, figures in %: the types, and the five figures of quantities."""
    lines = [f"| F1, % ({scores.documents} documents) | gold | found | exact | overlap | full |", "| --- |" + " ---: |" * 5]
    for row in scores.rows():
        counts = ["" if row[name] is None else str(row[name]) for name in ("gold", "predicted")]
        figures = [_percent(row[name]) for name in ("exact", "overlap", "full")]
        lines.append(f"| {' | '.join([row['type'], *counts, *figures])} |")
    figures = [_percent(row["full"]) for row in scores.quantity_rows()]
    lines += [
        "",
        f"| QUANTITY, F1 % | {' | '.join(_QUANTITY_HEADERS)} |",
        "| --- |" + " ---: |" * len(figures),
        f"| | {' | '.join(figures)} |",
    ]
    return "\n".join(lines)


def _percent(figure: float | None) -> str:
    return "" if figure is None else f"{100 * figure:.1f}"


def group_rows(groups: Mapping[str, Scores]) -> Iterator[dict[str, Any]]:
    """One row a group: its name, how many documents, and :data:`GROUP_FIGURES` in [0, 1]."""
    for name, scores in groups.items():
        summary = scores.summary()
        yield {"group": name, "documents": scores.documents} | {figure: summary[figure] for figure in GROUP_FIGURES}
