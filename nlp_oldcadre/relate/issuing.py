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
_HALVES = re.compile(r"[^\s]{6,}[\u4e00-\u9fff”] [\u4e00-\u9fff“][^\s]{6,}")
# 先后出台了多项制度。《…》明确…；《…》规定…: the titles that follow, each the subject of its clause.
_SOME_DOCUMENTS = re.compile(r"(制度|文件|办法|政策|意见|规定|方案|措施)(文件)?[，。；：]")
_LONGEST_SERIES = 600
# Between an issuer and its title, and between two that issue together.
_STRAIGHT: tuple[str, ...] = ("《", "的《")
_JOINT: tuple[str, ...] = ("、", "和", " ", "，")
_MADE = re.compile("编印|编送|编发|编撰|编纂|主办|创办|创刊|编辑|编写|办好|办|拍摄|摄制|录制|制作|推出|刊印|印制")
_MADE_AFTER = re.compile(
    r"》(?:（[^（）]{2,24}）)?(?:(?:第?[一二三四五六七八九十\d]+[辑期集册])?"
    r"(?:等[\d一二三四五六七八九十两]+[件篇份条项][\u4e00-\u9fff]{0,8})?(?:(?:先后|均|已|也|都|专题)*(?:报送|呈送|上报|呈报|提交)(?!的)"
    "|(?P<work>的?(?:修订|编制|制定|制订|起草|编写|编纂|编印|修编|汇编|拍摄|录制)(?:工作|任务)?(?=[，。；、])))"
    "|(?P<ended>(?:同时|即行|即|自行|相应)废止))"
)
# Deeds that a text tells of others as well as of its own body; rules are its own.
_ANYBODYS = frozenset(
    ("拍摄", "摄制", "录制", "刊印", "印制", "签订", "签署", "订立", "形成", "撰写", "编撰", "编著", "结集", "整理成")
)
_BY_ANYBODY = frozenset(("签订", "签署", "订立", "形成", "撰写"))
_RULES = re.compile(
    "(?:指引|指南|办法|方案|制度|意见|规范|规程|细则|手册|规定|清单|标准|摘编|汇编|计划|要点)(?:（[^（）]{1,8}）)?$"
)
_NO_SUBJECT = re.compile("[\n 　]*(?:先后|还|又|并|主动|积极|[今去前]年|近日|[\\d年月日]+)*(?:联合|会同|携手|协同|与|同|和)")
_PLACE_DOES = re.compile(
    "(?:(?:该|我|本|全)[省市县区州盟旗]|(?:该|这个|这支)(?:团|队|站|社|班|组|坊|小组|[^，。；]{0,4}(?:工作室|服务队|宣讲团)))(?:今?年底前|明年|将|要|已|拟|还|先后|正在|计划)*$"
)
_PUBLISHED_AFTER = ("付印", "出版", "发行", "编印", "印发", "发布")


@dataclass(frozen=True, slots=True)
class _VerbRow:
    verb: str


def issuing_verbs(tables: Tables) -> Matcher[str]:
    matcher: Matcher[str] = tables.keep(
        "issuing_verbs", lambda: Matcher.of([r.verb for r in tables.rows("issuing_verbs", _VerbRow)])
    )
    return matcher


def own_title(reading: Reading) -> Iterator[Fact]:
    """A circular, a bulletin or a signed report, and what a carrier notice passes on, are issued by the issuers."""
    metadata = reading.doc.metadata
    title = metadata.title
    if not title or metadata.genre not in ("circular", "bulletin", "report"):
        return
    titles = [title]
    passed = _PASSED_ON.search(title)
    # What is forwarded another body wrote.
    if passed and not title[: passed.start(1)].endswith("转发《"):
        titles.append(passed[1])
    for name in titles:
        for issuer in metadata.issuers:
            yield Fact(name, "issued_by", issuer, region=metadata.region, time=metadata.date)


def named_titles(reading: Reading) -> Iterator[Fact]:
    """Documents of which the text says who made them: 省关工委印发《…》, 《…》由某出版社出版."""
    for item in reading.of("DOCUMENT"):
        for index, issuer in _issuers(reading, item):
            evidence = (item[0],) if index is None else (item[0], index)
            yield Fact(document_title(reading, item[1]), "issued_by", issuer, evidence=evidence)


def document_title(reading: Reading, mention: Mention) -> str:
    """The title as one line, with the one blank that parts its halves in the source (… 助力共同缔造的通知)."""
    title = _BLANKS.sub("", reading.text[mention.start : mention.end])
    source = reading.doc.source_text[slice(*reading.doc.to_source(mention.start, mention.end))]
    halves = _HALVES.fullmatch(source)
    return source if halves and _BLANKS.sub("", source) == title else title


def _issuers(reading: Reading, item: Indexed) -> Iterator[tuple[int | None, str]]:
    mention = item[1]
    if isinstance(mention.value, DocumentValue) and mention.value.kind == "media" and not _made_here(reading, mention):
        return
    if press := _press_after(reading, mention):
        yield press
    elif issuers := list(_straight_before(reading, mention)):
        yield from issuers
    elif verb := _verb_before(reading, mention) or _verb_after(reading, mention) or _verb_of_series(reading, mention):
        named = list(subjects(reading, verb))
        first = reading.doc.mentions[named[0][0]] if named else None
        is_alone = first is not None and not is_partner(reading, first)
        is_own = not is_alone and _is_own_doing(reading, mention, verb, first)
        yield from named if (is_alone and not _is_of_place(reading, verb)) or is_own else ()
        # 与市教育局联合印发《…》: the body whose text it is does it with those named.
        if is_own and (organ := _own_body(reading, mention)):
            yield None, organ


def _own_body(reading: Reading, mention: Mention) -> str | None:
    """Whose text it is; of several who repeal their rules the first, which drew them up."""
    organ = reading.organs.at(mention.start)
    if organ is None and (match := _MADE_AFTER.match(reading.text, mention.end)) and match["ended"]:
        return next(iter(reading.organs.issuers), None)
    return organ


def _is_own_doing(reading: Reading, mention: Mention, verb: Span, partner: Mention | None) -> bool:
    """Whether the body whose text it is does it, where nobody else is said to: a treaty or a film may be anybody's."""
    if _is_of_place(reading, verb):
        return False
    if reading.text[verb.start : verb.end] not in _ANYBODYS:
        return True
    if partner is None and _opens_clause(reading, mention, verb):
        return True
    if partner is None:
        return isinstance(mention.value, DocumentValue) and _RULES.search(reading.text[mention.start : mention.end]) is not None
    sentence = reading.sentence_at(verb.start).start
    clause = max(reading.text.rfind(mark, sentence, partner.start) for mark in "，；：") + 1
    return _NO_SUBJECT.fullmatch(reading.text, max(clause, sentence), partner.start) is not None


def _opens_clause(reading: Reading, mention: Mention, verb: Span) -> bool:
    """一个系列：编撰《…》, in an organ's own paper: it leaves its subject out."""
    own = reading.doc.metadata.genre in ("circular", "report") and reading.text[verb.start : verb.end] not in _BY_ANYBODY
    return own and reading.text[max(0, verb.start - 1) : verb.start] in ("", *"，；：。、\n")


def _is_of_place(reading: Reading, verb: Span) -> bool:
    """明年该市将编制《…》: a region does it, and no body."""
    return _PLACE_DOES.search(reading.text, max(reading.sentence_at(verb.start).start, verb.start - 12), verb.start) is not None


def _verb_after(reading: Reading, mention: Mention) -> Span | None:
    """完成《…办法》修订工作, 《…建议》报送市委, 《…办法》同时废止: what follows a title tells that its own body made it."""
    match = _MADE_AFTER.match(reading.text, mention.end)
    begins = reading.text[max(0, mention.start - 2) : max(0, mention.start - 1)] in ("", *"。；，：\n ")
    if match is None or not (begins or match["work"]):
        return None
    policy = isinstance(mention.value, DocumentValue) and mention.value.kind == "policy"
    # What somebody else passed may be repealed as well.
    return None if match["ended"] and not (policy and reading.organs.issuers) else Span(mention.start - 1, mention.start)


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
            and between.endswith(("由", "交"))
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
