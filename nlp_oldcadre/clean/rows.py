"""Rows: lines that hold the cells of a table, names side by side, or the entries of a menu."""

from __future__ import annotations

import re

# 集团概况 新闻中心 党建园地: the entries of a menu; columns stand far from each other.
_ROW = re.compile(
    r"[^ ]{2} {3,}[^ ]{2}|^ *[^ ]+ {2,}[^ ]+ {2,}[^ ]"
    r"|^ *(?:[【\[]?[\u4e00-\u9fff]{2,8}[】\]]? +){2,}[【\[]?[\u4e00-\u9fff]{2,8}[】\]]? *$"
)
_CELLS = re.compile("[^ ] {3,}[^ \n]+ {3,}[^ ]|^ *[^ ，。：:]{1,6}(?: {1,2}[^ ，。：:]{1,2})? {3,}[^ ]")
_PROSE = re.compile(r"[。；;！？]|[^\d][,，]")
_NUMBERED = re.compile(r" *(?:[（(]?[一二三四五六七八九十\d]{1,3}[、．.)）]|第[一二三四五六七八九十百\d]{1,4}[条章节])")


def is_row(text: str) -> bool:
    """Whether a line holds cells set apart by blanks, and no sentence.

    Examples
    --------
    >>> is_row("江口镇  活动24场  参加1100人次"), is_row("1.   加强领导，压实责任"), is_row("集团概况 新闻中心 党建园地")
    (True, False, True)
    """
    if "  " not in text.strip(" ") and text.count(" ") < 2:
        return False
    if _CELLS.search(text) and "。" not in text and not _NUMBERED.match(text):
        return True
    return _ROW.search(text) is not None and not _PROSE.search(text)
