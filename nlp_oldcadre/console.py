"""What the commands share: the language of messages, tables for people, JSON and CSV for machines, errors."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from io import TextIOWrapper
from math import isfinite
from pathlib import Path
from typing import Any, TextIO

from nlp_oldcadre.errors import DEBUG, NotWritable, OldcadreError, system_reason
from nlp_oldcadre.frames import is_missing
from nlp_oldcadre.model import plain_number
from nlp_oldcadre.wrapping import display_width, longest_piece, wrapped

LANGUAGE = "OLDCADRE_LANG"

# Widths in columns: below the first nothing can be laid out, longer lines than the second are hard to read.
_NARROWEST, _WIDEST_BLOCK, _NO_TERMINAL = 40, 120, 200


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
        raise not_writable(output, error) from error


def not_writable(output: Path, error: OSError, option: str = "-o") -> NotWritable:
    """The error of a file that can't be written; ``option`` is what it was named with."""
    zh, en = system_reason(error)
    return NotWritable(
        output.as_posix(),
        zh=f"写不进这个文件（{zh}）",
        en=f"the file can't be written ({en})",
        remedy_zh=f"请用 {option} 另指定一个可写的位置",
        remedy_en=f"name another place with {option}",
    )


def check_folder(output: Path, option: str = "-o") -> None:
    """See that the folder of a file to be written exists: a slip of the pen is to make no new folder.

    Raises
    ------
    NotWritable : where it does not.
    """
    if not output.parent.exists():
        raise NotWritable(
            output.as_posix(), zh=f"文件夹 {output.parent} 不存在", en=f"there is no folder {output.parent}",
            remedy_zh=f"请先建立这个文件夹，或用 {option} 另指定一个可写的位置",
            remedy_en=f"make it, or name another place with {option}",
        )  # fmt: skip


def _replace_file(records: Iterable[Mapping[str, Any]], output: Path) -> int:
    check_folder(output)
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
    writer.writerows([cell(row.get(name)) for name in columns] for row in rows)


def _print_table(rows: Iterable[Mapping[str, Any]], columns: Sequence[str] | Mapping[str, str], title: str) -> None:
    from rich.console import Console
    from rich.table import Table

    headers = columns if isinstance(columns, Mapping) else {name: name for name in columns}
    table = Table(title=title or None, title_justify="left", header_style="bold", show_lines=False)
    for header in headers.values():
        table.add_column(header, overflow="fold", min_width=display_width(header))
    for row in rows:
        table.add_row(*(_Cell(cell(row.get(name))) for name in headers))
    Console(width=terminal_width(), soft_wrap=False).print(table)


class _Cell:
    """A cell that breaks between words, never inside a number or a name, as long as there is room."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __rich_console__(self, console: Any, options: Any) -> Iterator[Any]:
        from rich.text import Text

        # Text, not markup: a quote may hold [brackets].
        yield Text("\n".join(wrapped(self.text, options.max_width)))

    def __rich_measure__(self, console: Any, options: Any) -> Any:
        from rich.measure import Measurement

        widest = display_width(self.text)
        return Measurement(min(longest_piece(self.text), options.max_width), min(widest, options.max_width))


def show_blocks(blocks: Iterable[tuple[str, Mapping[str, str]]]) -> None:
    """Print a heading and labelled lines for each block; empty lines are left out."""
    from rich.console import Console
    from rich.text import Text

    out = Console(width=terminal_width(), soft_wrap=True)
    for number, (heading, lines) in enumerate(blocks):
        out.print(Text("\n" * (number > 0) + "\n".join(wrapped(heading, out.width)), style="bold"))
        indent = max(map(display_width, lines), default=0) + 4
        for label, text in lines.items():
            margin = f"  {label}".ljust(indent - display_width(label) + len(label))
            for line in wrapped(text, min(out.width, _WIDEST_BLOCK) - indent) if text else ():
                out.print(Text(margin + line))
                margin = " " * indent


def terminal_width() -> int:
    """``COLUMNS``, else the terminal's width, also behind a pipe; wide where there is no terminal at all."""
    if (asked := os.environ.get("COLUMNS", "")).isdecimal() and int(asked):
        return max(int(asked), _NARROWEST)
    for stream in (sys.stdout, sys.stderr):
        try:
            return max(os.get_terminal_size(stream.fileno()).columns, _NARROWEST)
        except (OSError, ValueError):
            continue
    return _NO_TERMINAL


def cell(value: Any) -> str:
    """A cell for people: lists joined, missing cells empty, numbers without idle zeros."""
    if is_missing(value):
        return ""
    if isinstance(value, float | Decimal):
        return str(plain_number(Decimal(str(value))) if isfinite(value) else value)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return "；".join(cell(item) for item in value)
    return str(value)


def _plain(value: Any) -> Any:
    """What json writes: numbers of pandas and Decimal made plain, arrays lists, missing cells null."""
    if is_missing(value):
        return None
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return plain_number(value)
    return value if isinstance(value, str | int | float | bool | dict) else str(value)


def report(error: Exception, *, usage: int) -> int:
    """Say what went wrong in one line; the exit code for it, ``usage`` where the user can mend it."""
    if isinstance(error, OldcadreError):
        warn(error)
        return usage
    if isinstance(error, OSError):
        hush_stdout()
        zh, en = system_reason(error)
        print(say(f"✗ 输出写不出去（{zh}）。", f"✗ the output can't be written ({en})"), file=sys.stderr)
        return 1
    zh = f"✗ 程序出错（{type(error).__name__}: {error}）。请加 --debug 重跑并反馈。"
    print(say(zh, f"✗ {type(error).__name__}: {error}; run with --debug and report it"), file=sys.stderr)
    return 1


def hush_stdout() -> None:
    """What still waits to be written goes nowhere, so that Python's own flush at the end does not complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
