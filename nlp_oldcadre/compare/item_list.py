"""The numbered items of a plan: its innermost headings, each with what stands under it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from nlp_oldcadre.compare.groups import Groups, Row, rows_where
from nlp_oldcadre.errors import QueryError

_NUMBERED = ("numbered", "run_in")


@dataclass(frozen=True)
class Item:
    """An item: the row of its section, and the headings that it stands under, the outermost first."""

    section: Row
    above: tuple[str, ...]

    @property
    def start(self) -> int:
        return int(self.section["start"])

    @property
    def end(self) -> int:
        return max(int(self.section["end"]), int(self.section["body_end"] or 0))

    @cached_property
    def number(self) -> str:
        """The number without its marks: 3. and （三） are 3 and 三."""
        return (self.section["number"] or "").strip(" .．、()（）")

    @cached_property
    def heading(self) -> str:
        return "".join((self.section["heading"] or "").split())


def plan_items(groups: Groups, document: Row) -> list[Item]:
    """The innermost numbered headings of a document in their order; all innermost ones where none has a number.

    Raises
    ------
    QueryError : when the document has no headings within it.
    """
    sections = rows_where(groups.corpus, "sections", "document_id", document["id"])
    by_id = {row["id"]: row for row in sections}
    parents = {row["parent_id"] for row in sections}
    leaves = [row for row in sections if row["id"] not in parents and row["kind"] in _NUMBERED]
    chosen = [row for row in leaves if row["number"]] or leaves
    if not chosen:
        raise QueryError(
            document["uri"],
            zh="这份文件没有分条列项",
            en="this document has no items",
            remedy_zh="请另选有编号标题的要点、意见或方案",
            remedy_en="choose a plan with numbered headings",
        )
    return [Item(row, _above(row, by_id)) for row in sorted(chosen, key=lambda row: row["start"])]


def _above(row: Row, by_id: dict[str, Row]) -> tuple[str, ...]:
    found: list[str] = []
    seen = {row["id"]}
    while (parent := by_id.get(row["parent_id"] or "")) and parent["id"] not in seen:
        seen.add(parent["id"])
        if parent["kind"] in _NUMBERED:
            found.insert(0, "".join((parent["heading"] or "").split()))
        row = parent
    return tuple(found)
