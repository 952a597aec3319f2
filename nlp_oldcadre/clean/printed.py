"""Printed lines and what is usual among those of a document: their width, their indents, the blank lines between."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

_LINE = re.compile(r"[^\n]+")


class PrintedLine(NamedTuple):
    """A line with its place.

    ``soft`` says that no blank line stands before it, ``ends_soft`` that none stands after it, ``indented`` that it
    begins with blanks.
    """

    start: int
    end: int
    text: str
    soft: bool
    ends_soft: bool
    indented: bool


class Layout(NamedTuple):
    """What is usual in a document.

    ``width`` is the number of characters of a full printed line where each printed line has its own newline, else 0.
    ``spaced`` says that blank lines part paragraphs, so that a single newline is a line's end inside one.
    ``indents`` says that paragraphs begin with an indent, so that a line without one goes on.
    """

    width: int
    spaced: bool
    indents: bool

    def is_full(self, line: PrintedLine) -> bool:
        """Whether a line reaches the right edge; the indent counts."""
        return self.width > 0 and -3 <= columns(line.text) - self.width <= 3


def read_lines(text: str) -> Iterator[PrintedLine]:
    """The lines of a text that hold more than blanks.

    Examples
    --------
    >>> [(line.text, line.soft, line.ends_soft) for line in read_lines("甲\\n\\n乙\\n丙")]
    [('甲', False, False), ('乙', False, True), ('丙', True, False)]
    """
    end = -2
    for match in _LINE.finditer(text):
        if match[0].isspace():
            continue
        start = match.start()
        follows = text[match.end() + 1 : match.end() + 2]
        yield PrintedLine(start, match.end(), match[0], start - end == 1, follows not in ("", "\n"), match[0].startswith("  "))
        end = match.end()


def read_layout(lines: list[PrintedLine], finished: re.Pattern[str]) -> Layout:
    """What is usual among the lines; ``finished`` matches the end of a line that a sentence ends."""
    prose = [line for line in lines if len(line.text) >= 12]
    if not prose:
        return Layout(0, False, False)
    soft = sum(line.soft for line in lines[1:])
    indented = sum(line.indented for line in prose)
    indents = 0.05 * len(prose) < indented < 0.9 * len(prose)
    return Layout(_width(prose, finished), 2 * soft < len(lines) - 1, indents)


def _width(prose: list[PrintedLine], finished: re.Pattern[str]) -> int:
    """The full width, where most lines that go on are equally long and hardly any is longer."""
    unfinished = [line for line in prose if not finished.search(line.text[-16:])]
    if len(unfinished) < 4 or 4 * len(unfinished) < len(prose):
        return 0
    going = [columns(line.text) for line in unfinished]
    widths = Counter(going)
    best = max(widths, key=lambda w: (sum(widths[w + d] for d in range(-2, 3)), w))
    near = sum(widths[best + d] for d in range(-3, 4))
    wider = sum(columns(line.text) > best + 3 for line in prose)
    return best if 2 * near >= len(going) and 20 * wider <= len(prose) else 0


def columns(text: str) -> int:
    """The printed width in Chinese characters; a letter, digit or blank takes half of one."""
    narrow = len(text.encode("latin-1", "ignore"))
    return len(text) - narrow + narrow // 2
