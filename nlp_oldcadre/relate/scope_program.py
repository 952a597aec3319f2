"""The programme that the text ties an amount to."""

from __future__ import annotations

import re

from nlp_oldcadre.model import Mention, ProgramValue
from nlp_oldcadre.relate.surroundings import Surroundings

# What goes on about the subject of the sentence before.
_GOES_ON = re.compile(
    "(?:会上|会后|会议期间|活动中|活动期间|活动现场|现场|期间|其中|经过?|截至|截止|到目前|累计|据统计|据不完全统计|该|目前，?已|现已|已累计|迄今)"
)
_MEMBER = re.compile("[一二三四五六七八九十]是")


def program_of(around: Surroundings, start: int, end: int) -> str | None:
    """The canonical name of the programme that the amount at ``[start, end)`` belongs to."""
    named = around.between("PROGRAM", end, min(end + 40, len(around.text)))
    if named and named[0].start <= end + 1:
        return _name(named[0])
    sentence = around.sentence(start)
    segment = max(sentence.start, around.text.rfind("；", sentence.start, start) + 1)
    for found in (
        around.between("PROGRAM", segment, start)[-1:],
        around.between("PROGRAM", end, around.clause_end(end))[:1],
        _in_heading(around, start),
        _in_context(around, sentence.start, start),
    ):
        if found:
            return _name(found[0])
    return None


def _in_heading(around: Surroundings, start: int) -> list[Mention]:
    """The programme of the innermost heading, when it is not that of the document or of an article."""
    section = around.section(start)
    if section is None or section.level == 1:
        return []
    return around.between("PROGRAM", *section.heading)[:1]


def _in_context(around: Surroundings, sentence: int, start: int) -> list[Mention]:
    """The programme that an enumeration (一是…二是…) is about, or the sentence before that this one goes on from."""
    paragraph = around.paragraph_start(start)
    if _MEMBER.match(around.text, sentence):
        first = _MEMBER.search(around.text, paragraph, start)
        return around.between("PROGRAM", paragraph, first.start())[-1:] if first else []
    if sentence > paragraph and _GOES_ON.match(around.text, sentence):
        return around.between("PROGRAM", around.sentence(sentence - 1).start, sentence)[-1:]
    return []


def _name(mention: Mention) -> str | None:
    return mention.value.name if isinstance(mention.value, ProgramValue) else None
