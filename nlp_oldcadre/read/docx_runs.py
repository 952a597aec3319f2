"""The characters of a paragraph of a DOCX: runs, fields, revisions, symbols, notes, and what hangs in it.

Notes for a newcomer. :class:`Runs` walks a paragraph by two tables, one of what may stand in a paragraph and one of what
may stand in a run. A field is ``begin``, instruction, ``separate``, result, ``end``, spread over runs and even paragraphs;
only results are text. Text boxes are collected, not read: they become paragraphs after the one that they hang in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nlp_oldcadre.pages import Element
from nlp_oldcadre.read import docx_names as names
from nlp_oldcadre.read.docx_names import ALTERNATE, AROUND, GONE, R_, RPR, SDT, TEXT_BOX, TEXT_PATH, M, T, W
from nlp_oldcadre.read.docx_numerals import numeral
from nlp_oldcadre.read.docx_styles import Look, Styles
from nlp_oldcadre.read.docx_symbols import ANY_PRIVATE, shown, symbol

if TYPE_CHECKING:
    from lxml.etree import _Element

# Results that are made by the layout and belong to it.
_LAYOUT_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION)\b", re.IGNORECASE)
# Circled figures and letters with their reading above are written as formulas: the last argument is the text.
_FORMULA = re.compile(r"\s*EQ\b.*\\o\b.*[,，;]\s*([^,，;()]+?)\s*\)+\s*$", re.IGNORECASE | re.DOTALL)
_CIRCLE = re.compile(r"\\ac\s*\(\s*[○◯]", re.IGNORECASE)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BLANKS = " \t\r\n"
_DELETED = (T, W + "delText")
_HEX = re.compile("[0-9A-Fa-f]{1,6}")


class Paragraph:
    """What was read of a paragraph: ``breaks`` are where pages begin in it, ``looks`` how many characters look how."""

    __slots__ = ("breaks", "hanging", "length", "looks", "pieces")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.looks: dict[Look, int] = {}
        self.breaks: tuple[int, ...] = ()
        self.hanging: tuple[_Element, ...] = ()


@dataclass(slots=True)
class _Field:
    instruction: list[str] = field(default_factory=list)
    in_result: bool = False
    dropped: bool = False


@dataclass(slots=True)
class Note:
    """A note that the text refers to; ``kind`` is ``footnote`` or ``endnote``."""

    kind: str
    id: str
    mark: str


class Runs:
    """Reads the paragraphs of one document; fields go on from one to the next.

    Parameters
    ----------
    styles : the document's.
    note_style : the writing (``w:numFmt``) of the marks of notes.
    keeps_blanks : whether the whole document is ``xml:space="preserve"``.
    """

    def __init__(self, styles: Styles, note_style: str = "decimal", *, keeps_blanks: bool = False) -> None:
        self._styles = styles
        self._note_style = note_style
        self._keeps_blanks = keeps_blanks
        self._fields: list[_Field] = []
        self._muted = False
        self._base = self._look = Look()
        self._at = Paragraph()
        self._counts: Counter[str] = Counter()
        self.notes: list[Note] = []
        self.deletions: list[Element] = []
        self._in_paragraph = self._paragraph_table()
        self._in_run = self._run_table()

    def read(self, element: _Element, look: Look, into: Paragraph | None = None) -> Paragraph:
        """The paragraph's characters, behind those of ``into``, when its mark was deleted."""
        self._at = into or Paragraph()
        self._base = look
        self._children(element)
        if self._muted:
            # Instructions and page numbers end in their paragraph; a broken one must not swallow what follows.
            self._fields = [f for f in self._fields if f.in_result and not f.dropped]
            self._set_muted()
        return self._at

    def forget_fields(self) -> None:
        """Another part begins: no field goes on into it."""
        self._fields.clear()
        self._set_muted()

    def plain(self, text: str, look: Look, into: Paragraph) -> Paragraph:
        """A paragraph that is one run of this text, behind the characters of ``into``."""
        self._at, self._look = into, look
        self._emit(_cleaned(text))
        return into

    def shown(self, text: str, look: Look) -> str:
        """What a reader sees of a paragraph that is one run of this text."""
        return "" if look.hidden else _cleaned(text)

    def look(self, run: _Element, base: Look) -> Look:
        """What a run looks like in a paragraph of this look."""
        told = run.get("looks")
        return self._styles.short_look(base, told) if told else base

    def _paragraph_table(self) -> dict[str, Callable[[_Element], None]]:
        table = {R_: self._run, SDT: self._control, ALTERNATE: self._alternate, W + "fldSimple": self._simple_field}
        table |= dict.fromkeys(AROUND, self._children) | dict.fromkeys(GONE, self._deleted)
        return table | {M + "oMath": self._formula, M + "oMathPara": self._formula}

    def _run_table(self) -> dict[str, Callable[[_Element], None]]:
        fixed = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
        table = {W + name: self._fixed(text) for name, text in fixed.items()}
        table |= dict.fromkeys((W + "drawing", W + "pict", W + "object"), self._hang)
        table |= {ALTERNATE: self._alternate, W + "br": self._break, W + "sym": self._symbol, W + "ruby": self._ruby}
        table |= {W + "fldChar": self._field, W + "instrText": self._instruction}
        table |= {W + "footnoteReference": self._note, W + "endnoteReference": self._note}
        return table | {W + "lastRenderedPageBreak": self._page_break}

    def _children(self, parent: _Element) -> None:
        table = self._in_paragraph
        for element in parent:
            action = table.get(element.tag)
            if action:
                action(element)

    def _run(self, run: _Element) -> None:
        self._look = self.look(run, self._base)
        self._inside(run)

    def _inside(self, run: _Element) -> None:
        table = self._in_run
        for element in run:
            tag = element.tag
            if tag == T:
                self._text(element)
            elif tag == RPR:
                self._look = self._styles.look(self._base, element)
            elif tag in table:
                table[tag](element)

    def _text(self, element: _Element) -> None:
        text = element.text
        if not text:
            return
        if (text[0] in _BLANKS or text[-1] in _BLANKS) and not self._keeps_blanks and element.get(_SPACE) != "preserve":
            text = text.strip(_BLANKS)
        self._emit(_cleaned(text))

    def _emit(self, text: str) -> None:
        look = self._look
        if self._muted or look.hidden or not text:
            return
        at, count = self._at, len(text)
        at.pieces.append(text)
        at.length += count
        at.looks[look] = at.looks.get(look, 0) + count

    def _fixed(self, text: str) -> Callable[[_Element], None]:
        return lambda _: self._emit(text)

    def _break(self, element: _Element) -> None:
        kind = element.get(W + "type")
        if kind == "page":
            self._page_break(element)
        elif kind != "column":
            self._emit("\n")

    def _page_break(self, _: _Element) -> None:
        self._at.breaks += (self._at.length,)

    def _symbol(self, element: _Element) -> None:
        code = element.get(W + "char") or ""
        if _HEX.fullmatch(code):
            self._emit(symbol(element.get(W + "font"), int(code, 16)))

    def _ruby(self, element: _Element) -> None:
        base = element.find(W + "rubyBase")
        if base is not None:
            self._children(base)

    def _formula(self, element: _Element) -> None:
        self._look = self._base
        self._emit("".join(t.text or "" for t in element.iter(M + "t")))

    def _control(self, element: _Element) -> None:
        content = names.content_of(element)
        if content is not None:
            self._children(content)

    def _alternate(self, element: _Element) -> None:
        branch = names.branch_of(element)
        if branch is not None:
            # It holds what may stand in its place: pieces of a paragraph, or of a run.
            look = self._look
            self._children(branch)
            self._look = look
            self._inside(branch)

    def _hang(self, element: _Element) -> None:
        if not self._muted and not self._look.hidden:
            self._at.hanging += tuple(hanging_in(element))

    def _deleted(self, element: _Element) -> None:
        text = "".join(names.texts_in(element, *_DELETED))
        if text.strip():
            rule = "docx." + element.tag.removeprefix(W)
            self.deletions.append(Element("deletion", text, rule=rule))
        # A field that began before may end in what was deleted.
        for mark in element.iter(W + "fldChar"):
            self._field(mark)

    def _note(self, element: _Element) -> None:
        if self._muted or self._look.hidden:
            return
        kind = element.tag.removeprefix(W).removesuffix("Reference")
        custom = element.get(W + "customMarkFollows") in ("1", "true", "on")
        self._counts[kind] += not custom
        mark = "" if custom else _mark(self._counts[kind], self._note_style)
        self.notes.append(Note(kind, element.get(W + "id") or "", mark))
        self._emit(mark)

    def _simple_field(self, element: _Element) -> None:
        if not _LAYOUT_FIELD.match(element.get(W + "instr") or ""):
            self._children(element)

    def _field(self, element: _Element) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            top = self._fields[-1]
            top.in_result = True
            top.dropped = bool(_LAYOUT_FIELD.match("".join(top.instruction)))
        elif kind == "end" and self._fields:
            top = self._fields.pop()
            self._set_muted()
            if not top.in_result:
                self._emit(_of_formula("".join(top.instruction)))
        self._set_muted()

    def _set_muted(self) -> None:
        self._muted = any(f.dropped or not f.in_result for f in self._fields)

    def _instruction(self, element: _Element) -> None:
        if self._fields and not self._fields[-1].in_result:
            self._fields[-1].instruction.append(element.text or "")


def _cleaned(text: str) -> str:
    """The text without line ends, which are blanks in XML, and with private characters as signs."""
    if "\n" in text or "\r" in text:
        text = text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
    return text if ANY_PRIVATE.search(text) is None else shown(text, None)


def hanging_in(element: _Element) -> Iterator[_Element]:
    """The outermost text boxes and pieces of word art below a drawing, of one branch of alternate content each."""
    for child in element:
        if child.tag == ALTERNATE:
            branch = names.branch_of(child)
            if branch is not None:
                yield from hanging_in(branch)
        elif child.tag in (TEXT_BOX, TEXT_PATH):
            yield child
        else:
            yield from hanging_in(child)


def _of_formula(instruction: str) -> str:
    """The text of ``EQ \\o\\ac(○,1)``, which Word writes for ①."""
    match = _FORMULA.fullmatch(instruction[:500])
    if match is None:
        return ""
    text = match[1]
    return numeral(int(text), "decimalEnclosedCircle") if _CIRCLE.search(instruction) and text.isdecimal() else text


def _mark(count: int, style: str) -> str:
    """The mark of a note: as it is written where that can't be taken for a figure of the text, else [1]."""
    text = numeral(count, style)
    return f"[{text}]" if text.isascii() else text
