"""The headers of the comparisons of measures, phrases and texts."""

from __future__ import annotations

from collections.abc import Mapping

Headers = Mapping[str, tuple[str, str]]

_BOTH: Headers = {
    "title": ("文件", "document"),
    "quote": ("原文", "quote"),
    "other_title": ("对方文件", "other document"),
    "other_quote": ("对方原文", "other quote"),
}
_PLACES: Headers = {
    **_BOTH,
    "page": ("页", "page"),
    "date": ("文件日期", "date"),
    "uri": ("文件路径", "file"),
    "other_page": ("对方页", "other page"),
    "other_date": ("对方文件日期", "other date"),
    "other_uri": ("对方文件路径", "other file"),
}
_ALIGNED: Headers = {
    "group": ("分组", "group"),
    "relation": ("关系", "relation"),
    "topic": ("主题", "topic"),
    "measure": ("举措", "measure"),
    "other_group": ("对方", "other side"),
    "other_measure": ("对方举措", "other measure"),
    "change": ("变化", "change"),
    "made_concrete": ("具体化", "made concrete"),
    "score": ("相近度", "score"),
}
_ITEM: Headers = {
    "item": ("条", "item"),
    "heading": ("条目", "heading"),
    "other_group": ("对方", "other side"),
    "found": ("对应", "counterpart"),
    "counterparts": ("处数", "passages"),
    "reasons": ("理由", "reasons"),
    "other_title": ("对方文件", "other document"),
    "other_quote": ("对方原文", "other quote"),
}
_REPRINT: Headers = {
    "group": ("分组", "group"),
    "kind": ("类型", "kind"),
    "direction": ("先后", "order"),
    "other_group": ("对方", "other side"),
    "letters": ("字数", "letters"),
    "resemblance": ("相似度", "resemblance"),
    "share": ("占本文", "of this document"),
    "other_share": ("占对方", "of the other"),
}
_SOURCE: Headers = {"title": ("文件", "document"), "page": ("页", "page"), "quote": ("原文", "quote")}
_SPREAD: Headers = {
    "slogan": ("提法", "slogan"),
    "kind": ("类型", "kind"),
    "year": ("年份", "year"),
    "group": ("分组", "group"),
    "first": ("当年首用", "first use"),
    "groups_so_far": ("累计分组数", "groups so far"),
    "documents": ("文件数", "documents"),
    "mentions": ("次数", "times"),
    "national_year": ("全国提出年份", "national since"),
    "years_since": ("距提出年数", "years since"),
}
# More columns of the comparison of set phrases.
SLOGAN_MORE: Headers = {
    "copied": ("其中转载", "copied"),
    "national_year": ("全国提出年份", "national since"),
    "lag_years": ("晚于全国（年）", "years behind"),
    "first_group": ("最早使用", "first group"),
    "lag_days": ("晚于最早（天）", "days behind"),
    "rank": ("先后", "rank"),
    "groups_with": ("使用的分组数", "groups that have it"),
    "members": ("所指内容", "members"),
}
_CHAIN: Headers = {
    "upper": ("上级文件", "upper document"),
    "lower": ("下级文件", "lower document"),
    "link": ("依据", "link"),
    "relation": ("关系", "relation"),
    "change": ("变化", "change"),
    "made_concrete": ("具体化", "made concrete"),
    "measure": ("上级举措", "upper measure"),
    "other_measure": ("下级举措", "lower measure"),
    "score": ("相近度", "score"),
}
MEASURE_HEADERS: dict[str, Headers] = {
    "alignment": {**_ALIGNED, "reasons": ("理由", "reasons"), "title": _BOTH["title"], "other_title": _BOTH["other_title"]},
    "items": _ITEM,
    "chains": _CHAIN,
    "reprints": {**_REPRINT, **_BOTH},
    "spread": {**_SPREAD, **_SOURCE},
}
MEASURE_OPTIONAL: dict[str, tuple[str, ...]] = {
    "alignment": ("score", "made_concrete", "reasons", "title", "other_title", "topic", "group"),
    "chains": ("score", "link", "made_concrete"),
    "items": ("counterparts", "other_title", "reasons"),
    "spread": ("page", "national_year", "mentions", "kind", "years_since"),
    "reprints": ("resemblance", "share", "other_share", "other_quote", "direction"),
}
_STRENGTHS: Headers = {
    "groups_with": ("有对应的分组数", "groups that have it"),
    "status": ("状态", "status"),
    "strength": ("力度", "strength"),
    "other_status": ("对方状态", "other status"),
    "other_strength": ("对方力度", "other strength"),
}
MEASURE_SHEETS: dict[str, Headers] = {
    "alignment": {**_ALIGNED, "reasons": ("理由", "reasons"), **_STRENGTHS, **_PLACES},
    "items": {"group": ("分组", "group"), "under": ("所属部分", "under"), **_ITEM, "score": ("相近度", "score"), **_PLACES},
    "reprints": {**_REPRINT, **_PLACES},
    "chains": {
        **_CHAIN,
        "upper_level": ("上级层级", "upper level"),
        "lower_level": ("下级层级", "lower level"),
        "topic": ("主题", "topic"),
        "reasons": ("理由", "reasons"),
        **_STRENGTHS,
        **_PLACES,
    },
    "spread": {**_SPREAD, **_SOURCE, "date": ("文件日期", "date"), "uri": ("文件路径", "file")},
}
