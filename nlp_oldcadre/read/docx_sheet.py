"""The elements of ``styles.xml`` by the id of the style, parsed when they are asked for.

Word writes some 160 styles, most of them of tables, of which a document uses five. Where the part is written in another way
than Word's (another prefix, comments, another encoding than UTF-8), it is parsed whole.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from nlp_oldcadre.read import xml
from nlp_oldcadre.read.docx_names import W, transitional

if TYPE_CHECKING:
    from lxml.etree import _Element

_STYLE, _STYLE_END, _END = b"<w:style ", b"</w:style>", b"</w:styles>"
_ID = re.compile(rb' w:styleId="([^"]*)"')
_DEFAULT = re.compile(rb' w:default="(?:1|true|on)"')
_DECLARED = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml version=['\"]1\.0['\"](?: encoding=['\"](?:UTF|utf)-8['\"])?"
    rb"(?: standalone=['\"]\w+['\"])?\s*\?>\s*)?"
    rb"<w:styles [^<>]*xmlns:w=[^<>]*>"
)
# Comments, CDATA and document types; instructions and prefixes that are declared anew.
_STRANGE = (b"<!", b"<?", b"xmlns:w=")
_LATENT, _LATENT_END = b"<w:latentStyles", b"</w:latentStyles>"
_ON = frozenset(("1", "true", "on"))


class Sheet:
    """The styles of one document.

    Parameters
    ----------
    data : the part, None where there is none.
    where : what to call the document in an error.

    Raises
    ------
    ReadError : the part is no sound XML; of one that is parsed by pieces this is seen of the pieces that are used.
    """

    def __init__(self, data: bytes | None, where: str) -> None:
        self._where = where
        self._packed: dict[str, bytes] = {}
        self._styles: dict[str, _Element] = {}
        self._head = b""
        self.default: str | None = None
        self.root: _Element | None = None
        if data is not None and not self._split(data):
            self._packed.clear()
            self.default = None
            self.root = xml.parse(transitional(data), where, "styles.xml")
            self._learn(self.root)

    def get(self, key: str) -> _Element | None:
        """The ``w:style`` of this id."""
        packed = self._packed.pop(key, None)
        if packed is not None:
            style = self._parsed(_STYLE + packed).find(W + "style")
            if style is not None:
                self._styles[key] = style
        return self._styles.get(key)

    def __contains__(self, key: object) -> bool:
        return key in self._packed or key in self._styles

    def _parsed(self, inner: bytes) -> _Element:
        return xml.parse(transitional(self._head + inner + _END), self._where, "styles.xml")

    def _learn(self, root: _Element) -> None:
        for style in root.findall(W + "style"):
            key = style.get(W + "styleId")
            if key is not None:
                self._styles.setdefault(key, style)
                if style.get(W + "type") == "paragraph" and style.get(W + "default") in _ON:
                    self.default = key

    def _split(self, data: bytes) -> bool:
        """Whether the part is written in Word's way, and so could be taken to pieces."""
        head, *pieces = data.split(_STYLE)
        declared = _DECLARED.match(head)
        if declared is None or not pieces or head.count(b"xmlns:w=") != 1 or b"<!" in head:
            return False
        if not pieces[-1].rstrip().endswith(_STYLE_END + _END):
            return False
        pieces[-1] = pieces[-1].rstrip().removesuffix(_END)
        for piece in pieces:
            told = piece[: piece.find(b">")]
            # Those of tables say nothing that is read.
            if b'w:type="table"' not in told and not self._keep(b" " + told, piece):
                return False
        kept = b"".join(self._packed.values())
        if any(sign in kept for sign in _STRANGE):
            return False
        self._head = declared.group()
        start, end = head.find(_LATENT), head.find(_LATENT_END)
        if 0 < start < end:
            head = head[:start] + head[end + len(_LATENT_END) :]
        self.root = self._parsed(head.removeprefix(self._head))
        return True

    def _keep(self, told: bytes, piece: bytes) -> bool:
        found = _ID.search(told)
        if found is None or piece.find(_STYLE_END) != len(piece) - len(_STYLE_END):
            return False
        key = unescape(found[1].decode("utf-8", "replace"))
        self._packed.setdefault(key, piece)
        if b' w:type="paragraph"' in told and _DEFAULT.search(told):
            self.default = key
        return True
