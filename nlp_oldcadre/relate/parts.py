"""The parts of a circular that another body signed: the document that it forwards or attaches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from nlp_oldcadre.model import Document, Mention

_ATTACHED = re.compile(r"^[ 　]*附[ 　]*件[ 　]*[\d一二三四五六七八九十]{0,3}[ 　]*[：:]?[ 　]*$", re.MULTILINE)
# A line of its own above a date: who signed.
_SIGNATURE = re.compile(
    r"^[ 　]*(?P<signer>[^\s，。；]{4,40})[ 　]*\n\s{0,20}\d{4}[ 　]?年[ 　]?\d{1,2}[ 　]?月[ 　]?\d{1,2}[ 　]?日[ 　]*$",
    re.MULTILINE,
)


class Part(NamedTuple):
    """An attached text ``[start, end)`` and the ``ORG`` mention of its signature."""

    start: int
    end: int
    signer: Mention


def signed_parts(doc: Document) -> list[Part]:
    """The attachments that carry a signature of their own, in the order of the text.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from nlp_oldcadre.model import Metadata, OrgValue
    >>> doc = Document.from_text("请遵照执行。\\n附件\\n关于走访的通知\\n绍兴市委老干部局\\n2024年3月5日\\n抄送：市委办。")
    >>> signer = Mention("ORG", 18, 26, OrgValue("绍兴市委老干部局"))
    >>> doc = replace(doc, metadata=Metadata(genre="circular"), mentions=(signer,))
    >>> [doc.text[part.start : part.start + 2] for part in signed_parts(doc)]
    ['附件']
    """
    if doc.metadata.genre != "circular":
        return []
    starts = [match.start() for match in _ATTACHED.finditer(doc.text)]
    ends = [*starts[1:], len(doc.text)]
    orgs = {m.start: m for m in doc.mentions if m.type == "ORG"} if starts else {}
    return [part for start, end in zip(starts, ends, strict=False) for part in _signed(doc.text, start, end, orgs)]


def _signed(text: str, start: int, end: int, orgs: dict[int, Mention]) -> Iterator[Part]:
    for match in _SIGNATURE.finditer(text, start, end):
        signer = orgs.get(match.start("signer"))
        if signer and signer.end == match.end("signer"):
            yield Part(start, match.end(), signer)
            return
