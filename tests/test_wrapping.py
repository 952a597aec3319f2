"""Lines in the terminal break beside numbers and names, not in them."""

from __future__ import annotations

import time

import pytest

from nlp_oldcadre.wrapping import display_width, longest_piece, wrapped

TEXTS = (
    "全省投入资金8,600,000元，建设驿站≈1.56万个，覆盖率≥97.5%，服务20–30人次。",
    "实施“银龄先锋”行动，印发《老干部志愿服务办法》，推广App应用2.0版",
    "志愿者 3.2万名；捐款 ≥540万元；“家门口老年大学”和“半小时活动点” 1000个；… 共 31",
)
WHOLE = ("8,600,000元", "≈1.56万个", "≥97.5%", "“银龄先锋”", "《老干部志愿服务办法》", "2.0版", "3.2万名", "≥540万元", "1000个")


@pytest.mark.parametrize("width", range(24, 90))
@pytest.mark.parametrize("text", TEXTS)
def test_numbers_and_names_stay_whole(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert max(map(display_width, lines)) <= width
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert [whole for whole in WHOLE if whole in text and not any(whole in line for line in lines)] == []


@pytest.mark.parametrize("width", [1, 2, 3, 7])
@pytest.mark.parametrize("text", ["", "；", "  ", "“", *TEXTS])
def test_no_room_loses_nothing(text: str, width: int) -> None:
    assert "".join("".join(wrapped(text, width)).split()) == "".join(text.split())


@pytest.mark.parametrize("text", ["1", "“", "；", "（", " ", "a", "一", "≈1,", "“一"])
def test_endless_texts_take_linear_time(text: str) -> None:
    start = time.perf_counter()
    wrapped(text * 50_000, 40)
    longest_piece(text * 50_000)
    assert time.perf_counter() - start < 3
