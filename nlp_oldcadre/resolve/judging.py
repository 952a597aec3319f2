"""Decides about pairs: the features weighed, what is part of the other kept apart, what persons say put above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp_oldcadre.resolve.blocking import candidates
from nlp_oldcadre.resolve.clusters import Groups, cluster
from nlp_oldcadre.resolve.features import Features, Named
from nlp_oldcadre.resolve.model import DIFFERENT, PROGRAM, UNSURE, Judgement, Problem
from nlp_oldcadre.resolve.scoring import Scorer
from nlp_oldcadre.tables import Tables

# What only its own document explains can't be told to be one with anything outside it.
_UNKNOWABLE = 0.5


def judge(names: Sequence[Named], contained: set[tuple[int, int]], tables: Tables) -> Iterator[Judgement]:
    """A judgement for each pair of names that is worth comparing."""
    features, scorer = Features(tables, spread(names)), Scorer.of(tables)
    apart = {(min(pair), max(pair)) for pair in contained}
    for pair in sorted(apart):
        yield _judgement(names, pair, 0.0, DIFFERENT, ("part_of",))
    # Few sets of features make up all pairs: each is weighed once.
    weighed: dict[tuple[str, ...], tuple[float, str, tuple[str, ...]]] = {}
    for pair in candidates(names):
        a, b = (names[n] for n in pair)
        if pair in apart or a.item.key == b.item.key:
            continue
        found = (*features.of(a, b), *(("scope",) if a.item.scope != b.item.scope else ()))
        if found not in weighed:
            weighed[found] = _weigh(found, scorer)
        yield _judgement(names, pair, *weighed[found])


def _weigh(found: tuple[str, ...], scorer: Scorer) -> tuple[float, str, tuple[str, ...]]:
    score = scorer.score(found)
    score = min(score, _UNKNOWABLE) if "scope" in found else score
    verdict = scorer.verdict(score)
    return score, verdict, scorer.reasons(found, verdict)


def spread(names: Sequence[Named]) -> dict[str, int]:
    """In how many provinces each core of a programme's name is in use."""
    provinces: dict[str, set[str]] = {}
    for name in names:
        if name.item.kind == PROGRAM and name.item.home:
            provinces.setdefault(name.program.core, set()).add(name.item.home[:2])
    return {core: len(codes) for core, codes in provinces.items()}


def settle(judgements: list[Judgement]) -> tuple[Groups, list[Judgement], list[Problem]]:
    """The groups, the judgements with what could not be followed marked as unsure, contradictions of persons."""
    groups, left, problems = cluster(judgements)
    blocked = {judgement.pair for judgement in left}
    settled = [replace(j, machine=UNSURE, reasons=("blocked", *j.reasons)) if j.pair in blocked else j for j in judgements]
    return groups, settled, problems


def _judgement(
    names: Sequence[Named], pair: tuple[int, int], score: float, verdict: str, reasons: tuple[str, ...]
) -> Judgement:
    a, b = (names[n].item for n in pair)
    if b.key < a.key:
        a, b = b, a
    return Judgement(a.key, b.key, verdict, round(score, 4), reasons, a.evidence, b.evidence)
