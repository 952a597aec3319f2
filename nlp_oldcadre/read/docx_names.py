"""Names of WordprocessingML, and what an attribute says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
V = "{urn:schemas-microsoft-com:vml}"

P, R_, T, PPR, RPR, TBL, TR, TC = (W + name for name in ("p", "r", "t", "pPr", "rPr", "tbl", "tr", "tc"))
VAL = W + "val"
ALTERNATE, CHOICE, FALLBACK = MC + "AlternateContent", MC + "Choice", MC + "Fallback"
SDT, SDT_CONTENT, SDT_PR = W + "sdt", W + "sdtContent", W + "sdtPr"
TEXT_BOX, TEXT_PATH = W + "txbxContent", V + "textpath"
# A paragraph that is one run of text, in a condensed part; the value is the number of its sample.
PLAIN, SAMPLES = "plain", "samples"
# What stands around content and says nothing that a reader needs.
AROUND = frozenset(W + name for name in ("ins", "moveTo", "customXml", "smartTag", "hyperlink", "dir", "bdo"))
GONE = frozenset(W + name for name in ("del", "moveFrom"))

_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
)
_OFF = frozenset(("0", "false", "off", "none"))
_NUMBER = re.compile(r"\s*(-?\d{1,9})(?:\.\d*)?\s*(pt)?")


def transitional(data: bytes) -> bytes:
    """The part with the namespaces of Strict OOXML put as those that Word commonly writes."""
    if b"http://purl.oclc.org/ooxml/" in data:
        for strict, common in _STRICT:
            data = data.replace(strict, common)
    return data


def is_on(element: _Element | None) -> bool:
    """Whether a switch (``<w:b/>``, ``<w:b w:val="1"/>``) is there and on."""
    return element is not None and element.get(VAL) not in _OFF


def value_of(parent: _Element | None, name: str) -> str | None:
    """``w:val`` of the child of that name."""
    child = parent.find(W + name) if parent is not None else None
    return child.get(VAL) if child is not None else None


def number(text: str | None, default: int | None = None) -> int | None:
    """A whole number out of an attribute; ``default`` where it holds none.

    Examples
    --------
    >>> number("28"), number("14.5pt"), number("x"), number("9" * 40, 0)
    (28, 14, None, 0)
    """
    match = _NUMBER.fullmatch(text) if text else None
    return int(match[1]) if match else default


def half_points(text: str | None) -> float | None:
    """The size of letters in points: ``"32"`` counts halves, Strict OOXML writes ``"16pt"``."""
    count = number(text)
    if count is None or text is None:
        return None
    return float(count) if text.strip().endswith("pt") else count / 2


def texts_in(element: _Element, *tags: str) -> Iterator[str]:
    """The texts of the elements of these names below, and those of plain paragraphs."""
    for found in element.iter(P, *tags):
        if found.text and (found.tag != P or PLAIN in found.attrib):
            yield found.text


def content_of(sdt: _Element) -> _Element | None:
    """What a content control holds; None where that is only its invitation to type."""
    properties = sdt.find(SDT_PR)
    if properties is not None and is_on(properties.find(W + "showingPlcHdr")):
        return None
    return sdt.find(SDT_CONTENT)


def branch_of(alternate: _Element) -> _Element | None:
    """The one branch of alternate content to read: the first choice that has text, else the first that is there."""
    branches = [*alternate.findall(CHOICE), *alternate.findall(FALLBACK)]
    return next((b for b in branches if _has_text(b)), branches[0] if branches else None)


def _has_text(branch: _Element) -> bool:
    return any(element.tag != P or PLAIN in element.attrib for element in branch.iter(T, TEXT_PATH, P))
