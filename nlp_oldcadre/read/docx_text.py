"""The text of a DOCX as it grows line by line, with its blocks, tables and pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from nlp_oldcadre.pages import Block, BlockKind, Page, Table
from nlp_oldcadre.read.docx_styles import Format, Look
from nlp_oldcadre.read.text_limit import check_text_size


class Text:
    """Lines in reading order.

    Parameters
    ----------
    where : what to call the document in an error.
    max_bytes : the limit for the text in UTF-8.
    """

    def __init__(self, where: str, max_bytes: int) -> None:
        self._where, self._max = where, max_bytes
        self._lines: list[str] = []
        self._breaks: list[int] = []
        self._section_end: int | None = None
        self.position = 0
        self.blocks: list[Block] = []
        self.tables: list[Table] = []

    def paragraph(
        self, text: str, form: Format, looks: Mapping[Look, int], *, kind: BlockKind | None = None, breaks: Sequence[int] = ()
    ) -> None:
        """A paragraph; its own line ends make several lines of it, each a block of the same looks."""
        start = self.position
        if breaks:
            self.page_breaks([start + offset for offset in breaks])
        for line in text.split("\n") if "\n" in text else (text,):
            if line and not line.isspace():
                self.blocks.append(_block(self.position, line, form, looks, kind))
            self._add(line)

    def row(self, text: str, looks: Mapping[Look, int]) -> None:
        """A row of a table."""
        self.blocks.append(_block(self.position, text, Format(), looks, "table"))
        self._add(text)

    def page_breaks(self, positions: Iterable[int]) -> None:
        """Places of the text at which a page begins."""
        self._breaks.extend(positions)

    def section(self, begins_page: bool) -> None:
        """A section ends here; whether it began a page was only known now."""
        if self._section_end is not None and begins_page:
            self._breaks.append(self._section_end)
        self._section_end = self.position

    def finished(self) -> str:
        """The whole text.

        Raises
        ------
        TooLarge : it is longer than the limit.
        """
        text = "".join(self._lines)
        if len(text) * 4 > self._max:
            self._check(len(text.encode("utf-8", "replace")))
        return text

    def pages(self, text: str) -> tuple[Page, ...]:
        """The pages, when anything told where one begins. A break is told in several ways, and with no text between once."""
        starts = [0]
        looked, has_text = 0, False
        for at in sorted(self._breaks):
            # A line end belongs to the page of its line.
            at += text.startswith("\n", at)
            has_text = has_text or bool(text[looked:at].strip())
            looked = at
            if at < len(text) and has_text:
                starts.append(at)
                has_text = False
        if len(starts) == 1:
            return ()
        ends = [*starts[1:], len(text)]
        return tuple(Page(i, start, end) for i, (start, end) in enumerate(zip(starts, ends, strict=True), 1))

    def _add(self, line: str) -> None:
        self._lines.append(line)
        self._lines.append("\n")
        self.position += len(line) + 1
        self._check(self.position)

    def _check(self, size: int) -> None:
        check_text_size(size, self._where, self._max, zh="文件", en="the file")


def joined(lines: Sequence[str]) -> str:
    """The paragraphs of a cell as one line."""
    return " ".join([word for line in lines for word in line.split()]).replace("|", "｜")


def _block(start: int, text: str, form: Format, looks: Mapping[Look, int], kind: BlockKind | None) -> Block:
    if kind is None:
        kind = "heading" if form.level else "caption" if form.caption else "paragraph"
    if len(looks) <= 1:
        size, bold, red, _ = next(iter(looks), form.look)
    else:
        size = max(looks, key=lambda look: looks[look]).size
        bold, red = all(look.bold for look in looks), all(look.red for look in looks)
    return Block(start, start + len(text), kind, form.level, size, bold, red, form.centered)
