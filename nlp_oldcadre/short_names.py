"""The short forms that a text derives from a body's full name: 市二院, 热力公司, 橡胶所, 离退办, 中院.

Extraction looks for them in the text; resolving names asks whose they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from nlp_oldcadre.tables import Tables

_HAN = "[\u4e00-\u9fff]"
_LEVELS = "省市县区州盟旗"
# 某某县第三…: what stands before the number and its level.
_PLACE = re.compile(f"(?:^|[{_LEVELS}])((?:(?![{_LEVELS}]){_HAN}){{2,4}})([{_LEVELS}])$")
_HOSPITAL = re.compile("第([一二三四五六七八九十]{1,2})(?:人民|中心|附属|职工)?医院")
_OF_UNIVERSITY = re.compile("(?:^|共)([\u4e00-\u9fff])[\u4e00-\u9fff]{1,5}?(医科)?大学(附属)?$")
_PEOPLES = re.compile(f"([{_LEVELS}])人民医院")
_COURT = re.compile("(中|高)级人民法院")
_RESTING = re.compile("(?:军队)?(?:离休?退休|离休|退休|离职)?干部(服务)?(?:管理)?(中心|休养所|服务站)")
_INSTITUTE = re.compile(f"({_HAN}{{2,6}}?)(科学)?(?:研究|(?:勘察|勘测|规划)?设计)?(?<=[学究计])(所|院)(?!士|长)")
_PARENT = re.compile(f".*(?:[{_LEVELS}国]|科学院|大学|公司|总局|集团|中国)")
_UNIVERSITY = re.compile(
    f"({_HAN}{{1,4}}?)(理工|师范|工业|农业|科技|医科|交通|民族|财经|林业|海洋|石油|政法|外国语|中医药|工商|邮电|药科|水利|电力)大学"
)
_OF_KIND = {"理工": "理工", "工商": "工商", "政法": "政法", "财经": "财大", "外国语": "外大", "中医药": "中医大"}
_WORKS = re.compile(f"({_HAN}{{2,14}}?)(?:（集团）)?(?:集团)?(?:股份有限|有限责任|有限)?(公司|厂|矿)(?![长区工山产])")
_GROUP = re.compile(f"({_HAN}{{2,8}}?)(?:（集团）|集团)")
_SECTION = re.compile("(离退休|离休|退休|老干部)(?:老?干部|教职工|职工|人员)?((?:工作|管理|服务|事务)*)(处|科|办公室|中心|部)$")
# X（以下简称“Y”）
_DEFINED = re.compile('[（(](?:以下|下文|文中)?(?:统一)?(?:均)?(?:简称|下称)(?:为|：|:)?[“"]?([\u4e00-\u9fff]{2,12})[”"]?[）)]')
_NO_NAME = re.compile("[甲乙丙丁]方|[我本该贵]")

Forms = Iterator[tuple[str, int]]


def defined_short(text: str, end: int) -> tuple[int, int] | None:
    """Where the short form stands that brackets at ``end`` give the name before them.

    Examples
    --------
    >>> defined_short("某市第二人民医院（以下简称“市二院”）", 8)
    (14, 17)
    """
    match = _DEFINED.match(text, end)
    return None if match is None or _NO_NAME.match(match[1]) else match.span(1)


class ShortNames:
    """What a body may be called once its full name was given.

    Examples
    --------
    >>> names = ShortNames()
    >>> sorted(form for form, _ in names.of("宁河市第三人民医院"))
    ['三院', '宁河三院', '市三院']
    >>> list(names.of("某省农业科学院蚕业研究所"))[-1], list(names.of("城东热力有限公司"))
    (('蚕研所', 12), [('城东热力公司', 8), ('热力公司', 8), ('城东热力', 8)])
    """

    def __init__(self) -> None:
        self._rules: tuple[tuple[str, Callable[[str], Forms]], ...] = (
            ("医院", _hospital),
            ("人民医院", _peoples_hospital),
            ("法院", _court),
            ("干部", _resting),
            ("究", _institute),
            ("科学院", _institute),
            ("设计", _institute),
            ("大学", _university),
            ("公司", _works),
            ("集团", _group),
            ("厂", _works),
            ("矿", _works),
            ("休", _section),
            ("老干部", _section),
        )

    @classmethod
    def of_tables(cls, tables: Tables) -> ShortNames:
        """The rules, built once."""
        names: ShortNames = tables.keep(cls, cls)
        return names

    def of(self, name: str) -> Forms:
        """``(short form, end)``: what ``name[:end]`` may be called."""
        seen: set[str] = set()
        for word, rule in self._rules:
            for form, end in rule(name) if word in name else ():
                if form not in seen and form != name[:end]:
                    seen.add(form)
                    yield form, end


def _hospital(name: str) -> Forms:
    for match in _HOSPITAL.finditer(name):
        before, short, end = name[: match.start()], f"{match[1]}院", match.end()
        if place := _PLACE.search(before):
            yield place[2] + short, end
            yield place[1] + short, end
            yield short, end
        elif university := _OF_UNIVERSITY.search(before):
            stem = university[1] + ("医大" if university[2] else "大")
            yield stem + short, end
            yield f"{stem}附{match[1]}院", end
            yield f"{stem}{match[1]}附院", end
            yield short, end


def _peoples_hospital(name: str) -> Forms:
    for match in _PEOPLES.finditer(name):
        yield f"{match[1]}医院", match.end()


def _court(name: str) -> Forms:
    for match in _COURT.finditer(name):
        yield f"{match[1]}院", match.end()


def _resting(name: str) -> Forms:
    for match in _RESTING.finditer(name):
        if match[2] == "休养所":
            yield "干休所", match.end()
            yield "休养所", match.end()
        if "军队" in match[0]:
            yield f"军休{match[2][-1] if match[2] == '休养所' else match[2]}", match.end()
            yield f"军休服务{match[2]}", match.end()
        if match[1] and match[2] == "中心":
            yield "服务管理中心", match.end()


def _institute(name: str) -> Forms:
    for match in _INSTITUTE.finditer(name):
        core = _PARENT.sub("", match[1])
        if len(core) < 2:
            continue
        if match[2]:  # 农业科学院
            yield f"{core[0]}科{match[3]}", match.end()
        elif match[0].endswith(f"研究{match[3]}"):
            yield core + match[3], match.end()
            yield f"{core[0]}研{match[3]}", match.end()
        else:
            yield f"{core}设计{match[3]}", match.end()


def _university(name: str) -> Forms:
    for match in _UNIVERSITY.finditer(name):
        stem = _PARENT.sub("", match[1]).removeprefix("中共") or match[1]
        yield stem + _OF_KIND.get(match[2], f"{match[2][0]}大"), match.end()


def _works(name: str) -> Forms:
    for match in _WORKS.finditer(name):
        core = _PARENT.sub("", match[1])
        sizes = {len(core), 4, 2} if match[2] == "公司" else range(1, len(core) + 1)
        for size in sorted((size for size in sizes if size <= len(core)), reverse=True):
            yield core[-size:] + match[2], match.end()
        if match[2] == "公司" and len(core) > 3:
            yield core[-4:], match.end()


def _group(name: str) -> Forms:
    for match in _GROUP.finditer(name):
        end = works.end() if (works := _WORKS.match(name)) and works.end() > match.end() else match.end()
        yield f"{match[1]}集团", end
        yield match[1], end


def _section(name: str) -> Forms:
    match = _SECTION.search(name)
    if match is None or not match.start():
        return
    head = "办" if match[3] == "办公室" else match[3]
    stems = ["老干", "老干部"] if match[1] == "老干部" else [match[1], f"{match[1]}干部", f"{match[1]}工作"]
    stems += ["离退"] if match[1] == "离退休" else []
    stems += ["退管", "离管"] if "管理" in match[2] or head == "办" else []
    for stem in stems:
        yield stem + head, match.end()
        if head == "办":
            yield f"{stem}办公室", match.end()
