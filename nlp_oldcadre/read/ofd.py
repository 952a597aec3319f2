"""OFD (GB/T 33190, the national format of pages): characters and boxes from its XML, reading order from the layout analysis.

A package may hold several documents (``DocBody``): :func:`documents` names them, :func:`read_document` reads one.

=============  ==========================================================================================================
ofd_package    parts by path; ofd_numbers: lists of numbers, matrices, offsets, colours
ofd_book       a document: pages, templates, resources
ofd_objects    a page: texts, paths and pictures in the order of drawing
ofd_text       texts → characters with boxes; ofd_fonts: private characters, by their glyphs
ofd_pages      a page → what the layout analysis takes
ofd_marks      lines, seals, attachments, tags; ofd_paths, ofd_pictures
=============  ==========================================================================================================
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from nlp_oldcadre.errors import EmptyDocument, Locked, NotFound, ReadError, TooLarge
from nlp_oldcadre.pages import Element
from nlp_oldcadre.read.content import Content, unread_pages
from nlp_oldcadre.read.ofd_package import Parts, child, children, text_of
from nlp_oldcadre.read.text_limit import check_text_size
from nlp_oldcadre.read.zipped import Package, is_package, member_names

if TYPE_CHECKING:
    from lxml.etree import _Element

    from nlp_oldcadre.read.layout_glyphs import PageGlyphs
    from nlp_oldcadre.read.ofd_book import Book

MEDIA_TYPE = "application/ofd"
_ENTRY = "OFD.xml"
_MOST_DOCUMENTS = 1_000


def recognises(data: bytes) -> bool:
    """Whether the bytes are a ZIP package with OFD's entry in it."""
    return is_package(data) and any(name.casefold() == _ENTRY.casefold() for name in member_names(data))


def read(data: bytes, where: str, max_bytes: int) -> Content:
    """The first document of the package; elements of kind ``other_document`` name the others.

    Raises
    ------
    Locked : the package is encrypted.
    NoTextLayer : its pages are pictures only, and the extra ``ocr`` is not installed.
    EmptyDocument : they are, and no text was recognised in them.
    TooLarge : it has too many pages, or its text is longer than ``max_bytes`` in UTF-8.
    ReadError : it is damaged, or a page is missing.
    """
    bodies = _bodies(Parts(Package(data, where), where))
    content = read_document(data, next(iter(bodies)), where, max_bytes)
    others = tuple(Element("other_document", name, rule="package") for name in list(bodies)[1:])
    return content._replace(elements=content.elements + others)


def documents(data: bytes, where: str = "<bytes>") -> tuple[str, ...]:
    """The names of the documents of a package: the folders of their roots (``Doc_0``).

    Raises
    ------
    Locked : the package is encrypted.
    ReadError : it is damaged.
    """
    return tuple(_bodies(Parts(Package(data, where), where)))


def read_document(data: bytes, name: str, where: str, max_bytes: int) -> Content:
    """The document of this name: text in reading order, with pages, boxes, paragraphs, tables, seals and attachments.

    Raises
    ------
    NotFound : the package has no document of this name.
    ReadError : as :func:`read` does.
    """
    from nlp_oldcadre.read import ofd_marks
    from nlp_oldcadre.read.layout import lay_out

    book = open_document(data, name, where)
    pages, pictures = _pages(book, max_bytes)
    recognised = recognise(book, [pages[number] for number in pictures]) if pictures else {}
    pages |= recognised
    if pictures and not any(page.text.strip() for page in pages.values()):
        raise _no_text(where, len(pages))
    content = lay_out((pages[number] for number in sorted(pages)), MEDIA_TYPE)
    check_text_size(len(content.text.encode("utf-8", "replace")), where, max_bytes, zh="OFD ", en="the OFD file")
    unplaced = tuple(seal for seal in ofd_marks.seals(book) if seal.page is None)
    beside = (*ofd_marks.attachments(book), *ofd_marks.remarks(book))
    unread = unread_pages(number for number in pictures if number not in recognised)
    return content._replace(elements=content.elements + unplaced + beside + unread)


def open_document(data: bytes, name: str | None, where: str) -> Book:
    """The document of this name, the first one for None."""
    from nlp_oldcadre.read.ofd_book import open_book

    parts = Parts(Package(data, where), where)
    bodies = _bodies(parts)
    body = bodies.get(name) if name is not None else next(iter(bodies.values()))
    if body is None:
        raise NotFound(
            f"{where}!/{name}", zh="OFD 文件里没有这份文件", en="the OFD file has no such document",
            remedy_zh="请检查名称", remedy_en="check the name",
        )  # fmt: skip
    return open_book(parts, body)


def recognise(book: Book, pages: list[PageGlyphs]) -> dict[int, PageGlyphs]:
    """These pages, which are pictures, with recognised characters; none where the extra ``ocr`` is not installed."""
    import numpy as np

    from nlp_oldcadre.read import picture_ofd, scan

    if not scan.is_available():
        return {}
    if len(pages) > scan.MOST_SCANS:
        raise _too_many(
            book.parts.where, f"{len(pages):,} 页图片（扫描件）", f"{len(pages):,} pages of pictures", scan.MOST_SCANS
        )
    found = {}
    for page in pages:
        scale = min(scan.DPI / 72, (scan.MOST_PIXELS / (page.width * page.height)) ** 0.5)
        picture = np.asarray(picture_ofd.paint(book, page.number, scale, letters=False))
        colours = np.ascontiguousarray(picture[:, :, ::-1])
        found[page.number] = scan.read_page(colours, page.number, page.width, page.height, page.elements)
    return found


def _pages(book: Book, max_bytes: int) -> tuple[dict[int, PageGlyphs], list[int]]:
    """The pages by their number, and the numbers of those that are pictures."""
    from nlp_oldcadre.read.ofd_marks import seals
    from nlp_oldcadre.read.ofd_pages import PageReader

    reader = PageReader(book, tuple(seals(book)))
    pages: dict[int, PageGlyphs] = {}
    pictures, size = [], 0
    for leaf in book.pages:
        page, is_picture = reader.read(leaf)
        pages[leaf.number] = page
        if is_picture:
            pictures.append(leaf.number)
        size += len(page.text)
        check_text_size(size, book.parts.where, max_bytes, zh="OFD ", en="the OFD file")
    return pages, pictures


def _bodies(parts: Parts) -> dict[str, _Element]:
    """The documents of a package by name."""
    if any(posixpath.basename(name).casefold() == "encryptions.xml" for name in parts.package):
        raise _locked(parts.where)
    entry = parts.xml(_ENTRY)
    if child(entry, "Encryptions") is not None:
        raise _locked(parts.where)
    found: dict[str, _Element] = {}
    for number, body in enumerate(children(entry, "DocBody")):
        if number >= _MOST_DOCUMENTS:
            count = f"超过 {_MOST_DOCUMENTS:,} 份文件", f"more than {_MOST_DOCUMENTS:,} documents"
            raise _too_many(parts.where, *count, _MOST_DOCUMENTS)
        name = posixpath.dirname(text_of(child(body, "DocRoot")).replace("\\", "/")).strip("/") or f"Doc_{number}"
        found[name if name not in found else f"{name}_{number}"] = body
    if not found:
        raise ReadError(
            parts.where, zh="OFD 文件不完整，里面没有文件", en="the OFD file holds no document",
            remedy_zh="请重新下载，或用 OFD 阅读器打开后另存一份", remedy_en="download it again, or save a copy in a viewer",
        )  # fmt: skip
    return found


def _too_many(where: str, zh: str, en: str, limit: int) -> TooLarge:
    return TooLarge(
        where, zh=f"OFD 里有{zh}，上限 {limit:,}", en=f"the OFD file holds {en}; the limit is {limit:,}",
        remedy_zh="请拆成单篇文件", remedy_en="split it into single documents",
    )  # fmt: skip


def _locked(where: str) -> Locked:
    return Locked(
        where, zh="OFD 已加密，需要密码或证书", en="the OFD file is encrypted and needs a password or certificate",
        remedy_zh="请先用 OFD 阅读器解密，另存一份", remedy_en="decrypt it in a viewer and save a copy",
    )  # fmt: skip


def _no_text(where: str, pages: int) -> ReadError:
    from nlp_oldcadre.read import scan

    if not scan.is_available():
        return scan.missing(where, pages)
    return EmptyDocument(
        where,
        zh=f"共 {pages} 页，都是图片，没有识别出文字",
        en=f"its {pages} pages are pictures in which no text was recognised",
        remedy_zh="请用 OFD 阅读器检查；能看到文字的，请另存为 PDF 再处理",
        remedy_en="look at it in a viewer; if it shows text, save it as PDF",
    )
