"""What an amount holds for one of (每人每月200元, 人均2场), and the whole that a ratio is a share of (占党员总数的34%)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp_oldcadre.tables import Tables

# Between 每人 and its amount stand a verb and its object, no mark and no other number.
_NEAR = 26
_SHARE = re.compile("占(?!比|有|地)了?([^，。；：、\\d]{2,18}?)的?(?:比例|比重)?[为达约]?(?:分别)?[为达约]?$")
_OF = re.compile(
    "的([^，。；：、\\d的（）]{2,12}?(?:（[^（）]{1,8}）)?)(?=[已都均]|参|加|完|实|表|设|建|达|通|获|接|享|拥|选|能|可|[，。；、）]|$)"
)
_MARKS = frozenset("/／·・每")
# 每逢, 每当 count no one; 每名 of a person is 人.
_ONE_OF = {"名": "人", "位": "人"}


@dataclass(frozen=True, slots=True)
class PerNounRow:
    """A noun or counter that an amount can hold for one of."""

    noun: str


class Rates:
    """Reads what stands for one around an amount.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> rates = Rates.of(load_tables())
    >>> rates.before("每人每月发放", 0, 6), rates.before("人均参加", 0, 4), rates.after("200元/人·年，", 4)
    (('人', '月'), ('人',), (8, ('人', '年')))
    """

    def __init__(self, tables: Tables) -> None:
        nouns = "|".join(sorted((row.noun for row in tables.rows("per_nouns", PerNounRow)), key=len, reverse=True))
        self._each = re.compile(
            f"每(?:一|[两二三四五六七八九十半]|\\d{{1,2}})?(?:[个名位支家所座处项对条]?(?P<noun>{nouns})|(?P<counter>[名位支家所座处批堂届套]))"
            f"|(?P<mean>{nouns}|场)均"
        )
        self._after = re.compile(f"[/／·・]每?(?P<noun>{nouns})")
        self._spoken = re.compile(f"每(?P<noun>{nouns})")

    @classmethod
    def of(cls, tables: Tables) -> Rates:
        rates: Rates = tables.keep(cls, lambda: cls(tables))
        return rates

    def before(self, text: str, first: int, start: int) -> tuple[str, ...]:
        """What the amount at ``start`` holds for one of, said between ``first`` and it."""
        first = max(first, start - _NEAR)
        if text.find("每", first, start) < 0 and text.find("均", first, start) < 0:
            return ()
        for mark in "，。；：\n、":
            first = max(first, text.rfind(mark, first, start) + 1)
        found = []
        for match in self._each.finditer(text, first, start):
            name = match["noun"] or match["mean"] or match["counter"]
            if name:
                found.append(_ONE_OF.get(name, name))
        return tuple(dict.fromkeys(found))

    def after(self, text: str, end: int) -> tuple[int, tuple[str, ...]] | None:
        """The same after the unit, with the end of what belongs to it (/人·年), or None."""
        if text[end : end + 1] not in _MARKS:
            return None
        at, found = end, []
        while match := self._after.match(text, at):
            found.append(_ONE_OF.get(match["noun"], match["noun"]))
            at = match.end()
        if not found and (match := self._spoken.match(text, end)):
            return end, (match["noun"],)
        return (at, tuple(found)) if found else None


def share_of(text: str, first: int, start: int, end: int) -> str | None:
    """The whole that the ratio at ``[start, end)`` is a share of.

    Examples
    --------
    >>> share_of("占全市党员总数的34%", 0, 8, 11), share_of("超过三分之二的老党员参加", 0, 0, 6)
    ('全市党员总数', '老党员')
    """
    found = _SHARE.search(text, max(first, start - 24), start)
    if found is None and text.startswith("的", end):
        found = _OF.match(text, end, end + 20)
    return found[1] if found else None
