"""The words of ``data/title_words.toml``, compiled."""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp_oldcadre.tables import Tables

_NEXT = re.compile(r"(?<=\S)(?=中共(?!中央))")


def side_by_side(text: str) -> list[str]:
    """The names of a line, parted by blanks or by the next one's 中共."""
    return [name for part in text.split() for name in _NEXT.split(part) if len(name) > 1]


class Vocabulary(NamedTuple):
    """Patterns: what titles, enclosed lists, mastheads, bodies and captions end in, what reports and news hold."""

    circular: re.Pattern[str]
    enclosure: re.Pattern[str]
    report: re.Pattern[str]
    report_end: re.Pattern[str]
    news: re.Pattern[str]
    masthead: re.Pattern[str]
    body: re.Pattern[str]
    caption: re.Pattern[str]
    narrative: re.Pattern[str]

    @classmethod
    def of(cls, tables: Tables) -> Vocabulary:
        """The vocabulary of these tables, compiled once.

        Examples
        --------
        >>> from nlp_oldcadre.tables import load_tables
        >>> bool(Vocabulary.of(load_tables()).circular.search("关于做好走访慰问工作的通知（试行）"))
        True
        """
        vocabulary: Vocabulary = tables.keep(cls, lambda: cls._compile(tables))
        return vocabulary

    def bodies(self, text: str) -> list[str]:
        """The bodies that a line names and nothing else, one or several side by side; none for any other line.

        Examples
        --------
        >>> from nlp_oldcadre.tables import load_tables
        >>> Vocabulary.of(load_tables()).bodies("中共萍乡市委组织部中共萍乡市委老干部局  萍乡市财政局")
        ['中共萍乡市委组织部', '中共萍乡市委老干部局', '萍乡市财政局']
        """
        names = side_by_side(text)
        return names if all(self.body.match(name) for name in names) else []

    @classmethod
    def _compile(cls, tables: Tables) -> Vocabulary:
        words = tables.record("title_words")
        any_of = {name: "|".join(sorted(map(re.escape, found), key=len, reverse=True)) for name, found in words.items()}
        note = "(?:[（(][^（）()]{1,14}[)）])?"
        body, deed = any_of["body"], any_of["deed"]
        return cls(
            circular=re.compile(f"(?:{any_of['circular']}){note}[》”]?$"),
            enclosure=re.compile(f"(?:{any_of['enclosure']}){note}$"),
            report=re.compile(any_of["report"]),
            report_end=re.compile(f"(?:{any_of['report_end']}){note}$"),
            news=re.compile(any_of["news"]),
            masthead=re.compile(f"(?:{any_of['masthead']}){note}$"),
            body=re.compile(
                f"^(?!.{{0,40}}(?:{deed}))(?!.{{0,40}}老干部$)(?:中共|中国共产党)?[\u4e00-\u9fff（）、·]{{2,40}}?(?:{body})(?:（[^（）]{{1,12}}）)?$"
            ),
            caption=re.compile(f"(?:{any_of['caption']})[）)]?$"),
            narrative=re.compile(any_of["narrative"]),
        )
