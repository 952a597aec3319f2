"""The command line: one short function a verb, no logic of its own."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

from nlp_oldcadre import cli_answers, cli_runs, cli_search, console
from nlp_oldcadre.cli_usage import UsageError, explained
from nlp_oldcadre.errors import DEBUG
from nlp_oldcadre.options import (
    AsCsv,
    AsJson,
    Mask,
    Page,
    Png,
    TablesFolder,
    Types,
)

# Heavy libraries are imported inside the verbs: `oldcadre --help` answers at once.
app = typer.Typer(
    name="oldcadre",
    help="从老干部工作文件中抽取数据，跨省比较 · extract and compare documents of veteran-cadre work\n\n"
    "各命令通用 · with every command:  --lang zh|en   --debug",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

USAGE, FAILURES = 2, 3
# What typer makes of Ctrl-C.
INTERRUPTED = 130


@app.callback(invoke_without_command=True)
def common(version: Annotated[bool, typer.Option("--version", help="版本 · version")] = False) -> None:
    if version:
        import nlp_oldcadre

        print(f"oldcadre {nlp_oldcadre.__version__}")
        raise typer.Exit


app.add_typer(cli_runs.app)
app.add_typer(cli_answers.app)
app.add_typer(cli_search.app)


@app.command(help="用标注文件打分 · scores against annotated documents")
def evaluate(
    folder: Annotated[Path, typer.Argument(help="标注文件夹 · folder of annotated documents", show_default=False)],
    split: Annotated[str | None, typer.Option(help="dev, test", show_default=False)] = None,
    by: Annotated[str | None, typer.Option(help="province, genre：分组 · one row a group", show_default=False)] = None,
    floors: Annotated[
        Path | None,
        typer.Option(help="下限文件：只升不降 · floors: raised, and an error when a figure fell", show_default=False),
    ] = None,
    gold: Annotated[Path | None, typer.Option(help="标注在另一文件夹 · folder of the annotations", show_default=False)] = None,
    allow_lower: Annotated[bool, typer.Option("--allow-lower", help="允许下限降低 · let floors fall")] = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="输出 Markdown 表 · a Markdown table")] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    from nlp_oldcadre import answers
    from nlp_oldcadre import evaluate as scorer

    if by:
        groups = scorer.group_rows(scorer.evaluate_by(folder, by, split=split, gold=gold))
        answers.show_rows(list(groups), "evaluate_by", as_json=as_json, as_csv=as_csv)
        return
    scores = scorer.evaluate(folder, split=split, gold=gold)
    if as_markdown:
        print(scorer.markdown(scores))
    else:
        rows = [*scores.rows(), *scores.quantity_rows()]
        answers.show_rows(rows, "evaluate", as_json=as_json, as_csv=as_csv)
    if floors:
        name = split or folder.name
        verdict = scorer.floors.record(floors, name, folder, scores, split=split, gold=gold, allow_lower=allow_lower)
        raise typer.Exit(answers.show_verdict(verdict, allowed=allow_lower))


@app.command(help="某处为何这样识别：起作用的规则和落选的候选 · which rules fired at a place, and which lost to what")
def explain(
    file: Annotated[Path, typer.Argument(help="文件 · file", show_default=False)],
    at: Annotated[int | None, typer.Option(help="字符位置，从 0 数起 · offset in characters", show_default=False)] = None,
    find: Annotated[str | None, typer.Option(help="文中的词语 · words of the text", show_default=False)] = None,
    tables: TablesFolder = None,
    as_json: AsJson = False,
) -> None:
    from nlp_oldcadre import answers
    from nlp_oldcadre import explain as reasons
    from nlp_oldcadre.pipeline import process
    from nlp_oldcadre.read import read
    from nlp_oldcadre.tables import load_tables

    used = load_tables(*([tables] if tables else []))
    doc = process(read(file), tables=used)
    place = reasons.offset_in(doc, at=at, text=find)
    answers.show_explanation(doc, reasons.explain(doc, place, tables=used), as_json=as_json)
    if find:
        answers.other_places(reasons.places(doc, find)[1:])


@app.command(help="画出一页，框出标注 · draw a page with its mentions boxed (PDF, OFD, pictures)")
def show(
    file: Annotated[Path, typer.Argument(help="文件 · file", show_default=False)],
    page: Page = 1,
    output: Png = None,
    types: Types = None,
    tables: TablesFolder = None,
    dpi: Annotated[int, typer.Option(help="分辨率 · pixels an inch")] = 144,
    mask: Mask = False,
) -> None:
    from nlp_oldcadre import page_files
    from nlp_oldcadre.pipeline import process
    from nlp_oldcadre.read import read
    from nlp_oldcadre.tables import load_tables

    doc = process(read(file, mask=mask), tables=load_tables(*([tables] if tables else [])))
    page_files.save(doc, page, output, types, dpi=dpi)


@app.command(help="生成合成文件，内容全部已知，供测试和演练 · synthetic documents of which all is known, for tests")
def synth(
    output: Annotated[Path, typer.Option("-o", "--output", help="新文件夹 · a new folder", show_default=False)],
    number: Annotated[int, typer.Option("-n", "--number", min=0, help="份数 · how many documents")] = 1_000,
    seed: Annotated[int, typer.Option(help="随机种子，同种子同内容 · the same again for the same seed")] = 7,
    formats: Annotated[str, typer.Option(help="txt,html,docx：轮流使用 · taken in turn")] = "txt",
    workers: Annotated[int, typer.Option(min=1, help="进程数 · processes")] = 1,
    tables: TablesFolder = None,
) -> None:
    import nlp_oldcadre as oc

    report = oc.synth(number, output, seed=seed, formats=formats.split(","), workers=workers, tables=tables)
    print(
        console.say(
            f"合成文件 {report.documents} 份，{report.characters} 字：{output}",
            f"{report.documents} synthetic documents, {report.characters} characters: {output}",
        )
    )


def main() -> None:
    """The entry point: settles language and debugging, and turns errors into one line and an exit code."""
    console.use_utf8()
    # Being told to end is like Ctrl-C: what is half done goes away.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    arguments = console.take_common_options(sys.argv[1:])
    try:
        code = _exit_code(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has gone (… | head): nothing is left to say, not even at exit.
        console.hush_stdout()
        code = 0
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        code = console.report(error, usage=USAGE)
    sys.exit(code)


def _exit_code(arguments: list[str]) -> int:
    """Run the command; the exit code that typer would end with."""
    try:
        ended = app(arguments, prog_name="oldcadre", standalone_mode=False)
    except UsageError as error:
        print(explained(error), file=sys.stderr)
        return USAGE
    except SystemExit as end:
        # typer makes an exit of its own of a reader that has gone.
        if isinstance(end.__context__, BrokenPipeError):
            raise end.__context__ from None
        return end.code if isinstance(end.code, int) else USAGE
    if ended == INTERRUPTED:
        print(
            console.say(
                "已中断，结果是完整的；处理到一半的，再运行一次接着做",
                "interrupted; results are whole, and a run that is begun again goes on where it was",
            ),
            file=sys.stderr,
        )
    return ended if isinstance(ended, int) else 0


if __name__ == "__main__":
    main()
