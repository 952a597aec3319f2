"""One safe way to parse the XML of documents: no document types and so no entities, nothing fetched, no huge trees."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NoReturn

from nlp_oldcadre.errors import ReadError, TooLarge

if TYPE_CHECKING:
    from lxml.etree import XMLParser, _Element

# A tree takes about ten times the bytes.
MAX_XML_BYTES = 80_000_000
# No format of documents has a use for one, and libxml2 may fetch what it names whatever it is told.
_DOCTYPE = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def parse(data: bytes, where: str, part: str = "") -> _Element:
    """The root element; comments and processing instructions are left out.

    The parser goes no deeper than 256 elements (its own limit), so walking the tree by recursion is safe.

    Parameters
    ----------
    data : the bytes; their encoding is told by the XML declaration.
    where : what to call the document in an error.
    part : the part of the document that the bytes are (``word/document.xml``).

    Raises
    ------
    TooLarge : there are more than ``MAX_XML_BYTES``.
    ReadError : they are no well-formed XML, nest too deep, or declare a document type (and with it entities).

    Examples
    --------
    >>> parse(b"<a><!-- x --><b>1</b></a>", "a.xml")[0].text
    '1'
    """
    from lxml import etree

    if len(data) > MAX_XML_BYTES:
        _too_large(where, part)
    if any(mark in data for mark in _DOCTYPE):
        _refuse(where, part, "带有 DOCTYPE 声明，可能是恶意文件", "declares a DOCTYPE, as a hostile file does")
    try:
        root = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        reason = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
        _refuse(where, part, "不是完好的 XML", f"is no sound XML ({reason})", error)
    if root is None:
        _refuse(where, part, "不是完好的 XML", "is no sound XML")
    if root.getroottree().docinfo.internalDTD is not None:
        _refuse(where, part, "带有 DOCTYPE 声明，可能是恶意文件", "declares a DOCTYPE, as a hostile file does")
    return root


@cache
def _parser() -> XMLParser:
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def _too_large(where: str, part: str) -> NoReturn:
    raise TooLarge(
        where,
        zh=f"文件里的 {part or 'XML'} 超过 {MAX_XML_BYTES:,} 字节",
        en=f"{part or 'the XML'} of the file has more than {MAX_XML_BYTES:,} bytes",
        remedy_zh="请拆成单篇文件",
        remedy_en="split it into single documents",
    )


def _refuse(where: str, part: str, zh: str, en: str, error: Exception | None = None) -> NoReturn:
    raise ReadError(
        where,
        zh=f"文件里的 {part or 'XML'} {zh}",
        en=f"{part or 'the XML'} of the file {en}",
        remedy_zh="请重新下载，或用办公软件打开后另存一份",
        remedy_en="download it again, or open it in its program and save a copy",
    ) from error
