"""Resolution: names of one thing come together, names of two stay apart, and persons have the last word."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from named_items import groups, is_one, organization, program, table_of
from small_corpus import Draft, liaoning, small_corpus, write_corpus

import nlp_oldcadre as oc
from nlp_oldcadre import train_resolution
from nlp_oldcadre.evaluate.resolution import PairScores, evaluate_hard_cases, evaluate_resolution
from nlp_oldcadre.model import Fact, Metadata, ProgramValue
from nlp_oldcadre.resolve import Gathered, Item, resolve_items
from nlp_oldcadre.resolve.blocking import candidates
from nlp_oldcadre.resolve.features import named
from nlp_oldcadre.resolve.places import Places
from nlp_oldcadre.tables import load_tables

CORPORA = Path(__file__).parents[1] / "corpora"
FLOORS = Path(__file__).parent / "resolution_floors.json"


# Organisations


@pytest.mark.parametrize(
    ("name", "near", "other"),
    [
        ("中共辽宁省委老干部局", None, "辽宁省委老干部局"),
        ("省委老干部局", "210200", "辽宁省委老干部局"),
        ("市委老干局", "210203", "大连市委老干部局"),
        ("州关工委", "522600", "黔东南苗族侗族自治州关心下一代工作委员会"),
        ("自治区党委老干部局", "150000", "内蒙古自治区委老干部局"),
        ("江苏省常州市钟楼区委组织部", None, "常州市钟楼区委组织部"),
        ("新城子区老年大学", None, "沈阳市沈北新区老年大学"),
        ("中组部老干部局", None, "中央组织部老干部局"),
    ],
)
def test_spellings_of_an_organisation_are_read_alike(name: str, near: str | None, other: str) -> None:
    names = train_resolution_names()
    assert names.parse(name, near=near)[:2] == names.parse(other)[:2]


def train_resolution_names() -> Any:
    from nlp_oldcadre.resolve.org_names import OrgNames

    return OrgNames.of(load_tables())


def test_an_office_of_the_organisation_department_is_no_bureau() -> None:
    bureau = organization("大连市沙河口区委老干部局", "210204")
    assert not is_one(bureau, organization("大连市沙河口区委组织部老干部科", "210204"))
    assert not is_one(bureau, organization("大连市沙河口区委老干部局办公室", "210204"))
    assert not is_one(bureau, organization("大连市委老干部局", "210200"))


# Programmes


def test_two_provinces_stay_two_until_evidence_joins_them() -> None:
    assert not is_one(program("银龄行动", "210000"), program("银龄行动", "520000"))
    owner = "中国关心下一代工作委员会"
    assert is_one(program("银龄行动", "210000", owner), program("银龄行动", "520000", owner))


def test_a_part_of_a_full_name_is_the_same() -> None:
    assert is_one(program("红枫行动", "210000"), program("支部力量·红枫行动", "210000"), program("红枫", "210200"))


def test_a_common_name_in_three_provinces_is_three() -> None:
    cities = [("130104", "石家庄市桥西区委老干部局"), ("340300", "蚌埠市委老干部局"), ("441403", "梅州市梅县区委老干部局")]
    assert len(groups(*(program("老党员驿站", code, owner) for code, owner in cities))) == 3


def test_a_name_that_opens_with_a_place_is_of_that_place() -> None:
    placed = program("沙河口区老党员工作室", "210204")
    assert not is_one(placed, program("老党员工作室", "210211"))
    assert not is_one(placed, program("老党员工作室", "211100"))
    assert is_one(placed, program("老党员工作室", "210204"))


def test_two_cities_of_a_province_are_told_by_owner_and_parent() -> None:
    own = [program("银辉讲堂", code, owner) for code, owner in (("320600", "南通市委老干部局"), ("320300", "徐州市委老干部局"))]
    assert not is_one(*own)
    assert is_one(*(replace(item, owners=frozenset({"江苏省委老干部局"})) for item in own))
    assert is_one(*(replace(item, parents=frozenset({"银耀江苏"})) for item in own))


def test_a_team_of_a_brand_is_another_thing() -> None:
    assert not is_one(program("桑榆红", "320600"), program("桑榆红志愿服务队", "320600"))


def test_an_unsure_pair_is_not_merged() -> None:
    found = resolve_items(Gathered([program("银辉讲堂", "320600"), program("银辉讲堂", "320300")]))
    assert [(j.verdict, bool(j.reasons)) for j in found.judgements] == [("unsure", True)]
    assert len(found.entities) == 2


def test_a_pair_that_is_different_keeps_two_groups_apart() -> None:
    # Each city's name goes with the province's, and the two have owners of their own.
    middle = program("银辉映霞", "320000")
    cities = [program("银辉映霞", "320600", "南通市委老干部局"), program("银辉映霞", "320300", "徐州市委老干部局")]
    found = resolve_items(Gathered([middle, *cities]))
    assert len(found.entities) == 2
    assert any("blocked" in j.reasons and j.verdict == "unsure" for j in found.judgements)


def test_keys_are_unique_and_the_same_in_every_order() -> None:
    items = [program("老党员驿站", code, f"owner{code}") for code in ("320600", "320300", "330100")]
    keys = sorted(e.key for e in resolve_items(Gathered(items)).entities)
    assert keys == ["Program:老党员驿站@320300", "Program:老党员驿站@320600", "Program:老党员驿站@330000"]
    assert keys == sorted(e.key for e in resolve_items(Gathered(items[::-1])).entities)


# Corpora


def test_a_corpus(tmp_path: Path) -> None:
    corpus = small_corpus(tmp_path / "results")
    resolution = oc.resolve(corpus)
    ids = {row["uri"]: row["id"] for row in corpus.table("documents", ["id", "uri"]).to_pylist()}
    found = {name: resolution.program("晚霞护苗", ids[f"{name}.txt"]).key for name in ("liaoning", "dalian", "zhejiang")}
    assert found == {
        "liaoning": "Program:晚霞护苗@210000",
        "dalian": "Program:晚霞护苗@210000",
        "zhejiang": "Program:晚霞护苗@330000",
    }
    bureau = resolution.organization("省委老干局", ids["dalian.txt"])
    assert bureau is resolution.organization("辽宁省委老干部局", ids["liaoning.txt"])
    assert resolution.organization("没有的单位", ids["dalian.txt"]) is None
    assert {e.label for e in resolution.entities if e.adcode == "210200" and e.kind == "Program"} == {"晚霞护苗海港队"}


def test_an_empty_corpus(tmp_path: Path) -> None:
    resolution = oc.resolve(write_corpus(tmp_path / "results"))
    assert (resolution.entities, resolution.judgements, resolution.problems) == ([], [], [])


def test_bad_facts_are_problems(tmp_path: Path) -> None:
    d = Draft("odd", "怪事\n“甲光”“乙光”两个品牌。\n", Metadata(title="怪事", adcode="999999"))
    d.add("PROGRAM", "甲光", ProgramValue("brand", "甲光"))
    d.add("PROGRAM", "乙光", ProgramValue("brand", "乙光"))
    d.state("甲光", "part_of", "乙光")
    d.state("乙光", "part_of", "甲光")
    d.state("甲光", "in_region", "不存在的县")
    found = oc.resolve(write_corpus(tmp_path / "results", d.finished()))
    assert sorted(p.code for p in found.problems) == [
        "cyclic_part_of",
        "no_region",
        "no_region",
        "unknown_region",
        "unknown_region",
    ]
    assert len(found.entities) == 2


def test_hostile_names_do_no_harm() -> None:
    long = "银龄" * 5000
    names = [long, long + "队", "=1+1", "@", "·", "一", "\x00", "𠮷" * 200, "委" * 300, "省" * 300]
    items = [Item(kind, name, home) for name in names for kind in ("Program", "Organization") for home in (None, "210000")]
    assert len(resolve_items(Gathered(items)).entities) <= len(items)


@pytest.mark.parametrize("name", ["老党员驿站", "银龄行动", "辽宁省委老干部局"])
def test_comparisons_grow_with_the_names(name: str) -> None:
    def count(n: int) -> int:
        codes = list(Places.of(load_tables()).regions.by_code)
        items = [program(f"{name}{k // 300 or ''}", codes[k % 300 * 7]) for k in range(n)]
        return sum(1 for _ in candidates([named(item, load_tables()) for item in items]))

    assert count(2400) < 2.6 * count(1200)


# Regions


def test_a_region_keeps_its_identity_when_it_is_renamed() -> None:
    places = Places.of(load_tables())
    assert places.code("新城子区") == places.code("沈北新区") == "210113"
    assert (places.code("铁岭银州区"), places.code("上海庙镇"), places.code("盐城市城区", year=2020)) == ("211202", None, None)
    assert places.names("210113", year=2000)[0] == "新城子区"
    found = resolve_items(Gathered([])).region("广德县")
    assert found is not None and (found.key, found.label) == ("Region:341882", "广德市")


# Quality


def test_the_model_is_that_of_the_pairs() -> None:
    path = CORPORA / "resolution" / "pairs.csv"
    weights = train_resolution.fit(train_resolution.read_pairs(path, load_tables()))
    stored = {row["feature"]: float(row["weight"]) for row in table_of(train_resolution.TABLE)}
    assert stored == pytest.approx(weights, abs=0.02)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == load_tables().record("resolution_model")["data_digest"]


def figures(scores: dict[str, PairScores]) -> dict[str, float]:
    return {f"{kind}_{name}": round(getattr(row, name), 3) for kind, row in scores.items() for name in ("precision", "recall")}


@pytest.mark.parametrize("mode", ["pipeline", "annotated", "hard"])
def test_resolution_stays_above_its_floors(tmp_path: Path, mode: str) -> None:
    if mode == "hard":
        today = figures(evaluate_hard_cases(CORPORA / "resolution" / "hard.csv"))
    else:
        today = figures(evaluate_resolution(CORPORA, tmp_path / "results", split="dev", mode=mode))
    fallen = {name: (floor, today[name]) for name, floor in json.loads(FLOORS.read_text())[mode].items() if today[name] < floor}
    assert not fallen, "fell below tests/resolution_floors.json (floor, today)"


def test_part_of_is_no_merge(tmp_path: Path) -> None:
    doc = replace(liaoning(), facts=(Fact("晚霞护苗海港队", "part_of", "晚霞护苗"),))
    found = oc.resolve(write_corpus(tmp_path / "results", doc))
    assert [(j.verdict, j.reasons) for j in found.judgements] == [("different", ("part_of",))]
