"""A drawing of a part of the graph. Needs matplotlib, which is an extra."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from nlp_oldcadre.chinese_fonts import chinese_font
from nlp_oldcadre.graph.schema import Schema
from nlp_oldcadre.tables import load_tables

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = {
    "Region": "#8da0cb", "Organization": "#66c2a5", "Program": "#fc8d62", "Measure": "#e5c494", "Result": "#ffd92f",
    "Slogan": "#e78ac3", "Document": "#b3b3b3", "Honor": "#a6d854", "Person": "#80b1d3", "Topic": "#bc80bd",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drawing:
    """What was drawn: the font's name (None: there is none for Chinese), and what each short id stands for in that case."""

    font: str | None
    ids: dict[str, str]


def draw(
    graph: nx.MultiDiGraph,
    ax: Axes,
    *,
    kinds: Collection[str] = ("Region", "Organization", "Program"),
    around: str | None = None,
    reach: int = 3,
    seed: int = 7,
) -> Drawing:
    """Draw the nodes of some kinds, those that are joined to another of them.

    Without a Chinese font, nodes get short ids (``P1``), which the answer explains, rather than empty boxes.

    Parameters
    ----------
    ax : the matplotlib axes to draw on.
    kinds : kinds of nodes.
    around : the key of a node, such as ``Region:370000``: only what is at most ``reach`` edges away from it. A whole
        corpus is more than a page can show.
    seed : of the layout; the same graph and seed give the same picture.
    """
    kind = {node: data["kind"] for node, data in graph.nodes(data=True)}
    # In the order of the graph: a set's order, and with it the layout, would differ from run to run.
    part = nx.Graph((a, b) for a, b in graph.edges() if a != b and kind[a] in kinds and kind[b] in kinds)
    if around is not None:
        part = nx.ego_graph(part, around, radius=reach)
    font = chinese_font()
    names = {node: graph.nodes[node]["label"] for node in part}
    texts = names if font else _short_ids(graph, part)
    colours = [COLOURS.get(kind[node], "#cccccc") for node in part]
    sizes = [40 + 20 * part.degree(node) for node in part]
    place = _layout(part, seed)
    nx.draw_networkx_edges(part, place, ax=ax, edge_color="#cccccc", width=0.6)
    nx.draw_networkx_nodes(part, place, ax=ax, node_color=colours, node_size=sizes)
    nx.draw_networkx_labels(part, place, labels=texts, ax=ax, font_size=7, font_family=font or "sans-serif")
    _legend(ax, [name for name in COLOURS if name in kinds], font)
    ax.set_axis_off()
    return Drawing(font, {} if font else {texts[node]: names[node] for node in part})


def _layout(part: nx.Graph, seed: int) -> dict[str, tuple[float, float]]:
    """Distances by the number of edges where all hangs together, which keeps labels apart; else by springs."""
    if len(part) and nx.is_connected(part):
        return dict(nx.kamada_kawai_layout(part))
    return dict(nx.spring_layout(part, seed=seed, k=1.2 / max(1, len(part)) ** 0.5))


def _legend(ax: Axes, kinds: Collection[str], font: str | None) -> None:
    """The colours' meaning, in Chinese where there is a font for it."""
    nodes = Schema.of(load_tables()).nodes
    for kind in kinds:
        ax.scatter([], [], color=COLOURS[kind], label=nodes[kind].zh if font else nodes[kind].en)
    ax.legend(prop={"family": font} if font else None, frameon=False)


def _short_ids(graph: nx.MultiDiGraph, part: nx.Graph) -> dict[str, str]:
    """``R1`` for the first region, ``P1`` for the first programme …"""
    counts: dict[str, int] = {}
    out = {}
    for node in part:
        letter = graph.nodes[node]["kind"][0]
        counts[letter] = counts.get(letter, 0) + 1
        out[node] = f"{letter}{counts[letter]}"
    return out
