"""Rows of answers as people read them: codes in words, documents by their titles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from nlp_oldcadre import console
from nlp_oldcadre.corpus.labels import labels
from nlp_oldcadre.frames import Record, records
from nlp_oldcadre.tables import load_tables

if TYPE_CHECKING:
    import pandas as pd

_WHAT = {"node": "节点", "edge": "关系"}


def _titled(row: Record) -> Record:
    """A document without a title goes by the name of its file; what it is marked with stands with it wherever it is named."""
    return row | {"title": _with_marking(row)} if row.get("uri") else row


def _with_marking(row: Record) -> str:
    title = row.get("title") or PurePath(row["uri"]).name
    return f"{title}【{row['marking']}】" if row.get("marking") else title


def adapted(frame: pd.DataFrame, view: str) -> Iterator[Record]:
    """The rows as people read them: codes in words, documents by their titles."""
    adapt = _ADAPT.get(view, partial(_labelled, of=view))
    return (_titled(adapt(row)) for row in records(frame))


_CODED = (
    "topic",
    "status",
    "judged",
    "strength",
    "what",
    "unit",
    "bound",
    "change",
    "check",
    "level",
    "relation",
    "period_kind",
    "basis",
    "state",
    "reason",
    "direction",
    "function",
    "since_from",
)


# Comparisons whose kinds are those of programmes.
_KINDS = {"functions": "program", "counterparts": "program"}


def _labelled(row: Record, *, of: str) -> Record:
    """Codes in words; in English they are words."""
    if console.language() == "en":
        return row
    tables = load_tables()
    named = {name: name for name in _CODED} | {f"other_{name}": name for name in ("status", "strength")}
    named["kind"] = _KINDS.get(of, of.removesuffix("s"))
    words = {name: labels(tables, what).get(row[name]) for name, what in named.items() if row.get(name)}
    return row | {name: word for name, word in words.items() if word}


def _overview(row: Record) -> Record:
    measures = console.say("已做 {} · 计划 {}", "{} done, {} planned").format(row["measures_done"], row["measures_planned"])
    return row | {"measures": measures, "sources": _sources(row["evidence"])}


def _sources(places: Sequence[Record]) -> list[str]:
    """Documents by title; those that share one (the issues of a bulletin) with the name of the file."""
    titles = {place["uri"]: _with_marking(place) if place.get("marking") else place["title"] or "" for place in places}
    shared = Counter(titles.values())
    names = {uri: PurePath(uri).name for uri in titles}
    return [f"{t}（{names[uri]}）" if t and shared[t] > 1 else t or names[uri] for uri, t in titles.items()]


def exploded(frame: pd.DataFrame) -> pd.DataFrame:
    """The overview with a row for each thing that it shows or counts."""
    import pandas as pd

    places = [{"group": row["group"]} | place for row in records(frame) for place in row["evidence"]]
    return pd.DataFrame(
        places, columns=["group", "what", "label", "status", "title", "page", "quote", "date", "uri", "marking"]
    )


def _yes(marked: Any) -> str | None:
    return console.say("是", "yes") if marked else None


def _results(row: Record) -> Record:
    return _labelled(row, of="results") | {
        "problem": _yes(row["problem"]),
        "uncertain": _yes(row["uncertain"]),
        "rank": _rank(row),
        "others": _sources([p for p in row["evidence"] if p["uri"] != row["uri"]]),
    }


def _alignment(row: Record) -> Record:
    words = labels(load_tables(), "made_concrete") if console.language() == "zh" else {}
    return _labelled(row, of="alignment") | {"made_concrete": [words.get(name, name) for name in row["made_concrete"]]}


def _chains(row: Record) -> Record:
    levels = labels(load_tables(), "level") if console.language() == "zh" else {}
    links = labels(load_tables(), "link") if console.language() == "zh" else {}
    named = {name: levels.get(row[name], row[name]) for name in ("upper_level", "lower_level")}
    return _alignment(row) | named | {"link": links.get(row["link"], row["link"])}


def _items(row: Record) -> Record:
    return row | {"found": console.say("有", "yes") if row["found"] else console.say("无", "none")}


def _spread(row: Record) -> Record:
    return _labelled(row, of="slogans") | {"first": _yes(row["first"])}


def _rank(row: Record) -> str | None:
    """第2位, 第1–3位 of 5: what a bound leaves open is a range."""
    best, worst, among = row["rank_low"], row["rank_high"], row["ranked"]
    return f"{best}{f'–{worst}' if worst != best else ''}/{among}" if best else None


def _graph(row: Record) -> Record:
    return row | {"what": console.say(_WHAT[row["what"]], row["what"]), "kind": console.say(row["zh"], row["kind"])}


def _search(row: Record) -> Record:
    """The hit is marked in its sentence; a passage that is shown as a whole is not said twice."""
    hit, sentence = " ".join(row["surface"].split()), row["sentence"] or ""
    # Blanks that a layout has set between figures and words are not in the cleaned sentence.
    hit = hit if hit in sentence else "".join(hit.split())
    is_whole = row["type"] == "TEXT" and hit == sentence
    kind = labels(load_tables(), "type")[row["type"]]
    return (
        _labelled(row, of="search")
        | {"type": console.say(kind, row["type"]), "uncertain": _yes(row["uncertain"]), "certain": _yes(row["certain"])}
        | ({"surface": None} if is_whole else {"sentence": _marked(sentence, hit)})
    )


def _marked(sentence: str, hit: str) -> str:
    """
    >>> _marked("举办讲座12次，走访2次", "2次")
    '举办讲座12次，走访【2次】'
    """
    # 2次 is no part of 12次, if it stands anywhere else.
    before, after = (r"(?<![\d.])" if hit[:1].isdigit() else ""), (r"(?!\d)" if hit[-1:].isdigit() else "")
    found = re.search(f"{before}{re.escape(hit)}{after}", sentence)
    at = found.start() if found else sentence.find(hit)
    return f"{sentence[:at]}【{hit}】{sentence[at + len(hit) :]}" if at >= 0 else sentence


def _facet(row: Record) -> Record:
    names = labels(load_tables(), "facet") if console.language() == "zh" else {}
    return row | {"facet": names.get(row["facet"], row["facet"]), "label": console.say(row["label"], row["value"])}


def _complete(row: Record) -> Record:
    return row | {"type": console.say(labels(load_tables(), "type")[row["type"]], row["type"])}


_ADAPT: dict[str, Callable[[Record], Record]] = {
    "overview": _overview, "graph": _graph, "search": _search, "results": _results, "alignment": _alignment,
    "items": _items, "facets": _facet, "complete": _complete, "spread": _spread, "chains": _chains,
}  # fmt: skip
