"""Which words can be parts of a noun phrase beside an amount: nouns and attributes, not the verb that follows or leads.

Words come with jieba's tags, which are rough, so verbs are known from tables: ``object_verbs.csv`` (they take a counted
object or end the phrase before them) and the verbs of ``measure_verbs.csv`` that are no nouns as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp_oldcadre.extract.measure_verbs import Verb
from nlp_oldcadre.extract.phrases import Token
from nlp_oldcadre.tables import Tables

# 者, 员 are persons but after these characters, 师 only after those.
_BY_LAST = {
    "师": tuple("教技农医艺雕药厨律牧讲剪画绘养询导计琴统测影化疗程工规织绣陶刻裱妆编修评检"),
    "员": ("组", "支", "动", "复", "满", "缺", "超", "裁"),
    "者": ("或", "前", "后", "再"),
}
_CUTTING_TAGS = frozenset({"d", "p", "u", "ud", "ug", "uj", "ul", "uz", "r", "y", "x", "m", "t", "c"})
# Tagged as times, but persons or ages of life.
# Verbs of the tables that are attributes of the noun that follows.
_NOMINAL = frozenset(
    (
        "外聘 返聘 特聘 包保 包联 返乡 寄宿 听课 受训 认证 结业 失联 退役 退伍 在读 参训 参赛 参展 招生 运行 使用 护理 生活 "
        "种植 养殖 注册 受益 减免 教育 送医 送药 送学 送教 送戏 送课"
    ).split()
)
# Verbs that no noun makes a name of.
NO_NAMES = frozenset(
    "开展 举办 召开 举行 进行 新增 增加 投入 开设 建立 成立 组建 制定 走进 深入 用于 来自 涉及 位于 属于".split()
)
_NO_TIMES = {"青年", "少年", "老年", "中年", "成年", "晚年", "童年", "新时代", "新时期"}
# Tagged as adverbs and the like, but attributes.
_NO_ADVERBS = {"一次性", "县直", "市直", "区直", "省直", "直属", "专职", "现场", "共同", "偏远", "边远", "急难"}
# Of the words tagged as times those that say when; the others are parts of names (暑假班, 重阳活动).
_WHEN = re.compile(
    r"[\d〇○一二三四五六七八九十]|[今去明前后当同本每近往历][年月天日周季晚期春夏秋冬]|目前|现在|近日|如今|以来|以前|以后|[上下]半年|季度|年[内底初末度中]"
    "|[昨今明]天|[上下]午|期间|同期|当时|平时|眼下|至今|迄今|先前|此前|日前|此后|随后|[早晚]上|长期|常年|全年|时下|近来|一直|刚刚|正在|正"
)
# 助餐点, 助浴站: split after 助 by jieba.
_AID = re.compile("[餐浴洁医行急老学企困残][点站室屋所车队]")
# 不文明行为, 不稳定因素: what is denied is an attribute.
_DENIED = tuple(
    "文明 稳定 安全 合格 达标 规范 合理 和谐 健康 良 满意 放心 动产 平等 合法 正当 诚信 正常 完善 符合 落实 到位 作为".split()
)
_MODALS = frozenset("要 须 应 将 必须 应当 务必 务须 均要 都要".split())
AND = {"和", "及", "与", "以及", "暨", "或"}
NOUN_SUFFIX = re.compile(
    "量|率|数|额|费|总量|总数|总额|人数|次数|金|会|团|队|组|班|员|者|站|室|岗|卡|品|点|库|到位率|比例|比重|标准|台账|团队|面|单|小组|队伍|人员|活动|仪式|工作|关系|生活|生活会|制度|机构|户|村|县|镇|对象|人口|典型|人才"
)
# Verbs of the table that are nouns at the end of a phrase (志愿者组织6500支).
ALSO_NOUNS = frozenset("组织 设计 总结 报道 创作 投资 推荐 要求 规定 联系 安排 讲述 命名 展示 入选 支出".split())
# Taken over from the things counted before, when alone.
_HANDLED = frozenset("办结 采纳 采用 解决 化解 转化 清退 完成 录用 评定 验收 整改 答复 落实 通过 获奖 入选".split())


@dataclass(frozen=True, slots=True)
class VerbRow:
    """A verb whose object an amount counts, or one that ends the noun phrase before it."""

    verb: str


@dataclass(frozen=True, slots=True)
class EndingRow:
    """How a noun ends: ``person``, ``made`` by an act that is in its name (宣讲教材), ``whole`` (no verb after it is)."""

    ending: str
    kind: str


class NounWords:
    """Judges words and their endings.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> words = NounWords(load_tables())
    >>> words.is_person("退休教师"), words.is_person("会议室"), words.is_act("成功化解"), words.is_whole("党支部")
    (True, False, True, True)
    """

    def __init__(self, tables: Tables) -> None:
        acts = tables.rows("measure_verbs", Verb)
        plain = {row.verb for row in acts if row.group == "strong" and not row.noun and len(row.verb) > 1}
        self._verbs = frozenset(row.verb for row in tables.rows("object_verbs", VerbRow)) | plain
        endings = tables.rows("noun_endings", EndingRow)
        self._made, self._whole = (tuple(row.ending for row in endings if row.kind == kind) for kind in ("made", "whole"))
        persons = [row.ending for row in endings if row.kind == "person"]
        self._persons = {end[-1]: tuple(word for word in persons if word[-1] == end[-1]) for end in persons}
        self._acts = frozenset(row.verb for row in acts if row.noun and len(row.verb) > 1)

    def is_nominal(self, token: Token, following: Token | None) -> bool:
        """Whether a word can be part of the noun phrase; a verb before 量, 率, 队 and their like can."""
        text, tag = token.text, token.tag
        if text in AND or text == "、":
            return False
        if text in _MODALS:
            return False
        if text == "不":
            return following is not None and following.text.startswith(_DENIED)
        if text == "助" and following is not None and _AID.fullmatch(following.text):
            return True
        if text in _NOMINAL and following is not None:
            return True
        if text in self._verbs or (tag in {"l", "i"} and text[:2] in self._verbs and text[-1] not in "系活度力网率量费额"):
            can_name = following is not None and len(text) > 1 and text not in NO_NAMES
            return can_name and following is not None and bool(NOUN_SUFFIX.fullmatch(following.text))
        if text.startswith("开展"):
            return False
        if tag == "t":
            return text in _NO_TIMES or (following is not None and not _WHEN.match(text))
        if tag not in _CUTTING_TAGS or text in _NO_TIMES or text in _NO_ADVERBS or text == "之":
            return True
        return tag == "m" and not text[0].isascii() and text != "一道"

    def is_person(self, phrase: str) -> bool:
        """Whether a phrase ends in a word for persons (退休教师, 受访者; not 动员)."""
        last = phrase[-1:]
        if phrase.endswith(self._persons.get(last, ())):
            return True
        before = _BY_LAST.get(last)
        return before is not None and len(phrase) > 1 and (phrase[-2] in before) == (phrase[-1] == "师")

    def is_whole(self, phrase: str) -> bool:
        """Whether a phrase ends in a word for a body or place (党支部, 社区)."""
        return phrase.endswith(self._whole)

    def is_people(self, phrase: str) -> bool:
        return self.is_person(phrase) or phrase.endswith(("家庭", "家属"))

    def is_doing(self, word: str) -> bool:
        """Whether a word is an act that has a name (参观, 宣讲; not 开展)."""
        return word in self._acts and word not in NO_NAMES and word not in ALSO_NOUNS

    def is_act(self, phrase: str) -> bool:
        """Whether a phrase is a verb alone (办结, 采纳)."""
        bare = phrase[2:] if phrase[:2] in ("成功", "妥善", "及时", "有效", "现场", "免费", "顺利", "全部") else phrase
        return bare in self._verbs or bare in self._acts or bare in _HANDLED
