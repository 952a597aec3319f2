"""Graph files that other programs read: one registry of formats, each in a file of its own; nothing is left half written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import networkx as nx

from nlp_oldcadre.errors import NotWritable, system_reason
from nlp_oldcadre.graph.base_uri import check_base
from nlp_oldcadre.graph.export_excel import write_excel
from nlp_oldcadre.graph.export_json import write_cytoscape, write_node_link
from nlp_oldcadre.graph.export_neo4j import SCRIPT, write_neo4j
from nlp_oldcadre.graph.export_xml import write_gexf, write_graphml
from nlp_oldcadre.graph.schema import GraphError, Schema
from nlp_oldcadre.packages import missing_extra
from nlp_oldcadre.tables import Tables, load_tables

Writer = Callable[[nx.MultiDiGraph, Path], None]


@dataclass(frozen=True, slots=True)
class Format:
    """``suffix`` tells it where no format is named; ``make`` gives its writer, for these tables and this base of URIs."""

    suffix: str
    make: Callable[[Tables, str | None], Writer]
    is_folder: bool = False


def _write_rdf(graph: nx.MultiDiGraph, path: Path, *, format: str, base: str | None, tables: Tables) -> None:
    try:
        from nlp_oldcadre.graph.export_rdf import write_rdf
    except ImportError as error:
        raise missing_extra("rdflib", "rdf") from error
    write_rdf(graph, path, format=format, base=base, tables=tables)


# The registry of formats.
FORMATS: dict[str, Format] = {
    "graphml": Format(".graphml", lambda tables, base: write_graphml),
    "gexf": Format(".gexf", lambda tables, base: partial(write_gexf, schema=Schema.of(tables))),
    "cytoscape": Format(".cyjs", lambda tables, base: write_cytoscape),
    "json": Format(".json", lambda tables, base: write_node_link),
    "turtle": Format(".ttl", lambda tables, base: partial(_write_rdf, format="turtle", base=base, tables=tables)),
    "json-ld": Format(".jsonld", lambda tables, base: partial(_write_rdf, format="json-ld", base=base, tables=tables)),
    "xlsx": Format(".xlsx", lambda tables, base: partial(write_excel, tables=tables)),
    "neo4j": Format(".neo4j", lambda tables, base: write_neo4j, is_folder=True),
}


def write(
    graph: nx.MultiDiGraph,
    path: str | Path,
    *,
    format: str | None = None,
    base: str | None = None,
    tables: Tables | None = None,
) -> Path:
    """Write the graph, in the named format or that of the path's suffix; an older file gives way when all is written.

    Parameters
    ----------
    path : a file; a folder for ``neo4j``, which has to be new, empty or an older one of this format.
    format : ``graphml``, ``gexf``, ``cytoscape`` (``.cyjs``), ``json`` (node-link), ``turtle`` (``.ttl``), ``json-ld``
        (``.jsonld``), ``xlsx`` or ``neo4j``.
    base : where the URIs of RDF begin; a URI that ends in ``/``, ``#`` or ``:``, else ``urn:oldcadre:``.

    Raises
    ------
    GraphError : for another format or a ``base`` that is no URI. NotWritable : when the file can't be written.
    MissingExtra : when a library that the format needs is not installed.

    Examples
    --------
    >>> import tempfile
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("Region:210000", kind="Region", label="辽宁省")
    >>> place = write(graph, Path(tempfile.mkdtemp()) / "g.graphml")
    >>> nx.read_graphml(place).nodes["Region:210000"]["label"]
    '辽宁省'
    """
    path = Path(path)
    chosen = check(path, format, base)
    writer = chosen.make(tables or load_tables(), base)
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            writer(graph, path)  # a device or a pipe can't be replaced
        else:
            with _replacing(path, is_folder=chosen.is_folder) as fresh:
                writer(graph, fresh)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _not_writable(path, *system_reason(error)) from error
    return path


def check(path: Path, format: str | None = None, base: str | None = None) -> Format:
    """The format of a path, and whether it can be put there: to be asked before any work.

    Raises
    ------
    GraphError : for a format that there is not or a base that is none. NotWritable : where something else stands.
    """
    if base is not None:
        check_base(base)
    chosen = FORMATS.get(format) if format else next((f for f in FORMATS.values() if f.suffix == path.suffix.lower()), None)
    if chosen is None:
        raise _unknown(path, format)
    if not path.parent.is_dir():
        raise _not_writable(path, "上级文件夹不存在", "its folder does not exist")
    if path.is_dir() and (not chosen.is_folder or (any(path.iterdir()) and not (path / SCRIPT).is_file())):
        raise _not_writable(path, "那里有一个别的文件夹", "another folder stands there")
    if path.is_file() and chosen.is_folder:
        raise _not_writable(path, "那里有一个同名文件", "a file stands there")
    return chosen


@contextmanager
def _replacing(path: Path, *, is_folder: bool) -> Iterator[Path]:
    """A new place beside ``path``, which takes its place at the end of the block, or is gone."""
    fresh = path.with_name(f".{path.name}.new-{os.getpid()}")
    try:
        if is_folder:
            _remove(fresh)
            fresh.mkdir()
        yield fresh
        if is_folder and path.exists():
            old = path.rename(path.with_name(f".{path.name}.old-{os.getpid()}"))
            fresh.rename(path)
            _remove(old)
        else:
            fresh.replace(path)
    finally:
        _remove(fresh)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _unknown(path: Path, format: str | None) -> GraphError:
    suffixes, names = " ".join(f.suffix for f in FORMATS.values()), " ".join(FORMATS)
    if format:
        return GraphError(
            format, zh="不认识的图格式", en="unknown format of graphs",
            remedy_zh=f"请使用 {names}", remedy_en=f"use one of {names}",
        )  # fmt: skip
    return GraphError(
        str(path), zh=f"不认识的后缀 {path.suffix!r}", en=f"unknown suffix {path.suffix!r}",
        remedy_zh=f"请使用 {suffixes}，或用 --format 指定格式（{names}）",
        remedy_en=f"use one of {suffixes}, or name a format with --format ({names})",
    )  # fmt: skip


def _not_writable(path: Path, zh: str, en: str) -> NotWritable:
    return NotWritable(
        str(path), zh=f"不能写入（{zh}）", en=f"can't be written ({en})",
        remedy_zh="请检查目录是否存在、是否有写权限，或另指定一个位置",
        remedy_en="check that the folder exists and may be written, or name another place",
    )  # fmt: skip
