"""Who does the same job elsewhere: how well groups are found, beside simpler ways.

    python benchmarks/counterparts.py [--documents FOLDER …]

Twice: over profiles made of the tables of ``corpora/facts``, and over profiles that the whole pipeline extracts from the
documents of ``corpora`` (with ``--documents`` also from others whose programmes ``counterparts.csv`` names as ``seed:NAME``).
The protocol is that of ``nlp_oldcadre/counterpart_scores.py``: groups held out, the threshold set on the training groups.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jieba
import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

import nlp_oldcadre as oc
from nlp_oldcadre.compare.groups import Groups
from nlp_oldcadre.compare.pair_features import FEATURES, WITHOUT_FUNCTIONS
from nlp_oldcadre.compare.profile_rows import Profiles
from nlp_oldcadre.compare.profiles import Profile
from nlp_oldcadre.counterpart_scores import Judged, Model, Score, cross_validate
from nlp_oldcadre.tables import Tables
from nlp_oldcadre.train_counterparts import judged, learned, paragraphs, rows

CORPORA = Path(__file__).parent.parent / "corpora"
TABLES = Tables()
# Dimensions of the latent semantic analysis; 50 to 300 give the same within a point.
DIMENSIONS = 150


def words_and_letters(text: str) -> list[str]:
    """Words of jieba and pairs of characters."""
    return [word for word in jieba.cut(text) if word.strip()] + [text[i : i + 2] for i in range(len(text) - 1)]


class TextOnly:
    """The usual baselines, fitted on all paragraphs of corpora/."""

    def __init__(self) -> None:
        texts = paragraphs(CORPORA)
        self.tfidf = TfidfVectorizer(analyzer=words_and_letters, sublinear_tf=True, min_df=2).fit(texts)
        self.lsa = TruncatedSVD(DIMENSIONS, random_state=0).fit(self.tfidf.transform(texts))

    def models(self, data: Judged) -> Iterator[tuple[str, Model]]:
        vectors = self.tfidf.transform([profile.text for profile in data.profiles])
        cosines = (vectors @ vectors.T).toarray()
        latent = normalize(self.lsa.transform(vectors))
        yield "TF-IDF of words and characters", lambda train, held: cosines
        yield "TF-IDF and LSA, their mean", lambda train, held: (cosines + latent @ latent.T) / 2


def ladder(data: Judged, texts: TextOnly) -> Iterator[tuple[str, dict[str, Score]]]:
    for name, model in texts.models(data):
        yield name, cross_validate(data, model)
    yield (
        "learned: text, topics, kind (no lexicon of functions)",
        cross_validate(data, learned(data, TABLES, WITHOUT_FUNCTIONS)),
    )
    yield "functions (the model that is stored)", cross_validate(data, learned(data, TABLES))
    yield "learned: functions, text, topics, kind", cross_validate(data, learned(data, TABLES, FEATURES))
    yield (
        "functions, without those that mirror the held-out groups",
        cross_validate(data, learned(data, TABLES, mirrored=False)),
    )


def extracted(folders: list[Path]) -> tuple[Judged, int]:
    """The programmes that the pipeline finds in the documents, and how many of counterparts.csv it does not."""
    with tempfile.TemporaryDirectory() as place:
        results = Path(place) / "results"
        oc.run([*sorted(CORPORA.glob("*.txt")), CORPORA / "provinces", *folders], results)
        profiles = Profiles(Groups(oc.open(results), "province", TABLES)).all
    groups: dict[str, set[str]] = {}
    for row in rows(CORPORA / "facts" / "counterparts.csv"):
        groups.setdefault(row["program_id"], set()).add(row["group_id"])
    named = {row["id"]: row for row in rows(CORPORA / "facts" / "programs.csv")}
    wanted = {id: names for id, names in groups.items() if id in named or (folders and id.startswith("seed:"))}
    found = {id: profile for id in wanted if (profile := _find(id, named.get(id), profiles))}
    return Judged(list(found.values()), [frozenset(groups[id]) for id in found]), len(wanted) - len(found)


def _find(id: str, fact: dict[str, str] | None, profiles: list[Profile]) -> Profile | None:
    """The profile of that name and province, else one whose name opens or ends the other; its city's, else most said of."""
    name = _bare(fact["program"] if fact else id.removeprefix("seed:"))
    near = [profile for profile in profiles if _is_home(fact, profile)]
    same = [p for p in near if name in {_bare(p.name), *map(_bare, p.names)}]
    city = fact and (fact["city_adcode"] or fact["province_adcode"])
    found = same or [p for p in near if _is_part(name, _bare(p.name)) and p.adcode == (city or p.adcode)]
    return max(found, key=lambda p: (p.adcode == city, len(p.mentions)), default=None)


def _is_part(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= 4 and (long.startswith(short) or long.endswith(short))


def _bare(name: str) -> str:
    return "".join(sign for sign in name if sign.isalnum())


def _is_home(fact: dict[str, str] | None, profile: Profile) -> bool:
    return fact is None or (profile.adcode or "")[:2] == fact["province_adcode"][:2]


def show(title: str, data: Judged, texts: TextOnly) -> None:
    pairs, groups = int(np.triu(data.truth(), 1).sum()), len(set().union(*data.groups))
    print(f"\n== {title}: {len(data.profiles)} programmes, {groups} groups, {pairs} pairs of the same group")
    print(f"{'F1 of pairs, % [95% interval]':58}{'among held-out groups':>24}{'against all':>24}")
    scores: Any = None
    for name, scores in ladder(data, texts):
        print(f"{name:58}{scores['held_out']!s:>24}{scores['against_all']!s:>24}", flush=True)
    print(f"{'all held out taken for one group':58}{scores['one_group']!s:>24}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=Path, nargs="*", default=[], help="more documents to extract profiles from")
    arguments = parser.parse_args()
    jieba.setLogLevel(60)
    csv.field_size_limit(1 << 24)
    texts = TextOnly()
    show("profiles of the tables of facts", judged(CORPORA / "facts"), texts)
    data, lost = extracted(arguments.documents)
    show(f"profiles extracted from documents ({lost} programmes not found under their names)", data, texts)


if __name__ == "__main__":
    main()
