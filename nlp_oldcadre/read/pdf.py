"""PDF, page by page: characters through pdfium (the only room that imports it), reading order from the layout analysis.

A page whose characters can't be used (none, or most without a meaning) needs recognition; see :func:`recognise`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from nlp_oldcadre.errors import Locked, NoTextLayer, ReadError, TooLarge
from nlp_oldcadre.read.content import Content, unread_pages
from nlp_oldcadre.read.text_limit import check_text_size

if TYPE_CHECKING:
    from nlp_oldcadre.read.layout_glyphs import PageGlyphs

# The mark may stand after some junk; readers accept it within the first kilobyte.
_MARK_WITHIN = 1024
_USER_UNIT = re.compile(rb"/UserUnit\s+(\d{1,6}(?:\.\d{0,6})?)")
# More pages than any document of an office has.
MOST_PAGES = 10_000


def recognises(data: bytes) -> bool:
    """Whether the bytes begin as a PDF."""
    return b"%PDF-" in data[:_MARK_WITHIN]


def read(data: bytes, where: str, max_bytes: int) -> Content:
    """The text in reading order, with pages, boxes, paragraphs, tables, running heads and seals.

    Raises
    ------
    Locked : the PDF is encrypted.
    NoTextLayer : its pages are pictures only.
    TooLarge : it has too many pages, a page too many characters, or its text is longer than ``max_bytes`` in UTF-8.
    ReadError : it is damaged.
    """
    from nlp_oldcadre.read.layout import lay_out

    with _opened(data, where) as document:
        pages, pictures = _pages(document, _user_unit(data), where, max_bytes)
        recognised = recognise(document, {number: pages[number] for number in pictures}, where) if pictures else {}
        pages |= recognised
    if not any(page.text.strip() for page in pages.values()):
        raise _no_text(where, len(pages))
    content = lay_out((pages[number] for number in sorted(pages)), "application/pdf")
    check_text_size(len(content.text.encode("utf-8", "replace")), where, max_bytes, zh="PDF ", en="the PDF")
    return content._replace(elements=content.elements + unread_pages(n for n in pictures if n not in recognised))


def recognise(document: Any, pages: dict[int, PageGlyphs], where: str) -> dict[int, PageGlyphs]:
    """These pages, which have no usable text layer, with recognised characters.

    None where the extra ``ocr`` is not installed: they stay empty then, and elements ``unread_page`` say so. ``document`` is
    a handle of pdfium (``FPDF_DOCUMENT``).
    """
    from nlp_oldcadre.read import scan

    if not scan.is_available():
        return {}
    if len(pages) > scan.MOST_SCANS:
        raise _too_long(where, len(pages), scan.MOST_SCANS)
    return {number: _recognised(document, page) for number, page in pages.items()}


def _recognised(document: Any, page: PageGlyphs) -> PageGlyphs:
    from nlp_oldcadre.read import pdf_pages, scan

    picture = pdf_pages.render(document, page, scan.DPI, scan.MOST_PIXELS)
    return page if picture is None else scan.read_page(picture, page.number, page.width, page.height, page.elements)


@contextmanager
def _opened(data: bytes, where: str) -> Iterator[Any]:
    """The document's handle, closed in any case."""
    import pypdfium2.raw as pdfium

    handle = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not handle:
        raise _broken(where, pdfium.FPDF_GetLastError())
    try:
        yield handle
    finally:
        pdfium.FPDF_CloseDocument(handle)


def _user_unit(data: bytes) -> float:
    """How many points a unit of the pages is: pdfium does not tell, and pages with units of their own are very rare."""
    if b"/UserUnit" not in data:
        return 1.0
    found = {float(match[1]) for match in _USER_UNIT.finditer(data)}
    unit = found.pop() if len(found) == 1 else 1.0
    return unit if 0.001 < unit < 1000 else 1.0


def _pages(document: Any, unit: float, where: str, max_bytes: int) -> tuple[dict[int, PageGlyphs], list[int]]:
    """The pages by their number, and the numbers of those that need recognition."""
    import pypdfium2.raw as pdfium

    from nlp_oldcadre.read import pdf_pages
    from nlp_oldcadre.read.pdf_chars import CrowdedPage

    count = pdfium.FPDF_GetPageCount(document)
    if count <= 0:
        raise _broken(where, pdfium.FPDF_ERR_FORMAT)
    if count > MOST_PAGES:
        raise _too_long(where, count, MOST_PAGES)
    pages: dict[int, PageGlyphs] = {}
    pictures, size = [], 0
    for number in range(1, count + 1):
        try:
            page, is_picture = pdf_pages.read_page(document, number, unit)
        except CrowdedPage as error:
            raise _too_full(where, number) from error
        pages[number] = page
        if is_picture:
            pictures.append(number)
        size += len(page.text)
        check_text_size(size, where, max_bytes, zh="PDF ", en="the PDF")
    if not any(page.width for page in pages.values()):
        raise _broken(where, pdfium.FPDF_ERR_PAGE)
    return pages, pictures


def _too_long(where: str, pages: int, limit: int) -> TooLarge:
    return TooLarge(
        where,
        zh=f"PDF 有 {pages:,} 页，超过单个文件的上限 {limit:,} 页",
        en=f"the PDF has {pages:,} pages, more than the limit of {limit:,} for one document",
        remedy_zh="请拆成单篇文件",
        remedy_en="split it into single documents",
    )


def _too_full(where: str, number: int) -> TooLarge:
    return TooLarge(
        where,
        zh=f"第 {number} 页上的文字过多",
        en=f"page {number} holds more characters than any page does",
        remedy_zh="请确认文件来源可靠；如属正常文件，请另存后再处理",
        remedy_en="make sure of where it comes from; save a copy if it is in order",
    )


def _broken(where: str, code: int) -> ReadError:
    """What pdfium's code of an error says."""
    import pypdfium2.raw as pdfium

    if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return Locked(
            where,
            zh="PDF 已加密，需要密码",
            en="the PDF is encrypted and needs a password",
            remedy_zh="请先去掉密码，另存一份",
            remedy_en="save a copy without the password",
        )
    return ReadError(
        where,
        zh=f"PDF 已损坏（代码 {code}）",
        en=f"the PDF is damaged (code {code})",
        remedy_zh="请重新下载，或用阅读器打开后另存一份",
        remedy_en="download it again, or open it in a viewer and save a copy",
    )


def _no_text(where: str, pages: int) -> NoTextLayer:
    from nlp_oldcadre.read import scan

    if not scan.is_available():
        return scan.missing(where, pages)
    return NoTextLayer(
        where,
        zh=f"PDF 的 {pages} 页都是图片（扫描件），没有识别出文字",
        en=f"the {pages} pages of the PDF are pictures (a scan), and no text was found in them",
        remedy_zh="请确认是文件的扫描件，并以 200 dpi 以上重新扫描",
        remedy_en="make sure that they show a document, and scan it at 200 dpi or more",
    )
