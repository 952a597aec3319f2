"""``issued_by``: which body issued a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp_oldcadre.matching import Matcher
from nlp_oldcadre.model import DocumentValue, Fact, Mention, Span
from nlp_oldcadre.relate.mention_index import Indexed, org_name
from nlp_oldcadre.relate.reading import Reading
from nlp_oldcadre.relate.subjects import is_partner, subjects
from nlp_oldcadre.tables import Tables

_PASSED_ON = re.compile(r"(?:印发|转发|下发)《([^《》]+)》的通知$")
_BLANKS = re.compile(r"\s+")
# 先后出台了多项制度。《…》明确…；《…》规定…: the titles that follow, each the subject of its clause.
_SOME_DOCUMENTS = re.compile(r"(制度|文件|办法|政策|意见|规定|方案|措施)(文件)?[，。；：]")
_LONGEST_SERIES = 600
# Between an issuer and its title, and between two that issue together.
_STRAIGHT: tuple[str, ...] = ("《", "的《")
_JOINT: tuple[str, ...] = ("、", "和", " ", "，")
_MADE = re.compile("编印|编发|主办|创办|创刊|编辑|编写|办好|办")
_PUBLISHED_AFTER = ("出版", "发行", "编印", "印发", "发布")


@dataclass(frozen=True, slots=True)
class _VerbRow:
    verb: str


def issuing_verbs(tables: Tables) -> Matcher[str]:
    matcher: Matcher[str] = tables.keep(
        "issuing_verbs", lambda: Matcher.of([r.verb for r in tables.rows("issuing_verbs", _VerbRow)])
    )
    return matcher


def own_title(reading: Reading) -> Iterator[Fact]:
    """A circular, a bulletin or a formal report, and what a carrier notice passes on, are issued by the issuers."""
    metadata = reading.doc.metadata
    title = metadata.title
    if not title or not (metadata.genre in ("circular", "bulletin") or _is_formal_report(reading)):
        return
    titles = [title]
    passed = _PASSED_ON.search(title)
    # What is forwarded another body wrote.
    if passed and not title[: passed.start(1)].endswith("转发《"):
        titles.append(passed[1])
    for name in titles:
        for issuer in metadata.issuers:
            yield Fact(name, "issued_by", issuer, region=metadata.region, time=metadata.date)


def _is_formal_report(reading: Reading) -> bool:
    """Whether the title names its kind (2023年工作总结, 对某提案的答复): an article that was sent in isn't issued."""
    metadata = reading.doc.metadata
    ends: tuple[str, ...] = reading.tables.keep(
        "issuing.report_ends", lambda: tuple(reading.tables.record("title_words")["report_end"])
    )
    return metadata.genre == "report" and (metadata.title or "").endswith(ends)


def named_titles(reading: Reading) -> Iterator[Fact]:
    """Documents of which the text says who made them: 省关工委印发《…》, 《…》由某出版社出版."""
    for item in reading.of("DOCUMENT"):
        for index, issuer in _issuers(reading, item):
            evidence = (item[0],) if index is None else (item[0], index)
            yield Fact(document_title(reading, item[1]), "issued_by", issuer, evidence=evidence)


def document_title(reading: Reading, mention: Mention) -> str:
    """The title as one line."""
    return _BLANKS.sub("", reading.text[mention.start : mention.end])


def _issuers(reading: Reading, item: Indexed) -> Iterator[tuple[int | None, str]]:
    mention = item[1]
    if isinstance(mention.value, DocumentValue) and mention.value.kind == "media" and not _made_here(reading, mention):
        return
    if press := _press_after(reading, mention):
        yield press
    elif issuers := list(_straight_before(reading, mention)):
        yield from issuers
    elif verb := _verb_before(reading, mention) or _verb_of_series(reading, mention):
        named = list(subjects(reading, verb))
        yield from named
        # 与市教育局联合印发《…》: the body whose text it is does it with those named.
        is_joined = bool(named) and is_partner(reading, reading.doc.mentions[named[0][0]])
        if (not named or is_joined) and (organ := reading.organs.at(mention.start)):
            yield None, organ


def _verb_of_series(reading: Reading, mention: Mention) -> Span | None:
    """The issuing verb of a paragraph that announces documents and then names them one by one."""
    floor = max(0, mention.start - _LONGEST_SERIES)
    opening = max(floor, reading.text.rfind("\n", floor, mention.start) + 1)
    if reading.text[max(0, mention.start - 2) : mention.start - 1] not in tuple("。；，、》"):
        return None
    for start, end, _ in issuing_verbs(reading.tables).find(reading.text[opening : mention.start]):
        if _SOME_DOCUMENTS.search(reading.text[opening + end : min(opening + end + 14, mention.start)]):
            return Span(opening + start, opening + end)
    return None


def _made_here(reading: Reading, mention: Mention) -> bool:
    return _MADE.search(reading.text, max(0, mention.start - 8), mention.start) is not None


def _straight_before(reading: Reading, mention: Mention) -> Iterator[tuple[int, str]]:
    """The bodies whose names stand straight before the title: 中共中央办公厅、国务院办公厅《关于…的意见》."""
    found = reading.within("ORG", max(0, mention.start - 120), mention.start)
    end, gaps = mention.start, _STRAIGHT
    for index, org in reversed(found):
        if reading.text[org.end : end] not in gaps:
            return
        end, gaps = org.start, _JOINT
        if name := org_name(org):
            yield index, name


def _press_after(reading: Reading, mention: Mention) -> tuple[int, str] | None:
    sentence = reading.sentence_at(mention.start)
    for index, org in reading.within("ORG", mention.end, sentence.end):
        between = reading.text[mention.end : org.start]
        name = org_name(org)
        if (
            name
            and "《" not in between
            and between.endswith("由")
            and reading.text[org.end : org.end + 4].startswith(_PUBLISHED_AFTER)
        ):
            return index, name
    return None


def _verb_before(reading: Reading, mention: Mention) -> Span | None:
    """The issuing verb that governs the title: last one before it in its sentence, with only other titles between."""
    sentence = reading.sentence_at(mention.start)
    found = reading.last_verb(issuing_verbs(reading.tables), sentence.start, mention.start)
    if found is None:
        return None
    between = re.sub(r"《[^《》]*》|[《“”、和及与了《]", "", reading.text[found.end : mention.start])
    return found if len(between) <= 4 else None
