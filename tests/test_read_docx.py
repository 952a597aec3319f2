"""DOCX: known text in, known text out; automatic numbers, looks, tables, and files that mean harm."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from conftest import CORPORA, texts
from make_docx import (
    LEVELS,
    NAMESPACES,
    STYLES,
    cell,
    field,
    lists,
    make_docx,
    official_docx,
    p,
    packed,
    r,
    row,
    table,
)  # fmt: skip

from nlp_oldcadre.errors import EmptyDocument, ReadError, TooLarge
from nlp_oldcadre.evaluate.gold import annotated
from nlp_oldcadre.model import Document
from nlp_oldcadre.pages import Block, Page
from nlp_oldcadre.read import docx_parts, read
from nlp_oldcadre.read.docx_numerals import numeral

GOLD = CORPORA / "gold"


def lines(*body: str, **options: object) -> list[str]:
    return document(*body, **options).source_text.rstrip("\n").split("\n")


def document(*body: str, **options: object) -> Document:
    return read(make_docx(*body, **options))  # type: ignore[arg-type]


@pytest.mark.parametrize("path", [*texts(CORPORA), *(a.path for a in annotated(GOLD, split="dev"))], ids=lambda path: path.stem)
def test_an_official_document_gives_its_text_back(path: Path) -> None:
    text = path.read_text(encoding="utf-8-sig")
    assert read(official_docx(text)).source_text.rstrip("\n") == text.replace("\f", "").rstrip("\n")


def test_numbers_are_counted_by_level() -> None:
    numbering = lists([*LEVELS[:2], ("decimal", "%3."), ("decimal", "（%4）")], [("chineseCountingThousand", "第%1条 ")])
    levels = [0, 1, 1, 0, 1, 2, 2, 3, 0]
    body = [p("甲", num=1, level=level) for level in levels]
    expected = ["一、甲", "（一）甲", "（二）甲", "二、甲", "（一）甲", "1.甲", "2.甲", "（1）甲", "三、甲"]
    assert lines(*body, *[p("条", num=2) for _ in range(12)], numbering=numbering)[:9] == expected
    assert lines(*[p("条", num=2) for _ in range(12)], numbering=numbering)[-1] == "第十二条 条"


def test_lists_of_one_definition_go_on_and_an_override_begins_anew() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = lists(LEVELS, nums=[(0, ""), (0, ""), (0, again)])
    body = [p("甲", num=n, level=0) for n in (1, 2, 3, 3, 1)]
    assert lines(*body, numbering=numbering) == ["一、甲", "二、甲", "五、甲", "六、甲", "七、甲"]


def test_an_overridden_level_is_written_its_own_way() -> None:
    other = (
        '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/>'
        '<w:suff w:val="space"/><w:lvlText w:val="%1."/></w:lvl></w:lvlOverride>'
    )
    assert lines(p("甲", num=1), numbering=lists(LEVELS, nums=[(0, other)])) == ["III. 甲"]


def test_legal_numbers_and_levels_that_never_restart() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="第%1章"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlRestart w:val="0"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = [p("甲", num=1, level=level) for level in (0, 1, 1, 0, 1)]
    assert lines(*body, numbering=numbering) == ["第一章 甲", "1.1 甲", "1.2 甲", "第二章 甲", "2.3 甲"]


def test_a_level_above_that_was_not_used_shows_its_start() -> None:
    numbering = lists([("decimal", "%1"), ("decimal", "%1.%2")])
    assert lines(p("甲", num=1, level=1), p("乙", num=1, level=0), numbering=numbering) == ["1.1甲", "1乙"]


def test_numbers_by_style_and_its_ancestors() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="条"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        '</w:style><w:style w:type="paragraph" w:styleId="i"><w:name w:val="款"/><w:basedOn w:val="h"/></w:style>'
    )
    linked = lists([("chineseCounting", "%1、"), ("decimal", "%2)")]).replace(
        '<w:lvlText w:val="%2)"/>', '<w:pStyle w:val="i"/><w:lvlText w:val="%2)"/>'
    )
    body = [p("甲", style="h"), p("乙", style="i"), p("丙", style="i", num=0)]
    assert lines(*body, styles=STYLES + style, numbering=linked) == ["一、甲", "1)乙", "丙"]


def test_a_definition_that_names_a_style_of_lists() -> None:
    style = '<w:style w:type="numbering" w:styleId="n"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    link = '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="n"/></w:abstractNum>'
    numbering = link + lists([("decimal", "%1.")]) + '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
    assert lines(p("甲", num=2), p("乙", num=1), styles=style, numbering=numbering) == ["1.甲", "2.乙"]


def test_bullets_are_the_signs_that_their_font_shows() -> None:
    bullet = lists([("bullet", "\uf06c")]).replace(
        "</w:lvl>", '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr></w:lvl>'
    )
    assert lines(p("甲", num=1), numbering=bullet) == ["●甲"]


@pytest.mark.parametrize(
    ("count", "style", "expected"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCounting", "二十一"),
        (110, "chineseCountingThousand", "一百一十"),
        (1001, "chineseCountingThousand", "一千零一"),
        (20_010, "chineseCountingThousand", "二万零一十"),
        (12, "japaneseCounting", "十二"),
        (11, "ideographTraditional", "11"),
        (1, "ideographZodiacTraditional", "甲子"),
        (31, "chineseLegalSimplified", "叁拾壹"),
        (20, "decimalEnclosedCircleChinese", "⑳"),
        (21, "decimalEnclosedCircle", "㉑"),
        (51, "decimalEnclosedCircle", "51"),
        (12, "decimalFullWidth", "１２"),
        (7, "decimalZero", "07"),
        (28, "lowerLetter", "bb"),
        (49, "lowerRoman", "xlix"),
        (10**8, "upperRoman", "100000000"),
        (3, "none", ""),
        (0, "chineseCounting", "零"),
    ],
)
def test_numerals(count: int, style: str, expected: str) -> None:
    assert numeral(count, style) == expected


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


def test_tables_are_rows_of_pipes_with_cells() -> None:
    doc = document(
        p("情况如下："),
        table(
            row(cell("地区", merge="restart"), cell("人数", span=2), head=True),
            row(cell("", merge=""), cell("离休"), cell("退休|退职"), head=True),
            row("甲市", cell("12", ""), "3\t4"),
        ),
        p("以上。"),
    )
    assert doc.source_text == "情况如下：\n| 地区 | 人数 |  |\n|  | 离休 | 退休｜退职 |\n| 甲市 | 12 | 3 4 |\n以上。\n"
    (found,) = doc.tables
    assert found.head_rows == 2
    cells = [(doc.source_text[c.start : c.end], c.row, c.column, c.rows, c.columns) for c in found.cells]
    assert cells == [
        ("地区", 0, 0, 2, 1), ("人数", 0, 1, 1, 2), ("离休", 1, 1, 1, 1), ("退休｜退职", 1, 2, 1, 1),
        ("甲市", 2, 0, 1, 1), ("12", 2, 1, 1, 1), ("3 4", 2, 2, 1, 1),
    ]  # fmt: skip
    assert [b.kind for b in doc.blocks] == ["paragraph", "table", "table", "table", "paragraph"]


def test_a_table_in_a_table_comes_after_it_and_a_frame_is_no_table() -> None:
    inner = table(row("内甲", "内乙"))
    outer = table(row("外甲", cell("外乙", inner)), row("外丙", "外丁"))
    assert lines(outer, table(row(cell("框中", inner)))) == [
        "| 外甲 | 外乙 |", "| 外丙 | 外丁 |", "| 内甲 | 内乙 |", "框中", "| 内甲 | 内乙 |",
    ]  # fmt: skip


def test_numbers_of_rows_are_kept_and_deleted_rows_are_not() -> None:
    numbered = [row(cell(p(num=1)), name) for name in ("甲", "乙")]
    deleted = row("丙", "丁", more="<w:del/>")
    assert lines(table(*numbered, deleted), numbering=lists([("decimal", "%1")])) == ["| 1 | 甲 |", "| 2 | 乙 |"]


def test_pages_are_told_only_where_breaks_are() -> None:
    assert document(p("甲"), p("乙")).pages == ()
    explicit, rendered = '<w:r><w:br w:type="page"/></w:r>', "<w:r><w:lastRenderedPageBreak/></w:r>"
    doc = document(p("甲", explicit), p(rendered, "乙丙", rendered, "丁"), p("戊", more="<w:pageBreakBefore/>"))
    assert doc.pages == (Page(1, 0, 2), Page(2, 2, 4), Page(3, 4, 6), Page(4, 6, 8))
    section = '<w:sectPr><w:type w:val="{}"/></w:sectPr>'
    body = (p("甲", more=section.format("nextPage")), p("乙"), section.format("nextPage"))
    assert len(document(*body).pages) == 2
    assert document(body[0], body[1], section.format("continuous")).pages == ()


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
