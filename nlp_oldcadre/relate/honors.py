"""Who received an honour: the subject of its clause, or of the text before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from nlp_oldcadre.model import Document, HonorValue, Mention, OrgValue, PersonValue, ProgramValue
from nlp_oldcadre.tables import Tables

# 10个支部获评…, 两人分别获评…: a group without names.
_GROUP = re.compile(
    r"(?:\d+|[一二两三四五六七八九十百]+)(?:余|多)?(?:个|名|人|位|项|件|家|所|篇|幅)(?!月)[^，。；]{0,24}$|(?:一批|多人|多名|多个|多项|多家|双双|分别|一些)[^，。；]{0,16}$"
)
# 书画小组在…中捧回: the clause has a subject of its own, which no name identifies.
_UNNAMED = re.compile(
    "^[\u4e00-\u9fff]{0,6}(?:小组|代表队|合唱队|舞蹈队|表演队|队员|学员|选手|学生|老同志|老党员|课题|论文|调研报告)"
    "(?:们|代表)?(?:在|获|先后|捧|荣|多次|也|还|均|都)[^，。；]{0,24}$"
)
_AGENT_BEFORE = re.compile("(?:被|由|受|经|获得?|向|与|和|在|为|对)$")
_AGENT_AFTER = re.compile("(?:[^，。；被获荣]{0,4})(?:授予|评为|命名|认定|表彰|颁发|通报|举办|组织|联合|开展)")
_CHOSEN = re.compile("(?:选树|评选出|评出|推选出|评选|表彰了|推出)[^。；]{0,80}$")
# No sentence of this register runs longer.
_REACH = 400
_HE = re.compile("[他她]")


def resolve_honors(doc: Document, tables: Tables) -> Document:
    """The document with the recipients of its honours, where it names them.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> text = "东湖区委老干部局荣获全省先进集体。"
    >>> found = (Mention("ORG", 0, 8, OrgValue("南昌市东湖区委老干部局")), Mention("HONOR", 10, 16, HonorValue()))
    >>> doc = resolve_honors(replace(Document.from_text(text), mentions=found), load_tables())
    >>> doc.mentions[1].value.recipient
    '南昌市东湖区委老干部局'
    """
    if not any(m.type == "HONOR" for m in doc.mentions):
        return doc
    subjects = [m for m in doc.mentions if m.type in ("ORG", "PERSON", "PROGRAM")]
    starts = [m.start for m in subjects]
    return replace(
        doc,
        mentions=tuple(
            replace(m, value=HonorValue(_recipient(doc, m, subjects[: bisect_left(starts, m.start)], subjects)))
            if m.type == "HONOR"
            else m
            for m in doc.mentions
        ),
    )


def _recipient(doc: Document, honor: Mention, before: list[Mention], subjects: list[Mention]) -> str | None:
    floor = max(0, honor.start - _REACH)
    start = max([doc.text.rfind(c, floor, honor.start) + 1 for c in "。！？；\n"] + [floor])
    lead = doc.text[start : honor.start]
    if honor.rule == "praised" or _CHOSEN.search(lead):
        return None
    if honor.rule == "standing":
        return _named_after(doc, honor, subjects)
    clause = re.split("[，：]", lead)[-1]
    if _GROUP.search(clause) or _UNNAMED.search(clause):
        return None
    here = before[bisect_left(before, start, key=_start) :]
    inside = [m for m in here if m.end <= honor.start and not _is_agent(doc.text, m)]
    # 张某所在的支部: the body receives it, and not the person, where it is named.
    where = start + lead.rfind("所在") if "所在" in lead[-40:] else -1
    if where >= 0:
        inside = [m for m in inside if m.start > where and m.type == "ORG"]
        return _name(doc, inside[-1]) if inside else None
    if inside:
        return _name(doc, inside[-1])
    if honor.rule == "ranked":
        return doc.metadata.region
    return _earlier(doc, lead, start, before)


def _is_agent(text: str, mention: Mention) -> bool:
    """被市政府评为…: who confers, not who receives."""
    before = text[max(0, mention.start - 2) : mention.start]
    return _AGENT_BEFORE.search(before) is not None or _AGENT_AFTER.match(text, mention.end) is not None


def _named_after(doc: Document, honor: Mention, subjects: list[Mention]) -> str | None:
    """全省劳动模范张某: the name follows the title."""
    first = bisect_left(subjects, honor.end, key=_start)
    after = (m for m in subjects[first : first + 2] if m.start <= honor.end + 2 and m.type != "PROGRAM")
    return next((_name(doc, m) for m in after if not re.search("[，。、]", doc.text[honor.end : m.start])), None)


def _earlier(doc: Document, lead: str, start: int, before: list[Mention]) -> str | None:
    """The subject of the sentences before: the last person for 他, else the paragraph's first organisation."""
    if _HE.search(lead):
        people = [m for m in before[bisect_left(before, start - _REACH, key=_start) :] if m.type == "PERSON"]
        return _name(doc, people[-1]) if people else None
    paragraph = doc.text.rfind("\n", 0, start) + 1
    titled = next((s for s in reversed(doc.sections) if s.level == 1 and s.heading.start <= start), None)
    spans = [(paragraph, len(doc.text))] + ([(titled.heading.start, titled.heading.end + 40)] if titled else [])
    for first, last in spans:
        part = before[bisect_left(before, first, key=_start) : bisect_left(before, last, key=_start)]
        if body := next((m for m in part if _is_body(m) and not _is_agent(doc.text, m)), None):
            return _name(doc, body)
    return None


def _is_body(mention: Mention) -> bool:
    """Whether the mention is an organisation, or a team."""
    return mention.type == "ORG" or (isinstance(mention.value, ProgramValue) and mention.value.kind == "team")


def _start(mention: Mention) -> int:
    return mention.start


def _name(doc: Document, mention: Mention) -> str | None:
    value = mention.value
    if isinstance(value, (OrgValue, ProgramValue)):
        return value.name
    return doc.text[mention.start : mention.end] if isinstance(value, PersonValue) else None
