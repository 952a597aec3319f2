"""How a brief looks on paper: A4 with the margins, fonts and headings of official documents (GB/T 9704-2012)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# 天头 37 mm, 订口 28 mm; what is left are 156 by 225 mm of text.
_MARGINS = {"top_margin": 37, "left_margin": 28, "right_margin": 26, "bottom_margin": 35, "footer_distance": 28}
_LINE = 28
# The points are to stand on one page: 四号; what they rest on is an annex, set closer: 小四.
DETAIL = "Body Text"
LATIN = "Times New Roman"


@dataclass(frozen=True, slots=True)
class Face:
    """A style: its font, the one that takes its place where it isn't installed, size in points."""

    style: str
    font: str
    instead: str
    size: float
    bold: bool = False
    line: int = _LINE
    centred: bool = False
    indented: bool = True


FACES = (
    Face("Normal", "仿宋_GB2312", "仿宋", 14, line=23),
    Face(DETAIL, "仿宋_GB2312", "仿宋", 12, line=18),
    Face("Title", "方正小标宋简体", "宋体", 22, line=36, centred=True, indented=False),
    Face("Subtitle", "楷体_GB2312", "楷体", 16, centred=True, indented=False),
    Face("Heading 1", "黑体", "SimHei", 16),
    Face("Heading 2", "楷体_GB2312", "楷体", 12, line=20),
    Face("Caption", "黑体", "SimHei", 10.5, line=18, centred=True, indented=False),
)


def lay_out(document: Any) -> None:
    """Paper, margins, styles, and page numbers （— 1 —） on the outer side."""
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, size in _MARGINS.items():
        setattr(section, name, Mm(size))
    for face in FACES:
        _style(document.styles[face.style], face)
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer.paragraphs[0], "right")
    _page_number(section.even_page_footer.paragraphs[0], "left")
    _fallbacks(document)


def _style(style: Any, face: Face) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.shared import Pt, RGBColor

    style.font.size, style.font.bold, style.font.italic = Pt(face.size), face.bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    set_fonts(style.element.get_or_add_rPr(), face.font)
    layout = style.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(face.line)
    layout.alignment = WD_ALIGN_PARAGRAPH.CENTER if face.centred else WD_ALIGN_PARAGRAPH.JUSTIFY
    layout.first_line_indent = Pt(2 * face.size) if face.indented else Pt(0)
    layout.keep_with_next = face.style.startswith("Heading")
    borders = style.element.pPr.find(qn("w:pBdr"))
    if borders is not None:
        style.element.pPr.remove(borders)


def set_fonts(properties: Any, font: str) -> None:
    """Chinese in ``font``, Latin letters and digits in Times New Roman; the theme's fonts no longer count."""
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), LATIN)
    fonts.set(qn("w:eastAsia"), font)


def _page_number(paragraph: Any, side: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if side == "right" else WD_ALIGN_PARAGRAPH.LEFT
    layout = paragraph.paragraph_format
    layout.first_line_indent, layout.right_indent, layout.left_indent = Pt(0), Pt(14), Pt(14)
    for piece in ("— ", "PAGE", " —"):
        run = paragraph.add_run("" if piece == "PAGE" else piece)
        run.font.size = Pt(14)
        set_fonts(run._r.get_or_add_rPr(), "宋体")
        if piece == "PAGE":
            add_field(run, "PAGE")


def add_field(run: Any, code: str) -> None:
    """A field that the word processor works out."""
    from docx.oxml import OxmlElement

    for kind in ("begin", None, "separate", "end"):
        if kind is None:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = code
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def _fallbacks(document: Any) -> None:
    """Tell the word processor which font to take where one is not installed."""
    from docx.opc.constants import RELATIONSHIP_TYPE as KINDS
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    known = dict.fromkeys((face.font, face.instead) for face in FACES)
    fonts = "".join(
        f'<w:font w:name="{font}"><w:altName w:val="{instead}"/><w:charset w:val="86"/></w:font>' for font, instead in known
    )
    table = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="{space}">{fonts}</w:fonts>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"
    for relation in list(document.part.rels.values()):
        if relation.reltype == KINDS.FONT_TABLE:
            relation._target = Part(PackURI("/word/fontTable.xml"), kind, table.encode(), document.part.package)
            return
    part = Part(PackURI("/word/fontTable.xml"), kind, table.encode(), document.part.package)
    document.part.relate_to(part, KINDS.FONT_TABLE)


def qn(name: str) -> str:
    """The full name of an XML tag of a document."""
    from docx.oxml.ns import qn as full_name

    return str(full_name(name))
