"""Cleaning: what each step repairs, what it leaves, and the laws that hold for every text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from conftest import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_oldcadre.clean import STEPS, clean
from nlp_oldcadre.clean.characters import FoldRow
from nlp_oldcadre.model import Document
from nlp_oldcadre.tables import load_tables

TABLES = load_tables()
FOLDS = {row.char: row.folded for row in TABLES.rows("fold", FoldRow)}
PIECES = [
    "老", "干", "部", "工作", "一、", "（一）", "1.", "关于", "的通知", "中共某市委老干部局", "2021年3月5日",
    "，", "。", "、", "；", "：", "“", "”", "\"", "《", "》",
    "(", ")", "（", "）", ",", ":", "\n", "\n\n", "\r\n", " ", "  ", "\u3000",
    "\ufeff", "\u200b", "# ", "## ", "**", "- ", "——", "a", "B7", "12", "％", "⽼", "①",
    "目录", "抄送：", "……", "附件：", "\x0c", "\u2028", "3", "— 3 —", "!", "?", "·", "•", "--",
]  # fmt: skip
LAYOUTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


def cleaned(text: str) -> str:
    return clean(Document.from_text(text), TABLES).text


LONG = "各级老干部工作部门要提高认识，加强统筹"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # A page break inside a sentence, a word, a quotation, a title, a heading.
        (
            "持续开展离退休干部走访慰问活动，及时掌握思想\n\n动态，帮助解决困难。",
            "持续开展离退休干部走访慰问活动，及时掌握思想动态，帮助解决困难。",
        ),
        (
            "要坚持问题导向，不断提升老干部工作科学化、\n\n规范化水平。",
            "要坚持问题导向，不断提升老干部工作科学化、规范化水平。",
        ),
        ("打造“银龄\n\n先锋”志愿服务品牌。", "打造“银龄先锋”志愿服务品牌。"),
        (
            "认真学习《关于加强新时代\n离退休干部党的建设工作的意见》。",
            "认真学习《关于加强新时代离退休干部党的建设工作的意见》。",
        ),
        (
            "二、深化拓展为民服务实践活动，全面夯实基\n\n层基础\n\n各地要抓好落实。",
            "二、深化拓展为民服务实践活动，全面夯实基层基础\n各地要抓好落实。",
        ),
        ("关于进一步做好离退休干部\n服务管理工作的实施意见", "关于进一步做好离退休干部服务管理工作的实施意见"),
        ("各单位要积极参加，分批次开展 online\ntraining 活动。", "各单位要积极参加，分批次开展online training活动。"),
        # What a break doubled.
        ("组织老同志学习，持续坚定理想信念\n\n念，永葆本色。", "组织老同志学习，持续坚定理想信念，永葆本色。"),
        ("各地各部门要高度重视，切实要加\n\n加强领导，落实责任。", "各地各部门要高度重视，切实要加强领导，落实责任。"),
        ("继续实施“金\n\n“雁回归”计划，选派专家。", "继续实施“金雁回归”计划，选派专家。"),
        # What is no doubling.
        (f"{LONG}，把这项工作\n\n作为重要任务来抓。", f"{LONG}，把这项工作作为重要任务来抓。"),
        (f"{LONG}，组织召开座谈会\n\n会同有关部门研究。", f"{LONG}，组织召开座谈会会同有关部门研究。"),
        # Lines that stay apart.
        ("工作取得成效。\n\n下一步要继续努力。", "工作取得成效。\n下一步要继续努力。"),
        ("一、总体要求\n\n坚持党的领导。", "一、总体要求\n坚持党的领导。"),
        (
            "老同志在活动中心练习书法\n\n近年来，我市大力推进阵地建设。",
            "老同志在活动中心练习书法\n近年来，我市大力推进阵地建设。",
        ),
        ("中共某某市委组织部\n中共某某市委老干部局\n2021年6月1日", "中共某某市委组织部\n中共某某市委老干部局\n2021年6月1日"),
        (
            "各县（市、区）委老干部局：\n\n现将有关事项通知如下：\n\n一是抓好落实",
            "各县（市、区）委老干部局：\n现将有关事项通知如下：\n一是抓好落实",
        ),
        ("某某局 2021年6月1日\n本期要目", "某某局 2021年6月1日\n本期要目"),
        ("内部资料\n注意保存\n\n工作简报", "内部资料\n注意保存\n工作简报"),
        ("抄送：市委办公室，\n\n责任编辑：王某", "抄送：市委办公室，\n责任编辑：王某"),
        # Blanks.
        ("投入 120 万元，建成 8 个活动室。", "投入120万元，建成8个活动室。"),
        ("关于开展 “七一”走访的通知", "关于开展“七一”走访的通知"),
        ("凝聚银发力量 书写时代答卷", "凝聚银发力量 书写时代答卷"),
        ("唱响“夕阳红歌” 传递时代强音", "唱响“夕阳红歌” 传递时代强音"),
        (
            "以“初心如磐 薪火相传”为主题开展活动，效果良好，反响热烈。",
            "以“初心如磐 薪火相传”为主题开展活动，效果良好，反响热烈。",
        ),
        ("责任编辑：李 敏   校对：王小明", "责任编辑：李 敏 校对：王小明"),
        ("目 录", "目录"),
        ("Windows Server 平台", "Windows Server平台"),
        ("2021 年 6 月 1 日", "2021年6月1日"),
        # Folding.
        ("２０２１年，⽼⼲部５０％参加", "2021年，老干部50%参加"),
        ("各县(市、区)委,省直单位(党组):", "各县（市、区）委，省直单位（党组）："),
        ("(一)加强领导", "（一）加强领导"),
        ("共1,200人,时间12:30,网址http://a.cn/b?c=d", "共1,200人，时间12:30，网址http://a.cn/b?c=d"),
        ("支部力量•先锋行动", "支部力量·先锋行动"),
        ("①学习 ㈠活动", "①学习 ㈠活动"),
        ('开展"我为群众办实事"活动', "开展“我为群众办实事”活动"),
        ("开展”银龄“行动", "开展“银龄”行动"),
        ('他说"好', '他说"好'),
        # Marks of the format.
        ("# 标题\n\n## 一、**要求**\n- 甲\n- 乙", "标题\n一、要求\n甲\n乙"),
        ("全面加强离退休干部\n— 3 —\n党支部建设，发挥作用。", "全面加强离退休干部\n党支部建设，发挥作用。"),
        ("全面加强离退休干部思想建设，健全\n\n- 12 -\n\n学习制度。", "全面加强离退休干部思想建设，健全学习制度。"),
        ("\ufeff老\u200b干部\r\n工作。\x0c", "老干部\n工作。"),
        ("", ""),
        (" \n\n ", ""),
    ],
)  # fmt: skip
def test_repair(text: str, wanted: str) -> None:
    assert cleaned(text) == wanted
    assert cleaned(wanted) == wanted, "a cleaned text is clean"


@given(LAYOUTS)
@settings(max_examples=400, deadline=None)
def test_nothing_is_invented(text: str) -> None:
    """Every character equals the source's, or is what that folds to, or is a blank or newline for one."""
    doc = clean(Document.from_text(text), TABLES)
    for at, char in enumerate(doc.text):
        source = doc.quote(at, at + 1)
        folded = FOLDS.get(source, source)
        assert char == source or char in folded or (char in " \n" and source.isspace()) or is_folded_mark(char, source), (
            char,
            source,
        )


def is_folded_mark(char: str, source: str) -> bool:
    """Marks that fold by their neighbours: brackets and quotation marks; and folds of folds (＂ to a straight mark)."""
    marks = {"（": "(", "）": ")", "“": "\"”'‘", "”": "\"“'’", "‘": "\"“'’", "’": "\"”'‘", "—": "-"}
    return any(s in marks.get(char, "") or FOLDS.get(s) in ('"', "-") or FOLDS.get(FOLDS.get(s, s)) == char for s in source)


@given(LAYOUTS)
@settings(max_examples=300, deadline=None)
def test_the_order_stays(text: str) -> None:
    doc = clean(Document.from_text(text), TABLES)
    places = [doc.to_source(i, i + 1) for i in range(len(doc.text))]
    assert all(a.start <= b.start and a.end <= b.end for a, b in pairwise(places))
    assert all(0 <= p.start < p.end <= len(text) for p in places)


@given(st.text(max_size=120))
@settings(max_examples=300, deadline=None)
def test_any_text_can_be_cleaned(text: str) -> None:
    doc = clean(Document.from_text(text.encode("utf-8", "ignore").decode()), TABLES)
    assert len(doc.offsets) == len(doc.text)
    assert "\r" not in doc.text
    assert "\n\n" not in doc.text


@given(LAYOUTS)
@settings(max_examples=300, deadline=None)
def test_characters_and_quotes_are_settled_at_once(text: str) -> None:
    """Steps that look at characters, not at the page, have nothing left to do in a cleaned text."""
    done = cleaned(text)
    for name in ("characters", "edges"):
        assert not list(STEPS[name](done, TABLES)), name


@pytest.mark.parametrize(
    "unit", ["（", "(", "“", '"', "一", "\n", " ", "1", "# ", "- ", "** ", "市委\n", "念\n\n念", "“\n\n“", "《", "a \n"]
)
def test_time_is_linear_on_hostile_text(unit: str) -> None:
    assert_linear(cleaned, unit)


PARAGRAPH = (
    "今年以来，全市各级老干部工作部门坚持以人为本、服务为先，持续深化离退休干部党建工作，建成示范党支部二十六个，"
    "培训支部书记三百余名，推动基层党组织规范化建设迈上新台阶。各县区结合实际，依托社区党群服务中心建设学习活动阵地，"
    "为老同志就近学习、就近活动、就近得到关心照顾创造了良好条件。"
)


@given(st.integers(30, len(PARAGRAPH) - 2), st.sampled_from(["\n", "\n\n", "\n\n\n\n", "\x0c", "\r\n\r\n", "\n— 7 —\n"]))
@settings(max_examples=200, deadline=None)
def test_a_paragraph_survives_a_break_anywhere(at: int, gap: str) -> None:
    """Except after a full stop, where nothing shows that the paragraph goes on."""
    text = f"一、主要工作\n\n{PARAGRAPH[:at]}{gap}{PARAGRAPH[at:]}\n\n二、存在问题"
    stop = "\n" if PARAGRAPH[at - 1] == "。" else ""
    assert cleaned(text) == f"一、主要工作\n{PARAGRAPH[:at]}{stop}{PARAGRAPH[at:]}\n二、存在问题"


@given(st.integers(20, 34), st.booleans())
@settings(max_examples=60, deadline=None)
def test_printed_lines_are_joined(width: int, indented: bool) -> None:
    """Every printed line with its own newline: the paragraph comes back whole."""
    indent = "　　" if indented else ""
    first = width - 2 if indented else width
    cuts = [0, *range(first, len(PARAGRAPH), width), len(PARAGRAPH)]
    printed = indent + "\n".join(PARAGRAPH[a:b] for a, b in pairwise(cuts))
    breaks = {PARAGRAPH[b - 1] for b in cuts[1:-1]}
    if "。" in breaks:
        return
    assert cleaned(f"一、主要工作\n{printed}\n二、存在问题\n") == f"一、主要工作\n{PARAGRAPH}\n二、存在问题"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("全市共有离退休干部1.2\n万名，其中党员0.6万名。", "全市共有离退休干部1.2万名，其中党员0.6万名。"),
        ("甲县老干部局成立于2021年\n3月5日，现有干部12名。", "甲县老干部局成立于2021年3月5日，现有干部12名。"),
        ("附件3\n名单", "附件3\n名单"),
        ("共印80\n年度总结另发", "共印80\n年度总结另发"),
    ],
)
def test_a_number_is_not_parted_from_its_unit(text: str, wanted: str) -> None:
    assert clean(Document.from_text(text), load_tables()).text == wanted
