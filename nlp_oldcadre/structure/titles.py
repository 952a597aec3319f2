"""Titles: of the document, of what it carries, of the articles of a bulletin. All but sub-articles are of level 1."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nlp_oldcadre.model import Span
from nlp_oldcadre.structure.lines import FRONT, Line
from nlp_oldcadre.structure.vocabulary import Vocabulary

_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、．.是]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}(?:、|[.．](?!\d))|[①-⑳㈠-㈩]|第[一二三四五六七八九十百\d]{1,4}[条章节编部])"
)
_NOISE = re.compile(r"[\s“”\"‘’《》〈〉「」『』【】\[\]·•・,，、。:：!！?？—\-…_.（）()]+")
_ITEM_MARK = re.compile(r"^(?:[●◆■★▲◎※◇○□☆△►▶·•]+|\d{1,2}[.．、]|[（(]\d{1,2}[)）])\s*")
_ITEM_TAIL = re.compile(r"[\s.…·—\-（(/]*(?:第?\d{1,3}页?)?[)）\s]*$")
_QUOTED = re.compile(r"《((?:[^《》]|《[^《》]*》){2,120})》")
_OPENING = re.compile(r"关于|印发|转发|批转")
_DATE_COLUMN = re.compile(
    r" *[\d〇○零一二三四五六七八九]{4}年[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?$"
)
_ISSUE_HEAD = re.compile(r"^(.{2,24}?)[（(【 ]*(?:\d{4}年)?第 ?[\d〇零一二三四五六七八九十百]{1,5} ?期")


class Title(NamedTuple):
    """A title: the lines it takes, its span, ``title`` or ``article``, and its level."""

    first: int
    last: int
    span: Span
    kind: str
    level: int


class Outline(NamedTuple):
    """What the titles tell: the document's own, all in order, and the lines of a contents list (no headings there)."""

    main: Title | None
    titles: tuple[Title, ...]
    listed: range


def key(text: str) -> str:
    """A title for comparing: without blanks and marks.

    Examples
    --------
    >>> key("汲取力量 践行使命") == key("“汲取力量”　践行使命")
    True
    """
    return _NOISE.sub("", text)


def find_outline(lines: Sequence[Line], words: Vocabulary) -> Outline:
    """The titles of a document."""
    issue = next((line.index for line in lines[:FRONT] if line.role == "issue"), None)
    if issue is not None:
        return _Bulletin(lines, words).outline(issue)
    main = _find_main(lines, words)
    carried = list(_carried(lines, main, words)) if main else []
    return Outline(main, tuple([main, *carried] if main else []), range(0))


def title_of(lines: Sequence[Line], first: int, last: int, kind: str = "title", level: int = 1) -> Title:
    """A title over whole lines."""
    return Title(first, last, Span(lines[first].start, lines[last].end), kind, level)


def is_numbered(line: Line) -> bool:
    return _NUMBERED.match(line.text) is not None


def _find_main(lines: Sequence[Line], words: Vocabulary) -> Title | None:
    if len(lines) < 2:
        return None
    return _marked(lines) or _front(lines, words) or _before_byline(lines)


def _marked(lines: Sequence[Line]) -> Title | None:
    """The first of the highest Markdown headings, unless numbers run through them."""
    marked = [line for line in lines if line.markup and not line.role and not is_numbered(line)]
    if not marked:
        return None
    top = min(line.markup for line in lines if line.markup)
    first = next((line for line in marked if line.markup == top), None)
    return title_of(lines, first.index, first.index) if first and first.index + 1 < len(lines) else None


def _front(lines: Sequence[Line], words: Vocabulary) -> Title | None:
    """The first headline before the text begins; the sender's name may be its first line."""
    found: list[Line] = []
    for line in lines[:FRONT]:
        if line.role in ("contents", "copies") or (line.role == "attachment" and line.index > 2):
            break
        if line.role:
            if found and line.role in ("subtitle", "byline", "credit", "date"):
                break
            continue
        if len(line.text) < 3:
            continue
        if not line.is_headline or is_numbered(line):
            break
        found.append(line)
    return _choose(lines, found, words)


def _choose(lines: Sequence[Line], found: list[Line], words: Vocabulary) -> Title | None:
    for line in found:
        if words.circular.search(line.text):
            first = _first_of(lines, line, words)
            return title_of(lines, first, line.index)
    rest = [line for line in found if not words.body.match(line.text)] or (found if len(found) == 1 else [])
    if not rest or rest[0].index + 1 >= len(lines):
        return None
    first, after = rest[0], lines[rest[0].index + 1]
    paired = len(rest) > 1 and rest[1] is after and abs(len(first.text) - len(after.text)) <= 1 and len(first.text) >= 5
    return title_of(lines, first.index, after.index if paired else first.index)


def _first_of(lines: Sequence[Line], line: Line, words: Vocabulary) -> int:
    """The line on which a title begins that ends on ``line``: above it may stand its sender or its first half."""
    first = line.index
    while first > 0 and line.index - first < 3:
        above = lines[first - 1]
        if above.role or is_numbered(above) or not above.is_headline or words.circular.search(above.text):
            break
        is_sender = words.body.match(above.text) and _OPENING.match(lines[first].text)
        if not is_sender and not _OPENING.search(above.text):
            break
        first -= 1
    return first


def _before_byline(lines: Sequence[Line]) -> Title | None:
    """Columns may be interleaved: the headline then stands before 本报记者, in the middle of the text."""
    for line in lines:
        if line.role != "byline":
            continue
        first = line.index
        while first > 0 and line.index - first < 3 and (lines[first - 1].is_headline or lines[first - 1].role == "subtitle"):
            first -= 1
        while first < line.index and lines[first].role:
            first += 1
        return title_of(lines, first, first) if first < line.index else None
    return None


def _carried(lines: Sequence[Line], main: Title, words: Vocabulary) -> Iterator[Title]:
    """Titles of the documents that a notice carries: named in its title, or headlines after its date or 附件."""
    names = {key(name) for name in _QUOTED.findall("".join(line.text for line in lines[main.first : main.last + 1]))}
    awaited = ""
    skip = -1
    for line in lines[main.last + 1 :]:
        if line.index <= skip:
            continue
        if line.role in ("date", "attachment"):
            # 附件：1.… only lists what is enclosed; 附件1 on its own stands before it.
            awaited = line.role if line.role == "date" or len(line.text) <= 6 else ""
            continue
        if last := _ends(lines, line, names, awaited, words):
            yield title_of(lines, line.index, last)
            skip, awaited = last, ""
        elif line.is_prose:
            awaited = ""


def _ends(lines: Sequence[Line], line: Line, names: set[str], awaited: str, words: Vocabulary) -> int:
    """The last line of a carried document's title that begins on ``line``; 0 where none does."""
    if line.role or len(line.text) > 80 or is_numbered(line):
        return 0
    if key(line.text) in names:
        return line.index
    after = lines[line.index + 1] if line.index + 1 < len(lines) else None
    if after and not after.role and len(after.text) <= 60 and key(line.text + after.text) in names:
        return after.index
    if not awaited or not line.is_headline or words.body.match(line.text):
        return 0
    enclosed = awaited == "attachment" and words.enclosure.search(line.text)
    if words.circular.search(line.text) or line.markup or enclosed:
        return line.index
    return after.index if after and after.is_headline and words.circular.search(after.text) and not is_numbered(after) else 0


class _Bulletin:
    """The masthead, the contents list and the articles of a bulletin."""

    def __init__(self, lines: Sequence[Line], words: Vocabulary) -> None:
        self.lines, self.words = lines, words

    def outline(self, issue: int) -> Outline:
        main = self._masthead(issue)
        contents = next((line.index for line in self.lines if line.role == "contents"), None)
        titles = [main] if main else []
        items: set[str] = set()
        listed = range(0)
        if contents is not None:
            titles.append(self._article(self.lines[contents], contents, 1))
            listed, items = self._contents(contents)
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
        for line in [*reversed(named), *reversed(above)]:
            return title_of(self.lines, line.index, line.index)
        line = self.lines[issue]
        if match := _ISSUE_HEAD.match(line.text):
            name = match[1].rstrip(" （(【")
            if not name.isdigit() and len(name) >= 2 and not name.endswith("年"):
                return Title(issue, issue, Span(line.start, line.start + len(name)), "title", 1)
        below = self.lines[issue + 1 : issue + 3]
        return next((title_of(self.lines, b.index, b.index) for b in below if self.words.masthead.search(b.text)), None)

    def _contents(self, at: int) -> tuple[range, set[str]]:
        """The lines of the contents list and its items: up to the first item that comes again, or the first text."""
        items: dict[str, None] = {}  # ordered; a set would not be
        for line in self.lines[at + 1 :]:
            item = _item(line.text)
            if item in items:
                stop = line.index
                while stop > at + 1 and self.lines[stop - 1].role == "column":
                    stop -= 1  # the first column's name stands above the first article
                return range(at + 1, stop), set(items)
            if line.is_prose and not line.is_bullet:
                # The list ran into the first article: its headline is the last short line.
                return range(at + 1, max(at + 1, line.index - 1)), set(list(items)[:-1])
            items[item] = None
        return range(at + 1, at + 1), set()

    def _articles(self, start: int, items: set[str]) -> Iterator[Title]:
        column = has_text = False
        skip = -1
        for line in self.lines[start:]:
            if line.index <= skip or line.role == "copies":
                continue
            last = self._listed(line, items)
            if last is not None:
                yield self._article(line, last, 1)
                column, has_text, skip = line.role == "column" or "录" in line.text, False, last
            elif line.role == "column":
                yield self._article(line, line.index, 1)
                column, has_text = True, False
            elif self._is_article(line, bool(items), line.index == start):
                yield self._article(line, line.index, 2 if column and items else 1)
                has_text = False
            has_text = has_text or line.is_prose

    def _article(self, line: Line, last: int, level: int) -> Title:
        title = title_of(self.lines, line.index, last, "article", level)
        inner = line.text.strip("【】◆★■●▲☆◎※◇：[] ") if line.role in ("column", "contents") else ""
        if not inner:
            return title
        begin = line.start + line.text.index(inner)
        return title._replace(span=Span(begin, begin + len(inner)))

    def _listed(self, line: Line, items: set[str]) -> int | None:
        """The last line of a headline of the contents list that begins on ``line``."""
        if len(line.text) > 80 or line.role not in ("", "column"):
            return None
        name = _item(line.text)
        if name in items and name:
            return line.index
        after = self.lines[line.index + 1] if line.index + 1 < len(self.lines) else None
        if after and after.role == "subtitle":
            # The list may give headline and subtitle as one item.
            return line.index if name + _item(after.text) in items else None
        return after.index if after and len(after.text) <= 60 and name + _item(after.text) in items else None

    def _is_article(self, line: Line, has_items: bool, is_first: bool) -> bool:
        """A headline with a subtitle or byline below; without a contents list any headline between texts."""
        if not line.is_headline or is_numbered(line) or line.index + 1 >= len(self.lines):
            return False
        below, above = self.lines[line.index + 1], self.lines[line.index - 1] if line.index else None
        if below.role in ("subtitle", "byline"):
            return True
        if has_items or not below.is_prose or len(line.text) < 8 or self.words.body.match(line.text):
            return False
        return is_first or above is None or bool(above.role) or not above.is_open


def _item(text: str) -> str:
    """An item of a contents list for comparing: without its mark, dots and page number."""
    return key(_ITEM_TAIL.sub("", _ITEM_MARK.sub("", text))) or key(text)
