"""The parts of official documents and bulletins, each with its place in the text."""

from __future__ import annotations

import pytest

from nlp_oldcadre.structure.labelled import patterns, read_line
from nlp_oldcadre.tables import load_tables

TABLES = load_tables()
RECORDS = list(zip(TABLES.record("element_patterns")["pattern"], patterns(TABLES), strict=True))
EXAMPLES = [pytest.param(p, *example, id=example[0]) for r, p in RECORDS for example in [(e[0], e[1:]) for e in r["examples"]]]
COUNTER_EXAMPLES = [pytest.param(p, text, id=text) for r, p in RECORDS for text in r["counter_examples"]]


@pytest.mark.parametrize(("pattern", "text", "values"), EXAMPLES)
def test_example(pattern, text, values) -> None:
    assert [element.value for element in read_line(pattern, text)] == values
    assert all(text[slice(*element.span)].replace(" ", "") == element.value for element in read_line(pattern, text))


@pytest.mark.parametrize(("pattern", "text"), COUNTER_EXAMPLES)
def test_counter_example(pattern, text) -> None:
    assert list(read_line(pattern, text)) == []
