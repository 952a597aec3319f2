"""Known text told apart into the parts of an official document, and what reading them must give."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Style = Literal["letterhead", "number", "title", "heading", "body", "flush", "signature", "centered", "footnote"]
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,15}〔\d{4}〕\d+号")
_DATE = re.compile(r"[（(]?\d{4}年\d{1,2}月(?:\d{1,2}日)?[）)]?$")
_CONTENTS = re.compile("(?:本期|本刊)?(?:要览|要目|导读|目\\s*录)$")
_BYLINE = re.compile("——|[（(]?(?:本报|记者|通讯员)")
_HEADING = re.compile("[一二三四五六七八九十]{1,3}、")


@dataclass(frozen=True)
class Par:
    """A paragraph of known text and how it is set."""

    text: str
    style: Style = "body"


@dataclass(frozen=True)
class Rows:
    """A table of known text; ``merged`` joins a cell with the next ones of its row: (row, column) → columns."""

    rows: tuple[tuple[str, ...], ...]
    ruled: bool = True
    merged: tuple[tuple[int, int, int], ...] = ()


def official(text: str) -> list[Par]:
    """The parts of a text of this register: a line a paragraph, blank lines ignored."""
    lines = [
        line.strip() for line in re.sub(r"(?m)^(关于.{5,28}[^。：])\n(?=\S{4,28}(?:通知|意见|方案)$)", r"\1", text).splitlines()
    ]
    lines = [line for line in lines if line]
    opening = next((i for i, line in enumerate(lines) if len(line) > 40 or line.endswith(("：", "。"))), len(lines))
    opening = next((i for i, line in enumerate(lines[:opening]) if _CONTENTS.match(line)), opening)
    parts: list[Par] = []
    for i, line in enumerate(lines):
        if i < opening and re.search("文件$|简报$|动态$|信息$", line) and len(line) < 24:
            parts.append(Par(line, "letterhead"))
        elif _NUMBER.fullmatch(line):
            parts.append(Par(line, "number"))
        elif i < opening:
            kicker = i + 1 < opening and len(lines[i + 1]) > 8 and not _BYLINE.match(lines[i + 1])
            plain = len(line) <= 8 or kicker or _DATE.match(line) or _BYLINE.match(line)
            parts.append(Par(line, "centered" if plain else "title"))
        elif i == opening and line.endswith("："):
            parts.append(Par(line, "flush"))
        elif _DATE.match(line) or (i + 1 < len(lines) and _DATE.match(lines[i + 1]) and len(line) < 25):
            parts.append(Par(line, "signature"))
        elif _HEADING.match(line) and len(line) < 30 and not line.endswith("。"):
            parts.append(Par(line, "heading"))
        else:
            parts.append(Par(line))
    return parts


def known(parts: Sequence[Par | Rows]) -> str:
    """The text that reading must give, footnotes aside: a line a paragraph, a line a row of a table."""
    lines = []
    for part in parts:
        if isinstance(part, Rows):
            lines += ["| " + " | ".join(row) + " |" for row in part.rows]
        else:
            lines.append(part.text)
    return "\n".join(lines)
