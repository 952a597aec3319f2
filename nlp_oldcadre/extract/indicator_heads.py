"""The head noun after an amount that long attributes part from it (40名经验丰富、威望高的退休干部, 300名医生、教师等老专家)."""

from __future__ import annotations

import re

from nlp_oldcadre.extract.noun_phrases import NounPhrases
from nlp_oldcadre.extract.phrases import split_words, until_mark

# An attribute of several words, or of several clauses with 、 between them.
_CLAUSE = re.compile(r"[^，。；：！？\n“”（）《》\d的]{3,30}的(?=[^，。；：！？\n\d、]{2})")
_ETC = re.compile(
    r"[^，。；：！？\n、的\d“”（）]{2,10}(?:[、和][^，。；：！？\n、的\d“”（）]{2,12}){1,6}等(?:各类|各级|多种|一批)?(?=[^，。；：！？\n\d、]{2})"
)
_TELLING = frozenset("vadil")


def far_head(phrases: NounPhrases, piece: str, *, of_people: bool) -> str | None:
    """What an amount counts where a clause with 的 or a list with 等 stands between; None where none does.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> phrases = NounPhrases.of(load_tables())
    >>> far_head(phrases, "参加过解放战争的老战士送去纪念章", of_people=True)
    '老战士'
    >>> far_head(phrases, "退休医生、教师、农技人员等老专家下沉一线", of_people=True)
    '老专家'
    >>> far_head(phrases, "老党员获得的纪念章", of_people=True) is None
    True
    """
    if clause := _CLAUSE.match(piece):
        return _after_clause(phrases, clause[0][:-1], until_mark(piece[clause.end() :]), of_people)
    if etc := _ETC.match(piece):
        head = phrases.after(until_mark(piece[etc.end() :]), of_people=of_people)
        return head if head and _fits(phrases, head, of_people) else None
    return None


def _after_clause(phrases: NounPhrases, clause: str, rest: str, of_people: bool) -> str | None:
    tokens = split_words(clause)
    if not any(token.tag[0] in _TELLING or token.text == "过" for token in tokens):
        return None
    # 5名老党员家中的…, 12个县建立的驿站: the clause begins with what is counted.
    own = phrases.after(clause, of_people=of_people)
    if own and _fits(phrases, own, of_people):
        return None
    head = phrases.after(rest, of_people=of_people)
    # 6支由退休医护人员组成的小分队
    return head if head and (clause[0] == "由" or _fits(phrases, head, of_people)) else None


def _fits(phrases: NounPhrases, phrase: str, of_people: bool) -> bool:
    """Whether the phrase is what such a counter counts."""
    return phrases.is_person(phrase) if of_people else phrases.is_whole(phrase)
