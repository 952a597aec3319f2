"""The layout analysis from characters and boxes alone, as recognised pictures and OFD hand them over."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
import pytest

from nlp_oldcadre.read.content import Content
from nlp_oldcadre.read.layout import lay_out
from nlp_oldcadre.read.layout_glyphs import PageGlyphs
from nlp_oldcadre.read.layout_lines import turn

WIDTH, HEIGHT = 595.0, 842.0
Line = tuple[str, float, float, float]  # text, x, y of the top, size


def page(
    lines: Sequence[Line], number: int = 1, rules: Sequence[Sequence[float]] = (), sure: float | None = None
) -> PageGlyphs:
    """A page of lines whose characters are as wide as high, Latin ones half as wide."""
    text, edges, sizes = "", [], []
    for line, x, y, size in lines:
        for char in line:
            width = size if char >= "\u0250" else size / 2
            if char != " ":
                text += char
                edges.append((x, y, x + width, y + size))
                sizes.append(size)
            x += width
    confidence = None if sure is None else np.full(len(text), sure)
    boxes = np.array(rules, float).reshape(-1, 4)
    return PageGlyphs(
        number,
        WIDTH,
        HEIGHT,
        text,
        np.array(edges, float).reshape(-1, 4),
        np.array(sizes, float),
        None,
        None,
        confidence,
        boxes,
    )


def read(*pages: PageGlyphs) -> Content:
    return lay_out(pages, "test")


def block(text: str, x: float, y: float, size: float = 16, per_line: int = 28, indent: int = 2) -> list[Line]:
    """A paragraph of lines that end flush."""
    text = "\u3000" * indent + text
    rows = [text[i : i + per_line] for i in range(0, len(text), per_line)]
    return [
        (row.lstrip("\u3000"), x + size * (len(row) - len(row.lstrip("\u3000"))), y + 1.8 * size * i, size)
        for i, row in enumerate(rows)
    ]


LONG = "全县各级党组织积极打造银龄先锋品牌引导退休干部在小区和村里当好治理帮手" * 3


def test_paragraphs_by_indent_and_full_lines() -> None:
    content = read(page([*block(LONG, 74, 100), *block(LONG[:40], 74, 300), *block("一、要求", 74, 380)]))
    assert content.text == f"{LONG}\n{LONG[:40]}\n一、要求\n"


def test_a_paragraph_goes_on_over_the_page_and_its_footnotes_stand_before_it() -> None:
    first = [*block(LONG, 74, 100), *block(LONG[:54], 74, 300), ("① 据年度统计。", 74, 760, 10)]
    second = [*block(LONG[54:90], 74, 100, indent=0), *block(LONG, 74, 200)]
    content = read(page(first, 1, [(74, 750, 200, 750.5)]), page(second, 2))
    assert content.text.splitlines() == [LONG, "① 据年度统计。", LONG[:90], LONG]
    assert [b.kind for b in content.blocks] == ["paragraph", "footnote", "paragraph", "paragraph"]
    cut = content.pages[0].end
    assert content.text[cut - 4 : cut + 4] == LONG[50:58]  # no line end where the page ends


def test_columns_below_a_title_whatever_the_order_of_the_stream() -> None:
    left, right = block(LONG, 70, 120, 10, 20), block(LONG[::-1], 310, 120, 10, 20)
    lines = [("离退休干部工作专刊", 180, 80, 22), *(line for pair in zip(left, right, strict=True) for line in pair)]
    assert read(page(lines)).text == f"离退休干部工作专刊\n{LONG}\n{LONG[::-1]}\n"


def test_columns_whose_lines_stand_at_different_heights() -> None:
    left, right = block(LONG, 70, 120, 10, 20), block(LONG[::-1], 310, 127, 10, 20)
    assert read(page([line for pair in zip(left, right, strict=True) for line in pair])).text == f"{LONG}\n{LONG[::-1]}\n"


def test_signature_and_date_are_paragraphs_of_their_own() -> None:
    lines = [*block(LONG, 74, 100), ("某某省委老干部局", 362, 300, 16), ("2024年5月6日", 390, 330, 16)]
    assert read(page(lines)).text.splitlines()[1:] == ["某某省委老干部局", "2024年5月6日"]


def test_blanks_come_from_gaps() -> None:
    lines = [
        ("会议名称", 74, 100, 16),
        ("日期", 400, 100, 16),
        ("open the", 74, 140, 16),
        ("王", 74, 180, 16),
        ("丽", 106, 180, 16),
    ]
    assert read(page(lines)).text.splitlines() == ["会议名称  日期", "open the", "王 丽"]


@pytest.mark.parametrize("form", ["— {} —", "－{}－", "第{}页 共4页", "{}/4", "{}", "第{}页"])
def test_page_numbers(form: str) -> None:
    bodies = [LONG[n:] for n in range(1, 5)]
    content = read(*(page([*block(body, 74, 100), (form.format(n), 280, 790, 14)], n) for n, body in enumerate(bodies, 1)))
    assert content.text.splitlines() == bodies
    assert [(e.kind, e.page) for e in content.elements] == [("page_number", n) for n in range(1, 5)]


def test_what_begins_an_attachment_is_no_running_head() -> None:
    content = read(*(page([(f"附件{n}", 74, 60, 16), *block(LONG[n:], 74, 100)], n) for n in (1, 2)))
    assert content.text.count("附件") == 2 and content.elements == ()


def test_a_bar_in_a_cell_parts_nothing() -> None:
    rules = [*((70, y, 370, y + 0.5) for y in (100, 130, 160)), *((x, 100, x + 0.5, 160) for x in (70, 220, 370))]
    content = read(
        page([("甲|乙", 80, 107, 16), ("数量", 230, 107, 16), ("城", 80, 137, 16), ("46", 230, 137, 16)], rules=rules)
    )
    assert content.text == "| 甲｜乙 | 数量 |\n| 城 | 46 |\n"
    assert len(content.pages[0].boxes) == len(content.text)


def test_confidence_stands_beside_each_character() -> None:
    content = read(page(block(LONG, 74, 100), sure=0.5))
    assert len(content.confidence) == len(content.text) and content.confidence[0] == 0.5 and content.confidence[-1] == 1
    assert read(page(block(LONG, 74, 100))).confidence is None


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_writing_that_lies_is_read_and_boxed_as_it_lies(degrees: int) -> None:
    upright = page(block(LONG, 74, 100))
    shown = turn(upright.edges, 360 - degrees, WIDTH, HEIGHT)
    size = (WIDTH, HEIGHT) if degrees == 180 else (HEIGHT, WIDTH)
    content = read(PageGlyphs(1, *size, upright.text, shown, upright.sizes, turned=degrees))
    assert content.text == f"{LONG}\n"
    assert tuple(content.pages[0].boxes[5]) == pytest.approx(tuple(shown[5]), abs=0.01)


def test_nothing_and_nonsense() -> None:
    empty = read(PageGlyphs(1, WIDTH, HEIGHT, "", np.zeros((0, 4)), np.zeros(0)))
    assert empty.text == "" and len(empty.pages) == 1
    wild = np.array([[np.nan, 0, 10, 10], [-50, 10, -40, 20], [10, 10, 10, 10], [0, 1e30, 1, 1e31]])
    assert read(PageGlyphs(1, WIDTH, HEIGHT, "甲乙丙丁", wild, np.array([0, -1, np.inf, 5]))).text.strip() in ("", "丙")


def test_a_page_full_of_scattered_characters_takes_no_time() -> None:
    rng = np.random.default_rng(7)
    spots = rng.uniform(0, 590, (20_000, 2))
    edges = np.concatenate((spots, spots + 8), axis=1)
    start = time.perf_counter()
    content = read(PageGlyphs(1, WIDTH, HEIGHT, "老" * len(edges), edges, np.full(len(edges), 8.0)))
    assert len(content.text) > 10_000 and time.perf_counter() - start < 5
