"""DOCX: the automatic numbers of paragraphs."""

from __future__ import annotations

import pytest
from docx_read import lines
from make_docx import LEVELS, STYLES, lists, p

from nlp_oldcadre.read.docx_numerals import numeral


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
