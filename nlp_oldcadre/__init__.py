"""Extraction, graph, comparison and search over Chinese policy documents of veteran-cadre work.

Each command of ``oldcadre`` is one call of the same name: :func:`run`, :func:`annotate`, ``graph``, ``compare``,
``search``; :func:`process` does one text, ``read`` reads one file, :func:`open` opens a results folder.

Examples
--------
>>> import nlp_oldcadre as oc
>>> doc = oc.process("培训支部书记700多人次。")
>>> [(m.type, doc.quote(m.start, m.end)) for m in doc.mentions if m.type == "QUANTITY"]
[('QUANTITY', '700多人次')]
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# Looked up when first used, so that importing the package stays fast and extras stay optional.
_HOMES = {
    "Document": "model",
    "Mention": "model",
    "Quantity": "model",
    "load_tables": "tables",
    "process": "pipeline",
    "run": "batch",
    "annotate": "batch",
    "retry": "again",
    "open": "corpus",
    "explain": "explain",
    "readable": "readable",
}
_ROOMS = ("read", "resolve", "graph", "compare", "search", "corpus", "report", "spark", "synth")
__all__ = ["__version__", *_HOMES, *_ROOMS]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    if name in _ROOMS:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
