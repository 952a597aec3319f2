"""Clauses that only tell something of an act: its size, its time, what it takes (招生规模突破3000人, 参加活动须征得同意)."""

from __future__ import annotations

import re

from nlp_oldcadre.extract.clauses import LETTERS
from nlp_oldcadre.tables import Tables

_NUMBER, _PERSON = LETTERS["QUANTITY"], LETTERS["PERSON"]
_MARKS = "，、“”《》"
# A rate, a share or a price, and how high it is: 录取比不到六成, 补贴金额由4300元降到零, 评议占三成.
_STATED = re.compile(
    f"[^{_MARKS}{_NUMBER}了的把将]{{0,9}}?(?:"
    f"(?:率|覆盖面|受益面|培训面|抽查面|满意度|知晓度|参与度|(?<![对相同之])比|金额|成本|均价|单价|标准|周期|比例|得分)"
    f"(?:均|都|也|已|仍|将|只|仅|最)?(?:由|从|不[到低超足高少]|达|为|占|超|逾|约|近|下降|上升|降|升|增|减)"
    f"|(?:率|覆盖面|受益面|培训面|抽查面|满意度|知晓度|成本|均价|单价){_NUMBER}"
    f"|占(?:比|总|全)?[^{_MARKS}]{{0,6}}?{_NUMBER}"
    f"|由[^{_MARKS}]{{2,14}}(?:承担|负责|提供|解决|支付|负担)$)"
)

# 抓四件事, 免收金额6万元, 制定本方案: what follows tells it, or the paper itself is it.
# 开放不少于20小时: how long it takes alone.
_OF_ITSELF = re.compile(
    f"了?[{_NUMBER}](?:件)?(?:大|实)?事|(?:金额|总额)(?:约|达|共|为)*[{_NUMBER}]+|本(?:方案|办法|意见|要点|规划|计划)"
    f"|了?(?:不[少低]于|不超过|超过|约|近|达|满)?{LETTERS['TIME']}+|\\d+周年(?:之际)?"
)
# 学员300人次; 超过200万次.
_THOSE = re.compile(f"[^{_MARKS}{_NUMBER}了的]{{1,7}}(?:达|近|超过?|约|共)?[{_NUMBER}]+")
_COUNT = re.compile(f"(?:量|数)?(?:达到?|近|超过?|突破|约|共|累计)?[{_NUMBER}]")
# One of these is in whatever _STATED matches.
_STATED_BY = frozenset("率面度比额本价准期例分占由")
# “四个一”, which says what the formula is, not what was done.
_FORMULA = re.compile(f"了?[{_MARKS}{LETTERS['QUOTE']}{LETTERS['SLOGAN']}]+")

# Before the verb stands nothing but when it was.
_NOBODY = re.compile(
    f"(?:^|[。！？]”?|\\s)(?:[{LETTERS['TIME']}，]|近日|日前|清晨|清早|早晨|上午|中午|午后|下午|傍晚|夜晚|每次|每当|刚|[\u4e00-\u9fff]{{2}}时节)*$"
)
_LOOK_BACK = 16


class Told:
    """The words of ``verbal_nouns.toml``, compiled.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> told, text = Told.of(load_tables()), "招生规模由800人扩大到1200人"
    >>> told.is_subject(text, 2, len(text), noun=True)
    True
    """

    def __init__(self, tables: Tables) -> None:
        words = tables.record("verbal_nouns")
        nouns, told, bound = ("|".join(sorted(words[name], key=len, reverse=True)) for name in ("nouns", "told", "bound"))
        given = "|".join(words["given"])
        self._told = re.compile(f"(?:{nouns})(?:{told}|(?<!{given.replace('|', ')(?<!')}){_NUMBER})")
        self._bound = re.compile(f"[^{_MARKS}{_NUMBER}]{{1,8}}?(?:{bound})(?!知)")
        self._bound_starts = frozenset(word[0] for word in words["bound"])
        self._means = re.compile(f"[^，、]{{1,12}}?(?:{'|'.join(words['means'])})")
        self._starts = frozenset(word[0] for word in words["nouns"])
        self._amount = re.compile(f"了?(?:[到至为]了?)?[{_NUMBER}{LETTERS['TIME']}]+")
        self._images = tuple(words["images"])
        self._attending = frozenset(words["attending"])
        self._turnout = frozenset(words["turnout"])
        #: Verbs of those who come, which ``is_turnout`` reads.
        self.coming = self._attending | self._turnout | {"参加", "出席"}
        self._titles = frozenset(words["titles"])
        self._standing = frozenset(words["standing"])
        self._costs = frozenset(words["costs"])
        self._counts = frozenset(words["counts"])
        self._sayings = frozenset(words["sayings"])
        self._courtesy = re.compile("|".join(words["courtesy"]))
        self.ruling = frozenset(words["ruling"])
        self.growing = frozenset(words["growing"])
        self.arriving = frozenset(words["arriving"])

    @classmethod
    def of(cls, tables: Tables) -> Told:
        """The words of these tables, compiled once."""
        told: Told = tables.keep(cls, lambda: cls(tables))
        return told

    def is_subject(self, mask: str, start: int, end: int, *, noun: bool) -> bool:
        """Whether the verb that ends at ``start`` is part of what a clause up to ``end`` tells something of.

        Parameters
        ----------
        mask, start, end : the masked text, the end of the verb, the end of its clause.
        noun : the verb is as often a noun; behind one that isn't, the noun is its object (压减人数20人).
        """
        if noun and mask[start : start + 1] in self._starts and self._told.match(mask, start, end):
            return True
        rest = mask[start:end][:24]
        if not _STATED_BY.isdisjoint(rest) and _STATED.match(mask, start, end):
            return True
        if _OF_ITSELF.fullmatch(mask, start, end) or mask.endswith(self._images, start, end):
            return True
        return not self._bound_starts.isdisjoint(rest[1:12]) and self._bound.match(mask, start, end) is not None

    def is_scene(self, mask: str, start: int) -> bool:
        """Whether with a verb of ``arriving`` a reporter takes the reader somewhere: 走进某校，…, nobody before it."""
        return _NOBODY.search(mask, max(0, start - _LOOK_BACK), start) is not None

    def is_other(self, verb: str, mask: str, start: int, end: int) -> bool:
        """Whether the word is somebody's title, a headcount, what only names a formula, a courtesy, or what 的 makes a noun of.

        教授林某, 编制7名, 提出“四个一”, 请您配合, 讲得好的。
        """
        if mask[start : start + 1] == _PERSON and verb in self._titles:
            return True
        if verb in self._standing and self.is_amount(mask, start, end):
            return True
        if verb in self._sayings and _FORMULA.fullmatch(mask, start, end):
            return True
        if verb in self._costs and not self._amount.match(mask, start, end):
            return True
        if verb in self._counts and mask.find(_NUMBER, start, end) < 0:
            return True
        if verb == "请" and self._courtesy.match(mask, start, end):
            return True
        return mask[end - 1] == "的" and mask[end : end + 1] != "\n"

    def is_turnout(self, verb: str, mask: str, start: int, end: int) -> bool:
        """Whether the clause tells how many came or looked (听课学员300人次, 播放200万次, 出席会议)."""
        if verb in self._attending:
            return _THOSE.fullmatch(mask, start, end) is not None
        return (verb in self._turnout and _COUNT.match(mask, start, end) is not None) or (
            verb in ("参加", "出席") and mask[start:end] == "会议"
        )

    def is_means(self, mask: str, start: int, end: int) -> bool:
        """Whether 利用, which ends at ``start``, only tells by what means something else is done (利用三个月时间走访)."""
        return self._means.match(mask, start, end) is not None

    def is_amount(self, mask: str, start: int, end: int) -> bool:
        """Whether there is nothing but an amount; behind a verb of ``growing`` it says by how much."""
        return self._amount.fullmatch(mask, start, end) is not None
