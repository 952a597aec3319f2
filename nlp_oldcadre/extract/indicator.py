"""What an amount counts: the noun phrase after the unit (141支“桑榆红”志愿服务队), else the one before it (捐款超540万元).

Phrases are cut at marks, at verbs that take a counted object (``object_verbs.csv``), at prepositions, adverbs and pronouns;
quotations, titles and brackets are units of their own. A guess that is short and clear is wanted, not a parse.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from nlp_oldcadre.extract import indicator_frames as frames
from nlp_oldcadre.extract.changes import Change
from nlp_oldcadre.extract.phrases import Token, from_mark, split_words, strip_links, trim, until_mark
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Span
from nlp_oldcadre.tables import Tables

# What a document says of its own printing.
PRINT_RUN = "印数"
_WINDOW = 40
# Kinds that tell of what was counted before (增长1.5倍, 提高5个百分点).
_RELATIVE_KINDS = {"ratio", "point", "times"}
_CUTTING_TAGS = {"d", "p", "u", "ud", "ug", "uj", "ul", "uz", "r", "y", "x", "m", "t"}
# Tagged as times, but persons or ages of life.
_NO_TIMES = {"青年", "少年", "老年", "中年", "成年", "晚年", "童年", "新时代", "新时期"}
_AND = {"和", "及", "与", "以及", "暨", "或"}
_RATE = re.compile("率$|占比$|比例$|比重$")
_SHARE = re.compile("占((?!比|有|地)[^，。；：、]{1,14}?)的?(?:比例|比重)?[为达约]?$")
_NOUN_SUFFIX = re.compile(
    "量|率|数|额|费|总量|总数|总额|人数|次数|金|会|团|队|组|班|员|者|站|室|岗|卡|品|点|库|到位率|比例|比重|标准|台账|团队|小组|队伍|人员|活动|仪式|工作"
)
# Verbs of the table that are nouns at the end of a phrase (志愿者组织6500支).
_ALSO_NOUNS = frozenset("组织 设计 总结 报道 创作 投资 推荐 要求 规定 联系 安排 讲述 命名 展示 入选".split())
_LIGHT_VERB = re.compile("作出?|做出?|进行|开展|给予|提供|实施|完成|组织|提出|予以|加以|得到|举办|先后|累计|共计|达到?|为|有|.")
_GIVEN = re.compile(
    "(捐款捐物|捐资捐物|捐款|捐资|捐物|募捐|筹款|捐赠|投资|筹资|出资|集资|融资|拨款|创收|增收|补贴|补助|资助|减免|报销|投入)$"
)
_DIMENSION = re.compile("(?:(?:建筑|占地|使用|总|种植|绿化|场地|活动|室内|改造|服务|展厅)?面积|占地|全长|总长|里程)$")
_OUTCOMES = {"荣获", "获得", "获", "获评", "参加", "被", "受到", "评为", "入选", "得到", "成为", "达到"}
_ALONE_SHARE = re.compile("(?:^|，|、)(?:约|分别)?占(?:比)?[约近超]?$")
_QUOTA = re.compile("(?:占比|比例|比重|率)$")
_EVENT_UNITS = re.compile("次|场|期|轮|遍|趟|回|人次")
_PRINTED = re.compile("(?:共印|印数|印刷|印制)[:：]?$")
_REACHED = re.compile("(?:分别|均|先后|全部|都)?(获评|荣获|获得|获|入选|当选|被评为|受到表彰|参加|参与|受益|受伤|报名|获奖)")
_AWARD = re.compile("(?:荣获|获得|获评|获|被授予|被评为|受到|入选)(?:了)?([^，。；、]{2,18}?)(?:称号|荣誉|[，。；、])")
_SUMMED = re.compile("(?:等|共|共计|合计|总计|累计)(?:达|约|近|超过?|逾|有|为)?$")
_CARRIES_ON = re.compile(
    "(?:目前|至今|先后|累计|共|已|总计|现已)*(?:开展|举办|组织|实施|完成|举行|进行|推出|刊发|印发|发放|建成|成立|组建)了?(?:共|近|累计)?"
)
_SCOPE_ONLY = re.compile("(?:全国|[全我本](?:省|市|州|县|区|旗|年|局|院|校))?(?:仅|只|共|唯)?$")
_WHOLE_AREA = re.compile("^全[省市县区州](?=[^的]{2})")
_VAGUE_SHARE = {"占比", "比例", "比重", "总数", "总量", "平均", "总额", "其中"}
_PERSON = re.compile(
    "(?:干部|党员|志愿者|同志|专家|群众|学生|青少年|人员|队员|会员|工作者|代表|老人|教师|战士|职工|居民|村民|学员|宣讲员|书记|儿童|团员|青年|师生|成员)$"
)
_GRADED = re.compile(
    "(?:个)?(?:创成|获评为?|被评为|评为|被命名为|命名为|升级为|成为|荣获|获得|获)((?:全[国省市区县]|国家级?|[省市区县]级?)[^，。；、\\d]{2,16})"
)
_DONE = re.compile("(达标|覆盖|签约|入库|参与|完成|满意|参加|建成|落实|到位|就业|入会|接种|开通|挂牌|办结|兑现)")
_SENTENCE_END = re.compile("[。；\n]")
_PRAISED = {"集体", "个人", "单位", "先进个人", "先进集体"}


@dataclass(frozen=True, slots=True)
class VerbRow:
    """A verb whose object an amount counts, or one that ends the noun phrase before it."""

    verb: str


class IndicatorFinder:
    """Finds indicators in one document; ``amounts`` are the spans of all its amounts, sorted."""

    def __init__(self, scan: Scan, amounts: list[Span]) -> None:
        self._text = scan.text
        self._starts = {span.start: i for i, span in enumerate(amounts)}
        self._amounts = amounts
        self._verbs: frozenset[str] = scan.tables.keep("indicator.verbs", lambda: _verbs(scan.tables))
        self._times = [m.span for m in scan.mentions("TIME")]
        self._time_ends = [span.end for span in self._times]
        # Amount by its place in the order → its subject in a list of subjects before.
        self._pairs: dict[int, str] = {}
        self._last: str | None = None
        self._last_kind = ""

    def find(self, start: int, end: int, kind: str, change: Change) -> str | None:
        """The indicator of the amount at ``[start, end)``; amounts are asked for in the order of the text."""
        after, before = self._after_piece(start, end), self._before_piece(start)
        found = self._paired(start)
        if found is None and kind == "age":
            found = frames.of_age(after, before)
        if found is None and kind in {"ratio", "point"}:
            found = self._of_ratio(start, after, before)
        if found is None and kind == "money":
            given = _GIVEN.search(strip_links(before))
            found = given[1] if given else frames.changed_fund(before)
        if found is None and kind in {"area", "length"}:
            dimension = _DIMENSION.search(strip_links(before))
            found = dimension[0] if dimension else None
        if found is None:
            found = self._general(start, end, after, before)
        if found is None and (kind == self._last_kind or kind in _RELATIVE_KINDS) and self._follows_amount(start):
            found = self._last
        if found:
            self._last, self._last_kind = found, kind
        return found

    def _paired(self, start: int) -> str | None:
        """The subject of its own where subjects and amounts are listed in one order."""
        index = self._starts[start]
        if index not in self._pairs and frames.is_distributed(self._text, start):
            first = max(0, start - _WINDOW, self._amounts[index - 1].end if index else 0)
            subjects = self._backward(from_mark(self._text[first:start]))
            self._pairs |= frames.pair(self._text, self._amounts, index, subjects or "")
        return self._pairs.get(index)

    def _general(self, start: int, end: int, after: str, before: str) -> str | None:
        if _PRINTED.search(before):
            return PRINT_RUN
        is_event = bool(_EVENT_UNITS.search(self._text, start, end))
        if after.startswith("的") and self._text[end - 1 : end] == "人" and (phrase := self._backward(before)):
            return phrase
        phrase = None if frames.CHANGE.match(after) else self._forward(after, is_event=is_event) or self._of_next(end)
        if phrase and strip_links(phrase):
            return self._graded(phrase, after, end)
        phrase = self._backward(before)
        if phrase is None and (reached := _REACHED.match(after)) and self._text[end - 1 : end] in {"人", "名", "位"}:
            return f"{reached[1]}人员"
        if phrase is not None and not _SCOPE_ONLY.fullmatch(phrase):
            return phrase
        if frames.SPLIT_UP.search(before):
            return frames.unit_alone(self._text[start:end])
        if each := frames.PER_GROUP.search(before):
            is_people = self._text[end - 1 : end] in {"人", "名", "位"}
            return each[1] if is_people else self._backward(before[: each.start()])
        if _CARRIES_ON.fullmatch(before):
            return self._of_clause_before(start - len(before))
        return None

    def _of_clause_before(self, clause: int) -> str | None:
        """What the clause before is about, when this one has a verb alone (…主题活动，累计开展80场次)."""
        if clause < 1 or self._text[clause - 1] != "，":
            return None
        return self._backward(from_mark(self._text[max(0, clause - 1 - _WINDOW) : clause - 1]))

    def _graded(self, phrase: str, after: str, end: int) -> str:
        """支部创成市级示范支部 counts 市级示范支部; 个人荣获…表彰 counts those who got it."""
        graded = _GRADED.match(after, len(phrase))
        if graded and graded[1].endswith(phrase[-2:]):
            return graded[1]
        if phrase in _PRAISED:
            stop = _SENTENCE_END.search(self._text, end, end + 60)
            award = _AWARD.search(self._text, end, stop.end() if stop else min(len(self._text), end + 60))
            return f"{award[1]}{phrase}" if award else phrase
        return phrase

    def _of_next(self, end: int) -> str | None:
        """What the next amount counts when it follows at once (10余种20多个功能室)."""
        for near in (end, end + 1):
            if near in self._starts and not self._text[end:near].strip(" 、"):
                span = self._amounts[self._starts[near]]
                return self._forward(self._after_piece(span.start, span.end))
        return None

    def _follows_amount(self, start: int) -> bool:
        """Whether another amount stands shortly before in the same sentence (由3000平方米增至8000平方米)."""
        index = self._starts[start]
        return index > 0 and not _SENTENCE_END.search(self._text, self._amounts[index - 1].end, start)

    def _of_ratio(self, start: int, after: str, before: str) -> str | None:
        share = _SHARE.search(before)
        if share:
            return f"占{share[1]}"
        if after.startswith("的"):
            return self._forward(after)
        if frames.AGE_SHARE.fullmatch(before) and self._last_kind == "age":
            aged = self._amounts[self._starts[start] - 1]
            return f"{self._text[aged.start : aged.end]}占比"
        if _ALONE_SHARE.search(before) and self._last:
            return f"{self._last}占比"
        phrase = self._backward(before)
        stripped = strip_links(before)
        if phrase is None and (quota := _QUOTA.search(stripped)):
            phrase = (self._backward(stripped[: quota.start()]) or "") + quota[0]
        if phrase and _RATE.search(phrase):
            return f"{self._last}{phrase}" if phrase in _VAGUE_SHARE and self._last else phrase
        done = _DONE.match(after)
        if done:
            return f"{phrase or self._last or ''}{done[1]}率"
        return phrase or self._forward(after)

    def _after_piece(self, start: int, end: int) -> str:
        """The text after the amount up to a mark or the next amount."""
        index = self._starts[start] + 1
        limit = min(len(self._text), end + _WINDOW)
        if index < len(self._amounts):
            limit = min(limit, max(end, self._amounts[index].start))
        return until_mark(self._text[end:limit])

    def _before_piece(self, start: int) -> str:
        """The text before the amount from a mark, a time, or the end of the amount before it."""
        index = self._starts[start]
        first = max(0, start - _WINDOW)
        after_time = bisect_right(self._time_ends, start) - 1
        if after_time >= 0:
            time = self._times[after_time]
            last = self._amounts[index - 1].end if index else 0
            if (piece := frames.before_time(self._text, time, last, start)) is not None:
                return piece
            first = max(first, time.end)
            # 9月底前全省宣讲
            first += first == time.end and self._text.startswith("前", first)
        if index and self._amounts[index - 1].end >= first:
            first = min(start, self._amounts[index - 1].end)
            piece = from_mark(self._text[first:start])
            # 26门课程、教学班56个: up to 、 it is the other's, unless all of it is summed up (公用经费、特需费共…).
            if (aside := frames.before_aside(self._text, self._amounts[index - 1], start)) is not None:
                return aside
            return piece if _SUMMED.search(piece) else piece.rpartition("、")[2]
        return from_mark(self._text[first:start])

    def _forward(self, piece: str, *, is_event: bool = False) -> str | None:
        """The noun phrase at the start of the piece; an attribute with 的 gives way to what follows it.

        After a counter of events the first word may be a verb (三轮创建).
        """
        begin = end = 1 if piece.startswith("的") else 0
        base = begin
        tokens = list(split_words(piece[begin:]))
        for i, token in enumerate(tokens):
            following = tokens[i + 1] if i + 1 < len(tokens) else None
            if token.text == "的" and 0 < end - base <= 8 and following:
                begin = end = base + token.end
            elif token.text in _AND and end > begin and following and self._is_nominal(following, None):
                continue
            elif self._continues(token, following, piece[begin:end]) or (
                is_event and begin == base and token.tag == "v" and token.text not in _OUTCOMES
            ):
                end = base + token.end
                if token.text.startswith("（"):
                    break
            else:
                break
        return trim(piece[begin:end])

    def _continues(self, token: Token, following: Token | None, phrase: str) -> bool:
        """Whether the phrase goes on with this word; after persons a verb is what they do, and a title is their work."""
        if not self._is_nominal(token, following):
            return False
        if token.text.startswith("《"):
            return not phrase
        if token.text.startswith("（") and not phrase:
            return False
        return not (token.tag == "v" and _PERSON.search(phrase))

    def _is_nominal(self, token: Token, following: Token | None) -> bool:
        """Whether a word can be part of the noun phrase; a verb before 量, 率, 队 and their like can."""
        if token.text in _AND or token.text == "、":
            return False
        if token.text in self._verbs or (token.tag in {"l", "i"} and token.text[:2] in self._verbs):
            return following is not None and len(token.text) > 1 and bool(_NOUN_SUFFIX.fullmatch(following.text))
        if token.text in _NO_TIMES or token.text == "之":
            return True
        return token.tag not in _CUTTING_TAGS or (token.tag == "m" and not token.text[0].isascii())

    def _backward(self, piece: str) -> str | None:
        """The noun phrase at the end of the piece, or the verbs there when it has none (帮教856人, 入户走访摸排)."""
        piece = strip_links(piece)
        tokens = list(split_words(piece))
        index = len(tokens)
        for i in range(len(tokens) - 1, -1, -1):
            token = tokens[i]
            if token.text in _AND or token.text == "、":
                continue
            following = tokens[i + 1] if i + 1 < len(tokens) else None
            is_noun = token.text in _ALSO_NOUNS and following is None and i > 0 and self._is_nominal(tokens[i - 1], None)
            if not is_noun and not self._is_nominal(token, following):
                break
            index = i
        if all(token.tag == "v" for token in tokens[index:]):
            index = _verbs_before(tokens, index)
        if index == len(tokens) or tokens[index].text.startswith("每") or _LIGHT_VERB.fullmatch(piece, tokens[index].start):
            return None
        return trim(_WHOLE_AREA.sub("", piece[tokens[index].start :]))


def _verbs_before(tokens: list[Token], index: int) -> int:
    """Where the run of verbs begins that ends before ``index``, with who does them (志愿者上岗)."""
    begin = index
    while begin > 0 and (tokens[begin - 1].tag.startswith("v") or begin == len(tokens)):
        if _LIGHT_VERB.fullmatch(tokens[begin - 1].text) or tokens[begin - 1].tag in {"p", "x", "uj", "ul", "r", "d"}:
            break
        begin -= 1
    while 0 < begin < len(tokens) and tokens[begin - 1].tag == "n" and _PERSON.search(tokens[begin - 1].text):
        begin -= 1
    return begin


def _verbs(tables: Tables) -> frozenset[str]:
    return frozenset(row.verb for row in tables.rows("object_verbs", VerbRow))
