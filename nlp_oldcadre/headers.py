"""The headers of answers, Chinese and English: which columns the terminal shows, which a spreadsheet has."""

from __future__ import annotations

from collections.abc import Mapping

from nlp_oldcadre.headers_amounts import AMOUNT_HEADERS, AMOUNT_OPTIONAL, AMOUNT_SHEETS
from nlp_oldcadre.headers_measures import MEASURE_HEADERS, MEASURE_OPTIONAL, MEASURE_SHEETS, SLOGAN_MORE
from nlp_oldcadre.headers_programs import PROGRAM_HEADERS, PROGRAM_OPTIONAL, PROGRAM_SHEETS

Headers = Mapping[str, tuple[str, str]]

_SOURCE: Headers = {"title": ("文件", "document"), "page": ("页", "page"), "quote": ("原文", "quote")}
HEADERS: dict[str, Headers] = {
    "graph": {"what": ("类别", "what"), "kind": ("类型", "type"), "count": ("数量", "count")},
    "resolve": {
        "judged": ("判断", "judged"),
        "kind": ("类型", "type"),
        "label": ("名称", "name"),
        "names": ("各种写法", "names"),
        "region": ("地区", "region"),
        "documents": ("文件数", "documents"),
        "score": ("分数", "score"),
        "why": ("依据", "why"),
    },
    "overview": {
        "programs": ("项目品牌", "programmes"),
        "measures": ("举措", "measures"),
        "results": ("成效", "results"),
        "targets": ("目标", "targets"),
        "slogans": ("提法", "slogans"),
        "sources": ("出处", "sources"),
    },
    "brief": {
        "group": ("分组", "group"),
        "documents": ("文件", "documents"),
        "done": ("已做举措", "done"),
        "planned": ("计划举措", "planned"),
        "numbers": ("数据", "numbers"),
        "counted": ("项目", "count"),
        "programs": ("项目品牌", "programmes"),
        "results": ("成效", "results"),
    },
    "results": {
        "concept": ("指标", "indicator"),
        "status": ("状态", "status"),
        "group": ("分组", "group"),
        "amount": ("数值", "amount"),
        "rank": ("位次", "rank"),
        "period_kind": ("期间性质", "period"),
        "uncertain": ("识别存疑", "uncertain"),
        "indicator": ("原指标", "as written"),
        "program": ("项目品牌", "programme"),
        "region": ("地区", "region"),
        "time": ("时间", "time"),
        **_SOURCE,
    },
    "measures": {
        "group": ("分组", "group"),
        "topic": ("主题", "topic"),
        "status": ("状态", "status"),
        "verb": ("动作", "verb"),
        "object": ("对象", "object"),
        **_SOURCE,
    },
    "slogans": {
        "group": ("分组", "group"),
        "slogan": ("提法", "slogan"),
        "kind": ("类型", "kind"),
        "documents": ("文件数", "documents"),
        "mentions": ("次数", "times"),
        "first_date": ("最早", "first"),
        "lag_years": ("晚于全国（年）", "years behind"),
        **_SOURCE,
    },
    "evaluate": {
        "type": ("类型", "type"),
        "gold": ("标注", "gold"),
        "predicted": ("识别", "found"),
        "exact": ("边界 F1", "exact F1"),
        "overlap": ("重叠 F1", "overlap F1"),
        "full": ("属性全对 F1", "full F1"),
    },
    "evaluate_by": {
        "group": ("分组", "group"),
        "documents": ("文件数", "documents"),
        "mean_overlap": ("重叠 F1", "overlap"),
        "mean_full": ("属性全对", "full"),
        "headings": ("标题", "headings"),
        "metadata": ("元数据", "metadata"),
        "facts": ("事实", "facts"),
        "value": ("数值", "value"),
        "value_unit": ("＋单位", "+unit"),
        "value_change": ("＋界限变化", "+change"),
        "value_counted_partial": ("＋指标（部分）", "+counted, part"),
        "value_counted": ("＋指标", "+counted"),
    },
    "explain": {
        "outcome": ("结果", "outcome"),
        "type": ("类型", "type"),
        "text": ("原文", "quote"),
        "attrs": ("属性", "attributes"),
        "rule": ("规则", "rule"),
        "score": ("分数", "score"),
        "why": ("落选原因", "why not"),
    },
    "search": {
        "type": ("类型", "type"),
        "surface": ("原文", "quote"),
        "name": ("规范名称", "name"),
        "indicator": ("数的是什么", "counted"),
        "certain": ("确定", "certain"),
        "status": ("状态", "status"),
        "time": ("时间", "time"),
        "program": ("项目品牌", "programme"),
        "topic": ("主题", "topic"),
        "via": ("同义词", "via"),
        "post": ("职务", "post"),
        "organisation": ("所在单位", "organisation"),
        "level": ("层级", "level"),
        "region": ("地区", "region"),
        "uncertain": ("识别存疑", "uncertain"),
        "sentence": ("所在句子", "sentence"),
        "title": ("文件", "document"),
        "page": ("页", "page"),
    },
    **AMOUNT_HEADERS,
    "facets": {"facet": ("分面", "facet"), "label": ("取值", "value"), "count": ("处数", "count")},
    "complete": {"name": ("名称", "name"), "type": ("类型", "type"), "count": ("处数", "count")},
    **MEASURE_HEADERS,
    **PROGRAM_HEADERS,
}

_SEARCH_OPTIONAL = (
    "topic", "organisation", "level", "post", "page", "certain", "region", "surface", "name", "program", "time", "status",
    "uncertain", "via",
)  # fmt: skip
# What a narrow terminal does without, the first first; columns without a single entry go as well.
OPTIONAL: dict[str, tuple[str, ...]] = {
    "results": ("page", "time", "program", "region", "indicator", "uncertain", "rank", "period_kind"),
    "measures": ("page", "verb", "object"),
    "slogans": ("page", "lag_years", "first_date", "mentions"),
    "resolve": ("score", "documents", "region", "kind", "label"),
    "search": _SEARCH_OPTIONAL,
    "explain": ("score", "why"),
    **AMOUNT_OPTIONAL,
    **MEASURE_OPTIONAL,
    **PROGRAM_OPTIONAL,
}

_REST: Headers = {"date": ("文件日期", "date"), "sentence": ("所在句子", "sentence"), "uri": ("文件路径", "file")}
_AMOUNT: Headers = {
    "low": ("数字（起）", "from"),
    "high": ("数字（止）", "to"),
    "unit": ("单位", "unit"),
    "bound": ("界限", "bound"),
}
_NUMBERS: Headers = {
    **_AMOUNT,
    "aspect": ("口径", "aspect"),
    "change": ("增减", "change"),
    "baseline": ("基数", "baseline"),
    "compared_with": ("比较对象", "compared with"),
    "check": ("验算", "arithmetic"),
    "per": ("每", "per"),
    "share_of": ("占", "share of"),
    "part_of": ("其中属于", "part of"),
    "problem": ("不足", "lack"),
    "documents": ("文件数", "documents"),
    "others": ("其他出处", "also in"),
}
# What few amounts and mentions have: a column of it stands in a spreadsheet where a row fills it.
SPARSE = frozenset(
    {"bound", "change", "baseline", "compared_with", "check", "per", "share_of", "part_of", "problem"}
    | {"post", "organisation", "level", "uncertain", "certain", "via"}
)
_TERMS: Headers = {
    "strength": ("力度", "strength"),
    "deadline": ("时限", "deadline"),
    "beneficiaries": ("受益对象", "beneficiaries"),
}
# Spreadsheets: a row for each number, programme, measure or formula.
SHEETS: dict[str, Headers] = {
    "overview": {
        "group": ("分组", "group"),
        "what": ("类别", "what"),
        "label": ("内容", "content"),
        "status": ("状态", "status"),
        **_SOURCE,
        "date": ("文件日期", "date"),
        "uri": ("文件路径", "file"),
    },
    "results": {**HEADERS["results"], **_NUMBERS, **_REST},
    "measures": {**HEADERS["measures"], **_TERMS, "program": ("项目品牌", "programme"), **_REST},
    "slogans": {**HEADERS["slogans"], **SLOGAN_MORE, **_REST},
    "resolve": {
        **HEADERS["resolve"],
        "quote_a": ("甲原文", "first quote"),
        "uri_a": ("甲文件", "first file"),
        "quote_b": ("乙原文", "second quote"),
        "uri_b": ("乙文件", "second file"),
    },
    **AMOUNT_SHEETS,
    "facets": HEADERS["facets"],
    "search": {**HEADERS["search"], **_AMOUNT, "date": ("文件日期", "date"), "uri": ("文件路径", "file")},
    **MEASURE_SHEETS,
    **PROGRAM_SHEETS,
}
