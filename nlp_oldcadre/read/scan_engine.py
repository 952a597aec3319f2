"""The recognition engine of scans: rapidocr finds the printed lines, its model for recognition reads them.

One engine a process. The models come in rapidocr's wheel and are named by their paths, so nothing is ever fetched; nothing
is logged. rapidocr's own way from the model's output to characters shifts their confidences where a line has
blanks, so that way is gone here: each character with its place and its confidence.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]

# Several documents are read at once, each in its process: an engine must not take all cores. The environment may set more.
THREADS = "OLDCADRE_OCR_THREADS"
_THREADS = 2
# What the model takes: lines 48 pixels high; it gives one column of its output for 8 pixels.
_HEIGHT, _COLUMN = 48, 8
# Pixels of a batch's width, so that its output (18,710 classes a column) stays below 100 MB; of one line.
_BATCH_WIDTH, _WIDEST = 9_600, 9_600
_BLANK = 0


class Line(NamedTuple):
    """A line as read: a place (pixels from the left of its picture) and a confidence for each character."""

    text: str
    places: list[float]
    confidence: list[float]

    @property
    def mean(self) -> float:
        """The mean confidence; 0 for an empty line."""
        return sum(self.confidence) / len(self.confidence) if self.confidence else 0.0


def is_available() -> bool:
    """Whether the packages of the extra ``ocr`` are installed.

    Examples
    --------
    >>> is_available() in (True, False)
    True
    """
    return all(find_spec(name) for name in ("rapidocr", "onnxruntime", "cv2"))


@cache
def engine() -> Engine:
    """This process's engine, made when it is first asked for (about a second)."""
    return Engine()


class Engine:
    """Finds and reads lines. Pictures are ``(height, width, 3)``, blue, green, red."""

    def __init__(self) -> None:
        import onnxruntime
        import rapidocr

        models = Path(rapidocr.__file__).parent / "models"
        threads = _threads()
        self._finder: Any = rapidocr.RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,
                "Global.use_rec": False,
                "Global.max_side_len": 4000,
                "Det.model_path": str(_model(models, "det")),
                "Cls.model_path": str(_model(models, "cls")),
                "Rec.model_path": str(_model(models, "rec")),
                "EngineConfig.onnxruntime.intra_op_num_threads": threads,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.log_severity_level = 4
        options.enable_cpu_mem_arena = False
        path = str(_model(models, "rec"))
        self._reader = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        self._input = self._reader.get_inputs()[0].name
        characters = self._reader.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._characters = ["", *characters, " "]
        self._twins = _twins(self._characters)

    def find(self, picture: Picture) -> npt.NDArray[np.float64]:
        """The four corners of each line, ``(n, 4, 2)``."""
        found = self._finder(picture, use_det=True, use_cls=False, use_rec=False)
        boxes = getattr(found, "boxes", None)
        return np.zeros((0, 4, 2)) if boxes is None else np.asarray(boxes, np.float64).reshape(-1, 4, 2)

    def read(self, lines: Sequence[Picture]) -> list[Line]:
        """What stands in these pictures of single lines."""
        widths = [_width(line) for line in lines]
        order = sorted(range(len(lines)), key=lambda i: widths[i])
        found: list[Line] = [Line("", [], [])] * len(lines)
        batch: list[int] = []
        for at in order:
            if batch and widths[at] * (len(batch) + 1) > _BATCH_WIDTH:
                self._read_batch(lines, widths, batch, found)
                batch = []
            batch.append(at)
        if batch:
            self._read_batch(lines, widths, batch, found)
        return found

    def _read_batch(self, lines: Sequence[Picture], widths: Sequence[int], batch: list[int], found: list[Line]) -> None:
        import cv2

        data = np.zeros((len(batch), 3, _HEIGHT, widths[batch[-1]]), np.float32)
        for row, at in enumerate(batch):
            small = cv2.resize(lines[at], (widths[at], _HEIGHT)).transpose(2, 0, 1)
            data[row, :, :, : widths[at]] = small / np.float32(127.5) - 1
        output = self._reader.run(None, {self._input: data})[0]
        classes, sure = output.argmax(axis=2), output.max(axis=2)
        for half, full in self._twins:
            here = (classes == half) | (classes == full)
            sure[here] = output[..., half][here] + output[..., full][here]
        for row, at in enumerate(batch):
            scale = lines[at].shape[1] / widths[at] * _COLUMN
            found[at] = self._line(classes[row], sure[row], scale)

    def _line(self, classes: npt.NDArray[np.int64], sure: npt.NDArray[np.float32], scale: float) -> Line:
        """A run of one class is one character; it stands where the model is surest of it."""
        starts = np.flatnonzero(np.diff(classes, prepend=-1))
        ends = np.append(starts[1:], len(classes))
        line = Line("", [], [])
        text: list[str] = []
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            kind = int(classes[start])
            if kind == _BLANK or kind >= len(self._characters) or len(self._characters[kind]) != 1:
                continue
            peak = start + int(sure[start:end].argmax())
            text.append(self._characters[kind])
            line.places.append((peak + 0.5) * scale)
            line.confidence.append(float(sure[peak]))
        return line._replace(text="".join(text))


def _twins(characters: Sequence[str]) -> list[tuple[int, int]]:
    """The half-width and full-width form of each mark: the model wavers between them, which is no doubt about the mark."""
    place = {char: at for at, char in enumerate(characters)}
    pairs = ((half, chr(ord(half) + 0xFEE0)) for half in map(chr, range(0x21, 0x7F)))
    return [(place[half], place[full]) for half, full in pairs if half in place and full in place]


def _model(folder: Path, task: str) -> Path:
    """The model of the wheel for a task.

    Raises
    ------
    FileNotFoundError : the wheel has none: rapidocr before 3, or one without models.
    """
    found = sorted(folder.glob(f"*_{task}_*.onnx"))
    if not found:
        raise FileNotFoundError(f"rapidocr has no model for {task} in {folder}")
    return found[-1]


def _threads() -> int:
    given = os.environ.get(THREADS, "")
    return int(given) if given.isdigit() and int(given) else _THREADS


def _width(line: Picture) -> int:
    return max(_COLUMN, min(_WIDEST, round(_HEIGHT * line.shape[1] / max(1, line.shape[0]))))
