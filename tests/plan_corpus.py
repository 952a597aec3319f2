"""A corpus of promises and reports: each case of ``plan_pairs.toml`` in a county of its own."""

from __future__ import annotations

import tomllib
from pathlib import Path

import nlp_oldcadre as oc
from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.regions import Regions
from nlp_oldcadre.tables import load_tables

PAIRS = Path(__file__).with_name("plan_pairs.toml")


def cases() -> list[dict[str, str]]:
    found: list[dict[str, str]] = tomllib.loads(PAIRS.read_text(encoding="utf-8"))["case"]
    return found


def counties(count: int) -> list[str]:
    """County-level cities, whose names stand alone."""
    regions = Regions.of(load_tables()).by_code.values()
    return [region.name for region in regions if region.level == "county" and region.name.endswith("市")][:count]


def plan_corpus(folder: Path) -> Corpus:
    """Two documents a case: the work points of 2023 and the summary of that year."""
    source = folder / "source"
    source.mkdir(parents=True)
    for number, (case, county) in enumerate(zip(cases(), counties(len(cases())), strict=True)):
        organ = f"{county}委老干部局"
        head = f"关于印发《{organ}2023年工作要点》的通知\n\n各单位：\n\n"
        plan = f"{head}2023年要做好以下工作：{case['plan']}\n\n{organ}\n2023年2月10日\n"
        report = f"{organ}2023年工作总结\n\n2023年，{county}委老干部局{case['report']}\n\n{organ}\n2023年12月20日\n"
        (source / f"{number:02}a.txt").write_text(plan, encoding="utf-8")
        (source / f"{number:02}b.txt").write_text(report, encoding="utf-8")
    oc.run(source, folder / "results")
    return oc.open(folder / "results")
