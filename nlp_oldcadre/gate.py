"""The gate: a document that is marked as a state secret goes no further than this.

Reading calls it before a document leaves the door, and the pipeline for what did not come through it (a text, a document
made by hand), so nothing of it is processed or stored; the error names the file and the mark, never the text. Each member of
an archive is a document of its own: a marked one is refused by itself. 内部资料, 工作秘密 and their like are no degrees: they
become ``Metadata.marking`` (structure).
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
_UNSEEN = dict.fromkeys([0xFEFF, 0xAD, 0x2060, *range(0x200B, 0x2010)]) | dict.fromkeys(map(ord, "\t\u3000\xa0\r"), " ")
_DEGREE_SIGN = "密"
# So many characters around a line its neighbours are looked for.
_NEAR = 240


class _Marks(NamedTuple):
    """The patterns of ``secrecy.toml``.

    ``starred`` is a degree with its star at a line's start, ``inner`` one inside a short line that is no sentence (``prose``
    tells those), ``timed`` a line that is a degree with its term, whatever became of the star, ``bare`` one that is a degree
    alone, ``labelled`` a degree behind its label, ``head`` what stands beside a degree in the head of a document.
    """

    starred: re.Pattern[str]
    inner: re.Pattern[str]
    prose: re.Pattern[str]
    timed: re.Pattern[str]
    bare: re.Pattern[str]
    labelled: re.Pattern[str]
    head: re.Pattern[str]
    frame: str
    head_lines: int
    page_lines: int
    near_lines: int
    longest: int


def refuse_classified(document: Document, tables: Tables | None = None) -> None:
    """Raise if the document is marked 绝密, 机密 or 秘密.

    A mark is a degree with ★ (机密★1年) in a line that is no sentence, a degree alone on a line in the head of the document,
    of a page, or of a document that is forwarded or attached deep in the text, a labelled degree (密级：机密), or a reader's
    element of that kind. The words in running text mark nothing. Where in doubt it is one.

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
    """The lines that name a degree, each with whether it stands in the head of a document or of a page."""
    text = document.source_text
    heads = {match.start() for match in islice(_LINE.finditer(text), marks.head_lines)}
    for page in document.pages:
        heads |= {match.start() for match in islice(_LINE.finditer(text, page.start, page.end), marks.page_lines)}
    for match in _LINE.finditer(text):
        if _DEGREE_SIGN in match[0]:
            yield match[0], match.start() in heads or _is_in_head(text, match, marks)


def _is_in_head(text: str, line: re.Match[str], marks: _Marks) -> bool:
    """Whether a copy number, an urgency, a letterhead or 附件 stands near: the head of a document inside another."""
    if line.end() - line.start() > marks.longest:
        return False
    before = text[max(0, line.start() - _NEAR) : line.start()].split("\n")[:-1]
    after = text[line.end() : line.end() + _NEAR].split("\n")[1:]
    above, below = ([one for one in lines if one.strip()] for lines in (before, after))
    near = above[-marks.near_lines :] + below[: marks.near_lines]
    return any(marks.head.fullmatch(_plain(one, marks)) for one in near)


def _plain(line: str, marks: _Marks) -> str:
    return line.translate(_UNSEEN).strip(marks.frame)


def _in_line(line: str, marks: _Marks, *, is_head: bool) -> Iterator[str]:
    """The mark that a line is, or that it holds."""
    seen = line.translate(_UNSEEN)
    if match := marks.labelled.search(seen):
        yield _joined(match["mark"])
    plain = seen.strip(marks.frame)
    if match := marks.starred.match(plain) or marks.timed.fullmatch(plain):
        yield _joined(match["mark"])
    if len(plain) <= marks.longest and not marks.prose.search(plain) and (match := marks.inner.search(plain)):
        yield _joined(match["mark"])
    if is_head and (match := marks.bare.fullmatch(plain)):
        yield _joined(match["mark"])


def _joined(mark: str) -> str:
    return re.sub(r"\s+", "", mark)


def _compile(record: dict[str, Any]) -> _Marks:
    # Possessive, so that a line of blanks or digits is gone through once.
    blank = " *+"
    degree = "(?:" + "|".join(blank.join(word) for word in record["marks"]) + f")(?:{blank}级)?"
    star = f"{blank}[{re.escape(record['stars'])}]{blank}"
    spread = record["terms"].replace(" ?", blank)
    starred = f"{degree}{star}(?:{spread})?"
    beside = f"(?:{'|'.join(record['beside'])})"
    parted = f"[{re.escape(record['between'])} ]*"
    sides = f"(?:{beside}{parted})*+"
    labels = "|".join(blank.join(word) for word in record["labels"])
    return _Marks(
        starred=re.compile(f"{sides}(?P<mark>{starred})"),
        inner=re.compile(f"(?<!工作)(?<!商业)(?P<mark>{starred})"),
        prose=re.compile(record["prose"]),
        timed=re.compile(f"{sides}(?P<mark>{degree}{blank}[^\\d\\s]?{blank}(?:{record['terms']})){parted}{sides}"),
        bare=re.compile(f"{sides}{parted}(?P<mark>{degree}){parted}{sides}"),
        labelled=re.compile(
            f'(?:{labels}){blank}[:：|｜ ]?{blank}[“"《【［\\[（(]?{blank}(?P<mark>{starred}|{degree})(?![\u4e00-\u9fff])'
            r"(?=[\s|｜，,；;）)\]】］”\"》]|$)"
        ),
        head=re.compile(record["head"]),
        frame=record["frame"],
        head_lines=record["head_lines"],
        page_lines=record["page_lines"],
        near_lines=record["near_lines"],
        longest=record["longest"],
    )
