"""Bytes → :class:`~nlp_oldcadre.model.Document`: the format is told from the content, never from the file's suffix."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from nlp_oldcadre import masking
from nlp_oldcadre._verbs import make_verb
from nlp_oldcadre.errors import EmptyDocument, NotFound, OldcadreError, ReadError, SeveralDocuments, TooLarge, system_reason
from nlp_oldcadre.gate import refuse_classified
from nlp_oldcadre.model import Document, Source
from nlp_oldcadre.read import archive, docx, foreign, html, image, mail, ofd, office, pdf, plain
from nlp_oldcadre.read.archive import Listed, Place, listing, places
from nlp_oldcadre.read.archive_kinds import Member, is_archive
from nlp_oldcadre.read.content import Content
from nlp_oldcadre.read.walk import Found, Remote, documents_below, paths, printable

__all__ = [
    "MAX_BYTES", "READERS", "Found", "Listed", "Place", "Remote", "documents", "documents_below", "listing", "paths", "places",
    "printable", "read",
]  # fmt: skip

# Of text. A thousand pages of Chinese are about 3 MB of UTF-8; anything far beyond is a dump, not a document.
MAX_BYTES = 10_000_000
# A file with pictures is larger than its text.
_CONTAINER_FACTOR = 20


class Reader(NamedTuple):
    """How a format is told (from its bytes) and read.

    ``read`` takes the bytes, what to call them in an error, and the limit of bytes for the text.
    """

    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, str, int], Content]
    is_container: bool = False


# The registry; its order is the priority, and plain text takes what is left.
READERS: dict[str, Reader] = {
    "pdf": Reader(pdf.recognises, pdf.read, is_container=True),
    "docx": Reader(docx.recognises, docx.read, is_container=True),
    "ofd": Reader(ofd.recognises, ofd.read, is_container=True),
    "office": Reader(office.recognises, office.read, is_container=True),
    "html": Reader(html.recognises, html.read, is_container=True),
    "mail": Reader(mail.recognises, mail.read, is_container=True),
    "image": Reader(image.recognises, image.read, is_container=True),
    "foreign": Reader(foreign.recognises, foreign.refuse, is_container=True),
    "plain": Reader(plain.recognises, plain.read),
}


def read(
    source: str | Path | Place | bytes,
    *,
    uri: str | None = None,
    max_bytes: int = MAX_BYTES,
    mask: bool = False,
    stored: Path | None = None,
) -> Document:
    """Read one file, or bytes, into a document that is not processed yet.

    Parameters
    ----------
    source : a path, a place in an archive (also written ``a.zip!/b.docx``), or the bytes themselves.
    uri : what to call it; the path as given, or ``<bytes>``.
    max_bytes : the limit for the text of one document.
    mask : hide identity numbers, telephone numbers and bank accounts (:mod:`nlp_oldcadre.masking`).
    stored : where the bytes lie, when not at the path that ``source`` names.

    Returns
    -------
    Document
        ``source_text`` is what decoding the bytes gives, line ends and byte order mark as they are (so offsets are those
        of ``open(path, encoding=..., newline="")``, the encoding standing in ``source.media_type``). For a PDF it is the
        text of its pages, and ``pages`` says where each stands. What else the format tells stands in ``blocks``, ``tables``,
        ``elements`` and ``metadata``.

    Raises
    ------
    NotFound : no such file.
    SeveralDocuments : an archive with more than one document; :func:`documents` reads them all.
    ReadError : its subclasses say why: EmptyDocument, UnknownFormat, UnknownEncoding, TooLarge, NoTextLayer, Locked,
        Classified.

    Examples
    --------
    >>> doc = read("辽宁省老干部工作".encode("gb18030"))
    >>> doc.text, doc.source.media_type
    ('辽宁省老干部工作', 'text/plain; charset=gb18030')
    """
    place = source if isinstance(source, Place) else Place.of("<bytes>" if isinstance(source, bytes) else source)
    where = uri or place.uri
    data = source if isinstance(source, bytes) else _load(stored or place.path, printable(place.path), max_bytes)
    if not place.inside and is_archive(data):
        place = _only_document(data, Place(Path(where)))
        where = place.uri
    found = archive.member(data, place)
    content = _content(found, where, max_bytes)
    data = found.data
    identity = Source(hashlib.sha256(data).hexdigest(), where, content.media_type)
    document = Document.from_text(content.text, uri=where, source=identity, pages=content.pages)
    document = replace(
        document,
        metadata=content.metadata,
        blocks=content.blocks,
        tables=content.tables,
        elements=content.elements,
        confidence=content.confidence,
    )
    refuse_classified(document)
    return masking.mask(document) if mask else document


def documents(
    named: str | Path | Iterable[str | Path],
    *,
    max_bytes: int = MAX_BYTES,
    mask: bool = False,
    on_error: Callable[[OldcadreError], None] | None = None,
) -> Iterator[Document]:
    """The documents of files, folders and archives one by one, in the order of their places.

    Parameters
    ----------
    named : files, archives, and folders with all that is below them.
    max_bytes, mask : as in :func:`read`, for each document.
    on_error : called with the error of what can't be read, which is then left out; without it the error is raised.

    Examples
    --------
    >>> list(documents("no/such/folder", on_error=lambda error: print(error.code)))
    not-found
    []
    """
    report = on_error or _raised
    files = paths(named)
    for missing in files.missing:
        report(missing)
    for found in chain.from_iterable(map(listing, files.files)):
        try:
            if isinstance(found, OldcadreError):
                raise found
            document = read(found.place, max_bytes=max_bytes, mask=mask)
        except OldcadreError as error:
            report(error)
        else:
            yield document


def _raised(error: OldcadreError) -> None:
    raise error


def _only_document(data: bytes, place: Place) -> Place:
    """The place of the one document of an archive."""
    found = list(islice(archive.listing_of(data, place), 2))
    if len(found) == 1:
        if isinstance(found[0], OldcadreError):
            raise found[0]
        return found[0].place
    raise SeveralDocuments(
        place.uri,
        zh="里面有多份文件，不能当作一份来读",
        en="it holds several documents and can't be read as one",
        remedy_zh="请用 oc.read.documents(路径) 逐份读取，或用 oldcadre run 整批处理",
        remedy_en="read them one by one with oc.read.documents(path), or process them with oldcadre run",
    )


def _content(member: Member, where: str, max_bytes: int) -> Content:
    data = member.data
    if not data.strip():
        raise _empty(where)
    if member.read:
        content = member.read(where, max_bytes)
    else:
        reader = next(reader for reader in READERS.values() if reader.recognises(data))
        if not reader.is_container:
            _check_size(len(data), where, max_bytes)
        content = reader.read(data, where, max_bytes)
    if not content.text.strip("\ufeff \t\r\n\f\v\u3000\xa0"):
        raise _empty(where)
    return content


def _load(path: Path, where: str, max_bytes: int) -> bytes:
    """The file's bytes; one that is too large is refused before it fills the memory."""
    try:
        if not path.is_file():
            raise NotFound(
                where,
                zh="没有这个文件",
                en="there is no such file",
                remedy_zh="请检查路径是否写对",
                remedy_en="check the path",
            )
        _check_size(path.stat().st_size, where, max_bytes * _CONTAINER_FACTOR)
        return path.read_bytes()
    except OSError as error:
        zh, en = system_reason(error)
        raise ReadError(
            where,
            zh=f"文件打不开（{zh}）",
            en=f"the file can't be opened ({en})",
            remedy_zh="请检查文件的读取权限",
            remedy_en="check that you may read it",
        ) from error


def _check_size(size: int, where: str, limit: int) -> None:
    if size > limit:
        raise TooLarge(
            where,
            zh=f"文件有 {size:,} 字节，超过单个文件的上限 {limit:,} 字节",
            en=f"the file has {size:,} bytes, more than the limit of {limit:,} for one document",
            remedy_zh="请拆成单篇文件，或用 --max-bytes 调高上限",
            remedy_en="split it into single documents, or raise the limit with --max-bytes",
        )


def _empty(where: str) -> EmptyDocument:
    return EmptyDocument(
        where,
        zh="文件是空的，没有文字",
        en="the file holds no text",
        remedy_zh="请重新导出或删去这个文件",
        remedy_en="export it again or leave it out",
    )


make_verb(__name__)
