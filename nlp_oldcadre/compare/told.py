"""The amounts of a programme as lines to read, each once, whatever report or spelling it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nlp_oldcadre.compare.amounts import Yardstick
from nlp_oldcadre.compare.groups import Groups, Row
from nlp_oldcadre.compare.readings import status_of
from nlp_oldcadre.compare.result_rows import amount_of, doubt

_MARKS = re.compile(r"[“”‘’\"\s]")
# Amounts are the same where these are.
_SAME = ("low", "high", "bound", "modifier", "change", "share_of")


def told(groups: Groups, facts: Iterable[Row]) -> Iterator[tuple[Row, str]]:
    """The amounts that differ, each with its line; （计划） stands behind what is still to be reached.

    A bulletin and the news made of it tell one thing in other words: an equal amount in another document, of what ends in
    the same words (服务队志愿者, 志愿者), is told already.
    """
    yardstick = Yardstick.of(groups.tables)
    known: dict[tuple[object, ...], list[Row]] = {}
    for fact in facts:
        status = status_of(groups, fact)
        key = (status, yardstick.unit(fact["unit"]), tuple(fact["per"] or ()), *(fact[name] for name in _SAME))
        before = known.setdefault(key, [])
        if not any(_is_one(fact, other) for other in before):
            before.append(fact)
            yield fact, f"{fact['object']} {amount_of(fact)}{doubt(fact)}" + ("（计划）" if status == "planned" else "")


def _is_one(fact: Row, other: Row) -> bool:
    """Whether two equal amounts count one thing."""
    one, two = (_MARKS.sub("", said["object"]) for said in (fact, other))
    return one == two or (fact["document_id"] != other["document_id"] and (one.endswith(two) or two.endswith(one)))
