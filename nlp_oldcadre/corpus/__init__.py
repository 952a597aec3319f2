"""The results on disk: Parquet tables with fixed schemas, a run record and the search index."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nlp_oldcadre.errors import NotACorpus

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

# Raised when a column changes.
FORMAT_VERSION = 3
# Under this name each table tells it in its own metadata.
FORMAT_KEY = b"nlp_oldcadre.format"
TABLES = ("documents", "sections", "elements", "mentions", "quantities", "measures", "facts", "errors")
RECORD = "run.json"
# Rows read at once: enough to be quick, few enough to stay small; a document's row carries its text.
_BATCH_ROWS, _BATCH_DOCUMENTS = 4_096, 512


class Corpus:
    """A results folder, each table read when it is first asked for.

    Parameters
    ----------
    path : the folder, as ``oldcadre run`` made it.

    Raises
    ------
    NotACorpus : when a table or the run record is missing, or of a format that this version does not know.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        if not (self.path / RECORD).is_file():
            raise _not_a_corpus(self.path, *_lacks(RECORD))
        if self.record.get("format") != FORMAT_VERSION:
            raise _other_format(self.path, self.record)
        if missing := [name for name in TABLES if not (self.path / f"{name}.parquet").is_file()]:
            raise _not_a_corpus(self.path, *_lacks(f"{missing[0]}.parquet"))

    @cached_property
    def record(self) -> dict[str, Any]:
        """The run record: versions, digest of the tables, options, counts, time."""
        with self._whole(RECORD) as path:
            record = json.loads(path.read_text(encoding="utf-8"))
            if not isinstance(record, dict):
                raise ValueError(RECORD)
        return record

    def table(self, name: str, columns: list[str] | None = None) -> pa.Table:
        """A table, or some columns of it, as an Arrow table."""
        import pyarrow.parquet as pq

        with self._whole(f"{name}.parquet") as path:
            self._check_format(name, pq.read_metadata(path).metadata)
            return pq.read_table(path, columns=columns)

    def batches(self, name: str, columns: list[str], *, documents: Collection[str] | None = None) -> Iterator[pa.RecordBatch]:
        """Some columns of a table in their order, part by part, so that memory stays small.

        Parameters
        ----------
        documents : ids; only the rows of these documents.
        """
        import pyarrow as pa
        import pyarrow.compute as pc
        import pyarrow.parquet as pq

        key, rows = ("id", _BATCH_DOCUMENTS) if name == "documents" else ("document_id", _BATCH_ROWS)
        wanted = None if documents is None else pa.array(sorted(documents), pa.string())
        if wanted is not None and not len(wanted):
            return
        with self._whole(f"{name}.parquet") as path, pq.ParquetFile(path) as file:
            self._check_format(name, file.metadata.metadata)
            for group in range(file.num_row_groups):
                # The column of ids is small: a part without any of the documents is not read further.
                if (
                    wanted is not None
                    and not pc.any(pc.is_in(file.read_row_group(group, columns=[key]).column(0), wanted)).as_py()
                ):
                    continue
                for batch in file.iter_batches(rows, row_groups=[group], columns=columns):
                    yield batch.filter(pc.is_in(batch.column(key), wanted)) if wanted is not None else batch

    def rows_between(
        self, name: str, columns: list[str], first: int, last: int | None, *, size: int
    ) -> Iterator[pa.RecordBatch]:
        """Some columns of the rows ``[first, last)`` of a table, ``size`` rows at a time; None: to the end."""
        import pyarrow.parquet as pq

        with self._whole(f"{name}.parquet") as path, pq.ParquetFile(path) as file:
            self._check_format(name, file.metadata.metadata)
            last = file.metadata.num_rows if last is None else last
            begin = 0
            for group in range(file.metadata.num_row_groups):
                end = begin + file.metadata.row_group(group).num_rows
                if begin < last and end > first:
                    for batch in file.iter_batches(size, row_groups=[group], columns=columns):
                        skipped = max(0, first - begin)
                        if batch.num_rows > skipped and begin < last:
                            yield batch.slice(skipped, last - begin - skipped)
                        begin += batch.num_rows
                begin = end

    def keep(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """``make()``; only a :class:`~nlp_oldcadre.corpus.held.HeldCorpus` keeps it by ``key`` and gives it again."""
        return make()

    @contextmanager
    def _whole(self, name: str) -> Iterator[Path]:
        """A file of the folder; one that is gone by now or damaged is an error that says so."""
        try:
            yield self.path / name
        except FileNotFoundError as error:
            raise _not_a_corpus(self.path, *_lacks(name)) from error
        # Arrow and json raise their own kinds of ValueError.
        except (OSError, ValueError) as error:
            raise _not_a_corpus(self.path, f"{name} 损坏，读不出来", f"{name} is damaged") from error

    def _check_format(self, name: str, metadata: Mapping[bytes, bytes] | None) -> None:
        # Tables of the first days of this format do not tell it; their columns are the same.
        told = (metadata or {}).get(FORMAT_KEY, b"%d" % FORMAT_VERSION)
        if told != b"%d" % FORMAT_VERSION:
            raise _other_table(self.path / f"{name}.parquet", told.decode("ascii", "replace"))

    def frame(self, name: str, columns: list[str] | None = None) -> pd.DataFrame:
        """A table, or some columns of it, as a DataFrame; whole numbers stay whole where cells are empty."""
        import pandas as pd
        import pyarrow as pa

        whole = {pa.int32(): pd.Int32Dtype()}
        return self.table(name, columns).to_pandas(types_mapper=whole.get)

    @cached_property
    def documents(self) -> pd.DataFrame:
        """One row a document: its metadata and its source text."""
        return self.frame("documents")

    @cached_property
    def sections(self) -> pd.DataFrame:
        """One row a heading."""
        return self.frame("sections")

    @cached_property
    def elements(self) -> pd.DataFrame:
        """One row a part of an official document: number, signer, attachment, seal …"""
        return self.frame("elements")

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """One row a mention, of all ten types."""
        return self.frame("mentions")

    @cached_property
    def quantities(self) -> pd.DataFrame:
        """One row a number, with unit, indicator and scope."""
        return self.frame("quantities")

    @cached_property
    def measures(self) -> pd.DataFrame:
        """One row a measure, with status and topic."""
        return self.frame("measures")

    @cached_property
    def facts(self) -> pd.DataFrame:
        """One row a statement, with modality and evidence."""
        return self.frame("facts")

    @cached_property
    def errors(self) -> pd.DataFrame:
        """One row a file that could not be read."""
        return self.frame("errors")

    def with_document(
        self, rows: pd.DataFrame, columns: tuple[str, ...] = ("title", "date", "province", "marking")
    ) -> pd.DataFrame:
        """Rows of another table with columns of their documents beside them, named ``document_title`` and so on."""
        wanted = self.frame("documents", ["id", *columns])
        named = wanted.rename(columns={"id": "document_id", **{name: f"document_{name}" for name in columns}})
        return rows.merge(named, on="document_id", how="left")

    def __repr__(self) -> str:
        return f"Corpus({self.path.as_posix()!r}, {self.record['counts']['documents']} documents)"


def open(path: str | Path) -> Corpus:
    """Open a results folder.

    Raises
    ------
    NotACorpus : when it is none.
    """
    return Corpus(path)


def _lacks(name: str) -> tuple[str, str]:
    return f"不是结果文件夹（缺少 {name}）", f"this is no results folder ({name} is missing)"


def _not_a_corpus(path: Path, zh: str, en: str) -> NotACorpus:
    return NotACorpus(
        path.as_posix(),
        zh=zh,
        en=en,
        remedy_zh="请先用 oldcadre run 文件… -o 文件夹 生成结果",
        remedy_en="make one with: oldcadre run PATHS -o FOLDER",
    )


def _other_table(path: Path, found: str) -> NotACorpus:
    return NotACorpus(
        path.as_posix(),
        zh=f"这个表是第 {found} 版格式的，与旁边的结果（第 {FORMAT_VERSION} 版）不是一次运行生成的",
        en=f"this table has format {found}; it is not of the run that made the results around it, in format {FORMAT_VERSION}",
        remedy_zh="请对原来的文件再运行一次 oldcadre run 文件… -o 同一文件夹，表会重新生成",
        remedy_en="run again over the same files, which makes it anew: oldcadre run PATHS -o the same folder",
    )


def _other_format(path: Path, record: dict[str, Any]) -> NotACorpus:
    made, found = record.get("package", {}).get("nlp_oldcadre", "?"), record.get("format")
    is_newer = isinstance(found, int) and found > FORMAT_VERSION
    return NotACorpus(
        path.as_posix(),
        zh=f"结果由另一版本的程序（{made}）生成，格式是第 {found} 版，本程序用第 {FORMAT_VERSION} 版",
        en=f"another version of this package ({made}) made these results, in format {found}; this one reads {FORMAT_VERSION}",
        remedy_zh="请升级本程序"
        if is_newer
        else "请用本程序对原来的文件再运行一次 oldcadre run 文件… -o 同一文件夹，结果会换成新格式",
        remedy_en="upgrade this package"
        if is_newer
        else "run again over the same files with this package: oldcadre run PATHS -o the same folder",
    )
