"""Amounts that tell of a change: its ends (由100人增至150人), a difference or rate (增长50%), and whether they agree."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

# 由300发展壮大到800: what stands between a verb of change and the end of it.
_RISE = (
    "扩[大建展充容增]|增[加长多至]?|提[高升]|上[升调涨浮]|调[增高升]|发展壮大|发展|壮大|改?扩建?|跃升|攀升|升[高级]?|涨|拓展"
    "|翻|扩|成长|激增|剧增"
)
_FALL = "下[降调滑跌]|降低?|减少?|压[减缩降]|缩[减小短]|回落|精简|削减|跌"
# 每人每月2500元
EACH = "每(?:[人名户位月年日天次场期餐门节亩课桌件份]|课时|平方米|学期|学年|季度|人次)"
_TO = re.compile(
    f"(?:(?P<rise>{_RISE})|(?P<fall>{_FALL})|变|改|调整|过渡)(?:了)?[到至为成](?:了)?(?:{EACH})*(?:[^，。；、\\d]{{0,8}}的)?$"
)
_FROM = re.compile(
    "(?:由|从|自)(?:[^，。；、]{0,12}?的)?(?:(?:原[来先有本]?|最初|当初|起初|开始时?|过去|去年|上年|以前|之前|改造前|成立之初|建会时)的?)?(?:仅|只)?有?"
    f"(?:{EACH})*$"
)
_ON_TO = re.compile(
    # 由500元、1000元、800元分别提高到…
    "(?:[、和及与]\\d[\\d.]*[^，。；、\\d]{1,4}){0,6}"
    f"[^，。；\\n]{{0,10}}?(?:{_RISE}|{_FALL}|变|改|调整|拓展)(?:了)?[到至为成]|[，、]?(?:[^，。；\\n]{{0,6}}?)(?:{_RISE}|{_FALL})[到至]"
)
_DIFFERENCE = re.compile(
    "(?P<rise>(?:净|再|又|新|年均)?增(?:长|加|多|收)?|增[幅速]|提高|提升|上升|上涨|上浮|上调|上扬|攀升|涨幅?|扩大|扩增|多出|高出|翻)"
    "(?:了|约|近|超过?|逾|为|达到?|幅度|率)*$"
    "|(?P<fall>减少|下降|降低|减|降|压减|压缩|缩减|缩短|回落|下滑|下调|减轻|[减降]幅)(?:了|约|近|超过?|逾|为|达到?|幅度|率)*$"
)
# 新增功能室8间: so many more than there were.
_ADDED = re.compile(
    "(?P<rise>(?:新增|增加|增设|增配|增派|净增|增补|扩招)了?)[^，。；、\\d]{1,14}$|(?P<fall>(?:减少|压减|精简|清退|削减)了?)[^，。；、\\d]{1,14}$"
)
# 是2015年的2.3倍
_TIMES_OF = re.compile("(?:是|为|达到?|相当于)([^，。；、]{2,12}?)的$")
_AFTER = re.compile("的(?:(?P<rise>增长|增幅|增速|涨幅|提升|增量)|(?P<fall>降幅|下降|减幅))")
_COMPARED = re.compile(
    "同比|环比|(?:[比较]|相比|与)(?P<what>(?:20\\d\\d年(?:度|底|末|初)?|上年度?|去年|上一年度?|前一?年|年初|年底|上半年|“?十[一二三四五六]五”?(?:规划)?(?:时?期)?|上月|上个?月|上季度|上届|上期|上轮|上一?个?学期|上一?学年|[春秋]季学期|前年|头一?年|往年"
    "|历年|以往|以前|过去|原来|前期|[^，。；、\\d]{1,5}前|[^，。；、\\d]{0,6}平均(?:水平|值|数)?)(?:同期|同口径|底|末)?)"
)
_MORE = re.compile("(?P<rise>[多高]|增加|新增|增设|增)|(?P<fall>[少低]|减少)")
# 高于全市平均水平2.3个百分点
_ABOVE = re.compile(
    "(?:(?P<rise>高于|优于|超过|领先于?|超出)|(?P<fall>低于|落后于?))"
    "(?P<what>[^，。；、\\d]{0,10}(?:平均(?:水平|值|数)?|水平|目标值?|计划|任务|标准|要求|[年期])"
    "|[全我本][国省市县区州][^，。；、\\d]{0,6}|[省市县区]均)(?:约|近)?$"
)
_FAR = 24


class Change(NamedTuple):
    """What an amount says of a change.

    ``rises`` is None where the verb does not tell; ``verb`` and ``at`` (where it or the comparison begins) are those of a
    verb straight before the amount.
    """

    kind: str | None
    compared_with: str | None = None
    rises: bool | None = None
    verb: str = ""
    at: int | None = None


_NONE = Change(None)
_HINT = frozenset("增升涨扩多高翻提减降少低缩压落滑由从自变改发壮拓攀成长调是")
# What every end and every beginning of a change has before it.
_MOVING = frozenset("增提上攀涨扩多高翻减下降压缩回少低精清削")
_LEADING, _STARTING = frozenset("到至为成"), frozenset("由从自")


def read_change(text: str, first: int, start: int, end: int, *, is_relative: bool) -> Change:
    """Whether the amount at ``[start, end)`` is an end of a change or a difference.

    Parameters
    ----------
    first : where the amount before ends.
    is_relative : a ratio, points or times, which tell of a difference after any verb of change.

    Examples
    --------
    >>> text = "由4368平方米增至8648平方米，同比增长98%"
    >>> [read_change(text, *at, is_relative=False).kind for at in ((0, 1, 8), (8, 10, 17), (17, 22, 25))]
    ['from', 'to', 'increase']
    """
    near = max(first, start - _FAR)
    said = text[near:start]
    if _HINT.isdisjoint(said) and not text.startswith("的", end):
        return _NONE
    if not _LEADING.isdisjoint(said) and (found := _TO.search(text, near, start)):
        return Change("to", _compared(text, near, start), _direction(found))
    if not _STARTING.isdisjoint(said) and _FROM.search(text, near, start) and _ON_TO.match(text, end, end + 24):
        return Change("from")
    if _MOVING.isdisjoint(said) and not is_relative:
        return _NONE
    if found := _DIFFERENCE.search(text, near, start):
        return _difference(text, near, start, found)
    if is_relative and (found := _AFTER.match(text, end)):
        return Change("increase" if found["rise"] else "decrease", None, bool(found["rise"]))
    compared = _COMPARED.search(text, near, start)
    if compared and (found := _MORE.search(text, compared.end(), start)):
        verb = "增加" if found["rise"] else "减少"
        return Change("increase" if found["rise"] else "decrease", _name(compared), bool(found["rise"]), verb, compared.start())
    if is_relative and (found := _ABOVE.search(text, near, start)):
        verb = "增加" if found["rise"] else "减少"
        return Change("increase" if found["rise"] else "decrease", found["what"], bool(found["rise"]), verb, found.start())
    if is_relative and (found := _TIMES_OF.search(text, near, start)):
        return Change(None, found[1])
    if found := _ADDED.search(text, near, start):
        return Change("increase" if found["rise"] else "decrease", None, bool(found["rise"]))
    return _NONE


def _difference(text: str, near: int, start: int, found: re.Match[str]) -> Change:
    verb, rises = found["rise"] or found["fall"], bool(found["rise"])
    compared = _COMPARED.search(text, near, found.start())
    at = compared.start() if compared else found.start()
    return Change("increase" if rises else "decrease", _name(compared) if compared else None, rises, verb, at)


def _direction(found: re.Match[str]) -> bool | None:
    return True if found["rise"] else False if found["fall"] else None


def _compared(text: str, first: int, start: int) -> str | None:
    found = _COMPARED.search(text, first, start)
    return _name(found) if found else None


def _name(found: re.Match[str]) -> str:
    return found["what"] or found[0]


def agreement(
    low: Decimal, high: Decimal, *, by: Decimal, kind: str, rises: bool, is_exact: bool, relative_ends: bool = False
) -> str:
    """Whether a change from ``low`` to ``high`` is one ``by`` so much: ``agrees`` or ``differs``.

    Parameters
    ----------
    kind : unit kind of ``by``: ``ratio`` and ``times`` are of the first end, anything else is a difference.
    is_exact : False widens what is allowed to a twentieth, for 约 and 余.
    relative_ends : the ends are ratios, so points are hundredths of them.

    Examples
    --------
    >>> ends = Decimal(100), Decimal(150)
    >>> agreement(*ends, by=Decimal("0.5"), kind="ratio", rises=True, is_exact=True)
    'agrees'
    >>> agreement(*ends, by=Decimal(60), kind="count", rises=True, is_exact=True)
    'differs'
    """
    difference = high - low if rises else low - high
    if kind in ("ratio", "times"):
        if not low:
            return "differs"
        difference /= low
    elif kind == "point" and relative_ends:
        difference *= 100
    # Half of the last digit that is printed, a tenth of a percent at least.
    slack = Decimal("0.005") if kind in ("ratio", "times") else abs(by) / 1000
    if kind == "times" and isinstance(digits := by.as_tuple().exponent, int):
        slack = max(slack, Decimal(5).scaleb(digits - 1))
    if not is_exact:
        slack = max(slack, abs(by) / 20)
    return "agrees" if abs(difference - by) <= slack else "differs"
