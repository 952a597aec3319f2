"""What a person's name looks like, and the words that stand around one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp_oldcadre.extract.person_given import GivenNames
from nlp_oldcadre.matching import Matcher
from nlp_oldcadre.tables import Tables

_FUNCTION_WORDS = frozenset("到说讲的了着过是在和与及或将被把对向从由等们个这那有不也都很就")
# Characters that no foreign name with a point holds.
_NOT_FOREIGN = "和与及等的在了说是为把同也就又还将从向被并以于对给"
HAN = "\u4e00-\u9fff"


# The dictionary's guesses also take abstract nouns and hamlets for names: 幸福感, 某家岗.
_NOT_LAST = frozenset("感性率度区县镇村街巷湖湾岗墩庄屯寨坝办委局厅色")
# 柿子|林村: the end of a village's name.
_SETTLEMENTS = frozenset("村镇乡县街屯")
# 同心枝, 咸水歌: what a word of two characters and such a noun make, where the first is a surname by chance.
_NO_LAST_OF_WORDS = frozenset("歌枝曲舞调戏剧船茶汤饭菜网卡码")
_BODIES = frozenset("团队组室会班站所")
_TOWN = re.compile("[村家庄沟坪坝湾店桥泉口岭河]乡$")
_HAN_ONLY = re.compile("[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class _SurnameRow:
    """A surname; ``is_word`` marks those that begin everyday words as often as names (和 时 平 国)."""

    surname: str
    is_word: bool = False


class PersonNames:
    """Surnames and contexts as sets and patterns.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> names = PersonNames.of(load_tables())
    >>> names.looks_like_name("欧阳建国"), names.looks_like_name("余热"), names.looks_like_name("方便")
    (True, False, False)
    """

    def __init__(self, tables: Tables) -> None:
        rows = tables.rows("surnames", _SurnameRow)
        context = tables.record("person_context")
        self.surnames = frozenset(r.surname for r in rows)
        self.first_characters = frozenset(surname[0] for surname in self.surnames)
        self.first_character = re.compile(f"[{''.join(sorted(self.first_characters))}]")
        self.wordlike = frozenset(r.surname for r in rows if r.is_word)
        self.not_names = frozenset(context["not_names"])
        self.leaders = Matcher.of(context["leaders"], overlapping=True)
        self.titles_before = frozenset(context["titles_before"])
        self.titles = Matcher.of(self.titles_before)
        self._given_with_grammar = frozenset(context["given_with_grammar"])
        self.crowds = frozenset(context["crowds"])
        self.addresses = frozenset(context["addresses"])
        given = GivenNames.of(tables)
        self.given, self.given_parts = given.parts, given.pattern
        self.is_transliterated, self.transliterated_end = given.is_transliterated, given.name_end
        self.after = re.compile(f"(?:{_any(context['titles_after'])})")
        self.speech = re.compile(f"(?:{_any(context['speech'])})")
        self.theories = re.compile(f"(?:总书记)?(?:{_any(context['theories'])})")
        self.deed = re.compile(_any(context["deeds"] + context["works"]))
        self.work = re.compile(_any(context["works"]))
        self.posts_of_one = tuple(context["posts_of_one"])
        self.vita = re.compile(context["vita"])
        plain = f"(?:(?!{_any(context['not_foreign'])})(?![{_NOT_FOREIGN}])[{HAN}])"
        self.foreign = re.compile(f"{plain}{{2,6}}(?:·{plain}{{1,8}}){{1,3}}")
        self.foreign_before = re.compile(f"·{plain}{{1,8}}[、和与及]$")
        self.title = re.compile(f"(?:{_any(context['titles_before'])})$")
        self._titles_by_tail: dict[str, tuple[str, ...]] = {}
        for title in sorted(self.titles_before):
            self._titles_by_tail[title[-2:]] = (*self._titles_by_tail.get(title[-2:], ()), title)
        # The lengths of compound surnames with these first two characters, the longest first.
        compounds = [s for s in self.surnames if len(s) > 1]
        self._sizes = {s[:2]: tuple(sorted({len(c) for c in compounds if c[:2] == s[:2]}, reverse=True)) for s in compounds}
        self.byline = re.compile(_byline(context["bylines"], _any(sorted(self.surnames))))

    @classmethod
    def of(cls, tables: Tables) -> PersonNames:
        """The names of these tables, built once."""
        names: PersonNames = tables.keep(cls, lambda: cls(tables))
        return names

    def surname_of(self, word: str) -> str | None:
        """The surname that a word begins with; a compound one first."""
        opening = word[:2]
        if opening in self._sizes:
            for size in self._sizes[opening]:
                if len(word) > size and word[:size] in self.surnames:
                    return word[:size]
        return word[0] if word[1:] and word[0] in self.surnames else None

    def looks_like_name(self, word: str) -> bool:
        """Whether the word is a surname and one or two characters more, and no word that we know as another."""
        if word in self.not_names or word in self.surnames or (surname := self.surname_of(word)) is None:
            return False
        size, given = len(word), word[len(surname) :]
        has_grammar = given[0] in _FUNCTION_WORDS or given[-1] in _FUNCTION_WORDS
        if size - len(surname) > 2 or (has_grammar and given not in self._given_with_grammar):
            return False
        if (
            (size == 2 and word[-1] in _SETTLEMENTS)
            or (size > 2 and (word[-1] in _NOT_LAST or (word[-1] == "乡" and _TOWN.search(word))))
            # 顾问团: the word that begins like a name, and a body of it.
            or (size == 3 and word[-1] in _BODIES and word[:2] in self.not_names)
            or (size == 3 and word[-1] in _NO_LAST_OF_WORDS and word[0] in self.wordlike)
            or given in self.addresses
            or word[1:] in self.addresses
        ):
            return False
        return _HAN_ONLY.fullmatch(word) is not None

    def may_be_name(self, word: str) -> bool:
        """Whether the word looks like a name of any of the country's peoples, blanks left out."""
        bare = word.replace(" ", "").replace("\u3000", "")
        return self.looks_like_name(bare) or self.given_parts.fullmatch(bare) is not None

    def has_title_before(self, text: str, start: int) -> bool:
        """Whether a post, a calling or kin ends straight before ``start``."""
        tail = text[start - 2 : start]
        if tail == "岁的":
            return True
        return tail in self._titles_by_tail and text.endswith(self._titles_by_tail[tail], 0, start)


def _any(words: list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _byline(kinds: list[str], surnames: str) -> str:
    """A kind of work, then names (a blank may stand inside one of two characters), up to the next kind or line's end."""
    return f"(?P<kind>{_any(kinds)})(?:[：:/]\\s*|\\s+|(?=[{HAN}](?:[{HAN}]{{1,3}}[）)】\\s]| [{HAN}](?![{HAN}]))))"
