"""Whom a document is sent to: 主送 below the title, 抄送 and its like at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp_oldcadre.pages import Element
from nlp_oldcadre.structure.lines import Line
from nlp_oldcadre.structure.parts import LABELLED, PLACED, members
from nlp_oldcadre.structure.titles import Outline

_RECEIVER = re.compile(r"各|局|委|部|厅|办|院|校|公司|单位|中心|政府|学会|协会|处|室|工会|妇联|机关")
_GREETING = re.compile("(?:们|同志|领导|来宾|朋友)[：:]$")
_RECIPIENTS_LABEL = re.compile("^主送[：:]")
# Labels whose first character does not tell the direction.
_DIRECTIONS = {"呈报": "报", "主报": "报", "呈": "报", "呈送": "送", "分送": "送", "报送": "报", "发送": "发"}
_COPIES_LABEL = re.compile(r"^[\u4e00-\u9fff ]{1,5}[：:]")
# 、 parts two full names (市委办公厅、市纪委机关), not the posts or bodies under one (各市、县委老干部局).
_FULL_NAMES = re.compile(
    r"(?<=[局厅部委办会室处组院社校长记导员位人大协团署府])、(?=(?:中央|中组部|国家|全国|省|市|县|区|州|盟|旗|自治|各)[\u4e00-\u9fff]{0,4}"
    r"(?:委|政府|政协|人大|纪|直|军区|关工|财政|民政|人社|卫|教育|机关|部门|单位|市|县|区|老干))"
)


def receivers_line(lines: Sequence[Line], outline: Outline) -> Line | None:
    """主送: the line below the title that ends in a colon and names bodies."""
    start = outline.main.last + 1 if outline.main else 0
    for line in lines[start : start + 5]:
        if line.text.startswith(("主送：", "主送:")):
            return line
        if line.text.endswith(("：", ":")) and "。" not in line.text and len(line.text) <= 400 and not line.role:
            return line if _RECEIVER.search(line.text) and not _GREETING.search(line.text) else None
        if line.is_prose:
            return None
    return None


def find_recipients(lines: Sequence[Line], outline: Outline) -> Iterator[Element]:
    """主送 below the title, else where a tail names them; an element for each."""
    line = receivers_line(lines, outline)
    if line is None:
        yield from named_receivers(lines)
    else:
        named = split_list(_RECIPIENTS_LABEL.sub("", line.text).rstrip("：:"))
        yield from members("recipients", line, named, "below_title", LABELLED)


def named_receivers(lines: Sequence[Line]) -> Iterator[Element]:
    """Those that 主送 names in a bulletin's tail."""
    for line in lines:
        if line.text.startswith("主送："):
            yield from members("recipients", line, split_list(line.text.removeprefix("主送：")), "主送", LABELLED)


def find_copies(lines: Sequence[Line]) -> Iterator[Element]:
    """Those of 抄报, 抄送, 报, 送, 发; a list that ends in ； or ， goes on in the next line."""
    kind = ""
    for line in lines:
        if line.role == "copies":
            kind = _kind_of_copies(line.text)
        elif line.role:
            kind = ""
        if kind:
            listed = split_list(_COPIES_LABEL.sub("", line.text) if line.role else line.text)
            names = (name for member in listed for name in _FULL_NAMES.split(member))
            yield from members(kind, line, names, "line_roles.toml:copies", LABELLED if line.role else PLACED)
            if not line.text.endswith(("；", "，", "、", ";", ",")):
                kind = ""


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
