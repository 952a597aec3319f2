"""The run record ``run.json``: what was done with what, and whether the results beside it are still those of that run."""

from __future__ import annotations

import json
import platform
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nlp_oldcadre
from nlp_oldcadre.corpus import FORMAT_VERSION, RECORD, TABLES
from nlp_oldcadre.corpus.writer import INDEX, is_current, rows_in
from nlp_oldcadre.jobs import Options, Paths
from nlp_oldcadre.run_report import RunReport
from nlp_oldcadre.work import LIBRARIES


def record_of(named: Paths, options: Options, pipeline: str, engine: tuple[str, int], started: datetime) -> dict[str, Any]:
    """What a run is done with; ``engine`` by name and how many documents it works on at a time."""
    return {
        "format": FORMAT_VERSION,
        "package": {"nlp_oldcadre": nlp_oldcadre.__version__, "python": platform.python_version()},
        "libraries": {name: version(name) for name in LIBRARIES},
        "tables_digest": options.tables().digest(),
        "pipeline_digest": pipeline,
        "named": [str(path) for path in ([named] if isinstance(named, str | Path) else named)],
        "options": {
            "tables": str(options.tables_folder) if options.tables_folder else None,
            "max_bytes": options.max_bytes,
            "mask": options.mask,
            "engine": engine[0],
            "workers": engine[1],
        },
        "started": started.isoformat(timespec="seconds"),
    }


def counted(report: RunReport) -> dict[str, Any]:
    """What a run came to."""
    counts = {"characters": report.characters, "programs": report.programs, "duplicates": report.duplicates}
    return {"counts": report.counts | counts, "seconds": round(report.seconds, 3)}


def standing_record(output: Path, fingerprint: str) -> dict[str, Any] | None:
    """The record of the results at ``output``, when they are those of ``fingerprint`` and nothing of them is lost."""
    try:
        record: dict[str, Any] = json.loads((output / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(record, dict) or record.get("fingerprint") != fingerprint:
        return None
    return record if _is_whole(output, record) else None


def _is_whole(output: Path, record: dict[str, Any]) -> bool:
    # After a power failure a file may be there by its name alone; a table cut short or emptied can't be opened.
    counts = record["counts"]
    return (output / INDEX).is_dir() and all(
        rows_in(output, name) == counts[name] and is_current(output, name) for name in TABLES
    )
