"""Names that are coined: what is left of one without the words of which mere sorts are made (政策宣讲队, 社区调解室)."""

from __future__ import annotations

import re

from nlp_oldcadre.model import Span
from nlp_oldcadre.tables import Tables

# What is said of things, counts, places and bodies: no name of a team or place.
_SAID = re.compile(
    "[的了和与及着过在是被从由等]|为[^老民你您]|^(?:先后|陆续|相继|一[是批支个座]|[两二三四五六七八九十]+[支个批名座处家类级])|"
    "(?:委|局|厅|院|校|协会|公司|集团|分会)(?:的|$|[离老退组])|[多数几各若]|自己|自发|专门|第[一二三四五六七八九十]|"
    "打造|组建|成立|建立|建成|设立|搭建|开展|举办|推出|邀请|带领|依托|利用|结合|通过|选派|安排|改造|升级|"
    "(?:组织|推动|推进|参加|加强|深化|实施)(?=..)|[一二三四五六七八九十两\\d][个项大类]"
)
_OWNER = re.compile("[\u4e00-\u9fff]{1,6}?(?:省|市|县|区|州|盟|旗|镇|乡|街道|社区|村)(?=[\u4e00-\u9fff]{4})")
_LEAST_COINED = 2


class Coins:
    """The words of ``program_members.toml`` that make up sorts.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> coins = Coins.of(load_tables())
    >>> [coins.is_coined(name, ("讲习班", "宣讲队")) for name in ("老渔港讲习班", "政策宣讲队")]
    [True, False]
    """

    def __init__(self, tables: Tables) -> None:
        record = tables.record("program_members")
        words = sorted([*record["plain"], *record["fields"]], key=len, reverse=True)
        self._plain = re.compile("|".join(words))

    @classmethod
    def of(cls, tables: Tables) -> Coins:
        """The words of these tables, compiled once."""
        coins: Coins = tables.keep(cls, lambda: cls(tables))
        return coins

    def is_coined(self, name: str, heads: tuple[str, ...]) -> bool:
        """Whether something of the name's own stands before its head noun."""
        head = max([h for h in heads if name.endswith(h)], key=len, default="")
        rest = name[: len(name) - len(head)]
        if _SAID.search(rest):
            return False
        return len(self._plain.sub("", rest)) >= _LEAST_COINED


def without_owner(text: str, span: Span) -> Span:
    """The name without the place that owns it: 万柳镇七彩小院."""
    owner = _OWNER.match(text, span.start, span.end)
    return Span(owner.end(), span.end) if owner else span
