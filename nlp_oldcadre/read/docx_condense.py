"""The XML of a DOCX made shorter before it is parsed, without a change to what is read of it.

Word breaks a sentence into a run for each change of keyboard, spelling mark and revision, and says of each its fonts anew;
half of the elements say nothing that this package reads. Leaving them out as bytes is ten times cheaper than as a tree.
A paragraph that is one run of text then stands as one element, ``<w:p plain="3">``: it looks like sample 3 of those behind
the document's body. Only bytes that can mean nothing else are touched: where the file has comments, CDATA or another
prefix, it stays as it is.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_DECLARED = re.compile(
    rb'xmlns:w="http://(?:schemas\.openxmlformats\.org/wordprocessingml/2006|purl\.oclc\.org/ooxml/wordprocessingml)/main"'
)
# Comments, CDATA, instructions, and a prefix that is declared anew.
_STRANGE = (b"<!", b"<?", b"xmlns:w=")
_ATTRIBUTES = rb'(?: [a-zA-Z0-9:]+="[^"]*")*'
_SILENT = re.compile(
    rb"<w:(?:rFonts|szCs|bCs|iCs|lang|kern|proofErr|bookmarkStart|bookmarkEnd|u|i|spacing|w|position|noProof|snapToGrid"
    rb"|ind|adjustRightInd|autoSpaceDE|autoSpaceDN|widowControl|overflowPunct|kinsoku|topLinePunct|wordWrap|highlight|shd"
    rb"|tcW|vAlign|textAlignment|keepNext|keepLines|contextualSpacing)" + _ATTRIBUTES + rb"/>"
)
# Who changed what in which session, on runs and paragraphs, which have no other attributes.
_REVISIONS = (
    (re.compile(rb"<w:r w:rsid[^>/]*"), b"<w:r"),
    (re.compile(rb"<w:p w:rsid[^>/]*"), b"<w:p"),
    (re.compile(rb"<w:p w14:paraId[^>/]*"), b"<w:p"),
    (_SILENT, b""),
    # The looks of a paragraph's mark, which nobody sees.
    (re.compile(rb"<w:rPr>(?:<w:(?:sz|b|color|rStyle)" + _ATTRIBUTES + rb"/>)*</w:rPr></w:pPr>"), b"</w:pPr>"),
    (re.compile(rb"<w:(rPr|pPr|tcPr)>(?:</w:\1>)"), b""),
)
# The root, with what it declares, stands within.
_HEAD = 10_000
_END = b"</w:document>"
_RUN_END, _PARAGRAPH_END = b"</w:t></w:r>", b"</w:p>"
# A run whose looks are plain enough to stand in an attribute, and one that begins with its text.
_LOOKS = re.compile(rb'<w:r><w:rPr>((?:<w:(?:sz|b|color|vanish|rStyle)(?: w:val="[\w#.-]*")?/>)+)</w:rPr>')
_LOOK = re.compile(rb'<w:(\w+)(?: w:val="([\w#.-]*)")?/>')
_RUN = re.compile(rb'<w:r(?: looks="[^"]*")?><w:t(?: xml:space="preserve")?>\Z')
# A paragraph that begins with such a run, its properties of the few kinds that are read and no more.
_PLAIN = re.compile(
    rb"<w:p>((?:<w:pPr>(?:<w:(?:pStyle|outlineLvl|jc|pageBreakBefore)" + _ATTRIBUTES + rb"/>"
    rb"|<w:numPr>(?:<w:(?:ilvl|numId)" + _ATTRIBUTES + rb"/>)*</w:numPr>)*</w:pPr>)?"
    rb'<w:r(?: looks="[^"]*")?)><w:t(?: xml:space="preserve")?>\Z'
)
_PRESERVED = b'">'
_BLANKS = frozenset((b"", b" ", b"\t", b"\r", b"\n"))


class _Edge(NamedTuple):
    """The mark-up between two texts, shortened.

    Parameters
    ----------
    run : the mark-up, where it is that of a run of text and no more.
    short : all of it, up to where a paragraph begins that may be plain.
    opening : the mark-up of that paragraph, up to its text, and ``plain`` what stands for it where it is.
    head : the run that all ends with; no run has the head ``-``.
    """

    run: bytes
    short: bytes
    opening: bytes
    plain: bytes
    head: bytes


def condensed(data: bytes) -> bytes:
    """The part without properties that are not read, neighbouring runs of equal looks as one, plain paragraphs as such.

    Looks of a run that are plain are told by its attribute ``looks``.

    Examples
    --------
    >>> main = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    >>> runs = b'<w:r w:rsidR="00A1"><w:rPr><w:lang w:val="zh"/></w:rPr><w:t>a</w:t></w:r><w:r><w:t>b</w:t></w:r>'
    >>> condensed(main + b"<w:p>" + runs + b"</w:p></w:document>").removeprefix(main)
    b'<w:p plain="0">ab</w:p><samples><w:p plain="0"><w:r/></w:p></samples></w:document>'
    """
    pieces = data.split(_RUN_END)
    bounds = _bounds(data, len(pieces[0]), len(pieces[-1]))
    if bounds is None:
        return data
    begin, end = bounds
    pieces[-1] = pieces[-1][: end - len(data)]
    pieces[0] = pieces[0][begin:]
    samples: list[bytes] = []
    out = _joined(pieces, samples)
    told = b"<samples>%b</samples>" % b"".join(samples) if samples else b""
    return b"".join((data[:begin], *out, told, data[end:])) if out else data


def _bounds(data: bytes, first: int, last: int) -> tuple[int, int] | None:
    """Where the root has declared its prefix, and where it ends; None for a part that is to stay as it is."""
    declared = _DECLARED.search(data, 0, min(first, _HEAD))
    end = data.rfind(_END, max(len(data) - last, 0))
    if declared is None or end < declared.end() or data.count(b"xmlns:w=", 0, declared.end()) != 1:
        return None
    return declared.end(), end


def _joined(pieces: list[bytes], samples: list[bytes]) -> list[bytes]:
    """The pieces, each of mark-up and a text, shortened; nothing where one is strange."""
    edges: dict[bytes, _Edge] = {}
    out: list[bytes] = []
    last, before, opened, instead, preserved = b"-", b"", -1, b"", False
    for piece in pieces:
        # What stands before a text comes again and again; the text itself has no mark-up.
        at = piece.rfind(b">") + 1
        told, text = piece[:at], piece[at:]
        edge = edges.get(told)
        if edge is None:
            if any(sign in told for sign in _STRANGE):
                return []
            edge = edges[told] = _edge(told, samples)
        if b"<" in text:
            return []
        run, short, opening, plain, head = edge
        # Blanks at the edges of a text count only where the text says so.
        if run == last and (preserved or not (before[-1:] in _BLANKS or text[:1] in _BLANKS)):
            out.append(text)
        else:
            if opened >= 0 and short.startswith(_PARAGRAPH_END) and (preserved or _is_tight(out, opened)):
                out[opened] = instead
            else:
                out.append(_RUN_END)
            opened, instead = len(out) + 1 if opening else -1, plain
            out += (short, opening, text)
            last, preserved = head, head.endswith(_PRESERVED)
        before = text
    return out[1:]


def _is_tight(out: list[bytes], opened: int) -> bool:
    """Whether the text that begins there has no blanks at its edges."""
    return out[opened + 1][:1] not in _BLANKS and out[-1][-1:] not in _BLANKS


def _edge(told: bytes, samples: list[bytes]) -> _Edge:
    for pattern, instead in _REVISIONS:
        told = pattern.sub(instead, told)
    told = _LOOKS.sub(_as_attribute, told)
    begun, paragraph = _RUN.search(told), _PLAIN.search(told)
    head = begun.group() if begun else b"-"
    if paragraph is None:
        return _Edge(told if begun and begun.start() == 0 else b"", told, b"", b"", head)
    plain = b'<w:p plain="%d">' % len(samples)
    samples.append(plain + paragraph[1] + b"/></w:p>")
    return _Edge(b"", told[: paragraph.start()], paragraph.group(), plain, head)


def _as_attribute(run: re.Match[bytes]) -> bytes:
    """``looks="sz=32 b"``: a tree of four elements less."""
    told = (name if value is None else name + b"=" + value for name, value in (m.groups() for m in _LOOK.finditer(run[1])))
    return b'<w:r looks="' + b" ".join(told) + b'">'
