"""What the verbs graph, compare and search print: a table for people, all columns as JSON or CSV for machines."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nlp_oldcadre import console
from nlp_oldcadre.adapted import adapted, exploded
from nlp_oldcadre.corpus.labels import labels
from nlp_oldcadre.errors import NotWritable
from nlp_oldcadre.excerpts import excerpt
from nlp_oldcadre.frames import Record, records
from nlp_oldcadre.headers import HEADERS, OPTIONAL, SHEETS, SPARSE, Headers
from nlp_oldcadre.spreadsheet import write_csv
from nlp_oldcadre.tables import load_tables
from nlp_oldcadre.workbook import Sheet, write_workbook
from nlp_oldcadre.wrapping import fitting

if TYPE_CHECKING:
    import pandas as pd

    from nlp_oldcadre.evaluate.floors import Verdict
    from nlp_oldcadre.explain import Explanation
    from nlp_oldcadre.model import Document

# Longer lists and texts are cut in the terminal; JSON and CSV have all of them.
_LISTED = 8
_WIDEST = 160
# Characters shown on each side of the one that is explained.
_AROUND = 40
# Examples of a kind of problem.
_EXAMPLES = 5
# Of the other places of a text, so many are named.
_PLACES = 10
# A column of a table is to be this wide at least, if it has so much to show.
_COMFORTABLE = 14
# Below it a column of names is not worth its place beside another one.
_ROOMY = 24


def show(frame: pd.DataFrame, view: str, *, as_json: bool, as_csv: bool, title: str = "", limit: int | None = 0) -> None:
    """Print an answer; ``view`` names its row of :data:`HEADERS`, ``limit`` the rows that the terminal shows at most.

    See :func:`~nlp_oldcadre.excerpts.excerpt`; JSON and CSV have all.
    """
    if as_json or as_csv:
        columns = [str(name) for name in frame.columns]
        console.show(records(frame, flat=as_csv), columns, as_json=as_json, as_csv=as_csv)
        return
    shown = excerpt(frame, view, limit)
    rows = [{name: _short(value) for name, value in row.items()} for row in adapted(shown, view)]
    if view == "overview":
        console.show_blocks(_blocks(rows))
        if not rows:
            print(console.say("没有可以比较的内容", "nothing to compare"), file=sys.stderr)
        return
    console.show(rows, _fitting(view, rows), title=title)
    _say_hidden(len(shown), len(frame))


def _say_hidden(shown: int, of: int) -> None:
    """Say how many rows are not on the screen and how to have them."""
    if shown < of:
        zh = (
            f"共 {of} 行，这里是要紧的 {shown} 行；看全部用 --limit 0，或用 -o 文件.xlsx 存表，"
            "用 --region --topic --year 缩小范围"
        )
        en = (
            f"{shown} telling rows of {of}; all of them with --limit 0 or in a table with -o FILE.xlsx, "
            "fewer with --region --topic --year"
        )
        print(console.say(zh, en), file=sys.stderr)


def show_brief(frame: pd.DataFrame) -> None:
    """Print an overview with a line a group: counts, and as many names and numbers as the line has room for."""
    headers, full = _said(HEADERS["brief"]), list(records(frame))
    rows = [_counts(row) for row in full]
    columns = [[headers[name], *(row[name] for row in rows)] for name in (rows or [{}])[0]]
    taken = sum(max(console.display_width(str(cell)) for cell in column) + 3 for column in columns)
    listed = ["programs", "results"]
    room = (console.terminal_width() - taken - 2) // 2 - 3
    if room < _ROOMY:
        listed, room = listed[:1], max(2 * room + 3, _COMFORTABLE)
    shown = [row | {name: fitting(all_of[name], room) for name in listed} for row, all_of in zip(rows, full, strict=True)]
    console.show(shown, {name: header for name, header in headers.items() if name in (*(rows or [{}])[0], *listed)})


def _counts(row: Record) -> Record:
    """The numbers of a row of the overview."""
    return {
        "group": row["group"],
        "documents": row["documents"],
        "done": row["measures_done"],
        "planned": row["measures_planned"],
        "numbers": len(row["results"]) + len(row["targets"]),
        "counted": len(row["programs"]),
    }


def check_table(output: Path | None) -> None:
    """See that a table can be written there before any work is done.

    Raises
    ------
    NotWritable : for another suffix than ``.csv`` and ``.xlsx``, and for a folder that does not exist.
    """
    # A device or a pipe has no suffix; a folder says by itself what is wrong.
    if output is None or (output.exists() and not output.is_file()):
        return
    if output.suffix.lower() not in (".csv", ".xlsx"):
        raise NotWritable(
            output.as_posix(), zh="表格只能写成 .xlsx 或 .csv 文件", en="tables are written as .xlsx or .csv files only",
            remedy_zh="请把文件名改为以 .xlsx 或 .csv 结尾", remedy_en="end the name in .xlsx or .csv",
        )  # fmt: skip
    console.check_folder(output)


def save(frame: pd.DataFrame, view: str, output: Path | None) -> None:
    """Write an answer as a table for Excel, a row for each thing said, in words and not in codes; and say so."""
    if output:
        rows = exploded(frame) if view == "overview" else frame
        shown = list(adapted(rows, "sheet" if view == "overview" else view))
        filled = {name: pair for name, pair in SHEETS[view].items() if name not in SPARSE or any(r.get(name) for r in shown)}
        if output.suffix.lower() == ".xlsx":
            write_workbook(output, [Sheet(console.say("数据", "data"), _said(filled), shown, frozenset({"date"}))])
        else:
            write_csv(shown, _said(filled), output)
        print(console.say(f"表格文件：{output}", f"table written to {output}"), file=sys.stderr)


def show_rows(rows: Sequence[Record], view: str, *, as_json: bool, as_csv: bool) -> None:
    """Print rows that are no frame; shares between 0 and 1 become % in the table for people."""
    if as_json or as_csv:
        console.show(rows, list(rows[0]), as_json=as_json, as_csv=as_csv)
        return
    shown = [{name: f"{100 * v:.1f}" if isinstance(v, float) else v for name, v in row.items()} for row in rows]
    if console.language() == "zh":
        tables = load_tables()
        words = labels(tables, "type") | labels(tables, "score")
        shown = [row | {"type": words.get(row["type"], row["type"])} if "type" in row else row for row in shown]
    console.show(shown, _said(HEADERS[view]))


def show_verdict(verdict: Verdict, *, allowed: bool) -> int:
    """Say on standard error how figures stand to their floors; the exit code: 1 where one fell and may not."""
    if not verdict.is_same_corpus and not allowed:
        zh, en = (
            "标注语料变了，下限作废：核对后加 --allow-lower 重设",
            "the corpus changed: check, and set new floors with --allow-lower",
        )
        print(console.say(zh, en), file=sys.stderr)
    for figure, (floor, today) in verdict.fallen.items():
        zh, en = (
            f"低于下限：{figure} {100 * floor:.2f} → {100 * today:.2f}",
            f"fell: {figure} {100 * floor:.2f} → {100 * today:.2f}",
        )
        print(console.say(zh, en), file=sys.stderr)
    print(console.say(f"升高的下限：{len(verdict.risen)} 项", f"floors that rose: {len(verdict.risen)}"), file=sys.stderr)
    return 0 if allowed or (verdict.is_same_corpus and not verdict.fallen) else 1


def show_explanation(doc: Document, explanation: Explanation, *, as_json: bool) -> None:
    """Print why a place is read as it is: its sentence with the character marked, then what was found and what lost."""
    from nlp_oldcadre import explain

    found = list(explain.rows(doc, explanation))
    if as_json:
        console.show(found, ["outcome", "type", "text", "start", "end", "attrs", "rule", "score", "reason", "by"], as_json=True)
        return
    at = explanation.offset
    before, after = doc.text[max(0, at - _AROUND) : at], doc.text[at + 1 : at + 1 + _AROUND]
    print(f"…{before}【{doc.text[at]}】{after}…".replace("\n", "⏎"))
    if section := explanation.section:
        print(console.say("标题", "under"), doc.quote(*section.heading).replace("\n", ""))
    rows = [_explained(row) for row in found]
    if rows:
        console.show(rows, _fitting("explain", rows))
    else:
        print(console.say("没有规则在这里起作用", "no rule fired here"))


def other_places(offsets: Sequence[int]) -> None:
    """Say on standard error where else the words stand."""
    if offsets:
        listed, more = offsets[:_PLACES], " …" if len(offsets) > _PLACES else ""
        zh = f"另有 {len(offsets)} 处，用 --at 位置 查看：{'、'.join(map(str, listed))}{more}"
        en = f"{len(offsets)} more places, see them with --at: {', '.join(map(str, listed))}{more}"
        print(console.say(zh, en), file=sys.stderr)


def _explained(row: Record) -> Record:
    from nlp_oldcadre.explain import ReasonRow

    tables = load_tables()
    reasons = {r.code: console.say(r.zh, r.en) for r in tables.rows("reasons", ReasonRow)}
    kind = console.say(labels(tables, "type")[row["type"]], row["type"])
    outcome = console.say(*{"kept": ("采用", "kept"), "lost": ("落选", "lost")}[row["outcome"]])
    why = reasons[row["reason"]] + (f"：{row['by']}" if row.get("by") else "") if "reason" in row else ""
    attrs = "；".join(f"{name}={console.cell(value)}" for name, value in row.get("attrs", {}).items())
    return row | {"outcome": outcome, "type": kind, "attrs": attrs, "why": why}


def _said(headers: Headers) -> dict[str, str]:
    return {name: console.say(*pair) for name, pair in headers.items()}


def _fitting(view: str, rows: Sequence[Record]) -> dict[str, str]:
    """The headers of the columns for which the terminal has room, those that matter least left out first."""
    headers, optional = _said(HEADERS[view]), list(OPTIONAL.get(view, ()))
    empty = {name for name in optional if rows and all(row.get(name) in (None, "") for row in rows)}
    needs = {name: _need(header, [row.get(name) for row in rows]) for name, header in headers.items() if name not in empty}
    optional = [name for name in optional if name in needs]
    while optional and sum(needs.values()) + 1 > console.terminal_width():
        needs.pop(optional.pop(0))
    return {name: header for name, header in headers.items() if name in needs}


def _need(header: str, values: Sequence[Any]) -> int:
    """The columns that a header or a short cell takes, with its frame; longer cells are wrapped."""
    widest = max((console.display_width(console.cell(value)) for value in values), default=0)
    return max(console.display_width(header), min(widest, _COMFORTABLE)) + 3


def problems(found: pd.DataFrame) -> None:
    """Say what could not be taken as it stood, a line for each kind with the first examples."""
    for (zh, en), rows in found.groupby(["zh", "en"], sort=False):
        about = list(dict.fromkeys(rows["about"]))
        line = console.say(f"{zh}（{len(about)}）：", f"{en} ({len(about)}): ")
        print(line + "；".join(_short(name) for name in about[:_EXAMPLES]), file=sys.stderr)


def judgements_written(path: Path, waiting: int) -> str:
    """Where the judgements are, and how many wait for a person."""
    zh = f"判断表：{path}（{waiting} 对存疑；在 person 列填 相同、不同 或 存疑，重新运行即生效）"
    return console.say(zh, f"judgements: {path} ({waiting} unsure; fill column person: same, different or unsure)")


def nothing_found(query: str, suggestions: Sequence[str]) -> None:
    """Say so, with what to try, where it doesn't get into JSON or CSV."""
    print(console.say(f"没有找到“{query[:60]}”", f"nothing found for {query[:60]!r}"), file=sys.stderr)
    for suggestion in suggestions:
        print(f"  · {suggestion}", file=sys.stderr)


def items_found(frame: pd.DataFrame) -> None:
    """Say which items of a plan have a counterpart in no side that was compared, and which in all of them."""
    counts = frame.groupby("item", sort=False)["found"].agg(["sum", "size"])
    _say_items("都没有查到对应的", "without a counterpart", counts.index[counts["sum"] == 0].tolist(), len(counts))
    _say_items("各方都有对应的", "with one on every side", counts.index[counts["sum"] == counts["size"]].tolist(), len(counts))


def _say_items(zh: str, en: str, found: Sequence[str], of: int) -> None:
    listed = "、".join(map(str, found)) or console.say("无", "none")
    print(console.say(f"{zh}（{len(found)}/{of} 条）：{listed}", f"{en} ({len(found)} of {of}): {listed}"), file=sys.stderr)


def unread(provinces: Sequence[str]) -> None:
    """Say which provinces no document was read of: nothing follows from their absence."""
    if provinces:
        listed = "、".join(provinces[:_LISTED]) + (" …" if len(provinces) > _LISTED else "")
        zh = f"{len(provinces)} 个省份没有读到文件，未列出不等于没有（见 --what coverage）：{listed}"
        en = f"no document was read of {len(provinces)} provinces, whose absence says nothing (--what coverage): {listed}"
        print(console.say(zh, en), file=sys.stderr)


def _short(value: Any) -> Any:
    if isinstance(value, list):
        more = [console.say(f"… 共 {len(value)}", f"… {len(value)} in all")] if len(value) > _LISTED else []
        return "；".join([str(item) for item in value[:_LISTED]] + more)
    if isinstance(value, str):
        line = " ".join(value.split())
        return line if len(line) <= _WIDEST else line[: _WIDEST - 1] + "…"
    return value


def _blocks(rows: Sequence[Record]) -> Iterator[tuple[str, dict[str, str]]]:
    headers = _said(HEADERS["overview"])
    for row in rows:
        count = row["documents"]
        heading = console.say(f"{row['group']} · {count} 份文件", f"{row['group']} · documents: {count}")
        yield heading, {header: row[name] for name, header in headers.items()}
