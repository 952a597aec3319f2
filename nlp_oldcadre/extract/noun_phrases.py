"""The noun phrase after a counter (141支“桑榆红”志愿服务队) and the one before a number (志愿服务队达52支).

Words come with jieba's tags, which are rough, so verbs are known from tables: ``object_verbs.csv`` (they take a counted
object or end the phrase before them) and the verbs of ``measure_verbs.csv`` that are no nouns as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp_oldcadre.extract.noun_words import ALSO_NOUNS, AND, NO_NAMES, NOUN_SUFFIX, NounWords
from nlp_oldcadre.extract.phrases import Token, split_words, strip_links, trim
from nlp_oldcadre.tables import Tables

_PLACES = frozenset("前 后 中 内 里 上 下 间 旁 外 时 之间 之中 期间".split())
_LIGHT_VERB = re.compile(
    "作出?|做出?|进行|开展|给予|提供|实施|完成|组织|提出|予以|加以|得到|举办|先后|累计|共计|达到?|获得|享受|领取|安排|接受|参加|分别|集中|为|有|."
)
_OUTCOMES = frozenset("覆盖 惠及 吸引 受益 带动 帮助 荣获 获得 获 获评 参加 被 受到 评为 入选 得到 成为 达到".split())
_WHOLES = frozenset("系统 集团 公司 行业 战线 部门 单位 机关 学院 大学 医院 体系 队伍 支部".split())
_WHOLE_AREA = re.compile("^全[省市县区州镇乡村旗盟](?=[^的]{2})")
# 采访组对…: the last character is a word of its own.
_GLUED = re.compile("(?<=[组队团会站室班部员])[对把将向在为]$")
_ATTRIBUTIVE = frozenset(
    (
        "返乡 寄宿 听课 受训 认证 结业 失联 退役 退伍 参赛 参展 受益 参训 获奖 入库 注册 退休 离休 在职 志愿 兼职 专职 "
        "调研 减免 受助"
    ).split()
)
# These have an object even where noun and verb could be one name (改造活动室, 培训双语宣讲员).
_ON_THINGS = frozenset(
    (
        "改造 修缮 维修 新建 共建 改建 扩建 化解 调解 编辑 推广 整治 清理 购买 采购 提升 升级 优化 修建 翻修 建设 打造 设立 "
        "培育 选树 整合 修订 制定 废止 指导"
    ).split()
)
# 调解工作室, 推广站 are names of bodies.
_NAMING = frozenset("指导 调解 推广 编辑 整治 清理 采购".split())
_BODY_ENDS = frozenset("室站队组员团班心")
# 提升工程, 改造项目 are names whatever verb they begin with.
_WORKS = frozenset(
    "工程 项目 行动 计划 方案 个案 案件 工作 活动 资金 经费 面积 成果 任务 成效 水平 质量 能力 措施 服务 事项 意见 建议".split()
)
# 助学款, 学习群, 学习包: what the act makes a name of.
_TAILS = frozenset("款金群包卡册证券箱器机车床椅服衣药茶餐码屏墙廊园圃链班")
_ON_PEOPLE = frozenset("帮扶 慰问 登门慰问 走访 培训 服务 联系 结对 资助 救助 看望 教育 轮训 表彰 调训".split())
# 双语调解骨干, 宣讲能手: what they are good at.
_ROLES = frozenset("骨干 能手 专家 高手 顾问 队员 助理 达人 辅导员".split())
_NO_OBJECTS = frozenset({"对象", "人员", "骨干", "员工"})
# What is left of 送去, 所在, 捧回 and the like.
_REMAINS = frozenset("去 到 出 上 下 给 回 入 了 过 所在 中捧回 捧回 中获 获 其 该 本 个人 本人 自己 累计 平均".split())
_NO_ACTS = frozenset({"p", "x", "uj", "ul", "r", "d", "t", "m", "f", "c"})
_TOWARDS = frozenset("在 为 向 给 对 到 于 从 把 将 跟 同 协助 协调 帮助 组织 指导 带动 引导 发动 动员 邀请".split())
# What those counted do, in words of four characters.
_SCENE = re.compile(
    "座无虚席|人头攒动|[齐欢济]聚?济?一堂|络绎不绝|载歌载舞|热情高涨|深受|备受|脱颖而出|其乐融融|一字排开|井然有序|精神矍铄|各显身手|同台竞技|踊跃|热烈|始终|一起|一同|同时|纷纷"
)
_BARE = frozenset({"可", "应", "要", "须", "可以", "均", "应当", "将", "能", "需", "都"})
# 离退休处有工作人员6人
_HAVING = re.compile("^.{2,}(?<![所国没享拥具私公占持富特])有(?=.{2,})")
# 退管中心共有活动站29个
_OWNING = re.compile("^[^“”《》]*(?:共有|现有|建有|设有|拥有|下设|下辖)(?=..)")
_RUN = re.compile("“([^“”]{2,20})”(?:主题|系列|专项)?(?:活动|行动|工程|品牌|计划|项目)")
# 人均活动, 单个面积, 一次性奖励: how the amount is told, no part of the name; nor 这支 of 这支队伍.
_EACH = re.compile("^(?:[人户亩村社日月年场]均月?|单个|平均|每[个支家所名]|一次性|[这那]一?[支个家所群批])(?=[^，。；、]{2})")
# 各支部老党员代表, 市直单位退休干部: whose they are.
_WHOSE = re.compile(
    "^(?:各(?:(?:党?总?支部|单位|部门|乡镇|街道|社区|[区县市]|区县|县区|系统|处室|学院)(?=[老离退在青优骨志党“])|族|类|级|界)?"
    "|[省市县区州]直(?:单位|机关|部门)(?=[老离退党]))(?=..)"
)
# Verbs whose object may be a verb to jieba (受理投诉, 响应求助).
_ON_REQUESTS = frozenset("响应 受理 接听 接到 收到 处置 回应 答复 承接 接收".split())
_VISITS = re.compile("(?:走访|慰问|探望|看望|家访|回访|帮扶|登门)+(?![率金资经走慰探看家回帮登])")
_THEN_ACTS = re.compile("(.{0,12}(?:生|员|者|干部|同志|老人|青年|群众))(?:就业|参加|上岗|报名|脱贫|入学|入党|入伍|创业)$")
_LONG_QUOTE = re.compile("^“[^“”]{10,}”(?=[^，。；、]{4})")


@dataclass(frozen=True, slots=True)
class GluedRow:
    """A verb of two characters with its object, which jieba takes for one word."""

    word: str


class NounPhrases(NounWords):
    """Finds noun phrases in the pieces of text around amounts.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> phrases = NounPhrases.of(load_tables())
    >>> phrases.after("“桑榆红”志愿服务队走进社区"), phrases.before("组建志愿服务队达"), phrases.before("调解邻里纠纷")
    ('“桑榆红”志愿服务队', '志愿服务队', '邻里纠纷')
    >>> phrases.after("群众量血压", of_people=True), phrases.after("居民的地下室", of_people=True)
    ('群众', '居民')
    """

    @classmethod
    def of(cls, tables: Tables) -> NounPhrases:
        phrases: NounPhrases = tables.keep(cls, lambda: cls(tables))
        return phrases

    def __init__(self, tables: Tables) -> None:
        super().__init__(tables)
        # Verb and object that are one word to jieba (化解矛盾|纠纷, 开展调研|活动).
        self._glued = frozenset(row.word for row in tables.rows("glued_words", GluedRow))

    def after(self, piece: str, *, is_event: bool = False, of_people: bool = False) -> str | None:
        """The noun phrase at the start of the piece; an attribute with 的 gives way to what follows it.

        Parameters
        ----------
        is_event : after a counter of events the first word may be a verb (三轮创建).
        of_people : after a counter of persons the phrase ends with the last person (3名群众量血压).
        """
        if not piece:
            return None
        begin = end = base = 1 if piece[0] == "的" else 0
        ends: list[int] = []
        tokens = split_words(piece[begin:])
        for i, token in enumerate(tokens):
            following = tokens[i + 1] if i + 1 < len(tokens) else None
            if token.text == "的" and 0 < end - base <= 8 and following:
                if of_people and self.is_person(piece[begin:end]) and not self.names_people(piece[base + token.end :]):
                    break
                if not of_people and not is_event and self.is_whole(piece[begin:end]):
                    break
                begin = end = base + token.end
            elif token.text in AND and token.text != "与" and end > begin and following and self.is_nominal(following, None):
                continue
            elif is_event and end > begin == base and token.text in self._acts and following is None:
                end = base + token.end
            elif self._continues(token, following, piece[begin:end]) or (
                begin == end == base and token.text not in _OUTCOMES and self._opens(token, piece, is_event, of_people)
            ):
                end = base + token.end
                ends.append(end)
                if token.text[0] == "（" and len(token.text) > 4:
                    break
            else:
                break
        if of_people:
            end = next((at for at in reversed(ends) if at > begin and self.is_people(piece[begin:at])), end)
        phrase = trim(_without_brand(_GLUED.sub("", piece[begin:end])))
        return None if phrase in _BARE else phrase

    def _opens(self, token: Token, piece: str, is_event: bool, of_people: bool) -> bool:
        """Whether a verb straight after a counter begins a name (3个慰问工作组, 三轮创建, 5名返乡青年), not a clause."""
        if token.tag[0] != "v" and token.text not in self._verbs:
            return False
        if token.text in NO_NAMES:
            return False
        if is_event and token.tag == "v":
            return True
        rest = self.after(piece[token.end :]) if len(token.text) > 1 else None
        if rest is None or "的" in piece[: token.end + len(rest)]:
            return False
        return (
            rest.endswith(self._made)
            or (token.text not in self._verbs and rest.endswith(self._whole))
            or (of_people and self.is_person(rest))
        )

    def names_people(self, piece: str) -> bool:
        """Whether a piece begins with persons."""
        phrase = self.after(piece)
        return phrase is not None and self.is_person(phrase)

    def _continues(self, token: Token, following: Token | None, phrase: str) -> bool:
        """Whether the phrase goes on with this word; after persons a verb is what they do, and a title is their work."""
        if phrase and following is None and NOUN_SUFFIX.fullmatch(token.text):  # 活动站: 站 is a verb to jieba
            return True
        if not self.is_nominal(token, following):
            return False
        if token.text[0] in "《（":
            # Members spelled out in brackets are no part of the name.
            return (not phrase) == (token.text[0] == "《") and token.text.count("、") < 2
        if phrase and ((token.text in _PLACES and following) or _SCENE.match(token.text)):
            return False
        return not (token.tag == "v" and (self.is_person(phrase) or phrase.endswith(self._whole)))

    def before(self, piece: str, *, of_acts: bool = False, of_people: bool = False) -> str | None:
        """The noun phrase at the end of the piece, or the verbs there when it has none (帮教856人, 入户走访摸排).

        Parameters
        ----------
        of_acts : visits are counted, not those visited (走访慰问老同志430人次).
        of_people : persons are counted, not what they do (毕业生就业57人).
        """
        piece = strip_links(piece)
        # 年服务老年人10万人次
        piece = piece[1:] if piece[:1] == "年" and (piece[1:3] in ("惠及", "接待") or self.is_doing(piece[1:3])) else piece
        if not piece:
            return None
        tokens = split_words(piece)
        index = self._first_of_last(tokens)
        if all(token.tag == "v" for token in tokens[index:]):
            index = self._verbs_before(tokens, index)
        if index == len(tokens) and index and tokens[-1].text in self._glued:
            return tokens[-1].text[2:]
        if index < len(tokens) and tokens[index].text.startswith("每"):
            return self._after_verb(piece, tokens, index)
        if index == len(tokens) or _LIGHT_VERB.fullmatch(piece, tokens[index].start):
            return None
        if index and len(tokens) - index > 1 and (tokens[index - 1].text[0] == "每" or _is_all_of(tokens, index)):
            index += 1
        index = self._past_acts(tokens, index)
        begin = self._after_glued(tokens, index)
        if of_acts and (visit := _VISITS.search(piece)) and visit.start() <= begin <= visit.end():
            return visit[0]
        phrase = _OWNING.sub("", _EACH.sub("", _WHOLE_AREA.sub("", piece[begin:])))
        if of_people:
            person = _THEN_ACTS.match(phrase)
            phrase = _WHOSE.sub("", _HAVING.sub("", person[1] if person else phrase))
        return trim(_without_brand(phrase))

    def _after_verb(self, piece: str, tokens: list[Token], index: int) -> str | None:
        """The object where each of something does so (每名学员报读课程)."""
        last = next((i for i in range(len(tokens) - 2, index + 1, -1) if tokens[i].tag == "v"), None)
        phrase = trim(piece[tokens[last].end :]) if last else None
        return phrase if phrase and not self.is_act(phrase) and len(phrase) > 1 else None

    def _after_glued(self, tokens: list[Token], index: int) -> int:
        """Where the phrase begins when its first noun is one word with the verb (化解矛盾 纠纷)."""
        if tokens[index].text in self._glued:
            return tokens[index].start + 2
        if index and tokens[index - 1].text in self._glued:
            return tokens[index - 1].start + 2
        return tokens[index].start

    def _first_of_last(self, tokens: list[Token]) -> int:
        """Where the last run of words begins that can be parts of a noun phrase."""
        index = len(tokens)
        for i in range(len(tokens) - 1, -1, -1):
            token = tokens[i]
            if token.text in AND or token.text == "、":
                continue
            following = tokens[i + 1] if i + 1 < len(tokens) else None
            # 活动站: 站 is a verb to jieba.
            is_noun = (
                (token.text in ALSO_NOUNS or NOUN_SUFFIX.fullmatch(token.text))
                and following is None
                and i > 0
                and self.is_nominal(tokens[i - 1], None)
            )
            if not is_noun and not self.is_nominal(token, following):
                break
            index = i
        return index

    def _verbs_before(self, tokens: list[Token], index: int) -> int:
        """Where the run of verbs begins that ends before ``index``, with who does them (志愿者上岗)."""
        begin = index
        while begin > 0 and (tokens[begin - 1].tag.startswith("v") or begin == len(tokens)):
            if begin < len(tokens) and tokens[begin - 1].text in _ON_REQUESTS:
                break
            if _LIGHT_VERB.fullmatch(tokens[begin - 1].text) or tokens[begin - 1].tag in _NO_ACTS:
                break
            begin -= 1
        if 0 < begin < len(tokens) and tokens[begin - 1].text in {"新", "再"}:
            begin -= 1
        while 0 < begin < len(tokens) and tokens[begin - 1].tag == "n" and self.is_person(tokens[begin - 1].text):
            begin -= 1
        return begin

    def _is_person(self, tokens: list[Token]) -> bool:
        """Whether the words name persons that something is done to (双语宣讲员), not those who do it (培训人员)."""
        name = "".join(token.text for token in tokens)
        return self.is_person(name) and name not in _NO_OBJECTS

    def _past_acts(self, tokens: list[Token], index: int) -> int:
        """Past what a preposition or pivot goes with (在社区测量体温) and past a verb whose object follows (调解邻里纠纷)."""
        while index + 1 < len(tokens) and tokens[index].text in _REMAINS:
            index += 1
        acts = [i for i in range(index, len(tokens)) if tokens[i].text in self._acts]
        if not acts:
            return index
        last = tokens[-1]
        if index and tokens[index - 1].text in _TOWARDS and acts[0] > index and acts[0] < len(tokens) - 1:
            index = acts[0]
        for i in range(len(tokens) - 2, index - 1, -1):
            act, following = tokens[i], tokens[i + 1].text
            # 建设“五好”示范点: what a quoted name follows is a verb.
            is_noun = i > index and act.tag != "v" and following[0] != "“"
            if act.text not in self._acts or act.text in _ATTRIBUTIVE or is_noun:
                continue
            if last.text in self._acts or following in self._acts or following in AND or following == "、":
                continue
            is_on_thing = act.text in _ON_THINGS and tokens[i - 1].tag != "k" and not _names_body(tokens, i)
            is_tail = following in _TAILS and i + 2 == len(tokens)
            is_name = is_tail or last.text[-1] in "率量费面额准例重" or following in _WORKS
            is_name = is_name or (following in _ROLES and i + 2 == len(tokens) and act.text not in _ON_PEOPLE)
            is_name = is_name or (last.text.endswith(self._made) and not is_on_thing)
            if not is_name or (act.text in _ON_PEOPLE and self._is_person(tokens[i + 1 :])):
                return i + 1
        return index


def _is_all_of(tokens: list[Token], index: int) -> bool:
    """Whether the word there only says of what whole (全系统参学率)."""
    return tokens[index - 1].text == "全" and tokens[index].text in _WHOLES


def _names_body(tokens: list[Token], index: int) -> bool:
    """Whether the act there and the last word name a body (调解工作室; not 改造活动室)."""
    return tokens[index].text in _NAMING and index == len(tokens) - 2 and tokens[-1].text[-1] in _BODY_ENDS


def _without_brand(phrase: str) -> str:
    """“金秋圆梦”活动 counts 金秋圆梦; a quotation too long for a name is left out (“…”主题宣讲)."""
    if phrase[:1] != "“":
        return phrase
    run = _RUN.fullmatch(phrase)
    return run[1] if run else _LONG_QUOTE.sub("", phrase)
