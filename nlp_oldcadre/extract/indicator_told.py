"""What an amount counts where a bracket, a score or a clause with 的 tells it: 先进集体（7个）, 扣2分, 独居的18人."""

from __future__ import annotations

import re

from nlp_oldcadre.extract import indicator_context as context
from nlp_oldcadre.extract import indicator_parts as parts
from nlp_oldcadre.extract.noun_phrases import NounPhrases
from nlp_oldcadre.extract.phrases import from_mark

_SCORING = re.compile("(扣|另?加|奖|得|(?<![累合共总])计|记|满分|总分|均分)[了]?$")
_SCORES = {"扣": "扣分", "加": "加分", "另加": "加分", "奖": "加分", "得": "得分", "计": "积分", "记": "积分"}
_GRADED_AS = re.compile("的?(?:，)?(?:认定|评定|评|确定)?为([^，。；、的]{2,6}?)(?:等次|档次|等级|单位)?(?=[，。；、]|$)")
_NUMBERING = re.compile("^[ \\u3000]*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\\d]+[）)]|\\d+[.．、])[ \\u3000]*")
_LONGEST_HEAD = 24
# 独居或仅与配偶同住的有18人: of those told before.
_CLAUSE = re.compile("(?:其中|其余)?[，,]?([^，。；：\\d]{2,18}?)的(?:还|仍|尚|共|只|就|各|已|均)*(?:有|达到?|占到?|为|是)?$")
# 离休干部中享受厅级待遇的2人
_AMONG = re.compile("([^，。；、\\d]{2,12}?)(?:当?中)[，,]?([^，。；：\\d]{2,14}?)的(?:还|共|已)?(?:有|占|为)?$")
_NO_CLAUSE = re.compile(
    "^(?:来自|位于|属于|应|不|约|近|超)|(?:最[高低多少大小]|这样|那样|一样|一般|同样|目前|现在|今年|去年|同期|各自|他们|我们|自己)$|[“《（]$"
)
# 印 60 份, 本期印数：220份, （共印80份）
_PRINTED = re.compile("(?:共印|印数|印刷份数|印制份数|印刷|印制|(?:^|[ \\u3000\\n（])印(?:发)?)[:：]?[ \\u3000]*$")
_AMONG_WHOM = re.compile("(?:[。；\\n]|\\A)[ \u3000]*([^，。；、\\d]{2,12}?)(?:当中|中|里)，[^。；\\n]*$")
PRINT_RUN = "印数"
# 宣讲队成立七年来讲了126场: the verb alone; 会上我讲三点 is none of this.
_SPOKE = re.compile("(?:^|[^宣开巡主演听授试串实])(讲|唱|演|跳)(?:了|过|满|足)?(?:近|约|整整|足足|一?共)?$")
_SPEAKING = re.compile("宣讲|讲解")
_SPEAKING_UNITS, _LESSON_UNITS = frozenset({"场", "场次", "次", "回", "期"}), frozenset({"堂", "课", "节", "课时"})
_STAGED = {"唱": "演唱", "演": "演出", "跳": "演出"}
_SPOKEN_BEFORE = 120
_EXTREME = re.compile("最[高低多少长短]的[^，。；、\\d]{0,10}?(?:为|是|有|只有|达)?$")


def of_score(after: str, before: str, last: str | None) -> str | None:
    """A score by what is done with it or by the grade that it gives.

    Examples
    --------
    >>> of_score("", "每缺1人扣", None), of_score("为优秀等次", "", None), of_score("", "累计", "得分")
    ('扣分', '优秀得分', None)
    """
    if done := _SCORING.search(before):
        return _SCORES.get(done[1], done[1])
    if graded := _GRADED_AS.match(after):
        return f"{graded[1]}得分"
    return "得分" if after.startswith("的") or (not before and last is None) else None


def in_bracket(phrases: NounPhrases, text: str, start: int, end: int, kind: str) -> str | None:
    """What stands before a bracket that opens with the amount: 先进集体（7个）, 支部建设（30分）."""
    if text[start - 1 : start] not in ("（", "(") or text[end : end + 1] not in ("）", ")", "，", ","):
        return None
    line = text[max(0, start - 1 - 60) : start - 1].rpartition("\n")[2]
    head = _NUMBERING.sub("", line)
    if not 1 < len(head) <= _LONGEST_HEAD or from_mark(head) != head:
        return phrases.before(from_mark(line)) if kind == "count" else None
    return f"{head}分值" if kind == "score" else head


def by_clause(before: str, people: str) -> str | None:
    """Those of the people or things told before of whom a clause is true.

    Examples
    --------
    >>> by_clause("其中独居或仅与配偶同住的有", "退休干部"), by_clause("离休干部中享受厅级待遇的", "")
    ('独居或仅与配偶同住退休干部', '享受厅级待遇离休干部')
    >>> by_clause("最多的", "党员") is None
    True
    """
    if among := _AMONG.fullmatch(before):
        return f"{among[2]}{among[1].removeprefix('其中')}"
    said = _CLAUSE.fullmatch(before)
    if said is None or not people or _NO_CLAUSE.search(said[1]) or said[1].endswith(people):
        return None
    return f"{said[1]}{people}"


def among_whom(phrases: NounPhrases, text: str, start: int) -> str:
    """Those among whom the sentence tells of parts: 学员中，60岁以下的占两成."""
    said = _AMONG_WHOM.search(text, max(0, start - 60), start)
    found = phrases.before(said[1]) if said else None
    return found if found and phrases.is_person(found) else ""


def is_print_run(text: str, start: int) -> bool:
    """Whether the amount that begins there is how many copies of the paper were printed.

    Examples
    --------
    >>> is_print_run("本期印数：220份", 5), is_print_run("发放手册220份", 4)
    (True, False)
    """
    return _PRINTED.search(text, max(0, start - 10), start) is not None


def by_speech(text: str, start: int, unit: str) -> str | None:
    """What was given so many times where only 讲了, 唱了 or 演了 says it.

    Examples
    --------
    >>> by_speech("银龄宣讲队去年讲了36场", 9, "场"), by_speech("老校长讲了20堂", 5, "堂"), by_speech("我讲三点", 2, "点")
    ('宣讲', '讲课', None)
    """
    if not (unit in _SPEAKING_UNITS or unit in _LESSON_UNITS):
        return None
    spoke = _SPOKE.search(text, max(0, start - 8), start)
    if spoke is None:
        return None
    if staged := _STAGED.get(spoke[1]):
        return staged
    if unit in _LESSON_UNITS:
        # 银龄党课已讲了23课: it has a name.
        return None if "课" in text[max(0, start - 14) : start] else "讲课"
    line = text[max(0, start - _SPOKEN_BEFORE) : start].rpartition("\n")[2]
    said = _SPEAKING.findall(line)
    return said[-1] if said else None


def is_extreme(before: str) -> bool:
    """Whether the amount is that of the highest or lowest of those told of (最低的一个支部为).

    Examples
    --------
    >>> is_extreme("最低的一个支部为"), is_extreme("支部建设最多")
    (True, False)
    """
    return _EXTREME.fullmatch(before) is not None


def part_by_act(phrases: NounPhrases, phrase: str, last: str, whole: str | None, is_same_kind: bool) -> str | None:
    """办结197条 of the opinions, 书法102件 of the works, 乡镇7个 of the committees.

    Parameters
    ----------
    phrase : what stands before the amount.
    last, whole : what the amount before counts, and what that is a part of.
    is_same_kind : whether the amount before counts things of one kind.
    """
    if parts.ARTS.fullmatch(phrase) and last.endswith("作品"):
        return f"{phrase}作品"
    if told := parts.again(phrase, last) or parts.of_holder(phrase, whole or last):
        return told
    if (text := parts.by_outlet(phrase, last)) and is_same_kind:
        return text
    if len(phrase) == 4 and phrases.is_act(phrase[:2]) and phrases.is_act(phrase[2:]):
        phrase = phrase[2:]
    if phrase not in last and phrase not in context.WHOLE_ACTS and phrases.is_act(phrase) and is_same_kind:
        return f"{phrase.removeprefix('现场').removeprefix('免费')}{last}"
    return None
