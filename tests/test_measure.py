"""Measures where the cases file is not enough: parts of the finder on their own, status, time on hostile text."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import assert_linear

from nlp_oldcadre.extract import measure
from nlp_oldcadre.extract.clauses import LETTERS, clauses, masked
from nlp_oldcadre.extract.measure_object import Nouns, head_phrase, trim
from nlp_oldcadre.extract.measure_terms import last_day
from nlp_oldcadre.extract.measure_verbs import Heads, Verb
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Document, MeasureValue, Metadata, Section, Span
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.tables import load_tables
from nlp_oldcadre.train_measures import RECORD, TABLE, Model, train

TABLES = load_tables()
GOLD = Path(__file__).parents[1] / "corpora" / "gold"


def scan_of(text: str, *, genre: str | None = None, sections: tuple[Section, ...] = ()) -> Scan:
    doc = Document.from_text(text)
    metadata = Metadata(genre=genre)
    return Scan(Document(doc.id, doc.source, text, text, doc.offsets, metadata=metadata, sections=sections), TABLES)


def found(text: str, *, genre: str | None = None, sections: tuple[Section, ...] = ()) -> list[tuple[str, MeasureValue]]:
    mentions = measure.find(scan_of(text, genre=genre, sections=sections))
    return [(text[m.start : m.end], m.value) for m in mentions if isinstance(m.value, MeasureValue)]


def surfaces(text: str) -> list[str]:
    return [surface for surface, _ in found(text)]


def test_the_mask_hides_names_and_keeps_offsets() -> None:
    text = "开展“我爱我家”活动，印发《办法》（试行）。"
    mask = masked(scan_of(text))
    assert len(mask) == len(text)
    assert mask == f"开展“{LETTERS['QUOTE'] * 4}”活动，印发《{LETTERS['TITLE'] * 2}》（{LETTERS['BRACKET'] * 2}）。"


def test_direct_speech_is_not_hidden() -> None:
    text = "“局里给我们装修了活动室。真好！”"
    assert masked(scan_of(text)) == text


def test_a_comma_in_a_name_ends_no_clause() -> None:
    text = "开展“学先进，作贡献”活动，组建宣讲团。"
    mask = masked(scan_of(text))
    assert [text[s:e] for s, e in clauses(mask, [])] == ["开展“学先进，作贡献”活动", "组建宣讲团"]


def test_clauses_that_touch_a_heading_are_left_out() -> None:
    text = "一、组建队伍\n组建志愿服务队，发放慰问金。"
    assert [text[s:e] for s, e in clauses(text, [Span(2, 6)])] == ["组建志愿服务队", "发放慰问金"]


def test_headings_hold_no_measure() -> None:
    text = "一、组建志愿服务队\n发放慰问金。"
    section = Section("numbered", "一、", Span(2, 9), Span(10, len(text)), 2)
    assert [surface for surface, _ in found(text, sections=(section,))] == ["发放慰问金"]


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("制定出台管理办法", [("制定", "出台")]),
        ("召开组织生活会", [("召开",)]),
        ("动员和组织老同志开展活动", [("动员", "组织"), ("开展",)]),
        ("短视频播放量超百万", []),
    ],
)
def test_heads(text: str, verbs: list[tuple[str, ...]]) -> None:
    scan = scan_of(text)
    heads = Heads(scan, text).of(0, len(text))
    assert [tuple(verb.verb for verb in head.verbs) for head in heads] == verbs


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("老党员驿站建设", "老党员驿站"),
        ("市容整治工作", "市容整治"),
        (f"志愿服务队{LETTERS['QUANTITY'] * 3}", "志愿服务队"),
        ("工作", "工作"),
    ],
)
def test_wrappers_and_counts_are_no_heads(phrase: str, head: str) -> None:
    assert head_phrase(phrase) == head


@pytest.mark.parametrize(
    ("text", "listing", "kept"),
    [
        ("召开座谈会等方式", True, "召开座谈会"),
        ("读书会、故事会等活动", False, "读书会、故事会等活动"),
        ("产业示范点等", False, "产业示范点"),
        ("“双百”工程为抓手", False, "“双百”工程"),
    ],
)
def test_what_is_no_part_of_the_object(text: str, listing: bool, kept: str) -> None:
    assert text[: trim(text, 0, len(text), listing=listing)] == kept


def test_modal_words_plan_and_perfect_ones_do_not() -> None:
    assert [v.status for _, v in found("我局将于下月举办书画展。", genre="news")] == ["planned"]
    assert [v.status for _, v in found("我局举办了书画展。", genre="news")] == ["done"]
    assert [v.status for _, v in found("举办书画展。", genre="circular")] == ["planned"]
    assert [v.status for _, v in found("近年来，我县先后建成活动中心8个。", genre="circular")] == ["done"]
    assert [v.status for _, v in found("主要举办书画展。", genre="news")] == ["done"]


@pytest.mark.parametrize(
    ("value", "before_it", "last"),
    [
        ("2025-12", False, "2025-12-31"),
        ("2024-02", False, "2024-02-29"),
        ("2025-01", True, "2024-12-31"),
        ("2025-Q2", False, "2025-06-30"),
        ("2025", True, "2024-12-31"),
        ("2025-08-01/2025-08-10", True, "2025-08-10"),
        ("2025-05-20", True, "2025-05-20"),
        ("P5Y", False, None),
        ("2012/..", False, None),
        ("0001", True, None),
        ("", False, None),
    ],
)
def test_the_last_day_that_is_in_time(value: str, *, before_it: bool, last: str | None) -> None:
    assert last_day(value, before_it=before_it) == last


def test_what_is_due_after_the_day_of_the_document_is_planned() -> None:
    text = "{}，市老干部活动中心举办书画展6场。"
    for when, status in (("7月底前", "planned"), ("1月底前", "done"), ("截至7月底", "done")):
        raw = Document.from_text(text.format(when))
        metadata = Metadata(genre="news", date="2025-03-10")
        doc = process(Document(raw.id, raw.source, raw.text, raw.text, raw.offsets, metadata=metadata))
        assert [m.value.status for m in doc.mentions if m.type == "MEASURE"] == [status], when


def test_phrases_that_lost_say_why() -> None:
    text = "提高政治站位，赴定西、临夏等市州开展技术咨询9次。"
    doc = process(text)
    (measure,) = (m for m in doc.mentions if m.type == "MEASURE")
    assert (doc.text[measure.start : measure.end], measure.rule) == (
        "赴定西、临夏等市州开展技术咨询9次",
        "measure_verbs.csv:赴",
    )
    lost = {doc.text[r.start : r.end]: (r.rule, r.reason, r.by) for at in (1, 17) for r in doc.explain(at).rejected}
    assert lost["提高政治站位"] == ("measure_verbs.csv:提高", "score", None)
    assert lost["开展技术咨询9次"] == ("measure_verbs.csv:开展", "overlap", measure)


def test_the_terms_of_a_measure() -> None:
    [(_, value)] = found("要为困难老党员组建志愿服务队。", genre="circular")
    assert (value.strength, value.deadline, value.beneficiaries) == ("expected", None, ("困难老党员",))
    assert [v.strength for _, v in found("组建志愿服务队，主要举办书画展。", genre="report")] == [None, None]


def test_a_document_gives_what_stands_in_a_measure() -> None:
    doc = process("县委老干部局组建“银龄先锋”志愿服务队12支、惠及5000人，发放资金3万元。")
    first = next(m for m in doc.mentions if m.type == "MEASURE")
    assert {doc.text[m.start : m.end] for m in doc.within(first, "QUANTITY", "PROGRAM")} == {"银龄先锋", "12支", "5000人"}


def test_what_comes_next_is_planned_to_the_end_of_its_paragraph_or_section() -> None:
    text = "下一步，我们将抓好落实。组建宣讲团。\n组建合唱团。"
    assert [v.status for _, v in found(text, genre="report")] == ["planned", "done"]
    text = "四、下一步工作打算\n组建宣讲团。组建合唱团。"
    section = Section("numbered", "四、", Span(2, 9), Span(10, len(text)), 2)
    assert [v.status for _, v in found(text, genre="report", sections=(section,))] == ["planned", "planned"]


def test_groups_of_verbs_and_kinds_of_nouns_have_weights() -> None:
    judge = measure.Judge.of(TABLES)
    groups = {verb.group for verb in TABLES.rows("measure_verbs", Verb)} - {"never", "weak", "noun"}
    assert {f"verb={group}" for group in groups} <= judge.weights.keys()
    assert {f"head={kind}" for kind in set(Nouns.of(TABLES).kinds.values())} <= judge.weights.keys()


@pytest.mark.parametrize(
    "unit",
    [
        "（",
        "一",
        "“",
        "组建队，",
        "组建队",
        "把纳入",
        "将",
        "对",
        "《",
        "组织老同志开展活动、",
        "为组织，",
        "1个",
        "要",
        "3月底前",
        "为老干部、",
    ],
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    assert_linear(lambda text: list(measure.find(scan_of(text))), unit)


@pytest.mark.parametrize("text", ["", "。", "将", "把", "组建", "对进行", "为", "等", "开展“", "印发《"])
def test_fragments_raise_nothing(text: str) -> None:
    assert all(surface in text for surface in surfaces(text))


@pytest.fixture(scope="module")
def trained() -> Model:
    if not (GOLD / "manifest.csv").exists():
        pytest.skip("corpora/gold is not here")
    return train(GOLD)


def test_training_again_gives_the_same_weights(trained: Model) -> None:
    with TABLE.open(encoding="utf-8", newline="") as handle:
        stored = {row["feature"]: float(row["weight"]) for row in csv.DictReader(handle)}
    assert {name: weight for name, _, weight in trained.rows} == pytest.approx(stored, abs=1e-6), (
        "run python -m nlp_oldcadre.train_measures corpora/gold"
    )


def test_the_record_tells_what_the_weights_were_trained_on(trained: Model) -> None:
    record = tomllib.loads(RECORD.read_text(encoding="utf-8"))
    assert record == trained.record
    assert record["f1"] > 80


def test_a_verb_that_no_table_lists_names_the_model_as_its_rule() -> None:
    [measure] = (m for m in process("后勤处更替楼道扶手。").mentions if m.type == "MEASURE")
    assert measure.rule == "measure_weights.csv:verb=open"
    assert "更替" not in {row.verb for row in TABLES.rows("measure_verbs", Verb)}


def test_a_decision_to_honour_honours_by_itself() -> None:
    text = "各单位：\n经研究，决定授予州第一中学关工委等7个集体“先进集体”称号。各单位要组织一次学习。\n"
    doc = Document.from_text(text)
    metadata = Metadata(genre="circular", title="关于表彰全州关心下一代工作先进集体的决定", date="2025-03-10")
    found = [m.value for m in process(replace(doc, metadata=metadata)).mentions if m.type == "MEASURE"]
    assert [(value.verb, value.status) for value in found if isinstance(value, MeasureValue)] == [
        ("授予", "done"),
        ("组织", "planned"),
    ]
