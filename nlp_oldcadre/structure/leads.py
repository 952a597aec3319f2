"""Lead sentences: the first sentence of a paragraph that is its heading (夯实基层基础。健全…).

A guide for newcomers. Its siblings vote: a single short sentence at a paragraph's start is narrative, several of one shape
under one heading are headings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import rjieba

from nlp_oldcadre.model import Span
from nlp_oldcadre.structure.lines import Line
from nlp_oldcadre.structure.marked import mark_of
from nlp_oldcadre.structure.titles import is_numbered
from nlp_oldcadre.structure.vocabulary import Vocabulary

QUOTED = re.compile(r"[“《（][^”》）]{0,60}[”》）]")
_SHORTEST_LEAD, _LONGEST_LEAD = 3, 32
_BAD_LEAD = re.compile(
    r"^[《（\d为按根针随由经当]|^以[^，]{1,24}为|[\d一二三四五六七八九十]月|\d[万多余近]{0,2}[名个支人件场次家户所项篇]|年[，来]|日[，,上下]|[：；:;？！?!]"
)
# 宏道镇：… or 传艺：…: whom or what a sub-heading is about, before a colon; 老李说： is none.
SIGN = re.compile(
    r"^(?:[\u4e00-\u9fff]{1,8}[镇乡县区市州盟旗村局校院系会部]|[\u4e00-\u9fff]{1,6}(?:街道|社区|公司|中心|支部|学校)|[\u4e00-\u9fff]{2,3}(?<![说道问答是]))(?:：(?!“[^”]*$)|——)"
)


def lead_sentences(scope: list[Line], words: Vocabulary) -> Iterator[tuple[Line, Span]]:
    """Lead sentences of one scope, if they are enough and alike."""
    texts = [line for line in scope if line.is_prose]
    found = [(line, stop) for line in texts if (stop := _lead(line, words))]
    short = [(line, stop) for line, stop in found if stop - mark_of(line.text) == _SHORTEST_LEAD]
    # 春之学。 is one only among others like it, and then those alone.
    found = short if len(short) > 2 else [lead for lead in found if lead not in short]
    signs = Counter(sign[0] for line, _ in found if (sign := SIGN.match(line.text)))
    # The same name before several paragraphs is who answers in an interview.
    found = [(line, stop) for line, stop in found if not (sign := SIGN.match(line.text)) or signs[sign[0]] < 2]
    if found and _voted([line.text[mark_of(line.text) : stop] for line, stop in found], texts, found[0][0]):
        for line, stop in found:
            yield line, Span(line.start + mark_of(line.text), line.start + stop)


def _lead(line: Line, words: Vocabulary) -> int:
    """Where a paragraph's lead sentence ends; 0 where it has none of a heading's shape. A bullet before it is no part of it."""
    mark = mark_of(line.text)
    stop = line.text.find("。", mark, mark + _LONGEST_LEAD + 12)
    if stop - mark < _SHORTEST_LEAD or len(line.text) - stop < 12 or is_numbered(line):
        return 0
    text = line.text[mark:stop]
    rest = SIGN.sub("", text) if "：" in text or "——" in text else text
    bare = QUOTED.sub("·", rest)
    if "“" in bare or "”" in bare:
        return 0  # the sentence ends inside a quotation: somebody speaks
    if len(bare) > _LONGEST_LEAD or bare.count("，") > 1 or _BAD_LEAD.search(rest):
        return 0
    if rest == text and words.narrative.search(bare):
        return 0
    return stop


def _voted(leads: list[str], texts: list[Line], first: Line) -> bool:
    """Whether the lead sentences of a scope are headings: most paragraphs have one, or they are built alike."""
    after = sum(line.index >= first.index for line in texts)
    if len(leads) < 2:
        return False
    calls = sum(map(is_call, leads))
    if 5 * len(leads) >= 3 * after and 4 * calls >= 3 * len(leads):
        return True
    return _is_parallel(leads) and 3 * len(leads) >= after


def _is_parallel(leads: list[str]) -> bool:
    """Whether lead sentences are built alike: as long, with as many commas, or with the same first characters."""
    lengths = [len(lead) for lead in leads]
    same_length = max(lengths) - min(lengths) <= max(2, sum(lengths) // (4 * len(lengths)))
    same_commas = len({lead.count("，") for lead in leads}) == 1
    return (same_length and same_commas) or len({lead[:2] for lead in leads}) == 1


def is_call(lead: str) -> bool:
    """Whether a lead sentence begins with a verb, as calls to action do: 持续抓好…, 从“激励”到“助力”."""
    tags = [tag for _, tag in rjieba.tag(lead[:12])[:3]]
    return (
        lead[0] in "从让以把用向与"
        or any(tag.startswith("v") for tag in tags[:1])
        or (len(tags) > 1 and tags[0][0] in "adznl" and tags[1].startswith("v"))
    )
