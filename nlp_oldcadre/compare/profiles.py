"""What a corpus knows of each programme: who runs it, what for, with what measures and results, since when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from nlp_oldcadre.compare.groups import Row

# Of a sentence, so many characters before and after the name speak of the programme.
_NEAR = 70
# The purpose of a programme is read from so many passages at most.
_PASSAGES = 12
# A sentence that names so many programmes says little of each.
CROWD = 3
_COMMAS = "，、；："


@dataclass(frozen=True, slots=True)
class Profile:
    """A programme as it is compared with others.

    ``purpose`` are the sentences around its names, ``measures`` what is done under it, ``acts`` their verbs with objects,
    ``results`` what is counted with its unit; ``tails`` is what follows its quoted names, ``topics`` are those of its measures.
    ``level`` is that of the body that runs it: central, province, prefecture, county, township or unit, empty where nobody is
    named. ``mentions`` and ``facts`` are the rows that all this comes from.

    Examples
    --------
    >>> profile = Profile("晚霞驿站", adcode="210200", measures=("建成驿站12个",), results=("驿站 个",))
    >>> profile.parts()["name"], profile.parts()["measures"]
    ('晚霞驿站', '建成驿站12个')
    """

    name: str
    adcode: str | None = None
    region: str | None = None
    kind: str = ""
    level: str = ""
    owners: tuple[str, ...] = ()
    parent: str | None = None
    names: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    purpose: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    topics: Mapping[str, float] = field(default_factory=dict)
    beneficiaries: tuple[str, ...] = ()
    since: str | None = None
    since_from: str = ""
    mentions: tuple[Row, ...] = ()
    facts: tuple[Row, ...] = ()

    def parts(self) -> dict[str, str]:
        """The words of the profile by where they come from."""
        return {
            "name": self.name,
            "purpose": "\n".join(self.purpose),
            "measures": "\n".join(self.measures),
            "results": "\n".join(self.results),
        }

    def stated(self, predicate: str) -> list[Row]:
        """The facts of one predicate."""
        return [fact for fact in self.facts if fact["predicate"] == predicate]

    @property
    def text(self) -> str:
        return "\n".join(self.parts().values())


def purpose_of(mentions: Iterable[Row], crowds: Mapping[tuple[str, str], int], told: Iterable[str] = ()) -> tuple[str, ...]:
    """What stands around a programme's names, each passage once.

    Parameters
    ----------
    crowds : how many programmes a sentence of a document names; where they are many, only its own clause speaks of one.
    told : what else the documents tell of it first.
    """
    found = dict.fromkeys(told)
    for row in mentions:
        sentence, name = row["sentence"] or "", row["quote"]
        at = max(0, sentence.find(name))
        near = sentence[max(0, at - _NEAR) : at + len(name) + _NEAR]
        crowded = crowds.get((row["document_id"], sentence), 1) >= CROWD
        found.setdefault(_clause(sentence, at, len(name)) if crowded else near)
        if len(found) >= _PASSAGES:
            break
    return tuple(found)


def _clause(sentence: str, at: int, size: int) -> str:
    """The part of a sentence between commas that holds a name."""
    first = max(sentence.rfind(mark, 0, at) for mark in _COMMAS) + 1
    ends = [end for mark in _COMMAS if (end := sentence.find(mark, at + size)) >= 0]
    return sentence[first : min(ends, default=len(sentence))]


def first_of(values: Iterable[str | None]) -> str | None:
    """The most frequent value, of several the first."""
    counted = Counter(value for value in values if value)
    return counted.most_common(1)[0][0] if counted else None
