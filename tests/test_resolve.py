"""Resolution: names of one thing come together, names of two stay apart, and persons have the last word."""

from __future__ import annotations

from pathlib import Path

from small_corpus import small_corpus

import nlp_oldcadre as oc


def test_a_programme_of_two_provinces_stays_two(tmp_path: Path) -> None:
    corpus = small_corpus(tmp_path / "results")
    resolution = oc.resolve(corpus)
    ids = {row["uri"]: row["id"] for row in corpus.table("documents", ["id", "uri"]).to_pylist()}
    keys = {name: resolution.program("晚霞护苗", ids[f"{name}.txt"]).key for name in ("liaoning", "dalian", "zhejiang")}
    assert keys == {
        "liaoning": "Program:晚霞护苗@210000",
        "dalian": "Program:晚霞护苗@210000",
        "zhejiang": "Program:晚霞护苗@330000",
    }


def test_part_and_whole_stay_two(tmp_path: Path) -> None:
    corpus = small_corpus(tmp_path / "results")
    resolution = oc.resolve(corpus)
    found = {entity.label for entity in resolution.entities if entity.kind == "Program" and entity.adcode == "210200"}
    assert found == {"晚霞护苗海港队"}
