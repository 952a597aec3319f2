"""Pages as pictures with the mentions boxed: PDF through pdfium, scans as they are, OFD drawn here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from nlp_oldcadre.errors import NoPicture, NotFound, QueryError, ReadError, system_reason
from nlp_oldcadre.model import MENTION_TYPES, Document
from nlp_oldcadre.pages import Page
from nlp_oldcadre.read import ofd
from nlp_oldcadre.read.archive import Place, member
from nlp_oldcadre.read.picture_marks import draw_mentions, hide_masked

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = (36, 600)
# More pixels than this (A3 at 400 dpi has 31 million) serve no eye.
_MOST_PIXELS = 60_000_000


def page_image(
    document: Document, number: int, *, mentions: bool = True, types: Sequence[str] = MENTION_TYPES, dpi: int = 144
) -> Image:
    """The page of this number (from 1) as a picture.

    Parameters
    ----------
    document : as read and processed; its file is read again from ``source.uri``.
    mentions : box the mentions, in a colour for each type, with a legend below the page.
    types : the mention types to box.
    dpi : pixels an inch.

    Raises
    ------
    NoPicture : the format has no pages with places, there is no such page, the file changed, or (OFD) this machine has no
        Chinese font.
    NotFound : the file is gone.
    QueryError : ``types`` or ``dpi`` make no sense.
    """
    _check(types, dpi)
    page = _page(document, number)
    render = _renderer(document)
    scale = min(dpi / 72, (_MOST_PIXELS / (page.width * page.height)) ** 0.5)  # type: ignore[operator]
    image = render(_bytes(document), document, page, scale).convert("RGB")
    scale = image.width / page.width  # type: ignore[operator]
    hide_masked(image, document, page, scale)
    return draw_mentions(image, document, page, types, scale) if mentions else image


def _pdf(data: bytes, document: Document, page: Page, scale: float) -> Image:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as opened:
            return opened[page.number - 1].render(scale=scale).to_pil()
    except pypdfium2.PdfiumError as error:
        raise _unreadable(document.source.uri) from error


def _ofd(data: bytes, document: Document, page: Page, scale: float) -> Image:
    from nlp_oldcadre.read import picture_ofd

    # One of several documents of a package: its name stands at the end of the place, and of the bytes that make its id.
    name = (Place.of(document.source.uri).inside or ("",))[-1]
    package = data.removesuffix(name.encode("utf-8", "replace")) if name else data
    names = ofd.documents(package, document.source.uri)
    return picture_ofd.render(package, name if name in names else None, page.number, scale, document.source.uri)


def _photo(data: bytes, document: Document, page: Page, scale: float) -> Image:
    from PIL import Image

    from nlp_oldcadre.read import image

    pixels, width, height = next(islice(image.pictures(data, document.source.uri), page.number - 1, None))
    return Image.fromarray(pixels).resize((round(width * scale), round(height * scale)), Image.Resampling.LANCZOS)


# By media type, or its first half.
_RENDERERS: dict[str, Callable[[bytes, Document, Page, float], Image]] = {
    "application/pdf": _pdf, ofd.MEDIA_TYPE: _ofd, "image": _photo,
}  # fmt: skip


def _renderer(document: Document) -> Callable[[bytes, Document, Page, float], Image]:
    kind = document.source.media_type.partition(";")[0]
    found = _RENDERERS.get(kind) or _RENDERERS.get(kind.partition("/")[0])
    if found is None:
        raise _no_places(document.source.uri)
    return found


def _check(types: Sequence[str], dpi: int) -> None:
    if unknown := [kind for kind in types if kind not in MENTION_TYPES]:
        raise QueryError(
            "types", zh=f"没有 {unknown[0]} 这种标注类型", en=f"there is no mention type {unknown[0]}",
            remedy_zh=f"可用：{', '.join(MENTION_TYPES)}", remedy_en=f"use some of {', '.join(MENTION_TYPES)}",
        )  # fmt: skip
    if not DPI[0] <= dpi <= DPI[1]:
        raise QueryError(
            "dpi", zh=f"分辨率 {dpi} 不合适", en=f"{dpi} dpi is out of range",
            remedy_zh=f"请用 {DPI[0]} 到 {DPI[1]}", remedy_en=f"use {DPI[0]} to {DPI[1]}",
        )  # fmt: skip


def _page(document: Document, number: int) -> Page:
    uri = document.source.uri
    if not any(page.width and page.height and page.boxes is not None for page in document.pages):
        raise _no_places(uri)
    page = next((page for page in document.pages if page.number == number), None)
    if page is None or not page.width or not page.height:
        count = len(document.pages)
        raise NoPicture(
            uri, zh=f"没有第 {number} 页，共 {count} 页", en=f"there is no page {number}; it has {count}",
            remedy_zh=f"请选 1 到 {count} 之间的页码", remedy_en=f"choose a page from 1 to {count}",
        )  # fmt: skip
    return page


def _bytes(document: Document) -> bytes:
    """The document's bytes, read again.

    Raises
    ------
    NotFound : the file is gone, or the document was read from bytes.
    NoPicture : they are not those that were read.
    """
    uri = document.source.uri
    place = Place.of(uri)
    try:
        data = place.path.read_bytes()
    except OSError as error:
        zh, en = system_reason(error)
        raise NotFound(
            uri, zh=f"原文件打不开（{zh}），画不出页面", en=f"the file that it was read from can't be opened ({en})",
            remedy_zh="请把原文件放回原处；从字节读入的文件请先存盘再读", remedy_en="put it back; save bytes to a file first",
        ) from error  # fmt: skip
    data = member(data, place).data
    if hashlib.sha256(data).hexdigest() != document.source.id:
        raise NoPicture(
            uri, zh="文件在读过之后改动了，标注与页面对不上", en="the file changed after it was read",
            remedy_zh="请重新处理这个文件", remedy_en="process it again",
        )  # fmt: skip
    return data


def _no_places(uri: str) -> NoPicture:
    return NoPicture(
        uri, zh="这种格式没有版面位置，画不出页面", en="its format has no pages with places",
        remedy_zh="PDF、OFD 和图片（扫描件）可以画出页面", remedy_en="pages of PDF, OFD and pictures can be shown",
    )  # fmt: skip


def _unreadable(uri: str) -> ReadError:
    return ReadError(
        uri, zh="文件已损坏，画不出页面", en="the file is damaged and can't be drawn",
        remedy_zh="请重新下载，或用阅读器打开后另存一份", remedy_en="download it again, or save a copy in a viewer",
    )  # fmt: skip
