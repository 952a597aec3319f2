"""Programmes that a sentence puts under another: 以甲为统领，组建乙; 甲旗下的乙; 乙是甲的组成部分."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from nlp_oldcadre.matching import find_near
from nlp_oldcadre.model import Document, Mention, ProgramValue

_HAN = "[\u4e00-\u9fff]"
# No sentence that names parts runs longer.
_REACH = 300
_SENTENCE_END = re.compile("[。！？\n]")
_SORT = "品牌|平台|行动|工程|项目|计划|载体|阵地|驿站|机制|体系|活动|工作室|联盟|服务站|课堂|讲堂"
_PLACED_AFTER = (
    "框架下|统领下|引领下|带动下|牵引下|旗下|名下|麾下|体系下|"
    "框架内|体系内|矩阵中|矩阵下|之下|下设|下属|所属|内设|包括|包含|涵盖|囊括|细分为|分为|设有"
)
# 以“甲”品牌为统领, 把“甲”作为总品牌
_LED_BEFORE = re.compile("(?:以|把|将|用)[\u4e00-\u9fff]{0,6}[“‘]?$")
_LED_AFTER = re.compile(
    f"”?{_HAN}{{0,10}}?(?:为|作为|当作){_HAN}{{0,3}}(?:平台|依托|载体|阵地|品牌|统领|统揽|引领|牵引|旗帜|龙头|主线|总揽|核心|带动|纽带)(?![\u4e00-\u9fff])"
)
# 依托“甲”平台
_MEANS_BEFORE = re.compile("(?:依托|借助|利用|围绕|立足|用好|用活|发挥|通过|以)[\u4e00-\u9fff]{0,6}[“‘]?$")
_MEANS_AFTER = re.compile(f"”?{_HAN}{{0,6}}?(?:品牌|平台|载体|阵地|驿站|工作室|联盟|行动|工程)(?:作用|优势)?(?=[，、]|{_HAN})")
# “甲”行动框架下, “甲”下设
_UNDER_AFTER = re.compile(f"”?{_HAN}{{0,10}}?(?:{_PLACED_AFTER})")
# “甲”驿站先后开设“乙”: what a place, brand or project brings forth
_RUNS_AFTER = re.compile(
    f"”?{_HAN}{{0,6}}?(?:已|先后|陆续|相继|还|内|里|中|定期|常态化|每[月周年季]度?|创新|精心|同步|共|又|将|现)*"
    "(?:开设|设立|设置|设有|推出|开办|创办|孵化|培育|衍生|延伸|派生|开辟|策划)"
)
_RUNNERS = frozenset({"platform", "brand", "project"})
# 在“甲”行动中，开展“乙”
_IN_BEFORE = re.compile("(?:在|结合|按照|根据)[\u4e00-\u9fff]{0,6}[“‘]?$")
_IN_AFTER = re.compile(
    "”?[\u4e00-\u9fff]{0,4}(?:品牌|行动|工程|项目|计划|活动)(?:创建|建设|实施|开展)?(?:中|过程中|框架内|期间|内|要求|部署)，"
)
# 以“甲”为核心、“乙”“丙”为支撑
_SUPPORTS = re.compile(f"”?{_HAN}{{0,6}}为(?:支撑|补充|子品牌|分品牌|延伸|分支|两翼|配套|骨干|重点|支点|辅助|特色)")
_SUBS = re.compile(
    r"”?(?:等)?(?:(?:[二三四五六七八九十两\d]+[大个项支类条])?(?:特色|系列)?(?:(?!的)[\u4e00-\u9fff]){0,3}?(?:子|分)(?:项目|品牌|活动|行动|工程|平台|阵地|计划)"
    r"|[二三四五六七八九十两\d]+[大个项支类条](?:特色|系列|具体|重点)?(?:抓手|频道|板块|栏目|专栏|模块|分支|支点|子集|环节|分队)|功能|模块|板块|频道)"
)
# “甲”（含“乙”“丙”）
_OPENS = re.compile("”?[\u4e00-\u9fff]{0,4}（(?:含|包括|包含|即|分为|下设|由)?[\u4e00-\u9fff]{0,6}“?$")
_CHANNEL = re.compile("公众号|视频号|小程序|网站|客户端|抖音号|专栏")
# 由“乙”“丙”组成
_MADE_UP = re.compile(f"”?{_HAN}{{0,8}}?由[“‘]?$")
_COMPOSED = re.compile(f"”?(?:{_HAN}|\\d){{0,8}}(?:组成|构成)")
# The words that bring a part into being, up to six characters before its name.
_MADE = re.compile(
    "(?:组建|成立|建立|建成|建起|打造|创建|开设|开办|创办|设立|推出|下设|孵化|培育|开展|举办|实施|启动|推行|探索|创新|策划|发起|形成|搭建|组织|部署|举行|派生出?|衍生出?|延伸出?|细化为|上线)"
    f"(?:实施|开展|推出|打造|建立)?[了起出]?(?!一批|一系列){_HAN}{{0,6}}[“‘]?$"
)
_JOINT = re.compile(f"”?(?:{_HAN}{{0,6}}(?:、|和|与|及|以及)|、|和|与|及|以及|，)?[“‘]?")
# 乙是甲的组成部分, 作为甲的重要一支
_MEMBER_LEAD = re.compile(f"(?:是|作为|成为|属于|系|隶属于?|归属于?|纳入|列入|融入){_HAN}{{0,8}}[“‘]?$")
_MEMBER_TAIL = re.compile(
    f"”?{_HAN}{{0,8}}?(?:的|之|中的|下的|旗下的?)?{_HAN}{{0,4}}(?:组成部分|一部分|一支|分支|支队|子品牌|分品牌|子项目|子活动|子工程|子平台|之一|一环|系列活动|延伸|配套|重点项目|重要内容|具体行动|专项|"
    "(?:主要|重要|具体|核心|基本|实践|有效|有力|有形)(?:载体|抓手|阵地|平台|支撑))"
)
_ENROLLED = re.compile("(?:纳入|列入|归属于?|隶属于?|属于)[\u4e00-\u9fff]{0,8}[“‘]?$")
_AS_MEMBER = re.compile("作为[\u4e00-\u9fff]{0,8}[“‘]?$")
# 会议要求, 活动期间: what follows is said of the programme that the sentence before launched.
_RESUMED = re.compile(
    f"(?:会议|方案|意见|通知|文件|行动|活动|工程|计划|项目|品牌|该{_HAN}{{2,4}}|其中|期间|{_HAN}{{0,4}}(?:行动|活动|工程|计划|项目)(?:期间|中|以来))"
    "(?:强调|要求|明确|提出|指出|包括|分为|将|从|聚焦|围绕|启动以来|实施以来|开展以来|以来|，)"
)
_LAUNCHED = re.compile("(?:部署|启动|实施|推出|推进|开展|印发|打造|创建)[\u4e00-\u9fff]{0,12}[“‘]?$")
_BRANDED = re.compile(f"(?:打造|创建|培育|推出|塑造)了?{_HAN}{{0,14}}品牌(?:——|—)?“?$")
# 品牌旗下的, 讲习所下设的: the head noun alone stands for the programme named before.
_SHORT = re.compile(
    f"(?<![\u4e00-\u9fff”])({_HAN}{{0,2}}?(?:该|此|这一|这个)?)({_HAN}{{2,3}}?)(?:旗下|下设|框架下|名下|麾下|体系下|统领下|下辖|所属)(?:的|了|有)?"
)
_SHORT_END = re.compile("[下属]")
_SORTS = {"品牌": "brand", "平台": "platform", "行动": "action", "工程": "project", "项目": "project", "活动": "campaign"}
_NOT_PARENTS = {"national"}


def framed(doc: Document, programs: list[Mention], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """``(part, whole)`` as single sentences, and sentences that take up the one before, put it.

    Examples
    --------
    >>> text = "以“江畔晚晴”品牌为统领，组建“银哨”巡访队、“银笔”宣讲团。"
    >>> spans = [(2, 6, "brand"), (16, 18, "team"), (24, 26, "team")]
    >>> found = [Mention("PROGRAM", a, b, ProgramValue(kind, text[a:b])) for a, b, kind in spans]
    >>> list(framed(Document.from_text(text), found, {m.value.name: m.value.name for m in found}))
    [('银哨', '江畔晚晴'), ('银笔', '江畔晚晴')]
    """
    grammar = _Frames(doc, programs)
    for index, mention in enumerate(programs):
        if mention.rule in _NOT_PARENTS:
            continue
        parts = [*grammar.under(index), *grammar.belonging(index), *grammar.resumed(index), *grammar.summed(index)]
        yield from ((names[_value(part).name], names[_value(mention).name]) for part in parts)
    yield from ((names[_value(part).name], names[_value(whole).name]) for part, whole in grammar.referred())


def _value(mention: Mention) -> ProgramValue:
    assert isinstance(mention.value, ProgramValue)
    return mention.value


def _leads(before: str, after: str) -> bool:
    return _LED_BEFORE.search(before) is not None and _LED_AFTER.match(after) is not None


def _is_means(before: str, after: str) -> bool:
    """Whether a programme is what another is held on; a channel that only spreads it is not."""
    match = _MEANS_AFTER.match(after)
    return match is not None and _MEANS_BEFORE.search(before) is not None and not _CHANNEL.search(match[0])


class _Frames:
    """The sentences of a document, asked for what each programme holds."""

    def __init__(self, doc: Document, programs: list[Mention]) -> None:
        self._text = doc.text
        self._programs = programs
        self._places = [m.start for m in doc.mentions if m.type == "REGION"]

    def under(self, index: int) -> Iterator[Mention]:
        """The parts that follow in the sentence: of a means, a leader, a holder."""
        mention = self._programs[index]
        before, after = self._around(mention)
        if composed := self._composed(index) or self._bracketed(index):
            yield from composed
        elif supports := self._supports(index, before, after):
            yield from supports
        elif match := _UNDER_AFTER.match(after):
            yield from self._held(index, mention.end + match.end())
        elif _leads(before, after) or _is_means(before, after):
            yield from self._made(index, self._end_of_sentence(mention.end))
        elif self._brings_forth(mention, before, after):
            yield from self._made(index, self._end_of_part(mention.end))

    def _brings_forth(self, mention: Mention, before: str, after: str) -> bool:
        """在甲中，…; “甲”驿站先后开设…: what the same part of the sentence makes is made under 甲."""
        if _IN_BEFORE.search(before) and _IN_AFTER.match(after):
            return True
        channel = _CHANNEL.match(after.lstrip("”"))
        return _value(mention).kind in _RUNNERS and _RUNS_AFTER.match(after) is not None and not channel

    def _around(self, mention: Mention) -> tuple[str, str]:
        return self._text[max(0, mention.start - 14) : mention.start], self._text[mention.end : mention.end + 40]

    def _end_of_sentence(self, at: int) -> int:
        end = _SENTENCE_END.search(self._text, at, at + _REACH)
        return end.start() if end else min(len(self._text), at + _REACH)

    def _end_of_part(self, at: int) -> int:
        """The sentence's end, or the ； before it."""
        end = self._end_of_sentence(at)
        part = self._text.find("；", at, end)
        return part if part >= 0 else end

    def _following(self, index: int, end: int) -> Iterator[Mention]:
        for at in range(index + 1, bisect_left(self._programs, end, key=_start)):
            yield self._programs[at]

    def _made(self, index: int, end: int) -> Iterator[Mention]:
        """The programmes up to ``end`` that a verb brings into being, and the rest of their lists."""
        last = -1
        for mention in self._following(index, end):
            lead = self._text[max(0, mention.start - 14) : mention.start]
            if _MADE.search(lead) or (last >= 0 and _JOINT.fullmatch(self._text, last, mention.start)):
                last = mention.end
                yield mention

    def _held(self, index: int, start: int) -> Iterator[Mention]:
        """甲旗下的乙已…，“丙”每月…: what follows straight on, and what opens a clause or is made there."""
        end, last = self._end_of_sentence(start), start
        for mention in self._following(index, end):
            gap = self._text[last : mention.start]
            near = last == start and len(gap) <= 16 and "，" not in gap
            lead = self._text[max(0, mention.start - 14) : mention.start]
            if near or re.search("[，；：、]“?$", lead) or _MADE.search(lead) or _JOINT.fullmatch(gap):
                last = mention.end
                yield mention

    def _composed(self, index: int) -> list[Mention]:
        """甲由“乙”“丙”组成: the list up to its verb."""
        mention, following = self._programs[index], self._programs[index + 1 : index + 2]
        if not following or not _MADE_UP.fullmatch(self._text, mention.end, following[0].start):
            return []
        listed = list(self._following(index, self._end_of_sentence(mention.end)))
        for size, part in enumerate(listed, 1):
            if _COMPOSED.match(self._text, part.end):
                return listed[:size]
        return []

    def _bracketed(self, index: int) -> list[Mention]:
        """甲（含“乙”“丙”）: what the bracket holds."""
        mention, following = self._programs[index], self._programs[index + 1 : index + 2]
        if not following or not _OPENS.fullmatch(self._text, mention.end, following[0].start):
            return []
        close = self._text.find("）", following[0].end, following[0].end + _REACH)
        return list(self._following(index, close)) if close >= 0 else []

    def _supports(self, index: int, before: str, after: str) -> list[Mention]:
        """以甲为核心、“乙”“丙”为支撑: the list up to what it is called."""
        if not _leads(before, after):
            return []
        listed = list(self._following(index, self._end_of_part(self._programs[index].end)))
        for size, part in enumerate(listed, 1):
            if _SUPPORTS.match(self._text, part.end):
                return listed[:size]
            if size < len(listed) and not _JOINT.fullmatch(self._text, part.end, listed[size].start):
                return []
        return []

    def belonging(self, index: int) -> Iterator[Mention]:
        """乙是甲的组成部分, 乙纳入甲; 作为甲的重要一支，乙…."""
        mention = self._programs[index]
        before, after = self._around(mention)
        if not _MEMBER_LEAD.search(before) or not (_MEMBER_TAIL.match(after) or _ENROLLED.search(before)):
            return
        start = max(self._text.rfind(c, max(0, mention.start - _REACH), mention.start) for c in "。！？；\n") + 1
        earlier = [m for m in self._programs[max(0, index - 4) : index] if m.start >= start]
        if earlier:
            yield earlier[-1]
        elif _AS_MEMBER.search(before):
            yield from self._list_after(index)

    def _list_after(self, index: int) -> Iterator[Mention]:
        """The next programme of the sentence and those that stand in one list with it."""
        last = -1
        for mention in self._following(index, self._end_of_sentence(self._programs[index].end)):
            if last >= 0 and not _JOINT.fullmatch(self._text, last, mention.start):
                return
            last = mention.end
            yield mention

    def resumed(self, index: int) -> Iterator[Mention]:
        """部署甲行动。会议要求开展乙…: sentences of the paragraph that take the programme up again."""
        mention = self._programs[index]
        before, _ = self._around(mention)
        reach = max(0, mention.start - 30)
        named = "品牌" in self._text[reach : mention.start] and bool(_BRANDED.search(self._text, reach, mention.start))
        if not (named or _LAUNCHED.search(before)):
            return
        stop = self._end_of_sentence(mention.end) + 1
        if any(m.start < stop for m in self._programs[index + 1 : index + 2]):
            return
        while stop < len(self._text) and self._text[stop - 1] != "\n":
            end = self._end_of_sentence(stop)
            if self._text.startswith("其中，", stop):
                yield from self._held(bisect_left(self._programs, stop, key=_start) - 1, stop + 3)
            elif _RESUMED.match(self._text, stop) or (named and not self._names_place(stop, end)):
                yield from self._made(bisect_left(self._programs, stop, key=_start) - 1, min(end, self._end_of_part(stop)))
            elif not named:
                return
            stop = end + 1

    def summed(self, index: int) -> list[Mention]:
        """“甲”品牌，“乙”“丙”两个子项目: the list that is called its parts."""
        whole = self._programs[index]
        listed = list(self._following(index, self._end_of_part(whole.end)))
        if listed and _JOINT.fullmatch(self._text, whole.end, listed[0].start):
            return []
        first = 0
        for at, part in enumerate(listed):
            if at and not _JOINT.fullmatch(self._text, listed[at - 1].end, part.start):
                first = at
            if _SUBS.match(self._text, part.end):
                return listed[first : at + 1]
        return []

    def referred(self) -> Iterator[tuple[Mention, Mention]]:
        """品牌旗下的“乙”, 讲习所下设的“乙”: parts, and the programme that the noun refers to."""
        # No more than seven characters of the match stand before 旗下 and its like, of which 下 is the third at most.
        for match in find_near(_SHORT, _SHORT_END, self._text, back=9):
            index = bisect_left(self._programs, match.start(), key=_start) - 1
            whole = self._antecedent(index, match[2])
            if whole is not None:
                yield from ((part, whole) for part in self._held(index, match.end()))

    def _antecedent(self, index: int, noun: str) -> Mention | None:
        """The last programme up to ``index`` that the noun names, by its own end or by its kind."""
        for mention in reversed(self._programs[max(0, index - 12) : index + 1]):
            value = _value(mention)
            if value.name.endswith(noun) or value.kind == _SORTS.get(noun):
                return mention
        return None

    def _names_place(self, start: int, end: int) -> bool:
        """Whether the sentence speaks of a place, so perhaps of another body's work."""
        at = bisect_left(self._places, start)
        return at < len(self._places) and self._places[at] < end


def _start(mention: Mention) -> int:
    return mention.start
