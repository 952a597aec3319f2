"""The set phrases that the country knows: ``formulas.csv`` and ``mottos.csv``, made ready for looking up."""

from __future__ import annotations

from dataclasses import dataclass

from nlp_oldcadre.extract.quoted import bare
from nlp_oldcadre.matching import Matcher
from nlp_oldcadre.tables import Tables


@dataclass(frozen=True, slots=True)
class FormulaRow:
    """A national formula; ``bare`` when it is one without quotation marks too.

    ``year`` is when it appeared (0 where nobody can say), ``members`` what it stands for wherever that is fixed.
    """

    form: str
    kind: str
    bare: bool = False
    year: int = 0
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _MottoRow:
    text: str
    bare: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    """The tables made ready: phrases by their letters, and a matcher of those that may stand unquoted."""

    kinds: dict[str, str]
    matcher: Matcher[str]


def known_phrases(tables: Tables) -> _Known:
    """The national phrases, compiled once."""
    return tables.keep("slogans", lambda: _compile(tables))  # type: ignore[no-any-return]


_TABLES = {"formula": "formulas.csv", "motto": "mottos.csv"}


def known_rule(kind: str, phrase: str) -> str:
    """The rule of a phrase that the table of its kind holds.

    Examples
    --------
    >>> known_rule("formula", "四个意识")
    'formulas.csv:四个意识'
    """
    return f"{_TABLES[kind]}:{phrase}"


def is_known(rule: str) -> bool:
    """Whether a rule names a row of these tables."""
    return rule.startswith(tuple(_TABLES.values()))


def formula_kinds(tables: Tables) -> dict[str, str]:
    """National formula → its kind (thought, people, rule, policy, work, campaign)."""
    return tables.keep("formula_kinds", lambda: {r.form: r.kind for r in tables.rows("formulas", FormulaRow)})  # type: ignore[no-any-return]


def formula_rows(tables: Tables) -> dict[str, FormulaRow]:
    """National formula, without marks → its row."""
    return tables.keep("formula_rows", lambda: {bare(r.form): r for r in tables.rows("formulas", FormulaRow)})  # type: ignore[no-any-return]


def known_members(tables: Tables) -> dict[str, tuple[str, ...]]:
    """National formula, without marks → its members, where they are fixed."""
    rows = formula_rows(tables)
    return tables.keep("formula_members", lambda: {form: row.members for form, row in rows.items() if row.members})  # type: ignore[no-any-return]


def _compile(tables: Tables) -> _Known:
    formulas, mottos = tables.rows("formulas", FormulaRow), tables.rows("mottos", _MottoRow)
    kinds = {bare(r.form): "formula" for r in formulas} | {bare(r.text): "motto" for r in mottos}
    literals = {r.form: "formula" for r in formulas if r.bare}
    for row in mottos:
        if row.bare:
            # 、 and ， change places freely in the press.
            literals |= dict.fromkeys((row.text, row.text.replace("，", "、"), row.text.replace("、", "，")), "motto")
    return _Known(kinds, Matcher(literals))
