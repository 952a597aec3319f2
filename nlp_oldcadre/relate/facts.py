"""Statements of the document, each with modality and evidence: the triples of the guidelines, results and measures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from nlp_oldcadre.model import Document, Fact, HonorValue, MeasureValue, Mention, ProgramValue, Quantity, SloganValue
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.relate.homes import Homes
from nlp_oldcadre.relate.honor_rolls import is_conferred, is_heading_of_roll
from nlp_oldcadre.relate.issuing import named_titles, own_title
from nlp_oldcadre.relate.mention_index import program_name
from nlp_oldcadre.relate.reading import Reading
from nlp_oldcadre.relate.running import programmes
from nlp_oldcadre.tables import Tables

_DASH = re.compile("(?<=[\u4e00-\u9fff])—(?=[\u4e00-\u9fff])")


_QUOTES = re.compile("[“”‘’]")


def state_facts(doc: Document, tables: Tables, homes: Homes | None = None) -> Document:
    """The document with its facts, every statement once, in the order of the rules and of the text."""
    reading = Reading(doc, tables, homes or Homes(doc, Regions.of(tables)))
    stated: dict[tuple[object, ...], Fact] = {}
    again: dict[tuple[object, ...], dict[int, None]] = {}
    for rule in RULES:
        for fact in rule(reading):
            key = _statement(fact)
            if key in stated:
                again.setdefault(key, dict.fromkeys(stated[key].evidence)).update(dict.fromkeys(fact.evidence))
            else:
                stated[key] = fact
    # A statement that is made again rests on the evidence of each time.
    for key, evidence in again.items():
        stated[key] = replace(stated[key], evidence=tuple(evidence))
    return replace(doc, facts=tuple(stated.values()))


def _statement(fact: Fact) -> tuple[object, ...]:
    """What the fact says, whatever it rests on."""
    return (
        fact.subject, fact.predicate, fact.object, fact.quantity, fact.region, fact.program, fact.time, fact.modality,
    )  # fmt: skip


def parts(reading: Reading) -> Iterator[Fact]:
    """``part_of``: a programme and the one that it belongs to."""
    for index, mention in reading.of("PROGRAM"):
        if isinstance(mention.value, ProgramValue) and mention.value.parent:
            yield Fact(mention.value.name, "part_of", mention.value.parent, program=mention.value.name, evidence=(index,))


def expansions(reading: Reading) -> Iterator[Fact]:
    """``expands_to``: a formula and each member that the document spells out."""
    for index, mention in reading.of("SLOGAN"):
        if isinstance(mention.value, SloganValue):
            phrase = reading.text[mention.start : mention.end]
            for member in mention.value.expansion:
                yield Fact(phrase, "expands_to", member, evidence=(index,))


def awards(reading: Reading) -> Iterator[Fact]:
    """``awarded``: an organisation, person or programme and its honour; a place's ranking is no award."""
    earlier = ""
    found: list[Fact] = []
    for index, mention in reading.of("HONOR"):
        honour = _whole_honour(reading, mention, earlier)
        earlier = honour
        recipients = (
            mention.value.recipient.split("、") if isinstance(mention.value, HonorValue) and mention.value.recipient else []
        )
        for recipient in recipients:
            if recipient not in reading.region_names:
                found.append(Fact(recipient, "awarded", honour, region=reading.region_name(mention.start), evidence=(index,)))
    said = {(fact.subject, fact.object) for fact in found}
    # The title that a decision confers is the fact, not what stands over the roll: 二、先进个人 授予“甲”称号：….
    named = {fact.subject for fact in found if is_conferred(reading.text, reading.doc.mentions[fact.evidence[0]])}
    found = [fact for fact in found if not (fact.subject in named and is_heading_of_roll(str(fact.object)))]
    # A roll's heading leaves out what the decision says (先进集体（7个）): the title in full is the fact.
    yield from (f for f in found if not any(f.subject == who and _is_rest_of(f.object, title) for who, title in said))


def _is_rest_of(title: str | None, full: str | None) -> bool:
    if not title or not full or title == full:
        return False
    bare, whole = _QUOTES.sub("", title), _QUOTES.sub("", full)
    return whole.endswith(bare) and (bare != whole or len(full) < len(title))


def _whole_honour(reading: Reading, mention: Mention, earlier: str) -> str:
    """全国先进集体、先进个人: the second shares the first one's opening."""
    # 下—代 is a 一 that was read as a dash.
    honour = _DASH.sub("一", reading.text[mention.start : mention.end])
    joined = reading.text[max(0, mention.start - 1) : mention.start] in {"、", "和"}
    cut = earlier.rfind(honour[:2]) if joined else -1
    return earlier[:cut] + honour if cut > 0 else honour


def results(reading: Reading) -> Iterator[Fact]:
    """``has_result``: a number with what it counts, said of a programme, else of a region."""
    for index, mention in reading.of("QUANTITY"):
        value = mention.value
        if not isinstance(value, Quantity) or not value.indicator:
            continue
        if subject := value.program or value.region:
            yield Fact(
                subject, "has_result", value.indicator, value, region=value.region, program=value.program, time=value.time,
                modality=reading.modalities.at(mention.start), evidence=(index,),
            )  # fmt: skip


def measures(reading: Reading) -> Iterator[Fact]:
    """``has_measure``: who did or will do it (else where), and the measure in the document's words."""
    for index, mention in reading.of("MEASURE"):
        region = reading.region_name(mention.start)
        subject = reading.organs.at(mention.start) or region
        if subject and isinstance(mention.value, MeasureValue):
            held = reading.within("PROGRAM", mention.start, mention.end)
            yield Fact(
                subject, "has_measure", _one_line(reading, mention), region=region,
                program=program_name(held[0][1]) if held else None,
                modality=reading.modalities.of_measure(mention),
                evidence=(index, *[i for i, _ in held]),
            )  # fmt: skip


def _one_line(reading: Reading, mention: Mention) -> str:
    return "".join(reading.text[mention.start : mention.end].split())


RULES: tuple[Callable[[Reading], Iterator[Fact]], ...] = (
    own_title,
    named_titles,
    programmes,
    parts,
    awards,
    expansions,
    results,
    measures,
)
