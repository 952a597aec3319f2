"""The spaCy component: words, spans, attributes, processes, pickles, pictures."""

from __future__ import annotations

import pickle

import pytest
import rjieba
import spacy
from spacy import displacy

TEXT = "2020年，辽宁省委老干部局在全省开展“增添正能量·共筑中国梦”主题活动，组建志愿服务队 120 支，服务群众近\n\n3万人次。"


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("zh")
    nlp.add_pipe("oldcadre")
    return nlp


def test_text_is_unchanged_and_every_mention_is_a_span(nlp) -> None:
    doc = nlp(TEXT)
    assert doc.text == TEXT
    assert len(doc.spans["oldcadre"]) == len(doc._.mentions) > 0
    for span, mention in zip(doc.spans["oldcadre"], doc._.mentions, strict=True):
        assert (span.start_char, span.end_char, span.label_) == (mention["start"], mention["end"], mention["type"])
        assert span._.attrs == mention["attrs"]


def test_quantity_attributes(nlp) -> None:
    doc = nlp(TEXT)
    found = [(s.text, s._.attrs["value"], s._.attrs["unit"]) for s in doc.spans["QUANTITY"]]
    assert found == [("120 支", 120, "支"), ("近\n\n3万人次", 30000, "人次")]


def test_words_are_jiebas_where_no_mention_cuts_them(nlp) -> None:
    text = "他们在公园里唱歌跳舞。"
    assert [t.text for t in nlp(text)] == rjieba.cut(text)


def test_words_never_cross_a_mention(nlp) -> None:
    doc = nlp(TEXT)
    edges = {e for m in doc._.mentions for e in (m["start"], m["end"])}
    assert all(not (t.idx < e < t.idx + len(t)) for t in doc for e in edges)


def test_two_processes_give_the_same(nlp) -> None:
    texts = [TEXT, "毕节市委老干部局组织老同志1500余人次参加。"] * 2
    one = [d._.mentions for d in nlp.pipe(texts)]
    two = [d._.mentions for d in nlp.pipe(texts, n_process=2, batch_size=1)]
    assert one == two and all(one)


def test_pickle_keeps_spans_and_attributes(nlp) -> None:
    doc = pickle.loads(pickle.dumps(nlp(TEXT)))
    assert [s._.attrs for s in doc.spans["oldcadre"]] == [m["attrs"] for m in doc._.mentions]


def test_component_survives_pickling_and_config() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("oldcadre", config={"types": ["QUANTITY"]})
    doc = pickle.loads(pickle.dumps(nlp))(TEXT)
    assert {m["type"] for m in doc._.mentions} == {"QUANTITY"}


def test_unknown_type_is_refused() -> None:
    with pytest.raises(ValueError, match="types must be among REGION"):
        spacy.blank("zh").add_pipe("oldcadre", config={"types": ["NUMBER"]})


def test_displacy_renders(nlp) -> None:
    html = displacy.render(nlp(TEXT), style="span", options={"spans_key": "oldcadre"}, jupyter=False)
    assert "QUANTITY" in html and "120" in html


def test_empty_text(nlp) -> None:
    assert nlp("")._.mentions == []


def test_entities_do_not_overlap_and_render(nlp) -> None:
    doc = nlp(TEXT)
    assert [(e.text, e.label_) for e in doc.ents][:3] == [
        ("2020年", "TIME"), ("辽宁省委老干部局", "ORG"), ("增添正能量·共筑中国梦", "PROGRAM"),
    ]  # fmt: skip
    assert "QUANTITY" in displacy.render(doc, style="ent", jupyter=False)
