"""A finished document as a record of the parts, and back: its rows and tally, or the error that says why there are none."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from nlp_oldcadre.corpus.at_place import At
from nlp_oldcadre.corpus.packed import Packed
from nlp_oldcadre.corpus.parts import Parts
from nlp_oldcadre.error_records import error_of, error_told
from nlp_oldcadre.errors import Changed, OldcadreError, OutOfMemory, TimedOut, TooLarge
from nlp_oldcadre.jobs import Tally, Worked
from nlp_oldcadre.workers import Limits


class Finished(NamedTuple):
    """What became of a document: its ``tally`` and how many bytes of rows each table has of it, or the ``error``."""

    tally: Tally | None = None
    sizes: Mapping[str, int] = MappingProxyType({})
    error: OldcadreError | None = None


def keep(parts: Parts, key: bytes, result: Worked | OldcadreError, limits: Limits) -> None:
    """Put what became of a document into the parts."""
    if isinstance(result, OldcadreError):
        parts.add(key, {"error": error_told(result), "limits": list(limits)}, b"")
    else:
        parts.add(key, {"tally": _tally_told(result.tally), "sizes": result.packed.sizes}, result.packed.data)


def finished(parts: Parts, key: bytes) -> Finished:
    """What the parts tell of a document, without its rows.

    Raises
    ------
    Damaged : the part is not what was written.
    """
    about = parts.about(key)
    if "error" in about:
        return Finished(error=error_of(about["error"]))
    return Finished(_tally_of(about["tally"]), {name: size for name, (_, size) in about["sizes"].items()})


def packed_of(about: dict[str, Any], data: bytes) -> Packed:
    """The rows in a record."""
    return Packed({name: (rows, size) for name, (rows, size) in about["sizes"].items()}, data)


def stands(parts: Parts, key: bytes | None, uri: str, limits: Limits, *, retry: bool) -> bool:
    """Whether a document, which lies at ``uri`` now, need not be worked on: it is done, or failed and is not to be tried again.

    One that was too long or too large for other limits, or changed under the run, is always tried again; so is one that was too
    large elsewhere, which may have been said of the archive that it was in.
    """
    if key is None or key not in parts:
        return False
    about = parts.about(key)
    if "error" not in about:
        return True
    name, where = about["error"][:2]
    is_limited = name in {TimedOut.__name__, OutOfMemory.__name__} and about["limits"] != list(limits)
    is_elsewhere = name == TooLarge.__name__ and where != uri
    return not (retry or name == Changed.__name__ or is_limited or is_elsewhere)


def outcome(parts: Parts, key: bytes, at: At) -> bytes:
    """What the tables depend on: the key of a document and where it lies, with the error of one that was not read."""
    return key + json.dumps([*at, parts.about(key).get("error", [])]).encode()


def _tally_told(tally: Tally) -> dict[str, Any]:
    return tally._asdict() | {"programs": sorted(tally.programs)}


def _tally_of(told: dict[str, Any]) -> Tally:
    programs, measures = frozenset(told["programs"]), Counter(told["measures"])
    return Tally(**(told | {"programs": programs, "measures": measures, "unread": tuple(told["unread"])}))
