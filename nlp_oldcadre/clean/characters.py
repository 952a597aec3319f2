"""Single characters: line ends and odd spaces made plain, invisible ones dropped, look-alikes folded by ``fold.csv``.

The table says for each character what it folds to, so ① and ㈠, which carry meaning, stay: no normal form of Unicode
is applied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from nlp_oldcadre.offsets import Edit
from nlp_oldcadre.tables import Tables

_LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
_SPACES = "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
# Controls, soft hyphen, zero-width and direction marks, BOM, variation selectors.
_INVISIBLE = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"


@dataclass(frozen=True, slots=True)
class FoldRow:
    """``context`` is ``always``, or ``cjk`` for a mark that folds only beside Chinese characters."""

    char: str
    folded: str
    context: str


class _Folding(NamedTuple):
    pattern: re.Pattern[str]
    table: dict[str, str]


def fold(text: str, tables: Tables) -> Iterator[Edit]:
    """Drop what can't be seen; fold line ends, spaces and the rows of ``fold.csv`` that hold always.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> from nlp_oldcadre.offsets import apply_edits
    >>> apply_edits("⽼干部２０２０\\r\\n", fold("⽼干部２０２０\\r\\n", load_tables()))[0]
    '老干部2020\\n'
    """
    folding: _Folding = tables.keep("clean.characters", lambda: _compile(tables))
    for match in folding.pattern.finditer(text):
        yield Edit(match.start(), match.end(), folding.table.get(match[0], ""))


def _compile(tables: Tables) -> _Folding:
    table = {row.char: row.folded for row in tables.rows("fold", FoldRow) if row.context == "always"}
    table |= dict.fromkeys(_LINE_ENDS, "\n") | dict.fromkeys(_SPACES, " ")
    single = "".join(map(re.escape, table))
    # One set at the head, so that re skips to its characters.
    return _Folding(re.compile(f"[{_INVISIBLE}{single}](?:(?<=\r)\n)?"), table | {"\r\n": "\n"})
