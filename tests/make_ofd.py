"""Writes known text as OFD packages (GB/T 33190): official documents with templates, tables, seals and attachments.

Works without any font: Chinese characters are as wide as high, others half as wide. What must come back is
:func:`make_pdf_parts.known`.
"""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from make_pdf_official import _UNBREAKABLE, NEVER_FIRST, NEVER_LAST
from make_pdf_parts import Par, Rows

MM = 25.4 / 72
WIDTH, HEIGHT = 210.0, 297.0
NAMESPACE = "http://www.ofdspec.org/2016"


@dataclass(frozen=True)
class Look:
    """How the pages look and how the package is written.

    ``template`` puts the letterhead into a template page, ``scaled`` writes letters of one millimetre with a CTM, ``single``
    an object a character, ``absolute`` paths from the package's root; ``prefix`` is that of the namespace ("" for none).
    """

    size: float = 16 * MM
    per_line: int = 28
    leading: float = 1.8
    numbers: str = "— {page} —"
    template: bool = False
    scaled: bool = False
    single: bool = False
    absolute: bool = False
    prefix: str = "ofd"
    seal: bool = False
    stamp: bool = False
    attachments: tuple[str, ...] = ()
    tagged: bool = False


@dataclass
class Page:
    """The objects of a page, and those of the template that it uses."""

    objects: list[str] = field(default_factory=list)
    template: list[str] = field(default_factory=list)


@dataclass
class _State:
    look: Look
    pages: list[Page] = field(default_factory=lambda: [Page()])
    y: float = 37.0
    next_id: int = 1000
    tags: list[tuple[str, int, int]] = field(default_factory=list)

    def take_id(self) -> int:
        self.next_id += 1
        return self.next_id


def advance(char: str) -> float:
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5


def typeset(parts: Sequence[Par | Rows], look: Look = Look()) -> bytes:
    """A package of one document."""
    return package([document(parts, look)], look)


def document(parts: Sequence[Par | Rows], look: Look = Look()) -> list[Page]:
    """The pages of a document."""
    return _state(parts, look).pages


def _state(parts: Sequence[Par | Rows], look: Look) -> _State:
    state = _State(look)
    for part in parts:
        if isinstance(part, Rows):
            _set_rows(state, part)
        else:
            _set_paragraph(state, part)
    for number, page in enumerate(state.pages, 1):
        if look.numbers:
            text = look.numbers.format(page=number, pages=len(state.pages))
            size = 0.875 * look.size
            page.objects.append(_text(state, text, (WIDTH - _width(text) * size) / 2, HEIGHT - 25, size))
    return state


def _width(text: str) -> float:
    return sum(map(advance, text))


def wrap(text: str, width: float, indent: float) -> Iterator[str]:
    """Lines no wider than ``width``, in units of the letters' size."""
    line, room = "", width - indent
    for unit in _UNBREAKABLE.findall(text):
        if line and _width(line + unit) > room + 0.01 and unit not in NEVER_FIRST:
            carried = ""
            while line[-1:] in NEVER_LAST and len(line) > 1:
                line, carried = line[:-1], line[-1] + carried
            yield line.rstrip(" ")
            line, room = carried, width
            unit = unit.lstrip(" ") if not carried else unit
        line += unit
    yield line


def _set_paragraph(state: _State, part: Par) -> None:
    look = state.look
    size = look.size * {"letterhead": 2.2, "title": 1.375}.get(part.style, 1.0)
    width = look.size * look.per_line
    if part.style == "letterhead":
        size = min(size, width / len(part.text))
    indent = 2 if part.style in ("body", "heading") else 0
    lines = list(wrap(part.text, width / size, indent))
    for number, line in enumerate(lines):
        _room(state, pitch := max(1.5 * size, look.leading * look.size))
        free = width - _width(line) * size
        shift = indent * size if number == 0 else 0.0
        stretch = 0.0
        if part.style in ("letterhead", "title", "number", "centered"):
            shift = free / 2
        elif part.style == "signature":
            shift = free - 2 * size
        elif number < len(lines) - 1 and len(line) > 1:
            stretch = max(0.0, (free - shift) / (len(line) - 1))
        x = (WIDTH - width) / 2 + shift
        red, bold = part.style == "letterhead", part.style == "heading"
        page = state.pages[-1]
        into = page.template if red and look.template else page.objects
        into.append(_text(state, line, x, state.y, size, stretch=stretch, red=red, bold=bold))
        if part.style in ("title", "number"):
            state.tags.append(({"title": "标题", "number": "发文字号"}[part.style], len(state.pages), state.next_id))
        state.y += pitch


def _room(state: _State, pitch: float) -> None:
    if state.y + pitch > HEIGHT - 35:
        state.pages.append(Page())
        state.y = 37.0


def _set_rows(state: _State, part: Rows) -> None:
    size = 0.875 * state.look.size
    width, pitch = state.look.size * state.look.per_line / len(part.rows[0]), 1.8 * size
    for number, row in enumerate(part.rows):
        _room(state, pitch)
        spans = {column: count for at, column, count in part.merged if at == number}
        column = 0
        while column < len(row):
            count = spans.get(column, 1)
            x = (WIDTH - state.look.size * state.look.per_line) / 2 + column * width
            shift = (width * count - _width(row[column]) * size) / 2
            page = state.pages[-1]
            page.objects.append(_text(state, row[column], x + shift, state.y + 0.4 * size, size))
            if part.ruled:
                page.objects.append(frame(state.take_id(), x, state.y, width * count, pitch))
            column += count
        state.y += pitch
    state.y += pitch / 2


def _text(
    state: _State, text: str, x: float, y: float, size: float, *, stretch: float = 0.0, red: bool = False, bold: bool = False
) -> str:
    """A line whose letters begin at ``y`` (their upper edge)."""
    if not state.look.single:
        return text_object(state.take_id(), text, x, y, size, stretch=stretch, red=red, bold=bold, scaled=state.look.scaled)
    objects = []
    for char in text:
        objects.append(text_object(state.take_id(), char, x, y, size, red=red, bold=bold, scaled=state.look.scaled))
        x += advance(char) * size + stretch
    return "".join(objects)


def text_object(
    id_: int,
    text: str,
    x: float,
    y: float,
    size: float,
    *,
    stretch: float = 0.0,
    red: bool = False,
    bold: bool = False,
    scaled: bool = False,
    more: str = "",
) -> str:
    """A TextObject; with ``scaled`` its letters are one millimetre high and a CTM makes them larger."""
    unit = size if scaled else 1.0
    steps = [(advance(char) * size + stretch) / unit for char in text[:-1]]
    width, height = (sum(steps) * unit + size), 1.2 * size
    deltas = f' DeltaX="{_runs(steps)}"' if steps else ""
    ctm = f' CTM="{size:.4f} 0 0 {size:.4f} 0 0"' if scaled else ""
    colour = '<FillColor Value="217 0 0"/>' if red else ""
    weight = ' Weight="700"' if bold else ""
    return (
        f'<TextObject ID="{id_}" Boundary="{x:.4f} {y:.4f} {width:.4f} {height:.4f}" Font="3" Size="{size / unit:.4f}"'
        f'{ctm}{weight}{more}>{colour}<TextCode X="0" Y="{0.88 * size / unit:.4f}"{deltas}>{escape(text)}</TextCode>'
        "</TextObject>"
    )


def _runs(steps: Sequence[float]) -> str:
    """Equal offsets as ``g n v``."""
    out: list[str] = []
    at = 0
    values = [f"{step:.4f}" for step in steps]
    while at < len(values):
        end = at
        while end < len(values) and values[end] == values[at]:
            end += 1
        out.append(f"g {end - at} {values[at]}" if end - at > 1 else values[at])
        at = end
    return " ".join(out)


def frame(id_: int, x: float, y: float, width: float, height: float) -> str:
    """The four sides of a cell as a path."""
    return (
        f'<PathObject ID="{id_}" Boundary="{x:.4f} {y:.4f} {width:.4f} {height:.4f}" LineWidth="0.2">'
        f'<StrokeColor Value="0 0 0"/>'
        f"<AbbreviatedData>M 0 0 L {width:.4f} 0 L {width:.4f} {height:.4f} L 0 {height:.4f} C</AbbreviatedData></PathObject>"
    )


def package(documents: Sequence[Sequence[Page]], look: Look = Look(), *, extra: Mapping[str, bytes] = {}) -> bytes:
    """The package of these documents; ``extra`` members take the place of those of their name."""
    members: dict[str, bytes] = {}
    bodies = ""
    for number, pages in enumerate(documents):
        root = f"Doc_{number}"
        signatures = f"<Signatures>{_at(look, '', root + '/Signs/Signatures.xml')}</Signatures>" if look.seal else ""
        info = f"<DocInfo><DocID>{number:032}</DocID></DocInfo>"
        bodies += f"<DocBody>{info}<DocRoot>{_at(look, '', root + '/Document.xml')}</DocRoot>{signatures}</DocBody>"
        members |= {f"{root}/{name}": data for name, data in _document_members(pages, look, root)}
    members["OFD.xml"] = _xml(f'<OFD Version="1.0" DocType="OFD">{bodies}</OFD>', look)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (members | dict(extra)).items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data)
    return out.getvalue()


def _document_members(pages: Sequence[Page], look: Look, root: str) -> Iterator[tuple[str, bytes]]:
    listed = templates = ""
    for number, page in enumerate(pages):
        place, id_ = f"Pages/Page_{number}/Content.xml", number + 1
        listed += f'<Page ID="{id_}" BaseLoc="{_at(look, root, place)}"/>'
        use = ""
        if page.template:
            where = f"Tpls/Tpl_{number}/Content.xml"
            templates += f'<TemplatePage ID="{500 + number}" ZOrder="Background" BaseLoc="{_at(look, root, where)}"/>'
            use = f'<Template TemplateID="{500 + number}" ZOrder="Background"/>'
            yield where, _xml(_page(page.template), look)
        yield place, _xml(_page(page.objects, use), look)
    area = f"<PageArea><PhysicalBox>0 0 {WIDTH:g} {HEIGHT:g}</PhysicalBox></PageArea>"
    resources = f"<PublicRes>{_at(look, root, 'PublicRes.xml')}</PublicRes>"
    more = "".join(f"<{kind}>{_at(look, root, place)}</{kind}>" for kind, place in _parts_beside(look))
    yield (
        "Document.xml",
        _xml(
            f"<Document><CommonData><MaxUnitID>9999</MaxUnitID>{area}{resources}{templates}</CommonData>"
            f"<Pages>{listed}</Pages>{more}</Document>",
            look,
        ),
    )
    yield "PublicRes.xml", _xml('<Res BaseLoc="Res"><Fonts><Font ID="3" FontName="仿宋"/></Fonts></Res>', look)
    yield from _marks(len(pages), look)


def _parts_beside(look: Look) -> Iterator[tuple[str, str]]:
    if look.stamp:
        yield "Annotations", "Annots/Annotations.xml"
    if look.attachments:
        yield "Attachments", "Attachs/Attachments.xml"
    if look.tagged:
        yield "CustomTags", "Tags/CustomTags.xml"


def _marks(last: int, look: Look) -> Iterator[tuple[str, bytes]]:
    """The parts beside the text; the seal stands on the last page."""
    if look.seal:
        yield "Signs/Signatures.xml", _xml('<Signatures><Signature ID="1" BaseLoc="Sign_0/Signature.xml"/></Signatures>', look)
        signed = (
            '<Signature><SignedInfo><Provider ProviderName="测试签章" Version="1.0"/>'
            f'<StampAnnot ID="1" PageRef="{last}" Boundary="130 200 42 42"/></SignedInfo></Signature>'
        )
        yield "Signs/Sign_0/Signature.xml", _xml(signed, look)
    if look.stamp:
        page = f'<Annotations><Page PageID="{last}"><FileLoc>Page_0/Annotation.xml</FileLoc></Page></Annotations>'
        yield "Annots/Annotations.xml", _xml(page, look)
        circle = (
            '<PathObject ID="9001" Boundary="0 0 40 40" LineWidth="1.2"><StrokeColor Value="220 0 0"/>'
            "<AbbreviatedData>M 1 20 A 19 19 0 0 1 39 20 A 19 19 0 0 1 1 20 C</AbbreviatedData></PathObject>"
        )
        stamp = f'<Annot ID="9000" Type="Stamp"><Appearance Boundary="120 210 40 40">{circle}</Appearance></Annot>'
        yield "Annots/Page_0/Annotation.xml", _xml(f"<PageAnnot>{stamp}</PageAnnot>", look)
    if look.attachments:
        items = "".join(
            f'<Attachment ID="{number}" Name="{escape(name)}"><FileLoc>a{number}.bin</FileLoc></Attachment>'
            for number, name in enumerate(look.attachments)
        )
        yield "Attachs/Attachments.xml", _xml(f"<Attachments>{items}</Attachments>", look)


def tag_members(tags: Sequence[tuple[str, int, int]], look: Look, root: str = "Doc_0") -> dict[str, bytes]:
    """The parts that name objects of pages: tag, page and object."""
    refs = "".join(f'<{tag}><ObjectRef PageRef="{page}">{id_}</ObjectRef></{tag}>' for tag, page, id_ in tags)
    listed = '<CustomTags><CustomTag NameSpace="urn:test"><FileLoc>CustomTag.xml</FileLoc></CustomTag></CustomTags>'
    return {
        f"{root}/Tags/CustomTags.xml": _xml(listed, look),
        f"{root}/Tags/CustomTag.xml": _xml(f"<公文>{refs}</公文>", look),
    }


def tagged(parts: Sequence[Par | Rows], look: Look) -> bytes:
    """A package whose title and number are named by tags."""
    state = _state(parts, look)
    return package([state.pages], look, extra=tag_members(state.tags, look))


def _page(objects: Sequence[str], use: str = "") -> str:
    return f'<Page>{use}<Content><Layer ID="7" Type="Body">{"".join(objects)}</Layer></Content></Page>'


def _at(look: Look, root: str, place: str) -> str:
    return f"/{root}/{place}".replace("//", "/") if look.absolute else place


def _xml(body: str, look: Look) -> bytes:
    """The text of a part, its elements in the namespace with the prefix of the look."""
    import re

    if look.prefix:
        body = re.sub(r"<(/?)(?=[\w])", rf"<\1{look.prefix}:", body)
        declared = f'xmlns:{look.prefix}="{NAMESPACE}"'
    else:
        declared = f'xmlns="{NAMESPACE}"'
    body = re.sub(r"^(<[\w:]+)", rf"\1 {declared}", body)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}'.encode()
