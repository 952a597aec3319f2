"""Resolution: one entity for one thing, across spellings, years and documents. :func:`resolve` does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nlp_oldcadre._verbs import make_verb
from nlp_oldcadre.resolve.entities import entities
from nlp_oldcadre.resolve.features import named
from nlp_oldcadre.resolve.file import FILE, JudgementsError, apply, load, write
from nlp_oldcadre.resolve.items import gather
from nlp_oldcadre.resolve.judging import judge, settle
from nlp_oldcadre.resolve.model import Entity, Evidence, Item, Judgement, Problem
from nlp_oldcadre.resolve.places import Places
from nlp_oldcadre.resolve.resolution import Resolution
from nlp_oldcadre.tables import Tables, load_tables

if TYPE_CHECKING:
    from nlp_oldcadre.corpus import Corpus

__all__ = [
    "FILE", "Entity", "Evidence", "Item", "Judgement", "JudgementsError", "Problem", "Resolution", "resolve", "write",
]  # fmt: skip


def resolve(corpus: Corpus, tables: Tables | None = None) -> Resolution:
    """Which names of a corpus are one organisation, one programme.

    Names that may be one thing are found by keys that they share, compared feature by feature, and merged where the
    score says so; what somebody has written into ``judgements.csv`` in the results folder goes before. Nothing is
    written: :func:`write` does that.

    Parameters
    ----------
    corpus : as :func:`nlp_oldcadre.open` gives it.

    Returns
    -------
    Resolution
        ``organization(name, document_id)`` and ``program(name, document_id)`` give the entity; ``entities``,
        ``judgements`` and ``problems`` list them all.

    Raises
    ------
    JudgementsError : when the file of judgements can't be read.

    Notes
    -----
    Blocking and a scored comparison follow Fellegi and Sunter (1969), *A theory for record linkage*; that a merge is a
    judgement that can be taken back follows the library nomenklatura.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import nlp_oldcadre as oc
    >>> place = Path(tempfile.mkdtemp())
    >>> _ = (place / "a.txt").write_text("中共辽宁省委老干部局组建志愿服务队12支。", encoding="utf-8")
    >>> _ = (place / "b.txt").write_text("辽宁省委老干部局召开会议。", encoding="utf-8")
    >>> _ = oc.run([place / "a.txt", place / "b.txt"], place / "results")
    >>> resolution = oc.resolve(oc.open(place / "results"))
    >>> [(entity.key, len(entity.documents)) for entity in resolution.entities]
    [('Organization:辽宁省委老干部局', 2)]
    """
    tables = tables or load_tables()
    found = gather(corpus, tables)
    names = [named(item, tables) for item in found.items]
    written, problems = load(corpus.path / FILE)
    known = {name.item.key for name in names}
    judgements, gone = apply(list(judge(names, found.contained, tables)), written, known)
    groups, judgements, contradictions = settle(judgements)
    near = {row["id"]: row["adcode"] for row in corpus.table("documents", ["id", "adcode"]).to_pylist()}
    return Resolution(
        names,
        list(entities(names, groups, Places.of(tables))),
        judgements,
        [*found.problems, *problems, *gone, *contradictions],
        uses=found.uses,
        near=near,
        tables=tables,
    )


make_verb(__name__)
