"""The tables of a results folder, read by programs that know nothing of this package."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

import nlp_oldcadre as oc
from nlp_oldcadre.corpus import FORMAT_VERSION, TABLES

duckdb = pytest.importorskip("duckdb")
DOCS = Path(__file__).parents[1] / "docs" / "tables.md"


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("tables")
    (place / "in").mkdir()
    for name in ("𠮷林市", "沈阳市"):
        text = f"{name}委老干部局开展“晚霞护苗”行动，\n组建3支志愿服务队，服务老干部 300 余人次。\n"
        (place / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    oc.run(place / "in", place / "out")
    return place / "out"


@pytest.mark.parametrize("table", ["mentions", "quantities", "facts"])
def test_duckdb_finds_every_quote_in_its_document(results: Path, table: str) -> None:
    rows = duckdb.sql(f"""
        select m.quote, substring(d.text, m.start + 1, m."end" - m.start)
        from '{results}/{table}.parquet' m join '{results}/documents.parquet' d on m.document_id = d.id""").fetchall()
    assert len(rows) == pq.read_metadata(results / f"{table}.parquet").num_rows > 0
    assert all(quote == found for quote, found in rows)


def test_duckdb_counts_with_exact_numbers_and_lists(results: Path) -> None:
    ((low, modifier),) = duckdb.sql(
        f"select distinct low, bound from '{results}/quantities.parquet' where indicator = '老干部' or unit = '人次'"
    ).fetchall()
    assert (low, modifier) == (300, ">")
    ids = duckdb.sql(f"select distinct unnest(mention_ids) from '{results}/facts.parquet'").fetchall()
    known = duckdb.sql(f"select id from '{results}/mentions.parquet'").fetchall()
    assert set(ids) <= set(known)


@pytest.mark.parametrize("table", TABLES)
def test_pandas_reads_every_table_and_each_column_tells_its_meaning(results: Path, table: str) -> None:
    frame = pd.read_parquet(results / f"{table}.parquet")
    schema = pq.read_schema(results / f"{table}.parquet")
    assert list(frame.columns) == schema.names
    assert all(field.metadata[b"description"] for field in schema)


def test_every_format_is_documented() -> None:
    told = re.findall(r"^\| (\d+) \|", DOCS.read_text(encoding="utf-8"), re.M)
    assert told == [str(number) for number in range(1, FORMAT_VERSION + 1)]
