"""The verbs that answer out of a results folder: graph, compare, report."""

from __future__ import annotations

import sys

import typer

from nlp_oldcadre import console
from nlp_oldcadre.options import (
    AsCsv,
    AsJson,
    Base,
    Brief,
    By,
    CsvFile,
    DocumentName,
    FunctionName,
    GraphFile,
    GraphFormat,
    Left,
    Limit,
    OnlyRegions,
    OnlyTopics,
    OnlyYears,
    ProgramKind,
    ReportFile,
    Results,
    Right,
    What,
)

# Part of the one command line: cli.py joins it to its own verbs.
app = typer.Typer()


@app.command(help="知识图谱：计数，写出图文件 · the knowledge graph: counts, and a file of it")
def graph(
    corpus: Results,
    output: GraphFile = None,
    format: GraphFormat = None,
    base: Base = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    import nlp_oldcadre as oc
    from nlp_oldcadre import answers

    if output:
        oc.graph.check(output, format, base)
    elif format or base:
        raise typer.BadParameter(console.say("请用 -o 指定要写的文件", "name the file to write with -o"))
    opened = oc.open(corpus)
    resolution = oc.resolve(opened)
    network = oc.graph(opened, resolution=resolution)
    answers.show(oc.graph.count(network), "graph", as_json=as_json, as_csv=as_csv)
    answers.problems(oc.graph.problems(network))
    answers.problems(oc.resolve.problems(resolution, of_judgements=True))
    if output:
        oc.graph.write(network, output, format=format, base=base)
        print(console.say(f"图文件：{output}", f"graph written to {output}"), file=sys.stderr)


@app.command(help="归并：哪些名称是同一机构、同一项目；人工判断写在结果文件夹的 judgements.csv · which names are one thing")
def resolve(corpus: Results, output: CsvFile = None, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    import nlp_oldcadre as oc
    from nlp_oldcadre import answers

    answers.check_table(output)
    opened = oc.open(corpus)
    found = oc.resolve(opened)
    frame = oc.resolve.frame(found, language=console.language())
    answers.save(frame, "resolve", output)
    answers.show(frame, "resolve", as_json=as_json, as_csv=as_csv)
    answers.problems(oc.resolve.problems(found))
    print(answers.judgements_written(oc.resolve.write(found, opened.path), len(found.unsure)), file=sys.stderr)


@app.command(help="跨省（市、文种、主题）比较 · compare provinces, cities, genres or topics")
def compare(
    corpus: Results,
    by: By = "province",
    what: What = None,
    region: OnlyRegions = None,
    topic: OnlyTopics = None,
    year: OnlyYears = None,
    left: Left = None,
    right: Right = None,
    document: DocumentName = None,
    function: FunctionName = None,
    kind: ProgramKind = None,
    brief: Brief = False,
    limit: Limit = None,
    output: CsvFile = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    import nlp_oldcadre as oc
    from nlp_oldcadre import answers

    answers.check_table(output)
    only = oc.compare.select(regions=region, topics=topic, years=year)
    opened = oc.open(corpus)
    frame = oc.compare.view(
        opened, what, by=by, only=only, left=left, right=right, document=document, function=function, kind=kind
    )
    answers.save(frame, what or "overview", output)
    if brief and what is None and not (as_json or as_csv):
        answers.show_brief(frame)
    else:
        answers.show(frame, what or "overview", as_json=as_json, as_csv=as_csv, limit=limit)
    if what == "items" and not (as_json or as_csv):
        answers.items_found(frame)
    if by == "province" and what != "coverage" and not (as_json or as_csv):
        answers.unread(oc.compare.without_documents(opened, only=only))


@app.command(help="写成报告：公文样式的材料、工作簿或网页 · a report: a brief, a workbook or a page")
def report(
    corpus: Results,
    output: ReportFile,
    region: OnlyRegions = None,
    topic: OnlyTopics = None,
    year: OnlyYears = None,
) -> None:
    import nlp_oldcadre as oc

    oc.report.check_report(output)
    path = oc.report(oc.open(corpus), output, regions=region, topics=topic, years=year)
    print(console.say(f"报告：{path}", f"report written to {path}"), file=sys.stderr)
