"""Figures: what is drawn is what the frame says, what is not known is not drawn as 0, and no character is missing."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import small_corpus

import nlp_oldcadre as oc
from nlp_oldcadre import chinese_fonts
from nlp_oldcadre.compare import select
from nlp_oldcadre.errors import NotFound
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.report import figures
from nlp_oldcadre.report.brief import Figure
from nlp_oldcadre.report.build import build
from nlp_oldcadre.report.pictures import inline_svg, picture
from nlp_oldcadre.tables import load_tables

pytest.importorskip("matplotlib", reason="needs matplotlib, which the extra report brings")


@pytest.fixture
def ax() -> Iterator[Any]:
    """Axes that are drawn after the test; a character that no font has is an error."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure as Canvas

    with chinese_fonts.chinese_text(), warnings.catch_warnings():
        warnings.simplefilter("error")
        canvas = Canvas(figsize=(6, 4), layout="constrained")
        FigureCanvasAgg(canvas)
        yield canvas.add_subplot()
        canvas.canvas.draw()


def texts(ax: Any) -> list[str]:
    return [text.get_text() for text in ax.texts]


def test_the_shipped_font_comes_first_and_has_what_documents_are_written_with() -> None:
    assert chinese_fonts.chinese_font() == "Oldcadre Sans SC"
    assert (chinese_fonts.SHIPPED.parent / "OFL.txt").is_file()
    assert chinese_fonts.drawable("“银龄先锋”《办法》≥3000名—…【识别存疑】·㎡") == "“银龄先锋”《办法》≥3000名—…【识别存疑】·㎡"


def test_names_of_all_regions_can_be_drawn() -> None:
    names = "".join(region.name for region in Regions.of(load_tables()).by_code.values())
    assert chinese_fonts.GETA not in chinese_fonts.drawable(names)


def test_what_no_font_has_is_drawn_as_geta(ax: Any) -> None:
    text = chinese_fonts.drawable("银\U000323af龄\x07\n先锋")
    assert text == "银〓龄〓 先锋"
    ax.set_title(text)


def test_a_font_of_ones_own_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from matplotlib.font_manager import findfont

    monkeypatch.setenv(chinese_fonts.OWN, findfont("DejaVu Serif"))
    assert chinese_fonts.families()[:2] == ["DejaVu Serif", "Oldcadre Sans SC"]
    monkeypatch.setenv(chinese_fonts.OWN, str(tmp_path / "none.ttf"))
    with pytest.raises(NotFound, match="no such font file"):
        chinese_fonts.families()


def test_heat_map_leaves_white_what_is_not_known(ax: Any) -> None:
    frame = figures.wide({("信息化", "辽宁省"): 3, ("自身建设", "浙江省"): 1})
    drawn = figures.heat_map(frame, ax)
    assert drawn.shape == (2, 2)
    assert math.isnan(drawn.loc["信息化", "浙江省"])
    assert texts(ax) == ["3", "1"]
    [mesh] = ax.collections
    assert mesh.get_array().mask.tolist() == [[False, True], [True, False]]


def test_heat_map_of_many_places_has_short_upright_labels(ax: Any) -> None:
    names = [
        "新疆维吾尔自治区",
        "广西壮族自治区",
        "北京市",
        "大连市西岗区",
        "吉林省",
        "沙市",
        *(f"第{n}市" for n in "一二三四"),
    ]
    figures.heat_map(figures.wide({("党建", name): 1 for name in names}), ax)
    assert [label.get_text() for label in ax.get_xticklabels()][:6] == [
        "新\n疆", "广\n西", "北\n京", "大\n连\n市\n西\n岗\n区", "吉\n林", "沙\n市"
    ]  # fmt: skip


def test_heat_map_of_nothing(ax: Any) -> None:
    assert figures.heat_map(figures.wide({("党建", "辽宁省"): float("nan")}), ax).shape == (1, 1)


def test_tile_map_has_every_division_once(ax: Any) -> None:
    drawn = figures.tile_map({"210000": 3, "330000": 0}, ax)
    codes = {code for code in Regions.of(load_tables()).by_code if code.endswith("0000")}
    tiles = load_tables().rows("province_tiles", figures._TileRow)
    assert {tile.adcode for tile in tiles} == codes
    assert len({(tile.row, tile.column) for tile in tiles}) == len(tiles) == 34
    assert (drawn["辽宁"], drawn["浙江"], drawn["新疆"]) == (3, 0, None)
    assert texts(ax).count("3") == 1
    assert texts(ax).count("0") == 1


def test_tile_map_tells_nothing_from_unknown(ax: Any) -> None:
    import pandas as pd

    assert set(figures.tile_map(pd.Series({"210000": float("nan")}), ax).values()) - {None}
    assert "nan" not in texts(ax)


def test_dot_plot_shows_bounds_as_arrows(ax: Any) -> None:
    rows = [
        {"label": "辽宁省", "low": 120.0, "high": 120.0, "bound": None},
        {"label": "江苏省", "low": 80.0, "high": 80.0, "bound": ">"},
        {"label": "浙江省", "low": None, "high": 50.0, "bound": "<="},
        {"label": "贵州省", "low": 20.0, "high": 99.0, "bound": None},
        {"label": "云南省", "low": 30.0, "high": 30.0, "modifier": "about"},
        {"label": "不明", "low": None, "high": None},
    ]
    dots = figures.dot_plot(rows, ax)
    assert [(dot.label, dot.low, dot.high, dot.open) for dot in dots] == [
        ("辽宁省", 120, 120, ""), ("江苏省", 80, 80, ">"), ("浙江省", 50, 50, "<="), ("贵州省", 20, 99, ""),
        ("云南省", 30, 30, "~"),
    ]  # fmt: skip
    ways = [annotation.xyann[0] for annotation in ax.texts]
    assert ways == [20, -20]


def test_dot_plot_of_far_apart_amounts_is_logarithmic(ax: Any) -> None:
    figures.dot_plot([{"label": "甲", "low": 3, "high": 3}, {"label": "乙", "low": 80_000, "high": 80_000}], ax)
    assert ax.get_xscale() == "log"


def test_timeline_is_in_order_and_leaves_out_what_has_no_date(ax: Any) -> None:
    import pandas as pd

    frame = pd.DataFrame({"label": ["丙", "甲", "乙"], "date": ["2021-03-01", "2019", None]})
    assert figures.timeline(frame, ax)["label"].tolist() == ["甲", "丙"]
    assert texts(ax) == ["2019", "2021-03-01"]


def test_program_graph_is_drawn_with_names(ax: Any, tmp_path: Path) -> None:
    graph = oc.graph(small_corpus.small_corpus(tmp_path / "corpus"))
    drawing = figures.program_graph(graph, ax)
    assert (drawing.font, drawing.ids) == ("Oldcadre Sans SC", {})
    assert "晚霞护苗" in texts(ax)


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_pictures_of_a_report_lack_no_character_and_are_the_same_each_time(tmp_path: Path, kind: str) -> None:
    brief = build(small_corpus.small_corpus(tmp_path / "corpus"), select())
    drawn = [figure for part in brief.parts for figure in part.figures]
    assert len(drawn) >= 2
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for figure in drawn:
            assert picture(figure, kind) == picture(figure, kind)
            assert figure.words.endswith("。")


def test_svg_for_a_page_names_nothing_outside() -> None:
    figure = Figure(figures.heat_map, figures.wide({("党建", "辽宁省"): 1}), (4, 2), "题", "说明。")
    first, second = inline_svg(figure, 1), inline_svg(figure, 2)
    assert first.startswith("<svg") and first.endswith("</svg>")
    assert "http" not in first
    assert "data:" not in first
    assert 'id="f1-' in first and 'id="f2-' in second
