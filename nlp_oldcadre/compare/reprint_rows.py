"""Reprints and copied passages: both places, who was first, how much of each document it is."""

from __future__ import annotations

from nlp_oldcadre.compare.align_rows import OTHER_PLACE
from nlp_oldcadre.compare.evidence import Sided, evidence
from nlp_oldcadre.compare.groups import Groups, Row
from nlp_oldcadre.compare.reprint_pairs import Shared, SharedPassages

REPRINTS = ("kind", "direction", "other_group", "resemblance", "letters", "share", "other_share")

# Passages so alike are verbatim but for signs of print; documents so much of which is shared are reprinted wholly.
_VERBATIM, _WHOLE = 0.97, 0.8

Spans = dict[str, list[tuple[int, int]]]


def reprints(groups: Groups) -> list[Sided]:
    """Rows of the shared passages, the copy first; see :func:`nlp_oldcadre.compare.reprints`."""
    found = SharedPassages(groups)
    rows = [_row(found, shared) for shared in found]
    return sorted(rows, key=lambda r: (-r[1]["letters"], r[0], r[1]["document"], r[1]["start"]))


def copied_spans(groups: Groups) -> Spans:
    """Document → what it took over from an earlier one; where no date tells, the one of the two that comes later here."""
    found = SharedPassages(groups)
    spans: Spans = {}
    for shared in found:
        copy, _, _ = _in_order(found, shared)
        first, last = found.sentences[copy[0]], found.sentences[copy[-1]]
        spans.setdefault(first.document, []).append((first.start, last.end))
    return spans


def _in_order(found: SharedPassages, shared: Shared) -> tuple[tuple[int, ...], tuple[int, ...], str | None]:
    """The copy, its source, and how the order is known: ``date``, or None."""
    one, other = shared[:2]
    dates = [found.groups.documents[found.sentences[side[0]].document]["date"] for side in (one, other)]
    # A day of February and February itself tell nothing.
    if dates[0] and dates[1] and not dates[0].startswith(dates[1]) and not dates[1].startswith(dates[0]):
        return (one, other, "date") if dates[0] > dates[1] else (other, one, "date")
    return other, one, None


def _row(found: SharedPassages, shared: Shared) -> Sided:
    copy, source, known = _in_order(found, shared)
    places = [_place(found, side) for side in (copy, source)]
    groups = found.groups
    row: Row = {
        "kind": _kind(found, shared),
        "direction": "copied_from" if known else None,
        "other_group": groups.of(places[1]).name,
        "resemblance": round(shared.resemblance, 3),
        "letters": found.letters_of(copy),
        "share": round(found.share(copy), 3),
        "other_share": round(found.share(source), 3),
    }
    one, other = (evidence(groups, place) for place in places)
    return groups.of(places[0]), row | one | {f"other_{name}": other[name] for name in OTHER_PLACE}


def _kind(found: SharedPassages, shared: Shared) -> str:
    """``verbatim`` or ``edited``, of whole documents; ``excerpt`` where one of the two is much more."""
    if min(found.share(side) for side in shared[:2]) < _WHOLE:
        return "excerpt" if max(found.share(side) for side in shared[:2]) >= _WHOLE else "passage"
    return "verbatim" if shared.resemblance >= _VERBATIM else "edited"


def _place(found: SharedPassages, side: tuple[int, ...]) -> Row:
    first, last = found.sentences[side[0]], found.sentences[side[-1]]
    text = found.texts[first.document][first.start : last.end]
    return {
        "document_id": first.document, "start": first.start, "end": last.end, "page": None, "quote": text,
        "sentence": "".join(found.texts[first.document][first.start : first.end].split()),
    }  # fmt: skip
