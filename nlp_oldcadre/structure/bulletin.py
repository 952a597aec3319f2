"""A bulletin's masthead, contents list and articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from nlp_oldcadre.model import Span
from nlp_oldcadre.structure.lines import Line
from nlp_oldcadre.structure.marked import mark_of
from nlp_oldcadre.structure.titles import Outline, Title, is_numbered, key, title_of
from nlp_oldcadre.structure.vocabulary import Vocabulary

_ITEM_MARK = re.compile(
    r"^(?:[●◆■★▲◎※◇○□☆△►▶▪·•▍▌❏]+|[-–](?=[^\d])|\d{1,2}[.．、]|[（(]\d{1,2}[)）]|[一二三四五六七八九十]{1,3}、|[（(【][一二三四五六七八九十]{1,3}[)）】])\s*"
)
# 工作简报 below a name that belongs to it: 某县老干部 / 工作简报.
_MASTHEAD_TAIL = re.compile("(?:工作|情况|信息)?(?:简报|动态|信息|通讯|快报|快讯|专报|参考|简讯|通报|交流|要情)")
_CELLS = 3
_ITEM_TAIL = re.compile(r"[\s.…·—\-（(/]*(?:第?\d{1,3}页?)?[)）\s]*$")
_ITEM_SIGN = re.compile(r"[^：:，。“”《》\s]{2,14}[：:](?=.{6})")
# 某某讲话……………林某某（1）: the writer behind the dots.
_DOTTED = re.compile(r"(?:…{2,}|\.{4,}|·{4,}).{0,24}$")
_DATE_COLUMN = re.compile(
    r" *[\d〇○零一二三四五六七八九]{4}年[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?$"
)
# Whom a headline is about: a place, an organ, a branch.
_SUBJECT = re.compile("[省市县区旗州盟乡镇村局委会院校司部厂]|街道|支部|大学|中心|集团|公司|离退|老干")
# 芜湖：老年学堂进社区
_PLACED = re.compile("[\u4e00-\u9fff]{2,8}：(?=[\u4e00-\u9fff“]{4})")
_SHORTEST_LIST = 2
_LONGEST_COLUMN = 20
# The shortest headline between texts, and below the masthead; the longest name of a body under one.
_SHORTEST, _SHORTEST_FIRST, _LONGEST_NAME = 8, 4, 40
_LONGEST_ITEM = 60
_ISSUE_HEAD = re.compile(r"^(.{2,24}?)[（(【 ]*(?:\d{4}年)?第 ?[\d〇零一二三四五六七八九十百]{1,5} ?期")


class Bulletin:
    """The masthead, the contents list and the articles of a bulletin."""

    def __init__(self, lines: Sequence[Line], words: Vocabulary) -> None:
        self.lines, self.words = lines, words
        # ◆ 要闻 is a column: so are the other lines with its mark.
        self._column_marks = {line.text[0] for line in lines if line.role == "column" and mark_of(line.text)}

    def outline(self, issue: int) -> Outline:
        main = self._masthead(issue)
        contents = next((line.index for line in self.lines if line.role == "contents"), None)
        titles = [main] if main else []
        items: set[str] = set()
        listed = range(0)
        if contents is not None:
            titles.append(self._article(self.lines[contents], contents, 1))
            listed, items = self._contents(contents)
        else:
            listed = self._unnamed_contents(self._head_end(issue, main))
            items = {_item(self.lines[index].text) for index in listed}
        start = max(listed.stop, self._head_end(issue, main))
        titles += self._articles(start, items)
        return Outline(main, tuple(sorted(titles)), listed)

    def _head_end(self, issue: int, main: Title | None) -> int:
        """The first line below the head: issue line, editor, date."""
        at = max(issue, main.last if main else 0) + 1
        while at < len(self.lines) and (
            self.lines[at].role in ("issue", "date", "secrecy") or self._names_editor(self.lines[at])
        ):
            at += 1
        return at

    def _names_editor(self, line: Line) -> bool:
        name = _DATE_COLUMN.sub("", line.text).rstrip("编印 ")
        return not line.role and (not name or (len(line.text) < 60 and self.words.body.match(name) is not None))

    def _masthead(self, issue: int) -> Title | None:
        """The name above the issue line, or before the number in it."""
        above = [line for line in self.lines[:issue] if not line.role and not self.words.body.match(line.text)]
        named = [line for line in above if self.words.masthead.search(line.text)]
        named = [line for line in above if line.is_red and line.is_large] or named
        for line in [*reversed(named), *reversed(above)]:
            return title_of(self.lines, line.index - self._has_first_half(line), line.index)
        line = self.lines[issue]
        if match := _ISSUE_HEAD.match(line.text):
            name = match[1].rstrip(" （(【")
            if not name.isdigit() and len(name) >= 2 and not name.endswith("年"):
                return Title(issue, issue, Span(line.start, line.start + len(name)), "title", 1)
        below = self.lines[issue + 1 : issue + 3]
        return next((title_of(self.lines, b.index, b.index) for b in below if self.words.masthead.search(b.text)), None)

    def _has_first_half(self, line: Line) -> bool:
        """Whether the line above is the first half of a name that is only complete with it."""
        if not _MASTHEAD_TAIL.fullmatch(line.text) or line.gap > 1 or line.index == 0:
            return False
        above = self.lines[line.index - 1]
        return above.is_headline and len(above.text) <= 14 and not self.words.body.match(above.text)

    def _contents(self, at: int) -> tuple[range, set[str]]:
        """The lines of the contents list and its items: up to the first item that comes again, or the first text."""
        items: dict[str, None] = {}  # ordered; a set would not be
        for line in self.lines[at + 1 :]:
            item = _item(line.text)
            after = self.lines[line.index + 1] if line.index + 1 < len(self.lines) else None
            if item in items or (after and len(after.text) <= _LONGEST_ITEM and item + _item(after.text) in items):
                stop = line.index
                while stop > at + 1 and self.lines[stop - 1].role == "column":
                    stop -= 1  # the first column's name stands above the first article
                return range(at + 1, stop), set(items)
            if line.is_prose and not line.is_bullet:
                # The list ran into the first article: its headline is the last short line.
                return range(at + 1, max(at + 1, line.index - 1)), set(list(items)[:-1])
            items[item] = None
        return range(at + 1, at + 1), set()

    def _unnamed_contents(self, start: int) -> range:
        """The lines of a contents list without a heading: short ones from the first that comes again up to where it does."""
        seen: dict[str, int] = {}
        for line in self.lines[start:]:
            item = _item(line.text)
            if line.index - seen.get(item, line.index) >= _SHORTEST_LIST:
                return range(seen[item], line.index)
            if len(line.text) > _LONGEST_ITEM or (line.is_prose and not line.is_bullet):
                break
            seen.setdefault(item, line.index)
        return range(0)

    def _articles(self, start: int, items: set[str]) -> Iterator[Title]:
        """Headlines below the head, in order; lines alike that name nobody are the sub-headings of the one above."""
        found = list(self._headlines(start, items))
        nameless = [
            t for t in found[1:] if not items and self._is_nameless(self.lines[t.first].text) and not self._has_subtitle(t)
        ]
        alike = {title for pair in pairwise(nameless) if self._are_alike(*pair) for title in pair}
        yield from (title for title in found if title not in alike)

    def _has_subtitle(self, title: Title) -> bool:
        return title.last + 1 < len(self.lines) and self.lines[title.last + 1].role in ("subtitle", "byline")

    def _is_nameless(self, text: str) -> bool:
        """Whether a headline names nobody and has no number."""
        return not _SUBJECT.search(text[:18]) and not text.startswith(("【", *self._column_marks))

    def _are_alike(self, title: Title, other: Title) -> bool:
        a, b = self.lines[title.first].text, self.lines[other.first].text
        return abs(len(a) - len(b)) <= 3 and all(a.count(mark) == b.count(mark) for mark in "， ：")

    def _headlines(self, start: int, items: set[str]) -> Iterator[Title]:
        column = has_text = False
        skip = -1
        for line in self.lines[start:]:
            if line.index <= skip or line.role == "copies":
                continue
            last = self._listed(line, items)
            if last is not None:
                yield self._article(line, last, 1)
                column, has_text, skip = line.role == "column" or "录" in line.text, False, last
            elif line.role == "column" or self._is_column(line):
                yield self._article(line, line.index, 1)
                column, has_text = True, False
            elif self._is_article(line, bool(items) and not (column and _PLACED.match(line.text)), line.index == start):
                yield self._article(line, line.index, 2 if column else 1)
                has_text = False
            has_text = has_text or line.is_prose

    def _is_column(self, line: Line) -> bool:
        return not line.role and line.text[0] in self._column_marks and line.is_headline and len(line.text) <= _LONGEST_COLUMN

    def _article(self, line: Line, last: int, level: int) -> Title:
        title = title_of(self.lines, line.index, last, "article", level)
        inner = line.text.strip("【】◆★■●▲☆◎※◇▍▌：[] ") if line.role in ("column", "contents") else ""
        if not inner:
            size = mark_of(line.text)
            return title._replace(span=Span(title.span.start + size, title.span.end)) if size < len(line.text) else title
        begin = line.start + line.text.index(inner)
        return title._replace(span=Span(begin, begin + len(inner)))

    def _listed(self, line: Line, items: set[str]) -> int | None:
        """The last line of a headline of the contents list that begins on ``line``."""
        if not items or len(line.text) > 80 or line.role not in ("", "column"):
            return None
        name = _item(line.text)
        if name in items and name:
            return line.index
        after = self.lines[line.index + 1] if line.index + 1 < len(self.lines) else None
        if after and after.role == "subtitle":
            # The list may give headline and subtitle as one item.
            return line.index if name + _item(after.text) in items else None
        return after.index if after and len(after.text) <= _LONGEST_ITEM and name + _item(after.text) in items else None

    def _is_article(self, line: Line, has_items: bool, is_first: bool) -> bool:
        """A headline with a subtitle or byline below; without a contents list any headline between texts."""
        if not line.is_headline or is_numbered(line) or line.index + 1 >= len(self.lines) or line.text.startswith("附"):
            return False
        below, above = self.lines[line.index + 1], self.lines[line.index - 1] if line.index else None
        if below.role in ("subtitle", "byline"):
            return True
        below = self._below_contributor(below)
        # A table: its cells stand apart.
        has_text = below.is_prose or (line.gap > 1 and not below.role and len(below.text.split()) >= _CELLS)
        # 上半年工作概况 before 1.组织: the first headline may be short, and headings may stand below it.
        has_text = has_text or (is_first and line.gap > 1 and is_numbered(below))
        shortest = _SHORTEST_FIRST if is_first and line.gap > 1 else _SHORTEST
        if has_items or not has_text or len(line.text) < shortest or self.words.body.match(line.text):
            return False
        return is_first or above is None or bool(above.role) or not above.is_open or self._is_column(above)

    def _below_contributor(self, line: Line) -> Line:
        """The line below the body that sends an article in, whose name stands alone under the headline."""
        after = self.lines[line.index + 1] if line.index + 1 < len(self.lines) else None
        is_named = not line.role and len(line.text) <= _LONGEST_NAME and self.words.body.match(line.text) is not None
        return after if after and is_named and after.is_prose else line


def item_of(text: str) -> str:
    """An item of a contents list without its mark, dots and page number.

    Examples
    --------
    >>> item_of("★市委老干部局部署全年重点任务……………………1")
    '市委老干部局部署全年重点任务'
    """
    return _ITEM_TAIL.sub("", _DOTTED.sub("", _ITEM_MARK.sub("", text)))


def _item(text: str) -> str:
    """An item of a contents list for comparing; whom it is about may be told otherwise there (桐城市：… for 桐城：…)."""
    item = item_of(text)
    sign = _ITEM_SIGN.match(item)
    return key(item[sign.end() :] if sign else item) or key(text)
