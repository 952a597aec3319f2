"""How binding measures are: exploratory < encouraged < expected < required; what was done is past all of them."""

from __future__ import annotations

from nlp_oldcadre.compare.groups import Row

RANKS = {"exploratory": 0, "encouraged": 1, "expected": 2, "required": 3}


def change(one: Row, other: Row) -> str | None:
    """What became of ``one`` in ``other``: hardened, softened, same, done or (from done to planned) planned.

    Examples
    --------
    >>> tried = {"status": "planned", "strength": "exploratory"}
    >>> must = {"status": "planned", "strength": "required"}
    >>> change(tried, must), change(must, tried), change(tried, {"status": "done", "strength": None})
    ('hardened', 'softened', 'done')
    """
    if one["status"] != other["status"]:
        return "done" if other["status"] == "done" else "planned"
    before, after = RANKS.get(one["strength"] or ""), RANKS.get(other["strength"] or "")
    if before is None or after is None:
        return None
    return "hardened" if after > before else "softened" if after < before else "same"


def concretion(one: Row, other: Row) -> list[str]:
    """What ``other`` fixes and ``one`` leaves open: ``deadline``, ``amount``.

    Examples
    --------
    >>> plan = {"deadline": None, "quantity_ids": []}
    >>> concretion(plan, {"deadline": "2020-12-31", "quantity_ids": ["q"]})
    ['deadline', 'amount']
    """
    deadline = ["deadline"] if other["deadline"] and not one["deadline"] else []
    amount = ["amount"] if len(other["quantity_ids"]) and not len(one["quantity_ids"]) else []
    return deadline + amount
