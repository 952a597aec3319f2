"""The notebooks run from top to bottom in the Python that runs the tests, and are stored without what they print."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

nbformat = pytest.importorskip("nbformat", reason="the extra [notebook] is not installed")
nbclient = pytest.importorskip("nbclient", reason="the extra [notebook] is not installed")
pytest.importorskip("ipykernel", reason="the extra [notebook] is not installed")
pytest.importorskip("matplotlib", reason="the extra [notebook] is not installed")

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_stored_without_outputs(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    assert [cell for cell in cells if cell.get("outputs") or cell.get("execution_count")] == []


@pytest.fixture(scope="module")
def outputs() -> list[Any]:
    """What the cells of the first notebook put out."""
    notebook = nbformat.read(FOLDER / "01_first_look.ipynb", as_version=4)
    client = nbclient.NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}
    )
    client.execute()
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def test_first_look_shows_what_it_promises(outputs: list[Any]) -> None:
    pages = [output.data for output in outputs if "data" in output]
    html = "".join(data.get("text/html", "") for data in pages)
    assert ">PROGRAM<" in html.replace("\n", "").replace(" ", "")
    assert html.count('class="dataframe"') >= 8
    assert sum("image/png" in data for data in pages) == 1


def test_first_look_draws_no_empty_boxes(outputs: list[Any]) -> None:
    printed = "".join(output.text for output in outputs if output.output_type == "stream")
    assert "Glyph" not in printed
    assert "Warning" not in printed
