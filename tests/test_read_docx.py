"""DOCX: known text in, known text out; what stands in paragraphs, notes, heads, looks and pages."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from conftest import CORPORA, clean_documents, texts
from docx_read import document, lines
from make_docx import LEVELS, STYLES, cell, field, lists, make_docx, official_docx, p, r, row, table

from nlp_oldcadre.errors import Classified
from nlp_oldcadre.pages import Block, Page
from nlp_oldcadre.read import read
from nlp_oldcadre.read.docx_styles import Format
from nlp_oldcadre.read.docx_text import Text


@pytest.mark.parametrize("path", [*texts(CORPORA), *(a.path for a in clean_documents())], ids=lambda path: path.stem)
def test_an_official_document_gives_its_text_back(path: Path) -> None:
    text = path.read_text(encoding="utf-8-sig")
    assert read(official_docx(text)).source_text.rstrip("\n") == text.replace("\f", "").rstrip("\n")


def test_tabs_breaks_symbols_and_blanks() -> None:
    symbols = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:noBreakHyphen/><w:softHyphen/><w:br/></w:r>'
    blanks = "<w:r><w:t> 甲 </w:t></w:r>"
    assert lines(p("一\t二", symbols, blanks, r(" 乙"))) == ["一\t二☑-", "甲 乙"]


def test_fields_keep_results_and_drop_instructions_and_page_numbers() -> None:
    nested = field("REF a", "见")
    code = field('IF 1 = 1 "x"', "是")
    page = field(" PAGE \\* MERGEFORMAT ", "3") + '<w:fldSimple w:instr="NUMPAGES"><w:r><w:t>9</w:t></w:r></w:fldSimple>'
    kept = '<w:fldSimple w:instr="DATE"><w:r><w:t>今日</w:t></w:r></w:fldSimple>'
    assert lines(p("甲", nested, code, page, kept, "乙")) == ["甲见是今日乙"]


def test_formulas_that_circle_a_figure_are_that() -> None:
    assert lines(p(field(r"eq \o\ac(○,3)", ""), "甲", field(r"EQ \* jc2 \o\ad(\s\up 9(gàn),干)", ""))) == ["③甲干"]


def test_a_field_that_never_ends_swallows_nothing() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert lines(p(begin, "甲"), p("乙", end, end)) == ["", "乙"]


def test_a_page_number_that_never_ends_swallows_nothing() -> None:
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    code = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    assert lines(p(begin, code, middle, "3"), p("乙")) == ["", "乙"]
    assert lines(p("甲", begin, code, middle, "3", f"<w:del>{end}</w:del>", "乙")) == ["甲乙"]
    # A field of the text that goes on does not reach into what stands beside it.
    document_field = p(begin, "<w:r><w:instrText>TOC</w:instrText></w:r>", middle, "甲")
    parts = {"header1": p(end, "内部", begin), "header2": p("资料")}
    references = '<w:sectPr><w:headerReference r:id="rId3"/><w:headerReference r:id="rId4"/></w:sectPr>'
    assert [e.value for e in document(document_field, references, parts=parts).elements] == ["内部", "资料"]


def test_what_stands_around_runs_is_looked_through() -> None:
    wrapped = [f"<w:{name}>{r(name)}</w:{name}>" for name in ("hyperlink", "smartTag", "ins", "moveTo", "customXml")]
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{r('控件')}</w:sdtContent></w:sdt>"
    invitation = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('单击此处')}</w:sdtContent></w:sdt>"
    block = f"<w:sdt><w:sdtContent>{p('块')}</w:sdtContent></w:sdt>"
    assert lines(p(*wrapped, control, invitation), block) == ["hyperlinksmartTaginsmoveTocustomXml控件", "块"]


def test_revisions_are_taken_as_accepted() -> None:
    deleted = '<w:del><w:r><w:delText xml:space="preserve">三十名</w:delText></w:r></w:del>'
    moved = f"<w:moveFrom>{r('移走')}</w:moveFrom>"
    doc = document(p("共", deleted, "<w:ins>" + r("四十名") + "</w:ins>", moved))
    assert doc.source_text == "共四十名\n"
    assert [(e.kind, e.value, e.span) for e in doc.elements] == [("deletion", "三十名", None), ("deletion", "移走", None)]


def test_a_paragraph_whose_mark_was_deleted_goes_on_into_the_next() -> None:
    gone = "<w:rPr><w:del/></w:rPr>"
    assert lines(p("前半", more=gone), p("后半"), p(more=gone), p("下段"), p("末", more=gone)) == ["前半后半", "下段", "末"]


def test_hidden_text_is_left_out() -> None:
    style = '<w:style w:type="character" w:styleId="v"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = p("甲", r("密", more="<w:vanish/>"), r("密", more='<w:rStyle w:val="v"/>'), r("乙", more='<w:vanish w:val="0"/>'))
    assert lines(body, styles=STYLES + style) == ["甲乙"]


def test_ruby_formulas_and_comments() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{r('pin')}</w:rt><w:rubyBase>{r('拼')}</w:rubyBase></w:ruby></w:r>"
    formula = "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"
    comment = '<w:commentRangeStart w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
    assert lines(p(ruby, formula, comment)) == ["拼x=1"]


def test_a_text_box_is_read_once_and_as_paragraphs_of_its_own() -> None:
    box = f"<w:txbxContent>{p('机密级文件头')}{p('第二行')}</w:txbxContent>"
    shape = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    art = '<w:r><w:pict><v:shape><v:textpath string="老干部工作简报"/></v:shape></w:pict></w:r>'
    assert lines(p("甲", shape), p("乙", art)) == ["甲", "机密级文件头", "第二行", "乙", "老干部工作简报"]


def test_notes_stand_after_the_text() -> None:
    note = '<w:footnote w:id="{}"><w:p><w:r><w:footnoteRef/></w:r>{}</w:p></w:footnote>'
    parts = {"footnotes": note.format(0, "") + note.format(2, r(" 指离休干部。")) + note.format(3, r("指退休干部。"))}
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    doc = document(p("甲", mark.format(2), "乙", mark.format(3)), p("丙"), parts=parts)
    assert doc.source_text == "甲[1]乙[2]\n丙\n[1]指离休干部。\n[2]指退休干部。\n"
    assert [b.kind for b in doc.blocks] == ["paragraph", "paragraph", "footnote", "footnote"]
    circled = '<w:footnotePr><w:numFmt w:val="decimalEnclosedCircleChinese"/></w:footnotePr>'
    doc = document(p("甲", mark.format(2)), parts=parts | {"settings": circled})
    assert doc.source_text == "甲①\n①指离休干部。\n"


def test_heads_and_feet_are_elements() -> None:
    references = '<w:sectPr><w:headerReference r:id="rId3"/><w:footerReference r:id="rId4"/></w:sectPr>'
    parts = {"header1": p("内部资料  注意保存"), "footer1": p("— ", field("PAGE", "3"), " —")}
    doc = document(p("甲"), references, parts=parts)
    assert doc.source_text == "甲\n"
    assert [(e.kind, e.value, e.rule) for e in doc.elements] == [("running_head", "内部资料 注意保存", "docx.header")]


def _box(content: str) -> str:
    return f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"


HEADER = '<w:sectPr><w:headerReference r:id="rId3"/></w:sectPr>'


@pytest.mark.parametrize(
    ("header", "values"),
    [
        (p("内部资料", _box(p("甲") + table(row("乙", "丙")))), ["内部资料", "甲", "乙", "丙"]),
        (table(row("份号", cell(table(row("甲", "乙"))))), ["份号", "甲", "乙"]),
        (p("某市委老干部局") + p("内部资料"), ["某市委老干部局", "内部资料"]),
        (p('<w:r><w:pict><v:shape><v:textpath string="样张"/></v:shape></w:pict></w:r>'), ["样张"]),
    ],
    ids=["text box", "tables", "paragraphs", "word art"],
)
def test_each_line_of_a_header_is_an_element(header: str, values: list[str]) -> None:
    found = document(p("通知"), HEADER, parts={"header1": header}).elements
    assert [(e.kind, e.value) for e in found] == [("running_head", value) for value in values]


@pytest.mark.parametrize(
    "header",
    [
        p(_box(p("机密★1年"))),
        table(row("机密★1年", "000012")),
        p("某市委老干部局办公室") + p("机密"),
        p('<w:r><w:pict><v:shape><v:textpath string="机密★1年"/></v:shape></w:pict></w:r>'),
    ],
)
def test_a_mark_of_secrecy_in_a_header_is_seen(header: str) -> None:
    with pytest.raises(Classified):
        read(make_docx(p("关于做好老干部工作的通知"), HEADER, parts={"header1": header}))


def test_notes_keep_their_boxes_and_tables() -> None:
    note = f'<w:footnote w:id="2">{p("注释。", _box(p("走访36人")))}{table(row("甲", "乙"), row("丙", "丁"))}</w:footnote>'
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    assert lines(p("正文", mark), parts={"footnotes": note}) == ["正文[1]", "[1]注释。 走访36人 甲 乙 丙 丁"]


def test_looks_of_blocks() -> None:
    doc = document(
        p("发文机关", style="t"),
        p(r("红字", color="C00000", bold=True, size=22), more='<w:jc w:val="center"/>'),
        p("一、标题", style="1"),
        p("（一）标题", style="2"),
        p("图1", more='<w:outlineLvl w:val="9"/>'),
        p(r("加粗", bold=True), "正文"),
        p("甲", num=1),
        numbering=lists(LEVELS),
    )
    assert doc.blocks == (
        Block(0, 4, "heading", 1, 22.0, centered=True),
        Block(5, 7, "paragraph", None, 22.0, bold=True, red=True, centered=True),
        Block(8, 12, "heading", 1, 16.0, bold=True),
        Block(13, 18, "heading", 2, 16.0),
        Block(19, 21, "paragraph", None, 16.0),
        Block(22, 26, "paragraph", None, 16.0),
        Block(27, 30, "list", None, 16.0),
    )


def test_blank_paragraphs_that_begin_pages_take_linear_time() -> None:
    text = Text("x", 10**9)
    for _ in range(60_000):
        text.paragraph(" ", Format(), {}, breaks=(0,))
    start = time.process_time()
    assert text.pages(text.finished()) == ()
    assert time.process_time() - start < 1


def test_pages_are_told_only_where_breaks_are() -> None:
    assert document(p("甲"), p("乙")).pages == ()
    explicit, rendered = '<w:r><w:br w:type="page"/></w:r>', "<w:r><w:lastRenderedPageBreak/></w:r>"
    doc = document(p("甲", explicit), p(rendered, "乙丙", rendered, "丁"), p("戊", more="<w:pageBreakBefore/>"))
    assert doc.pages == (Page(1, 0, 2), Page(2, 2, 4), Page(3, 4, 6), Page(4, 6, 8))
    section = '<w:sectPr><w:type w:val="{}"/></w:sectPr>'
    body = (p("甲", more=section.format("nextPage")), p("乙"), section.format("nextPage"))
    assert len(document(*body).pages) == 2
    assert document(body[0], body[1], section.format("continuous")).pages == ()
