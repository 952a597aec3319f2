"""Slogans: shapes, lists and expansions one by one."""

from __future__ import annotations

import pytest

from nlp_oldcadre.extract.enumeration import items_before, number_of
from nlp_oldcadre.extract.formula_counts import member_count
from nlp_oldcadre.extract.slogan_shapes import is_formula, is_headline, is_motto, is_parallel_group
from nlp_oldcadre.extract.slogan_tables import formula_rows
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.tables import load_tables


@pytest.mark.parametrize("phrase", ["四讲四有", "1+3+X", "党建+", "一村一特色", "三进三访", "双联双促", "五个强化"])
def test_formulas_count_or_combine(phrase: str) -> None:
    assert is_formula(phrase)


@pytest.mark.parametrize(
    "phrase", ["第一课", "八一", "十四五", "90后", "银龄先锋", "一家", "双手", "千里马", "三十年", "12345"]
)
def test_words_with_numerals_are_no_formulas(phrase: str) -> None:
    assert not is_formula(phrase)


@pytest.mark.parametrize("phrase", ["传承红色基因，争做时代新人", "建队伍、强阵地、优服务", "永远跟党走", "让老同志满意"])
def test_mottos_call_or_run_in_parallel(phrase: str) -> None:
    assert is_motto(phrase)


@pytest.mark.parametrize("phrase", ["理论课堂、实践课堂", "先锋力量·红叶行动", "银龄驿站", "我的初心——老兵访谈"])
def test_names_are_no_mottos(phrase: str) -> None:
    assert not is_motto(phrase)


def test_headlines_are_parallel_and_no_signatures() -> None:
    assert is_headline("情系桑榆暖人心 服务大局谱新篇")
    assert not is_headline("中共某市委组织部 某市委老干部局")
    assert not is_headline("责任编辑 联系电话")


def test_parallel_calls_stand_in_threes() -> None:
    assert is_parallel_group(["网上办", "掌上办", "马上办"])
    assert not is_parallel_group(["网上办", "掌上办"])
    assert not is_parallel_group(["制度年", "品牌年", "服务年"])


@pytest.mark.parametrize(
    ("text", "number"), [("三大品牌", 3), ("两项", 2), ("10个", 10), ("双百", 2), ("品牌", None), ("", None)]
)
def test_leading_numbers(text: str, number: int | None) -> None:
    assert number_of(text) == number


@pytest.mark.parametrize(
    ("text", "count", "items"),
    [
        ("市委、市政府推动夜校、讲堂", 2, ["夜校", "讲堂"]),
        ("实行支部（总支）和单位", 2, ["支部（总支）", "单位"]),
        ("推动夜校建设", 2, []),
        ("打造甲课堂、乙课堂、丙课堂", 2, ["乙课堂", "丙课堂"]),
    ],
)
def test_members_of_a_list(text: str, count: int, items: list[str]) -> None:
    assert [text[a:b] for a, b in items_before(text, len(text), count=count)] == items


def test_members_that_are_fixed_are_as_many_as_the_formula_counts() -> None:
    rows = formula_rows(load_tables())
    counts = {form: (member_count(form), len(row.members)) for form, row in rows.items() if row.members}
    # 三支 is three sorts of support.
    wrong = {form for form, (count, members) in counts.items() if count not in (None, members)}
    assert wrong <= {"三支一扶"}


def test_formulas_appeared_in_years_that_can_be() -> None:
    years = {row.year for row in formula_rows(load_tables()).values()} - {0}
    assert min(years) >= 1940 and max(years) <= 2025


def test_headings_spell_a_formula_out() -> None:
    text = (
        "关于做好“三个聚焦”的通知\n各县委老干部局：\n一、聚焦政治引领\n加强学习。\n"
        "二、聚焦作用发挥\n搭建平台。\n三、聚焦精准服务\n办好实事。"
    )
    (formula,) = [m.value for m in process(text).mentions if m.type == "SLOGAN"][:1]
    assert (formula.expansion, formula.count, formula.complete) == (("聚焦政治引领", "聚焦作用发挥", "聚焦精准服务"), 3, True)
