"""What resolution speaks of: names as documents use them, things that they name, and decisions about pairs of names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from nlp_oldcadre.model import hash_id

SAME, DIFFERENT, UNSURE = "same", "different", "unsure"
ORGANIZATION, PROGRAM, REGION = "Organization", "Program", "Region"
# In keys: no region is known.
NOWHERE = "000000"
# What no table and no graph file can hold.
_CONTROL = r"\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
_BLANKS, _UNCARRIED = re.compile(rf"[\s{_CONTROL}]+"), re.compile(f"[{_CONTROL}]")
# A longer name would not fit into a cell of a table.
_LONGEST_KEY = 1000


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a name stands: the document, half-open characters of its source text, the words there."""

    document: str = ""
    uri: str = ""
    start: int = 0
    end: int = 0
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A name in a region, as one or more documents use it: what is compared.

    ``home`` is the code of its region, ``near`` tells that the home is only that of the document; ``scope`` keeps apart
    names that only their document explains; ``results`` are the numbers stated of it (indicator, number, unit).
    """

    kind: str
    name: str
    home: str | None = None
    near: bool = False
    scope: str = ""
    documents: tuple[str, ...] = ()
    owners: frozenset[str] = frozenset()
    parents: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    results: frozenset[tuple[str, str, str]] = frozenset()
    evidence: Evidence = field(default=Evidence(), compare=False)

    @property
    def key(self) -> str:
        """Stable in every run: ``Program:银龄行动@210200``.

        >>> Item("Program", "银龄行动", "210200").key
        'Program:银龄行动@210200'
        """
        name = one_line(self.name)
        name = name if len(name) <= _LONGEST_KEY else f"{name[:_LONGEST_KEY]}~{hash_id(name)}"
        return f"{self.kind}:{name}@{self.home or NOWHERE}{'/' if self.scope else ''}{self.scope}"


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing: a region, an organisation or a programme.

    ``key`` is that of its node in the graph, ``names`` all spellings, ``documents`` the ids of those that name it.
    """

    kind: str
    key: str
    label: str
    names: tuple[str, ...] = ()
    adcode: str | None = None
    documents: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision about two names: ``machine`` is what the program decided, ``person`` what somebody wrote beside it.

    ``score`` is the probability that both are one thing; ``reasons`` are codes of ``data/resolution_reasons.csv``, the
    weightiest first.
    """

    a: str
    b: str
    machine: str
    score: float
    reasons: tuple[str, ...]
    evidence_a: Evidence = Evidence()
    evidence_b: Evidence = Evidence()
    person: str = ""
    note: str = ""

    @property
    def verdict(self) -> str:
        """A person's word wins."""
        return self.person or self.machine

    @property
    def pair(self) -> tuple[str, str]:
        return (self.a, self.b) if self.a <= self.b else (self.b, self.a)


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be resolved or contradicts itself: a code of ``data/resolution_problems.csv``, what it is about, where."""

    code: str
    subject: str
    documents: tuple[str, ...] = ()
    detail: str = ""


def one_line(text: str) -> str:
    """The text with each run of blanks, line breaks and control characters as one blank.

    >>> one_line(" 五\\x0c\\n老 ")
    '五 老'
    """
    return _BLANKS.sub(" ", text).strip()


def carried(text: str) -> str:
    """The text with blanks for the characters that no table can hold.

    >>> carried("五\\x00老\\n甲")
    '五 老\\n甲'
    """
    return _UNCARRIED.sub(" ", text)
