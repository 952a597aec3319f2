"""Making and asking the search index, beside DuckDB ``LIKE`` and SQLite FTS5 over the same rows in the same run.

usage: python benchmarks/search.py [-n MENTIONS] [--rounds N] [--keep FOLDER]

The rows are made here (``search_corpus.py``). Queries are drawn from the rows with a seeded generator, fifty of each kind;
each is asked on a warm index, and the median and the 95th percentile count. DuckDB looks for the strings in the sentences of
all mentions, as somebody without an index would; SQLite FTS5 with its ``trigram`` tokenizer does the same, and finds no
string of two characters. What lasts are the ratios; the rates are this machine's.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).parent))
import search_corpus

import nlp_oldcadre as oc
from nlp_oldcadre.search.find import Finder
from nlp_oldcadre.search.query import parse

_EACH = 50


def queries(corpus: oc.corpus.Corpus, seed: int) -> dict[str, list[str]]:
    """Queries of each kind, of words and amounts that stand in the corpus."""
    choose = random.Random(seed)
    names = choose.sample(corpus.table("mentions", ["name"]).column("name").drop_null().unique().to_pylist(), _EACH)
    texts = choose.sample(corpus.table("mentions", ["sentence"]).column("sentence").unique().to_pylist(), _EACH)
    places = choose.sample(corpus.table("documents", ["region"]).column("region").unique().to_pylist(), _EACH)
    codes = choose.choices(corpus.table("documents", ["adcode"]).column("adcode").to_pylist(), k=_EACH)
    starts = [(text, choose.randrange(len(text) - 12)) for text in texts]
    return {
        "entity": [f"{name} type:PROGRAM" for name in names],
        "phrase": [text[at : at + 9].replace("“", "").replace("”", "") for text, at in starts],
        "two characters": [text[at : at + 2].replace("“", "银").replace("”", "龄") for text, at in starts],
        "one character": [text[at] if text[at] not in "“”" else "银" for text, at in starts],
        "faceted": [f"志愿 region:{place} status:done" for place in places],
        "numeric": [f"志愿者 >{choose.randrange(8000)} 人 region:{code[:2]}0000" for code in codes],
    }


def timed(work: Callable[[str], object], asked: list[str], rounds: int) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds, after one round to warm up."""
    for query in asked:
        work(query)
    taken = []
    for query in asked * rounds:
        start = time.perf_counter()
        work(query)
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


def duckdb_like(folder: Path) -> Callable[[str], object]:
    """Strings looked for in the sentences of all mentions or amounts, in memory, with the conditions that were asked for."""
    import duckdb

    base = duckdb.connect()
    base.execute(f"create table mentions as select type, quote, sentence from '{folder / 'mentions.parquet'}'")
    amounts = folder / "quantities.parquet"
    base.execute(f"create table amounts as select indicator, low, unit, adcode, quote, sentence from '{amounts}'")

    def ask(query: str) -> object:
        asked = parse(query)
        given: list[object] = [f"%{word}%" for word in asked.words]
        if not asked.amounts:
            where = " and ".join("sentence like ?" for _ in given)
            return base.execute(f"select * from mentions where {where} limit 20", given).fetchall()
        given += [asked.amounts[0].low, f"{asked.conditions[0].values[0][:2]}%"]
        where = "indicator like ? and low > ? and unit in ('名', '人') and adcode like ?"
        return base.execute(f"select * from amounts where {where} order by low desc limit 20", given).fetchall()

    return ask


def sqlite_fts5(folder: Path) -> tuple[float, Callable[[str], object]]:
    """The seconds that its index takes, and the asking."""
    base = sqlite3.connect(":memory:")
    start = time.perf_counter()
    base.execute("create virtual table mentions using fts5(type unindexed, quote, sentence, tokenize='trigram')")
    for batch in pq.ParquetFile(folder / "mentions.parquet").iter_batches(columns=["type", "quote", "sentence"]):
        base.executemany("insert into mentions values (?, ?, ?)", zip(*(c.to_pylist() for c in batch.columns), strict=True))
    base.commit()

    def ask(query: str) -> object:
        match = " ".join(f'"{word}"' for word in parse(query).words)
        return base.execute("select * from mentions where mentions match ? order by rank limit 20", [match]).fetchall()

    return time.perf_counter() - start, ask


def lines(folder: Path, rounds: int) -> Iterator[str]:
    start = time.perf_counter()
    oc.search.build_index(folder)
    seconds = time.perf_counter() - start
    corpus = oc.open(folder)
    mentions = corpus.record["counts"]["mentions"]
    fts_seconds, fts = sqlite_fts5(folder)
    size = sum(path.stat().st_size for path in (folder / "index").rglob("*")) / 1e6
    yield f"{mentions:,} mentions and {corpus.record['counts']['documents']:,} documents"
    yield f"index: {mentions / seconds:,.0f} mentions/s, {size:,.0f} MB; SQLite FTS5: {mentions / fts_seconds:,.0f}/s"
    finder = Finder(corpus)
    like = duckdb_like(folder)
    yield f"{'ms: median (p95)':<18}{'ours':>18}{'DuckDB LIKE':>18}{'SQLite FTS5':>18}"
    for kind, asked in queries(corpus, 7).items():
        figures = [timed(lambda query: list(finder.rows(parse(query), limit=20)), asked, rounds)]
        figures += [timed(like, asked[:10], 1), timed(fts, asked, 1)]
        yield f"{kind:<18}" + "".join(f"{f'{median:.2f} ({p95:.2f})':>18}" for median, p95 in figures)
    yield f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB at most, peers included"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=1_000_000, help="mentions")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="make the corpus here, and leave it")
    options = parser.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp())
    try:
        if not (folder / "mentions.parquet").is_file():
            search_corpus.write(folder, options.n)
        for line in lines(folder, options.rounds):
            print(line, flush=True)
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
