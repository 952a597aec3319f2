"""The parts of an index: one folder, or several that are searched together."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import tantivy

from nlp_oldcadre.corpus.writer import INDEX
from nlp_oldcadre.errors import NotACorpus

_META = "meta.json"


def folders(corpus: Path) -> list[Path]:
    """The folders of an index: itself, or its shards in the order of their names."""
    index = corpus / INDEX
    return [index] if (index / _META).is_file() else sorted(path.parent for path in index.glob(f"*/{_META}"))


class Shards:
    """The open parts of the index of a results folder.

    Raises
    ------
    NotACorpus : when there is none, or one can't be opened.
    """

    def __init__(self, corpus: Path, schema: tantivy.Schema) -> None:
        self.corpus, self.schema = corpus, schema
        self._links: list[TemporaryDirectory[str]] = []
        found = folders(corpus)
        if not found:
            raise _no_index(corpus, "没有检索索引", "there is no search index")
        self.searchers = [self._open(folder) for folder in found]

    def _open(self, folder: Path) -> tantivy.Searcher:
        for place in (folder, None):
            # The engine wants to write a lock; where the results may only be read, links to them lie where it can.
            with suppress(ValueError):
                return tantivy.Index(self.schema, path=str(place or self._linked(folder)), reuse=True).searcher()
        raise _no_index(
            self.corpus,
            "检索索引损坏或由另一版本生成，打不开",
            "the search index is damaged or of another version and can't be opened",
        )

    def _linked(self, folder: Path) -> str:
        links: TemporaryDirectory[str] = TemporaryDirectory(prefix="oldcadre-")
        self._links.append(links)
        for file in folder.iterdir():
            if file.suffix != ".lock":
                (Path(links.name) / file.name).symlink_to(file.resolve())
        return links.name


def _no_index(corpus: Path, zh: str, en: str) -> NotACorpus:
    return NotACorpus(
        str(corpus),
        zh=zh,
        en=en,
        remedy_zh="请重新运行 oldcadre run，或调用 nlp_oldcadre.search.build_index(目录)",
        remedy_en="run oldcadre run again, or call nlp_oldcadre.search.build_index(folder)",
    )
