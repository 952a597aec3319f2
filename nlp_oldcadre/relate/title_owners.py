"""Whose the programme of a document's title is: of those whom it names as hosts, or of all who issued it."""

from __future__ import annotations

import itertools
import re

from nlp_oldcadre.model import Section
from nlp_oldcadre.relate.mention_index import program_name
from nlp_oldcadre.relate.owner_frames import announced_hosts
from nlp_oldcadre.relate.reading import Reading
from nlp_oldcadre.relate.standing import Standing

_DECIDED = re.compile("(?:决定|定于|商定|研究)[^。；]{0,40}(?:开展|举办|组织|实施|启动|推行)[^，。；“”]{0,6}“?$")
_SEVERAL, _REACH = 2, 70


def host_titled(reading: Reading, standings: dict[str, Standing]) -> None:
    """Gives the one programme of the title those whom the lines 主办单位：… name."""
    for section in reading.doc.sections:
        titled = _titled(reading, section)
        if section.level == 1 and len(titled) == 1:
            for (name, index), (org, owner) in itertools.product(titled.items(), announced_hosts(reading)):
                standings[name].owners.setdefault(owner, (index, org))


def issuers_titled(reading: Reading, standings: dict[str, Standing]) -> None:
    """关于开展“甲”活动的通知 that several issued: all of them hold it, though not what is part of it."""
    if reading.doc.metadata.genre != "circular":
        return
    for section in reading.doc.sections:
        titled = _titled(reading, section)
        if len(titled) == 1 and _is_main(reading, section):
            for name, index in titled.items():
                if not standings[name].owners:
                    standings[name].owners.update(dict.fromkeys(reading.organs.issuers, (index,)))


def decided(reading: Reading, standings: dict[str, Standing]) -> None:
    """决定在全市开展“甲”行动: what a circular of several decides on, with its subject left out, all of them run."""
    issuers = reading.organs.issuers
    if reading.doc.metadata.genre != "circular" or len(issuers) < _SEVERAL:
        return
    for index, mention in reading.of("PROGRAM"):
        standing = standings[program_name(mention)]
        start = max(reading.sentence_at(mention.start).start, mention.start - _REACH)
        if not standing.owners and _DECIDED.search(reading.text, start, mention.start):
            standing.owners.update(dict.fromkeys(issuers, (index,)))


def _titled(reading: Reading, section: Section) -> dict[str, int]:
    """The programmes that a heading names, with their last mention in it."""
    return {program_name(m): index for index, m in reading.within("PROGRAM", *section.heading)}


def _is_main(reading: Reading, section: Section) -> bool:
    """Whether the heading is the document's own title, which passes nothing on."""
    title = reading.text[slice(*section.heading)].replace("\n", "")
    return title == reading.doc.metadata.title and "《" not in title
