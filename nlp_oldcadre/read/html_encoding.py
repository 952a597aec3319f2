"""The encoding of a web page: what its bytes are counts more than what it says of itself."""

from __future__ import annotations

import re

from nlp_oldcadre.errors import UnknownEncoding
from nlp_oldcadre.read import plain

_LABEL = re.compile(rb"""(?i)charset\s*=\s*["']?\s*([a-z0-9_\-]{2,20})""")
_LABELLED_WITHIN = 4_096
# A page that calls itself GB2312 is GBK or GB18030 in truth.
_NAMES = {
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "gb_2312-80", "gb18030", "cp936"), "gb18030"),
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
    **dict.fromkeys(("big5", "big5-hkscs"), "big5"),
}
_MARKUP = re.compile(r"(?i)<(script\b|style\b|!--)?[^<>]*>?")
_CLOSINGS = {name: re.compile(rf"(?i)</{name}\s*>") for name in ("script", "style")} | {"!--": re.compile("-->")}


def decoded(data: bytes, where: str, label: str | None = None) -> tuple[str, str]:
    """The page's text and its encoding.

    Broken characters are let pass where nobody reads them: in the tags (a description cut in the middle of a character is
    common), scripts and comments.

    Parameters
    ----------
    data : the page.
    where : what to call it in an error.
    label : the encoding that came with the page (in the head of an e-mail's part).

    Raises
    ------
    UnknownEncoding, UnknownFormat, ReadError : as :func:`nlp_oldcadre.read.plain.decode`.

    Examples
    --------
    >>> decoded('<meta charset="utf-8"><p>老干部工作</p>'.encode("gb18030"), "a.html")
    ('<meta charset="utf-8"><p>老干部工作</p>', 'gb18030')
    """
    try:
        encoding, text = plain.decode(data, where)
    except UnknownEncoding:
        found = _LABEL.search(data, 0, _LABELLED_WITHIN)
        told = [label or "", found[1].decode("ascii") if found else ""]
        for encoding in dict.fromkeys(_NAMES.get(name.lower(), "") for name in told):
            if encoding and "\ufffd" not in _beside_markup(text := data.decode(encoding, "replace")):
                return text.replace("\ufffd", ""), encoding
        raise
    return text, encoding


def _beside_markup(text: str) -> str:
    """What stands outside tags, scripts and comments."""
    kept: list[str] = []
    at = 0
    closings = dict(_CLOSINGS)
    for markup in _MARKUP.finditer(text):
        if markup.start() < at:
            continue
        name = (markup[1] or "").lower()
        end = markup.end() if markup[0].endswith(">") else markup.start()
        if closing := closings.get(name):
            if found := closing.search(text, markup.end(1)):
                end = found.end()
            else:
                # It is looked for once: there is none further on either.
                del closings[name]
        kept.append(text[at : markup.start()])
        at = end
    return "".join([*kept, text[at:]])
