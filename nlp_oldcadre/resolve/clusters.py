"""From decisions about pairs to things: merged where pairs are the same, never across a pair that must stay two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nlp_oldcadre.resolve.model import DIFFERENT, SAME, Judgement, Problem


class Groups:
    """Disjoint groups of things that know which other groups they must not join.

    Examples
    --------
    >>> groups = Groups()
    >>> groups.forbid("a", "c")
    >>> groups.join("a", "b"), groups.join("b", "c"), groups.find("a") == groups.find("b")
    (True, False, True)
    """

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._size: dict[str, int] = {}
        self._apart: dict[str, set[str]] = {}

    def find(self, name: str) -> str:
        """The name that stands for the group."""
        root = name
        while (above := self._parent.get(root, root)) != root:
            root = above
        while (above := self._parent.get(name, name)) != root:
            self._parent[name], name = root, above
        return root

    def forbid(self, a: str, b: str) -> None:
        """Two that must stay apart."""
        first, second = self.find(a), self.find(b)
        if first != second:
            self._apart.setdefault(first, set()).add(second)
            self._apart.setdefault(second, set()).add(first)

    def join(self, a: str, b: str) -> bool:
        """Merge two groups; False where something in them must stay apart."""
        first, second = self.find(a), self.find(b)
        if first == second:
            return True
        if second in self._apart.get(first, ()):
            return False
        if self._size.get(first, 1) < self._size.get(second, 1):
            first, second = second, first
        self._parent[second] = first
        self._size[first] = self._size.get(first, 1) + self._size.get(second, 1)
        for other in self._apart.pop(second, set()):
            self._apart[other].discard(second)
            self._apart[other].add(first)
            self._apart.setdefault(first, set()).add(other)
        return True


def cluster(judgements: Sequence[Judgement]) -> tuple[Groups, list[Judgement], list[Problem]]:
    """Groups of item keys.

    First what persons say, whatever the program holds different; then pairs that the program takes for the same, the
    surest first. A merge is left out where a pair that is different, or that a person left unsure, would come into one
    group.

    Returns
    -------
    groups, judgements ``same`` of the program that could not be followed, problems (persons that contradict each other).
    """
    by_person = [j for j in judgements if j.person]
    contradicted, problems = _contradictions(by_person)
    groups = Groups()
    _follow(groups, [j for j in by_person if j.pair not in contradicted])
    return groups, _follow(groups, [j for j in judgements if not j.person]), problems


def _follow(groups: Groups, judgements: Sequence[Judgement]) -> list[Judgement]:
    """Keep apart, then merge, the surest first; the merges that could not be followed. What one group holds stays in it."""
    for judgement in judgements:
        if judgement.verdict == DIFFERENT or judgement.person not in ("", SAME):
            groups.forbid(*judgement.pair)
    merges = sorted((j for j in judgements if j.verdict == SAME), key=lambda j: (-j.score, j.pair))
    return [judgement for judgement in merges if not groups.join(*judgement.pair)]


def _contradictions(judgements: Iterable[Judgement]) -> tuple[set[tuple[str, str]], list[Problem]]:
    """Pairs of a group that persons have joined and, within it, kept apart or left unsure: none of them is followed."""
    groups = Groups()
    rows = list(judgements)
    for judgement in rows:
        if judgement.person == SAME:
            groups.join(*judgement.pair)
    torn = {groups.find(j.a): j for j in rows if j.person != SAME and groups.find(j.a) == groups.find(j.b)}
    pairs = {j.pair for j in rows if j.person == SAME and groups.find(j.a) in torn}
    problems = []
    for root, kept_apart in torn.items():
        members = sorted({key for j in rows if j.person == SAME and groups.find(j.a) == root for key in j.pair})
        problems.append(Problem("contradiction", " ≠ ".join(kept_apart.pair), (), " = ".join(members)))
    return pairs, problems
