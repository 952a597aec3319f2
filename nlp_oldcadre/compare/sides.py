"""The two sides of an alignment, in the words of a user: a region, or a document by its id, path, file name or title."""

from __future__ import annotations

from pathlib import PurePath

from nlp_oldcadre.compare.groups import Groups, Row
from nlp_oldcadre.compare.measure_list import Listed
from nlp_oldcadre.compare.selection import region_code
from nlp_oldcadre.errors import QueryError

_SHOWN = 8


class Side:
    """Tells which measures are of a side.

    Parameters
    ----------
    name : a document's id, path, file name (with or without suffix) or title, else a region's name or code.

    Raises
    ------
    QueryError : when it is none of these, or the name of several documents.
    """

    def __init__(self, groups: Groups, name: str, option: str) -> None:
        self._groups = groups
        found = named_documents(groups, name)
        if len(found) > 1:
            raise _several(option, name, found)
        self.document = found[0]["id"] if found else None
        self._regions = () if found else (region_code(name, groups.tables, option),)

    def holds(self, measure: Listed) -> bool:
        """Whether the measure stands in the document, or holds for the region or a part of it."""
        if self.document is not None:
            return measure.document == self.document
        code = None if measure.row["region"] == "全国" else self._groups.adcode(measure.row)
        return code is not None and any(self._groups.regions.contains(outer, code) for outer in self._regions)


def named_documents(groups: Groups, name: str) -> list[Row]:
    """The documents of that id; else of that path, file name or title."""
    if name in groups.documents:
        return [groups.documents[name]]
    return [d for d in groups.documents.values() if name in (d["uri"], *_file_names(d["uri"]), d["title"])]


def find_document(groups: Groups, name: str, option: str = "--document") -> Row:
    """The one document of that name.

    Raises
    ------
    QueryError : when none has it, or several.
    """
    found = named_documents(groups, name) or [d for d in groups.documents.values() if name and name in (d["title"] or "")]
    if not found:
        listed = "、".join(PurePath(d["uri"]).name for d in list(groups.documents.values())[:_SHOWN]) or "a.docx"
        raise QueryError(
            f"{option} {name[:40]}", zh="没有这份文件", en="no such document", remedy_zh=f"可写文件名或标题，如 {listed}",
            remedy_en=f"give a file name or title, for example {listed}",
        )  # fmt: skip
    if len(found) > 1:
        raise _several(option, name, found)
    return found[0]


def chosen_options(what: str | None, given: dict[str, str], takes: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """The options of a comparison, checked.

    Raises
    ------
    QueryError : for one that this comparison does not take, and where ``--document`` is missing.
    """
    allowed = takes.get(what or "", ())
    for name in given:
        if name not in allowed:
            users = "、".join(f"--what {view}" for view, names in takes.items() if name in names)
            raise QueryError(
                f"--{name}", zh="这种比较不用这个选项", en="this comparison does not take it", remedy_zh=f"它用于 {users}",
                remedy_en=f"it goes with {users}",
            )  # fmt: skip
    if what == "items" and "document" not in given:
        raise QueryError(
            f"--what {what}", zh="要指明是哪份文件", en="which document?", remedy_zh="请加 --document 文件名或标题",
            remedy_en="add --document with a file name or title",
        )  # fmt: skip
    return given


def _file_names(uri: str) -> tuple[str, str]:
    path = PurePath(uri)
    return path.name, path.stem


def _several(option: str, name: str, found: list[Row]) -> QueryError:
    listed = "、".join(d["uri"] for d in found[:_SHOWN])
    return QueryError(
        f"{option} {name[:40]}", zh="有几份文件都叫这个名称", en="several documents bear this name",
        remedy_zh=f"请写路径：{listed}", remedy_en=f"give the path: {listed}",
    )  # fmt: skip
