"""Codes of reasons and problems in words, Chinese and English."""

from __future__ import annotations

from dataclasses import dataclass

from nlp_oldcadre.tables import Tables


@dataclass(frozen=True, slots=True)
class _Text:
    code: str
    zh: str
    en: str


def reason_texts(tables: Tables) -> dict[str, tuple[str, str]]:
    """Reason → what it says, in Chinese and English.

    >>> from nlp_oldcadre.tables import load_tables
    >>> reason_texts(load_tables())["region=other"]
    ('不在同一省', 'two provinces')
    """
    return {row.code: (row.zh, row.en) for row in tables.rows("resolution_reasons", _Text)}


def problem_texts(tables: Tables) -> dict[str, tuple[str, str]]:
    """Problem → what it says, in Chinese and English."""
    return {row.code: (row.zh, row.en) for row in tables.rows("resolution_problems", _Text)}
