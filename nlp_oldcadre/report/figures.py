"""Pictures of comparisons, each a function of a frame and the axes to draw on; what was drawn is returned.

Draw within :func:`nlp_oldcadre.chinese_fonts.chinese_text`, which sets the fonts. An empty cell is what the material does not
say: it is left white, never drawn as 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from nlp_oldcadre.chinese_fonts import drawable
from nlp_oldcadre.frames import is_missing
from nlp_oldcadre.regions import Regions, short_names
from nlp_oldcadre.tables import Tables, load_tables

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# One blue, light to dark: it survives a black-and-white printer.
COLOURS = "Blues"
DARK, LIGHT, GREY = "#08519c", "#eef3f8", "#c8c8c8"
_LABEL = 16
# Labels of the columns stand upright from so many on.
_UPRIGHT = 8


@dataclass(frozen=True, slots=True)
class _TileRow:
    """Where a province stands in the grid: rows from the north, columns from the west."""

    adcode: str
    row: int
    column: int


class Dot(NamedTuple):
    """A dot that was drawn: from ``low`` to ``high``; an open end has an arrow."""

    label: str
    low: float
    high: float
    open: str


def wide(cells: Mapping[tuple[Any, Any], Any]) -> pd.DataFrame:
    """Cells by row and column as a frame, both in the order of their first use; what is not there is empty.

    >>> wide({("五老", "辽宁省"): 3, ("银发人才", "浙江省"): 1})
          辽宁省  浙江省
    五老    3.0  NaN
    银发人才  NaN  1.0
    """
    rows, columns = (list(dict.fromkeys(key[side] for key in cells)) for side in (0, 1))
    values = [[float(cells.get((row, column), "nan")) for column in columns] for row in rows]
    return pd.DataFrame(values, index=rows, columns=columns)


def heat_map(frame: pd.DataFrame, ax: Axes) -> pd.DataFrame:
    """How often (cells) what (index) is said where (columns): darker is more, white is nothing read.

    Returns the frame as drawn, its labels shortened.
    """
    shown = frame.rename(index=_short, columns=_short)
    largest = max(1.0, float(shown.max().max())) if shown.size else 1.0
    # Cells as shapes: a raster picture would not be part of an SVG.
    ax.pcolormesh(_masked(shown), cmap=COLOURS, vmin=-0.15 * largest, vmax=1.1 * largest, edgecolors="white", linewidth=0.8)
    ax.invert_yaxis()
    upright = len(shown.columns) > _UPRIGHT
    names = [_upright(name) if upright else name for name in shown.columns]
    ax.set_xticks([x + 0.5 for x in range(len(names))], labels=names, fontsize=7)
    ax.set_yticks([y + 0.5 for y in range(len(shown.index))], labels=list(shown.index), fontsize=8)
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    for y, row in enumerate(shown.to_numpy(dtype=float)):
        for x, value in enumerate(row):
            if value == value:
                ax.text(x + 0.5, y + 0.5, f"{value:g}", ha="center", va="center", fontsize=6.5, color=_ink(value / largest))
    _no_frame(ax)
    return shown


def _masked(frame: pd.DataFrame) -> Any:
    """The cells with the empty ones left out of the drawing."""
    import numpy as np

    return np.ma.masked_invalid(frame.to_numpy(dtype=float))


def tile_map(frame: pd.Series | Mapping[str, float], ax: Axes, *, tables: Tables | None = None) -> dict[str, float | None]:
    """A number for each province (by GB/T 2260 code), as tiles that all have the same size; those without one are white.

    A tile stands about where its province lies: a small one is as easy to read as a large one. Returns the short name of
    each province with the number that it got.
    """
    known = tables or load_tables()
    regions, values = Regions.of(known), dict(frame)
    largest = max((float(value) for value in values.values()), default=1.0) or 1.0
    out: dict[str, float | None] = {}
    for tile in known.rows("province_tiles", _TileRow):
        full = regions.name(tile.adcode)
        name = next(iter(short_names(full)), full)
        value = values.get(tile.adcode)
        _tile(ax, tile, drawable(name), value, largest)
        out[name] = value
    ax.set_xlim(-0.1, 7.1)
    ax.set_ylim(8.1, -0.1)
    ax.set_aspect("equal")
    ax.set_axis_off()
    return out


def _tile(ax: Axes, tile: _TileRow, name: str, value: float | None, largest: float) -> None:
    from matplotlib import colormaps
    from matplotlib.patches import Rectangle

    share = None if is_missing(value) else float(value or 0) / largest
    face = "white" if not share else colormaps[COLOURS](0.15 + 0.75 * share)
    ax.add_patch(Rectangle((tile.column + 0.03, tile.row + 0.03), 0.94, 0.94, facecolor=face, edgecolor=GREY, linewidth=0.6))
    ink = "#777777" if not share else _ink(share)
    ax.text(tile.column + 0.5, tile.row + 0.4, name, ha="center", va="center", fontsize=8, color=ink)
    if share is not None:
        ax.text(tile.column + 0.5, tile.row + 0.74, f"{value:g}", ha="center", va="center", fontsize=7, color=ink)


def timeline(frame: pd.DataFrame, ax: Axes) -> pd.DataFrame:
    """When (``date``, ISO 8601) what (``label``) was first read, a line each, the earliest on top.

    What has no date is not drawn; the frame that is returned has what was.
    """
    drawn = frame[[not is_missing(value) for value in frame["date"]]].sort_values(["date", "label"], kind="stable")
    days = [_day(value) for value in drawn["date"]]
    places = range(len(drawn))
    ax.hlines(places, xmin=min(days, default=0), xmax=days, color=GREY, linewidth=0.8)
    ax.plot(days, list(places), "o", color=DARK, markersize=4)
    for y, (day, value) in enumerate(zip(days, drawn["date"], strict=True)):
        ax.annotate(str(value), (day, y), textcoords="offset points", xytext=(6, 0), va="center", fontsize=6.5)
    ax.set_yticks(places, labels=[_short(label, 22) for label in drawn["label"]], fontsize=8)
    ax.invert_yaxis()
    ax.margins(x=0.2)
    ax.tick_params(axis="x", labelsize=7)
    _years(ax, days)
    _no_frame(ax, keep="bottom")
    return drawn


def _years(ax: Axes, days: list[float]) -> None:
    """Years, and halves of years where there are few, as the ticks."""
    if not days:
        return
    first, last = int(min(days)), int(max(days)) + 1
    step = max(1, (last - first) // 8)
    ax.set_xticks(range(first, last + 1, step), labels=[str(year) for year in range(first, last + 1, step)])


def dot_plot(frame: pd.DataFrame | Iterable[Mapping[str, Any]], ax: Axes) -> list[Dot]:
    """Amounts as dots, ranges as lines, bounds as arrows: what is at least 100 begins at 100 and is open to the right.

    Parameters
    ----------
    frame : ``label``, ``low``, ``high`` and ``bound`` of each row, as ``compare.results`` has them; about is an empty dot.
    """
    rows: list[Any] = frame.to_dict("records") if isinstance(frame, pd.DataFrame) else list(frame)
    dots = [_dot(row) for row in rows if not is_missing(row.get("low")) or not is_missing(row.get("high"))]
    largest = max((dot.high for dot in dots), default=1.0)
    smallest = min((dot.low for dot in dots if dot.low > 0), default=1.0)
    if largest > 200 * smallest:
        ax.set_xscale("log")
    for y, dot in enumerate(dots):
        filled = DARK if not dot.open else "white"
        ax.plot([dot.low, dot.high], [y, y], color=DARK, linewidth=2.2, solid_capstyle="round")
        ax.plot([dot.low, dot.high], [y, y], "o", color=DARK, markerfacecolor=filled, markersize=5)
        _arrow(ax, dot, y)
    ax.set_yticks(range(len(dots)), labels=[_short(dot.label, 24) for dot in dots], fontsize=8)
    ax.set_ylim(len(dots) - 0.4, -0.6)
    ax.grid(axis="x", color="#eeeeee", linewidth=0.8)
    ax.set_axisbelow(True)
    ax.tick_params(axis="x", labelsize=7)
    if not dots or largest <= 200 * smallest:
        ax.set_xlim(0, 1.12 * largest)
    ax.xaxis.set_major_formatter(_plain)
    _no_frame(ax, keep="bottom")
    return dots


def _plain(value: float, _: Any = None) -> str:
    """Numbers of an axis as offices write them.

    >>> _plain(20000.0), _plain(350.0)
    ('2万', '350')
    """
    return f"{value / 10_000:g}万" if value >= 10_000 else f"{value:g}"


def _dot(row: Mapping[str, Any]) -> Dot:
    low, high = (row[a] if not is_missing(row.get(a)) else row[b] for a, b in (("low", "high"), ("high", "low")))
    sign = row.get("bound")
    sign = {"over": ">=", "under": "<=", "about": "~"}.get(str(row.get("modifier")), "") if is_missing(sign) else str(sign)
    return Dot(str(row["label"]), float(low), float(high), sign)


def _arrow(ax: Axes, dot: Dot, y: int) -> None:
    """To the right for at least, to the left for at most."""
    if dot.open[:1] in ("<", ">"):
        way = 20 if dot.open[0] == ">" else -20
        ax.annotate(
            "", (dot.high if way > 0 else dot.low, y), xytext=(way, 0), textcoords="offset points",
            arrowprops={"arrowstyle": "<-", "color": DARK, "linewidth": 1.2},
        )  # fmt: skip


def program_graph(graph: Any, ax: Axes, *, around: str | None = None) -> Any:
    """Programmes with who runs them and where, as :func:`nlp_oldcadre.graph.draw.draw` draws them."""
    from nlp_oldcadre.graph.draw import draw

    return draw(graph, ax, around=around)


def _day(value: str) -> float:
    """An ISO 8601 date as a year with fraction; a year stands at its beginning."""
    parts = [int(part) for part in str(value)[:10].split("-") if part.isdecimal()]
    day = date(*[*parts, 1, 1][:3])
    return day.year + (day.timetuple().tm_yday - 1) / 366


def _short(label: Any, most: int = _LABEL) -> str:
    text = drawable(str(label))
    return text if len(text) <= most else text[: most - 1] + "…"


def _upright(label: str) -> str:
    """A label from top to bottom; the kind of region, which all have, is left out."""
    for tail in ("维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市"):
        if len(label) > len(tail) + 1 and label.endswith(tail):
            label = label.removesuffix(tail)
            break
    return "\n".join(label)


def _ink(share: float) -> str:
    return "white" if share > 0.55 else "#222222"


def _no_frame(ax: Axes, keep: str = "") -> None:
    for side in ("top", "right", "bottom", "left"):
        ax.spines[side].set_visible(side == keep)
