"""What the slots of synth.toml stand for, apart from lists of words.

{p} the programme, {launch} {carry} verbs for it; {organ} {organ_full} {region} {short} {all} the office and its region;
{sub} a part of the region; {doc} {rule} titles; {slogan} {campaign_motto} set phrases, the second names a campaign;
{person}; {neighbour} a place where somebody settles quarrels; {when} {deadline} {year} {next_year} {quarter};
{+kind name} a programme of that name. Those that the truth tells of add themselves to it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nlp_oldcadre.synth.draft import Draft
from nlp_oldcadre.synth.grammar import Slot, unknown_slot, weighted
from nlp_oldcadre.synth.numbers import AmountRow, Style, amount_rows, printed, value_of
from nlp_oldcadre.synth.truth import Amount, Programme
from nlp_oldcadre.tables import Tables

_MONTH_ENDS = ("3月底前", "6月底前", "9月底前", "10月底前", "11月底前", "年底前")


def _programme(draft: Draft) -> Programme:
    if draft.programme is None:
        draft.turn_to(next(iter(draft.office.programmes)))
    assert draft.programme
    return draft.programme


def _say_programme(draft: Draft) -> str:
    programme = _programme(draft)
    draft.said[programme.name] = programme
    return programme.printed


def _launch(draft: Draft) -> str:
    verbs = _programme(draft).launch
    return verbs[int(draft.random() * len(verbs))]


def _carry(draft: Draft) -> str:
    verbs = _programme(draft).carry
    return verbs[int(draft.random() * len(verbs))]


def _sub(draft: Draft) -> str:
    parts = draft.office.parts
    if not parts:
        draft.sub, draft.sub_level = draft.office.adcode, draft.office.level
        return draft.office.region
    part = parts[int(draft.random() * len(parts))]
    draft.sub, draft.sub_level = part.adcode, part.level
    return part.name


def _when(draft: Draft) -> str:
    month = draft.month if draft.random() < 0.6 else 1 + int(draft.random() * draft.month)
    last = draft.day if month == draft.month else 28
    return f"{month}月{1 + int(draft.random() * last)}日" if draft.random() < 0.8 else f"{month}月"


def _deadline(draft: Draft) -> str:
    return _MONTH_ENDS[int(draft.random() * len(_MONTH_ENDS))]


def _campaign_motto(draft: Draft) -> str:
    return _named(draft, _said(draft, _word(draft, "slogan_motto")), "campaign")


def _named(draft: Draft, name: str, kind: str) -> str:
    draft.said.setdefault(name, Programme(name, kind, "", name))
    return name


def named_slot(kind: str, name: str) -> Slot:
    """A programme that many have, under one name."""
    return lambda draft: _named(draft, name, kind)


def _said(draft: Draft, slogan: str) -> str:
    draft.slogans[slogan] = None
    return slogan


def _law(draft: Draft) -> str:
    return _cited(draft, _word(draft, "law"))


def _rule(draft: Draft) -> str:
    return _cited(draft, draft.office.short + _word(draft, "rule_name"))


def _cited(draft: Draft, title: str) -> str:
    draft.cited[title] = None
    return f"《{title}》"


def _word(draft: Draft, name: str) -> str:
    words = draft.world.record["words"][name]
    return str(words[int(draft.random() * len(words))])


def _surname(draft: Draft) -> str:
    surnames = draft.world.surnames
    return surnames[int(draft.random() * len(surnames))]


def _person(draft: Draft) -> str:
    return _surname(draft) + _word(draft, "given")


SLOTS: dict[str, Slot] = {
    "p": _say_programme,
    "launch": _launch,
    "carry": _carry,
    "organ": lambda draft: draft.office.organ,
    "organ_full": lambda draft: draft.office.organ_full,
    "region": lambda draft: draft.office.region,
    "short": lambda draft: draft.office.short,
    "all": lambda draft: draft.office.all,
    "sub": _sub,
    "doc": _law,
    "rule": _rule,
    "slogan": lambda draft: _said(draft, _word(draft, "slogan_formula")),
    "campaign_motto": _campaign_motto,
    "person": _person,
    "neighbour": lambda draft: _named(draft, f"老{_surname(draft)}调解室", "platform"),
    "when": _when,
    "deadline": _deadline,
    "year": lambda draft: str(draft.year),
    "next_year": lambda draft: str(draft.year + 1),
    "quarter": lambda draft: "一二三四"[(draft.month - 1) // 3],
}


def amount_slots(tables: Tables, record: dict[str, Any]) -> Callable[[str], Slot]:
    """What makes the slot of ``indicator[@p|@sub][=name]``: an amount of the row ``indicator``, called ``name``."""
    rows = amount_rows(tables)
    reported, aimed = _styles(record["printed"]), _styles(record["aimed"])

    def make(name: str) -> Slot:
        head, _, called = name.partition("=")
        indicator, _, scope = head.partition("@")
        if indicator not in rows:
            raise unknown_slot("#" + name)
        number, row = rows[indicator]
        return _amount(called or indicator, number, row, scope, reported, aimed)

    return make


def _styles(rows: list[dict[str, Any]]) -> Callable[[Callable[[], float]], Style]:
    return weighted([Style.of(r["text"], r.get("bound", ""), r.get("round", "")) for r in rows], [r["weight"] for r in rows])


def _amount(name: str, number: int, row: AmountRow, scope: str, reported: Any, aimed: Any) -> Slot:
    def say(draft: Draft) -> str:
        programme = _programme(draft) if scope == "p" else None
        office = draft.office
        place, level, region = office.adcode, office.level, office.region
        if scope == "sub" and draft.sub:
            place, level = draft.sub, draft.sub_level
            region = draft.world.regions.full_name(place)
        key = (draft.world.key(place), programme.rank if programme else 0, number, draft.year)
        value = value_of(row, level, draft.year, *key, planned=draft.planned)
        words = printed(value, row.unit, (aimed if draft.planned else reported)(draft.random))
        draft.amounts.append(
            Amount(
                name,
                *words,
                "planned" if draft.planned else "done",
                region,
                programme.name if programme else "",
            )
        )
        return words.text

    return say
