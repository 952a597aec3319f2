"""What the rules about quoted phrases look things up in, fetched once a document; shapes that several of them ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp_oldcadre.extract.program_heads import Lexicon
from nlp_oldcadre.extract.quoted import is_metaphor, is_speech
from nlp_oldcadre.extract.quoted_words import QuotedWords
from nlp_oldcadre.extract.slogan_tables import formula_kinds
from nlp_oldcadre.tables import Tables

# “作风提升年”, “志愿服务月”
SEASON = re.compile(r"[\u4e00-\u9fff]{3,8}(?<![老青少中周百晚当多两])[年月季]")
# 支部+团队 before 组织形式, 党建+ before 工作 only combine.
COMBINING = re.compile(r"(?![\dN+＋]+$)[^“”]{0,8}[+＋][^“”]{0,8}")
# “一户一卡”管理, “一厅一特色” deal out.
DEALS = re.compile("一[\u4e00-\u9fff]{1,3}[一多][\u4e00-\u9fff]{1,3}")
# 开设“扎染”“古筝”等课程: what is taught.
COURSES = re.compile(
    "(?:等)?(?:[\\d一二三四五六七八九十多余]+[门类])?(?:特色|精品|热门|新|传统|专题|各类|实用|公益|主题|培训|选修|必修|兴趣|多[门类个])*(?:课程|专业|科目|学科|(?:教学|兴趣)?班[，。次级]|(?:教学|兴趣)班)(?!体系)"
)


@dataclass(frozen=True, slots=True)
class QuotedRules:
    """The tables behind the rules.

    Examples
    --------
    >>> from nlp_oldcadre.tables import load_tables
    >>> rules = QuotedRules.of(load_tables())
    >>> rules.may_be_name("银辉课堂"), rules.may_be_name("智囊团"), rules.may_be_name("服务标兵")
    (True, False, False)
    """

    tables: Tables
    words: QuotedWords
    lexicon: Lexicon
    formulas: dict[str, str]

    @classmethod
    def of(cls, tables: Tables) -> QuotedRules:
        """The rules of these tables, made once."""
        rules: QuotedRules = tables.keep(
            cls, lambda: cls(tables, QuotedWords.of(tables), Lexicon.of(tables), formula_kinds(tables))
        )
        return rules

    def may_be_name(self, phrase: str) -> bool:
        """Whether nothing in the phrase itself forbids that it names a programme."""
        return (
            2 <= len(phrase) <= 30
            and not is_speech(phrase)
            and not is_metaphor(phrase, self.tables)
            and self.words.no_name.match(phrase) is None
        )
