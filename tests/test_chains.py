"""Central → province → city: what measures become on their way down, on plans written by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
import small_corpus

import nlp_oldcadre as oc
from nlp_oldcadre.compare.chains import Chains
from nlp_oldcadre.compare.groups import Groups
from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.errors import QueryError
from nlp_oldcadre.model import Document, DocumentValue, MeasureValue, Metadata
from nlp_oldcadre.tables import load_tables

JOBS = {
    "开通离休干部就医绿色通道": ("care", "开通", "绿色通道"),
    "建设老年大学网上课堂": ("digital", "建设", "网上课堂"),
    "举办离退休干部党支部书记培训班": ("organisation", "举办", "培训班"),
    "组建银龄志愿服务队": ("contribution", "组建", "志愿服务队"),
}


def plan(title: str, date: str, jobs: dict[str, str], *, cites: str = "", **about: object) -> Document:
    """A plan of these jobs with their strengths; 12所 and the end of the year make the second one concrete in 市."""
    body = "".join(f"{job}。" for job in jobs) + (f"落实《{cites}》。" if cites else "")
    metadata = Metadata(genre="circular", title=title, date=date, **about)  # type: ignore[arg-type]
    d = small_corpus.Draft(title, f"{title}\n{body}\n", metadata)
    for job, strength in jobs.items():
        topic, verb, object = JOBS[job.split("，")[0]]
        deadline = "2020-12-31" if "，" in job else None
        d.measure(job, title, MeasureValue("planned", topic, verb, object, strength=strength, deadline=deadline))
    if cites:
        d.add("DOCUMENT", cites, DocumentValue("policy"))
    return d.finished()


CARE, ONLINE, TRAIN, VOLUNTEERS = JOBS


def documents() -> list[Document]:
    return [
        plan(
            "全国老干部工作意见书", "2019-12-01", {CARE: "encouraged", TRAIN: "expected"}, issuers=("中共中央组织部",),
        ),
        plan(
            "辽宁老干部工作要点文件", "2020-01-10", {CARE: "expected", ONLINE: "exploratory", TRAIN: "expected"},
            cites="全国老干部工作意见书", adcode="210000",
        ),
        plan(
            "大连老干部工作要点文件", "2020-03-10",
            {CARE: "expected", f"{ONLINE}，年底前完成": "required", TRAIN: "encouraged", VOLUNTEERS: "expected"},
            adcode="210200",
        ),
        plan("浙江老干部工作要点文件", "2020-02-10", {CARE: "expected"}, adcode="330000"),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return small_corpus.write_corpus(tmp_path_factory.mktemp("chains"), *documents())


def cells(frame: pd.DataFrame, *columns: str) -> list[list[object]]:
    return [[None if not isinstance(v, list) and pd.isna(v) else v for v in row] for row in frame[list(columns)].to_numpy()]


def test_from_province_to_city(corpus: Corpus) -> None:
    frame = oc.compare.chains(corpus, document="大连老干部工作要点文件")
    frame = frame[frame.upper_level == "province"]
    assert set(cells(frame, "link", "upper_level", "lower_level")[0]) == {"region", "province", "prefecture"}
    assert cells(frame, "relation", "measure", "other_measure", "change", "made_concrete") == [
        ["kept", CARE, CARE, "same", []],
        ["kept", ONLINE, f"{ONLINE}，年底前完成", "hardened", ["deadline"]],
        ["kept", TRAIN, TRAIN, "softened", []],
        ["added", None, VOLUNTEERS, None, []],
    ]


def test_a_citation_links_central_and_province(corpus: Corpus) -> None:
    frame = oc.compare.chains(corpus, document="辽宁老干部工作要点文件")
    frame = frame[frame.link == "cites"]
    assert set(frame.upper_level) == {"country"}
    assert cells(frame, "relation", "measure", "change") == [
        ["kept", CARE, "hardened"], ["kept", TRAIN, "same"], ["added", None, None],
    ]  # fmt: skip


def test_other_provinces_and_too_little_in_common_make_no_chain(corpus: Corpus) -> None:
    assert oc.compare.chains(corpus, document="浙江老干部工作要点文件").empty


def test_only_what_lies_above_contains(corpus: Corpus) -> None:
    chains = Chains(Groups(corpus, "province", load_tables()))
    id_of = {row["title"][:2]: id for id, row in chains.documents.items()}
    assert [chains.level(id_of[name]) for name in ("全国", "辽宁", "大连")] == ["country", "province", "prefecture"]
    assert chains.contains(id_of["全国"], id_of["大连"])
    assert not chains.contains(id_of["大连"], id_of["辽宁"])
    assert not chains.contains(id_of["浙江"], id_of["大连"])
    assert not chains.contains(id_of["辽宁"], id_of["辽宁"])


def test_both_ends_have_their_evidence(corpus: Corpus) -> None:
    texts = corpus.documents.set_index("id")["text"]
    for row in oc.compare.chains(corpus).itertuples():
        if row.relation != "added":
            assert texts[row.document][row.start : row.end] == row.quote
        if row.relation != "dropped":
            assert texts[row.other_document][row.other_start : row.other_end] == row.other_quote


def test_bad_input(tmp_path: Path, corpus: Corpus) -> None:
    assert oc.compare.chains(small_corpus.write_corpus(tmp_path / "empty")).empty
    # A code of no table, a date that is none, a document that cites itself.
    odd = plan("自引自的工作要点文件", "某年", {CARE: "expected"}, cites="自引自的工作要点文件", adcode="990000")
    assert oc.compare.chains(small_corpus.write_corpus(tmp_path / "odd", odd, *documents()[:1])).empty
    with pytest.raises(QueryError):
        oc.compare.chains(corpus, document="没有这份")
