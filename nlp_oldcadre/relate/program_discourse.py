"""Parts of a programme as the text goes on to speak of it: by its noun, by what it brings forth, by a list below it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from nlp_oldcadre.model import Document, Mention, ProgramValue

_HAN = "[\u4e00-\u9fff]"
# No sentence that names parts runs longer; a paragraph is read back as far.
_REACH = 300
_BREAKS = "。！？\n"
_JOINT = re.compile(f"”?(?:{_HAN}{{0,4}}(?:、|和|与|及|以及|，以及)|、|和|与|及|以及)?[“‘]?")
# The nouns that stand for a programme named before (该工程, 驿站里, 品牌先后…).
_NOUN = (
    "总?品牌|平台|工程|项目|行动|计划|活动|驿站|课堂|讲堂|学堂|夜校|工作室|工作站|宣讲团|报告团|讲师团|智囊团|服务团|服务队|合唱团|艺术团|网宣队|"
    "团队|队伍|联盟|学习圈|朋友圈|小院|之家|基地|机制|体系|矩阵|阵地|中心|学院|书院|公众号|小程序|该团|该队"
)
_OPENED_BY = re.compile(
    f"(?:{_HAN}{{1,5}}，|如今|目前|今年|去年|现在|[一二两三四五六七八九十\\d]+年来，?)?(?:该|这一|这个|此|这支|以|围绕|依托|通过|在)?“?(?P<noun>{_NOUN})"
    f"(?:”|里|内|中|上|在|已|共|现|还|先后|陆续|相继|又|将|设|开|由|为|下|旗下|分|建|推|孵|衍|以|按|包|涵|成立|每|牵引|运行|聚焦)"
)
# What brings a part into being by its own sense: no noun need stand for the whole.
_SPAWNED = re.compile(
    "(?:孵化|衍生|派生|延伸|细化|分化|裂变|催生|下设|下分|下辖|分设|内设|共设|分为|包括|包含|涵盖|囊括|拓展|新增|增设)"
    "(?:出|了|为|成|有|设)*[^，。；：“”]{0,8}“?$"
)
_MADE = re.compile(
    "(?:组建|成立|建立|建成|建起|打造|创建|开设|开办|创办|设立|设有|推出|推行|试行|开展|举办|实施|启动|探索|搭建|上线|开通|开辟|"
    "新增|原有|推进|深化|落实|办好|用好|做优|做实|建|开|设|办|共设|推广)"
    f"(?:[了起出有]){{0,2}}{_HAN}{{0,6}}“?$"
)
_CLAUSE_OPENED = re.compile("[，；：、]“?$")
# 该项目是“甲”的重要组成部分, 被纳入“甲”总体布局
_MEMBER_LEAD = re.compile("(?:是|作为|成为|属于|系|纳入|列入|融入|隶属于?|归属于?)[^，。；“”]{0,16}“?$")
_MEMBER_TAIL = re.compile(
    f"”?{_HAN}{{0,8}}?(?:的|之|中的|中|下的|旗下的?)?{_HAN}{{0,6}}(?:组成部分|一部分|一支|之一|分支|子品牌|分品牌|子项目|子活动|子工程|子平台|一环|"
    "系列活动|延伸|配套|试点|点位|站点|"
    "重点任务|重点项目|重点工作|重要内容|固定节目|骨干|主力|重头戏|重要举措|具体举措|总体布局|整体布局|总盘子|总体框架|(?:主要|重要|具体|核心|有力|有效)(?:载体|抓手|阵地|平台|支撑))"
)
_BELONGS_BY_VERB = re.compile("(?:纳入|列入|融入|隶属于?|归属于?|同属于?|从属于?)[^，。；“”]{0,16}“?$")
_ALONGSIDE = re.compile("”?[^。；\n“”]{0,24}，(?:并)?与“")
# “甲”的王牌项目“乙”
_OWN_PART = re.compile(
    f"”?(?:{_HAN}{{0,6}}(?:品牌|行动|工程|计划|项目|平台))?(?:的|旗下的?|之下的?|所属的?|中的|里的){_HAN}{{0,6}}(?:项目|品牌|活动|课堂|栏目|专栏|课程|板块|系列|频道|抓手|分队)“"
)
_HOLDS = re.compile("”?(?:每[年月周季]度?|定期|常年|常态化|已|先后|还|陆续|相继)*(?:组织|举办|开展|开设|推出|设立|设有)了?“")
# 围绕“甲”，…; 以“甲”统揽全局
_AROUND = re.compile("(?:围绕|依托|聚焦|立足|以|用)[\u4e00-\u9fff]{0,4}“?$")
_AROUND_AFTER = re.compile(
    f"”?(?:{_HAN}{{0,4}}(?:品牌|平台|工程|行动|项目|计划|机制|体系))?(?:，|{_HAN}{{0,2}}(?:统揽|统领|总揽|引领|牵引|贯穿|带动|为))"
)
# A line or an item of an enumeration that leads with a name.
_ITEM = re.compile(
    r"[ 　]*(?:（[一二三四五六七八九十\d]+）|[一二三四五六七八九十\d]{1,2}[.．、是]|[①-⑩●◆■▲★·○]|"
    "[\u4e00-\u9fff]{1,4}(?:——|：))*[ 　]*(?:[\u4e00-\u9fff]{0,4})“?"
)
_ENUMERATED = re.compile(
    r"(?:[一二三四五六七八九]是|其[一二三四五六]，?|首先，?|其次，?|在[^，。；]{2,8}(?:一线|方面|战线|领域|上)，)"
)
_COUNTS_PARTS = re.compile(
    "[二三四五六七八九十两\\d]+(?:个|大|项|张|支|条|部)(?:[\u4e00-\u9fff]{0,6}(?:品牌|项目|行动|工程|平台|载体|阵地|活动|抓手|名片|板块|专栏)|曲|重奏)|总品牌|品牌矩阵"
)
_COMPOSED = re.compile(
    "(?:它们|[二三四五两]者|共同|一起|一道|联合)[^，。；“”]{0,6}(?:组成|构成|汇成|形成|服务)了?[^，。；“”]{0,24}“?$"
)
_MADE_OF = re.compile("由“[^。；\n]{2,36}(?:组成|构成)的[\u4e00-\u9fff]{0,4}“?$")
_IN_WORK = re.compile("”?[\u4e00-\u9fff]{0,6}(?:品牌|行动|工程|项目|计划)(?:建设|创建|推进|实施)?中，“")
# “甲”品牌：“乙”…; “甲”之“乙”; “甲”的三个子项目分别是“乙”
_COLON = re.compile(
    "”?[\u4e00-\u9fff]{0,8}(?:包括|包含|涵盖|分为)?：“|”?之“|"
    "”?的?[二三四五六七八九十两\\d][个大项][\u4e00-\u9fff]{0,6}(?:分别)?(?:是|为|有|包括)：?“|”?[\u4e00-\u9fff]{0,8}（“"
)
_IN_FIELD = re.compile("”?(?:这一块|这块|这一板块|板块|方面|框架下|品牌下|中|里)，")
_REFERRED = {
    "平台": "platform", "品牌": "brand", "总品牌": "brand", "活动": "campaign", "项目": "project", "行动": "action",
    "工程": "project", "计划": "project", "机制": "mechanism", "团队": "team", "队伍": "team",
}  # fmt: skip
_SHORTEST_BRAND = 3


def continued(doc: Document, programs: list[Mention], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """``(part, whole)`` that the discourse puts so.

    Examples
    --------
    >>> text = "“江岸晚晴”由社区建成，如今已孵化出“晚晴调解室”“晚晴菜园”。"
    >>> spans = [(1, 5, "platform"), (19, 24, "platform"), (26, 30, "platform")]
    >>> found = [Mention("PROGRAM", a, b, ProgramValue(kind, text[a:b])) for a, b, kind in spans]
    >>> sorted(set(continued(Document.from_text(text), found, {m.value.name: m.value.name for m in found})))
    [('晚晴菜园', '江岸晚晴'), ('晚晴调解室', '江岸晚晴')]
    """
    if len(programs) < 2:
        return
    discourse = _Discourse(doc.text, programs)
    for index in range(len(programs)):
        for part, whole in discourse.around(index):
            # Party-wide campaigns hold everybody's work.
            if whole.rule == "national":
                continue
            yield names[_value(part).name], names[_value(whole).name]
    yield from _by_name(names)


def _by_name(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """甲·乙 is a part of 甲."""
    for name in dict.fromkeys(names.values()):
        head, _, tail = name.partition("·")
        if tail and head in names and len(head) >= _SHORTEST_BRAND:
            yield name, names[head]


def _value(mention: Mention) -> ProgramValue:
    assert isinstance(mention.value, ProgramValue)
    return mention.value


class _Discourse:
    """The text, asked for what each programme is part of or holds."""

    def __init__(self, text: str, programs: list[Mention]) -> None:
        self._text, self._programs = text, programs

    def around(self, index: int) -> Iterator[tuple[Mention, Mention]]:
        """``(part, whole)`` where the programme is one of the two."""
        mention = self._programs[index]
        before = self._text[max(0, mention.start - 44) : mention.start]
        after = self._text[mention.end : mention.end + 40]
        yield from ((part, mention) for part in self._holding(index, before, after))
        if whole := self._spawning(index, before):
            yield from ((part, whole) for part in self._listed(index))
        if whole := self._named_by_noun(index, before):
            yield mention, whole

    def _holding(self, index: int, before: str, after: str) -> Iterator[Mention]:
        mention = self._programs[index]
        if _OWN_PART.match(after) or _COLON.match(after) or _HOLDS.match(after):
            yield from self._listed(index + 1)
        if _MEMBER_LEAD.search(before) and (_MEMBER_TAIL.match(after) or _BELONGS_BY_VERB.search(before)):
            yield from self._members(index)
        if _AROUND.search(before) and _AROUND_AFTER.match(after):
            yield from self._made(index, self._sentence_end(mention.end))
            yield from self._enumerated(index)
        if (_IN_FIELD.match(after) and before.endswith(("在“", "在"))) or _IN_WORK.match(after):
            yield from self._clause_made(index)
        if _COMPOSED.search(before) or _MADE_OF.search(before):
            yield from self._list_before(index)
        elif _COUNTS_PARTS.search(self._text, mention.end, self._sentence_end(mention.end)):
            yield from self._lines_below(index)
        if _LAUNCH.search(before):
            yield from self._enumerated(index)
            if _BRAND_AFTER.match(after):
                yield from self._made(index, self._sentence_end(mention.end))

    def _sentence_end(self, at: int) -> int:
        reach = min(len(self._text), at + _REACH)
        return min((found for c in _BREAKS if (found := self._text.find(c, at, reach)) >= 0), default=reach)

    def _sentence_start(self, at: int) -> int:
        return max(self._text.rfind(c, max(0, at - _REACH), at) for c in _BREAKS) + 1

    def _index(self, at: int) -> int:
        return bisect_left(self._programs, at, key=_start)

    def _listed(self, index: int) -> Iterator[Mention]:
        """The programme and those that stand in one list with it."""
        last = None
        for mention in self._programs[index : index + 12]:
            if last is not None and not _JOINT.fullmatch(self._text, last.end, mention.start):
                return
            yield mention
            last = mention

    def _list_before(self, index: int) -> Iterator[Mention]:
        """它们共同组成了“甲”: the last list of the paragraph that has two names at least."""
        floor = max(self._text.rfind("\n", 0, self._programs[index].start), self._programs[index].start - _REACH)
        first = self._index(floor)
        at = first
        found: list[Mention] = []
        while at < index:
            listed = [m for m in self._listed(at) if m.start < self._programs[index].start]
            found = listed if len(listed) > 1 else found
            at += len(listed)
        yield from found

    def _members(self, index: int) -> Iterator[Mention]:
        """What is said to belong: the sentence's first programme, else what its noun stands for; and those beside it."""
        mention = self._programs[index]
        start = self._sentence_start(mention.start)
        first = self._index(start)
        if first < index:
            yield from self._joined_up_to(index - 1)
        elif self._text.startswith("作为", start):
            yield from self._listed(index + 1)
        elif earlier := self._subject(start, first):
            yield earlier
        if match := _ALONGSIDE.match(self._text, mention.end):
            yield from self._listed(self._index(match.end()))

    def _joined_up_to(self, index: int) -> Iterator[Mention]:
        """The programme and those before it in the same list."""
        yield self._programs[index]
        while index and _JOINT.fullmatch(self._text, self._programs[index - 1].end, self._programs[index].start):
            index -= 1
            yield self._programs[index]

    def _subject(self, start: int, index: int) -> Mention | None:
        """The programme that the noun with which the sentence opens stands for."""
        match = _OPENING_NOUN.match(self._text, start)
        if not match or not index:
            return None
        found = self._antecedent(index - 1, match["noun"])
        # 此项活动 is the programme named last, whatever it is called.
        return found or (self._programs[index - 1] if match["pointing"] else None)

    def _antecedent(self, index: int, noun: str) -> Mention | None:
        noun = noun.removeprefix("该")
        for at in range(index, max(-1, index - 10), -1):
            mention = self._programs[at]
            value = _value(mention)
            named = (
                value.name.endswith(noun) or noun in self._text[mention.end : mention.end + 12].split("，")[0].split("。")[0]
            )
            if named or value.kind == _REFERRED.get(noun):
                return mention
        return None

    def _spawning(self, index: int, before: str) -> Mention | None:
        """What brings it forth: the first programme of the sentence, else what the sentence's noun stands for."""
        if not _SPAWNED.search(before):
            return None
        start = self._sentence_start(self._programs[index].start)
        first = self._index(start)
        # 工程在原有“…”基础上，新增“…”: the noun before the names, where the sentence opens with one.
        return self._subject(start, first) or (self._programs[first] if first < index else None)

    def _named_by_noun(self, index: int, before: str) -> Mention | None:
        """驿站里，“乙”…; 该工程先后建成“乙”: what opens a clause or is made in a sentence about the noun."""
        mention = self._programs[index]
        start = self._sentence_start(mention.start)
        start = max(start, self._text.rfind("；", start, mention.start) + 1)
        match = _OPENED_BY.match(self._text, start, mention.start)
        if not match or not (_MADE.search(before) or _CLAUSE_OPENED.search(before) or self._continues(index, start)):
            return None
        return self._antecedent(self._index(start) - 1, match["noun"])

    def _continues(self, index: int, start: int) -> bool:
        """Whether it stands in a list whose first member opens a clause or is made."""
        mention, last = self._programs[index], self._programs[index - 1]
        if index == 0 or last.start < start or not _JOINT.fullmatch(self._text, last.end, mention.start):
            return False
        lead = self._text[max(0, last.start - 14) : last.start]
        return bool(_MADE.search(lead) or _CLAUSE_OPENED.search(lead)) or self._continues(index - 1, start)

    def _made(self, index: int, end: int) -> Iterator[Mention]:
        """The programmes up to ``end`` that a verb brings into being, with the rest of their lists."""
        last = -1
        for mention in self._programs[index + 1 : self._index(end)]:
            lead = self._text[max(0, mention.start - 14) : mention.start]
            if _MADE.search(lead) or (last >= 0 and _JOINT.fullmatch(self._text, last, mention.start)):
                last = mention.end
                yield mention

    def _clause_made(self, index: int) -> Iterator[Mention]:
        """在“甲”这一块，…成立的“乙”: the next programme of the sentence."""
        end = self._sentence_end(self._programs[index].end)
        yield from (m for m in self._programs[index + 1 : index + 2] if m.start < end)

    def _enumerated(self, index: int) -> Iterator[Mention]:
        """一是设立“乙”; 在产业一线，建“丙”: the sentences of an enumeration that begins right below."""
        stop = self._sentence_end(self._programs[index].end) + 1
        if self._text[stop : stop + 1] == "\n":
            stop += 1
        while _ENUMERATED.match(self._text, stop):
            end = self._sentence_end(stop)
            yield from self._made(self._index(stop) - 1, end)
            stop = end + 1

    def _lines_below(self, index: int) -> Iterator[Mention]:
        """“甲”四个子品牌: the lines below that lead with a name each."""
        line = self._text.find("\n", self._programs[index].end)
        found: list[Mention] = []
        while 0 <= line < len(self._text) - 1:
            start = line + 1
            line = self._text.find("\n", start)
            if not self._text[start : line if line >= 0 else None].strip():
                continue
            lead = _ITEM.match(self._text, start)
            at = self._index(start)
            if not lead or at >= len(self._programs) or self._programs[at].start > lead.end():
                break
            found.append(self._programs[at])
        if len(found) > 1:
            yield from found


_OPENING_NOUN = re.compile(
    f"(?:{_HAN}{{1,5}}，|如今|目前|今年|去年|[一二两三四五六七八九十\\d]+年来，?)?(?P<pointing>该|这一|这个|此项?|本次|这支)?“?(?P<noun>{_NOUN}|团|队)"
)
_BRAND_AFTER = re.compile(f"”?{_HAN}{{0,6}}品牌，")
_LAUNCH = re.compile("(?:实施|启动|打造|推进|开展|创建)[\u4e00-\u9fff]{0,8}“?$")


def _start(mention: Mention) -> int:
    return mention.start
