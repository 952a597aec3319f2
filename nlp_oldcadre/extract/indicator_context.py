"""What stands around an amount beside the noun phrase that it counts: plans, places, clauses, nouns before their verb."""

from __future__ import annotations

import re
from itertools import pairwise

from nlp_oldcadre.extract.scan import Scan

# 计划培训60名, 再培育12个: that it is a plan is no part of what is counted.
_PLANNED = re.compile(
    r"^(?:(?:计划|拟|预计|力争|将)(?!生育|军|领|士)|[还将]?再(?!就业|生|教育|造|次|贷|融资))+(?=[^，。；、\d]{2})"
)
# 赴甲市、乙市等地疗养: the places are over.
_PLACES = re.compile(
    "^.*等(?:地|处|市州|州市|市县|县区|区县|县市|[个]?(?:乡镇|镇村|街道|社区|村|县|市|区|州|盟|旗|国))(?![方区点])(?=[^，。；、的]{2})"
)
_TO_HOMES = re.compile("送[^，。；、]{1,2}上门$")
# 党龄满50年的老党员: what they have is no part of their name.
_HAVING = re.compile(
    r"(?:党龄|年龄|工龄|军龄|教龄|年满|满|入党|入伍|退休|离休|任职|从教|在岗)[^，。；、\d]{0,6}[\d.]+(?:周?岁|年|个月)(?:以上|以下|及以上)?(?:的|(?=老党员|党员|老同志|老干部|干部|教师|职工))(?=..)"
)
# 39名由县领导送到家中, 840人通过视频收看: the clause goes on, those counted stand before.
_GOES_ON = re.compile("(?:由(?!于)|经(?!费|济|验|典|理|营)|通过(?!率))[^，。；、]{2}")
_SAW = re.compile("通过[^，。；、]{1,8}?(收看|观看|收听|聆听|参加|参与|学习)")
# 建议提了56条, 光是笔记就写了27本: the noun stands before its verb.
_FRONTED = re.compile(
    r"^(?:光是?|单是|仅|就连)?([^，。；、\d就都也了过]{2,10}?)(?:就|都|也|先后|陆续|已经?|一?共|总共|累计)*"
    "(?:提|写|开|办|记|做|讲|编|画|拍|修|送|发|上|搞|建|种|出|刻|剪|绣|唱|演|跑|走|交|收|捐|义写|整理|攒|装)[了过]$"
)
# Acts that name what they are of (招生2700人).
WHOLE_ACTS = frozenset("招生 招聘 招募 征文 募捐 报名 就业 体检 疗养".split())
# 比成立之初翻了一番: what it is held against.
AGAINST = re.compile(
    "(?:[比较]|是|为)(?:“[^“”]{1,8}”|[^，。；、]{1,10}?(?:之初|初期|时|前|上年|上届|去年|同期)|(?:上一?|前一?)个?(?:届|学期|学年|年度|年|季度|季|月|周|期|轮|次)(?:同期)?)"
)
_LISTED = re.compile("[、和与及]")
_MARK = re.compile("[，。；：！？\n]")
_LONGEST_LIST = 60


def plain(before: str) -> str:
    """The text before an amount without plans and places.

    Examples
    --------
    >>> plain("计划培训讲解员"), plain("赴成都、西安等地疗养"), plain("再就业人员")
    ('培训讲解员', '疗养', '再就业人员')
    """
    return _PLACES.sub("", _PLANNED.sub("", before))


def own_phrase(before: str) -> str | None:
    """What is counted where it ends in no noun (送学上门)."""
    found = _TO_HOMES.search(before)
    return found[0] if found else None


def fronted(before: str) -> str | None:
    """The noun that stands before its verb.

    Examples
    --------
    >>> fronted("建议提了"), fronted("光是笔记就写了"), fronted("累计捐款")
    ('建议', '笔记', None)
    """
    found = _FRONTED.match(before)
    return found[1] if found else None


# 11个渔家娃念完高中, 9门课编进教材, 两所村小商定: what they do or what is done to them.
_DEED = re.compile(
    "(?<=[^，。；、的不]{2})(?:念完|读完|学完|上完|考上|考取|考进|编进|编入|写进|列进|搬进|住进|走进|请进|建好|拉起|办起|搭起|立起|包联|商定|约定|议定"
    "|偷[走驾]|跑[遍来到]|来到|当(?=法治|副|助理|顾问|老师|讲|评委|裁判|红娘|监督)|做(?=顾问|老师|评委)|挑起|扛起|拿到|拿下|学会|学(?=音乐|戏|艺|手艺|技术)"
    "|没(?=有|做|能|办|通|人)|掏[出钱]|凑[出钱]|赶[来到]|轮流|争着|抢着|自掏腰包)[^，。；]*$"
)


def ahead(after: str) -> str:
    """The text after an amount without a clause about those whom it counts.

    Examples
    --------
    >>> ahead("党龄满50年的老党员"), ahead("由县领导送到家中"), ahead("老党员")
    ('老党员', '', '老党员')
    """
    if having := _HAVING.match(after):
        return after[having.end() :]
    return "" if _GOES_ON.match(after) else _DEED.sub("", after)


def saw(after: str) -> str | None:
    """Those who took part from elsewhere (840人通过视频收看)."""
    found = _SAW.match(after)
    return f"{found[1]}人员" if found else None


def of_names(text: str, start: int, count: int, after: str) -> str | None:
    """What a list of names before the amount is of (甲、乙、丙三个农场的老专家: 农场)."""
    at = after.find("的")
    if not 2 <= at <= 4 or not 2 <= count <= 8:
        return None
    near = _MARK.split(text[max(0, start - _LONGEST_LIST) : start])[-1]
    names = _LISTED.split(near)
    return after[:at] if len(names) == count and all(1 < len(name) <= 8 for name in names) else None


def places(scan: Scan) -> set[str]:
    """The names of a document's regions, and those that stand together (汕头市金平区)."""
    regions, text = scan.mentions("REGION"), scan.text
    joined = {text[a.start : b.end] for a, b in pairwise(regions) if a.end == b.start}
    return joined.union(text[m.start : m.end] for m in regions)
