"""The words by which an honour's sentence tells who received it."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from nlp_oldcadre.known_programs import kind_nouns
from nlp_oldcadre.model import Mention, OrgValue, ProgramValue
from nlp_oldcadre.tables import Tables

# The bodies that 学校 means; how far a noun stands behind a name.
_OF_SCHOOL = ("大学", "学院", "学校", "中学", "小学")
_CALLED_BEHIND = re.compile("”?[一-鿿]{0,10}")


class HonorWords(NamedTuple):
    """The verbs of awarding, for the last one before an honour; and the nouns that stand for a programme, with their kinds."""

    verbs: re.Pattern[str]
    kinds: dict[str, str]
    noun: re.Pattern[str]

    @classmethod
    def of(cls, tables: Tables) -> HonorWords:
        """The words of these tables, compiled once.

        Examples
        --------
        >>> from nlp_oldcadre.tables import load_tables
        >>> HonorWords.of(load_tables()).noun.match("该工作法被评为")[1]
        '工作法'
        """
        words: HonorWords = tables.keep(cls, lambda: cls._compile(tables))
        return words

    @classmethod
    def _compile(cls, tables: Tables) -> HonorWords:
        record, nouns = tables.record("honors"), tables.record("program_relations")["words"]["noun"]
        noun = re.compile(record["renamed"].replace("{noun}", "|".join([*record["bodies"], *nouns])))
        return cls(_any(record["awarding"]), kind_nouns(tables), noun)


def _any(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))


def meant_by(text: str, noun: str, before: list[Mention], kinds: dict[str, str]) -> Mention | None:
    """The body named most whose name ends so, else the last programme of that kind."""
    ends = _OF_SCHOOL if noun in ("学校", "校") else (noun,)
    bodies = [m for m in before[-30:] if isinstance(m.value, OrgValue) and m.value.name and m.value.name.endswith(ends)]
    if bodies:
        counts = Counter(m.value.name for m in bodies if isinstance(m.value, OrgValue))
        return max(reversed(bodies), key=lambda m: counts[m.value.name] if isinstance(m.value, OrgValue) else 0)
    programs = [m for m in reversed(before[-30:]) if isinstance(m.value, ProgramValue)]
    if noun == "品牌" and (
        brand := next((m for m in programs if isinstance(m.value, ProgramValue) and m.value.kind == "brand"), None)
    ):
        return brand
    named = (m for m in programs if isinstance(m.value, ProgramValue) and _is_called(text, m, m.value.name, noun))
    of_kind = (m for m in programs if isinstance(m.value, ProgramValue) and m.value.kind == kinds.get(noun))
    return next(named, None) or next(of_kind, None)


def _is_called(text: str, mention: Mention, name: str, noun: str) -> bool:
    """Whether the name ends with the noun, or the noun stands straight behind it (“甲”工作法)."""
    return name.endswith(noun) or noun in _CALLED_BEHIND.match(text, mention.end)[0]  # type: ignore[index]
