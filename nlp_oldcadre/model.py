"""The types that the stages meet in: documents, sections, mentions with their typed values, facts.

All are frozen: a stage gives a new document (:func:`dataclasses.replace`). Offsets are code points, half-open, and
point into :attr:`Document.text`, the cleaned text, unless a name says ``source``;
:meth:`Document.to_source` leads back. Type names and attributes are those of the annotation guidelines.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from nlp_oldcadre.boxes import Box
from nlp_oldcadre.errors import ReadError
from nlp_oldcadre.offsets import OffsetMap
from nlp_oldcadre.offsets import Span as Span
from nlp_oldcadre.pages import Block, Element, Page, Table
from nlp_oldcadre.values import DocumentValue as DocumentValue
from nlp_oldcadre.values import HonorValue as HonorValue
from nlp_oldcadre.values import MeasureValue as MeasureValue
from nlp_oldcadre.values import OrgValue as OrgValue
from nlp_oldcadre.values import PersonValue as PersonValue
from nlp_oldcadre.values import ProgramValue as ProgramValue
from nlp_oldcadre.values import Quantity as Quantity
from nlp_oldcadre.values import RegionValue as RegionValue
from nlp_oldcadre.values import SloganValue as SloganValue
from nlp_oldcadre.values import TimeValue as TimeValue
from nlp_oldcadre.values import Value as Value
from nlp_oldcadre.values import attributes as attributes
from nlp_oldcadre.values import plain_number as plain_number

if TYPE_CHECKING:
    from PIL.Image import Image

    from nlp_oldcadre.explain import Explanation

MENTION_TYPES = (
    "REGION", "ORG", "PERSON", "DOCUMENT", "PROGRAM", "SLOGAN", "QUANTITY", "TIME", "MEASURE", "HONOR",
)  # fmt: skip
Genre = Literal["circular", "bulletin", "report", "news"]
Modality = Literal["reported", "target", "required"]


def hash_id(*parts: object) -> str:
    """A short stable id (16 hex digits) of the parts; separated, so that ``("ab", "c")`` and ``("a", "bc")`` differ."""
    digest = hashlib.sha256()
    for part in parts:
        data = str(part).encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data) + data)
    return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document comes from: sha256 of its bytes, its path or name, and its media type."""

    id: str
    uri: str
    media_type: str = "text/plain"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it.

    ``kind`` is ``title``, ``article``, ``numbered`` (一、 （一） 1. 第一章), ``run_in`` (a lead sentence before the text) or
    ``plain`` (a line of its own without a number).
    ``number`` is the marker as printed (empty where there is none), ``heading`` the span of the heading without its
    marker and without a run-in heading's 。, ``body`` reaches to the next heading of the same or a higher level,
    ``level`` is 1 for titles of the document or of an article, and ``parent`` indexes the document's sections.
    """

    kind: str
    number: str
    heading: Span
    body: Span
    level: int
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself; None or empty where it does not say.

    ``date`` is ISO 8601. ``marking`` says for whom it is meant where that is not everybody (内部资料 注意保存, 工作秘密).
    """

    genre: Genre | None = None
    title: str | None = None
    issuers: tuple[str, ...] = ()
    number: str | None = None
    issue: int | None = None
    total_issue: int | None = None
    date: str | None = None
    recipients: tuple[str, ...] = ()
    copies_to: tuple[str, ...] = ()
    region: str | None = None
    adcode: str | None = None
    marking: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A typed span of a document's text with its value, the rule that found it, and a score where a model decided.

    ``confidence`` is, in a scan, that of the character which recognition was least sure of; None elsewhere.
    """

    type: str
    start: int
    end: int
    value: Value
    rule: str = ""
    score: float | None = None
    confidence: float | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Rejection:
    """A candidate that became no mention: the rule that proposed it, why it lost (a code of ``data/reasons.csv``), to what.

    ``by`` is the mention that took its place, where one did.
    """

    type: str
    start: int
    end: int
    rule: str
    reason: str
    by: Mention | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement that a document makes.

    ``subject`` and ``object`` are canonical names, ``predicate`` a relation of the guidelines (``issued_by``, ``part_of``,
    ``run_by``, ``in_region``, ``awarded``, ``expands_to``), ``has_result`` (with ``quantity``) or ``has_measure``.
    ``evidence`` holds the positions, in :attr:`Document.mentions`, of the mentions that it rests on.
    """

    subject: str
    predicate: str
    object: str | None = None
    quantity: Quantity | None = None
    region: str | None = None
    program: str | None = None
    time: str | None = None
    modality: Modality = "reported"
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document on its way through the pipeline.

    ``source_text`` is the text as decoded, ``text`` the cleaned one that the stages read, and ``offsets`` leads from the
    second to the first. ``blocks`` and ``tables`` are what the format told of the source text. ``confidence`` holds, for a
    scan, how sure the recognition was of each character of the source text (0 to 1).
    """

    id: str
    source: Source
    source_text: str
    text: str
    offsets: OffsetMap
    pages: tuple[Page, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    sections: tuple[Section, ...] = ()
    mentions: tuple[Mention, ...] = ()
    facts: tuple[Fact, ...] = ()
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    elements: tuple[Element, ...] = ()
    confidence: array[float] | None = None

    @classmethod
    def from_text(cls, text: str, *, uri: str = "<text>", source: Source | None = None, pages: Iterable[Page] = ()) -> Document:
        """A document that was not cleaned yet.

        Raises
        ------
        ReadError : when the text holds a lone surrogate, half a character that no encoding can store.

        Examples
        --------
        >>> Document.from_text("辽宁省").text
        '辽宁省'
        """
        try:
            data = text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise _lone_surrogate(uri, error.start) from error
        source = source or Source(hashlib.sha256(data).hexdigest(), uri)
        return cls(source.id[:16], source, text, text, OffsetMap.identity(len(text)), tuple(pages))

    def to_source(self, start: int, end: int) -> Span:
        """The span of the source text that ``[start, end)`` of the text stands for."""
        return Span(*self.offsets.to_source(start, end))

    def quote(self, start: int, end: int) -> str:
        """The source's own characters for ``[start, end)`` of the text."""
        first, last = self.offsets.to_source(start, end)
        return self.source_text[first:last]

    def page_of(self, start: int) -> int | None:
        """The number of the page on which the character at ``start`` of the text stands; None without pages."""
        if not self.pages or start >= len(self.text):
            return None
        at, _ = self.offsets.to_source(start, start + 1)
        page = self.pages[bisect_right(self.pages, at, key=lambda p: p.start) - 1]
        return page.number if page.start <= at < page.end else None

    def boxes(self, start: int, end: int) -> tuple[tuple[int, Box], ...]:
        """Where ``[start, end)`` of the text stands: the number of the page and a box for each printed line.

        Empty where the format has no places.

        Examples
        --------
        >>> from dataclasses import replace
        >>> from nlp_oldcadre.boxes import CharBoxes
        >>> doc = Document.from_text("红旗")
        >>> page = Page(1, 0, 2, 595, 842, CharBoxes([Box(72, 80, 88, 96), Box(88, 80, 104, 96)]))
        >>> replace(doc, pages=(page,)).boxes(0, 2)
        ((1, Box(x0=72.0, y0=80.0, x1=104.0, y1=96.0)),)
        """
        first, last = self.offsets.to_source(start, end)
        found: list[tuple[int, Box]] = []
        for page in self.pages[bisect_right(self.pages, first, key=lambda p: p.end) :]:
            if page.start >= last:
                break
            if page.boxes:
                rows = page.boxes.rows(first - page.start, last - page.start)
                found += [(page.number, box) for box in rows]
        return tuple(found)

    def confidence_of(self, start: int, end: int) -> float | None:
        """The lowest confidence of the characters ``[start, end)`` of the text; None for what is no scan."""
        first, last = self.offsets.to_source(start, end)
        return min(self.confidence[first:last], default=None) if self.confidence else None

    def explain(self, offset: int) -> Explanation:
        """Why the character at ``offset`` of the text is read as it is: see :func:`nlp_oldcadre.explain.explain`.

        Raises
        ------
        ValueError : unless ``0 <= offset < len(text)``.
        """
        # A convenience on top of the stages, which the kernel knows nothing of.
        from nlp_oldcadre.explain import explain

        return explain(self, offset)

    def page_image(self, number: int, *, mentions: bool = True, types: Sequence[str] = MENTION_TYPES, dpi: int = 144) -> Image:
        """The page of this number as a picture, its mentions boxed: see :func:`nlp_oldcadre.read.picture.page_image`.

        Raises
        ------
        NoPicture : there is no such page, or no picture of it can be made.
        NotFound : the file that the document was read from is gone.
        """
        from nlp_oldcadre.read.picture import page_image

        return page_image(self, number, mentions=mentions, types=types, dpi=dpi)

    def within(self, mention: Mention, *types: str) -> tuple[Mention, ...]:
        """The mentions of these types that stand inside another: the amounts and programmes of a measure.

        Examples
        --------
        >>> from nlp_oldcadre.pipeline import process
        >>> doc = process("县委老干部局组建志愿服务队12支。")
        >>> (measure,) = (m for m in doc.mentions if m.type == "MEASURE")
        >>> [doc.text[m.start : m.end] for m in doc.within(measure, "QUANTITY", "PROGRAM")]
        ['12支']
        """
        first = bisect_left(self.mentions, mention.start, key=lambda m: m.start)
        last = bisect_left(self.mentions, mention.end, key=lambda m: m.start)
        return tuple(m for m in self.mentions[first:last] if m.type in types and m.end <= mention.end)

    def mention_id(self, mention: Mention) -> str:
        """A stable id of a mention: the same document and version give the same id."""
        return hash_id(self.id, mention.type, mention.start, mention.end)


def _lone_surrogate(where: str, position: int) -> ReadError:
    return ReadError(
        where,
        zh=f"第 {position} 个字符是孤立的代理码元，不是完整的字符",
        en=f"character {position} is a lone surrogate",
        remedy_zh="请用正确的编码重新导出该文件",
        remedy_en="export the file again with the right encoding",
    )
