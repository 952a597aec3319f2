"""How the names of organs are written out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp_oldcadre.matching import Matcher
from nlp_oldcadre.tables import Tables


@dataclass(frozen=True, slots=True)
class _OrganRow:
    name: str
    full: str
    kind: str


# Organs of a party committee, which common speech hangs on the place itself (沈阳市老干部局).
_OF_COMMITTEE = re.compile(
    "老干部局|离退休干部局|组织部|宣传部|统战部|政法委|党史研究室|党校|老干部工作领导小组|社会工作部|巡察办|政策研究室"
)
_COMMITTEE = re.compile("..+?(?:党委|委)(?!员)")
_OF_GOVERNMENT = re.compile("关心下一代|老科学技术|委|党委|政府|人大|政协|纪委|监委|" + _OF_COMMITTEE.pattern)
# Bodies that belong to the place where the text speaks, though no place stands before them.
_LOCAL = re.compile(
    "(?:活动中心|服务中心|管委会|居委会|村委会|党支部|党总支|党委|党工委|卫生院|敬老院|养老院|福利院|干休所|休养所|小学|幼儿园)$"
)
_SELF_STANDING = re.compile(
    "大学|学院|公司|集团|银行|研究院|研究所|出版社|[车机工电客]务段|[运辆电建]段|油田|矿|监狱|机场|铁路|地质|勘查|海关"
)
# The country's society bears its name, whatever the text calls it: 国家关工委.
_WHOLE_COUNTRY = re.compile("^(?:国家|全国)(?=关心下一代|老科学技术|老年人体育|老年大学协会|老龄协会)")
# 糖业发展办, 某某街道党政办: an office that no list holds.
_OFFICE = re.compile(
    "(?:[一-鿿]{4}|党政|党建|创建|考核|督查|信访|联络|协调|管理|普法|征兵|综合|经济|巡察|巡视)(?<!老干)(?<!离退)(?<!退管)办$"
)
_NUMERAL = re.compile("[第一二三四五六七八九十0-9〇零○百]")
_PARTY = ("中共", "中国共产党")
# 中国共产党宣城市委员会老干部局: the committee of a place in full.
_COMMITTEE_IN_FULL = re.compile("(?<=[省市区县州盟旗])委员会(?!.*委员会)")


class OrgForms:
    """Short and full forms by the table of organs.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> forms = OrgForms.of(load_tables())
    >>> forms.write_out("卫健委离退休干部党支部"), forms.write_out("老干局", is_placed=True)
    ('卫生健康委员会离退休干部党支部', '委老干部局')
    """

    def __init__(self, tables: Tables) -> None:
        rows = tables.rows("organs", _OrganRow)
        # 直机关工委 holds no 关工委.
        written_out = tables.record("org_grammar")["written_out"]
        self._matcher = Matcher(
            {"机关工委": "机关工委", **written_out} | {r.name: r.full or r.name for r in rows if len(r.name) > 1}
        )
        self._fulls = frozenset(r.full or r.name for r in rows)
        self._bodies = tuple(tables.record("org_grammar")["bodies"])

    @classmethod
    def of(cls, tables: Tables) -> OrgForms:
        """The forms of these tables, built once."""
        forms: OrgForms = tables.keep(cls, lambda: cls(tables))
        return forms

    def split_body(self, surface: str) -> tuple[str, str]:
        """中共毕节市委 → 中共, 毕节市委 (中国共产党毕节市委员会 too); a body that is the whole name stays."""
        if surface.startswith(self._bodies) and surface != "中共中央":
            for body in self._bodies:
                if surface.startswith(body) and len(surface) > len(body) + 1:
                    return body, _COMMITTEE_IN_FULL.sub("委", surface[len(body) :]) if body in _PARTY else surface[len(body) :]
        return "", surface

    def join_body(self, body: str, name: str) -> str:
        """The body before the name again, save that of the party, which full names leave out."""
        if body in _PARTY:
            return name
        return ("共青团" if body == "团" else body) + name

    def write_out(
        self, text: str, *, is_placed: bool = False, speaks_of_cadres: bool = False, of_autonomous: bool = False
    ) -> str:
        """Short forms written out.

        With ``is_placed`` a committee's organ gets its 委 (that of an autonomous region 党委), and 局 alone its name.
        """
        if text == "中央":
            return "中共中央"
        if is_placed and text == "局" and speaks_of_cadres:
            return "委老干部局"
        pieces: list[str] = []
        at = 0
        for start, end, full in self._matcher.find(text):
            if text[end - 1] == "委" and text.startswith("员会", end):  # 居|民委|员会
                continue
            if full[0] == "第" and (text.startswith(("学", "全会"), end) or _NUMERAL.match(text[start - 1 : start] or "-")):
                continue  # 第二十|五中|学
            pieces += text[at:start], full
            at = end
        out = _WHOLE_COUNTRY.sub("中国", "".join([*pieces, text[at:]]))
        # 关心下一代委员会 is the 工作委员会 of that name.
        if out.endswith("下一代委员会") and (whole := out[:-3] + "工作委员会") in self._fulls:
            out = whole
        if is_placed and _OFFICE.search(out):
            out += "公室"
        return ("党委" if of_autonomous else "委") + out if is_placed and _OF_COMMITTEE.match(out) else out

    def committee_of(self, name: str) -> str | None:
        """The committee whose organ a full name is: 新疆生产建设兵团党委办公厅 → 新疆生产建设兵团党委."""
        match = _COMMITTEE.match(name)
        return match[0] if match else None

    def is_of_government(self, rest: str) -> bool:
        """Whether what follows the place is a committee, a government or one of their organs."""
        return bool(_OF_GOVERNMENT.match(rest))

    def is_part(self, text: str) -> bool:
        """Whether the text is too small a part to be looked up as a repeat (党支部 of whom?)."""
        return len(text) < 3 or text in ("党支部", "党总支", "办公室")

    def is_local(self, text: str) -> bool:
        """Whether bodies of this kind belong to a place."""
        return bool(_LOCAL.search(text)) and not _SELF_STANDING.search(text)
