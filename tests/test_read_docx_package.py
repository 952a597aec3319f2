"""DOCX: parts and their names, the shortening of XML, limits, and files that mean harm."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from docx_read import document, lines
from make_docx import LEVELS, NAMESPACES, STYLES, cell, field, lists, make_docx, p, packed, r, row, table

from nlp_oldcadre.errors import EmptyDocument, ReadError, TooLarge
from nlp_oldcadre.read import docx_parts, read


def test_strict_files_and_other_names_of_the_main_part() -> None:
    data = make_docx(p("甲", num=1), numbering=lists(LEVELS), main="word/文档2.xml")
    assert read(data).source_text == "一、甲\n"
    strict = NAMESPACES.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    body = f"<w:body>{p('甲')}</w:body>"
    assert read(packed({"word/document.xml": f"<w:document {strict}>{body}</w:document>"})).source_text == "甲\n"


def test_a_part_that_was_condensed_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    fonts, noise = '<w:rFonts w:ascii="A"/>', '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="0" w:name="_Toc"/>'
    body = [
        p(
            r("红", color="FF0000", more=fonts),
            r("红", color="FF0000"),
            noise,
            r("黑", more=fonts),
            r("黑 "),
        ),
        p(r("细"), r(" 粗", bold=True)),
        p("<w:r><w:t>甲 </w:t></w:r><w:r><w:t> 乙</w:t></w:r><w:r><w:t>丙</w:t></w:r>", style="1"),
        p(r("藏", more='<w:vanish/><w:lang w:val="zh"/>'), r("显", more='<w:vanish w:val="0"/>'), r("a > b"), r("c")),
        p(r("大", size=22), field("PAGE", "3"), r("大", size=22), "<w:r><w:tab/></w:r>", r("尾", more='<w:rStyle w:val="v"/>')),
        table(row(r("格").join(("<w:tc><w:p>", "</w:p></w:tc>")), "乙")),
    ]
    data = make_docx(*body)
    condensed = read(data)
    monkeypatch.setattr(docx_parts, "condensed", lambda part: part)
    whole = read(data)
    assert (condensed.source_text, condensed.blocks) == (whole.source_text, whole.blocks)
    assert condensed.source_text.split("\n")[:4] == ["红红黑黑 ", "细 粗", "甲乙丙", "显a > bc"]


def test_plain_paragraphs_read_the_same_wherever_they_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    box = f"<w:txbxContent>{p('盒中')}</w:txbxContent>"
    choice = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
    shape = f"<w:r><mc:AlternateContent>{choice}<mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>"
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    page = f"{begin}<w:r><w:instrText>PAGE</w:instrText></w:r>{separate}"
    data = make_docx(
        p("甲", shape),
        p(f"<w:del><w:r><w:drawing>{box}</w:drawing></w:r></w:del>", "乙"),
        p("前", more="<w:rPr><w:del/></w:rPr>"),
        p("后\uf0b7\n行", more="<w:pageBreakBefore/><w:rPr><w:sz w:val='30'/></w:rPr>"),
        p(r("密", more="<w:vanish/>")),
        p(page),
        p("页码"),
        p(end, "丙"),
        p("<w:r><w:t> 丁 </w:t></w:r>", num=1, level=1),
        numbering=lists(LEVELS),
    )
    condensed = read(data)
    monkeypatch.setattr(docx_parts, "condensed", lambda part: part)
    assert read(data) == condensed
    assert condensed.source_text == "甲\n盒中\n乙\n前后• 行\n\n\n页码\n丙\n（一）丁\n"
    assert [e.value for e in condensed.elements] == ["盒中"]


@pytest.mark.parametrize("sample", ["", '<w:p plain="0"/>', '<a plain="0"><b/></a>'])
def test_names_of_our_own_in_a_file_do_no_harm(sample: str) -> None:
    body = f"{p('甲')}<w:p plain='0'>乙</w:p><w:p plain='x'>丙</w:p>{p('丁')}"
    own = f"<w:document {NAMESPACES}><samples>{sample}</samples><w:body>{body}</w:body></w:document>"
    found = read(packed({"word/document.xml": own})).source_text
    assert found.startswith("甲\n") and found.endswith("\n丁\n")


@pytest.mark.parametrize(
    "change",
    [
        lambda part: part.replace("<w:style ", "<!-- --><w:style "),
        lambda part: part.replace("</w:style>", "</w:style>\n"),
        lambda part: part.replace("w:styleId=", "\nw:styleId="),
        lambda part: part.replace("<w:docDefaults", "<w:latentStyles></w:latentStyles><w:docDefaults"),
        lambda part: part.replace(
            '<w:style w:type="paragraph" w:styleId="1"', '<w:style w:type="table"/><w:style w:styleId="1"'
        ),
    ],
)
def test_styles_read_the_same_by_pieces_and_whole(change: Callable[[str], str]) -> None:
    styles = change(STYLES)
    assert styles != STYLES
    body = (p("甲", style="1"), p("乙", style="t"), p("丙", style="没有"), p("丁"))
    assert document(*body, styles=styles).blocks == document(*body).blocks


def test_an_empty_document() -> None:
    with pytest.raises(EmptyDocument):
        document(p(), p("  "))


def test_loops_of_styles_and_lists_end() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="{0}"><w:basedOn w:val="{1}"/><w:rPr><w:rStyle w:val="{0}"/></w:rPr></w:style>'
    )
    listed = '<w:style w:type="numbering" w:styleId="n"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    link = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="n"/></w:abstractNum>'
    num = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    styles = style.format("x", "y") + style.format("y", "x") + listed
    assert lines(p("甲", style="x", num=1), styles=styles, numbering=link + num) == ["甲"]


def test_absurd_numbers_are_bounded() -> None:
    wide = cell("甲").replace("<w:tcPr>", '<w:tcPr><w:gridSpan w:val="999999999"/>')
    numbering = lists([("lowerLetter", "%1"), ("decimal", "%9")]).replace('w:start w:val="1"', f'w:start w:val="{"9" * 5000}"')
    found = lines(table(row(wide, "乙")), p("丙", num=1, level=99), p("丁", num=1), numbering=numbering)
    assert len(found[0]) < 2_000 and found[1:] == ["丙", "0丁"]


@pytest.mark.parametrize("depth", [60, 10_000])
def test_nested_tables_end(depth: int) -> None:
    start = time.process_time()
    nested = "<w:tbl><w:tr><w:tc>" * depth + p("甲") + "</w:tc></w:tr></w:tbl>" * depth
    try:
        assert document(nested).source_text.strip() == "甲"
    except ReadError:
        assert depth > 60
    assert time.process_time() - start < 5


def test_hostile_packages_are_read_errors() -> None:
    body = f"<w:document {NAMESPACES}><w:body>{p('甲')}</w:body></w:document>"
    entity = '<!DOCTYPE a [<!ENTITY a "甲甲"><!ENTITY b "&a;&a;&a;">]>'
    with pytest.raises(ReadError, match="DOCTYPE"):
        read(packed({"word/document.xml": entity + body}))
    with pytest.raises(TooLarge):
        read(packed({"word/document.xml": body.replace("甲", " " * 120_000_000)}))
    with pytest.raises(ReadError, match="main part"):
        read(packed({"[Content_Types].xml": "wordprocessingml.document.main+xml", "a.xml": ""}))
    with pytest.raises(ReadError, match="no sound XML"):
        read(packed({"word/document.xml": body[:-20]}))


def test_the_text_has_its_limit() -> None:
    with pytest.raises(TooLarge):
        read(make_docx(*[p("老干部工作" * 20)] * 20), max_bytes=5_000)


def test_deletions_fields_and_notes_take_linear_time() -> None:
    def work(count: int) -> float:
        note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
        data = make_docx(p(*[note, field("REF", "甲"), "<w:del/>"] * count), parts={"footnotes": ""})
        start = time.process_time()
        read(data)
        return time.process_time() - start

    assert min(work(4_000) for _ in range(3)) < 12 * max(0.01, min(work(500) for _ in range(3)))
