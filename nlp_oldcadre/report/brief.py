"""What a report says, before it is a file: parts of paragraphs, tables and figures, each fact with the places that say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from nlp_oldcadre.corpus.titles import full_title

if TYPE_CHECKING:
    from nlp_oldcadre.corpus import Corpus

Row = dict[str, Any]

# A sentence ends here; a line that is broken does not end it. Of an endless one, so many characters are shown on each side.
_ENDS = "。！？；"
_AROUND = 90


class Source(NamedTuple):
    """A place in a document: the quote with what stands before and after it in its sentence, blanks made one."""

    document: str
    title: str
    uri: str
    date: str | None
    marking: str | None
    page: int | None
    start: int
    end: int
    before: str
    quote: str
    after: str

    @property
    def where(self) -> str:
        """《题名》（日期），第2页, as a footnote has it."""
        date = f"（{self.date}）" if self.date else ""
        marking = f"【{self.marking}】" if self.marking else ""
        page = f"第{self.page}页" if self.page else f"第{self.start + 1}字起"
        return f"《{self.title}》{marking}{date}，{page}"


class Sources:
    """The places that a report cites, numbered from 1 in the order in which they are first named."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._numbers: dict[tuple[str, int, int], int] = {}
        self.list: list[Source] = []

    def number(self, place: Mapping[str, Any]) -> int | None:
        """The number of a place with ``document``, ``start`` and ``end``; None where these name no characters."""
        document, start, end = place.get("document"), place.get("start"), place.get("end")
        if document not in self._documents or start is None or end is None or not 0 <= start < end:
            return None
        key = (document, int(start), int(end))
        if key not in self._numbers:
            self.list.append(self._source(*key, place.get("page")))
            self._numbers[key] = len(self.list)
        return self._numbers[key]

    def numbers(self, places: Iterable[Mapping[str, Any]]) -> tuple[int, ...]:
        """The numbers of several places, each once."""
        found = (self.number(place) for place in places)
        return tuple(dict.fromkeys(number for number in found if number))

    @cached_property
    def _documents(self) -> dict[str, Row]:
        columns = ["id", "uri", "title", "issue", "total_issue", "date", "marking", "text"]
        return {row["id"]: row for row in self._corpus.table("documents", columns).to_pylist()}

    def _source(self, document: str, start: int, end: int, page: int | None) -> Source:
        row = self._documents[document]
        title = " ".join((full_title(row) or row["uri"].rpartition("/")[2]).split())
        before, after = _around(row["text"], start, end)
        quote = " ".join(row["text"][start:end].split())
        return Source(
            document,
            title,
            row["uri"],
            row["date"],
            row["marking"],
            int(page) if page else None,
            start,
            end,
            before,
            quote,
            after,
        )


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a quote in its sentence.

    >>> _around("甲。组建了 120 支\\n队伍。乙", 6, 11)
    ('组建了 ', ' 队伍。')
    """
    near = text[max(0, start - _AROUND) : start]
    before = near[max(map(near.rfind, _ENDS)) + 1 :]
    if len(before) == _AROUND:
        before = f"……{before}"
    far = text[end : end + _AROUND]
    stops = [found for mark in _ENDS if (found := far.find(mark)) >= 0]
    after = far[: min(stops) + 1] if stops else f"{far}……" if len(far) == _AROUND else far
    # The quote may end the sentence itself.
    after = "" if text[start:end].rstrip()[-1:] in tuple(_ENDS) else after
    return _one_line(before).lstrip(), _one_line(after).rstrip()


def _one_line(text: str) -> str:
    """White space as single blanks; one at an end stays, since the quote goes on there."""
    inner = " ".join(text.split())
    return f"{' ' if text[:1].isspace() and inner else ''}{inner}{' ' if text[-1:].isspace() and inner else ''}"


class Run(NamedTuple):
    """A piece of a paragraph or cell, and the numbers of the sources that say it."""

    text: str
    sources: tuple[int, ...] = ()


Line = tuple[Run, ...]


class Paragraph(NamedTuple):
    """``kind`` is ``body``, ``head`` （一）, or ``note``: what is said about the report and not out of a document."""

    runs: Line
    kind: str = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headers. A cell is a value or a :data:`Line`; ``sources`` of a row are what the whole row rests on.

    Parameters
    ----------
    sheet : the name of its sheet in a workbook.
    shown : so many rows stand in a document to be read; the workbook and the page have all of them.
    total : how many rows the comparison has, where these are its first ones.
    """

    sheet: str
    columns: Mapping[str, str]
    rows: list[Row]
    shown: int | None = None
    dates: frozenset[str] = frozenset()
    total: int | None = None

    @property
    def left_out(self) -> int:
        """Rows of the comparison that the table does not have."""
        return max(0, (self.total or 0) - len(self.rows))


class Figure(NamedTuple):
    """A picture: the drawing function, what it draws, its size in inches, its title, and a sentence for who can't see it."""

    draw: Any
    data: Any
    size: tuple[float, float]
    title: str
    words: str


@dataclass(slots=True)
class Part:
    """A numbered part of the report."""

    key: str
    heading: str
    paragraphs: list[Paragraph] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def say(self, *runs: Run | str, kind: str = "body") -> None:
        """Add a paragraph; plain text is a run without sources."""
        self.paragraphs.append(Paragraph(tuple(run if isinstance(run, Run) else Run(run) for run in runs), kind))


@dataclass(slots=True)
class Brief:
    """A report, the same for all formats."""

    title: str
    subtitle: str
    marking: str
    parts: list[Part]
    sources: list[Source]
    made: str
