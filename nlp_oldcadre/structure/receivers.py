"""Whom a document is sent to: 主送 below the title, 抄送 and its like at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp_oldcadre.pages import Element
from nlp_oldcadre.structure.lines import Line
from nlp_oldcadre.structure.parts import LABELLED, PLACED, members
from nlp_oldcadre.structure.titles import Outline
from nlp_oldcadre.structure.vocabulary import Vocabulary

_RECEIVER = re.compile(r"各|局|委|部|厅|办|院|校|公司|单位|中心|政府|学会|协会|处|室|工会|妇联|机关")
_GREETING = re.compile("(?:们|同志|领导|来宾|朋友)[：:]$")
# An open letter greets those whom it is for.
_LETTER = re.compile("(?:倡议书?|一封信|公开信|慰问信|感谢信|贺信|号召书|致[^，。]{2,30}的信)$")
# Whom a report or an answer goes to: bodies, or a deputy by name; 主要做法： is none.
_ADDRESSEE = re.compile(
    "(?:各[\u4e00-\u9fff（）、]{1,40}|[省市县区州盟旗]直[\u4e00-\u9fff、]{2,30}|[\u4e00-\u9fff·]{2,8}(?:委员|代表|议员))$"
)
_EACH_BODY = re.compile(
    "(?:[省市县区州盟旗校院][级直属]{1,2})?各(?!位)[\u4e00-\u9fff（）、]{0,20}?(?:支部|单位|部门|总支|党委|学院|委|局|处|社区|分会)"
)
_RECIPIENTS_LABEL = re.compile("^主送[：:]")
# Labels whose first character does not tell the direction.
_DIRECTIONS = {"呈报": "报", "主报": "报", "呈": "报", "呈送": "送", "分送": "送", "报送": "报", "发送": "发"}
_COPIES_LABEL = re.compile(r"^[\u4e00-\u9fff ]{1,5}[：:]")
# 、 parts two full names (市委办公厅、市纪委机关), not the posts or bodies under one (各市、县委老干部局).
# 市人大常委会、市政府、市政协有关领导: what ends the list is said of all.
_SHARED_POSTS = re.compile("(?:(?:有关|分管|主要|相关|联系)(?:领导|领导同志|负责人|负责同志)|(?<=[府协委大])领导)$")
# Towns, hospitals and schools with a full name each: 城关镇党委、河口镇党委.
_TOWNS = re.compile(
    "(?<=[镇乡道场区][党工]委)、(?=[\u4e00-\u9fff]{2,8}(?:镇|乡|街道)(?:党工?委|工委|党工委)$)"
    "|(?<=[院校司团学厂]党委)、(?=[\u4e00-\u9fff]{2,14}(?:医院|中学|小学|学校|学院|大学|公司|集团|厂)(?:党委|党总支)$)"
)
_LEVEL = "(?:中共|中央|国家|全国|自治[区州县旗]|[省市县区州盟旗校院师团局]|兵团|师市|集团|公司|学校|本[市县区校局])"
_BODY_END = (
    "(?:[局厅部委办会室处组院社校科站所团署府协联馆厂矿]|人大|政协|中心|机关|大学|公司|集团|总部|部门|单位|领导(?:同志|班子)?)"
    "(?:（[^（）]{1,12}）)?"
)
# After a body's name, before the next one with its own level; 市委常委、组织部部长 are one person's posts.
_FULL_NAMES = re.compile(
    # 各县委老干部局、某新区党群工作部
    "(?<=[局委部])、(?=[\u4e00-\u9fff]{2,8}(?:新区|高新区|经开区|开发区|园区|管委会)(?:党工委|党群工作部|组织部|党群部|管委会)?(?:、|$))|"
    "(?<=[局厅部委办会室处组院社校员大协团署府联科心站所关馆）])(?<!常委)(?<!委员)、"
    f"(?=(?:{_LEVEL}[\u4e00-\u9fff（）]{{0,24}}?{_BODY_END}|各[\u4e00-\u9fff（）]{{2,24}})(?:、|$))"
    "|(?<=[校长记导位])、(?=(?:中央|省|市|县|区|州|盟|旗|自治|各)[\u4e00-\u9fff]{0,4}(?:委|政府|政协|人大|纪|直|军区|关工|机关|部门|单位|老干))"
)
# 省教育厅 省委老干部局: full names side by side.
_BESIDE = re.compile(
    f"(?<=[局厅部委办会室处院校])[ 　]+(?={_LEVEL}[\u4e00-\u9fff]{{1,16}}$|{_LEVEL}[\u4e00-\u9fff]{{1,16}}[ 　])"
)
# 送：某局 发：各支部: another direction on the same line.
_NEXT_LABEL = re.compile(
    r"(?:(?<=[ 　；;。，（()）])|^)(?:抄 ?报|抄 ?送|分 ?送|呈 ?报|呈 ?送|报 ?送|主 ?报|主 ?送|发 ?送|呈|报|送|发|抄)[：:]"
)


def receivers_line(lines: Sequence[Line], outline: Outline, title: str = "") -> Line | None:
    """主送: the line below the title that ends in a colon and names bodies, or those whom an open letter greets."""
    start = outline.main.last + 1 if outline.main else 0
    for line in lines[start : start + 5]:
        if line.text.startswith(("主送：", "主送:")):
            return line
        if line.text.endswith(("：", ":")) and "。" not in line.text and len(line.text) <= 400 and not line.role:
            # 各支部、各位老同志： names bodies as well.
            greets = _GREETING.search(line.text) is not None and not _EACH_BODY.match(line.text)
            if greets and _LETTER.search(title):
                return line
            return line if _RECEIVER.search(line.text) and not greets else None
        if line.is_prose:
            return None
    return None


def find_recipients(lines: Sequence[Line], outline: Outline, title: str = "") -> Iterator[Element]:
    """主送 below the title, else where a tail names them; an element for each."""
    line = receivers_line(lines, outline, title)
    if line is None:
        yield from named_receivers(lines)
    else:
        yield from members("recipients", line, _names(line), "below_title", LABELLED)


def find_addressees(lines: Sequence[Line], outline: Outline, words: Vocabulary) -> Iterator[Element]:
    """Whom a report or an answer goes to: a line below the title of nothing but bodies."""
    line = receivers_line(lines, outline)
    names = list(_names(line)) if line else []
    if line and names and all(words.body.match(name) or _ADDRESSEE.match(name) for name in names):
        yield from members("recipients", line, names, "below_title", LABELLED)


def _names(line: Line) -> Iterator[str]:
    named: list[str] = []
    for name in split_list(_RECIPIENTS_LABEL.sub("", line.text).rstrip("：:")):
        # 各县党委组织部、老干部局，政府民政局: the second half is theirs as well.
        if named and name.startswith(("政府", "人民政府")):
            named[-1] = line.text[line.text.index(named[-1]) : line.text.index(name) + len(name)]
        else:
            named += _TOWNS.split(name)
    yield from named


def named_receivers(lines: Sequence[Line]) -> Iterator[Element]:
    """Those that 主送 names in a bulletin's tail."""
    for line in lines:
        if line.text.startswith("主送："):
            yield from members("recipients", line, split_list(line.text.removeprefix("主送：")), "主送", LABELLED)


def find_copies(lines: Sequence[Line]) -> Iterator[Element]:
    """Those of 抄报, 抄送, 报, 送, 发; a list that ends in ； or ， goes on in the next line."""
    kind = ""
    for line in lines:
        if line.role and line.role != "copies":
            kind = ""
        if not (kind or line.role == "copies"):
            continue
        score = LABELLED if line.role else PLACED
        for piece in _pieces(line.text) if line.role else [line.text]:
            kind = _kind_of_copies(piece) if line.role else kind
            names = _members(_COPIES_LABEL.sub("", piece) if line.role else piece)
            yield from members(kind, line, names, "line_roles.toml:copies", score)
        if not line.text.endswith(("；", "，", "、", ";", ",")):
            kind = ""


def _pieces(text: str) -> Iterator[str]:
    """A line of copies, parted before each of its labels."""
    starts = [match.start() for match in _NEXT_LABEL.finditer(text)] or [0]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        piece = text[start:end].strip()
        # （发：各镇党委；报：某局）: the brackets are round them all.
        yield piece.rstrip("）)") if text[:1] in "（(" and piece.count("（") < piece.count("）") else piece


def _members(text: str) -> Iterator[str]:
    for member in (part for listed in split_list(text) for part in _BESIDE.split(listed)):
        yield from [member] if _SHARED_POSTS.search(member) else _FULL_NAMES.split(member)


def _kind_of_copies(text: str) -> str:
    """抄 before anything is a copy; 报 goes up, 送 sideways, 发 down."""
    label = text.replace(" ", "")[:4].split("：")[0].split(":")[0]
    if label.startswith(("抄", "印发")):
        return "copies_to"
    return {"报": "reported_to", "送": "sent_to", "发": "distributed_to"}.get(_DIRECTIONS.get(label, label[:1]), "copies_to")


def split_list(text: str) -> Iterator[str]:
    """The members of a list that ， and ； part, outside brackets.

    Examples
    --------
    >>> list(split_list("各市、县（市，区）委老干部局，省直各单位。"))
    ['各市、县（市，区）委老干部局', '省直各单位']
    """
    depth, member = 0, ""
    for char in text:
        depth += (char in "（(《") - (char in "）)》")
        if char in "，；,;。" and depth <= 0:
            if member.strip():
                yield member.strip()
            member = ""
        else:
            member += char
    if member.strip():
        yield member.strip()
