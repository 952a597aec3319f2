"""What the verbs graph, compare and search print: a table for people, all columns as JSON or CSV for machines."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from nlp_oldcadre import console
from nlp_oldcadre.corpus.labels import labels
from nlp_oldcadre.frames import Record, records
from nlp_oldcadre.spreadsheet import write_csv
from nlp_oldcadre.tables import load_tables

if TYPE_CHECKING:
    import pandas as pd

Headers = Mapping[str, tuple[str, str]]

# Longer lists and texts are cut in the terminal; JSON and CSV have all of them.
_LISTED = 8
_WIDEST = 160

_SOURCE: Headers = {"title": ("文件", "document"), "page": ("页", "page"), "quote": ("原文", "quote")}
HEADERS: dict[str, Headers] = {
    "graph": {"what": ("类别", "what"), "zh": ("类型", "type"), "kind": ("代码", "kind"), "count": ("数量", "count")},
    "overview": {
        "group": ("分组", "group"),
        "documents": ("文件", "documents"),
        "programs": ("项目品牌", "programmes"),
        "measures": ("举措", "measures"),
        "results": ("成效数据", "results"),
        "targets": ("目标要求", "targets"),
        "slogans": ("常用提法", "slogans"),
        "sources": ("出处", "sources"),
    },
    "programs": {
        "group": ("分组", "group"),
        "program": ("项目品牌", "programme"),
        "kind": ("类型", "kind"),
        "parent": ("上级项目", "parent"),
        "run_by": ("主办", "run by"),
        "results": ("成效数据", "results"),
        "documents": ("文件数", "documents"),
        **_SOURCE,
    },
    "results": {
        "concept": ("指标", "indicator"),
        "status": ("状态", "status"),
        "group": ("分组", "group"),
        "amount": ("数值", "amount"),
        "indicator": ("原指标", "as written"),
        "program": ("项目品牌", "programme"),
        "region": ("地区", "region"),
        "time": ("时间", "time"),
        **_SOURCE,
    },
    "measures": {
        "group": ("分组", "group"),
        "topic": ("主题", "topic"),
        "status": ("状态", "status"),
        "verb": ("动作", "verb"),
        "object": ("对象", "object"),
        **_SOURCE,
    },
    "slogans": {
        "group": ("分组", "group"),
        "slogan": ("提法", "slogan"),
        "kind": ("类型", "kind"),
        "documents": ("文件数", "documents"),
        "mentions": ("次数", "times"),
        "first_date": ("最早", "first"),
        **_SOURCE,
    },
    "evaluate": {
        "type": ("类型", "type"),
        "gold": ("标注", "gold"),
        "predicted": ("识别", "found"),
        "exact": ("边界 F1", "exact F1"),
        "overlap": ("重叠 F1", "overlap F1"),
        "full": ("属性全对 F1", "full F1"),
    },
    "search": {
        "type": ("类型", "type"),
        "surface": ("原文", "quote"),
        "name": ("规范名称", "name"),
        "region": ("地区", "region"),
        "sentence": ("所在句子", "sentence"),
        "title": ("文件", "document"),
        "page": ("页", "page"),
    },
}
_WHAT = {"node": "节点", "edge": "关系"}


def show(frame: pd.DataFrame, view: str, *, as_json: bool, as_csv: bool, title: str = "") -> None:
    """Print an answer; ``view`` names its row of :data:`HEADERS`."""
    if as_json or as_csv:
        columns = [str(name) for name in frame.columns]
        console.show(records(frame, flat=as_csv), columns, as_json=as_json, as_csv=as_csv)
        return
    adapt = _ADAPT.get(view, partial(_labelled, of=view))
    rows = [{name: _short(value) for name, value in _titled(adapt(row)).items()} for row in records(frame)]
    console.show(rows, {name: console.say(*pair) for name, pair in HEADERS[view].items()}, title=title)


def save(frame: pd.DataFrame, output: Path | None) -> None:
    """Write all rows and columns of an answer to a CSV file, and say so."""
    if output:
        write_csv(records(frame, flat=True), [str(name) for name in frame.columns], output)
        print(console.say(f"表格文件：{output}", f"table written to {output}"), file=sys.stderr)


def show_rows(rows: Sequence[Record], view: str, *, as_json: bool, as_csv: bool) -> None:
    """Print rows that are no frame; shares between 0 and 1 become % in the table for people."""
    if as_json or as_csv:
        console.show(rows, list(rows[0]), as_json=as_json, as_csv=as_csv)
        return
    shown = [{name: f"{100 * v:.1f}" if isinstance(v, float) else v for name, v in row.items()} for row in rows]
    console.show(shown, {name: console.say(*pair) for name, pair in HEADERS[view].items()})


def unknown_regions(names: Sequence[str]) -> None:
    """Say which regions the graph could not place."""
    if names:
        zh = f"{len(names)} 个地区不在行政区划表中，未入图：{_short(list(names))}"
        en = f"{len(names)} regions are in no table and have no node: {_short(list(names))}"
        print(console.say(zh, en), file=sys.stderr)


def nothing_found(query: str, suggestions: Sequence[str]) -> None:
    """Say so, with what to try, where it doesn't get into JSON or CSV."""
    print(console.say(f"没有找到“{query[:60]}”", f"nothing found for {query[:60]!r}"), file=sys.stderr)
    for suggestion in suggestions:
        print(f"  · {suggestion}", file=sys.stderr)


def _short(value: Any) -> Any:
    if isinstance(value, list):
        more = [f"… 共 {len(value)}"] if len(value) > _LISTED else []
        return "；".join([str(item) for item in value[:_LISTED]] + more)
    if isinstance(value, str):
        line = " ".join(value.split())
        return line if len(line) <= _WIDEST else line[: _WIDEST - 1] + "…"
    return value


def _titled(row: Record) -> Record:
    """A document without a title goes by the name of its file."""
    return row | {"title": row.get("title") or PurePath(row["uri"]).name} if row.get("uri") else row


def _labelled(row: Record, *, of: str) -> Record:
    """Codes in words; in English they are words."""
    if console.language() == "en":
        return row
    tables = load_tables()
    named = {"topic": "topic", "status": "status", "kind": of.removesuffix("s")}
    words = {name: labels(tables, what).get(row[name]) for name, what in named.items() if row.get(name)}
    return row | {name: word for name, word in words.items() if word}


def _overview(row: Record) -> Record:
    measures = console.say("已做 {} · 计划 {}", "{} done, {} planned").format(row["measures_done"], row["measures_planned"])
    sources = list(dict.fromkeys(PurePath(place["uri"]).name for place in row["evidence"]))
    return row | {"measures": measures, "sources": sources}


def _graph(row: Record) -> Record:
    return row | {"what": console.say(_WHAT[row["what"]], row["what"])}


def _search(row: Record) -> Record:
    """The hit is marked in its sentence."""
    hit = " ".join(row["surface"].split())
    kind = labels(load_tables(), "type")[row["type"]]
    return row | {"type": console.say(kind, row["type"])} | {"sentence": (row["sentence"] or "").replace(hit, f"【{hit}】", 1)}


_ADAPT: dict[str, Callable[[Record], Record]] = {"overview": _overview, "graph": _graph, "search": _search}
