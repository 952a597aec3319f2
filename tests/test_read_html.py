"""Web pages: the text that stands on them, and what they say of it."""

from __future__ import annotations

import random
import re
import time
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import CORPORA, assert_linear, clean_documents, texts
from known_text import score_of, share_in_order
from make_html import FACTS, SITES, known

from nlp_oldcadre.errors import EmptyDocument, OldcadreError, ReadError, TooLarge
from nlp_oldcadre.evaluate.compare import compare_records
from nlp_oldcadre.evaluate.scores import Scores
from nlp_oldcadre.model import Document
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.read import read
from nlp_oldcadre.read.html import recognises
from nlp_oldcadre.read.html_encoding import decoded
from nlp_oldcadre.read.html_names import ChromeRow, LabelRow, Names
from nlp_oldcadre.records import annotation
from nlp_oldcadre.tables import load_tables

KNOWN = [*texts(CORPORA), *(gold.path for gold in clean_documents())]


def page(body: str, head: str = "") -> Document:
    return read(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode())


def lines(body: str, head: str = "") -> list[str]:
    return page(body, head).source_text.splitlines()


def known_lines(path: Path) -> str:
    return known(path.read_text(encoding="utf-8-sig"))


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("path", KNOWN, ids=lambda path: path.stem)
def test_a_page_gives_its_text_back(path: Path, site: str) -> None:
    found = read(SITES[site](path.read_text(encoding="utf-8-sig")).encode()).source_text
    assert share_in_order(known_lines(path), found) >= 0.998


@pytest.mark.parametrize("site", SITES)
def test_extraction_from_pages_is_as_good_as_from_text(site: str) -> None:
    plain, html = Scores(), Scores()
    for gold in clean_documents():
        text = read(gold.path)
        compare_records(plain, gold.record(), annotation(process(text)), text.source_text)
        score_of(read(SITES[site](text.source_text, {}).encode()), text.source_text, gold.record(), html)
    for measure in ("overlap", "full"):
        assert (html.mean(measure) or 0) >= (plain.mean(measure) or 1) - 0.01, measure


@pytest.mark.parametrize("site", ["trs", "state", "vsb"])
def test_the_table_of_metadata_is_read_in_each_of_its_shapes(site: str) -> None:
    doc = read(SITES[site](known_lines(KNOWN[0])).encode())
    told = doc.metadata
    assert (told.number, told.date, told.issuers) == ("某老干发〔2023〕5号", "2023-05-04", ("某省委老干部局", "某省财政厅"))
    values = {element.kind: (element.value, element.rule) for element in doc.elements}
    shape = {"trs": "html.table", "state": "html.list", "vsb": "html.dl"}[site]
    assert values["index_number"] == (FACTS["索引号"], shape)
    assert values["validity"] == ("有效", shape)
    assert values["publish_date"] == ("2023-05-06", shape)


def test_hostile_pages() -> None:
    started = time.process_time()
    with pytest.raises(ReadError, match="nests too deep"):
        page("<div>" * 100_000 + "老干部工作。" + "</div>" * 100_000)
    with pytest.raises(ReadError, match="entities"):
        read(b'<!DOCTYPE html [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;">]><html><body>&b;</body></html>')
    with pytest.raises(TooLarge):
        read(("<html><body>" + "<p>" + "字" * 400_000).encode(), max_bytes=1_000_000)
    assert lines("<p title='" + "x" * 5_000_000 + "'>老干部\0工作。</p>") == ["老干部工作。"]
    assert len(lines("<b>" * 1_500 + "老干部工作。")) == 1
    assert time.process_time() - started < 20


def test_a_page_of_links_is_none_to_read() -> None:
    links = "".join(f"<li><a href='{n}.html'>关于做好第{n}项工作的通知</a><span>2023-05-0{n}</span></li>" for n in range(1, 9))
    with pytest.raises(EmptyDocument, match="list of links"):
        page(f"<div class='list'><ul>{links}</ul></div>", "<title>通知公告</title>")


@pytest.mark.parametrize("site", SITES)
def test_what_holds_the_text_is_found_without_names(site: str) -> None:
    for path in KNOWN[:6]:
        text = known_lines(path)
        bare = re.sub(r'(?:class|id)="[^"]*"', "", SITES[site](text))
        assert share_in_order(text, read(bare.encode()).source_text) >= 0.998


def test_the_parts_of_a_newspapers_page() -> None:
    doc = page(
        "<div class=nav><a href=/>首页</a></div><h3>引题</h3><h1>银龄生辉映晚霞</h1><h4>——某市老干部工作纪实</h4>"
        "<p class=sec>本报记者 张三 《某某日报》（2023年05月06日 第 04 版）</p><div id=ozoom><p>第一段有话说。</p>"
        "<p>第二段有话说。</p></div><p>责任编辑：李四</p>",
        "<title>银龄生辉映晚霞-某某日报</title>",
    )
    assert doc.source_text.splitlines() == [
        "引题", "银龄生辉映晚霞", "——某市老干部工作纪实", "第一段有话说。", "第二段有话说。",
    ]  # fmt: skip
    assert [(block.kind, block.level) for block in doc.blocks][:4] == [
        ("heading", 3), ("heading", 1), ("heading", 4), ("paragraph", None),
    ]  # fmt: skip
    told = {element.kind: element.value for element in doc.elements}
    assert told == {"publish_date": "2023-05-06", "author": "张三", "edition": "04"}


def test_looks_lists_and_line_ends() -> None:
    doc = page(
        "<div id=zoom><p align=center><font color=red size=6><b>某某文件</b></font></p>"
        "<p style='font-size:16pt'>　　各市委\n老干部局：<br>　　现通知如下&nbsp;。</p>"
        "<ol start=3><li>甲<ol type=a><li>乙</ol><li>丙</ol><ol style='list-style:cjk-ideographic'><li>丁</ol>"
        "<ul><li>戊<li style='display:none'>己</ul><ol><li>（一）庚</ol></div>"
    )
    assert doc.source_text.splitlines() == [
        "某某文件", "各市委老干部局：", "现通知如下\xa0。", "3.甲", "a.乙", "4.丙", "一、丁", "戊", "（一）庚",
    ]  # fmt: skip
    head, line = doc.blocks[:2]
    assert (head.bold, head.red, head.centered, line.size, line.bold) == (True, True, True, 16, False)
    assert [block.kind for block in doc.blocks][3:8] == ["list"] * 4 + ["paragraph"]


def test_tables_of_data_are_rows_and_those_of_layout_are_not() -> None:
    doc = page(
        "<table width=100%><tr><td><ul><li><a href=1>栏目</a></ul><td><table border=1><thead><tr><th>地区<th colspan=2>人数"
        "</thead><tr><td rowspan=2>甲|乙<td>1<td>2<tr><td>3<td>4</table><table><tr><td>一栏<tr><td>两行</table></table>"
    )
    assert doc.source_text.splitlines() == ["| 地区 | 人数 |  |", "| 甲｜乙 | 1 | 2 |", "|  | 3 | 4 |", "一栏", "两行"]
    (table,) = doc.tables
    assert [(doc.source_text[c.start : c.end], c.row, c.column, c.rows, c.columns) for c in table.cells] == [
        ("地区", 0, 0, 1, 1), ("人数", 0, 1, 1, 2), ("甲｜乙", 1, 0, 2, 1), ("1", 1, 1, 1, 1), ("2", 1, 2, 1, 1),
        ("3", 2, 1, 1, 1), ("4", 2, 2, 1, 1),
    ]  # fmt: skip
    assert table.head_rows == 1


def test_footnotes_stand_after_the_text() -> None:
    doc = page(
        "<div><div style='mso-element:footnote' id=ftn1><p>[1] 注释内容。</div>"
        "<p>正文<a href='#_ftn1'><sup>[1]</sup></a>有注。</div>"
    )
    assert doc.source_text == "正文[1]有注。\n[1] 注释内容。\n"
    assert [block.kind for block in doc.blocks] == ["paragraph", "footnote"]


@pytest.mark.parametrize("label", ["gb2312", "utf-8", "big5", "iso-8859-1", ""])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-8-sig"])
def test_the_bytes_count_more_than_the_label(encoding: str, label: str) -> None:
    html = f"<html><head><meta charset={label}></head><body><p>离退休干部“乐龄”工作。</p></body></html>"
    assert read(html.encode(encoding)).source_text == "离退休干部“乐龄”工作。\n"


def test_a_character_cut_in_the_markup_costs_nothing() -> None:
    head, tail = "<meta charset=gb2312><meta name=description content='老干部", "'><p>离退休干部工作。</p>"
    data = b"<html>" + head.encode("gb18030") + b"\xc0" + tail.encode("gb18030")
    assert read(data).source_text == "离退休干部工作。\n"


def test_lines_of_a_circular_with_labels_stay() -> None:
    kept = ["活动时间：2023年5月6日上午9:00", "时间：5月6日上午", "名称：老年大学", "编辑：张三"]
    assert lines("<div class=content>" + "".join(f"<p>{line}" for line in kept) + "</div>") == kept


def test_the_tables_of_words_agree_with_their_examples() -> None:
    tables = load_tables()
    names = Names.of(tables)
    for row in tables.rows("web_chrome", ChromeRow):
        assert re.fullmatch(row.pattern, row.example), row
        assert names.is_chrome(row.example), row
    for label in tables.rows("web_labels", LabelRow):
        assert names.field(label.label) == label.field


def test_mutated_pages_are_read_or_told() -> None:
    chance = random.Random(1)
    data = SITES["trs"](known_lines(KNOWN[0])[:600]).encode("gb18030")
    for _ in range(300):
        changed = bytearray(data)
        for _ in range(chance.randrange(1, 9)):
            at = chance.randrange(len(changed))
            piece = bytes(chance.choices(b"<>/\"'=&;\0\xff\x81 ", k=chance.randrange(4)))
            changed[at : at + chance.randrange(1, 40)] = piece
        try:
            read(bytes(changed))
        except OldcadreError as error:
            assert error.remedy_zh


def test_news_is_dated_by_its_page_and_a_document_by_itself() -> None:
    info = (
        "<h1>某某要闻通报</h1><p>发布时间：2023-05-06 10:00 来源：某网</p>"
        "<div id=zoom><p>某地开展活动。</p><p>效果很好。</p>{}</div>"
    )
    assert page(info.format("")).metadata.date == "2023-05-06"
    assert page(info.format("<p>2023年4月28日</p>")).metadata.date is None


@pytest.mark.parametrize("unit", ["<!---->", "<?xml?>", "<!-- ", " <!---->\n"])
def test_many_comments_are_passed_over_once(unit: str) -> None:
    assert_linear(lambda text: recognises(text.encode() + b"x"), unit, 900)
    assert recognises(unit.replace("<!-- ", "").encode() * 20 + b"<html>")


@pytest.mark.parametrize("unit", ["<script ", "<!-- ", "<style>", "</script <script>", "<"])
def test_broken_pages_with_unclosed_markup_take_linear_time(unit: str) -> None:
    def work(text: str) -> None:
        with suppress(OldcadreError):
            decoded('<meta charset="gb2312"><p>老干部</p>'.encode("gb18030") + text.encode() + b"\x81\x20>", "a.html")

    assert_linear(work, unit, 12_000)


def test_broken_characters_beside_the_text_are_let_pass() -> None:
    around = '<meta charset="gb2312"><script>"\x81 ";</script><!-- \x81  --><p title="\x81 ">老干部</p>'
    data = around.encode("gb18030", "replace").replace("\x81".encode("gb18030"), b"\x81")
    assert decoded(data, "a.html")[1] == "gb18030"
    with pytest.raises(OldcadreError):
        decoded(data.replace("老".encode("gb18030"), b"\x81 "), "a.html")
