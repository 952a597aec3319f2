"""The names of those rules of extraction on which the resolving of names depends: what a mention's ``rule`` may be.

Other rules are told apart by nobody; their names only say where a mention comes from.
"""

from __future__ import annotations

from typing import Final


class OrgRule:
    """How an organisation's name begins."""

    PLACE: Final = "place"  # with a region or a word for one (省委)
    NATIONAL: Final = "national"  # an organ of the list that is the only one of its name
    BARE: Final = "bare"  # without one, of a kind that has one (老干部局)
    HEAD: Final = "head"  # with what tells it apart by itself
    OWNED: Final = "owned"  # with a noun for the body that it belongs to (校党委)
    EMPLOYER: Final = "employer"  # a section of the company or school whose text it is, or its noun alone
    SECTION: Final = "section"  # a part named alone, introduced in full before
    OWN: Final = "own"  # the body whose text it is, under its bare noun, or a part of it
    SHORT: Final = "short"  # a short form of a name that the text gives in full


class RegionRule:
    """In what form a region is named."""

    TOWNSHIP: Final = "township"
    SHORT: Final = "short"


class ProgramRule:
    """What shows that a name is a programme's."""

    AGAIN: Final = "again"
    ALIAS: Final = "alias"
    APPOSITION: Final = "apposition"
    BRANDED: Final = "branded"
    COINED: Final = "coined"
    DEFINED: Final = "defined"
    GIVEN: Final = "given"
    HEAD: Final = "head"
    HEADING: Final = "heading"
    INSIDE: Final = "inside"
    KIN: Final = "kin"
    LIST: Final = "list"
    MEMBER: Final = "member"
    MODEL: Final = "quote_weights.csv"
    NATIONAL: Final = "national"
    SIGNED: Final = "signed"
    VERB: Final = "verb"
    WEAK_HEAD: Final = "weak-head"


class HonorRule:
    """How a sentence puts an honour."""

    COMMENDED: Final = "commended"
    MEDAL: Final = "medal"
    PRAISED: Final = "praised"
    RANKED: Final = "ranked"
    ROLL: Final = "roll"
    STANDING: Final = "standing"
