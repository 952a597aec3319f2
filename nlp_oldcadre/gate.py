"""The gate: a document that is marked as a state secret goes no further than this.

Readers call it before a document leaves them, so nothing of it is processed or stored; the error names the file and the
mark, never the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from nlp_oldcadre.errors import Classified
from nlp_oldcadre.model import Document
from nlp_oldcadre.tables import Tables, load_tables

_LINE = re.compile(r"[^\n]+")
# What a format puts around a line: emphasis, brackets, the bars of a table.
_FRAME = " \t\u3000\xa0\r*_#>|｜【】[]（）()〔〕《》<>“”\"'"
_DEGREE_SIGN = "密"


class _Marks(NamedTuple):
    """The patterns of ``secrecy.toml``: of a line with a star, of one with a bare degree, and of a labelled degree."""

    starred: re.Pattern[str]
    bare: re.Pattern[str]
    labelled: re.Pattern[str]
    head_lines: int
    page_lines: int


def refuse_classified(document: Document, tables: Tables | None = None) -> None:
    """Raise if the document is marked 绝密, 机密 or 秘密.

    A mark is a line of its own (with ★ and term, or among the first lines of the document or of a page), a labelled degree
    (密级：机密), or a reader's element of that kind. The words in running text mark nothing.

    Raises
    ------
    Classified : it is; ``mark`` in the message is the only thing told of the content.

    Examples
    --------
    >>> refuse_classified(Document.from_text("严守国家秘密。"))
    >>> refuse_classified(Document.from_text("机密★1年\\n关于有关事项的通知", uri="a.txt"))
    Traceback (most recent call last):
    ...
    nlp_oldcadre.errors.Classified: a.txt: the document is marked as classified (机密★1年) and was not processed; \
handle it by the rules for classified documents, not with this program
    """
    if mark := find_mark(document, tables):
        raise Classified(
            document.source.uri,
            zh=f"文件标有密级（{mark}），没有处理",
            en=f"the document is marked as classified ({mark}) and was not processed",
            remedy_zh="请按保密规定管理，不要用本程序处理",
            remedy_en="handle it by the rules for classified documents, not with this program",
        )


def find_mark(document: Document, tables: Tables | None = None) -> str | None:
    """The mark of secrecy of a document (机密★1年), blanks left out; None for one without.

    Examples
    --------
    >>> find_mark(Document.from_text("秘　密\\n某市委文件"))
    '秘密'
    """
    asides = [element.value for element in document.elements]
    if _DEGREE_SIGN not in document.source_text and not any(_DEGREE_SIGN in aside for aside in asides):
        return None
    tables = tables or load_tables()
    marks = tables.keep("gate.marks", lambda: _compile(tables.record("secrecy")))
    found = (match for line in asides for match in _in_line(line, marks, is_head=True))
    in_text = (match for line, is_head in _lines(document, marks) for match in _in_line(line, marks, is_head=is_head))
    return next(found, None) or next(in_text, None)


def _lines(document: Document, marks: _Marks) -> Iterator[tuple[str, bool]]:
    """The lines that name a degree, each with whether it stands in the head of the document or of a page."""
    text = document.source_text
    heads = {match.start() for match in islice(_LINE.finditer(text), marks.head_lines)}
    for page in document.pages:
        heads |= {match.start() for match in islice(_LINE.finditer(text, page.start, page.end), marks.page_lines)}
    for match in _LINE.finditer(text):
        if _DEGREE_SIGN in match[0]:
            yield match[0], match.start() in heads


def _in_line(line: str, marks: _Marks, *, is_head: bool) -> Iterator[str]:
    """The mark that a line is, or that it labels."""
    if match := marks.labelled.search(line):
        yield _joined(match["mark"])
    plain = line.strip(_FRAME)
    if match := marks.starred.fullmatch(plain) or (marks.bare.fullmatch(plain) if is_head else None):
        yield _joined(match["mark"])


def _joined(mark: str) -> str:
    return re.sub(r"\s+", "", mark)


def _compile(record: dict[str, Any]) -> _Marks:
    blank = r"[ \t\u3000\xa0]*"
    degree = "|".join(blank.join(word) for word in record["marks"])
    star = f"{blank}[{re.escape(record['stars'])}]{blank}"
    beside = f"(?:{'|'.join(record['beside'])})"
    sides = f"(?:{beside}{blank})*"
    starred = f"(?:{degree}){star}(?:{record['terms']})?"
    return _Marks(
        re.compile(f"{sides}(?P<mark>{starred}){blank}{sides}"),
        re.compile(f"{sides}(?P<mark>{degree}){blank}{sides}"),
        re.compile(
            f"(?:{record['labels']}){blank}[:：|｜ \\t\\u3000]{blank}(?P<mark>{starred}|(?:{degree})"
            r"(?![\u4e00-\u9fff])(?=[\s|｜，,；;）)]|$))"
        ),
        record["head_lines"],
        record["page_lines"],
    )
