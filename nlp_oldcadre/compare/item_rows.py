"""The items of a plan beside what other regions' documents say: counterparts with reasons and places, or none."""

from __future__ import annotations

from nlp_oldcadre.compare.align_rows import OTHER_PLACE
from nlp_oldcadre.compare.evidence import PLACE, evidence
from nlp_oldcadre.compare.groups import COUNTRY, UNKNOWN, Group, Groups, Row
from nlp_oldcadre.compare.item_list import Item
from nlp_oldcadre.compare.item_match import Counterpart, ItemMatcher
from nlp_oldcadre.compare.measure_list import one_line
from nlp_oldcadre.compare.passages import sentences
from nlp_oldcadre.compare.sides import find_document

ITEMS = (
    "item", "under", "heading", "measures", "other_group", "found", "counterparts", "score", "reasons", "places",
)  # fmt: skip


def items(groups: Groups, document: str) -> list[tuple[Group, Row]]:
    """Rows of the items; see :func:`nlp_oldcadre.compare.items`."""
    matcher = ItemMatcher(groups, find_document(groups, document))
    own = groups.of({"document_id": matcher.document["id"]})
    others = {groups.of({"document_id": id}) for id in groups.documents} - {own, UNKNOWN, COUNTRY}
    rows = []
    for number in range(len(matcher.items)):
        by_group: dict[Group, list[Counterpart]] = {}
        for found in matcher.counterparts[number]:
            by_group.setdefault(matcher.group(matcher.passages[found.passage][0]), []).append(found)
        rows += [(own, _row(matcher, number, group, by_group.get(group, []))) for group in sorted(others)]
    return rows


def _row(matcher: ItemMatcher, number: int, group: Group, found: list[Counterpart]) -> Row:
    """An item and one of the other groups; the evidence of the group is its best counterpart."""
    item = matcher.items[number]
    places = [_place(matcher, item, counterpart) for counterpart in found]
    best = places[0] if places else dict.fromkeys(PLACE)
    shown: Row = {
        "item": item.number,
        "under": "／".join(item.above),
        "heading": item.heading,
        "measures": len(matcher.measures_of(item)),
        "other_group": group.name,
        "found": bool(found),
        "counterparts": len(found),
        "score": round(found[0].score, 3) if found else None,
        "reasons": matcher.reasons(number, found[0]) if found else None,
        "places": places,
    }
    section = item.section | {"sentence": item.heading}
    return shown | evidence(matcher.groups, section) | {f"other_{name}": best[name] for name in OTHER_PLACE}


def _place(matcher: ItemMatcher, item: Item, found: Counterpart) -> Row:
    """Where a counterpart is said: its measure, or the sentence of its passage that is most like the item."""
    groups = matcher.groups
    if found.pair:
        place = evidence(groups, matcher.measures[found.pair[1]].row)
    else:
        wording, about = matcher.wording, matcher.item_text(item)
        matters, words = wording.all_concepts(about).keys(), wording.all_words(about).keys()

        def shared(text: str) -> int:
            line = one_line(text)
            return 2 * len(matters & wording.all_concepts(line).keys()) + len(words & wording.all_words(line).keys())

        where, text = max(sentences(*matcher.passages[found.passage]), key=lambda pair: shared(pair[1]))
        row = {"document_id": where.document, "start": where.start, "end": where.end, "page": None, "quote": text}
        place = evidence(groups, row | {"sentence": text})
    return {name: place[name] for name in PLACE}
