"""Reports: :func:`report` writes a comparison as a brief (.docx), a workbook (.xlsx) or a page (.html)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from nlp_oldcadre._verbs import make_verb
from nlp_oldcadre.compare.selection import Years, select
from nlp_oldcadre.errors import NotWritable
from nlp_oldcadre.report.brief import Brief
from nlp_oldcadre.report.build import build
from nlp_oldcadre.report.docx_file import write_docx
from nlp_oldcadre.report.html_file import write_html
from nlp_oldcadre.report.xlsx_file import write_xlsx
from nlp_oldcadre.tables import Tables

if TYPE_CHECKING:
    from nlp_oldcadre.corpus import Corpus

__all__ = ["FORMATS", "check_report", "report"]

# The registry of formats, by the end of the file's name.
FORMATS: dict[str, Callable[[Brief, Path], None]] = {".docx": write_docx, ".xlsx": write_xlsx, ".html": write_html}


def report(
    corpus: Corpus,
    path: str | Path,
    *,
    regions: str | Iterable[str] | None = None,
    topics: str | Iterable[str] | None = None,
    years: str | int | Years | None = None,
    tables: Tables | None = None,
) -> Path:
    """Write a comparison as a file for people; the three formats hold the same facts.

    Parameters
    ----------
    corpus : as :func:`nlp_oldcadre.open` gives it.
    path : its end chooses the format: ``.docx`` a brief in the manner of official documents, each number with a footnote that
        has document, page and sentence; ``.xlsx`` a workbook with a sheet for each comparison, numbers as numbers; ``.html`` a
        page that needs no network, in which each number opens its sentence. The same corpus gives the same bytes.
    regions, topics, years : what to compare, as :func:`nlp_oldcadre.compare.select` takes them; everything by default. Where
        all regions lie in one province, its cities stand side by side, else provinces.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    NotWritable : for another end of the name, and where the file can't be written; an older one is left as it is.
    QueryError : for a region, topic or year that can't be understood.
    MissingExtra : without the extra ``report``.

    Examples
    --------
    >>> import tempfile
    >>> import nlp_oldcadre as oc
    >>> place = Path(tempfile.mkdtemp())
    >>> _ = (place / "a.txt").write_text("辽宁省委老干部局组建志愿服务队12支。", encoding="utf-8")
    >>> _ = oc.run(place / "a.txt", place / "results")
    >>> oc.report(oc.open(place / "results"), place / "brief.html", regions="辽宁").name
    'brief.html'
    """
    target = Path(path)
    check_report(target)
    only = select(regions=regions, topics=topics, years=years, tables=tables)
    FORMATS[target.suffix.lower()](build(corpus, only, tables), target)
    return target


def check_report(path: Path) -> None:
    """See that a report can be written there before any work is done.

    Raises
    ------
    NotWritable : for an unknown end of the name, and for a folder that does not exist.
    """
    if path.suffix.lower() not in FORMATS:
        allowed = " ".join(FORMATS)
        raise NotWritable(
            path.as_posix(), zh=f"不知道这是哪种报告（{path.suffix or '没有扩展名'}）", en="no report ends like this",
            remedy_zh=f"请把文件名改为以下面之一结尾：{allowed}", remedy_en=f"end the name in one of {allowed}",
        )  # fmt: skip
    if not path.parent.is_dir():
        raise NotWritable(
            path.as_posix(), zh=f"文件夹 {path.parent} 不存在", en=f"there is no folder {path.parent}",
            remedy_zh="请先建立这个文件夹，或用 -o 另指定一个可写的位置", remedy_en="make it, or name another place with -o",
        )  # fmt: skip


make_verb(__name__)
