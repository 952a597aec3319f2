"""The verbs of the search: search, complete, export."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from nlp_oldcadre import console
from nlp_oldcadre.options import AsCsv, AsJson, CsvFile, MentionType, RegionName, Results

# More rows than this are not counted for the person who searches.
_COUNTED = 1000

# Part of the one command line: cli.py joins it to its own verbs.
app = typer.Typer()


@app.command(
    help="检索 · search\n\n词语之间用空格，短语加引号；条件 region:江苏 time:2020..2021 status:done genre:简报 "
    "topic:党建 program:名称 title:标题 type:PROGRAM；数量 >1000人、10万..20万元。\n\n"
    "Words separated by blanks, phrases in quotation marks; conditions field:value; amounts >1000人."
)
def search(
    corpus: Results,
    query: Annotated[str | None, typer.Argument(help="要找的词语 · what to find", show_default=False)] = None,
    type: MentionType = None,
    region: RegionName = None,
    limit: Annotated[int, typer.Option(help="最多几条；分布每项最多几个取值 · rows at most; values of each facet")] = 20,
    sort: Annotated[str, typer.Option(help="score, amount, newest, oldest：排序 · order")] = "score",
    exact: Annotated[bool, typer.Option("--exact", help="不查同义词 · no synonyms")] = False,
    facets: Annotated[bool, typer.Option("--facets", help="只看分布：类型、省份、年份… · counts by type, province …")] = False,
    batch: Annotated[
        Path | None, typer.Option("--batch", help="成批检索的表格 .xlsx .csv · a table of queries", show_default=False)
    ] = None,
    output: CsvFile = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    import nlp_oldcadre as oc
    from nlp_oldcadre import answers, question_tables

    answers.check_table(output)
    opened = oc.open(corpus)
    if batch:
        question_tables.answer(opened, batch, output, limit=limit, synonyms=not exact)
        return
    asked = query or ""
    if facets:
        found = oc.search.facets(opened, asked, type=type, region=region, size=limit + 1)
        shown = found.groupby("facet", sort=False).head(limit)
        answers.save(shown, "facets", output)
        answers.show(shown, "facets", as_json=as_json, as_csv=as_csv)
        if len(shown) < len(found):
            zh, en = (
                f"每项只列最多的 {limit} 个取值，用 --limit 多列一些",
                f"the {limit} most frequent values of each; more with --limit",
            )
            print(console.say(zh, en), file=sys.stderr)
        return
    frame = oc.search.search(opened, asked, type=type, region=region, limit=limit, sort=sort, synonyms=not exact)
    if frame.empty:
        answers.nothing_found(asked, oc.search.suggest(opened, asked, type=type, region=region, language=console.language()))
    if len(frame) or as_json or as_csv:
        answers.save(frame, "search", output)
        answers.show(frame, "search", as_json=as_json, as_csv=as_csv)
    if len(frame) == limit and not (as_json or as_csv):
        most = max(_COUNTED, limit + 1)
        _say_total(limit, oc.search.count(opened, asked, type=type, region=region, synonyms=not exact, at_most=most), most)


def _say_total(shown: int, total: int, most: int) -> None:
    """Say how many rows there are where the answer has only the first of them."""
    if total > shown:
        of = console.say(f"{total} 处以上", f"{total} or more") if total == most else console.say(f"{total} 处", f"{total}")
        zh = f"共 {of}，这里是前 {shown} 处；用 --limit 多列一些，用 --facets 看分布"
        en = f"the first {shown} of {of}; more with --limit, how they are spread with --facets"
        print(console.say(zh, en), file=sys.stderr)


@app.command(help="补全名称：按开头、拼音、拼音首字母 · names that begin so, by characters, pinyin or initials")
def complete(
    corpus: Results,
    typed: Annotated[str, typer.Argument(help="开头几个字或拼音 · the beginning", show_default=False)],
    type: MentionType = None,
    limit: Annotated[int, typer.Option(help="最多几条 · rows at most")] = 10,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    import nlp_oldcadre as oc
    from nlp_oldcadre import answers

    frame = oc.search.complete(oc.open(corpus), typed, type=type, limit=limit)
    if frame.empty:
        zh = f"没有以“{typed[:60]}”开头的名称；可写名称开头的字、它的拼音或拼音首字母"
        en = f"no name begins with {typed[:60]!r}; type its first characters, their pinyin or the initials of it"
        print(console.say(zh, en), file=sys.stderr)
    if len(frame) or as_json or as_csv:
        answers.show(frame, "complete", as_json=as_json, as_csv=as_csv)


@app.command(help="导出给 OpenSearch 的批量文件和映射 · a bulk file for OpenSearch, with its mapping")
def export(
    corpus: Results,
    output: Annotated[Path, typer.Option("-o", "--output", help="要写的文件 · file to write", show_default=False)],
    index: Annotated[str, typer.Option(help="服务器上的索引名 · name of the index there")] = "oldcadre",
) -> None:
    import nlp_oldcadre as oc

    count = oc.search.export_bulk(oc.open(corpus), output, index=index)
    print(console.say(f"写出 {count} 条：{output}", f"{count} records written to {output}"), file=sys.stderr)
