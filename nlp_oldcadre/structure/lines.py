"""Lines of the cleaned text with what the source shows of them: blank lines, marks of Markdown, and the role of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from nlp_oldcadre.model import Document, Span
from nlp_oldcadre.tables import Tables

_LINE = re.compile(r"[^\n]+")
_MARKUP = re.compile(r"(#{1,6})[ *]*$")
_BULLET = re.compile(r"[-*+] +$")
_ENDED = re.compile(r"[。！？!?；;：:，、,…][”’」』）)》]*$")
# So far into a document letterheads and issue lines may stand.
FRONT = 16
_LONGEST_ROLE = 300
# Few roles have lines that are longer.
_PARAGRAPH = 100


@dataclass(slots=True)
class Line:
    """A line of the cleaned text.

    ``role`` is a name of ``data/line_roles.toml`` or empty for text, ``markup`` the level of a Markdown heading (0 for
    none) or of a heading style, ``is_bullet`` whether a list mark stood before it, ``gap`` how many newlines of the source
    stand before it. ``size`` (of the letters, in points), ``is_large`` (beside the text's) and ``is_red`` are known of
    formats with looks.
    """

    index: int
    start: int
    end: int
    text: str
    role: str = ""
    markup: int = 0
    is_bullet: bool = False
    gap: int = 0
    is_bold: bool = False
    size: float | None = None
    is_large: bool = False
    is_red: bool = False

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def is_open(self) -> bool:
        """Whether the line ends without a mark, as headings and captions do."""
        return not _ENDED.search(self.text[-8:])

    @property
    def is_prose(self) -> bool:
        """Whether it is a paragraph of text."""
        return not self.role and ("。" in self.text or len(self.text) > 60 or not self.is_open)

    @property
    def is_headline(self) -> bool:
        """Whether it has the shape of a title: short, without a sentence's end, not a list of names."""
        return not self.role and 3 <= len(self.text) <= 64 and "。" not in self.text and _HEADLINE.match(self.text) is not None


_HEADLINE = re.compile(r"[^；]*[^，、：:；。,…—]$")


_Gates = list[tuple[str, re.Pattern[str]]]


class Role(NamedTuple):
    """A role with its pattern; ``strip`` are characters that may stand before it, ``longest`` how long a line of it can be."""

    name: str
    pattern: re.Pattern[str]
    front_only: bool
    strip: str
    longest: int


def read_lines(doc: Document, tables: Tables) -> list[Line]:
    """The lines of a document.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> lines = read_lines(Document.from_text("第6期\\n2021年3月5日\\n正文。"), load_tables())
    >>> [line.role for line in lines]
    ['issue', 'date', '']
    """
    roles = read_roles(tables)
    front: _Gates = tables.keep("structure.role_gates.front", lambda: list(_gates(roles)))
    later: _Gates = tables.keep("structure.role_gates", lambda: list(_gates([r for r in roles if not r.front_only])))
    paragraphs: _Gates = tables.keep(
        "structure.role_gates.paragraphs", lambda: list(_gates([r for r in roles if r.longest > _PARAGRAPH]))
    )
    return list(_lines(doc, roles, front, later, paragraphs))


def read_roles(tables: Tables) -> list[Role]:
    """The rows of ``data/line_roles.toml``, in the order in which they are tried."""
    roles: list[Role] = tables.keep("structure.roles", lambda: list(_compile(tables)))
    return roles


def _gates(roles: list[Role]) -> Iterator[tuple[str, re.Pattern[str]]]:
    """All patterns in one, by what is stripped before them: most lines are text, and one look tells it."""
    for strip in dict.fromkeys(role.strip for role in roles):
        yield strip, re.compile("|".join(f"(?:{role.pattern.pattern})" for role in roles if role.strip == strip))


def role_of(text: str, index: int, roles: list[Role]) -> str:
    """The first role whose pattern matches; long lines are text whatever they begin with."""
    if len(text) > _LONGEST_ROLE:
        return ""
    for role in roles:
        if (index < FRONT or not role.front_only) and role.pattern.match(text.lstrip(role.strip) if role.strip else text):
            return role.name
    return ""


def _compile(tables: Tables) -> Iterator[Role]:
    for record in tables.record("line_roles")["role"]:
        front = record.get("front_only", False)
        strip, longest = record.get("strip", ""), record.get("longest", _LONGEST_ROLE)
        yield Role(record["name"], re.compile(record["pattern"]), front, strip, longest)


def _may_have_role(text: str, gates: _Gates) -> bool:
    return len(text) <= _LONGEST_ROLE and any(gate.match(text.lstrip(strip) if strip else text) for strip, gate in gates)


def _lines(doc: Document, roles: list[Role], front: _Gates, later: _Gates, paragraphs: _Gates) -> Iterator[Line]:
    before = 0
    for index, match in enumerate(_LINE.finditer(doc.text)):
        start, end = match.span()
        first, last = doc.offsets.to_source(start, end)
        dropped = doc.source_text[max(before, first - 60) : first]
        before = last
        # Most often a line's end alone was dropped.
        is_marked = bool(dropped.strip())
        mark = _MARKUP.search(dropped) if is_marked else None
        text = match[0]
        gates = paragraphs if end - start > _PARAGRAPH else front if index < FRONT else later
        yield Line(
            index=index,
            start=start,
            end=end,
            text=text,
            role=role_of(text, index, roles) if _may_have_role(text, gates) else "",
            markup=len(mark[1]) if mark else 0,
            is_bullet=is_marked and _BULLET.search(dropped) is not None,
            gap=dropped.count("\n"),
            is_bold=dropped.endswith("**"),
        )
