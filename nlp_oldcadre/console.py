"""What the commands share: the language of messages, tables for people, JSON and CSV for machines, errors."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from io import TextIOWrapper
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from nlp_oldcadre.errors import DEBUG, NotWritable, OldcadreError, system_reason
from nlp_oldcadre.model import plain_number

if TYPE_CHECKING:
    from nlp_oldcadre.batch import Progress, RunReport

LANGUAGE = "OLDCADRE_LANG"
_GENRES = {"circular": "通知文件", "bulletin": "简报", "report": "报告材料", "news": "新闻报道", None: "未判明"}
# Longer lists are cut in the summary; the tables have all of it.
_LISTED = 8
# Seconds between plain progress lines, where no terminal shows a bar.
_EVERY = 5.0


def language() -> str:
    """``zh``, or ``en`` when asked for by ``--lang en`` or the environment."""
    return "en" if os.environ.get(LANGUAGE, "zh").lower().startswith("en") else "zh"


def say(zh: str, en: str) -> str:
    """The message in the user's language."""
    return zh if language() == "zh" else en


def use_utf8() -> None:
    """Chinese goes out whole even where the system's locale has no Chinese; what is closed swallows it."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def take_common_options(arguments: Sequence[str]) -> list[str]:
    """Take ``--debug`` and ``--lang`` out of the arguments, wherever they stand, into the environment.

    There, worker processes see them as well.
    """
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            return [*rest, argument, *waiting]
        if argument == "--debug":
            os.environ[DEBUG] = "1"
        elif argument == "--lang":
            os.environ[LANGUAGE] = next(waiting, "zh")
        elif argument.startswith("--lang="):
            os.environ[LANGUAGE] = argument.removeprefix("--lang=")
        else:
            rest.append(argument)
    return rest


def collector(errors: list[OldcadreError]) -> Callable[[OldcadreError], None]:
    """A function that reports an error at once and keeps it."""

    def collect(error: OldcadreError) -> None:
        warn(error)
        errors.append(error)

    return collect


def write_json_lines(records: Iterable[Mapping[str, Any]], output: Path | None) -> int:
    """Write records as JSON Lines to a file (whole or not at all) or to standard output; how many they were.

    Without a single record, an older file is left as it is.
    """
    if output is None:
        return _write_lines(records, sys.stdout)
    try:
        if output.exists() and not output.is_file():
            # A device or a pipe can't be replaced; a folder says what is wrong by itself.
            with output.open("w", encoding="utf-8") as handle:
                return _write_lines(records, handle)
        return _replace_file(records, output)
    except OSError as error:
        zh, en = system_reason(error)
        raise NotWritable(
            output.as_posix(),
            zh=f"写不进这个文件（{zh}）",
            en=f"the file can't be written ({en})",
            remedy_zh="请用 -o 另指定一个可写的位置",
            remedy_en="name another place with -o",
        ) from error


def _replace_file(records: Iterable[Mapping[str, Any]], output: Path) -> int:
    output.parent.mkdir(parents=True, exist_ok=True)
    fresh = output.with_name(f".{output.name}.new-{os.getpid()}")
    try:
        with fresh.open("w", encoding="utf-8", newline="") as handle:
            written = _write_lines(records, handle)
        if written:
            fresh.replace(output)
    finally:
        fresh.unlink(missing_ok=True)
    return written


def _write_lines(records: Iterable[Mapping[str, Any]], handle: TextIO) -> int:
    written = 0
    for record in records:
        handle.write(json.dumps(record, ensure_ascii=False) + "\n")
        written += 1
    return written


def warn(error: OldcadreError) -> None:
    """One line about an error on standard error."""
    print(f"✗ {error.message(language())}", file=sys.stderr)


def show(
    rows: Iterable[Mapping[str, Any]],
    columns: Sequence[str] | Mapping[str, str],
    *,
    as_json: bool = False,
    as_csv: bool = False,
    title: str = "",
) -> None:
    """Print rows as a table in the terminal, as JSON (one list) or as CSV (with a header line).

    Parameters
    ----------
    rows : records, such as ``frame.to_dict("records")``.
    columns : which cells, in order; a mapping gives the table's headers. JSON and CSV keep the column names.
    """
    if as_json:
        records = [{name: _plain(row.get(name)) for name in columns} for row in rows]
        print(json.dumps(records, ensure_ascii=False, indent=1))
    elif as_csv:
        _print_csv(rows, columns)
    else:
        _print_table(rows, columns, title)


def _print_csv(rows: Iterable[Mapping[str, Any]], columns: Iterable[str]) -> None:
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(name)) for name in columns] for row in rows)


def _print_table(rows: Iterable[Mapping[str, Any]], columns: Sequence[str] | Mapping[str, str], title: str) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    headers = columns if isinstance(columns, Mapping) else {name: name for name in columns}
    table = Table(title=title or None, title_justify="left", header_style="bold", show_lines=False)
    for header in headers.values():
        table.add_column(header, overflow="fold")
    for row in rows:
        # Text, not markup: a quote may hold [brackets].
        table.add_row(*(Text(_cell(row.get(name))) for name in headers))
    # A pipe or a file has no width; lines are not to be folded for it.
    Console(width=None if sys.stdout.isatty() else 200, soft_wrap=False).print(table)


def _is_missing(value: Any) -> bool:
    """Whether a cell is empty: None, NaN, or an empty cell of pandas (which can't be compared)."""
    if value is None or type(value).__name__ in {"NAType", "NaTType"}:
        return True
    return isinstance(value, float) and value != value


def _cell(value: Any) -> str:
    """A cell for people: lists joined, missing cells empty, numbers without idle zeros."""
    if _is_missing(value):
        return ""
    if isinstance(value, float | Decimal):
        return str(plain_number(Decimal(str(value))) if isfinite(value) else value)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return "；".join(_cell(item) for item in value)
    return str(value)


def _plain(value: Any) -> Any:
    """What json writes: numbers of pandas and Decimal made plain, arrays lists, missing cells null."""
    if _is_missing(value):
        return None
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return plain_number(value)
    return value if isinstance(value, str | int | float | bool | dict) else str(value)


@contextmanager
def progress_bar() -> Iterator[Callable[[Progress], None]]:
    """A function that shows how far a run is: a bar on a terminal, a plain line now and then elsewhere."""
    if sys.stderr.isatty():
        yield from _bar()
    else:
        yield _lines()


def _bar() -> Iterator[Callable[[Progress], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        TextColumn(say("{task.completed}/{task.total} 份", "{task.completed}/{task.total} documents")),
        TextColumn(say("{task.fields[characters]:,} 字", "{task.fields[characters]:,} characters")),
        TextColumn(say("失败 {task.fields[failures]}", "{task.fields[failures]} failed")),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, characters=0, failures=0)
        yield lambda p: bar.update(task, completed=p.done, total=p.total, characters=p.characters, failures=p.failures)


def _lines() -> Callable[[Progress], None]:
    from time import monotonic

    last = monotonic()

    def line(p: Progress) -> None:
        nonlocal last
        if p.done == p.total or monotonic() - last >= _EVERY:
            last = monotonic()
            zh = f"{p.done}/{p.total} 份  {p.characters:,} 字  失败 {p.failures}"
            en = f"{p.done}/{p.total} documents  {p.characters:,} characters  {p.failures} failed"
            print(say(zh, en), file=sys.stderr, flush=True)

    return line


def summarise(report: RunReport, place: str) -> None:
    """Tell, in words of the office, what a run did and where the results are."""
    print(say(*_headline(report)))
    for zh, en in _details(report):
        print("  " + say(zh, en))
    _list_failures(report)
    print(say(*_whereabouts(report, place)))


def _headline(report: RunReport) -> tuple[str, str]:
    zh = f"读取 {report.documents} 份文件，{report.characters:,} 字，用时 {report.seconds:.1f} 秒"
    en = f"documents read: {report.documents}, characters: {report.characters:,}, seconds: {report.seconds:.1f}"
    if report.duplicates:
        return zh + f"（另有 {report.duplicates} 份内容重复，只计一次）", en + f" (duplicates left out: {report.duplicates})"
    return zh, en


def _details(report: RunReport) -> Iterator[tuple[str, str]]:
    if not report.documents:
        return
    counts, done, planned = report.counts, report.measures["done"], report.measures["planned"]
    genres = {_GENRES[genre]: n for genre, n in report.genres.items()}
    named = {genre or "unknown": n for genre, n in report.genres.items()}
    yield f"文种　{_listed(genres)}", f"genres      {_listed(named)}"
    regions = {region or say("未判明", "unknown"): n for region, n in report.regions.items()}
    yield f"地区　{_listed(regions)}", f"regions     {_listed(regions)}"
    yield f"数据　{counts['quantities']} 处数字（带单位和原文）", f"numbers     {counts['quantities']}"
    yield f"项目　{report.programs} 个品牌、活动、工程、平台等（按名称计）", f"programmes  {report.programs} by name"
    yield f"举措　{done + planned} 条：已做 {done}，计划 {planned}", f"measures    {done} done, {planned} planned"
    yield f"事实　{counts['facts']} 条，每条可查到原文", f"facts       {counts['facts']}, each with its quote"


def _listed(counts: Mapping[str, int]) -> str:
    """The most frequent first, names deciding among equals."""
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    shown = " · ".join(f"{name} {n}" for name, n in ordered[:_LISTED])
    return shown + (f" · … ({len(ordered)})" if len(ordered) > _LISTED else "")


def _list_failures(report: RunReport) -> None:
    if not report.failures:
        return
    n = len(report.failures)
    if report.documents:
        print(say(f"失败　{n} 份，其余不受影响：", f"{n} failed, the others are unharmed:"))
    else:
        print(say(f"失败　{n} 份：", f"{n} failed:"))
    for error in report.failures:
        print(f"  ✗ {error.message(language())}")


def _whereabouts(report: RunReport, place: str) -> tuple[str, str]:
    if not report.written:
        return f"没有读到任何文件，{place} 中原有的结果保持不变", f"nothing was read; the older results in {place} stay"
    return (
        f"结果在 {place}（*.parquet 数据表、index 检索索引、run.json 运行记录）\n"
        f"  检索：oldcadre search {place} 志愿服务　　比较：oldcadre compare {place} --by province",
        f"the results are in {place} (*.parquet tables, index for search, run.json record)\n"
        f"  search: oldcadre search {place} 志愿服务   compare: oldcadre compare {place} --by province",
    )
