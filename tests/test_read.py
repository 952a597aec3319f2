"""Formats and encodings told from content; pages; the walk through folders."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make_pdf import make_pdf

import nlp_oldcadre as oc
from nlp_oldcadre.errors import Locked, NoTextLayer, OldcadreError, ReadError, TooLarge, UnknownEncoding, UnknownFormat
from nlp_oldcadre.read import paths, read

SIMPLIFIED = "各市委老干部局：为做好今年的离退休干部工作，现将有关事项通知如下。\r\n一、组织老同志开展“看变化”活动３场次。\n"
TRADITIONAL = "各位老同志：為貫徹落實中央關於離退休幹部工作的決策部署，現將有關事項通知如下。\n"
HANZI = st.text(
    st.sampled_from("的一是在了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工"),
    min_size=6,
    max_size=60,
)


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", "utf-8"), ("gb18030", "gb18030"), ("gbk", "gb18030"), ("gb2312", "gb18030"), ("utf-16", "utf-16"),
     ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be"), ("utf-32", "utf-32")],
)  # fmt: skip
def test_simplified_text_is_read_in_every_usual_encoding(encoding: str, told: str) -> None:
    text = SIMPLIFIED if encoding != "gb2312" else SIMPLIFIED.replace("“", "《").replace("”", "》")
    doc = read(text.encode(encoding))
    assert doc.source_text == text
    assert doc.source.media_type == f"text/plain; charset={told}"
    assert text.encode(encoding).decode(told) == doc.source_text


def test_big5_is_told_from_gb18030() -> None:
    assert read(TRADITIONAL.encode("big5")).source_text == TRADITIONAL
    assert read(TRADITIONAL.encode("gb18030")).source_text == TRADITIONAL


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@given(text=HANZI)
@settings(max_examples=60, deadline=None)
def test_short_texts_survive(encoding: str, text: str) -> None:
    text = f"{text}\n{text}。"
    assert read(text.encode(encoding)).source_text == text


def test_chinese_that_is_valid_utf8_by_chance_is_told() -> None:
    assert "通知".encode("gb18030").decode("utf-8") != "通知"
    assert read("通知".encode("gb18030")).source_text == "通知"
    for text in ("Ñandú", "Привет"):
        assert read(text.encode()).source_text == text


def test_a_byte_order_mark_counts_as_it_does_for_whoever_opens_the_file_as_utf8() -> None:
    data = "辽宁省委老干部局印发通知。".encode("utf-8-sig")
    doc = oc.process(read(data))
    assert doc.source_text == data.decode("utf-8")
    region = next(m for m in doc.mentions if m.type == "REGION")
    assert doc.to_source(region.start, region.end).start == 1


def test_line_ends_stay_as_they_are() -> None:
    assert read(b"a\r\nb\rc\n").source_text == "a\r\nb\rc\n"


def test_the_document_id_is_that_of_the_content(tmp_path: Path) -> None:
    for name in ("a.txt", "b.md"):
        (tmp_path / name).write_text(SIMPLIFIED, encoding="utf-8", newline="")
    first, second = (read(tmp_path / name) for name in ("a.txt", "b.md"))
    assert first.id == second.id == read(SIMPLIFIED.encode()).id
    assert first.source.uri == (tmp_path / "a.txt").as_posix()


def test_the_suffix_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "text.pdf"
    path.write_text("这是文本。", encoding="utf-8")
    assert read(path).source.media_type == "text/plain; charset=utf-8"
    path = tmp_path / "pdf.txt"
    path.write_bytes(make_pdf([["这是版式文件。"]]))
    assert read(path).source.media_type == "application/pdf"


def test_pdf_pages_keep_their_places() -> None:
    doc = read(make_pdf([["辽宁省老干部工作简报", "第１期"], ["大连市开展志愿服务。"]]))
    assert doc.source_text == "辽宁省老干部工作简报\n第１期\n大连市开展志愿服务。\n"
    assert [doc.source_text[p.start : p.end] for p in doc.pages] == ["辽宁省老干部工作简报\n第１期\n", "大连市开展志愿服务。\n"]
    assert [p.number for p in doc.pages] == [1, 2]
    assert doc.page_of(doc.text.index("大连")) == 2


@pytest.mark.parametrize(
    ("data", "error", "word"),
    [
        (make_pdf([[], []]), NoTextLayer, "(a scan)"),
        (make_pdf([["密"]], encrypted=True), Locked, "password"),
        (make_pdf([["老干部"]])[:300], ReadError, "damaged"),
        (b"%PDF-1.7\nnothing", ReadError, "damaged"),
        (b"PK\x03\x04 no archive", ReadError, "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), UnknownFormat, "old Excel"),
        (b"\x89PNG\r\n\x1a\n", ReadError, "picture"),
    ],
)
def test_what_is_not_read_is_named(data: bytes, error: type[ReadError], word: str) -> None:
    with pytest.raises(error) as caught:
        read(data, uri="档案")
    assert word in str(caught.value)
    assert str(caught.value).startswith("档案: ")


def test_formats_in_zip_packages_are_told_from_other_archives(tmp_path: Path) -> None:
    import zipfile

    for member, name in (("xl/workbook.xml", "Excel"), ("ppt/presentation.xml", "PowerPoint")):
        path = tmp_path / "f.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(member, "<x/>")
        with pytest.raises(UnknownFormat, match=name):
            read(path)


def test_mixed_encodings_name_the_place() -> None:
    first, second = SIMPLIFIED.encode("utf-8"), SIMPLIFIED.encode("gb18030")
    for data, at in ((first + second, len(first)), (second + first, len(second))):
        with pytest.raises(UnknownEncoding) as caught:
            read(data)
        position = int(str(caught.value).split("position ")[1].split()[0])
        assert at <= position <= at + 2


def test_the_limit_is_the_readers_option() -> None:
    text = "老干部" * 400
    with pytest.raises(TooLarge, match="--max-bytes"):
        read(text.encode(), max_bytes=3000)
    assert read(text.encode(), max_bytes=4000).source_text == text
    with pytest.raises(TooLarge):
        read(make_pdf([["老干部" * 20]] * 10), max_bytes=1000)


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused_with_a_remedy(data: bytes) -> None:
    try:
        doc = read(data)
    except OldcadreError as error:
        assert error.remedy_zh and error.remedy_en
    else:
        doc.source_text.encode("utf-8")


def test_folders_are_walked_in_order_without_hidden_files_data_and_results(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".hidden.txt", "README.md", ".git/x.txt", "gold/a.json", "out/run.json",
                 "out/documents.parquet", "out/notes.txt"):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    wanted = [tmp_path / name for name in ("a.txt", "b/1.txt", "b/2.txt")]
    assert list(paths(tmp_path).files) == wanted
    assert list(paths([tmp_path / "b", tmp_path / "a.txt", tmp_path / "a.txt"]).files) == wanted
    assert paths(tmp_path / "gold/a.json").files == (tmp_path / "gold/a.json",)


def test_a_missing_path_harms_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    found = paths([tmp_path / "none", tmp_path])
    assert found.files == (tmp_path / "a.txt",)
    assert [error.where for error in found.missing] == [(tmp_path / "none").as_posix()]
