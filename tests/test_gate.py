"""Classified documents are refused before anything of them is stored, and nothing else is."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

import nlp_oldcadre as oc
from nlp_oldcadre.errors import Classified
from nlp_oldcadre.gate import find_mark, refuse_classified
from nlp_oldcadre.model import Document
from nlp_oldcadre.pages import Element, Page
from nlp_oldcadre.tables import load_tables

from conftest import CORPORA, assert_linear, texts  # isort: skip

CASES = [pytest.param(case["text"], case["mark"], id=case["text"][:16]) for case in load_tables().record("secrecy")["case"]]
BODY = "关于做好老干部工作的通知\n" + "各单位要认真组织。\n" * 30


@pytest.mark.parametrize(("text", "mark"), CASES)
def test_case(text: str, mark: str) -> None:
    assert (find_mark(Document.from_text(text)) or "") == mark


def test_the_error_names_the_file_and_the_mark_but_never_the_text() -> None:
    with pytest.raises(Classified) as caught:
        oc.read(f"机密★1年\n{BODY}".encode(), uri="甲.txt")
    for language in ("zh", "en"):
        message = caught.value.message(language)
        assert "甲.txt" in message and "机密★1年" in message
        assert "老干部" not in message
    with pytest.raises(Classified):
        oc.process(f"秘密\n{BODY}")


def test_a_bare_degree_deep_in_the_text_marks_nothing_but_on_the_head_of_a_page_it_does() -> None:
    text = f"{BODY}秘密\n{BODY}"
    doc = Document.from_text(text)
    refuse_classified(doc)
    pages = (Page(1, 0, len(BODY)), Page(2, len(BODY), len(text)))
    assert find_mark(replace(doc, pages=pages)) == "秘密"


@pytest.mark.parametrize(
    "unit",
    [
        "密1",
        "密 ",
        "密级 ",
        "0",
        "机密 ★",
        "密|",
        "-",
        "密级：“",
        "000123 密\n",
        "秘密\n附件1\n",
        "密\n",
        "密  ",
        "|密",
        "\r\n",
        "密级：|",
    ],
)
def test_hostile_texts_take_linear_time(unit: str) -> None:
    assert_linear(lambda text: find_mark(Document.from_text(f"密{text}密")), unit, 20_000)


def test_a_mark_beside_the_text_counts() -> None:
    doc = Document.from_text(BODY)
    for value in ("机密★5年", "密级：秘密", "秘密", "第3期\n机密", "第3期  机密"):
        assert find_mark(replace(doc, elements=(Element("running_head", value, page=2),)))
    assert find_mark(replace(doc, elements=(Element("running_head", "保密委员会办公室", page=2),))) is None


def test_nothing_of_a_classified_document_is_stored(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(f"机密★1年\n{BODY}沈阳市铁西区绝无仅有支部", encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text(BODY, encoding="utf-8")
    report = oc.run(tmp_path / "in", tmp_path / "out")
    assert [(Path(e.where).name, e.code) for e in report.failures] == [("a.txt", "classified")]
    corpus = oc.open(tmp_path / "out")
    assert list(corpus.documents["uri"]) == [(tmp_path / "in" / "b.txt").as_posix()]
    assert "绝无仅有" not in corpus.errors.to_csv()
    for path in (tmp_path / "out").rglob("*"):
        assert path.is_dir() or "绝无仅有".encode() not in path.read_bytes()


def test_the_other_members_of_an_archive_are_unharmed(tmp_path: Path) -> None:
    secret = f"000012\n机密★1年\n{BODY}沈阳市铁西区绝无仅有支部"
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as held:
        held.writestr("密件.txt", secret)
        held.writestr("丙.txt", f"{BODY}各地要总结经验。")
    with zipfile.ZipFile(tmp_path / "收文.zip", "w") as archive:
        archive.writestr("甲.txt", BODY)
        archive.writestr("乙.txt", secret + "。")
        archive.writestr("材料.zip", inner.getvalue())
    report = oc.run(tmp_path / "收文.zip", tmp_path / "out")
    assert sorted((Path(e.where).name, e.code) for e in report.failures) == [
        ("乙.txt", "classified"),
        ("密件.txt", "classified"),
    ]
    corpus = oc.open(tmp_path / "out")
    assert sorted(uri.rpartition("!/")[2] for uri in corpus.documents["uri"]) == ["丙.txt", "甲.txt"]
    for path in (tmp_path / "out").rglob("*"):
        assert path.is_dir() or "绝无仅有".encode() not in path.read_bytes()


def test_our_own_documents_pass() -> None:
    for path in texts(CORPORA) + texts(CORPORA / "gold"):
        oc.read(path)


PARAGRAPHS = "<p>各市委老干部局：</p>" + "<p>各单位要认真组织，扎实推进各项工作，确保取得实效。</p>" * 10
FACTS = (
    "<tr><td>索引号：</td><td>000014349/2020-00017</td><td>密级：</td><td>{}</td></tr><tr><td>发布机构</td><td>某市委老干部局</td>"
    "<td>发文字号</td><td>某老干〔2020〕3号</td></tr><tr><td>有效性</td><td>有效</td></tr>"
)
PAGES = {
    "a table of metadata": ("", f"<table>{FACTS}</table>{{title}}", "机密"),
    "a definition list": ("", "<dl><dt>索引号</dt><dd>0001</dd><dt>密级</dt><dd>{}</dd></dl>{title}", "机密"),
    "above the title": ("", "<div>{}</div>{title}", "机密★1年"),
    "under the title": ("", "{title}<p>{}</p>", "机密★1年"),
    "a menu": ("", "<nav><p>{}</p></nav>{title}", "秘密★长期"),
    "the page's title": ("<title>{} 工作通知</title>", "{title}", "机密★1年"),
    "a meta element": ("<meta name=level content='{}'>", "{title}", "密级：机密"),
}


@pytest.mark.parametrize("place", PAGES)
def test_a_mark_anywhere_on_a_web_page_counts(place: str) -> None:
    head, above, mark = PAGES[place]

    def page(said: str) -> bytes:
        top = above.replace("{title}", "<h1>关于做好工作的通知</h1>").replace("{}", said)
        return f"<html><head>{head.replace('{}', said)}</head><body>{top}<div id=zoom>{PARAGRAPHS}</div></body></html>".encode()

    with pytest.raises(Classified):
        oc.read(page(mark))
    assert not [element for element in oc.read(page("公开")).elements if element.kind == "beside"]
    oc.read(page("严守党和国家秘密"))


def test_what_stands_in_the_text_of_a_page_is_not_told_twice() -> None:
    page = f"<body><h1>关于做好工作的通知</h1><div id=zoom>{PARAGRAPHS}<p>要严守国家秘密。</p></div><p>国家秘密目录</p></body>"
    document = oc.read(page.encode())
    assert "要严守国家秘密。" in document.text
    assert [element.value for element in document.elements if element.kind == "beside"] == ["国家秘密目录"]
