"""The names of the features that verb, place and kind of object give, alone and together."""

from __future__ import annotations

from functools import cache


@cache
def of_verb(group: str, form: str, place: str, is_noun: bool) -> tuple[str, ...]:
    """What group, form and place say; ``is_noun``: the verb may be a noun here."""
    rank = _rank(group)
    noun = (f"noun/{rank}",) if is_noun else ()
    frame = "noun" if is_noun else rank
    return f"form={form}", f"verb={group}", f"form={form}/{rank}", *noun, f"place={place}", f"place={place}/{frame}"


@cache
def of_kind(kind: str, group: str) -> tuple[str, ...]:
    """What the kind of the object's head says, alone and with the verb."""
    return f"head={kind}", f"head={kind}/{_rank(group)}", f"head={kind}/{group}"


def _rank(group: str) -> str:
    """The groups in three ranks."""
    return group if group in ("strong", "never") else "medium"
