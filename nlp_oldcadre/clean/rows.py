"""Rows: lines that hold the cells of a table, names side by side, or the entries of a menu; paths and captions of pages."""

from __future__ import annotations

import re

# 城关镇 会员612人 报告21场 服务点9个: a name and its figures.
_FIGURE = r"[\u4e00-\u9fff]{0,8}\d[\d.]*[^ \d，。；、]{0,4}"
_FIGURES = re.compile(rf" *[\u4e00-\u9fff]{{2,10}} +(?:{_FIGURE} +)+{_FIGURE} *$")
# 集团概况 新闻中心 党建园地: the entries of a menu; columns stand far from each other.
_ROW = re.compile(
    r"[^ ]{2} {3,}[^ ]{2}|^ *[^ ]+ {2,}[^ ]+ {2,}[^ ]"
    r"|^ *(?:[【\[]?[\u4e00-\u9fff]{2,8}[】\]]? +){2,}[【\[]?[\u4e00-\u9fff]{2,8}[】\]]? *$"
)
_CELLS = re.compile("[^ ] {3,}[^ \n]+ {3,}[^ ]|^ *[^ ，。：:]{1,6}(?: {1,2}[^ ，。：:]{1,2})? {3,}[^ ]")
# 首页 > 党建频道: where a web page stands; 本报记者 张某 摄: what ends a picture's caption.
_PATH = re.compile("[ ]*(?:您?(?:的|当前)?(?:现在|所在)?的?位置[：: ]|[^，。；]{0,12}首页 ?[>＞›»/→|｜])")
_CREDIT = re.compile("[ （(。：:】][\u4e00-\u9fff· ]{1,20}(?<!拍)(?:摄|供图)[）)】]?$")
# 03 要闻 2024年3月8日 星期五: a newspaper's folio.
_FOLIO = re.compile(
    r"[^，。；]{0,24}\d{4} ?[年.\-/] ?\d{1,2} ?[月.\-/] ?\d{1,2} ?日? *(?:星期|周)[一二三四五六日天][^，。；]{0,20}$"
)
_LONGEST_PATH = 80
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
    if _FIGURES.match(text):
        return True
    return _ROW.search(text) is not None and not _PROSE.search(text)


def stands_alone(text: str) -> bool:
    """Whether a line is a web page's path or a newspaper's folio, or ends a caption, and so never goes on in the next.

    Examples
    --------
    >>> stands_alone("首页 > 党建频道 > 基层动态"), stands_alone("▲老党员在护河。 王明 摄"), stands_alone("他参与拍摄")
    (True, True, False)
    """
    text = text.rstrip()
    if text[-3:].rstrip("）)】").endswith(("摄", "供图")):
        return _CREDIT.search(text[-30:]) is not None
    if len(text) >= _LONGEST_PATH:
        return False
    return _PATH.match(text) is not None or (("期" in text[-24:] or "周" in text[-24:]) and _FOLIO.match(text) is not None)
