"""The parts of official documents and bulletins, each with its place in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_oldcadre.clean import clean
from nlp_oldcadre.model import Document
from nlp_oldcadre.pages import Block, Element
from nlp_oldcadre.structure import structure
from nlp_oldcadre.structure.labelled import Pattern, patterns, read_line
from nlp_oldcadre.tables import load_tables

from conftest import CORPORA, assert_linear, texts  # isort: skip

TABLES = load_tables()
RECORDS = list(zip(TABLES.record("element_patterns")["pattern"], patterns(TABLES), strict=True))
EXAMPLES = [pytest.param(p, *example, id=example[0]) for r, p in RECORDS for example in [(e[0], e[1:]) for e in r["examples"]]]
COUNTER_EXAMPLES = [pytest.param(p, text, id=text) for r, p in RECORDS for text in r["counter_examples"]]


@pytest.mark.parametrize(("pattern", "text", "values"), EXAMPLES)
def test_example(pattern: Pattern, text: str, values: list[str]) -> None:
    assert [element.value for element in read_line(pattern, text)] == values
    assert all(text[slice(*e.span)].replace(" ", "") == e.value.replace(" ", "") for e in read_line(pattern, text) if e.span)


@pytest.mark.parametrize(("pattern", "text"), COUNTER_EXAMPLES)
def test_counter_example(pattern: Pattern, text: str) -> None:
    assert list(read_line(pattern, text)) == []


def build(text: str, **more: object) -> Document:
    return structure(clean(replace(Document.from_text(text), **more), TABLES), TABLES)  # type: ignore[arg-type]


def values(doc: Document, *kinds: str) -> list[tuple[str, str]]:
    return [(e.kind, e.value) for e in doc.elements if e.kind in kinds]


def quote(doc: Document, kind: str, ordinal: int | None = None) -> str:
    (element,) = (e for e in doc.elements if e.kind == kind and e.ordinal == ordinal)
    assert element.span
    return doc.text[slice(*element.span)]


CIRCULAR = """000017
特急
中共甲省委组织部
中共甲省委老干部局　文件
甲省财政厅

甲老发〔2022〕18号　　签发人：王建国　李明

关于转发《中共中央组织部关于做好离退休干部服务管理工作的意见》的通知

各市（州）党委组织部、老干部局，财政局：

现将《中共中央组织部关于做好离退休干部服务管理工作的意见》转发给你们，请结合实际贯彻执行。

附件：1.离休干部基本情况统计表
2.走访慰问活动回执
3.2022年度经费安排明细

中共甲省委组织部　中共甲省委老干部局
甲省财政厅
2022年6月8日

（此件公开发布）
（联系人：张三，电话：024-23456789）

中共中央组织部关于做好离退休干部服务管理工作的意见

各省、自治区、直辖市党委组织部：

现提出如下意见。

一、总体要求

坚持精准服务，把工作做到老同志身边。

二、工作任务

建立联系制度，每季度走访一次。

2022年4月1日

附件1

离休干部基本情况统计表

单位：人

附件2

走访慰问活动回执

附件3：

2022年度经费安排明细

抄送：中央组织部老干部局，省纪委办公厅。

中共甲省委老干部局办公室　　2022年6月10日印发
共印200份
"""


def test_every_part_of_a_circular_has_its_value() -> None:
    doc = build(CIRCULAR)
    parts = [(e.kind, e.value) for e in doc.elements if e.kind not in ("body", "forwarded", "attachment", "attachment_note")]
    assert parts == [
        ("copy_number", "000017"),
        ("urgency", "特急"),
        ("letterhead", "甲省委组织部"),
        ("letterhead", "甲省委老干部局"),
        ("letterhead", "甲省财政厅"),
        ("number", "甲老发〔2022〕18号"),
        ("signer", "王建国"),
        ("signer", "李明"),
        ("title", "关于转发《中共中央组织部关于做好离退休干部服务管理工作的意见》的通知"),
        ("recipients", "各市（州）党委组织部、老干部局"),
        ("recipients", "财政局"),
        ("signature", "甲省委组织部"),
        ("signature", "甲省委老干部局"),
        ("signature", "甲省财政厅"),
        ("date", "2022-06-08"),
        ("note", "此件公开发布"),
        ("note", "联系人：张三，电话：024-23456789"),
        ("copies_to", "中央组织部老干部局"),
        ("copies_to", "省纪委办公厅"),
        ("printer", "甲省委老干部局办公室"),
        ("printed_on", "2022-06-10"),
        ("print_run", "200"),
    ]


def test_metadata_are_the_values_of_the_elements() -> None:
    doc = build(CIRCULAR)
    assert doc.metadata.issuers == ("甲省委组织部", "甲省委老干部局", "甲省财政厅")
    assert doc.metadata.issuers == tuple(value for _, value in values(doc, "letterhead"))
    assert [("date", doc.metadata.date), ("number", doc.metadata.number)] == values(doc, "date", "number")[::-1]


def test_a_forwarded_document_stands_apart_from_its_carrier() -> None:
    doc = build(CIRCULAR)
    assert quote(doc, "body").endswith("请结合实际贯彻执行。")
    forwarded = quote(doc, "forwarded")
    assert forwarded.startswith("中共中央组织部关于") and forwarded.endswith("2022年4月1日")
    title = next(s for s in doc.sections if s.level == 1 and doc.text[slice(*s.heading)].startswith("中共中央组织部关于"))
    below = [doc.text[slice(*s.heading)] for s in doc.sections if s.parent == doc.sections.index(title)]
    assert below == ["总体要求", "工作任务"]


def test_attachments_have_the_numbers_of_their_list() -> None:
    doc = build(CIRCULAR)
    listed = {e.ordinal: e.value for e in doc.elements if e.kind == "attachment_note"}
    attached = {e.ordinal: e.value for e in doc.elements if e.kind == "attachment"}
    assert listed == attached == {1: "离休干部基本情况统计表", 2: "走访慰问活动回执", 3: "2022年度经费安排明细"}
    assert quote(doc, "attachment", 1) == "附件1\n离休干部基本情况统计表\n单位：人"


BULLETIN = """内部资料　注意保存

老干部工作简报

第12期（总第345期）

中共甲市委老干部局编　　　　2023年5月6日

本期要览

★我市举办老干部形势报告会……1
★甲县“银龄讲堂”进社区……3

我市举办老干部形势报告会

编者按：近日，市委老干部局举办形势报告会，现将有关情况刊发，供各地学习借鉴。

5月5日，我市举办老干部形势报告会，300名离退休干部参加。会议强调，要抓好学习。

甲县“银龄讲堂”进社区

甲县组织12名老干部宣讲，覆盖8个社区，受到群众欢迎。

报：省委老干部局，市委、市政府领导。
送：市委各部委，市直各单位。
发：各县（市、区）委老干部局。

责任编辑：王 明　　编辑：李小华、赵一
（共印150份）
"""


def test_a_bulletin_has_its_head_contents_articles_and_tail() -> None:
    doc = build(BULLETIN)
    assert [(e.kind, e.value) for e in doc.elements] == [
        ("marking", "内部资料"),
        ("marking", "注意保存"),
        ("masthead", "老干部工作简报"),
        ("issue", "12"),
        ("total_issue", "345"),
        ("issuer", "甲市委老干部局"),
        ("date", "2023-05-06"),
        ("contents", "我市举办老干部形势报告会"),
        ("contents", "甲县“银龄讲堂”进社区"),
        ("article", "我市举办老干部形势报告会"),
        ("editor_note", "近日，市委老干部局举办形势报告会，现将有关情况刊发，供各地学习借鉴。"),
        ("article", "甲县“银龄讲堂”进社区"),
        ("reported_to", "省委老干部局"),
        ("reported_to", "市委、市政府领导"),
        ("sent_to", "市委各部委"),
        ("sent_to", "市直各单位"),
        ("distributed_to", "各县（市、区）委老干部局"),
        ("editor", "王明"),
        ("editor", "李小华"),
        ("editor", "赵一"),
        ("print_run", "150"),
    ]
    assert quote(doc, "article", 2) == "甲县“银龄讲堂”进社区\n甲县组织12名老干部宣讲，覆盖8个社区，受到群众欢迎。"
    assert doc.metadata.marking == "内部资料 注意保存"


def test_a_marking_beside_the_text_counts_and_one_in_a_sentence_does_not() -> None:
    head = Element("running_head", "内部资料 免费交流", page=1)
    doc = build("关于做好工作的通知\n各单位：\n要认真组织。", elements=(head,))
    assert doc.metadata.marking == "内部资料 免费交流" and head in doc.elements
    assert build("关于做好工作的通知\n各单位：\n要管好内部资料，不予公开的按规定办理。").metadata.marking is None


def looked_at(parts: Sequence[tuple[str, Block]]) -> Document:
    """A document whose lines have the looks of these blocks."""
    text, blocks = "", []
    for line, block in parts:
        blocks.append(replace(block, start=len(text), end=len(text) + len(line)))
        text += line + "\n"
    return build(text, blocks=tuple(blocks))


def test_sizes_and_colours_tell_letterhead_title_and_headings() -> None:
    body = Block(0, 0, size=16)
    prose = "离退休干部党组织要认真学习，结合实际抓好落实，确保各项工作取得实效。"
    doc = looked_at(
        [
            ("某某老年大学", Block(0, 0, size=35, red=True, centered=True)),
            ("银龄大讲堂十年回望", Block(0, 0, size=22, centered=True)),
            ("从一间教室到一座学府", Block(0, 0, size=22, centered=True)),
            (prose, body),
            ("向下扎根办学", Block(0, 0, size=18)),
            (prose, body),
            ("向上生长育人", Block(0, 0, "heading", level=2, size=18)),
            (prose, body),
            ("1.数据来自学校年报。", Block(0, 0, "footnote", size=10)),
        ]
    )
    assert doc.metadata.title == "银龄大讲堂十年回望从一间教室到一座学府"
    assert [doc.text[slice(*s.heading)] for s in doc.sections][1:] == ["向下扎根办学", "向上生长育人"]
    assert values(doc, "footnote") == [("footnote", "1.数据来自学校年报。")]


def test_every_element_is_of_a_known_kind_and_has_its_place() -> None:
    kinds = {line.split(",")[0] for line in _kinds()}
    for path in texts(CORPORA):
        doc = build(path.read_text(encoding="utf-8"))
        assert doc.elements
        for element in doc.elements:
            assert element.kind in kinds and element.rule and element.score
            assert element.span and 0 <= element.span.start < element.span.end <= len(doc.text)


def _kinds() -> list[str]:
    from importlib.resources import files

    return (files("nlp_oldcadre") / "data" / "elements.csv").read_text(encoding="utf-8").splitlines()[1:]


@given(st.lists(st.sampled_from([*CIRCULAR.splitlines(), *BULLETIN.splitlines(), "附件：", "附件1", "2.", "｜"]), max_size=40))
def test_lines_in_any_order_are_read(lines: list[str]) -> None:
    doc = build("\n".join(lines))
    assert all(e.span and 0 <= e.span.start <= e.span.end <= len(doc.text) for e in doc.elements)


@pytest.mark.parametrize("unit", ["附件1\n", "附件：1.甲\n2.乙\n", "抄送：甲，\n", "编辑：王 明 ", "内部资料 ", "编者按："])
def test_hostile_texts_take_linear_time(unit: str) -> None:
    assert_linear(lambda text: build(f"关于做好工作的通知\n各单位：\n{text}"), unit, 4000)
