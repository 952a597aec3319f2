"""Numbers that tell who somebody is are hidden, and nothing else, without moving a character."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nlp_oldcadre as oc
from nlp_oldcadre.masking import HIDDEN, mask, mask_text
from nlp_oldcadre.model import Document, Metadata
from nlp_oldcadre.tables import load_tables

from conftest import CORPORA, assert_linear, texts  # isort: skip

PATTERNS = load_tables().record("masking")["pattern"]
EXAMPLES = [pytest.param(text, id=text) for record in PATTERNS for text in record["examples"]]
COUNTER_EXAMPLES = [pytest.param(text, id=text) for record in PATTERNS for text in record["counter_examples"]]


@pytest.mark.parametrize("text", EXAMPLES)
def test_example(text: str) -> None:
    masked = mask_text(text)
    assert len(masked) == len(text)
    left = re.findall(r"\d", masked)
    # The code of the country tells nothing of anybody.
    assert left in ([], ["8", "6"])


@pytest.mark.parametrize("text", COUNTER_EXAMPLES)
def test_counter_example(text: str) -> None:
    assert mask_text(text) == text


@given(st.text(alphabet="0123456789 -—.\t\u200bXxA电话账号：。１９人\n", max_size=60))
def test_masking_moves_nothing_and_is_done_once(text: str) -> None:
    masked = mask_text(text)
    assert len(masked) == len(text)
    assert all(new == old or (new == HIDDEN and old in "0123456789Xx１９") for new, old in zip(masked, text, strict=True))


def test_ordinary_documents_lose_no_number() -> None:
    for path in texts(CORPORA) + texts(CORPORA / "gold"):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert [line for line in lines if mask_text(line) != line and not re.search("电 ?话", line)] == []


def test_nothing_of_the_numbers_reaches_the_results(tmp_path: Path) -> None:
    secret = ("210203195001011234", "13900001111", "6222021234567890128", "23456789")
    text = f"2023年，市委老干部局组建服务队12支。身份证{secret[0]}，手机{secret[1]}，卡号{secret[2]}，电话：024-{secret[3]}。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    oc.run(tmp_path / "a.txt", tmp_path / "out", mask=True)
    corpus = oc.open(tmp_path / "out")
    assert corpus.record["options"]["mask"] is True
    assert (corpus.quantities["quote"] == "12支").sum() == 1
    written = " ".join(getattr(corpus, table).to_csv() for table in corpus.record["counts"] if hasattr(corpus, table))
    for number in secret:
        assert number not in written
        for path in (tmp_path / "out").rglob("*"):
            assert path.is_dir() or number.encode() not in path.read_bytes()
    (record,) = oc.annotate(tmp_path / "a.txt", mask=True)
    assert all(number not in str(record) for number in secret)
    assert HIDDEN * 11 in oc.read(tmp_path / "a.txt", mask=True).text


def test_what_a_page_says_of_itself_is_masked_too() -> None:
    page = (
        "<html><head><title>通知</title><meta name=ArticleTitle content='关于某某13900001111同志的通知'></head><body>"
        "<p>来源：某某13900002222　时间：2023-05-06 09:30</p><h1>关于某某13900001111同志的通知</h1><div id=zoom>"
        f"{'<p>各单位要认真组织，扎实推进各项工作。</p>' * 5}</div></body></html>"
    )
    plain, masked = oc.read(page.encode()), oc.read(page.encode(), mask=True)
    assert "13900001111" in str(plain.metadata)
    assert "1390000" not in str(masked)
    metadata = Metadata(title="通知13900001111", issuers=("某局13900001111",), number="某发〔2023〕5号", date="2023-05-06")
    document = mask(replace(Document.from_text("通知"), metadata=metadata))
    hidden = HIDDEN * 11
    assert document.metadata == replace(metadata, title=f"通知{hidden}", issuers=(f"某局{hidden}",))


@pytest.mark.parametrize(
    "unit", ["信用代码91210203MA0000001X\n联系人13900001111\n", "1\n", "139\t", "电话：1 3", "联系人", "1\u200b", "139\n0000"]
)
def test_hostile_texts_take_linear_time(unit: str) -> None:
    assert_linear(mask_text, unit, 20_000)
