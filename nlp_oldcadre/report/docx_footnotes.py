"""Footnotes of a Word document, which python-docx can't make: the part of the package that holds them."""

from __future__ import annotations

from typing import Any

from nlp_oldcadre.report.docx_style import LATIN, qn

_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
# Sizes in half points: 小五, as footnotes are set.
_SIZE = "18"
# Word counts the two lines that stand above footnotes as notes -1 and 0.
_LINES = ((-1, "separator"), (0, "continuationSeparator"))


class Footnotes:
    """The footnotes of a document: :meth:`add` sets a mark behind a run, :meth:`finish` writes the part."""

    def __init__(self, document: Any) -> None:
        from docx.oxml import OxmlElement

        self.document = document
        self.root = OxmlElement("w:footnotes")
        self.count = 0
        _add_styles(document)
        for number, kind in _LINES:
            self.root.append(_line(number, kind))

    def add(self, paragraph: Any, pieces: list[tuple[str, bool]]) -> int:
        """Set a mark at the end of a paragraph, and the note: texts, each with whether it is the quote itself."""
        from docx.oxml import OxmlElement

        self.count += 1
        mark = paragraph.add_run()
        mark.style = "FootnoteReference"
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(self.count))
        mark._r.append(reference)
        for kind, place in (("Start", mark._r.addprevious), ("End", mark._r.addnext)):
            edge = OxmlElement(f"w:bookmark{kind}")
            edge.set(qn("w:id"), str(self.count))
            if kind == "Start":
                edge.set(qn("w:name"), f"_note{self.count}")
            place(edge)
        self.root.append(_note(self.count, pieces))
        return self.count

    def again(self, paragraph: Any, number: int) -> None:
        """Set the mark of a note that stands already; the word processor keeps its number right."""
        from docx.oxml import OxmlElement

        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), f"NOTEREF _note{number} \\h \\f")
        field.append(_run(str(number), bold=False, style="FootnoteReference"))
        paragraph._p.append(field)

    def finish(self) -> None:
        """Put the notes into the package; a document without notes gets none."""
        from docx.opc.oxml import serialize_part_xml
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part
        from docx.oxml import OxmlElement

        if not self.count:
            return
        data = serialize_part_xml(self.root)
        part = Part(PackURI("/word/footnotes.xml"), _KIND, data, self.document.part.package)
        self.document.part.relate_to(part, _RELATION)
        properties = OxmlElement("w:footnotePr")
        for number, _ in _LINES:
            note = OxmlElement("w:footnote")
            note.set(qn("w:id"), str(number))
            properties.append(note)
        # The schema wants it before these.
        settings = self.document.settings.element
        later = [child for child in settings if child.tag in (qn("w:endnotePr"), qn("w:compat"), qn("w:rsids"))]
        if later:
            later[0].addprevious(properties)
        else:
            settings.append(properties)


def _add_styles(document: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    mark = document.styles.add_style("FootnoteReference", WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript = True
    text = document.styles.add_style("FootnoteText", WD_STYLE_TYPE.PARAGRAPH)
    text.base_style = document.styles["Normal"]
    text.font.size = Pt(9)
    layout = text.paragraph_format
    layout.first_line_indent, layout.line_spacing = Pt(0), 1.0


def _line(number: int, kind: str) -> Any:
    from docx.oxml import OxmlElement

    note = OxmlElement("w:footnote")
    note.set(qn("w:type"), kind)
    note.set(qn("w:id"), str(number))
    paragraph, run = OxmlElement("w:p"), OxmlElement("w:r")
    properties, spacing = OxmlElement("w:pPr"), OxmlElement("w:spacing")
    for name, value in (("after", "0"), ("line", "240"), ("lineRule", "auto")):
        spacing.set(qn(f"w:{name}"), value)
    properties.append(spacing)
    paragraph.append(properties)
    run.append(OxmlElement(f"w:{kind}"))
    paragraph.append(run)
    note.append(paragraph)
    return note


def _note(number: int, pieces: list[tuple[str, bool]]) -> Any:
    from docx.oxml import OxmlElement

    note, paragraph, properties = OxmlElement("w:footnote"), OxmlElement("w:p"), OxmlElement("w:pPr")
    note.set(qn("w:id"), str(number))
    style = OxmlElement("w:pStyle")
    style.set(qn("w:val"), "FootnoteText")
    properties.append(style)
    paragraph.append(properties)
    mark = _run("", bold=False, style="FootnoteReference")
    mark.append(OxmlElement("w:footnoteRef"))
    paragraph.append(mark)
    for text, is_quote in [(" ", False), *pieces]:
        paragraph.append(_run(text, bold=is_quote))
    note.append(paragraph)
    return note


def _run(text: str, *, bold: bool, style: str = "") -> Any:
    from docx.oxml import OxmlElement

    run, properties = OxmlElement("w:r"), OxmlElement("w:rPr")
    if style:
        known = OxmlElement("w:rStyle")
        known.set(qn("w:val"), style)
        properties.append(known)
    else:
        fonts = OxmlElement("w:rFonts")
        for name in ("ascii", "hAnsi"):
            fonts.set(qn(f"w:{name}"), LATIN)
        fonts.set(qn("w:eastAsia"), "宋体")
        properties.append(fonts)
        if bold:
            properties.append(OxmlElement("w:b"))
        size = OxmlElement("w:sz")
        size.set(qn("w:val"), _SIZE)
        properties.append(size)
    run.append(properties)
    if text:
        content = OxmlElement("w:t")
        content.set(qn("xml:space"), "preserve")
        content.text = text
        run.append(content)
    return run
