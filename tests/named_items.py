"""Names written by hand, as resolution takes them."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from nlp_oldcadre.resolve import Gathered, Item, resolve_items


def program(name: str, home: str | None, owner: str = "", parent: str = "", **more: Any) -> Item:
    owners, parents = (frozenset(filter(None, [text])) for text in (owner, parent))
    return Item("Program", name, home, documents=(f"{name}{home}",), owners=owners, parents=parents, **more)


def groups(*items: Item, path: Path | None = None) -> list[tuple[str, ...]]:
    return [entity.items for entity in resolve_items(Gathered(list(items)), path).entities]


def is_one(*items: Item) -> bool:
    return len(groups(*items)) == 1


def organization(name: str, home: str) -> Item:
    return Item("Organization", name, home, documents=(name,))


def table_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))
