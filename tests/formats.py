"""The same text as a file of each format: what tests that go over all formats share."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from typing import NamedTuple

from make_docx import official_docx
from make_html import SITES
from make_html import known as known_on_page
from make_ofd import typeset as typeset_ofd
from make_pdf_official import Look, known, official, typeset, wqy
from PIL import Image, ImageDraw, ImageFont

PLAIN: dict[str, Callable[[str], bytes]] = {
    "utf8.txt": lambda text: text.encode("utf-8"),
    "gb18030.txt": lambda text: text.encode("gb18030"),
    "utf16.txt": lambda text: text.encode("utf-16"),
}


class Form(NamedTuple):
    """How a text becomes a file, and what of it stands there (a format may set lines in another way)."""

    make: Callable[[str], bytes]
    known: Callable[[str], str] = lambda text: text


def _printed(look: Look) -> Form:
    return Form(lambda text: typeset(official(text), look), lambda text: known(official(text)))


RICH: dict[str, Form] = {
    "PDF": _printed(Look()),
    "PDF, two columns interleaved": _printed(Look(columns=2, size=10.5, per_line=42, full_width=1, interleaved=True)),
    "DOCX": Form(official_docx),
    "HTML, the State Council's site": Form(lambda text: SITES["state"](text, {}).encode(), known_on_page),
    "HTML, a newspaper": Form(lambda text: SITES["paper"](text, {}).encode(), known_on_page),
    "OFD": Form(lambda text: typeset_ofd(official(text)), lambda text: known(official(text))),
}


def _zip(text: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("材料/通知.txt", text)
        archive.writestr("材料/通知.docx", official_docx(text))
    return packed.getvalue()


def _mail(text: str) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = "材料", "office@example.com"
    message.set_content(text)
    message.add_attachment(official_docx(text), maintype="application", subtype="octet-stream", filename="通知.docx")
    return message.as_bytes()


def _picture(text: str) -> bytes:
    """The first line alone: recognition takes its time."""
    image = Image.new("RGB", (700, 80), "white")
    path = wqy()
    font = ImageFont.truetype(path, 32) if path else ImageFont.load_default(32)
    ImageDraw.Draw(image).text((20, 20), text.splitlines()[0] if path else "2023", "black", font)
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


FORMATS: dict[str, Callable[[str], bytes]] = PLAIN | {
    "report.pdf": RICH["PDF"].make,
    "columns.pdf": RICH["PDF, two columns interleaved"].make,
    "report.docx": RICH["DOCX"].make,
    "report.html": RICH["HTML, the State Council's site"].make,
    "report.ofd": RICH["OFD"].make,
    "report.zip": _zip,
    "report.eml": _mail,
    "line.png": _picture,
}
