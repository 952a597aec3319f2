"""A corpus, or the part of it that some documents make, whose rows are read once for several comparisons."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from typing import TYPE_CHECKING, Any

from nlp_oldcadre.corpus import Corpus

if TYPE_CHECKING:
    import pyarrow as pa


class HeldCorpus(Corpus):
    """Another view of a corpus, for as long as somebody needs it: what comparisons read of it is kept until then.

    Parameters
    ----------
    documents : ids; every table has the rows of these documents only. All by default.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import nlp_oldcadre as oc
    >>> place = Path(tempfile.mkdtemp())
    >>> for name in "ab":
    ...     _ = (place / f"{name}.txt").write_text(f"辽宁省委老干部局组建志愿服务队12支。{name}", encoding="utf-8")
    >>> _ = oc.run([place / "a.txt", place / "b.txt"], place / "results")
    >>> corpus = oc.open(place / "results")
    >>> first = corpus.documents["id"][0]
    >>> HeldCorpus(corpus, [first]).table("documents", ["uri"]).num_rows
    1
    """

    def __init__(self, corpus: Corpus, documents: Collection[str] | None = None) -> None:
        super().__init__(corpus.path)
        self._chosen = None if documents is None else sorted(set(documents))
        self._kept: dict[Hashable, Any] = {}

    def keep(self, key: Hashable, make: Callable[[], Any]) -> Any:
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def table(self, name: str, columns: list[str] | None = None) -> pa.Table:
        if self._chosen is None or name == "errors":
            return super().table(name, columns)
        import pyarrow as pa
        import pyarrow.compute as pc

        key = "id" if name == "documents" else "document_id"
        wanted = columns if columns is None or key in columns else [*columns, key]
        found = super().table(name, wanted)
        rows = found.filter(pc.is_in(found[key], pa.array(self._chosen, pa.string())))
        return rows if columns is None else rows.select(columns)
