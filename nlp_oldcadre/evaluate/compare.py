"""One document's annotation beside what was found: which spans are pairs, which attributes are right.

Two spans are a pair when they share at least half of their union; ``full`` asks for the right key attributes as well,
the figure a knowledge graph lives on. White space, quotation marks and separators do not count in names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import Any

from nlp_oldcadre.evaluate.scores import Scores, Tally

# The attributes that must be right for a pair to count as full.
KEYS = {
    "REGION": ("adcode",),
    "ORG": ("name",),
    "PERSON": (),
    "DOCUMENT": ("kind",),
    "PROGRAM": ("name",),
    "SLOGAN": ("kind",),
    "QUANTITY": ("amount", "unit", "modifier"),
    "TIME": ("value",),
    "MEASURE": ("status", "topic"),
    "HONOR": (),
}
_SEPARATORS = re.compile(r"[\s“”\"'‘’《》〈〉「」·•・,，、。；;:：()（）\-—]+")
Attrs = dict[str, Any]
Span = tuple[int, int]


def compare_records(scores: Scores, gold: dict[str, Any], predicted: dict[str, Any], text: str) -> None:
    """Add one document's counts. White space does not count in spans."""
    at = [0, *accumulate(not c.isspace() for c in text)]
    scores.documents += 1
    for kind, tally in scores.types.items():
        g, p = ([m for m in record["mentions"] if m["type"] == kind] for record in (gold, predicted))
        paired = _count_mentions(tally, KEYS[kind], g, p, at)
        if kind == "QUANTITY":
            _count_quantities(scores.quantities, len(g), len(p), paired)
    _count_same(
        scores.headings, *({(h["level"], at[h["start"]], at[h["end"]]) for h in r["headings"]} for r in (gold, predicted))
    )
    _count_same(scores.facts, *({(plain(a), r, plain(b)) for a, r, b in record["facts"]} for record in (gold, predicted)))
    for key, value in gold["metadata"].items():
        scores.metadata_all += 1
        scores.metadata_right += _same_value(value, predicted["metadata"].get(key), ordered=False)


def _count_same(tally: Tally, gold: set[Any], predicted: set[Any]) -> None:
    tally.gold += len(gold)
    tally.predicted += len(predicted)
    tally.exact += len(gold & predicted)


def _count_mentions(
    tally: Tally, keys: tuple[str, ...], gold: list[dict[str, Any]], predicted: list[dict[str, Any]], at: list[int]
) -> list[tuple[Attrs, Attrs]]:
    """Add the counts of one type; the attributes of each pair."""
    g, p = ([(at[m["start"]], at[m["end"]]) for m in rows] for rows in (gold, predicted))
    tally.gold += len(g)
    tally.predicted += len(p)
    tally.exact += (Counter(g) & Counter(p)).total()
    paired = [(gold[i].get("attrs", {}), predicted[j].get("attrs", {})) for i, j in pairs(g, p)]
    tally.overlap += len(paired)
    tally.full += sum(all(same_attribute(key, *attrs) for key in keys) for attrs in paired)
    return paired


# What must be right beside the value, figure by figure.
_BESIDE_VALUE: dict[str, Callable[[Attrs, Attrs], bool]] = {
    "value": lambda g, p: True,
    "value_unit": lambda g, p: same_attribute("unit", g, p),
    "value_change": lambda g, p: same_attribute("modifier", g, p) and same_attribute("change", g, p),
    "value_counted_partial": lambda g, p: shared_characters(plain(g.get("indicator")), plain(p.get("indicator"))) >= 0.5,
    "value_counted": lambda g, p: same_attribute("indicator", g, p),
}


def _count_quantities(tallies: dict[str, Tally], gold: int, predicted: int, paired: list[tuple[Attrs, Attrs]]) -> None:
    """The five figures; a pair counts for one when its value and what the figure asks for are right."""
    same_value = [attrs for attrs in paired if same_attribute("amount", *attrs)]
    for name, is_right in _BESIDE_VALUE.items():
        tallies[name].gold += gold
        tallies[name].predicted += predicted
        tallies[name].full += sum(is_right(*attrs) for attrs in same_value)


def shared_characters(first: str, second: str) -> float:
    """The Dice coefficient of two names' characters, 1.0 for two empty ones.

    Examples
    --------
    >>> shared_characters("志愿服务队", "服务队")
    0.75
    """
    total = len(first) + len(second)
    return 2 * (Counter(first) & Counter(second)).total() / total if total else 1.0


def pairs(gold: list[Span], predicted: list[Span]) -> Iterator[tuple[int, int]]:
    """One-to-one pairs whose intersection is at least half of their union, best first.

    Examples
    --------
    >>> list(pairs([(0, 4)], [(1, 4), (0, 4)]))
    [(0, 1)]
    """
    found = []
    for i, (gold_start, gold_end) in enumerate(gold):
        for j, (start, end) in enumerate(predicted):
            shared = min(gold_end, end) - max(gold_start, start)
            union = max(gold_end, end) - min(gold_start, start)
            if shared > 0 and 2 * shared >= union:
                found.append((-shared / union, i, j))
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    for _, i, j in sorted(found):
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            yield i, j


def same_attribute(name: str, gold: dict[str, Any], predicted: dict[str, Any]) -> bool:
    """Whether an attribute is right; ``amount`` compares value or low and high."""
    if name == "amount":
        return _amount(gold) == _amount(predicted)
    return _same_value(gold.get(name), predicted.get(name), ordered=True)


def _same_value(gold: Any, predicted: Any, *, ordered: bool) -> bool:
    empty: tuple[Any, ...] = (None, "", [])
    if gold in empty or predicted in empty:
        return gold in empty and predicted in empty
    if isinstance(gold, list):
        if not isinstance(predicted, list):
            return False
        g, p = ([plain(v) for v in values] for values in (gold, predicted))
        return g == p if ordered else sorted(g) == sorted(p)
    return plain(gold) == plain(predicted)


def _amount(attrs: dict[str, Any]) -> tuple[float | None, ...]:
    ends = (attrs.get("value"),) * 2 if attrs.get("value") is not None else (attrs.get("low"), attrs.get("high"))
    return tuple(None if end is None else round(float(end), 6) for end in ends)


def plain(value: Any) -> str:
    """A name without white space, quotation marks and separators, in lower case; an empty text for None."""
    return "" if value is None else _SEPARATORS.sub("", str(value)).lower()
