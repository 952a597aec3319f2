"""A finished document as a record of the parts, and back: its rows and tally, or the error that says why there are none."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, NamedTuple

from nlp_oldcadre import errors
from nlp_oldcadre.corpus.parts import Packed, Parts
from nlp_oldcadre.errors import Changed, OldcadreError, OutOfMemory, TimedOut
from nlp_oldcadre.jobs import Tally, Worked
from nlp_oldcadre.workers import Limits


class Finished(NamedTuple):
    """What became of a document: ``tally`` and ``packed`` of one that was read, ``error`` of one that was not."""

    tally: Tally | None = None
    packed: Packed | None = None
    error: OldcadreError | None = None


def keep(parts: Parts, key: bytes, result: Worked | OldcadreError, limits: Limits) -> None:
    """Put what became of a document into the parts."""
    if isinstance(result, OldcadreError):
        parts.add(key, {"error": _error_told(result), "limits": list(limits)}, b"")
    else:
        parts.add(key, {"tally": _tally_told(result.tally), "sizes": result.packed.sizes}, result.packed.data)


def finished(parts: Parts, key: bytes, *, rows: bool = True) -> Finished:
    """What the parts hold of a document; without its rows that is quicker.

    Raises
    ------
    Damaged : the part is not what was written.
    """
    about, data = parts.record(key) if rows else (parts.about(key), b"")
    if "error" in about:
        return Finished(error=_error_of(about["error"]))
    return Finished(_tally_of(about["tally"]), Packed(about["sizes"], data))


def stands(parts: Parts, key: bytes | None, limits: Limits, *, retry: bool) -> bool:
    """Whether a document need not be worked on: it is done, or failed and is not to be tried again.

    One that was too long or too large for other limits, or changed under the run, is always tried again.
    """
    if key is None or key not in parts:
        return False
    about = parts.about(key)
    if "error" not in about:
        return True
    name = about["error"][0]
    is_limited = name in {TimedOut.__name__, OutOfMemory.__name__}
    return not retry and name != Changed.__name__ and not (is_limited and about["limits"] != list(limits))


def outcome(parts: Parts, key: bytes) -> bytes:
    """What the tables depend on: the key of a document that was read, with the error of one that was not."""
    return key + json.dumps(parts.about(key).get("error", [])).encode()


def _error_told(error: OldcadreError) -> list[str]:
    return [type(error).__name__, error.where, error.zh, error.en, error.remedy_zh, error.remedy_en]


def _error_of(told: list[str]) -> OldcadreError:
    name, where, zh, en, remedy_zh, remedy_en = told
    kind: type[OldcadreError] = getattr(errors, name, OldcadreError)
    return kind(where, zh=zh, en=en, remedy_zh=remedy_zh, remedy_en=remedy_en)


def _tally_told(tally: Tally) -> dict[str, Any]:
    return tally._asdict() | {"programs": sorted(tally.programs)}


def _tally_of(told: dict[str, Any]) -> Tally:
    unread = told["unread"]
    fixed = {
        "programs": frozenset(told["programs"]),
        "measures": Counter(told["measures"]),
        "unread": (unread[0], tuple(unread[1])) if unread else None,
    }
    return Tally(**(told | fixed))
