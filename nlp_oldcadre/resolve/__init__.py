"""Resolution: one entity for one thing, across spellings, years and documents. :func:`resolve` does it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nlp_oldcadre._verbs import make_verb
from nlp_oldcadre.resolve.entities import entities
from nlp_oldcadre.resolve.features import named
from nlp_oldcadre.resolve.file import FILE, JudgementsError, apply, load, write
from nlp_oldcadre.resolve.frames import frame, problems
from nlp_oldcadre.resolve.items import Gathered, gather
from nlp_oldcadre.resolve.judging import judge, settle
from nlp_oldcadre.resolve.model import Entity, Evidence, Item, Judgement, Problem
from nlp_oldcadre.resolve.places import Places
from nlp_oldcadre.resolve.resolution import Resolution
from nlp_oldcadre.tables import Tables, load_tables

if TYPE_CHECKING:
    from nlp_oldcadre.corpus import Corpus

__all__ = [
    "FILE",
    "Entity",
    "Evidence",
    "Gathered",
    "Item",
    "Judgement",
    "JudgementsError",
    "Problem",
    "Resolution",
    "frame",
    "problems",
    "resolve",
    "resolve_items",
    "write",
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
    return resolve_items(gather(corpus, tables or load_tables()), corpus.path / FILE, tables=tables)


def resolve_items(found: Gathered, path: Path | None = None, *, tables: Tables | None = None) -> Resolution:
    """The same for names that are given: ``found`` holds them, ``path`` is the file of judgements.

    Examples
    --------
    >>> items = [Item("Program", name, "210200") for name in ("支部力量·红枫行动", "红枫行动", "红枫志愿服务队")]
    >>> [entity.names for entity in resolve_items(Gathered(items)).entities]
    [('支部力量·红枫行动', '红枫行动'), ('红枫志愿服务队',)]
    """
    tables = tables or load_tables()
    names = [named(item, tables) for item in found.items]
    written, problems = load(path) if path else ({}, [])
    known = {name.item.key for name in names}
    judgements, gone = apply(list(judge(names, found.contained, tables)), written, known)
    groups, judgements, contradictions = settle(judgements)
    return Resolution(
        names,
        list(entities(names, groups, Places.of(tables))),
        judgements,
        [*found.problems, *problems, *gone, *contradictions],
        uses=found.uses,
        near=found.regions,
        tables=tables,
    )


make_verb(__name__)
