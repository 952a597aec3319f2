"""How long a graph of many facts takes, and how much memory, beside plain networkx over tuples that are ready made.

usage: python benchmarks/graph.py [-n FACTS] [--seed SEED]
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import fact_tables

import nlp_oldcadre as oc


def build(folder: Path) -> dict[str, Any]:
    """The graph of all, then one document withdrawn and added again."""
    corpus = oc.open(folder)
    start, busy = time.perf_counter(), time.process_time()
    network = oc.graph(corpus)
    seconds, memory, busy = time.perf_counter() - start, peak(), time.process_time() - busy
    one = corpus.table("documents", ["id"]).column("id")[0].as_py()
    start = time.perf_counter()
    oc.graph.withdraw(network, [one])
    withdrawn = time.perf_counter()
    oc.graph.add(network, corpus, [one])
    counts = {"nodes": len(network), "edges": network.number_of_edges()}
    updates = {"withdraw": withdrawn - start, "add": time.perf_counter() - withdrawn}
    return {"seconds": seconds, "processor": busy, "megabytes": memory, **counts, **updates}


def peer(folder: Path) -> dict[str, Any]:
    """networkx alone, from lists of nodes and edges in memory: no tables read, nothing named, nothing checked."""
    import networkx as nx

    network = oc.graph(oc.open(folder))
    nodes, edges = list(network.nodes(data=True)), list(network.edges(keys=True, data=True))
    start = time.perf_counter()
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    plain.add_nodes_from(nodes)
    plain.add_edges_from(edges)
    return {"seconds": time.perf_counter() - start}


def peak() -> int:
    """The most memory that this process held so far, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(most / (1e6 if sys.platform == "darwin" else 1e3))


def apart(step: str, folder: Path) -> dict[str, Any]:
    """A step in a process of its own, so that its memory is its own."""
    command = [sys.executable, __file__, "--step", step, "--folder", str(folder)]
    answer: dict[str, Any] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return answer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=1_000_000, help="facts")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.step:
        print(json.dumps(STEPS[chosen.step](chosen.folder)))
        return
    with tempfile.TemporaryDirectory() as folder:
        fact_tables.make(Path(folder), facts=chosen.n, seed=chosen.seed)
        ours, theirs = apart("build", Path(folder)), apart("peer", Path(folder))
    print(f"facts {chosen.n:,}   nodes {ours['nodes']:,}   edges {ours['edges']:,}")
    processor = f"{ours['processor']:.1f} s of the processor"
    print(f"tables to graph          {ours['seconds']:6.1f} s   {processor}   peak {ours['megabytes']:,} MB")
    print(f"networkx, ready tuples   {theirs['seconds']:6.1f} s   ratio {ours['seconds'] / theirs['seconds']:.1f}")
    print(f"one document withdrawn   {ours['withdraw']:6.1f} s   added again {ours['add']:.1f} s")


STEPS = {"build": build, "peer": peer}


if __name__ == "__main__":
    main()
