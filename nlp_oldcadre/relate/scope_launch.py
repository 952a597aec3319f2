"""The date on which something began, which what came of it later does not share (3月启动“…”行动，走访老兵102名)."""

from __future__ import annotations

import re

from nlp_oldcadre.model import Mention
from nlp_oldcadre.relate.scope_period import value_of

_BEGINNING = (
    "启动|揭牌|揭幕|启用|投用|开通|开学|开馆|开园|开业|开街|开张|推行|试行|试点"
    "|上线|成立|发起|挂牌|投入使用|建成投用|铺开|落户|落成"
)
# 组建服务队22支 counts what was begun itself.
_LAUNCH = re.compile(
    f"[^。；\\n]{{0,60}}?(?:{_BEGINNING})(?!于|的|[一二三四五六七八九十百\\d]+周年|大会|仪式)[^。；，,\\n\\d]{{0,30}}[，,；。]"
)
_POINT = re.compile("\\d{4}(?:-\\d{2}){0,2}(?:/\\.\\.)?")
# 年内, 全年, 9月底前: a time of the work itself, not of its beginning.
_OF_WORK = re.compile("内$|^全|以来$|来$|前$|间$|^截|度$")
_BY_THEN = re.compile("[ ]*(?:以?前|之前|内|以来|期间)")
# …9月5日启动，300余人参加: they came to the launch.
_CAME = re.compile("[^，。；]{0,8}?(?:参加|参与|到场|出席|观看|见证|到会|代表|集中|授旗|在现场|现场)")
_DAY, _AHEAD = 10, 16
# …启动“…”活动，为9支队伍授旗: what is told is the occasion itself.
_OCCASION = re.compile("宣读|授旗|授牌|颁奖|颁发|致辞|讲话|仪式|当天|当场|合影|签名|宣誓")


def is_of_launch(text: str, mention: Mention, start: int) -> bool:
    """Whether the time is but that of a beginning, told in a clause before that of the amount at start."""
    value = value_of(mention) or ""
    if not _POINT.fullmatch(value) or _OF_WORK.search(text[mention.start : mention.end]) or _BY_THEN.match(text, mention.end):
        return False
    if text.startswith(("截至", "截止"), max(0, mention.start - 2)):
        return False
    begun = _LAUNCH.match(text, mention.end, start)
    if begun is None or _OCCASION.search(text, begun.end(), start + _AHEAD):
        return False
    return not (len(value) == _DAY and _CAME.match(text, start))
