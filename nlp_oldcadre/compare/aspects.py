"""Whether a number is a level, or a change, a share or so much for each: the words beside it tell."""

from __future__ import annotations

import re

_BOUND = r"(?:了|近|约|超过|超|逾|不足|达到|达|为|至少|不低于|不少于|不超过|最高|最低|在|以上)*"
# Of several numbers after one verb (分别增长5%和7%) each is a change.
_LISTED = r"(?:\d[\d.]*(?:%|％|个?百分点)[、和及与])*"
_VERBS = "增长|增加|增幅|增速|涨幅|降幅|上升|提升|提高|上涨|扩大|下降|降低|减少|回落|下滑|缩减|压缩|压减"
_HOW = "大幅|明显|显著|分别|平均|年均|净|再|又"
_CHANGE = re.compile(
    rf"((?:同比|环比)?(?:{_HOW})?(?:{_VERBS})|翻|(?:比|较)[^，。；！？]{{1,10}}?[多少高低])(?:率|幅度)?{_BOUND}{_LISTED}$"
)
_CHANGE_AFTER = re.compile(r"的(增长|增幅|增速|涨幅|降幅|下降)")
_SHARE = re.compile(rf"占(?:比|到)?[^，。；！？、\d]{{0,14}}?{_BOUND}$")
_EACH_NOUNS = (
    "人|户|名|位|个|支|家|所|处|次|场|期|堂|节|班|件|项|篇|份|村|社区|街道|乡镇|单位|支部|小组|生|学期|学年|年度|年|季度|季|月|周|"
    "星期|天|日|晚|半年|半月"
)
_EACH = re.compile(
    rf"((?:人|户|年|月|日|周|季|场|村)均|平均每(?:{_EACH_NOUNS})|每[一两二三]?(?:{_EACH_NOUNS}))"
    rf"[^，。；！？、：:\d]{{0,12}}?{_BOUND}$"
)
_EACH_AFTER = re.compile(rf"(?:/|／|每)({_EACH_NOUNS})")
# What a level was before (由72%提高到95%) is none now.
_FROM = re.compile(r"[由从]" + _BOUND + "$")
_RISEN = re.compile(r"[^，。；！？\d]{0,8}?(?:提|增|升|涨|扩|降|减|缩|发展|拓展)[^，。；！？\d]{0,3}?[到至为]")
_NEAR = 30


def aspect(before: str, after: str, unit: str | None) -> str | None:
    """The word that makes a number a change (同比增长), a share (占) or an amount for each (每人); None for a level.

    Parameters
    ----------
    before, after : the text around the number.
    unit : its base unit, ``1`` for a ratio.

    Examples
    --------
    >>> aspect("党支部数量同比增长", "，", "1"), aspect("慰问金每人", "。", "元"), aspect("80岁以上的占", "，", "1")
    ('同比增长', '每人', '占')
    >>> aspect("满意度提高到", "，", "1"), aspect("组建志愿服务队", "。", "支"), aspect("补助", "/人", "元")
    (None, None, '每人')
    """
    before = "".join(before[-2 * _NEAR :].split())[-_NEAR:]
    after = "".join(after[:_NEAR].split())
    if found := _CHANGE.search(before) or _CHANGE_AFTER.match(after):
        return found[1]
    if _FROM.search(before) and _RISEN.match(after):
        return "原"
    if unit and unit.endswith("百分点"):
        return "变化"
    if unit == "1" and _SHARE.search(before):
        return "占"
    if found := _EACH_AFTER.match(after):
        return f"每{found[1]}"
    return found[1] if (found := _EACH.search(before)) else None


def is_each(word: str) -> bool:
    """Whether an aspect is an amount for each.

    >>> [is_each(word) for word in ("每人每月", "平均每户", "人均", "同比增长", "占")]
    [True, True, True, False, False]
    """
    return word.startswith(("每", "平均每")) or word.endswith("均")


def around(sentence: str | None, quote: str | None) -> tuple[str, str]:
    """What stands before and after a quote in its sentence, white space aside; a digit before it means another number.

    Examples
    --------
    >>> around("组建10个，每人0 个", "0 个")
    ('组建10个，每人', '')
    """
    if not sentence or not quote:
        return "", ""
    sentence, quote = "".join(sentence.split()), "".join(quote.split())
    found = re.search(rf"(?<![\d.]){re.escape(quote)}", sentence)
    return (sentence[: found.start()], sentence[found.end() :]) if found else ("", "")
