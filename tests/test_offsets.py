"""The laws of the way back: what holds for every text and every list of edits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_oldcadre.offsets import Edit, OffsetMap, apply_edits

TEXTS = st.text(alphabet="老干部ab1 \n“”，。", max_size=40)


@st.composite
def edits_for(draw: st.DrawFn, text: str) -> list[Edit]:
    """Edits in order, without overlap, that invent nothing."""
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=10)))
    if len(places) % 2:
        places.pop()
    pairs = zip(places[::2], places[1::2], strict=True)
    return [Edit(a, b, draw(st.text(alphabet="甲乙", max_size=3)) if a < b else "") for a, b in pairs]


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(TEXTS)
    return text, draw(edits_for(text))


@st.composite
def chains(draw: st.DrawFn) -> tuple[OffsetMap, OffsetMap, OffsetMap]:
    """Three maps, each made from the text that the one before gave."""
    text = draw(TEXTS)
    maps = []
    for _ in range(3):
        text, step = apply_edits(text, draw(edits_for(text)))
        maps.append(step)
    return maps[0], maps[1], maps[2]


@given(chains())
def test_then_is_associative(maps: tuple[OffsetMap, OffsetMap, OffsetMap]) -> None:
    first, second, third = maps
    assert first.then(second).then(third) == first.then(second.then(third))


@given(edited())
def test_identity_changes_nothing(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    new, step = apply_edits(text, edits)
    assert OffsetMap.identity(len(text)).then(step) == step == step.then(OffsetMap.identity(len(new)))


@given(edited())
def test_intervals_are_in_order(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    new, step = apply_edits(text, edits)
    intervals = [step.to_source(i, i + 1) for i in range(len(new))]
    assert all(0 <= start < end <= len(text) for start, end in intervals)
    assert intervals == sorted(intervals)
    assert [end for _, end in intervals] == sorted(end for _, end in intervals)


@given(edited(), st.data())
def test_wider_spans_have_wider_sources(case: tuple[str, list[Edit]], data: st.DataObject) -> None:
    text, edits = case
    new, step = apply_edits(text, edits)
    a, b, c, d = sorted(data.draw(st.integers(0, len(new))) for _ in range(4))
    inner, outer = step.to_source(b, c), step.to_source(a, d)
    assert b == c or (outer[0] <= inner[0] and inner[1] <= outer[1])


@given(edited())
def test_a_kept_character_maps_to_itself(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    new, step = apply_edits(text, edits)
    touched = {i for edit in edits for i in range(edit.start, edit.end)}
    kept = [i for i in range(len(text)) if i not in touched]
    back = [step.to_source(i, i + 1) for i in range(len(new))]
    singles = [start for start, end in back if end - start == 1 and start not in touched]
    assert singles == kept
    assert all(new[back.index((i, i + 1))] == text[i] for i in kept)


@given(edited())
def test_the_text_is_the_edits_spliced_in(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    wanted = text
    for edit in reversed(edits):
        wanted = wanted[: edit.start] + edit.replacement + wanted[edit.end :]
    assert apply_edits(text, edits)[0] == wanted


@given(edited(), st.data())
def test_from_source_and_to_source_are_adjoint(case: tuple[str, list[Edit]], data: st.DataObject) -> None:
    """``from_source`` gives exactly the characters whose intervals meet the source interval."""
    text, edits = case
    new, step = apply_edits(text, edits)
    start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    first, last = step.from_source(start, end)
    meets = [i for i in range(len(new)) if step.to_source(i, i + 1)[0] < end and start < step.to_source(i, i + 1)[1]]
    assert list(range(first, last)) == (meets if start < end else list(range(first, last)))


@given(edited(), st.data())
def test_there_and_back_holds_the_span(case: tuple[str, list[Edit]], data: st.DataObject) -> None:
    text, edits = case
    new, step = apply_edits(text, edits)
    start, end = sorted((data.draw(st.integers(0, len(new))), data.draw(st.integers(0, len(new)))))
    first, last = step.from_source(*step.to_source(start, end))
    assert start == end or (first <= start and end <= last)


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(2, 3), Edit(1, 2)],
        [Edit(0, 2), Edit(1, 3)],
        [Edit(3, 9)],
        [Edit(-1, 1)],
        [Edit(1, 1, "字")],
    ],
    ids=["out of order", "overlap", "outside", "before the text", "invented"],
)
def test_bad_edits_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError):
        apply_edits("老干部", edits)


@pytest.mark.parametrize("span", [(-1, 1), (2, 1), (0, 4)])
def test_spans_outside_are_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="must lie in"):
        OffsetMap.identity(3).to_source(*span)
    with pytest.raises(ValueError, match="must lie in"):
        OffsetMap.identity(3).from_source(*span)


def test_maps_of_different_texts_do_not_compose() -> None:
    with pytest.raises(ValueError, match="must come from a text of 3"):
        OffsetMap.identity(3).then(OffsetMap.identity(2))


@given(edited(), st.data())
def test_editing_an_edited_text_is_the_same_as_composing(case: tuple[str, list[Edit]], data: st.DataObject) -> None:
    text, edits = case
    middle, first = apply_edits(text, edits)
    later = data.draw(edits_for(middle))
    new, second = apply_edits(middle, later)
    assert apply_edits(middle, later, first) == (new, first.then(second))
