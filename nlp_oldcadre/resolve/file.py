"""``judgements.csv`` in the results folder: what was decided about two names, and a column in which a person decides.

The file opens in Excel and WPS. Column ``person`` takes 相同, 不同 or 存疑 (same, different, unsure); everything else is
filled by the program, and rows on which somebody has written are kept for ever.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from nlp_oldcadre.errors import OldcadreError, system_reason
from nlp_oldcadre.resolve.model import DIFFERENT, SAME, UNSURE, Judgement, Problem, carried
from nlp_oldcadre.resolve.words import reason_texts
from nlp_oldcadre.tables import Tables, load_tables

if TYPE_CHECKING:
    from nlp_oldcadre.resolve.resolution import Resolution

FILE = "judgements.csv"
COLUMNS = (
    "a", "b", "machine", "person", "note", "score", "reasons", "why",
    "document_a", "quote_a", "document_b", "quote_b",
)  # fmt: skip
WORDS = {SAME: "相同", DIFFERENT: "不同", UNSURE: "存疑"}
_MEANING = {**{word: verdict for verdict, word in WORDS.items()}, **{verdict: verdict for verdict in WORDS}, "": ""}
# A cell that begins so is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_QUOTE = 2000
# Excel and WPS save in these.
_ENCODINGS = ("utf-8-sig", "gb18030")
_ORDER = {UNSURE: 0, SAME: 1, DIFFERENT: 2}

Row = dict[str, str]


class JudgementsError(OldcadreError):
    """The file of judgements can't be read or written; it is left as it is."""

    code = "judgements"


def load(path: Path) -> tuple[dict[tuple[str, str], Row], list[Problem]]:
    """What persons say about pairs, a row each, and what is wrong with single rows.

    Raises
    ------
    JudgementsError : when the file can't be read or is no such table.
    """
    rows = [row for row in _rows(path) if row["person"].strip() or row["note"].strip()]
    found: dict[tuple[str, str], Row] = {}
    problems: list[Problem] = []
    repeated = _repeated(rows)
    for row in rows:
        pair, verdict = _pair(row), _verdict(row)
        if code := _fault(pair, verdict):
            problems.append(Problem(code, " | ".join(pair), (), row["person"]))
        elif pair not in repeated:
            found[pair] = row | {"person": verdict or ""}
    problems += [Problem("repeated_row", " | ".join(pair)) for pair in sorted(repeated)]
    return found, problems


def apply(
    judgements: list[Judgement], written: dict[tuple[str, str], Row], known: set[str]
) -> tuple[list[Judgement], list[Problem]]:
    """The judgements with what persons say in them; pairs that only persons name are added.

    Names that are no longer in the corpus are reported.
    """
    by_pair = {judgement.pair: judgement for judgement in judgements}
    gone = []
    for pair, row in written.items():
        missing = [key for key in pair if key not in known]
        if missing:
            gone.append(Problem("gone", "|".join(missing)))
            continue
        judgement = by_pair.get(pair) or Judgement(*pair, UNSURE, 0.0, ("person",))
        by_pair[pair] = replace(judgement, person=row["person"], note=row["note"])
    return list(by_pair.values()), gone


def write(resolution: Resolution, folder: Path, *, tables: Tables | None = None) -> Path:
    """Write the judgements into a results folder, whole or not at all.

    Rows in which a person has written stay, those about names that are gone too, with every column of theirs.

    Raises
    ------
    JudgementsError : when an older file there can't be read, or the new one can't be written.
    """
    path = folder / FILE
    kept = [row for row in _rows(path) if _is_written_on(row)]
    own = {_pair(row) for row in kept}
    texts = reason_texts(tables or load_tables())
    fresh = {j.pair: _row(j, texts) for j in sorted(resolution.judgements, key=_rank)}
    told = [_refreshed(row, fresh.get(_pair(row))) for row in kept]
    columns = list(dict.fromkeys([*COLUMNS, *(name for row in kept for name in row)]))
    _replace(path, columns, [*told, *(row for pair, row in fresh.items() if pair not in own)])
    return path


def _is_written_on(row: Row) -> bool:
    """Whether a person wrote in it: a verdict, a note, or anything in a column of one's own."""
    return any(cell.strip() for name, cell in row.items() if name in ("person", "note") or name not in COLUMNS)


def _rank(judgement: Judgement) -> tuple[int, str, str]:
    return _ORDER[judgement.machine], *judgement.pair


def _refreshed(row: Row, fresh: Row | None) -> Row:
    """A row on which a person has written, with today's decision of the program."""
    return (
        row if fresh is None else row | {name: cell for name, cell in fresh.items() if name not in ("person", "note", "a", "b")}
    )


def _row(judgement: Judgement, texts: dict[str, tuple[str, str]]) -> Row:
    a, b = judgement.evidence_a, judgement.evidence_b
    why = "；".join(texts[code][0] for code in judgement.reasons if code in texts)
    cells = (
        judgement.a, judgement.b, WORDS[judgement.machine], "", "", f"{judgement.score:.4f}", "|".join(judgement.reasons), why,
        a.uri, a.quote[:_LONGEST_QUOTE], b.uri, b.quote[:_LONGEST_QUOTE],
    )  # fmt: skip
    return dict(zip(COLUMNS, cells, strict=True))


def _safe(cell: str) -> str:
    """
    >>> _safe("=1+1"), _safe("银龄")
    ("'=1+1", '银龄')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _replace(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write beside the place and move there: nobody sees half a file."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with fresh.open("w", encoding="utf-8-sig", newline="") as handle:
            out = csv.writer(handle)
            out.writerow(columns)
            out.writerows([_safe(carried(row.get(name) or "")) for name in columns] for row in rows)
        fresh.replace(path)
    except OSError as error:
        zh, en = system_reason(error)
        raise _error(
            path, f"写不了（{zh}）", f"can't be written ({en})", "请确认文件没有在 Excel 中打开", "close it in Excel"
        ) from error
    finally:
        with suppress(OSError):
            fresh.unlink()


# Reading


def _rows(path: Path) -> Iterator[Row]:
    """The rows of the file; none where there is no file."""
    if not path.is_file():
        return
    text = _decoded(path)
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), dialect=_dialect(text))
        reader.fieldnames = [_column(name) for name in reader.fieldnames or ()]
        missing = [name for name in ("a", "b", "person") if name not in reader.fieldnames]
        if missing:
            raise _error(path, f"缺少列 {missing[0]}", f"column {missing[0]!r} is missing", _RENAME[0], _RENAME[1])
        for row in reader:
            # Cells beyond the header have no name, columns without a name no meaning.
            cells = {name: cell for name, cell in row.items() if name and isinstance(cell, str)}
            yield dict.fromkeys(("a", "b", "person", "note"), "") | cells
    except csv.Error as error:
        raise _error(path, f"读不出来（{error}）", f"can't be read ({error})", _RENAME[0], _RENAME[1]) from error


def _column(name: str) -> str:
    """The name of a column as the program has it, however it was typed; those of persons stay."""
    known = name.strip().casefold()
    return known if known in COLUMNS else name


_RENAME = (
    "请恢复该文件的表头和格式，或把它改名后重新生成",
    "restore its header and format, or rename the file and have a new one made",
)


def _dialect(text: str) -> type[csv.Dialect]:
    """Excel saves with the separator of its country."""
    header = text.partition("\n")[0]
    return max((csv.excel, _Semicolon, csv.excel_tab), key=lambda kind: header.count(kind.delimiter))


class _Semicolon(csv.excel):
    delimiter = ";"


def _decoded(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        zh, en = system_reason(error)
        raise _error(path, f"读不了（{zh}）", f"can't be read ({en})", "请检查权限", "check who may read it") from error
    for encoding in _ENCODINGS if raw[:2] not in (b"\xff\xfe", b"\xfe\xff") else ("utf-16",):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    raise _error(
        path, "不是 UTF-8 或 GB18030 编码的文本", "neither UTF-8 nor GB18030 text",
        "请在 Excel 中另存为“CSV UTF-8”", "save it from Excel as CSV UTF-8",
    )  # fmt: skip


def _pair(row: Row) -> tuple[str, str]:
    a, b = row["a"].strip(), row["b"].strip()
    return (a, b) if a <= b else (b, a)


def _verdict(row: Row) -> str | None:
    return _MEANING.get(row["person"].strip().casefold())


def _repeated(rows: list[Row]) -> set[tuple[str, str]]:
    """Pairs on which two rows say different things."""
    said: dict[tuple[str, str], set[str | None]] = {}
    for row in rows:
        said.setdefault(_pair(row), set()).add(_verdict(row))
    return {pair for pair, verdicts in said.items() if len(verdicts) > 1}


def _fault(pair: tuple[str, str], verdict: str | None) -> str | None:
    """What is wrong with a row: a code of ``data/resolution_problems.csv``."""
    if not all(pair) or pair[0] == pair[1]:
        return "bad_row"
    if verdict is None:
        return "bad_word"
    return "two_kinds" if pair[0].partition(":")[0] != pair[1].partition(":")[0] else None


def _error(path: Path, zh: str, en: str, remedy_zh: str, remedy_en: str) -> JudgementsError:
    return JudgementsError(path.as_posix(), zh=zh, en=en, remedy_zh=remedy_zh, remedy_en=remedy_en)
