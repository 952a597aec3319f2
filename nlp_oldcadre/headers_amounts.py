"""The headers of the comparisons of amounts beyond results: rates, contradictions, coverage, promises."""

from __future__ import annotations

from collections.abc import Mapping

Headers = Mapping[str, tuple[str, str]]

_GROUP: Headers = {"group": ("分组", "group")}
_SOURCE: Headers = {"title": ("文件", "document"), "page": ("页", "page"), "quote": ("原文", "quote")}
_OTHER: Headers = {"other_title": ("另一文件", "other document"), "other_quote": ("另一原文", "other quote")}
_SCOPE: Headers = {"program": ("项目品牌", "programme"), "region": ("地区", "region"), "time": ("时间", "time")}
_REST: Headers = {"date": ("文件日期", "date"), "sentence": ("所在句子", "sentence"), "uri": ("文件路径", "file")}
_OTHER_REST: Headers = {
    "other_page": ("另一文件页", "other page"),
    "other_date": ("另一文件日期", "other date"),
    "other_uri": ("另一文件路径", "other file"),
}
_RATE: Headers = {
    "rate": ("比率", "rate"),
    "status": ("状态", "status"),
    **_GROUP,
    "value": ("数值", "value"),
    "numerator": ("分子", "numerator"),
    "denominator": ("分母", "denominator"),
    "basis": ("依据", "basis"),
    **_SCOPE,
    **_SOURCE,
}
_CONFLICT: Headers = {
    "state": ("情形", "state"),
    **_GROUP,
    "concept": ("指标", "indicator"),
    "amount": ("数值", "amount"),
    "other_amount": ("另一数值", "other amount"),
    **_SCOPE,
    "title": ("文件", "document"),
    **_OTHER,
}
_COVERED: Headers = {
    **_GROUP,
    "documents": ("文件数", "documents"),
    "circular": ("通知文件", "circulars"),
    "bulletin": ("简报", "bulletins"),
    "report": ("报告材料", "reports"),
    "news": ("新闻报道", "news"),
    "years": ("年份（份数）", "years"),
    "characters": ("字数", "characters"),
    "programs": ("项目品牌数", "programmes"),
    "measures": ("举措数", "measures"),
    "amounts": ("数据条数", "amounts"),
    "silent_topics": ("未提及的主题", "topics not spoken of"),
}
_PLAN: Headers = {
    "state": ("进展", "state"),
    "reason": ("判断依据", "reason"),
    **_GROUP,
    "region": ("地区", "region"),
    "year": ("计划年份", "year"),
    "topic": ("主题", "topic"),
    "plan": ("计划举措", "promised"),
    "target": ("目标", "target"),
    "result": ("报告所述", "reported"),
    "reached": ("实际", "reached"),
    "score": ("相近度", "score"),
    "title": ("计划文件", "plan"),
    "other_title": ("报告文件", "report"),
}
AMOUNT_HEADERS: dict[str, Headers] = {
    "rates": _RATE,
    "conflicts": _CONFLICT,
    "coverage": _COVERED,
    "plan_vs_result": _PLAN,
}
AMOUNT_OPTIONAL: dict[str, tuple[str, ...]] = {
    "rates": ("page", "basis", "time", "program", "region"),
    "conflicts": ("time", "program", "other_quote", "region"),
    "coverage": ("characters", "measures", "amounts", "programs", "news", "report", "bulletin", "circular"),
    "plan_vs_result": ("score", "topic", "region", "reached", "target", "other_title", "title"),
}
AMOUNT_SHEETS: dict[str, Headers] = {
    "rates": {
        **_RATE,
        "low": ("数值（起）", "from"),
        "high": ("数值（止）", "to"),
        "unit": ("单位", "unit"),
        "period_kind": ("期间性质", "period"),
        **_REST,
    },
    "conflicts": {
        **_CONFLICT,
        "indicator": ("原指标", "as written"),
        "other_indicator": ("另一原指标", "other as written"),
        "status": ("状态", "status"),
        "period_kind": ("期间性质", "period"),
        "page": ("页", "page"),
        "quote": ("原文", "quote"),
        **_OTHER_REST,
        **_REST,
    },
    "coverage": {
        **_COVERED,
        "unknown_genre": ("文种不明", "of no known genre"),
        "undated": ("无日期", "undated"),
        "topics": ("主题（次数）", "topics"),
        "concepts": ("指标（次数）", "indicators"),
    },
    "plan_vs_result": {
        **_PLAN,
        "concept": ("指标", "indicator"),
        "deadline": ("时限", "deadline"),
        "program": ("项目品牌", "programme"),
        "shared": ("共同之处", "shared"),
        "page": ("页", "page"),
        "quote": ("计划原文", "quote"),
        "other_quote": ("报告原文", "other quote"),
        **_OTHER_REST,
        **_REST,
    },
}
