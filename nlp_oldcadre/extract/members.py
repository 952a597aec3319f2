"""More places where a document spells a formula out: shared words, clauses, numbered clauses, headings, standing members."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Mention, Span

_CLAUSES = re.compile(
    r"”?[^，。；：、！？\n“”（）]{0,12}(?:：|，?即：?|，?是指|，?指的是|，就是|，分别[是为])([^。：！？\n“”]{6,160})[。！\n]"
)
_SPLIT = re.compile("[，；、：（）]")
_JOINED = re.compile("[和与及]")
_NUMBERED = (
    re.compile(r"(?:^|[。；，：])第([一二三四五六七八九十])[，、是]([^。；]{3,90})"),
    re.compile(r"()[①②③④⑤⑥⑦⑧⑨⑩][ 、.]?([^。；，\n①②③④⑤⑥⑦⑧⑨⑩]{2,60})"),
    re.compile(r"(?:[：；。，]|^)[（(]?(\d)[）).、．][ 　]?([^。；\n]{2,60})"),
    re.compile(r"(?:^|[。；，：])([一二三四五六七八九十])要([^。；]{3,90})"),
)
_FIRST = re.compile("第一[，、是]|①|[（(]?1[）).、．]|一要")
_PAIRED = re.compile(
    r"(\d+[名个位支家户][\u4e00-\u9fff]{1,10}?)(?:带动?|联系|结对|服务|帮扶|帮带|包联|指导|辐射|对接|帮|联)(\d+[名个位支家户][\u4e00-\u9fff]{1,12})"
)
_FEWEST_ALIKE = 3
_NUMERALS = "一二三四五六七八九十两双"
_CONTENT = re.compile(rf"[{_NUMERALS}\d]+[个大项条张支类]?([^{_NUMERALS}\d]{{1,4}})")
_LEAD = re.compile(
    "(?:切实|真正|把|将|对|努力|着力|坚决|要|做到|实现|坚持|确保|达到|形成|推动|围绕|聚焦|突出|即|包括|是指|分别是|在)+"
)
# As far as a formula's members are looked for after it, and as many as one has.
_REACH, _NUMBERED_REACH, _MOST = 240, 800, 12
# 有信仰有情怀有活力: one verb before each
_SAME_VERB = re.compile("([有为能会讲守爱学助送护进]|不)[\u4e00-\u9fff]{2,3}(?:\\1[\u4e00-\u9fff]{2,3}){1,3}")


def shared_words(scan: Scan, mention: Mention, count: int) -> list[str]:
    """“四个到位”：A到位、B到位、C到位、D到位: as many pieces in a row as promised, all with the formula's word at one end."""
    form = scan.text[mention.start : mention.end]
    content = _CONTENT.fullmatch(form)
    if not content:
        return []
    sentence = scan.sentence_at(mention.start)
    word, end = content[1], min(sentence.end, mention.end + _REACH)
    for start, stop in ((mention.end, end), (max(sentence.start, mention.start - _REACH), mention.start)):
        if scan.text.count(word, start, stop) < count:
            continue
        pieces = [p.strip("“”：。（） ") for p in _SPLIT.split(scan.text[start:stop])]
        pieces = [p for p in pieces if p]
        if members := _run_of(pieces, word, count):
            return members
    return []


def _run_of(pieces: list[str], word: str, count: int) -> list[str]:
    """The first run of exactly ``count`` pieces that begin or end with ``word``."""
    for test in (str.endswith, str.startswith):
        run: list[str] = []
        for piece in [*_open_joints(pieces, word), ""]:
            if test(piece, word) and len(word) < len(piece) <= 24:
                run.append(piece)
            else:
                if len(run) == count:
                    return as_long_as_others(run)
                run = []
    return []


def _open_joints(pieces: list[str], word: str) -> Iterator[str]:
    """甲到位和乙到位 as two pieces; what only leads to the first goes (做到甲到位)."""
    for piece in pieces:
        halves = _JOINED.split(piece)
        both = len(halves) == 2 and all(word in half for half in halves)
        for half in halves if both else (piece,):
            lead = _LEAD.match(half)
            rest = half[lead.end() :] if lead else half
            yield rest if word in rest and len(rest) > len(word) else half


def as_long_as_others(members: list[str]) -> list[str]:
    """Members without what the first or last has beside it: 涉老诉求响应率、解决率、满意率; 老干部、老教师、老邻居共同帮教.

    Examples
    --------
    >>> as_long_as_others(["涉老诉求响应率", "解决率", "满意率"]), as_long_as_others(["老干部", "老教师", "老邻居共同帮教"])
    (['响应率', '解决率', '满意率'], ['老干部', '老教师', '老邻居'])
    """
    if len(members) < _FEWEST_ALIKE:
        return members
    first, last = members[0], members[-1]
    behind, ahead = {len(m) for m in members[1:]}, {len(m) for m in members[:-1]}
    if len(behind) == 1 and len({m[-1:] for m in members}) == 1 and len(first) >= min(behind) + 2:
        return [first[-min(behind) :], *members[1:]]
    if len(ahead) == 1 and len({m[:1] for m in members}) == 1 and len(last) >= min(ahead) + 2:
        return [*members[:-1], last[: min(ahead)]]
    return members


def paired(text: str) -> list[str]:
    """1名专家带3名乡土人才: who does it and for whom, each with its number.

    Examples
    --------
    >>> paired("1名专家带3名乡土人才"), paired("1名组长负责")
    (['1名专家', '3名乡土人才'], [])
    """
    match = _PAIRED.fullmatch(text)
    return [match[1], match[2]] if match else []


def clauses(scan: Scan, mention: Mention, count: int) -> list[str]:
    """“三送”：送政策上门，送健康到家，送温暖到人。 as clauses instead of nouns."""
    match = _CLAUSES.match(scan.text, mention.end)
    if not match:
        return []
    for mark in "；，、":
        pieces = [p for p in match[1].split(mark) if p]
        if len(pieces) == count - 1 and (joint := _JOINED.search(pieces[-1], 2)) and joint.end() + 2 <= len(pieces[-1]):
            pieces[-1:] = [pieces[-1][: joint.start()], pieces[-1][joint.end() :]]
        if len(pieces) == count:
            return pieces if all(2 <= len(p) <= 40 for p in pieces) else []
    return []


def numbered(scan: Scan, mention: Mention, count: int) -> list[str]:
    """“三件实事”：第一，…。第二，…；①…②…; 1.…2.…"""
    end = min(scan.paragraph_at(mention.start).end, mention.end + _NUMBERED_REACH)
    if not _FIRST.search(scan.text, mention.end, min(mention.end + 24, end)):
        return []
    for pattern in _NUMBERED:
        members = [m[2] for m in pattern.finditer(scan.text, mention.end, end)]
        if len(members) == count:
            return members
    return []


def sibling_headings(scan: Scan) -> dict[int, list[list[str]]]:
    """The headings that stand side by side, by how many there are."""
    groups: dict[tuple[int | None, int], list[str]] = {}
    for section in scan.sections:
        heading = scan.text[section.heading.start : section.heading.end].strip("“”。， ")
        groups.setdefault((section.parent, section.level), []).append(heading)
    out: dict[int, list[list[str]]] = {}
    for headings in groups.values():
        if 2 <= len(headings) <= _MOST:
            out.setdefault(len(headings), []).append(headings)
    return out


def headed(scan: Scan, mention: Mention, groups: list[list[str]]) -> list[str]:
    """“三个聚焦” and the headings 聚焦…, 聚焦…, 聚焦…: sections side by side that all begin or end with its word."""
    content = _CONTENT.fullmatch(scan.text, mention.start, mention.end)
    if not content:
        return []
    word = content[1]
    for headings in groups[:_MOST]:
        if all(len(h) > len(word) and h.startswith(word) for h in headings) or all(
            len(h) > len(word) and h.endswith(word) for h in headings
        ):
            return headings
    return []


def standing(scan: Scan, mention: Mention, members: tuple[str, ...]) -> list[str]:
    """The members that a national formula always has, when the sentence names every one of them."""
    if not members:
        return []
    sentence: Span = scan.sentence_at(mention.start)
    text = scan.text[sentence.start : min(sentence.end, sentence.start + 2 * _REACH)]
    return list(members) if all(member in text for member in members) else []


def pieces_of(listed: str) -> Iterator[str]:
    """The members that marks part, and those that one verb opens without a mark.

    Examples
    --------
    >>> list(pieces_of("有信念有本领，为党分忧、为民解难"))
    ['有信念', '有本领', '为党分忧', '为民解难']
    """
    for piece in re.split("[、，；]", listed):
        same = _SAME_VERB.fullmatch(piece)
        yield from (same[1] + rest for rest in piece.split(same[1]) if rest) if same else [piece] * bool(piece)
