"""The noun phrase that follows an amount (141支志愿服务队), or the next amount where that stands close (10余种20多个功能室)."""

from __future__ import annotations

import re

from nlp_oldcadre.extract import indicator_frames as frames
from nlp_oldcadre.extract import indicator_parts as parts
from nlp_oldcadre.extract.amount import Amount
from nlp_oldcadre.extract.indicator_heads import far_head
from nlp_oldcadre.extract.indicator_pieces import WINDOW, Pieces
from nlp_oldcadre.extract.noun_phrases import NounPhrases
from nlp_oldcadre.extract.phrases import strip_links, until_mark

# Units that count what happens: the first word after them may be a verb.
EVENTS = frozenset("次场期轮遍趟回")
# 8支家庭医生签约服务团队
_TEAM_TAIL = re.compile(
    "(?![^，。；、]{0,8}(?:参加|组成|加入|成立|组建|走进|深入))[^，。；、的\\d“”]{1,8}?(?:团队|服务队|志愿队|宣讲队|宣讲团|突击队|小分队|小组|艺术团)(?=[，。；、]|开展|深入|走进|上门|进|$)"
)
# 9个乡镇和县教育局: the other has no part in the number.
_AND_BODY = re.compile("(乡镇|镇街|街道|社区|[省市县区村州盟旗乡镇])(?:和|及|与).{2,}")
_RATE_OF = re.compile("(?<=[^，。；、][^，。；、])[^，。；、]{2}率$")
_REACHING = re.compile("(?:已|均|都|全部|基本)*(?:达到?|为|实现)?")
_TOLD = re.compile("([^，。；、的]{2,6})的")
# 退休农技、林业、气象干部: attributes of one noun.
_LISTED_PEOPLE = re.compile("((?:[^，。；、\\d的“”]{2,6}、){1,4})(?=[^，。；、\\d])")
_LONGEST_LAST = 8
_TAKES_PART = re.compile("^(.{2,}?)(?:当(?!地|代|选|事|班|家|过|年)|担任|任|充当|受聘|跳起|唱起|演起|办起|种起)")
# The next of people who share a number.
_OTHERS = re.compile("[、和]((?![一两二三四五六七八九十百几其])[\u4e00-\u9fff]{2,7})")
# 离休干部、退休干部32名: the next has a number of its own.
_OWN_NUMBER = re.compile("[\\d一两二三四五六七八九十百几近约超达共各分]")


class NounAhead:
    """Looks behind the amounts of one document, which are sorted."""

    def __init__(self, text: str, amounts: list[Amount], phrases: NounPhrases, pieces: Pieces) -> None:
        self._text, self._amounts, self._phrases, self._pieces = text, amounts, phrases, pieces

    def find(self, index: int, after: str, of_people: bool) -> str | None:
        """The noun phrase after the amount, or after the next one where that follows at once."""
        amount = self._amounts[index]
        is_event = amount.unit[-1] in EVENTS
        people = of_people and amount.unit != "人"
        phrase = self._far_head(index, of_people)
        phrase = phrase or self._phrases.after(after, is_event=is_event, of_people=people) or self._of_next(index)
        if phrase and phrase.endswith("率") and self._is_rated(index, amount.end + len(phrase)):
            phrase = _RATE_OF.sub("", phrase)
        if phrase and "被" in phrase[2:]:
            phrase = phrase[: phrase.index("被", 2)]
        if phrase and of_people and (taking := _TAKES_PART.match(phrase)) and self._phrases.is_person(taking[1]):
            phrase = taking[1]
        if phrase and amount.unit == "支" and (team := _TEAM_TAIL.match(self._text, amount.end + len(phrase))):
            phrase += team[0] if self._text.startswith(phrase, amount.end) else ""
        if phrase and phrase[-1] in "户人村亩场" and self._text.startswith(phrase + "均", amount.end):
            # 336户脱贫户户均增收
            phrase = phrase[:-1]
        if phrase and not of_people and (apart := _AND_BODY.match(phrase)):
            phrase = apart[1]
        if not phrase or not strip_links(phrase) or phrase in parts.ADVERBS:
            return None
        if of_people and self._text.endswith("其中", 0, amount.start) and (told := _TOLD.match(after)):
            # 其中12名行动不便的老党员: what tells the part from the whole.
            phrase = f"{told[1]}{phrase}" if after.startswith(phrase, told.end()) else phrase
        if of_people and not self._phrases.is_person(phrase):
            if frames.reached(after):
                return None
            phrase = self._across_comma(amount.end, phrase)
        elif of_people:
            phrase = self._with_others(amount.end, phrase)
        return self._past_clause(index, phrase)

    def _with_others(self, end: int, phrase: str) -> str:
        """退休医生、教师、农艺师 of 60名退休医生、教师、农艺师: people of several kinds who share the number."""
        text, at = self._text, end + len(phrase)
        if not text.startswith(phrase, end):
            return phrase
        whole = phrase
        while (match := _OTHERS.match(text, at)) and (size := self._person_in(match[1])):
            end = match.start(1) + size
            if _OWN_NUMBER.match(text, end):
                break
            whole, at = whole + text[at:end], end
        return phrase if text.startswith("等", at) else whole

    def _person_in(self, words: str) -> int:
        """How many of the characters name persons, from the first on (畜牧师轮班: 3)."""
        return next((size for size in range(len(words), 1, -1) if self._phrases.is_person(words[:size])), 0)

    def _far_head(self, index: int, of_people: bool) -> str | None:
        """The head noun behind a clause or a list that stands before it."""
        end, text = self._amounts[index].end, self._text
        limit = min(end + WINDOW, self._amounts[index + 1].start if index + 1 < len(self._amounts) else len(text))
        if text.find("的", end, limit) < 0 and text.find("等", end, limit) < 0:
            return None
        return far_head(self._phrases, text[end:limit], of_people=of_people)

    def _is_rated(self, index: int, end: int) -> bool:
        """Whether a rate that ends there is that of the next amount: 36个街镇覆盖率100%."""
        if index + 1 == len(self._amounts) or self._amounts[index + 1].kind != "ratio":
            return False
        return _REACHING.fullmatch(self._text, end, self._amounts[index + 1].start) is not None

    def of_team(self, after: str, before: str) -> str | None:
        """23人的考察组 counts its members, 超过50人的部门 what stands before."""
        team = self._phrases.after(after)
        if team and self._phrases.is_person(team):
            return None
        return frames.members(team) if team and frames.members(team) != team else self._phrases.before(before)

    def _across_comma(self, end: int, phrase: str) -> str:
        """25名重病、失能老同志 are 老同志, however many attributes stand before."""
        at = end + len(phrase)
        if listed := _LISTED_PEOPLE.match(self._text, end):
            whole = self._phrases.after(until_mark(self._text[listed.end(1) : end + WINDOW]), of_people=True)
            if whole and self._phrases.is_person(whole) and len(whole) <= _LONGEST_LAST:
                return listed[1] + whole
        if len(phrase) > 4 or not self._text.startswith(phrase + "、", end):
            return phrase
        second = self._phrases.after(until_mark(self._text[at + 1 : at + WINDOW]), of_people=True)
        return f"{phrase}、{second}" if second and self._phrases.is_person(second) else phrase

    def _past_clause(self, index: int, phrase: str) -> str:
        """26个离退休干部超过50人的市直部门 counts 市直部门: what 的 after the next amount leads to."""
        if index + 1 == len(self._amounts):
            return phrase
        inner, end = self._amounts[index + 1], self._amounts[index].end
        between = self._text[end + len(phrase) : inner.start]
        if len(between) > 3 or "，" in between or "、" in between or not self._text.startswith("的", inner.end):
            return phrase
        if inner.kind == "age" or between.startswith("和") or not self._text.startswith(phrase, end):
            return phrase
        return self._phrases.after(until_mark(self._text[inner.end : inner.end + WINDOW])) or phrase

    def _of_next(self, index: int) -> str | None:
        """What the next amount counts when it follows at once (10余种20多个功能室)."""
        if index + 1 == len(self._amounts):
            return None
        following = self._amounts[index + 1]
        if self._text[self._amounts[index].end : following.start].strip(" 、"):
            return None
        # 先锋队15支、430名老党员: each has its own.
        if following.unit != self._amounts[index].unit and "、" in self._text[self._amounts[index].end : following.start]:
            return None
        last = index + frames.listed(self._text, self._amounts, index) - 1
        if last > index + 1 and all(a.unit == following.unit for a in self._amounts[index : last + 1]):
            return self._phrases.after(self._pieces.after(last))
        return self._phrases.after(self._pieces.after(index + 1))
