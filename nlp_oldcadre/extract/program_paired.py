"""Names that a sentence pairs off, branch by branch: “山茶枝”办“火塘夜话”，“青竹枝”组“剪纸”小组，“老松枝”送“皮影下乡”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp_oldcadre.extract.program_decided import Name
from nlp_oldcadre.extract.program_heads import Lexicon
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.matching import find_near
from nlp_oldcadre.model import Span
from nlp_oldcadre.rules import ProgramRule

_PAIR = re.compile(
    "“([^“”\n]{2,8})”(?:[办组建送开设推做搞创育讲唱演编立抓用]|(?:开[设办展]|组建|建[起成立]|办起|设立|推出|举办|打造|编成|成立|开起|搭起)了?)“([^“”\n]{2,14})”"
)
_BETWEEN = re.compile("”“|”[办组建送开设推做搞创育讲唱演编立抓用起展成出了造]{1,3}“")
_LEAST_PAIRS, _REACH = 3, 60


def paired_names(scan: Scan) -> Iterator[Name]:
    """The branches, which end in one character, and what each of them runs: at least three of them in a row.

    Examples
    --------
    >>> from nlp_oldcadre.model import Document
    >>> from nlp_oldcadre.tables import load_tables
    >>> text = "“山茶枝”办“火塘夜话”，请老人讲古；“青竹枝”组“剪纸”小组；“老松枝”送“皮影下乡”。"
    >>> scan = Scan(Document.from_text(text), load_tables())
    >>> [text[n.span.start : n.span.end] for n in paired_names(scan)]
    ['山茶枝', '火塘夜话', '青竹枝', '剪纸', '老松枝', '皮影下乡']
    """
    runs: list[list[re.Match[str]]] = []
    for match in find_near(_PAIR, _BETWEEN, scan.text, back=10):
        last = runs[-1][-1] if runs else None
        near = last is not None and match.start() - last.end() <= _REACH and last[1][-1] == match[1][-1]
        if near and "\n" not in scan.text[runs[-1][-1].end() : match.start()]:
            runs[-1].append(match)
        else:
            runs.append([match])
    lexicon = Lexicon.of(scan.tables)
    for found in runs:
        for match in found if len(found) >= _LEAST_PAIRS else ():
            yield Name(Span(*match.span(1)), lexicon.kind_inside(match[1]) or "project", ProgramRule.MEMBER)
            head = lexicon.head_after(scan.text[match.end() : match.end() + 12])
            kind = head.kind if head and head.strong else lexicon.kind_of_ending(match[2])
            tail = head.word if head and head.kind == "team" else ""
            yield Name(Span(*match.span(2)), kind or "campaign", ProgramRule.HEAD if tail else ProgramRule.MEMBER, tail)
