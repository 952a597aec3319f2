"""Comparisons of amounts over documents written by hand: ranks, rates, contradictions, coverage, promises."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import plan_corpus
import pytest
import small_corpus

import nlp_oldcadre as oc
from nlp_oldcadre.compare import select
from nlp_oldcadre.compare.evidence import EVIDENCE
from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.errors import QueryError
from nlp_oldcadre.model import Document, Metadata

Amount = dict[str, Any]


def amount(surface: str, indicator: str, **more: Any) -> Amount:
    """An amount whose surface is digits and a unit."""
    number = surface.rstrip("个支名人次场所元间条平方米亩万余以上")
    unit = surface[len(number) :].lstrip("余万")
    return {"surface": surface, "number": number, "unit": unit.removesuffix("以上"), "indicator": indicator} | more


def document(name: str, text: str, *amounts: Amount, adcode: str = "210000", date: str | None = "2023-05-01") -> Document:
    d = small_corpus.Draft(name, f"{name}\n{text}\n", Metadata(genre="report", title=name, adcode=adcode, date=date))
    for given in amounts:
        d.amount(**given)
    return d.finished()


def corpus_of(folder: Path, *documents: Document) -> Corpus:
    return small_corpus.write_corpus(folder / "corpus", *documents)


def cells(frame: pd.DataFrame, *columns: str) -> list[list[object]]:
    rows = frame[list(columns)].astype(object).to_numpy().tolist()
    return [[None if pd.isna(value) else value for value in row] for row in rows]


def teams(province: str, adcode: str, number: str, **more: Any) -> Document:
    given = amount(f"{number}支", "志愿服务队", region=province, **more)
    return document(province, f"全省现有志愿服务队{number}支。", given, adcode=adcode)


def test_ranks_keep_what_bounds_leave_open(tmp_path: Path) -> None:
    corpus = corpus_of(
        tmp_path,
        teams("辽宁省", "210000", "120"),
        teams("浙江省", "330000", "90"),
        teams("江苏省", "320000", "90 "),
        teams("贵州省", "520000", "80", bound=">=", modifier="over"),
    )
    frame = oc.compare.results(corpus)
    assert cells(frame, "group", "period_kind", "rank_low", "rank_high", "ranked") == [
        ["辽宁省", "level", 1, 2, 4],
        ["江苏省", "level", 2, 3, 4],
        ["浙江省", "level", 2, 3, 4],
        ["贵州省", "level", 1, 4, 4],
    ]


def test_only_what_is_said_of_the_whole_is_ranked(tmp_path: Path) -> None:
    whole = amount("120支", "志愿服务队", region="辽宁省")
    of_city = amount("500支", "志愿服务队", region="大连市")
    of_organ = amount("7支", "志愿服务队", region="浙江省")
    corpus = corpus_of(
        tmp_path,
        document("甲", "全省现有志愿服务队120支，现有志愿服务队500支。", whole, of_city),
        document("乙", "省直机关现有志愿服务队7支。", of_organ, adcode="330000"),
        teams("江苏省", "320000", "90"),
    )
    frame = oc.compare.results(corpus)
    assert cells(frame, "group", "amount", "rank_low") == [
        ["辽宁省", "500支", None], ["辽宁省", "120支", 1], ["江苏省", "90支", 2], ["浙江省", "7支", None]
    ]  # fmt: skip


def test_the_latest_number_is_ranked_and_contradicting_ones_as_a_range(tmp_path: Path) -> None:
    def said(name: str, number: str, time: str) -> Document:
        given = amount(f"{number}支", "志愿服务队", region="辽宁省", time=time)
        return document(name, f"{time[:4]}年全省现有志愿服务队{number}支。", given)

    corpus = corpus_of(
        tmp_path, said("甲", "60", "2019"), said("乙", "80", "2022"), said("丙", "100", "2022"), teams("江苏省", "320000", "90")
    )
    frame = oc.compare.results(corpus)
    assert cells(frame, "amount", "time", "rank_low", "rank_high") == [
        ["100支", "2022", 1, 2], ["80支", "2022", 1, 2], ["60支", "2019", None, None], ["90支", None, 1, 2]
    ]  # fmt: skip


def test_periods_of_unlike_length_do_not_compare(tmp_path: Path) -> None:
    corpus = corpus_of(
        tmp_path,
        document("甲", "全年全省宣讲300场次。", amount("300场次", "宣讲", region="辽宁省", time="2022")),
        document("乙", "累计宣讲900场次。", amount("900场次", "宣讲", region="浙江省"), adcode="330000"),
        document("丙", "5月全省宣讲40场次。", amount("40场次", "宣讲", region="江苏省", time="2022-05"), adcode="320000"),
    )
    frame = oc.compare.results(corpus)
    assert sorted(cells(frame, "amount", "period_kind", "comparable", "ranked")) == [
        ["300场次", "flow", 1, None], ["40场次", "flow", 1, None], ["900场次", "cumulative", 1, None]
    ]  # fmt: skip


def test_units_are_converted_and_context_does_not_compare(tmp_path: Path) -> None:
    d = small_corpus.Draft("甲", "甲\n占地3亩，分6个方面。\n", Metadata(title="甲", adcode="210200"))
    d.amount("3亩", "3", "亩", "占地面积")
    d.amount("6个", "6", "个", "方面")
    frame = oc.compare.results(corpus_of(tmp_path, d.finished()))
    area, matters = frame[frame["unit"] == "平方米"].iloc[0], frame[frame["unit"] == "个"].iloc[0]
    assert (area["amount"], round(area["low"])) == ("3亩", 2000)
    assert matters["comparable"] == 0


def test_rates_need_both_numbers_of_one_text(tmp_path: Path) -> None:
    corpus = corpus_of(
        tmp_path,
        document(
            "甲", "组建志愿服务队10支，吸纳志愿者300余名。",
            amount("10支", "志愿服务队", region="大连市"),
            amount("300余名", "志愿者", region="大连市", bound=">", modifier="about"),
        ),
        # Two teams' numbers in two sentences: nobody knows which 40 belong to which.
        document(
            "乙", "志愿服务队2支。志愿服务队3支。志愿者40名。", amount("2支", "志愿服务队"), amount("3支", "志愿服务队"),
            amount("40名", "志愿者"),
        ),
        # Another region, another brand: no rate.
        document(
            "丙", "志愿服务队5支，志愿者50名。", amount("5支", "志愿服务队", region="沈阳市"),
            amount("50名", "志愿者", region="大连市"),
        ),
    )  # fmt: skip
    frame = oc.compare.rates(corpus)
    assert cells(frame, "rate", "value", "low", "high", "basis") == [["每支志愿服务队志愿者", "30–40人/个", 30, 40, "sentence"]]
    (places,) = frame["evidence"]
    assert [(place["role"], place["quote"]) for place in places] == [("numerator", "300余名"), ("denominator", "10支")]


def test_rates_of_two_sentences_are_of_one_time(tmp_path: Path) -> None:
    classes = amount("45个", "班级", time="2010")
    elsewhere = document("甲", "2010年有班级45个。典礼上，学员783名毕业。", classes, amount("783名", "学员"))
    together = document("乙", "2010年有班级45个，学员783名。", classes, amount("783名", "学员"))
    frame = oc.compare.rates(corpus_of(tmp_path, elsewhere, together))
    assert cells(frame, "title", "basis", "time") == [["乙", "sentence", "2010"]]


def test_rates_without_an_upper_end_say_so(tmp_path: Path) -> None:
    text = "宣讲20场次，听众1000人次以上。"
    over = amount("1000人次以上", "听众", bound=">=", modifier="over")
    frame = oc.compare.rates(corpus_of(tmp_path, document("甲", text, amount("20场次", "宣讲"), over)))
    assert cells(frame, "value", "low", "high") == [["≥50人次/场次", 50, None]]
    nothing = oc.compare.rates(
        corpus_of(tmp_path / "b", document("乙", "宣讲0场次，听众9人次。", amount("0场次", "宣讲"), amount("9人次", "听众")))
    )
    assert nothing.empty


def conflicting(folder: Path, *numbers: str, **more: Any) -> list[list[object]]:
    """States and amounts of conflicts between documents that each give one number of teams."""
    documents = [
        document(f"文{i}", f"全市现有志愿服务队{n}支。", amount(f"{n}支", "志愿服务队", region="大连市", **more))
        for i, n in enumerate(numbers)
    ]
    return cells(oc.compare.conflicts(corpus_of(folder, *documents)), "state", "amount", "other_amount")


def test_contradictions_stand_side_by_side(tmp_path: Path) -> None:
    assert conflicting(tmp_path / "a", "120", "150", time="2023-12") == [["conflict", "120支", "150支"]]
    assert conflicting(tmp_path / "b", "3200", "3196", time="2023-12") == [["rounding", "3196支", "3200支"]]
    assert conflicting(tmp_path / "c", "120", "120", time="2023-12") == []
    # What 以上 leaves open contradicts nothing.
    assert conflicting(tmp_path / "d", "120", "150", time="2023-12", bound=">=", modifier="over") == []


def test_other_times_regions_and_occasions_are_no_contradiction(tmp_path: Path) -> None:
    def said(name: str, number: str, **more: Any) -> Document:
        return document(name, f"全市现有志愿服务队{number}支。", amount(f"{number}支", "志愿服务队", **more))

    one = said("甲", "120", region="大连市", time="2022")
    others = [said("乙", "150", region="大连市", time="2023"), said("丙", "90", region="沈阳市", time="2022")]
    events = [
        document(name, f"组织{n}名老同志参观。", amount(f"{n}名", "老同志", region="大连市", time="2022"))
        for name, n in (("丁", "30"), ("戊", "80"))
    ]
    assert oc.compare.conflicts(corpus_of(tmp_path, one, *others, *events)).empty


def test_undated_numbers_of_one_year_are_doubtful(tmp_path: Path) -> None:
    given = [("甲", "120", "2023-03-01"), ("乙", "150", "2023-11-01"), ("丙", "190", "2024-11-01")]
    documents = [
        document(name, f"全市现有志愿服务队{n}支。", amount(f"{n}支", "志愿服务队", region="大连市"), date=date)
        for name, n, date in given
    ]
    frame = oc.compare.conflicts(corpus_of(tmp_path, *documents))
    assert cells(frame, "state", "title", "other_title") == [["undated", "甲", "乙"]]


def test_thirty_and_some_is_a_manner_of_speaking(tmp_path: Path) -> None:
    vague = amount("30余支", "志愿服务队", region="大连市", time="2023", bound=">", modifier="about")
    exact = amount("30支", "志愿服务队", region="大连市", time="2023")
    one, other = document("甲", "全市现有志愿服务队30余支。", vague), document("乙", "全市现有志愿服务队30支。", exact)
    assert cells(oc.compare.conflicts(corpus_of(tmp_path / "a", one, other)), "state") == [["rounding"]]


def test_a_length_of_time_is_counted_from_the_document(tmp_path: Path) -> None:
    def said(name: str, number: str, date: str) -> Document:
        given = amount(f"{number}支", "志愿服务队", region="大连市", time="P1Y")
        return document(name, f"一年来，全市累计组建志愿服务队{number}支。", given, date=date)

    corpus = corpus_of(tmp_path, said("甲", "30", "2021-01-01"), said("乙", "70", "2023-01-01"))
    assert oc.compare.conflicts(corpus).empty


def test_parts_are_held_against_their_whole(tmp_path: Path) -> None:
    text = "志愿服务队10支，其中市直队6支、乡镇队7支。\n驿站5个，其中示范驿站8个。\n活动室9间，其中新建活动室3间。"
    corpus = corpus_of(
        tmp_path,
        document(
            "甲", text, amount("10支", "志愿服务队"), amount("6支", "市直队", part_of="志愿服务队"),
            amount("7支", "乡镇队", part_of="志愿服务队"), amount("5个", "驿站"), amount("8个", "示范驿站", part_of="驿站"),
            amount("9间", "活动室"), amount("3间", "新建活动室", part_of="活动室"),
        ),
    )  # fmt: skip
    assert cells(oc.compare.conflicts(corpus), "state", "amount", "other_amount") == [
        ["part_exceeds", "8个", "5个"], ["parts_exceed", "市直队 6支、乡镇队 7支", "10支"]
    ]  # fmt: skip


def test_coverage_has_a_row_for_every_province(tmp_path: Path) -> None:
    corpus = small_corpus.small_corpus(tmp_path / "corpus")
    frame = oc.compare.coverage(corpus)
    assert len(frame) == 32
    assert frame["group"].tolist()[-3:] == ["宁夏回族自治区", "新疆维吾尔自治区", "新疆生产建设兵团"]
    read = frame[frame["documents"] > 0]
    columns = ("group", "documents", "circular", "bulletin", "news", "undated", "measures", "amounts")
    assert cells(read, *columns) == [["辽宁省", 2, 0, 1, 1, 1, 2, 4], ["浙江省", 1, 1, 0, 0, 0, 1, 2]]
    assert read["years"].tolist() == [["2020（1）"], ["2021（1）"]]
    # Silence is told of those that were read only.
    assert "信息化" in read["silent_topics"].iloc[0]
    assert frame[frame["documents"] == 0]["silent_topics"].isna().all()
    assert len(oc.compare.without_documents(corpus)) == 29


def test_coverage_of_what_was_chosen(tmp_path: Path) -> None:
    corpus = small_corpus.small_corpus(tmp_path / "corpus")
    only = select(regions="辽宁,北京", topics="contribution,digital", years=2020)
    frame = oc.compare.coverage(corpus, only=only)
    assert cells(frame, "group", "documents", "measures") == [["北京市", 0, 0], ["辽宁省", 1, 1]]
    assert frame["silent_topics"].tolist() == [None, ["信息化"]]
    assert oc.compare.without_documents(corpus, only=only) == ["北京市"]
    assert set(oc.compare.coverage(corpus, by="genre")["group"]) == {"简报", "通知文件", "新闻报道"}


def test_the_corps_has_a_row_of_its_own(tmp_path: Path) -> None:
    text = "要点\n建立制度。\n"
    metadata = Metadata(title="要点", issuers=("新疆生产建设兵团党委老干部局",), adcode="650000", date="2021-01-01")
    frame = oc.compare.coverage(corpus_of(tmp_path, small_corpus.Draft("兵团", text, metadata).finished()))
    assert frame[frame["documents"] > 0]["group"].tolist() == ["新疆维吾尔自治区", "新疆生产建设兵团"]


@pytest.fixture(scope="module")
def promises(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, list[str]]]:
    """What a reader says of each promise, and what the comparison says."""
    corpus = plan_corpus.plan_corpus(tmp_path_factory.mktemp("plans"))
    frame = oc.compare.plan_vs_result(corpus)
    cases = plan_corpus.cases()
    found = [frame[frame["region"] == county]["state"].tolist() for county in plan_corpus.counties(len(cases))]
    return [(case["state"], states) for case, states in zip(cases, found, strict=True)]


def test_promises_are_found_in_reports(promises: list[tuple[str, list[str]]]) -> None:
    """Figures of the 40 examples: those that a reader finds reported, and the states as a whole."""
    wanted = [state != "unreported" for state, _ in promises]
    found = [any(state not in ("unreported",) for state in states) for _, states in promises]
    right = sum(a and b for a, b in zip(wanted, found, strict=True))
    assert right / sum(found) >= 0.95
    assert right / sum(wanted) >= 0.95
    assert sum(state in states for state, states in promises) >= 38


def test_promises_without_later_documents_are_undecided(tmp_path: Path) -> None:
    corpus = small_corpus.small_corpus(tmp_path / "corpus")
    frame = oc.compare.plan_vs_result(corpus)
    assert set(frame["state"]) == {"undecided"}
    assert set(frame["reason"]) == {"nothing_read"}
    assert frame["other_document"].isna().all()


PLAN = "关于做好老干部工作的通知\n\n各单位：\n\n{}\n\n新民市委老干部局\n2023年2月10日\n"
REPORT = "新民市老干部工作简报\n\n新民市委老干部局　　{}\n\n新民市委老干部局组织离退休干部党支部评选示范党支部。\n"


@pytest.mark.parametrize(
    ("plan", "day", "state"),
    [
        ("要组织离退休干部党支部评选示范党支部。", "2023年9月1日", "reported"),
        # A bulletin of the same day tells the plan; nobody reports in 2023 what is for 2024.
        ("要组织离退休干部党支部评选示范党支部。", "2023年2月10日", "undecided"),
        ("2024年要组织离退休干部党支部评选示范党支部。", "2023年9月1日", "undecided"),
        ("2024年要组织离退休干部党支部评选示范党支部。", "2024年9月1日", "reported"),
    ],
)
def test_reports_come_after_the_time_of_the_promise(tmp_path: Path, plan: str, day: str, state: str) -> None:
    (tmp_path / "a.txt").write_text(PLAN.format(plan), encoding="utf-8")
    (tmp_path / "b.txt").write_text(REPORT.format(day), encoding="utf-8")
    oc.run([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "results")
    assert oc.compare.plan_vs_result(oc.open(tmp_path / "results"))["state"].tolist() == [state]


@pytest.mark.parametrize("what", ["rates", "conflicts", "plan_vs_result"])
def test_every_row_leads_to_both_its_sources(tmp_path: Path, what: str) -> None:
    text, here = "全市现有志愿服务队120支，志愿者900名。", {"region": "大连市"}
    first = document("甲", text, amount("120支", "志愿服务队", **here), amount("900名", "志愿者", **here))
    second = document("乙", "全市现有志愿服务队150支。", amount("150支", "志愿服务队", **here))
    source = tmp_path / "corpus"
    corpus = small_corpus.write_corpus(source, first, second, small_corpus.liaoning())
    sources = corpus.documents.set_index("id")["text"]
    frame = oc.compare.view(corpus, what)
    assert not frame.empty
    assert tuple(frame.columns[-len(EVIDENCE) :]) == EVIDENCE
    for row in frame.itertuples():
        assert sources[row.document][row.start : row.end] == row.quote != ""
        if what == "conflicts":
            assert sources[row.other_document][row.other_start : row.other_end] == row.other_quote != ""


def test_empty_corpus_and_unknown_names(tmp_path: Path) -> None:
    corpus = small_corpus.write_corpus(tmp_path / "empty")
    for what in ("rates", "conflicts", "plan_vs_result"):
        assert oc.compare.view(corpus, what).empty
    assert (oc.compare.coverage(corpus)["documents"] == 0).all()
    with pytest.raises(QueryError):
        oc.compare.view(corpus, "conflict")


def test_what_a_person_gave_is_no_amount_of_the_region(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "江苏省委老干部局\n宣传捐款200万元设立助学基金的离休干部李大山先进事迹。\n", encoding="utf-8"
    )
    (tmp_path / "b.txt").write_text("贵州省委老干部局\n全省老同志积极为抗击疫情捐款300余万元。\n", encoding="utf-8")
    oc.run([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "results")
    found = oc.compare.results(oc.open(tmp_path / "results"))
    assert {row.amount: row.comparable for row in found.itertuples()} == {"200万元": 0, ">300万元": 1}
