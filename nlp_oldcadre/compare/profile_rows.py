"""The profiles of a corpus: its mentions, facts and measures brought together by programme."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import cached_property

from nlp_oldcadre.compare.evidence import mentions_of
from nlp_oldcadre.compare.groups import Group, Groups, Row
from nlp_oldcadre.compare.owner_levels import Levels
from nlp_oldcadre.compare.profiles import CROWD, Profile, first_of, purpose_of
from nlp_oldcadre.compare.since import Since
from nlp_oldcadre.corpus.shared_values import rows_of

# Predicates that speak of programmes, and where they name them.
NAMED_BY = {
    "run_by": "subject", "part_of": "subject", "in_region": "subject", "has_result": "program", "has_measure": "program"
}  # fmt: skip
# Of a section that bears a programme's name, and of a text that goes on after it, so many characters are about it.
_HEADED, _FOLLOWING = 160, 120
# The first places of a programme tell what it is.
_TOLD = 4
_TAIL = 14
_OF_MEASURES = ["id", "topic", "verb", "object", "beneficiaries", "quote"]
# Digits of a code of GB/T 2260 that tell the province.
_PROVINCE = 2
_CLOSING = ("”", "’", "》", '"', "」")


class Profiles:
    """The programmes of a corpus; names that resolution joins are one.

    Parameters
    ----------
    groups : tells where and when a row holds, and which rows are chosen.
    """

    def __init__(self, groups: Groups) -> None:
        self.groups, self._resolution = groups, groups.resolution
        self._since = Since(groups)
        self._stated: dict[tuple[str, str], list[Row]] = {}
        for predicate, column in NAMED_BY.items():
            for fact in groups.facts(predicate):
                if fact[column]:
                    self._stated.setdefault((fact["document_id"], fact[column]), []).append(fact)

    @cached_property
    def all(self) -> list[Profile]:
        """Every programme, by region and name."""
        made = [self._profile(rows) for rows in self._together(lambda row: "")]
        return sorted(made, key=lambda p: (p.adcode or "~", -len(p.mentions), p.name))

    @classmethod
    def of_groups(cls, groups: Groups) -> list[tuple[Group, Profile]]:
        """The programmes of each group, worked out once for all comparisons of a held corpus."""
        key = "profiles", groups.by, groups.only, groups.tables
        found: list[tuple[Group, Profile]] = groups.corpus.keep(key, lambda: list(cls(groups).by_group()))
        return found

    def by_group(self) -> Iterator[tuple[Group, Profile]]:
        """The programmes of each group: one that several groups tell of is in each of them, with what they tell."""
        for rows in self._together(lambda row: self.groups.of(row | self.home(row) | {"program": row["name"]})):
            yield self.group_of(rows[0]), self._profile(rows)

    def group_of(self, row: Row) -> Group:
        """The group that a mention is of."""
        return self.groups.of(row | self.home(row) | {"program": row["name"]})

    def _together(self, side: Callable[[Row], Hashable]) -> Iterable[list[Row]]:
        """The chosen mentions of each programme on each side."""
        found: dict[Hashable, list[Row]] = {}
        for row in self._mentions:
            if self.groups.keeps(row | self.home(row) | {"program": row["name"]}):
                found.setdefault((self._key(row), side(row)), []).append(row)
        return found.values()

    def of(self, document: str, name: str) -> list[Row]:
        """The facts that a document states of a programme."""
        return self._stated.get((document, name), [])

    def home(self, mention: Row) -> Row:
        """The region that a document gives the programme, else the document's own.

        One that an office of the document's province keeps in another (驻上海老党员驿站) is that office's.
        """
        facts, document = self.of(mention["document_id"], mention["name"]), self.groups.documents[mention["document_id"]]
        found = next((fact for fact in facts if fact["predicate"] == "in_region"), {})
        if found and self._is_outpost(found["adcode"], document["adcode"], facts):
            found = {}
        return {name: found.get(name) or document[name] for name in ("region", "adcode")}

    def _is_outpost(self, place: str | None, home: str | None, facts: list[Row]) -> bool:
        """Whether a place lies in another province than the document and those who run the programme."""
        if not (place and home) or place[:_PROVINCE] == home[:_PROVINCE]:
            return False
        owners = (self._resolution.organization(fact["object"], fact["document_id"]) for fact in _with(facts, "run_by"))
        return any(owner and (owner.adcode or "")[:_PROVINCE] == home[:_PROVINCE] for owner in owners)

    def _key(self, mention: Row) -> Hashable:
        entity = self._resolution.program(mention["name"], mention["document_id"])
        return entity.key if entity else (mention["name"], mention["document_id"])

    def _profile(self, mentions: list[Row]) -> Profile:
        entity = self._resolution.program(mentions[0]["name"], mentions[0]["document_id"])
        named = dict.fromkeys((row["document_id"], row["name"]) for row in mentions)
        facts = [fact for place in named for fact in self.of(*place)]
        measures = [m for fact in _with(facts, "has_measure") if (m := self._measures.get(fact["mention_ids"][0]))]
        owners = tuple(dict.fromkeys(fact["object"] for fact in _with(facts, "run_by")))
        home = self.home(next((row for row in mentions if self.home(row)["adcode"]), mentions[0]))
        since, since_from = self._since.of(mentions, facts)
        return Profile(
            name=entity.label if entity else mentions[0]["name"],
            adcode=home["adcode"],
            region=home["region"],
            kind=first_of(row["kind"] for row in mentions) or "",
            level=self._levels.of(owners[0], home["adcode"]) if owners else "",
            owners=owners,
            parent=first_of(fact["object"] for fact in _with(facts, "part_of")),
            names=tuple(dict.fromkeys(row["name"] for row in mentions)),
            tails=tuple(dict.fromkeys(map(self._tail, mentions))),
            purpose=purpose_of(mentions, self._crowds, self._told(mentions)),
            measures=tuple(dict.fromkeys("".join(m["quote"].split()) for m in measures)),
            acts=tuple(dict.fromkeys(f"{m['verb']}{m['object']}" for m in measures if m["verb"] and m["object"])),
            results=tuple(f"{fact['object']} {fact['unit']}" for fact in _with(facts, "has_result")),
            topics=dict(Counter(m["topic"] for m in measures)),
            beneficiaries=tuple(dict.fromkeys(one for m in measures for one in m["beneficiaries"])),
            since=since,
            since_from=since_from,
            mentions=tuple(mentions),
            facts=tuple(facts),
        )

    @cached_property
    def _mentions(self) -> list[Row]:
        return list(mentions_of(self.groups, "PROGRAM"))

    @cached_property
    def _crowds(self) -> Counter[tuple[str, str]]:
        """How many programmes each sentence names."""
        named = {(row["document_id"], row["sentence"], row["name"]) for row in self._mentions}
        return Counter((document, sentence) for document, sentence, _ in named)

    def _tail(self, mention: Row) -> str:
        """What follows a quoted name."""
        text = self._texts[mention["document_id"]][mention["end"] : mention["end"] + _TAIL]
        return "".join(text[1:].split()) if text[:1] in _CLOSING else ""

    def _told(self, mentions: list[Row]) -> list[str]:
        """How the sections begin whose headings name the programme; and what a text goes on with, up to the next programme."""
        found = []
        for row in mentions[:_TOLD]:
            text, section = self._texts[row["document_id"]], self._sections.get(row["section_id"])
            end = min(row["end"] + _FOLLOWING, self._next_named(row))
            if section and section["start"] <= row["start"] < section["end"]:
                found.append(text[section["body_start"] : min(section["body_end"], section["body_start"] + _HEADED)])
            elif self._crowds[row["document_id"], row["sentence"]] < CROWD:
                found.append(text[row["end"] : min(end, section["body_end"] if section else end)])
        return list(dict.fromkeys("".join(one.split()) for one in found))

    def _next_named(self, mention: Row) -> int:
        """Where the next mention of another programme starts."""
        starts, names = self._named[mention["document_id"]]
        at = bisect_right(starts, mention["start"])
        while at < len(starts) and names[at] == mention["name"]:
            at += 1
        return starts[at] if at < len(starts) else mention["end"] + _FOLLOWING

    @cached_property
    def _named(self) -> dict[str, tuple[list[int], list[str]]]:
        """Where each document names programmes, and which."""
        found: dict[str, tuple[list[int], list[str]]] = {}
        for row in sorted(self._mentions, key=lambda row: row["start"]):
            starts, names = found.setdefault(row["document_id"], ([], []))
            starts.append(row["start"])
            names.append(row["name"])
        return found

    @cached_property
    def _sections(self) -> dict[str, Row]:
        """Sections below the title."""
        columns = ["id", "kind", "start", "end", "body_start", "body_end"]
        rows = self.groups.corpus.table("sections", columns).to_pylist()
        return {row["id"]: row for row in rows if row["kind"] != "title"}

    @cached_property
    def _texts(self) -> dict[str, str]:
        rows = self.groups.corpus.table("documents", ["id", "text"]).to_pylist()
        return {row["id"]: row["text"] for row in rows}

    @cached_property
    def _measures(self) -> dict[str, Row]:
        return {row["id"]: row for row in rows_of(self.groups.corpus.table("measures", _OF_MEASURES))}

    @cached_property
    def _levels(self) -> Levels:
        return Levels.of_tables(self.groups.tables)


def _with(facts: list[Row], predicate: str) -> list[Row]:
    return [fact for fact in facts if fact["predicate"] == predicate]
