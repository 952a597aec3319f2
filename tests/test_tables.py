"""The loader of tables: typed rows, errors that name file and line, folders laid over the built-in one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from nlp_oldcadre.errors import TableError
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.tables import BUILT_IN, Tables, load_tables, read_record, read_rows


@dataclass(frozen=True)
class Row:
    name: str
    factor: Decimal
    words: tuple[str, ...] = ()
    sure: bool = False
    rank: int = 0


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_cells_are_typed_and_defaults_hold(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", "name,factor,words,sure\n万,10000,一|二,yes\n半,0.5,,\n")
    assert list(read_rows(path, Row)) == [Row("万", Decimal(10000), ("一", "二"), True), Row("半", Decimal("0.5"))]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,factor\n万,'666,7'\n", "t.csv:2: the number of cells differs from the header; quote cells that hold commas"),
        ("name,factor\n万,1\n亿,1x\n", r"t.csv:3: factor '1x' is not a number such as 10000 or 0.01"),
        ("name,factor,rank\n万,1,一\n", "t.csv:2: rank '一' is not a whole number"),
        ("name,factor,sure\n万,1,maybe\n", "t.csv:2: sure 'maybe' is not yes, no or empty"),
        ("name,factor,colour\n", "t.csv:1: unknown column 'colour'"),
        ("name\n", "t.csv:1: column 'factor' is missing"),
    ],
)
def test_a_bad_row_is_named_by_file_and_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(TableError) as caught:
        list(read_rows(write(tmp_path / "t.csv", text), Row))
    assert message in str(caught.value)
    assert "请改正这一行" in caught.value.message("zh")


def test_broken_toml_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"t.toml: can't be read"):
        read_record(write(tmp_path / "t.toml", "a = \n"))


def test_a_row_of_an_upper_folder_takes_the_place_of_the_built_in_one(tmp_path: Path) -> None:
    @dataclass(frozen=True)
    class Numeral:
        digit: str
        value: int

    write(tmp_path / "numerals.csv", "\ufeffdigit,value\n两,3\n俩,2\n")
    rows = Tables(tmp_path).rows("numerals", Numeral)
    assert [r.value for r in rows if r.digit == "两"] == [3]
    assert Numeral("俩", 2) in rows and Numeral("一", 1) in rows
    assert Numeral("两", 2) in Tables().rows("numerals", Numeral)


def test_an_offices_own_table_changes_what_is_found(tmp_path: Path) -> None:
    write(tmp_path / "mottos.csv", "text,bare\n松柏常青映晚霞,yes\n")
    text = "全市老同志牢记松柏常青映晚霞，积极参加活动。"

    def slogans(tables: Tables) -> list[str]:
        doc = process(text, tables=tables)
        return [doc.quote(m.start, m.end) for m in doc.mentions if m.type == "SLOGAN"]

    assert slogans(load_tables()) == []
    assert slogans(Tables(tmp_path)) == ["松柏常青映晚霞"]


def test_a_table_that_nothing_reads_is_an_error(tmp_path: Path) -> None:
    write(tmp_path / "motos.csv", "text,bare\n")
    with pytest.raises(TableError, match=r"motos.csv: no built-in table has this name; name it like one of"):
        Tables(tmp_path)


def test_an_own_column_is_an_error_before_anything_is_read(tmp_path: Path) -> None:
    write(tmp_path / "mottos.csv", "text,bear\n")
    with pytest.raises(TableError, match=r"mottos.csv:1: unknown column 'bear'; columns are text, bare"):
        Tables(tmp_path)


def test_the_digest_tells_tables_apart(tmp_path: Path) -> None:
    write(tmp_path / "mottos.csv", "text,bare\n松柏常青映晚霞,yes\n")
    assert Tables().digest() == Tables().digest() != Tables(tmp_path).digest()


@pytest.mark.parametrize("path", sorted(BUILT_IN.glob("*.csv")), ids=lambda p: p.stem)
def test_no_built_in_row_stands_twice(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(set(lines)), sorted({line for line in lines if lines.count(line) > 1})
