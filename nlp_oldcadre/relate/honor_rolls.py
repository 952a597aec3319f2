"""Rolls of those honoured: a title with their number, and below it one after the other who received it."""

from __future__ import annotations

import re
from bisect import bisect_left

from nlp_oldcadre.model import Document, Mention
from nlp_oldcadre.relate.honor_lists import start_of, subject_name

# 先进集体（7个）, 先进个人（9名，排名不分先后）, 先进集体名单：
_COUNT = re.compile(
    r"[”’]?(?:称号)?(?:获得者|获奖)?(?:名单)?[（(]?(?:共|计)?(\d{1,3})[个名人家位支篇项件][^（()）\n]{0,14}[）)]?：?|[”’]?(?:获奖)?名单：?(?=\n)|：?(?=\n)"
)
_ROLL_END = re.compile("\n(?:抄[送报]|主题词|此件|附件|联系人|（共印|主办|责任编辑|编辑)|。")
_PERSONAL = re.compile(
    "个人|工作者|党员$|干部$|同志$|志愿者|教师|标兵|能手|模范|之星|好人|五老|园丁|人物|辅导员|达人|榜样|楷模|卫士|老人"
)
_BRACKET = re.compile("（[^（）\n]*）")
_BARE = re.compile("(?:先进|优秀|模范|最美|示范|文明)[一-鿿]{2,6}")
# 授予“…”称号：张某、李某…。: the title in full, and those whom it goes to.
_CONFERRED_BEFORE = re.compile("(?:授予|追授|颁授|命名为?|表彰为?|评为|评定为)[^，。；：\n]{0,12}[“‘]?$")
_CONFERRED_AFTER = re.compile("[”’]?(?:荣誉)?(?:称号)?[：:] ?\n?")
_LONGEST_LEAD = 20
_OVER_ROLL = re.compile("(?:先进|优秀|模范|示范|最美)(?:个人|集体|单位|团队|组织|人物|典型)")
_LEAST = 2


class Rolls:
    """The rolls of a document, by the title's last words.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from nlp_oldcadre.model import HonorValue, PersonValue
    >>> text = "全市先进个人（2名）\\n张海 某厂\\n李山 某校"
    >>> people = (Mention("PERSON", at, at + 2, PersonValue()) for at in (11, 17))
    >>> found = (Mention("HONOR", 0, 6, HonorValue()), *people)
    >>> Rolls(replace(Document.from_text(text), mentions=found)).of(found[0])
    '张海、李山'
    """

    def __init__(self, doc: Document) -> None:
        self._text = doc.text
        self._rolls: dict[str, str] = {}
        honours = [m for m in doc.mentions if m.type == "HONOR"]
        for at, honour in enumerate(honours):
            if match := self._opens(honour):
                behind = next((h.start for h in honours[at + 1 :] if self._opens_line(h)), len(doc.text))
                names = _listed(doc, honour, match.end(), behind)
                if len(names) >= _LEAST:
                    self._rolls.setdefault(self._phrase(honour), "、".join(names))

    def of(self, honour: Mention) -> str | None:
        """Who received the title, where a roll tells; a roll's heading may leave out the level that the decision gives."""
        phrase = self._phrase(honour)
        for title, names in self._rolls.items():
            if (
                phrase == title
                or (_BARE.fullmatch(title) and phrase.endswith(title))
                or (_BARE.fullmatch(phrase) and title.endswith(phrase))
            ):
                return names
        return None

    def _phrase(self, honour: Mention) -> str:
        return self._text[honour.start : honour.end]

    def _opens_line(self, honour: Mention) -> bool:
        lead = self._text[max(0, honour.start - 8) : honour.start].rpartition("\n")[2]
        return re.fullmatch(r"[一二三四五六七八九十\d（()）、.．“ ]*", lead) is not None and (
            honour.start < 8 or "\n" in self._text[max(0, honour.start - 8) : honour.start]
        )

    def _opens(self, honour: Mention) -> re.Match[str] | None:
        if honour.start == 0 or self._opens_line(honour):
            return _COUNT.match(self._text, honour.end)
        return _CONFERRED_AFTER.match(self._text, honour.end) if is_conferred(self._text, honour) else None


def is_conferred(text: str, honour: Mention) -> bool:
    """Whether a verb that confers stands before the title: 授予“…”称号."""
    return _CONFERRED_BEFORE.search(text, max(0, honour.start - _LONGEST_LEAD), honour.start) is not None


def is_heading_of_roll(title: str) -> bool:
    """Whether a title is no more than what stands over a roll (先进个人)."""
    return _OVER_ROLL.fullmatch(title) is not None


def _listed(doc: Document, honour: Mention, start: int, end: int) -> list[str]:
    """The people, or the bodies and programmes, that stand in ``[start, end)`` outside brackets."""
    if stop := _ROLL_END.search(doc.text, start, end):
        end = stop.start()
        # A line that is a sentence is none of the roll.
        line = doc.text.rfind("\n", start, end)
        if stop[0] == "。" and line > start and "，" in doc.text[line:end]:
            end = line
    brackets = [match.span() for match in _BRACKET.finditer(doc.text, start, end)]
    first = bisect_left(doc.mentions, start, key=start_of)
    last = bisect_left(doc.mentions, end, key=start_of)
    # A title that was read as a programme's name as well receives nothing.
    brackets += [m.span for m in doc.mentions[max(0, first - 1) : last] if m.type == "HONOR"]
    inside = [m for m in doc.mentions[first:last] if not any(a <= m.start < b for a, b in brackets)]
    personal = _PERSONAL.search(doc.text[honour.start : honour.end]) is not None
    personal = personal or next((m.type for m in inside if m.type in ("PERSON", "ORG", "PROGRAM")), "") == "PERSON"
    kinds = ("PERSON",) if personal else ("ORG", "PROGRAM")
    names = [subject_name(doc, m) for m in inside if m.type in kinds]
    return list(dict.fromkeys(name for name in names if name))
