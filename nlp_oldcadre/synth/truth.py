"""What a synthetic document says, known because it was made so: the line of the manifest."""

from __future__ import annotations

import json
from typing import NamedTuple

NOTE = "合成文本"
COLUMNS = (
    "path", "id", "genre", "region", "adcode", "date", "title", "issuer", "number", "programs", "amounts", "slogans",
    "documents", "copy_of", "note",
)  # fmt: skip


class Programme(NamedTuple):
    """A programme of an office: ``name`` is what a reader has to find, ``printed`` how the documents write it.

    ``job`` is what it does; programmes of other offices with the same job are its counterparts.
    """

    name: str
    kind: str
    job: str
    printed: str
    launch: tuple[str, ...] = ()
    carry: tuple[str, ...] = ()
    rank: int = 0


class Amount(NamedTuple):
    """A number that a document states; ``value`` in base units, ``bound`` one of ``> >= < ~`` or empty."""

    indicator: str
    text: str
    value: str
    unit: str
    bound: str
    status: str
    region: str
    program: str


class Truth(NamedTuple):
    """One document: what is known about it and what it says."""

    id: int
    genre: str
    region: str
    adcode: str
    date: str
    title: str
    issuer: str
    number: str
    programs: tuple[Programme, ...]
    amounts: tuple[Amount, ...]
    slogans: tuple[str, ...]
    documents: tuple[str, ...]
    copy_of: int | None = None

    def row(self, path: str) -> tuple[object, ...]:
        """The cells of :data:`COLUMNS`; ``programs`` and ``amounts`` are JSON, lists of [name, kind, job] and of amounts."""
        programs = _json([(p.name, p.kind, p.job) for p in self.programs])
        amounts = _json(self.amounts)
        known = (self.genre, self.region, self.adcode, self.date, self.title, self.issuer, self.number)
        named = ("|".join(self.slogans), "|".join(self.documents))
        copied = "" if self.copy_of is None else self.copy_of
        return (path, self.id, *known, programs, amounts, *named, copied, NOTE)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
