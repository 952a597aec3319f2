"""What follows from the graph as a whole, whatever the order in which documents came and went."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

import networkx as nx

from nlp_oldcadre.graph.keys import ROOT
from nlp_oldcadre.graph.names import Names, Problem
from nlp_oldcadre.graph.schema import Schema
from nlp_oldcadre.graph.store import Evidence, Store, Thing
from nlp_oldcadre.model import hash_id

# Edges that no document states; from a node that has no others, nothing speaks of it.
DERIVED = frozenset({"part_of_region", "same_title"})
_BRACKETS = str.maketrans("[]【】()（）{}〈〉", "〔〕" * 6)


def derive(store: Store, names: Names) -> None:
    """Work out all that follows from what the documents say."""
    network = store.network
    add_region_tree(store, [node for node in store.touched if node.startswith("Region:") and node in network], names)
    vote(network, store.touched, store.schema)
    documents = [node for node in network if node.startswith("Document:")]
    join_titles(store, documents)
    told = told_problems(network)
    problems = [p for p in told if p["document"]] + [asdict(problem) for problem in equal_numbers(network, documents)]
    if "part_of" in store.changed:
        problems += [asdict(problem) for problem in mark_circles(network)]
    else:
        problems += [p for p in told if p["code"] == "cyclic_part_of"]
    network.graph["problems"] = sorted(problems, key=lambda p: (p["code"], p["about"], p["document"]))


def told_problems(network: nx.MultiDiGraph) -> list[dict[str, str]]:
    """The problems that a graph holds; one that was read from a file holds them as JSON text.

    >>> told_problems(nx.MultiDiGraph(problems='[{"code": "unknown_region"}]'))
    [{'code': 'unknown_region'}]
    """
    told: str | list[dict[str, str]] = network.graph.get("problems", [])
    return json.loads(told) if isinstance(told, str) else told


def add_region_tree(store: Store, regions: Iterable[str], names: Names) -> None:
    """Every region up to its province, and that to the whole country."""
    for code in [store.network.nodes[node]["adcode"] for node in regions]:
        while code != ROOT:
            parent = names.regions.parent(code) or ROOT
            child, above = names.region(code), names.region(parent)
            evidence = Evidence("", "GB/T 2260", 0, 0, f"{code} {names.regions.name(code)}")
            store.add_edge(child, "part_of_region", above, f"e{code}", evidence)
            code = parent


def join_titles(store: Store, documents: Iterable[str]) -> None:
    """From each document that is only cited to those of the corpus that bear its title or carry it."""
    network = store.network
    own: dict[str, list[str]] = {}
    cited = []
    for node in documents:
        data = network.nodes[node]
        if data["in_corpus"]:
            for name in titles(data, store.schema):
                own.setdefault(name, []).append(node)
        else:
            cited.append(node)
    for node in cited:
        for found in own.get("".join(network.nodes[node]["label"].split()), ()):
            data, document = network.nodes[found], found[len("Document:") :]
            evidence = Evidence(document, data["uri"], data["title_start"], data["title_end"], data["title_quote"])
            cited_one, own_one = (Thing("Document", key, network.nodes[key]["label"]) for key in (node, found))
            key = f"e{hash_id(node, found)}.title"
            store.add_edge(cited_one, "same_title", own_one, key, evidence)


def titles(data: Mapping[str, Any], schema: Schema) -> set[str]:
    """What a document may be cited by: its title and those that it carries; of one that is only cited, its title."""
    title = "".join(data["label"].split())
    if not data["in_corpus"]:
        return {title}
    carried = re.findall(f"(?:{'|'.join(schema.carrying)})《(.+)》", title)
    return {title, *carried} if "title_quote" in data else set()


def vote(network: nx.MultiDiGraph, nodes: Iterable[str], schema: Schema) -> None:
    """Give each node the value that most documents say; of two that are equal, the first in order."""
    for node in nodes:
        data = network.nodes[node] if node in network else {}
        voted = schema.nodes[data["kind"]].voted if data else ""
        if not voted:
            continue
        between = network.pred[node].values()
        votes = Counter(edge["says"] for edges in between for edge in edges.values() if "says" in edge)
        if votes:
            data[voted] = min(votes, key=lambda value: (-votes[value], value))
        else:
            data.pop(voted, None)


def mark_circles(network: nx.MultiDiGraph) -> Iterator[Problem]:
    """Mark the edges ``part_of`` that lie on a circle; those without the mark lead from parts to wholes and never back."""
    parts: nx.DiGraph[str] = nx.DiGraph()
    edges = []
    for node in [node for node in network if node.startswith("Program:")]:
        for whole, between in network.succ[node].items():
            for data in between.values() if whole.startswith("Program:") else ():
                if data["kind"] == "part_of":
                    parts.add_edge(node, whole)
                    edges.append((node, whole, data))
    circles = [circle for circle in nx.strongly_connected_components(parts) if len(circle) > 1]
    circle_of = {node: number for number, circle in enumerate(circles) for node in circle}
    for part, whole, data in edges:
        data.pop("cyclic", None)
        if part in circle_of and circle_of[part] == circle_of.get(whole):
            data["cyclic"] = True
    for circle in circles:
        yield Problem("cyclic_part_of", " ⇄ ".join(sorted(circle)))


def equal_numbers(network: nx.MultiDiGraph, documents: Iterable[str]) -> Iterator[Problem]:
    """Documents of the corpus that bear one number but are not one text."""
    found: dict[str, list[dict[str, Any]]] = {}
    for node in documents:
        data = network.nodes[node]
        if "number" in data:
            number = "".join(data["number"].split()).translate(_BRACKETS)
            found.setdefault(number, []).append(data)
    for number, group in found.items():
        if len({data["text_hash"] for data in group}) > 1:
            yield Problem("same_number", f"{number}：{'、'.join(sorted(data['uri'] for data in group))}")


def drop_unsupported(network: nx.MultiDiGraph, nodes: Iterable[str]) -> None:
    """Remove those of the nodes that no statement speaks of any more, and the regions that only led up from them."""
    waiting = [node for node in nodes if node in network]
    while waiting:
        node = waiting.pop()
        if node not in network or _is_supported(network, node):
            continue
        above = [target for target in network.succ[node] if target.startswith("Region:")]
        network.remove_node(node)
        waiting += above


def _is_supported(network: nx.MultiDiGraph, node: str) -> bool:
    if network.nodes[node].get("in_corpus") or network.pred[node]:
        return True
    return any(data["kind"] not in DERIVED for between in network.succ[node].values() for data in between.values())
