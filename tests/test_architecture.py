"""Who may import whom: stages meet in the kernel, and heavy libraries have one door each."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import nlp_oldcadre

PACKAGE = Path(nlp_oldcadre.__file__).parent
KERNEL = {
    "model",
    "boxes",
    "pages",
    "values",
    "offsets",
    "tables",
    "errors",
    "regions",
    "unit_classes",
    "days",
    "matching",
    "owners",
    "coined_names",
    "known_programs",
    "rules",
    "short_names",
    "_verbs",
    "gate",
    "masking",
}
MAY_IMPORT = {
    "read": KERNEL,
    "clean": KERNEL,
    "structure": KERNEL,
    "extract": KERNEL,
    "relate": KERNEL,
    "certainty": KERNEL,
    "pipeline": KERNEL | {"clean", "structure", "extract", "relate", "certainty"},
    "records": KERNEL | {"pipeline"},
    "corpus": KERNEL | {"pipeline", "records"},
    "resolve": KERNEL | {"corpus"},
    "graph": KERNEL | {"corpus", "resolve", "chinese_fonts", "packages", "workbook", "wrapping"},
    "compare": KERNEL | {"corpus", "resolve", "graph"},
    "report": KERNEL
    | {"corpus", "compare", "search", "graph", "chinese_fonts", "frames", "headers", "packages", "workbook", "wrapping"},
    "synth": KERNEL,
    "packages": KERNEL,
    "workbook": KERNEL | {"packages", "frames", "wrapping"},
    "chinese_fonts": KERNEL | {"packages"},
    "search": KERNEL | {"corpus", "packages", "workers"},
    "jobs": KERNEL | {"pipeline", "read", "corpus", "records", "workers"},
    "batch": KERNEL
    | {"corpus", "engine", "job_list", "jobs", "read", "run_record", "run_report", "run_steps", "work", "workers"},
    "run_steps": KERNEL | {"corpus", "engine", "filling", "finished", "jobs", "run_record", "run_report", "work", "workers"},
    "engine": KERNEL | {"job_list", "jobs", "search", "work", "workers"},
    "engines": KERNEL | {"engine", "spark"},
    "spark": KERNEL
    | {
        "batch",
        "compare",
        "corpus",
        "engine",
        "graph",
        "job_list",
        "jobs",
        "packages",
        "read",
        "run_report",
        "search",
        "seen",
        "work",
        "workers",
    },
    "work": KERNEL | {"jobs", "read", "corpus", "seen"},
    "job_list": KERNEL | {"jobs", "read"},
    "seen": KERNEL | {"error_records", "read"},
    "error_records": KERNEL,
    "filling": KERNEL | {"corpus", "finished", "workers"},
    "finished": KERNEL | {"error_records", "jobs", "workers", "corpus"},
    "run_report": KERNEL | {"jobs"},
    "run_record": KERNEL | {"corpus", "jobs", "run_report", "work"},
    "again": KERNEL | {"batch", "corpus", "engine", "jobs", "read", "run_report", "workers"},
    "workers": KERNEL | {"processes"},
    "processes": set(),
    "serving": set(),
    "evaluate": KERNEL | {"pipeline", "read", "records", "corpus", "resolve"},
    "trained_tables": set(),
    "train_measures": KERNEL | {"trained_tables", "extract", "pipeline"},
    "train_quotes": KERNEL | {"trained_tables", "extract", "pipeline", "train_measures"},
    "counterpart_scores": {"compare"},
    "train_counterparts": KERNEL | {"trained_tables", "compare", "counterpart_scores"},
    "train_alignment": KERNEL | {"trained_tables", "compare", "pipeline"},
    "train_resolution": KERNEL | {"trained_tables", "resolve"},
    "train_topics": KERNEL | {"trained_tables", "extract", "train_measures"},
    "spacy_pipes": KERNEL | {"pipeline"},
    "frames": set(),
    "console": KERNEL | {"frames", "wrapping"},
    "wrapping": set(),
    "headers": {"headers_amounts", "headers_measures", "headers_programs"},
    "headers_measures": set(),
    "headers_programs": set(),
    "progress": KERNEL | {"run_report", "console"},
    "options": set(),
    "page_files": KERNEL | {"console"},
    "summary": KERNEL | {"run_report", "console", "corpus"},
    "adapted": KERNEL | {"console", "corpus", "frames"},
    "headers_amounts": set(),
    "readable": KERNEL | {"adapted", "console", "headers"},
    "answers": KERNEL
    | {
        "adapted",
        "console",
        "corpus",
        "evaluate",
        "excerpts",
        "explain",
        "frames",
        "headers",
        "spreadsheet",
        "workbook",
        "wrapping",
    },
    "spreadsheet": {"console"},
    "excerpts": KERNEL,
    "cli_answers": KERNEL | {"answers", "console", "options"},
    "cli_runs": KERNEL
    | {
        "again",
        "batch",
        "console",
        "engines",
        "job_list",
        "options",
        "progress",
        "read",
        "run_report",
        "summary",
        "workers",
    },
    "cli_search": KERNEL | {"answers", "console", "options", "question_tables"},
    "cli_usage": KERNEL | {"console"},
    "__main__": {"cli"},
    "filled_tables": KERNEL | {"packages"},
    "question_tables": KERNEL
    | {"adapted", "console", "corpus", "filled_tables", "headers", "search", "spreadsheet", "workbook"},
    "cli": KERNEL
    | {
        "answers",
        "batch",
        "cli_answers",
        "cli_runs",
        "cli_search",
        "cli_usage",
        "console",
        "evaluate",
        "explain",
        "jobs",
        "options",
        "page_files",
        "pipeline",
        "progress",
        "read",
        "summary",
        "workers",
    },
    "__init__": set(),
    "explain": KERNEL | {"extract"},
    **dict.fromkeys(KERNEL, KERNEL),
    # Document.explain and Document.page_image lead to these rooms, when called.
    "model": KERNEL | {"explain", "read"},
}
DOORS = {
    "spacy": {"spacy_pipes"},
    "networkx": {"graph"},
    "pypdfium2": {"read"},
    "lxml": {"read"},
    "PIL": {"read", "model"},
    "pdfplumber": {"read"},
    "rapidocr": {"read"},
    "onnxruntime": {"read"},
    "cv2": {"read"},
    "tantivy": {"search"},
    "opencc": {"search"},
    "pypinyin": {"search"},
    "ahocorasick_rs": {"matching"},
    "sklearn": {"train_quotes", "train_alignment", "train_resolution"},
    "scipy": {"train_topics", "train_counterparts", "compare"},
    "datasketch": {"compare"},
    "psutil": {"processes"},
    "pyspark": {"spark"},
    "py4j": {"spark"},
    "typer": {"cli", "cli_answers", "cli_runs", "cli_search", "cli_usage", "options"},
    "rich": {"console", "progress"},
    "matplotlib": {"report", "chinese_fonts", "graph"},
    "openpyxl": {"filled_tables", "workbook"},
    "rdflib": {"graph"},
    "docx": {"report"},
}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_rooms_import_what_the_architecture_allows(path: Path) -> None:
    rooms = {n.split(".")[1] for n in imported(path) if n.startswith("nlp_oldcadre.")}
    allowed = MAY_IMPORT[room(path)] | {room(path)}
    assert rooms <= allowed, f"{room(path)} must not import {rooms - allowed}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_heavy_libraries_have_one_door(path: Path) -> None:
    for name in imported(path):
        doors = DOORS.get(name.split(".")[0])
        assert doors is None or room(path) in doors, f"{name} belongs to {doors}"


def test_the_import_is_light() -> None:
    code = "import nlp_oldcadre, sys; print(sorted({'spacy', 'networkx', 'pandas', 'pyarrow', 'sklearn'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_nothing_needs_the_shared_folder() -> None:
    assert not [p for p in FILES if "../shared" in p.read_text(encoding="utf-8")]
