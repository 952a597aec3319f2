"""The members of a list of titles behind a verb of awarding, without what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Span

_ITEM_BREAK = re.compile(r"、|以及|和|及|(?<!参)与|”“|；")
_LEAD = re.compile(
    r"^(?:了|过|为|得|的|等|“|”|及|和|[\d一二两三四五六七八九十百余多]+(?:个|名|位|项|次|支|家|所|件|篇|人|枚|座|面|块)|\d{2,4}(?:[—\-－至]\d{2,4})?年度?(?![\u4e00-\u9fff]?以)|(?:首批|第[一二三四五六七八九十\d]+[届批])(?![\u4e00-\u9fff]*[级省市县区国州])|"
    r"一批|多项|多个|首届|上级|中组部|人社部|联合|表彰的)+"
)
_TRAIL = re.compile(
    r"(?:”|的(?:表彰)?(?:决定|通报)|的?(?:荣誉)?称号|的?好成绩|的?佳绩|的?荣誉|等荣誉(?:称号)?|等(?:先进|优秀)?(?:典型|个人|人物)?|的?(?:证书|奖牌|牌子|牌匾|匾额|锦旗|徽章|奖项|榜单)|之一|(?<!第)各?[一二两三四五六七八九十\d]+余?[个名项次]多?)+$"
)


def clause_end(text: str, start: int) -> int:
    """The end of the clause; inside quotation marks a comma does not end it."""
    quoted = False
    for at in range(start, min(len(text), start + 160)):
        if text[at] in "“”":
            quoted = text[at] == "“"
        elif text[at] in "。；！？\n：" or (text[at] == "，" and not quoted):
            return at
    return min(len(text), start + 160)


def items(clause: str) -> Iterator[tuple[int, int]]:
    """The members of a list of titles; 省、市 and 一、二、三等奖 are no joints."""
    at, depth = 0, 0
    for match in _ITEM_BREAK.finditer(clause):
        depth = clause.count("“", 0, match.start()) - clause.count("”", 0, match.start())
        if match[0] == "”“":
            yield at, match.start() + 1
            at = match.start() + 1
            continue
        # 中央和国家机关 is one level.
        if match[0] == "和" and clause.endswith("中央", at, match.start()) and clause.startswith("国家", match.end()):
            continue
        level = re.search(r"(?:[省市县区]|国家|[一二三])$", clause[at : match.start()]) and match.start() - at <= 8
        if depth > 0 or (match[0] == "、" and level and re.match("[省市县区州]|[二三]", clause[match.end() :])):
            continue
        yield at, match.start()
        at = match.end()
    yield at, len(clause)


def trim(text: str, start: int, end: int) -> Span | None:
    """The title without counts, years, 等 and 称号; a pair of quotation marks stays where a word follows it."""
    if match := _LEAD.match(text[start:end]):
        start += match.end()
        # A mark that opens inside the title belongs to it: “十佳”离休干部.
        if text[start - 1] == "“" and "”" in text[start : end - 1] and not _TRAIL.match(text[text.index("”", start) : end]):
            start -= 1
    if match := _TRAIL.search(text, start, end):
        kept = match.start()
        if text[kept:end].startswith("称号") or text[start:kept].count("“") <= text[start:kept].count("”"):
            end = kept
        else:
            end = kept + 1 if text[kept : kept + 1] == "”" else kept
    while start < end and text[start] in " “" and "”" not in text[start:end]:
        start += 1
    return Span(start, end) if 2 <= end - start <= 40 else None


def without_giver(scan: Scan, span: Span, title: re.Pattern[str]) -> Span:
    """获省科协优秀作品奖: the prize without who gives it, where it is one by itself."""
    for mention in scan.found.get("ORG", ()):
        if mention.start == span.start and mention.end < span.end:
            rest = scan.text[mention.end : span.end]
            return Span(mention.end, span.end) if title.search(rest) and len(rest) > 3 and rest.endswith("奖") else span
    return span
