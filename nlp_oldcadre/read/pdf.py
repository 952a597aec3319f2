"""The text of a born-digital PDF, page by page, through pdfium (the only place that imports it)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from nlp_oldcadre.errors import Locked, NoTextLayer, ReadError, TooLarge
from nlp_oldcadre.pages import Page
from nlp_oldcadre.read.content import Content

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

# The mark may stand after some junk; readers accept it within the first kilobyte.
_MARK_WITHIN = 1024


def recognises(data: bytes) -> bool:
    """Whether the bytes begin as a PDF."""
    return b"%PDF-" in data[:_MARK_WITHIN]


def read(data: bytes, where: str, max_bytes: int) -> Content:
    """The pages' text, one page after the other with a line end between them.

    Raises
    ------
    Locked : the PDF is encrypted.
    NoTextLayer : its pages are pictures only.
    TooLarge : its text is longer than ``max_bytes`` in UTF-8.
    ReadError : it is damaged.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        try:
            pieces = list(_pages(document, where, max_bytes))
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise _broken(where, error) from error
    if not any(piece.strip() for piece in pieces):
        raise _no_text(where, len(pieces))
    return Content("".join(pieces), "application/pdf", tuple(_spans(pieces)))


def _pages(document: PdfDocument, where: str, max_bytes: int) -> Iterator[str]:
    """The text of each page, a line end at its end."""
    size = 0
    for page in document:
        text = page.get_textpage().get_text_range()
        page.close()
        # pdfium ends lines with CR LF and marks a hyphen at a line's end by U+FFFE (older: U+0002); NUL has no glyph.
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-").replace("\x02", "-").replace("\0", "")
        size += len(text.encode("utf-8", "replace"))
        if size > max_bytes:
            raise TooLarge(
                where,
                zh=f"PDF 的文字超过单个文件的上限 {max_bytes:,} 字节",
                en=f"the text of the PDF is longer than the limit of {max_bytes:,} bytes",
                remedy_zh="请拆成单篇文件，或用 --max-bytes 调高上限",
                remedy_en="split it into single documents, or raise the limit with --max-bytes",
            )
        yield text if text.endswith("\n") else text + "\n"


def _spans(pieces: list[str]) -> Iterator[Page]:
    at = 0
    for number, piece in enumerate(pieces, 1):
        yield Page(number, at, at + len(piece))
        at += len(piece)


def _broken(where: str, error: Exception) -> ReadError:
    if "password" in str(error).lower() or "security" in str(error).lower():
        return Locked(
            where,
            zh="PDF 已加密，需要密码",
            en="the PDF is encrypted and needs a password",
            remedy_zh="请先去掉密码，另存一份",
            remedy_en="save a copy without the password",
        )
    return ReadError(
        where,
        zh=f"PDF 已损坏（{error}）",
        en=f"the PDF is damaged ({error})",
        remedy_zh="请重新下载，或用阅读器打开后另存一份",
        remedy_en="download it again, or open it in a viewer and save a copy",
    )


def _no_text(where: str, pages: int) -> NoTextLayer:
    return NoTextLayer(
        where,
        zh=f"PDF 的 {pages} 页都是图片（扫描件），没有文字层",
        en=f"the {pages} pages of the PDF are pictures (a scan) without a text layer",
        remedy_zh="请先做文字识别（pip install 'nlp-oldcadre[ocr]' 可装识别工具），再处理识别出的文本",
        remedy_en="recognise the text first (pip install 'nlp-oldcadre[ocr]' brings a tool) and read that",
    )
