"""Groups of names as entities: what each is called, where it is at home, the key of its node."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from nlp_oldcadre.resolve.clusters import Groups
from nlp_oldcadre.resolve.features import Named
from nlp_oldcadre.resolve.folding import parts
from nlp_oldcadre.resolve.model import NOWHERE, ORGANIZATION, Entity, one_line
from nlp_oldcadre.resolve.places import Places


def entities(names: Sequence[Named], groups: Groups, places: Places) -> Iterator[Entity]:
    """One entity for each group, in the order of the corpus; no two with the same key."""
    members: dict[str, list[Named]] = {}
    for name in names:
        members.setdefault(groups.find(name.item.key), []).append(name)
    found = [_Group(group, places) for group in members.values()]
    taken = Counter(group.key for group in found)
    used: set[str] = set()
    for group in found:
        key = group.key if taken[group.key] == 1 else group.longer_key
        number = 2
        while key in used:
            key, number = f"{group.longer_key}#{number}", number + 1
        used.add(key)
        yield group.entity(key)


class _Group:
    """Names of one thing."""

    def __init__(self, names: list[Named], places: Places) -> None:
        self.names, self._places = names, places
        self.kind = names[0].item.kind
        told = [n for n in names if not n.item.near] or names
        # In several provinces it is at home where most documents see it.
        most = max(told, key=lambda n: (len(n.item.documents), n.item.home or ""))
        self.home = _home([n.item.home for n in told], places) or most.item.home
        self.scope = names[0].item.scope
        self.label = one_line(self._organization() if self.kind == ORGANIZATION else self._program())

    @property
    def key(self) -> str:
        if self.kind == ORGANIZATION:
            return f"{self.kind}:{self.label}"
        province = self._places.regions.province(self.home) if self.home else NOWHERE
        return f"{self.kind}:{self.label}@{province}"

    @property
    def longer_key(self) -> str:
        """For names that several things of a province share."""
        return f"{self.kind}:{self.label}@{self.home or NOWHERE}{'/' if self.scope else ''}{self.scope}"

    def entity(self, key: str) -> Entity:
        spellings: Counter[str] = Counter()
        for name in self.names:
            spellings[name.item.name] += len(name.item.documents)
        documents = sorted({d for n in self.names for d in n.item.documents})
        items = tuple(sorted(n.item.key for n in self.names))
        ordered = sorted(spellings, key=lambda name: (-spellings[name], name))
        return Entity(self.kind, key, self.label, tuple(ordered), self.home, tuple(documents), items)

    def _organization(self) -> str:
        """The spelling with its region's full name before it, made where no document has it."""
        full = self._places.regions.full_name(self.home) if self.home in self._places.regions.by_code else ""
        best = max(
            self.names, key=lambda n: (n.item.name.startswith(full), len(n.item.documents), -len(n.item.name), n.item.name)
        )
        if full and best.org.body.startswith("委") and not best.item.name.startswith(full):
            return full + best.org.body
        return best.item.name

    def _program(self) -> str:
        """The spelling with a dot is the full one; else the one that most documents have."""
        rank = lambda n: (len(parts(n.item.name)) > 1, len(n.item.documents), len(n.item.name), n.item.name)  # noqa: E731
        return max(self.names, key=rank).item.name


def _home(codes: Iterable[str | None], places: Places) -> str | None:
    """The region that holds the others; of two side by side the one that holds both."""
    regions = places.regions
    known = [code for code in codes if code]
    candidate = min(known, key=lambda code: (not code.endswith("0000"), not code.endswith("00"), code), default=None)
    while candidate and not all(regions.contains(candidate, code) for code in known):
        candidate = regions.parent(candidate)
    return candidate
