"""The nouns that a body is called by when one of its parts is named: 校 for a university in 校关工委.

Extraction asks whether such a body was named before; resolving names asks which one it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp_oldcadre.tables import Tables

_COMPANY_ENDS = ("股份有限公司", "有限责任公司", "有限公司", "公司")


class Owners:
    """The table ``[owners]`` of ``data/org_grammar.toml``: noun → ends of the names that answer to it.

    Examples
    --------
    >>> owners = Owners({"校": ["大学"], "学院": ["学院"]})
    >>> list(owners.of("某某大学商学院关工委")), owners.opening("校关工委"), owners.opening("关工委")
    ([('校', 4), ('学院', 7)], '校', '')
    """

    def __init__(self, table: dict[str, list[str]]) -> None:
        # Longest first: 集团公司 before 集团.
        self.nouns = tuple(sorted(table, key=len, reverse=True))
        self._answering: dict[str, list[str]] = {}
        for noun, ends in table.items():
            for end in ends:
                self._answering.setdefault(end, []).append(noun)
        # 柳陂镇|卧龙岗社区: the community behind a township's name.
        self.community = re.compile("(?:(?![和与及的在各等])[\u4e00-\u9fff]){2,6}?(?:社区|村(?![民级里庄]))")
        # 某某（集团）股份有限公司 is called 集团 as well, and is one name.
        bracketed = "|".join(f"（集团）{end}" for end in _COMPANY_ENDS)
        for noun in ("集团公司", "集团", "公司", "总公司"):
            for end in _COMPANY_ENDS if noun in table else ():
                self._answering.setdefault(f"（集团）{end}", []).append(noun)
        # 一中 is no beginning of 第一中学.
        longest = sorted(self._answering, key=len, reverse=True)
        patterns = [end + "(?!学)" if end.endswith("中") else end for end in longest]
        self._inside = re.compile("|".join([bracketed, *patterns]))

    @classmethod
    def of_tables(cls, tables: Tables) -> Owners:
        """The nouns of these tables, built once."""
        owners: Owners = tables.keep(cls, lambda: cls(tables.record("org_grammar")["owners"]))
        return owners

    def of(self, name: str) -> Iterator[tuple[str, int]]:
        """``(noun, end)`` for each noun that a beginning of the name, up to ``end``, answers to."""
        for match in self._inside.finditer(name):
            if match.start():
                for noun in self._answering[match[0]]:
                    yield noun, match.end()

    def opening(self, surface: str) -> str:
        """The noun that a part's name opens with; empty where none does."""
        return next((noun for noun in self.nouns if surface.startswith(noun)), "")
