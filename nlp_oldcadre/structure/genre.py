"""The genre of a document: circular, bulletin, report or news."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp_oldcadre.model import Genre
from nlp_oldcadre.structure.headings import HAN, Heading
from nlp_oldcadre.structure.lines import FRONT, Line
from nlp_oldcadre.structure.receivers import receivers_line
from nlp_oldcadre.structure.titles import Outline
from nlp_oldcadre.structure.vocabulary import Vocabulary

# A line of the text's is longer.
_PARAGRAPH = 60
# 2020年工作总结及2021年工作计划 is a report.
_OUTLOOK = re.compile("(?:计划|安排|打算|思路|规划|要点)$")


def find_genre(
    lines: Sequence[Line], outline: Outline, title: str | None, headings: Sequence[Heading], words: Vocabulary
) -> Genre | None:
    """The genre by the strongest sign; None for a text too short to have one."""
    front = {line.role for line in head_of(lines)}
    if "issue" in front:
        return "bulletin"
    if "banner" in front:
        return "news"
    if title and words.report_end.search(title):
        return "report"
    if ({"number", "letterhead"} & front and receivers_line(lines, outline)) or "number" in front:
        return "circular"
    head = _head(lines, outline)
    if title and words.report.search(title) and _OUTLOOK.search(title):
        return "report"
    if title and words.circular.search(title) and not words.news.search(head[len(title) :][:40]):
        return "circular"
    if any(line.role == "byline" for line in lines) or words.news.search(head):
        return "news"
    if "series" in front or words.report.search(head) or _is_contributed(lines, outline, words):
        return "report"
    if title is None and len(lines) < 4:
        return None
    if {"credit", "crumb"} & {line.role for line in lines}:
        return "news"
    return "report" if sum(h.rank == HAN for h in headings) >= 2 else "news"


def head_of(lines: Sequence[Line]) -> Sequence[Line]:
    """The first lines, up to the text: what stands below two paragraphs is the head of a page behind the first."""
    paragraphs = [line.index for line in lines[:FRONT] if line.is_prose and len(line.text) > _PARAGRAPH]
    return lines[: paragraphs[1] if len(paragraphs) > 1 else FRONT]


def _is_contributed(lines: Sequence[Line], outline: Outline, words: Vocabulary) -> bool:
    """Whether a body or the deeds of somebody stand below the title: —记某某, 中共某市委老干部局."""
    below = lines[outline.main.last + 1 : outline.main.last + 2] if outline.main else []
    return any(words.body.match(line.text) or re.match("[—-]+[记访]", line.text) for line in below)


def _head(lines: Sequence[Line], outline: Outline) -> str:
    """The title with what stands around it: subtitle, and the beginning of the text."""
    if outline.main is None:
        return lines[0].text[:30] if lines else ""
    around = lines[outline.main.first : outline.main.last + 3]
    return "\n".join(line.text if not line.is_prose else line.text[:20] for line in around if line.role != "credit")
