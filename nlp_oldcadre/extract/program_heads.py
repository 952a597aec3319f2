"""The words that make a phrase the name of a programme: head nouns after and inside it, verbs before it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from nlp_oldcadre.extract.sizes import sizes_by_opening
from nlp_oldcadre.tables import Tables

# A head may follow after modifiers (“…”党建品牌创建活动), never beyond these words.
_RUN = re.compile(
    r"(?:[^\s，。；：、！？“”《》（）()的是在为了使让把将被于从向对与和及并以或等]|为(?=[老民])|对(?=[接口话标])|(?<=[结配])对|和(?=谐)|使(?=命)|把(?=[脉关])|(?<=普)及){1,24}"
)
_NO_RUN = frozenset("，。；：、！？“《》（）()的是在了")
_SKIP = re.compile(
    r"(?:(?:[\u4e00-\u9fff]{2})?等|等等|这一|这个|等一系列|等系列|系列|等多[个种项]|[二三四五六七八九十两]大(?=行动|工程|计划|品牌|项目|平台|活动|机制|阵地|课堂)|[二三四五六七八九十两\d]+支(?=[\u4e00-\u9fff]{0,4}队伍)|[二三四五六七八九十两\d]+[个项](?=[\u4e00-\u9fff]{0,4}(?:行动|工程|计划|品牌|项目|平台|活动|机制|制度)))"
)
# A longer last word is a name of its own.
_LONGEST_INSIDE = 6
# 行动者, 制度化: a longer word, no head.
_AFTER_HEAD = frozenset("会家者化")


@dataclass(frozen=True, slots=True)
class _HeadRow:
    """A head noun: ``after`` is ``strong`` or ``weak`` evidence after the quotation marks; ``inside`` at a name's end."""

    head: str
    kind: str
    after: str = ""
    inside: bool = False
    inside_kind: str = ""


@dataclass(frozen=True, slots=True)
class _VerbRow:
    """A verb before names; ``creates`` when it brings what it names into being."""

    verb: str
    kind: str
    creates: bool = False


class Head(NamedTuple):
    """A head noun that follows a name: its kind, how strong it is as evidence, and where it ends in the text after."""

    word: str
    kind: str
    strong: bool
    end: int


class Lexicon:
    """The tables of heads and verbs, compiled.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> lexicon = Lexicon.of(load_tables())
    >>> lexicon.head_after("党建品牌创建活动，要坚持").kind, lexicon.head_after("生活，为老同志") is None
    ('brand', True)
    >>> lexicon.kind_inside("枫桥驿站"), lexicon.verb_before("全市着力打造了")[0]
    ('platform', '着力打造')
    """

    def __init__(self, tables: Tables) -> None:
        rows = tables.rows("program_heads", _HeadRow)
        self._after = {r.head: r for r in rows if r.after}
        self._inside = {r.head: r.inside_kind or r.kind for r in rows if r.inside}
        self._sizes = sizes_by_opening(self._after)
        self._endings = sizes_by_opening(head[::-1] for head in self._inside if len(head) <= _LONGEST_INSIDE)
        self._verbs = {r.verb: r for r in tables.rows("program_verbs", _VerbRow)}
        words = tables.record("quoted_phrases")
        self._verb = re.compile(f"({_any(self._verbs)})(?:{words['adjunct']})*$")
        self._said = re.compile(words["said"])

    @classmethod
    def of(cls, tables: Tables) -> Lexicon:
        """The lexicon of these tables, compiled once."""
        lexicon: Lexicon = tables.keep(cls, lambda: cls(tables))
        return lexicon

    def head_after(self, after: str) -> Head | None:
        """The head noun that a name's following text starts with, modifiers allowed."""
        if not after or after[0] in _NO_RUN:
            return None
        skip = match.end() if (match := _SKIP.match(after)) else 0
        run = _RUN.match(after, skip)
        if not run:
            return None
        verb = self._said.search(run[0])
        found = self._heads_in(run[0][: verb.start()] if verb else run[0])
        if not found:
            return _open_head(after)
        best = next((h for h in found if h.kind == "brand" and h.strong), found[-1] if skip else _nearest(found))
        return best._replace(end=best.end + skip) if skip else best

    def _heads_in(self, run: str) -> list[Head]:
        """The longest head at each place of the run, left to right."""
        heads = []
        at, end, sizes, after = 0, len(run), self._sizes, self._after
        while at < end:
            opening = run[at : at + 2] if run[at : at + 2] in sizes else run[at]
            if opening not in sizes:
                at += 1
                continue
            for size in sizes[opening]:
                row = after.get(run[at : at + size])
                # A head of one character counts only where the run ends with it; a shorter rest is shorter than its size.
                if (
                    row
                    and len(row.head) == size
                    and (size > 1 or at + size == end)
                    and run[at + size : at + size + 1] not in _AFTER_HEAD
                ):
                    # “…”老干部活动站: the run's last character makes the head one of a team or a place.
                    made = _MAKES.get(run[at + size :])
                    size += made is not None
                    heads.append(Head(run[at : at + size], made or row.kind, row.after == "strong", at + size))
                    at += size
                    break
            else:
                at += 1
        return heads

    def kind_inside(self, name: str) -> str | None:
        """The kind that a name's own last word tells, if any."""
        tail, endings, inside = name[:-3:-1], self._endings, self._inside
        if tail not in endings:
            tail = tail[:1]
        if tail not in endings:
            return None
        for size in endings[tail]:
            if name[-size:] in inside and size < len(name):
                return inside[name[-size:]]
        return None

    def kind_of_tail(self, name: str) -> str | None:
        """The kind that the last word tells, or else the last character: enough where other signs say that it is a name."""
        return self.kind_inside(name) or (_tail_of(name) if len(name) >= _SHORTEST_TAILED else None)

    def kind_of_ending(self, name: str) -> str | None:
        """As :meth:`kind_of_tail`, of short names too: enough where something is done with what is called so."""
        return self.kind_inside(name) or _tail_of(name)

    def verb_before(self, before: str) -> tuple[str, str, bool] | None:
        """``(verb, kind, creates)`` of the verb that a name's preceding text ends with."""
        match = self._verb.search(before)
        row = self._verbs[match[1]] if match else None
        return (row.verb, row.kind, row.creates) if row else None


# The last character of a place, team, show or rule, where its whole noun is in no table.
_TAILS = {
    **dict.fromkeys("圈点站厅室屋院馆园吧坊堂廊亭苑角舍铺库群号岗哨桌凳台窗通网线铃呼码船车摊柜墙", "platform"),
    **dict.fromkeys("团队班阵组", "team"),
    **dict.fromkeys("行赛展会秀节课礼日集汇", "event"),
    **dict.fromkeys("法制卡单", "mechanism"),
    **dict.fromkeys("包箱件营", "project"),
}
_SHORTEST_TAILED = 4
# 劝和队, 送药组, 剪枝队: two to four characters that somebody does or deals with, and a team.
_OPEN_TEAM = re.compile(
    "[\u4e00-\u9fff]{2,4}?(?:队(?![伍员列医形])|团(?![结体员队组圆伙支])|组(?![织成建合长员团装阁]))(?![\u4e00-\u9fff]?[会学])"
)
_OPEN_METHOD = re.compile(
    "((?:[\u4e00-\u9fff]{2,3})(?<![说做办想看书立执普司合违方宪用守释民商刑税])法)(?=[，。；、（\n]|$)(?<!国法)(?<!条例法)"
)
# Bodies of the state, of a village, of science, and what only sits together.
_NO_TEAM = re.compile(
    "(?:[\u4e00-\u9fff]{0,2}(?:代表|考察|旅游|旅行|访问|参观|观光|领导|工作|调查|课题|研究|编辑|评审|专家|党|村民|居民|兴趣|学习|老年|老人|社|集|军|兵|使|乐|"
    "球|国家|校|省|市|县|区|州|消防|部|中|大|小|连|班|考|裁判|评委|节目|摄制|剧|男|女|青年|少年|老|新|带|领|率|列|排|站|插|归|入|离|掉|换|跟|整|列车|机|乘务|航天员|这|该|本|每|两|三|四|五|六|七|八|九|十|几|各|一|多|\\d))[队团组]|"
    "[的是在和与及为被由把将让向从等号]"
)
# 老法官说法 tells of the law, and is no method.
_LAW = ("说法", "普法", "学法", "释法", "讲法", "护法", "守法", "送法", "执法", "书法", "司法", "民法")
_MAKES = {**dict.fromkeys("队组团", "team"), **dict.fromkeys("站室点馆角圈台岗营", "platform")}


def _open_head(after: str) -> Head | None:
    """“水乡阿嫂”劝和队, “四个一”送学法: any verb makes a team's or method's noun, where no list holds it."""
    if method := _OPEN_METHOD.match(after):
        return Head(method[1], "mechanism", True, method.end(1))
    match = _OPEN_TEAM.match(after)
    if match is None or _NO_TEAM.match(match[0]):
        return None
    return Head(match[0], "team", True, match.end())


def _tail_of(name: str) -> str | None:
    return None if name.endswith(_LAW) else _TAILS.get(name[-1])


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _nearest(found: list[Head]) -> Head:
    """Of the heads in a run, the last strong one that the first leads up to (社会实践活动), else the first."""
    strong = [h for h in found if h.strong]
    if not strong:
        return found[0]
    # “…”服务队志愿者: the team, not its people.
    if strong[0].kind == "team":
        follower = next((h for h in strong[1:] if h.kind == "team" and h.end - len(h.word) == strong[0].end), None)
        return follower._replace(word=strong[0].word + follower.word) if follower and strong[0].word == "志愿者" else strong[0]
    # “…”活动启动仪式, “…”行动推进会: what is held for the programme is not the programme.
    held = (
        len(strong) > 1
        and strong[-1].kind == "event"
        and re.search("(?:活动|行动|工程|计划|项目|品牌|工作法|模式)$", strong[0].word)
    )
    return strong[0] if held else strong[-1]
