"""The loader of ``data/``: every rule, lexicon and unit is a row of a CSV table or a record of a TOML file.

A row is read into the dataclass that the using room declares for it; a cell that does not fit is an error that names
the file and line. Folders given later lie over the built-in one: a row whose first column equals that of an earlier
row takes its place."""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, fields
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from nlp_oldcadre.errors import TableError

BUILT_IN = Path(__file__).parent / "data"
Row = TypeVar("Row")


def _number(cell: str) -> Decimal:
    return Decimal(cell)


def _flag(cell: str) -> bool:
    return {"yes": True, "no": False, "": False}[cell]


def _words(cell: str) -> tuple[str, ...]:
    return tuple(word for word in cell.split("|") if word)


CONVERTERS: dict[Any, tuple[Callable[[str], Any], str]] = {
    str: (str, "a text"),
    int: (int, "a whole number"),
    Decimal: (_number, "a number such as 10000 or 0.01"),
    bool: (_flag, "yes, no or empty"),
    tuple[str, ...]: (_words, "words separated by |"),
}


class Tables:
    """The rule tables of one or more folders, read when asked for and kept.

    Parameters
    ----------
    *folders : laid over the built-in folder, the last one on top.

    Raises
    ------
    TableError : when one of ``folders`` holds a table that is no built-in one's name or has a column of its own.

    Examples
    --------
    >>> from dataclasses import dataclass
    >>> @dataclass(frozen=True)
    ... class Numeral:
    ...     digit: str
    ...     value: int
    >>> load_tables().rows("numerals", Numeral)[0]
    Numeral(digit='〇', value=0)
    """

    def __init__(self, *folders: Path) -> None:
        self.folders = (BUILT_IN, *folders)
        self._kept: dict[object, Any] = {}
        for folder in folders:
            _check_overlay(folder)

    def rows(self, name: str, row_type: type[Row]) -> tuple[Row, ...]:
        """The rows of ``name.csv`` of all folders as instances of the dataclass ``row_type``.

        Columns are the dataclass's fields, in any order; a field with a default may be missing or empty. List cells
        (``tuple[str, ...]``) are separated by ``|``.

        Raises
        ------
        TableError : for a missing or unknown column and for a cell of the wrong kind, with file and line.
        """
        rows: tuple[Row, ...] = self.keep((name, row_type), lambda: self._read_rows(name, row_type))
        return rows

    def record(self, name: str) -> dict[str, Any]:
        """The TOML file ``name.toml``; a top-level key of a later folder takes the place of an earlier one's."""
        record: dict[str, Any] = self.keep(name, lambda: self._read_record(name))
        return record

    def keep(self, key: object, make: Callable[[], Any]) -> Any:
        """``make()``, called once per key and kept with these tables: the place for compiled matchers."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def files(self) -> list[Path]:
        """Every table file, in a fixed order."""
        return [p for folder in self.folders for p in sorted(folder.rglob("*")) if p.suffix in {".csv", ".toml"}]

    def digest(self) -> str:
        """sha256 over all tables: two runs with the same digest used the same rules."""
        total = hashlib.sha256()
        for path in self.files():
            total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        return total.hexdigest()

    def _read_rows(self, name: str, row_type: type[Row]) -> tuple[Row, ...]:
        key = fields(row_type)[0].name  # type: ignore[arg-type]
        merged: dict[object, list[Row]] = {}
        for folder in self._holding(f"{name}.csv"):
            # Within one folder a first column may repeat (a code with two old names), across folders it replaces.
            fresh: dict[object, list[Row]] = {}
            for row in read_rows(folder / f"{name}.csv", row_type):
                fresh.setdefault(getattr(row, key), []).append(row)
            merged |= fresh
        return tuple(row for group in merged.values() for row in group)

    def _read_record(self, name: str) -> dict[str, Any]:
        merged: dict[str, Any] = {}
        for folder in self._holding(f"{name}.toml"):
            merged |= read_record(folder / f"{name}.toml")
        return merged

    def _holding(self, file: str) -> list[Path]:
        """The folders that have this file; the built-in one always, so that a missing table is an error."""
        return [BUILT_IN, *(folder for folder in self.folders[1:] if (folder / file).is_file())]


@lru_cache(maxsize=8)
def load_tables(*folders: Path) -> Tables:
    """The built-in tables with the given folders laid over them; the same folders give the same object."""
    return Tables(*folders)


def _check_overlay(folder: Path) -> None:
    """A table that nothing reads would be a rule that silently does nothing."""
    for path in sorted(p for p in folder.iterdir() if p.suffix in {".csv", ".toml"}):
        counterpart = BUILT_IN / path.name
        if not counterpart.is_file():
            raise _error(path, 0, "没有这个名称的内置表", "no built-in table has this name", remedy=_NAME_IT_LIKE_ONE)
        if path.suffix == ".csv":
            known, own = _header(counterpart), _header(path)
            if unknown := [name for name in own if name not in known]:
                columns = ", ".join(known)
                raise _error(
                    path,
                    1,
                    f"没有这样的列：{unknown[0]}（可用：{columns}）",
                    f"unknown column {unknown[0]!r}; columns are {columns}",
                )


def _header(path: Path) -> list[str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            return next(csv.reader(handle), [])
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _error(path, 1, f"读不出来（{error}）", f"can't be read ({error})") from error


def read_record(path: Path) -> dict[str, Any]:
    """A TOML file as a dict; a syntax error names the file and line."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _error(path, 0, f"读不出来（{error}）", f"can't be read ({error})") from error


def read_rows(path: Path, row_type: type[Row]) -> Iterator[Row]:
    """Read a CSV table, row by row, into a dataclass."""
    columns = fields(row_type)  # type: ignore[arg-type]
    kinds = get_type_hints(row_type)
    try:
        # Excel saves UTF-8 with a byte order mark.
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle, strict=True)
            _check_header(path, reader.fieldnames or [], columns)
            for record in reader:
                yield row_type(**_cells(path, reader.line_num, record, columns, kinds))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _error(path, 0, f"读不出来（{error}）", f"can't be read ({error})") from error


def _check_header(path: Path, header: Any, columns: tuple[Field[Any], ...]) -> None:
    names = {c.name for c in columns}
    if unknown := [h for h in header if h not in names]:
        raise _error(
            path, 1, f"没有这样的列：{unknown[0]}", f"unknown column {unknown[0]!r}; columns are {', '.join(sorted(names))}"
        )
    for column in columns:
        if column.name not in header and column.default is MISSING:
            raise _error(path, 1, f"缺少列 {column.name}", f"column {column.name!r} is missing")


def _cells(
    path: Path, line: int, record: dict[str, Any], columns: tuple[Field[Any], ...], kinds: dict[str, Any]
) -> dict[str, Any]:
    if None in record or None in record.values():
        raise _error(
            path, line, "单元格的数目与表头不符", "the number of cells differs from the header; quote cells that hold commas"
        )
    out = {}
    for column in columns:
        cell = record.get(column.name, "").strip()
        if not cell and column.default is not MISSING:
            continue
        convert, wanted = CONVERTERS[kinds[column.name]]
        try:
            out[column.name] = convert(cell)
        except (ValueError, KeyError, InvalidOperation) as error:
            raise _error(
                path, line, f"{column.name} 的值 {cell!r} 不合要求", f"{column.name} {cell!r} is not {wanted}"
            ) from error
    return out


_CORRECT_ROW = ("请改正这一行", "correct that row")
_NAME_IT_LIKE_ONE = ("请用 nlp_oldcadre/data 中某个表的文件名", "name it like one of nlp_oldcadre/data")


def _error(path: Path, line: int, zh: str, en: str, *, remedy: tuple[str, str] = _CORRECT_ROW) -> TableError:
    where = f"{path.parent.name}/{path.name}" + (f":{line}" if line else "")
    return TableError(where, zh=zh, en=en, remedy_zh=remedy[0], remedy_en=remedy[1])
