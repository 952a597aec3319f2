"""The language of queries: words, all of which must be there, and “phrases” that may hold blanks. Nothing else is special."""

from __future__ import annotations

import re

from nlp_oldcadre.errors import QueryError
from nlp_oldcadre.search.terms import fold

# A quoted phrase, a blank, or any other character; an opening mark without its closing one is a plain character.
_TOKEN = re.compile(r"“([^“”]*)”|「([^「」]*)」|\"([^\"]*)\"|(\s+)|(.)", re.S)


def parse(query: str) -> tuple[str, ...]:
    """The strings that a hit must hold, folded as the index is.

    Quotation marks only keep blanks from separating; quoted or not, a string is looked for as it stands, so signs that
    search engines give a meaning (``:``, ``*``, ``+``, brackets) are characters like others.

    Raises
    ------
    QueryError : when nothing is left to look for.

    Examples
    --------
    >>> parse('志愿服务 “银龄 行动” title:(+a*')
    ('志愿服务', '银龄行动', 'title:(+a*')
    """
    parts: list[list[str]] = [[]]
    for match in _TOKEN.finditer(query):
        if match[4]:
            parts.append([])
        else:
            parts[-1].append(match[1] or match[2] or match[3] or match[5] or "")
    found = dict.fromkeys(folded for part in parts if (folded := fold("".join(part))))
    if not found or any("\ud800" <= char <= "\udfff" for char in query):
        raise _nothing_to_find(query)
    return tuple(found)


def _nothing_to_find(query: str) -> QueryError:
    return QueryError(
        f"查询 {query[:40]!r}",
        zh="没有可以查找的文字",
        en="there is no text to look for",
        remedy_zh="请输入词语，如 银龄行动；多个词用空格分开，含空格的短语加引号",
        remedy_en="give words, such as 银龄行动, separated by blanks; put phrases with blanks in quotation marks",
    )
