"""Organisations: groups are none, names are written out, hostile text costs linear time."""

from __future__ import annotations

import csv

import pytest
from conftest import assert_linear

from nlp_oldcadre.extract.org_lexicon import OrgLexicon
from nlp_oldcadre.model import Document, Metadata
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.tables import BUILT_IN, load_tables


def names(text: str, adcode: str | None = None) -> list[str]:
    doc = Document.from_text(text)
    doc = process(Document(doc.id, doc.source, doc.source_text, doc.text, doc.offsets, metadata=Metadata(adcode=adcode)))
    return [m.value.name for m in doc.mentions if m.type == "ORG"]


def test_each_organ_stands_once_and_has_a_kind() -> None:
    with (BUILT_IN / "organs.csv").open(encoding="utf-8", newline="") as handle:
        organs = list(csv.DictReader(handle))
    assert len({o["name"] for o in organs}) == len(organs)
    assert {o["kind"] for o in organs} == {"national", "party", "committee", "state", "mass"}
    assert not [o for o in organs if o["full"] == o["name"]]


@pytest.mark.parametrize(
    "text",
    [
        "各级关工委",
        "各市委老干部局",
        "各县（市、区）委老干部局",
        "有关部门",
        "市直单位",
        "各单位党委",
        "全省老干部局",
        "其他市级机关工委",
    ],
)
def test_groups_are_no_organisations(text: str) -> None:
    assert names(f"会议要求，{text}要认真落实。", "330000") == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("市委老干局", "绍兴市委老干部局"),
        ("市关工委", "绍兴市关心下一代工作委员会"),
        ("市老科协", "绍兴市老科学技术工作者协会"),
        ("省委", "浙江省委"),
        ("市卫健委离退休干部党支部", "绍兴市卫生健康委员会离退休干部党支部"),
        ("绍兴市老干部局", "绍兴市委老干部局"),
        ("越城区委", "绍兴市越城区委"),
        ("诸暨市科协", "诸暨市科学技术协会"),
        ("党中央", "中共中央"),
        ("国家关工委", "中国关心下一代工作委员会"),
        ("中共绍兴市委", "绍兴市委"),
        ("团市委", "共青团绍兴市委"),
    ],
)
def test_full_names(text: str, wanted: str) -> None:
    assert names(f"近日，{text}作出部署。", "330600") == [wanted]


def test_a_repeat_takes_the_fuller_name() -> None:
    text = "绍兴市商务局成立离退休干部党支部。商务局离退休干部党支部书记发言，老干局派员参加。绍兴市委老干部局肯定做法。"
    assert names(text, "330600") == ["绍兴市商务局", "绍兴市商务局离退休干部党支部", "绍兴市委老干部局", "绍兴市委老干部局"]


def test_bodies_listed_together_are_of_one_place() -> None:
    text = "诸暨市委老干部局与组织部、关工委一道开展走访。\n送：省委组织部，绍兴市关工委"
    assert names(text, "330600")[:3] == ["诸暨市委老干部局", "诸暨市委组织部", "诸暨市关心下一代工作委员会"]


def test_longest_at_needs_the_whole_name() -> None:
    lexicon = OrgLexicon.of(load_tables())
    assert lexicon.longest_at("市委", 1) is not None
    assert lexicon.longest_at("市委员", 1) is None
    assert lexicon.longest_at("市", 1) is None


@pytest.mark.parametrize(
    "piece", ["市委", "市委、", "各", "省、", "社区党委", "有限公司", "老干部局、", "镇", "公司党委", "第一党支部"]
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    assert_linear(lambda text: names(text, "330600"), piece)
