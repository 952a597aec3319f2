"""A report as one page that holds all it needs: it opens without a network, and each number opens the sentence that says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any

from nlp_oldcadre.frames import is_missing
from nlp_oldcadre.model import plain_number
from nlp_oldcadre.packages import write_whole
from nlp_oldcadre.report.brief import Brief, Figure, Paragraph, Part, Run, Source, Table
from nlp_oldcadre.report.pictures import inline_svg
from nlp_oldcadre.report.wording import chapter
from nlp_oldcadre.tables import BUILT_IN

_ASSETS = BUILT_IN / "report"
# A page of more rows in a table would be slow to open; the workbook has all of them.
MAX_ROWS = 3_000
# Longer tables are folded, and cells from so many characters on get room.
_OPEN, _LONG = 20, 14
# What XML and HTML can't hold, and what would turn the direction of the text around it.
_HARMLESS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd")


def write_html(brief: Brief, path: Path) -> None:
    """Write the page, whole or not at all."""
    page = "\n".join(_page(brief))
    write_whole(path, lambda fresh: fresh.write_text(page, encoding="utf-8", errors="replace", newline="\n"))


def _text(value: object) -> str:
    """Any text of a document as harmless HTML.

    >>> _text("<script>alert('1')</script>")
    '&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt;'
    """
    return escape(str(value).translate(_HARMLESS))


def _page(brief: Brief) -> Iterator[str]:
    style, script = ((_ASSETS / name).read_text(encoding="utf-8") for name in ("brief.css", "brief.js"))
    # Nothing may be loaded, whatever a document holds.
    policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    yield '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_text(brief.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>"
    yield '<a class="skip" href="#main">跳到正文</a>\n<header>'
    if brief.marking:
        yield f'<p class="marking">{_text(brief.marking)}</p>'
    yield f"<h1>{_text(brief.title)}</h1>\n<p>{_text(brief.subtitle)}</p>\n</header>"
    yield from _contents(brief.parts)
    yield '<main id="main">'
    numbers = iter(range(1, 1_000))
    for order, part in enumerate(brief.parts, 1):
        yield from _part(part, order, numbers)
    yield from _sources(brief)
    yield "</main>"
    yield '<dialog id="source" aria-label="出处"><div class="body"></div><p><button type="button">关闭</button></p></dialog>'
    yield f"<script>\n{script}</script>\n</body>\n</html>"


def _contents(parts: Iterable[Part]) -> Iterator[str]:
    yield '<nav aria-label="目录"><ul>'
    for order, part in enumerate(parts, 1):
        yield f'<li><a href="#{_text(part.key)}">{chapter(order)}、{_text(part.heading)}</a></li>'
    yield '<li><a href="#sources">出处</a></li></ul></nav>'


def _part(part: Part, order: int, numbers: Iterator[int]) -> Iterator[str]:
    yield f'<section id="{_text(part.key)}">\n<h2>{chapter(order)}、{_text(part.heading)}</h2>'
    heads = iter(range(1, 1_000))
    for paragraph in part.paragraphs:
        yield _paragraph(paragraph, heads)
    for figure in part.figures:
        yield _figure(figure, next(numbers))
    for table in part.tables:
        yield from _table(table, order)
    yield "</section>"


def _paragraph(paragraph: Paragraph, heads: Iterator[int]) -> str:
    inner = "".join(map(_run, paragraph.runs))
    if paragraph.kind == "head":
        return f"<h3>（{chapter(next(heads))}）{inner.removesuffix('。')}</h3>"
    return f'<p class="{paragraph.kind}">{inner}</p>'


def _run(run: Run) -> str:
    """A text, which leads to its sources where it has some."""
    if not run.sources:
        return _text(run.text)
    numbers = "、".join(map(str, run.sources[:3])) + ("…" if len(run.sources) > 3 else "")
    all_of_them = " ".join(map(str, run.sources))
    return f'<a class="src" href="#s{run.sources[0]}" data-s="{all_of_them}">{_text(run.text)}<sup>{numbers}</sup></a>'


def _figure(figure: Figure, number: int) -> str:
    return (
        f'<figure>\n<figcaption id="f{number}">图{number}　{_text(figure.title)}</figcaption>\n'
        f'<div role="img" aria-label="{_text(figure.words)}">{inline_svg(figure, number)}</div>\n</figure>'
    )


def _table(table: Table, order: int) -> Iterator[str]:
    if not table.sheet:
        # The same rows as in the whole table below it.
        return
    opened = " open" if len(table.rows) <= _OPEN else ""
    yield f"<details{opened}><summary>{_text(table.sheet)}（{table.total or len(table.rows)}行）</summary>"
    if not table.rows:
        yield '<p class="note">没有内容。</p></details>'
        return
    if len(table.rows) > MAX_ROWS:
        more = "更多的" if table.left_out else "全部"
        yield f'<p class="note">这里只列前{MAX_ROWS}行，{more}见工作簿（.xlsx）的“{_text(table.sheet)}”表。</p>'
    yield f'<div class="find-box">{_tools(table, order)}'
    yield f'<div class="scroll" tabindex="0" role="region" aria-label="{_text(table.sheet)}">'
    yield '<table class="find"><thead><tr>'
    yield "".join(f'<th scope="col"><button type="button">{_text(name)}</button></th>' for name in table.columns.values())
    yield "</tr></thead><tbody>"
    for row in table.rows[:MAX_ROWS]:
        cells = "".join(_cell(row.get(name)) for name in table.columns)
        yield f'<tr data-g="{_text(row.get("group") or "")}">{cells}</tr>'
    yield "</tbody></table></div></div></details>"


def _tools(table: Table, order: int) -> str:
    """A box to search in and, where the rows are of several places, one to choose a place."""
    name = f"{table.sheet}-{order}"
    groups = list(dict.fromkeys(str(row["group"]) for row in table.rows if row.get("group")))
    choose = ""
    if len(groups) > 1:
        options = "".join(f"<option>{_text(group)}</option>" for group in groups)
        choose = f'<label>地区 <select name="{_text(name)}-g"><option value="">全部</option>{options}</select></label>'
    search = f'<label>查找 <input type="search" name="{_text(name)}" placeholder="词语，用空格分开"></label>'
    return f'<div class="tools" hidden>{search}{choose}<output aria-live="polite"></output></div>'


def _cell(value: Any) -> str:
    if isinstance(value, tuple):
        is_sources = bool(value) and isinstance(value[0], int)
        return f"<td>{_numbers(value)}</td>" if is_sources else f'<td class="long">{"".join(map(_run, value))}</td>'
    if is_missing(value) or value == "":
        return "<td></td>"
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        shown = plain_number(Decimal(str(value)))
        return f'<td class="n" data-v="{shown}">{shown}</td>'
    text = str(value)
    return f'<td class="long">{_text(text)}</td>' if len(text) > _LONG else f"<td>{_text(text)}</td>"


def _numbers(numbers: tuple[int, ...]) -> str:
    """The sources of a row: each opens its own sentence."""
    return " ".join(f'<a class="num" href="#s{n}" data-s="{n}">{n}</a>' for n in numbers)


def _cited(brief: Brief) -> list[int]:
    """The numbers of the sources that the page names, in their order."""
    runs = [run for part in brief.parts for paragraph in part.paragraphs for run in paragraph.runs]
    rows = [row for part in brief.parts for table in part.tables if table.sheet for row in table.rows[:MAX_ROWS]]
    cells = [cell for row in rows for cell in row.values() if isinstance(cell, tuple)]
    named = {number for run in runs for number in run.sources}
    for cell in cells:
        for item in cell:
            named.update((item,) if isinstance(item, int) else item.sources)
    return sorted(named)


def _sources(brief: Brief) -> Iterator[str]:
    yield '<section id="sources">\n<h2>出处</h2>\n<ol class="sources">'
    for number in _cited(brief):
        source: Source = brief.sources[number - 1]
        yield (
            f'<li id="s{number}" value="{number}"><div>{_text(source.where)}</div>'
            f'<div class="said">{_text(source.before)}<mark>{_text(source.quote)}</mark>{_text(source.after)}</div>'
            f'<div class="uri">{_text(source.uri)}　第{source.start + 1}—{source.end}字</div></li>'
        )
    yield "</ol>\n</section>"
