"""Elements that are known by their own words: the rows of ``data/element_patterns.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nlp_oldcadre.model import Span
from nlp_oldcadre.pages import Element
from nlp_oldcadre.structure.lines import FRONT, Line
from nlp_oldcadre.structure.parts import part
from nlp_oldcadre.tables import Tables

# Longer lines and sentences are text: of the parts only an editor's note, which begins so, may be one.
_SHORT = 100
_NOTE_SIGNS = frozenset("编按本【[（( ")
# What may stand between and around the words of a line that is made of nothing else.
_AROUND = re.compile(r"(?:公开(?:方式|属性|类别)|发布方式)[：:]|[\s，,、；;。★☆◆●■*（）()【】\[\]《》〔〕|｜：:—-]+")


class Pattern(NamedTuple):
    """A row: what it finds, where, by what; a line is ``whole`` when nothing but such words stands in it."""

    kind: str
    where: str
    regex: re.Pattern[str]
    members: re.Pattern[str] | None
    whole: bool
    score: float


def patterns(tables: Tables) -> list[Pattern]:
    """The rows, compiled once."""
    found: list[Pattern] = tables.keep("structure.element_patterns", lambda: list(_compile(tables)))
    return found


def _compile(tables: Tables) -> Iterator[Pattern]:
    for record in tables.record("element_patterns")["pattern"]:
        regex = re.compile(record["pattern"])
        members = re.compile(record["members"]) if "members" in record else None
        yield Pattern(record["kind"], record["where"], regex, members, record.get("whole", False), record["score"])


def find_labelled(lines: Sequence[Line], tail: int, tables: Tables) -> Iterator[Element]:
    """The elements of all lines; ``tail`` is the first line below the text."""
    known = patterns(tables)
    signs = _signs(tables, known)
    for line in lines:
        text = line.text
        if text[0] not in _NOTE_SIGNS and (len(text) > _SHORT or "。" in text):
            continue
        if not signs.search(text):
            continue
        for pattern in known:
            if _is_place(pattern, line, tail):
                yield from read_line(pattern, text, line.start)


def _signs(tables: Tables, known: list[Pattern]) -> re.Pattern[str]:
    """All patterns in one: most lines hold none."""
    signs: re.Pattern[str] = tables.keep("structure.element_signs", lambda: _joined(known))
    return signs


def _joined(known: list[Pattern]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern.regex.pattern.replace('?P<value>', '?:')})" for pattern in known))


def _is_place(pattern: Pattern, line: Line, tail: int) -> bool:
    if pattern.where == "front":
        return line.index < FRONT and not line.is_prose
    return pattern.where == "line" or line.index >= tail


def read_line(pattern: Pattern, text: str, start: int = 0) -> Iterator[Element]:
    """What a pattern finds in the text of a line that begins at ``start``."""
    matches = list(pattern.regex.finditer(text))
    if not matches or (pattern.whole and _AROUND.sub("", pattern.regex.sub("", text))):
        return
    for match in matches:
        for first, value in _members(match, pattern.members):
            span = Span(start + first, start + first + len(value))
            # 王 明 is one name, set as wide as the others.
            value = value.replace(" ", "") if pattern.members else value
            yield part(pattern.kind, value, span, f"element_patterns.toml:{pattern.kind}", pattern.score)


def _members(match: re.Match[str], members: re.Pattern[str] | None) -> Iterator[tuple[int, str]]:
    """Each member of the value and where it begins."""
    if members is None:
        yield match.start("value"), match["value"]
        return
    for member in members.finditer(match["value"]):
        yield match.start("value") + member.start(), member[0]
