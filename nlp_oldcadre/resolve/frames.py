"""What resolution found as tables: things with several names, pairs to look at, problems."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from nlp_oldcadre.resolve.model import SAME, UNSURE, Entity, Judgement
from nlp_oldcadre.resolve.places import Places
from nlp_oldcadre.resolve.resolution import Resolution
from nlp_oldcadre.resolve.words import problem_texts, reason_texts
from nlp_oldcadre.tables import Tables, load_tables

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]
COLUMNS = (
    "judged", "kind", "label", "names", "region", "documents", "score", "why", "key", "a", "b",
    "quote_a", "uri_a", "start_a", "end_a", "quote_b", "uri_b", "start_b", "end_b",
)  # fmt: skip


def frame(resolution: Resolution, *, language: str = "zh", tables: Tables | None = None) -> pd.DataFrame:
    """Things with several names, and pairs of which the program is not sure.

    Returns
    -------
    pandas.DataFrame
        ``judged`` ``same``: an entity with all its ``names``, the region of each where they differ, the number of its
        ``documents``, the ``score`` of the weakest merge and ``why``; ``unsure``: two names ``a`` and ``b`` with what
        speaks for and against, the surest first. Each side has its place: ``quote``, ``uri``, and half-open ``start`` and
        ``end`` in the source text.
    """
    import pandas as pd

    view = _View(resolution, 0 if language == "zh" else 1, tables or load_tables())
    return pd.DataFrame([*view.merged(), *view.unsure()], columns=list(COLUMNS))


def problems(resolution: Resolution, *, of_judgements: bool = False, tables: Tables | None = None) -> pd.DataFrame:
    """What could not be resolved: columns ``code``, ``zh``, ``en``, ``about``, ``detail``, ``documents``.

    Parameters
    ----------
    of_judgements : only what is wrong with the table of judgements, which no document says.
    """
    import pandas as pd

    texts = problem_texts(tables or load_tables())
    found = [p for p in resolution.problems if not (of_judgements and p.documents)]
    rows = [(p.code, *texts[p.code], p.subject, p.detail, list(p.documents)) for p in found]
    return pd.DataFrame(rows, columns=["code", "zh", "en", "about", "detail", "documents"])


class _View:
    def __init__(self, resolution: Resolution, language: int, tables: Tables) -> None:
        self._resolution, self._language = resolution, language
        self._texts, self._places = reason_texts(tables), Places.of(tables)

    def merged(self) -> Iterator[Row]:
        told: dict[str, list[Judgement]] = {}
        for judgement in self._resolution.judgements:
            if judgement.verdict == SAME and (entity := self._resolution.entity(judgement.a)):
                told.setdefault(entity.key, []).append(judgement)
        for entity in self._resolution.entities:
            if len(entity.items) > 1:
                yield self._entity(entity, told[entity.key])

    def _entity(self, entity: Entity, told: list[Judgement]) -> Row:
        weakest = min(told, key=lambda j: (j.score, j.pair))
        names = list(entity.names) if len(entity.names) > 1 else [self._placed(item) for item in entity.items]
        return {
            "judged": SAME,
            "kind": entity.kind,
            "label": entity.label,
            "names": names,
            "region": self._region(entity.adcode),
            "documents": len(entity.documents),
            "key": entity.key,
            **self._of(weakest),
        }

    def unsure(self) -> Iterator[Row]:
        for judgement in sorted(self._resolution.unsure, key=lambda j: (-j.score, j.pair)):
            first = self._resolution.entity(judgement.a)
            other = self._resolution.entity(judgement.b)
            if first is None or other is None or first is other:
                continue
            documents = {*first.documents, *other.documents}
            names = [self._placed(key) for key in (judgement.a, judgement.b)]
            yield {
                "judged": UNSURE,
                "kind": first.kind,
                "label": first.label,
                "names": names,
                "region": self._region(first.adcode),
                "documents": len(documents),
                "key": first.key,
                **self._of(judgement),
            }

    def _of(self, judgement: Judgement) -> Row:
        why = "；" if self._language == 0 else "; "
        a, b = judgement.evidence_a, judgement.evidence_b
        return {
            "score": None if judgement.person else judgement.score,
            "why": why.join(self._texts[c][self._language] for c in (("person",) if judgement.person else judgement.reasons)),
            "a": judgement.a, "b": judgement.b,
            "quote_a": a.quote, "uri_a": a.uri, "start_a": a.start, "end_a": a.end,
            "quote_b": b.quote, "uri_b": b.uri, "start_b": b.start, "end_b": b.end,
        }  # fmt: skip

    def _placed(self, key: str) -> str:
        """An item's key as people read it: 银龄行动（大连市）."""
        name, _, place = key.partition(":")[2].rpartition("@")
        region = self._region(place.partition("/")[0])
        return f"{name}（{region}）" if region else name

    def _region(self, adcode: str | None) -> str:
        regions = self._places.regions
        return regions.full_name(adcode) if adcode in regions.by_code else ""
