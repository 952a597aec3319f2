"""The headers of the comparisons of programmes."""

from __future__ import annotations

from collections.abc import Mapping

Headers = Mapping[str, tuple[str, str]]

_SOURCE: Headers = {"title": ("文件", "document"), "page": ("页", "page"), "quote": ("原文", "quote")}
_REST: Headers = {"date": ("文件日期", "date"), "sentence": ("所在句子", "sentence"), "uri": ("文件路径", "file")}
_WHOSE: Headers = {
    "kind": ("类型", "kind"),
    "level": ("层级", "level"),
    "parent": ("上级项目", "parent"),
    "run_by": ("主办", "run by"),
    "since": ("起始", "since"),
    "since_from": ("起始依据", "since, by"),
}
_PROGRAM: Headers = {
    "group": ("分组", "group"),
    "program": ("项目品牌", "programme"),
    "kind": ("类型", "kind"),
    "function": ("功能", "function"),
    "parent": ("上级项目", "parent"),
    "run_by": ("主办", "run by"),
    "since": ("起始", "since"),
    "results": ("成效数据", "results"),
    "documents": ("文件数", "documents"),
    **_SOURCE,
}
_FUNCTION: Headers = {
    "function": ("功能", "function"),
    "group": ("分组", "group"),
    "program": ("项目品牌", "programme"),
    "since": ("起始", "since"),
    "since_from": ("起始依据", "since, by"),
    "teams": ("队伍", "teams"),
    "volunteers": ("志愿者、队员", "volunteers"),
    "sessions": ("场次", "sessions"),
    "places": ("阵地", "places"),
    "users": ("用户、浏览", "users"),
    "others": ("其他数据", "other results"),
    **_SOURCE,
}
_COUNTERPART: Headers = {
    "counterparts": ("同类", "counterparts"),
    "group": ("分组", "group"),
    "program": ("项目品牌", "programme"),
    "since": ("起始", "since"),
    "nearest_group": ("最近的对应：地区", "nearest: where"),
    "nearest": ("最近的对应", "nearest"),
    "score": ("把握", "score"),
    "object": ("共同功能", "functions"),
    "wording": ("共同用语", "wording"),
    "measures": ("共同举措", "measures"),
    "beneficiaries": ("共同对象", "beneficiaries"),
    "results": ("共同指标", "indicators"),
    **_SOURCE,
}
_COUNTED: Headers = {
    "names": ("其他写法", "other names"),
    "documents": ("文件数", "documents"),
    "mentions": ("次数", "times"),
}
PROGRAM_HEADERS: dict[str, Headers] = {"programs": _PROGRAM, "functions": _FUNCTION, "counterparts": _COUNTERPART}
PROGRAM_OPTIONAL: dict[str, tuple[str, ...]] = {
    "programs": ("page", "documents", "parent", "kind", "since", "run_by", "results"),
    "functions": ("page", "since_from", "others", "users", "places", "sessions", "title", "quote", "teams", "volunteers"),
    "counterparts": (
        "page", "results", "beneficiaries", "measures", "score", "since", "object", "title", "quote", "wording",
        "nearest_group",
    ),
}  # fmt: skip
PROGRAM_SHEETS: dict[str, Headers] = {
    "programs": {
        **_PROGRAM,
        **_WHOSE,
        "topic": ("主题", "topic"),
        "measures_done": ("已做举措", "measures done"),
        "measures_planned": ("计划举措", "measures planned"),
        **_COUNTED,
        **_REST,
    },
    "functions": {**_FUNCTION, "share": ("比重", "share"), **_WHOSE, **_COUNTED, **_REST},
    "counterparts": {
        **_COUNTERPART,
        "relation": ("关系", "relation"),
        "groups_with": ("涉及分组数", "groups with"),
        "others": ("各地对应", "counterparts elsewhere"),
        "function": ("功能", "function"),
        **_WHOSE,
        **_COUNTED,
        **_REST,
    },
}
