"""The XML of a DOCX made shorter before it is parsed, without a change to what is read of it.

Word breaks a sentence into a run for each change of keyboard, spelling mark and revision, and says of each its fonts anew;
half of the elements say nothing that this package reads. Leaving them out as bytes is ten times cheaper than as a tree.
Only bytes that can mean nothing else are touched: where the file has comments, CDATA or another prefix, it stays as it is.
"""

from __future__ import annotations

import re

_DECLARED = re.compile(
    rb'xmlns:w="http://(?:schemas\.openxmlformats\.org/wordprocessingml/2006|purl\.oclc\.org/ooxml/wordprocessingml)/main"'
)
_SILENT = re.compile(
    rb"<w:(?:rFonts|szCs|bCs|iCs|lang|kern|proofErr|bookmarkStart|bookmarkEnd|u|i|spacing|w|position|noProof|snapToGrid"
    rb"|ind|adjustRightInd|autoSpaceDE|autoSpaceDN|widowControl|overflowPunct|kinsoku|topLinePunct|wordWrap|highlight|shd)"
    rb'(?: [a-zA-Z0-9:]+="[^"]*")*/>'
)
# Who changed what in which session, on runs and paragraphs, which have no other attributes.
_REVISIONS = (
    (re.compile(rb"<w:r w:rsid[^>/]*"), b"<w:r"),
    (re.compile(rb"<w:p w:rsid[^>/]*"), b"<w:p"),
    (re.compile(rb"<w:p w14:paraId[^>/]*"), b"<w:p"),
    (_SILENT, b""),
    (re.compile(b"<w:rPr></w:rPr>"), b""),
)
# The root, with what it declares, stands within.
_HEAD = 10_000
_RUN_END = b"</w:t></w:r>"
# A run whose looks are plain enough to stand in an attribute, and one that begins with its text.
_LOOKS = re.compile(rb'<w:r><w:rPr>((?:<w:(?:sz|b|color|vanish|rStyle)(?: w:val="[\w#.-]*")?/>)+)</w:rPr>')
_LOOK = re.compile(rb'<w:(\w+)(?: w:val="([\w#.-]*)")?/>')
_RUN = re.compile(rb'<w:r(?: looks="[^"]*")?><w:t(?: xml:space="preserve")?>\Z')
_PRESERVED = b'">'
_BLANKS = frozenset((b"", b" ", b"\t", b"\r", b"\n"))


def condensed(data: bytes) -> bytes:
    """The part without properties that are not read, and neighbouring runs of equal looks as one.

    Looks of a run that are plain are told by its attribute ``looks``.

    Examples
    --------
    >>> main = b'<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    >>> runs = b'<w:r w:rsidR="00A1"><w:rPr><w:lang w:val="zh"/></w:rPr><w:t>a</w:t></w:r><w:r><w:t>b</w:t></w:r></w:p>'
    >>> condensed(main + runs) == main + b"<w:r><w:t>ab</w:t></w:r></w:p>"
    True
    """
    if not _DECLARED.search(data, 0, _HEAD) or data.count(b"xmlns:w=") != 1 or b"<!" in data:
        return data
    known: dict[bytes, tuple[bytes, bytes, bool]] = {}
    out: list[bytes] = []
    last, before = b"", b""
    for piece in data.split(_RUN_END):
        # What stands before a text comes again and again; the text itself has no mark-up.
        edge = piece.rfind(b">") + 1
        told, text = piece[:edge], piece[edge:]
        found = known.get(told)
        if found is None:
            found = known[told] = _shortened(told)
        short, head, is_plain = found
        # Blanks at the edges of a text count only where the text says so.
        if is_plain and head == last and (head[-2:] == _PRESERVED or not (before[-1:] in _BLANKS or text[:1] in _BLANKS)):
            out.append(text)
        else:
            out += (_RUN_END, short, text)
        last, before = head, text
    return b"".join(out[1:])


def _shortened(told: bytes) -> tuple[bytes, bytes, bool]:
    """The mark-up without what says nothing, the head of the run that it ends with, and whether that is all."""
    for pattern, instead in _REVISIONS:
        told = pattern.sub(instead, told)
    told = _LOOKS.sub(_as_attribute, told)
    match = _RUN.search(told)
    return told, match.group() if match else b"", match is not None and match.start() == 0


def _as_attribute(run: re.Match[bytes]) -> bytes:
    """``looks="sz=32 b"``: a tree of four elements less."""
    told = (name if value is None else name + b"=" + value for name, value in (m.groups() for m in _LOOK.finditer(run[1])))
    return b'<w:r looks="' + b" ".join(told) + b'">'
