"""Set phrases across regions and years: who was first, how far behind the others are, and copies that adopt nothing."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
import small_corpus

import nlp_oldcadre as oc
from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.model import Document, Metadata, SloganValue

STORY = (
    "老党员自发组成巡逻小队，每天傍晚沿着河堤走上三公里，提醒游人远离深水，劝阻野泳钓鱼，一年下来记满了六本日志。"
    "队员们说，只要还走得动，就要把“四自一心”的好做法传下去，让河边的灯一直亮着，让孩子们平平安安地长大成人。"
)


def told(name: str, text: str, date: str | None, adcode: str, **members: tuple[str, ...]) -> Document:
    d = small_corpus.Draft(name, f"{name}\n{text}\n", Metadata(genre="report", title=name, date=date, adcode=adcode))
    for phrase in ("四自一心", "四个意识"):
        if phrase in text:
            since = 2016 if phrase == "四个意识" else None
            counted = members.get(phrase, ())
            d.add("SLOGAN", phrase, SloganValue("formula", counted, 4, bool(counted) or None, since))
    return d.finished()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    four = ("自学", "自管", "自乐", "自强")
    return small_corpus.write_corpus(
        tmp_path_factory.mktemp("slogans"),
        told("辽宁一", STORY, "2019-05-01", "210000", 四自一心=four),
        told("辽宁二", "推广“四自一心”，增强“四个意识”。", "2021-05-01", "210100", 四自一心=("自学", "自律", "自乐", "自强")),
        told("浙江一", "推行“四自一心”工作法，增强“四个意识”。", "2019-06-10", "330000", 四自一心=four),
        # Jiangsu only reprints the story of Liaoning, Guizhou gives no date.
        told("江苏一", STORY, "2020-01-01", "320000"),
        told("贵州一", "实行“四自一心”。", None, "520000"),
    )


def cells(frame: pd.DataFrame, *columns: str) -> list[list[object]]:
    return [[None if pd.api.types.is_scalar(v) and pd.isna(v) else v for v in row] for row in frame[list(columns)].to_numpy()]


def test_first_use_lag_and_copies(corpus: Corpus) -> None:
    frame = oc.compare.slogans(corpus)
    of_four = frame[frame.slogan == "四自一心"]
    columns = ("group", "documents", "copied", "first_date", "first_group", "lag_days", "rank", "groups_with")
    assert cells(of_four, *columns) == [
        ["辽宁省", 2, 0, "2019-05-01", "辽宁省", 0, 1, 3],
        ["江苏省", 1, 1, None, "辽宁省", None, None, 3],
        ["浙江省", 1, 0, "2019-06-10", "辽宁省", 40, 2, 3],
        ["贵州省", 1, 0, None, "辽宁省", None, None, 3],
    ]


def test_lag_behind_the_year_of_a_national_formula(corpus: Corpus) -> None:
    frame = oc.compare.slogans(corpus)
    assert cells(frame[frame.slogan == "四个意识"], "group", "national_year", "lag_years") == [
        ["辽宁省", 2016, 5], ["浙江省", 2016, 3],
    ]  # fmt: skip
    assert frame[frame.slogan == "四自一心"].national_year.isna().all()


def test_members_that_differ_stand_side_by_side(corpus: Corpus) -> None:
    frame = oc.compare.slogans(corpus).set_index(["group", "slogan"])
    assert frame.members["辽宁省", "四自一心"] == ["自学、自律、自乐、自强", "自学、自管、自乐、自强"]
    assert frame.members["贵州省", "四自一心"] == []


def test_the_curve_of_the_spread(corpus: Corpus) -> None:
    frame = oc.compare.spread(corpus)
    columns = ("slogan", "year", "group", "first", "groups_so_far", "documents", "years_since")
    assert cells(frame, *columns) == [
        ["四个意识", 2019, "浙江省", True, 1, 1, 3],
        ["四个意识", 2021, "辽宁省", True, 2, 1, 5],
        ["四自一心", 2019, "辽宁省", True, 2, 1, None],
        ["四自一心", 2019, "浙江省", True, 2, 1, None],
        ["四自一心", 2021, "辽宁省", False, 2, 1, None],
    ]


def test_first_uses_are_the_evidence(corpus: Corpus) -> None:
    texts = corpus.documents.set_index("id")["text"]
    for frame in (oc.compare.slogans(corpus), oc.compare.spread(corpus)):
        for row in frame.itertuples():
            assert texts[row.document][row.start : row.end] == row.quote


def test_nothing_said(tmp_path: Path) -> None:
    empty = small_corpus.write_corpus(tmp_path / "empty")
    assert oc.compare.slogans(empty).empty
    assert oc.compare.spread(empty).empty
