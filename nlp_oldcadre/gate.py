"""The gate: a document that is marked as a state secret goes no further than this.

Reading calls it before a document leaves the door, and the pipeline for what did not come through it (a text, a document
made by hand), so nothing of it is processed or stored; the error names the file and the mark, never the text. Each member of
an archive is a document of its own: a marked one is refused by itself. 内部资料, 工作秘密 and their like are no degrees: they
become ``Metadata.marking`` (structure).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, islice
from typing import Any, NamedTuple

from nlp_oldcadre.errors import Classified
from nlp_oldcadre.model import Document
from nlp_oldcadre.tables import Tables, load_tables

_ENDS = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")
_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_BLANKS = "\t\r\f\v\u3000\xa0\u202f\u205f" + "".join(map(chr, range(0x2000, 0x200B)))
_UNSEEN = dict.fromkeys([0xFEFF, 0xAD, 0x2060, *range(0x200B, 0x2010), *range(0xFE00, 0xFE10)]) | dict.fromkeys(
    map(ord, _BLANKS), " "
)
# In the head of a document what stands in one cell, or far from the rest of its line, is a line of its own.
_PARTS = re.compile(r" {2,}|[|｜]")
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

    A mark is a degree with ★ (机密★1年) in a line that is no sentence, a degree alone on a line (in a cell, or far from the
    rest of its line) in the head of the document, of a page, or of a document that is forwarded or attached deep in the text,
    a labelled degree (密级：机密), or a reader's element of that kind. The words in running text mark nothing. Where in doubt
    it is one.

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
    asides = [line for element in document.elements for line in _ENDS.split(element.value)]
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
    tops = [_top(text, 0, len(text), marks.head_lines)]
    tops += [_top(text, page.start, page.end, marks.page_lines) for page in document.pages]
    for top in tops:
        yield from ((line, True) for line in _upright(top) if _DEGREE_SIGN in line)
    heads = {match.start() for top in tops for match in top}
    for match in _LINE.finditer(text):
        if _DEGREE_SIGN in match[0]:
            yield match[0], match.start() in heads or _is_in_head(text, match, marks)


def _top(text: str, start: int, end: int, count: int) -> list[re.Match[str]]:
    """The first lines that are not blank."""
    return list(islice((match for match in _LINE.finditer(text, start, end) if _seen(match[0]).strip()), count))


def _upright(lines: list[re.Match[str]]) -> Iterator[str]:
    """What is written with one character a line."""
    letters = (_seen(line[0]).strip() for line in lines)
    return ("".join(run) for is_single, run in groupby(letters, key=lambda letter: len(letter) == 1) if is_single)


def _is_in_head(text: str, line: re.Match[str], marks: _Marks) -> bool:
    """Whether a copy number, an urgency, a letterhead or 附件 stands near: the head of a document inside another."""
    if line.end() - line.start() > marks.longest:
        return False
    before = _ENDS.split(text[max(0, line.start() - _NEAR) : line.start()])[:-1]
    after = _ENDS.split(text[line.end() : line.end() + _NEAR])[1:]
    above, below = ([one for one in lines if one.strip()] for lines in (before, after))
    near = above[-marks.near_lines :] + below[: marks.near_lines]
    return any(marks.head.fullmatch(_plain(one, marks)) for one in near)


def _plain(line: str, marks: _Marks) -> str:
    return _seen(line).strip(marks.frame)


def _seen(line: str) -> str:
    return line.translate(_UNSEEN)


def _in_line(line: str, marks: _Marks, *, is_head: bool) -> Iterator[str]:
    """The mark that a line is, or that it holds."""
    seen = _seen(line)
    if match := marks.labelled.search(seen):
        yield _joined(match["mark"])
    plain = seen.strip(marks.frame)
    if match := marks.starred.match(plain) or marks.timed.fullmatch(plain):
        yield _joined(match["mark"])
    if len(plain) <= marks.longest and not marks.prose.search(plain) and (match := marks.inner.search(plain)):
        yield _joined(match["mark"])
    if is_head and (match := marks.bare.fullmatch(plain)):
        yield _joined(match["mark"])
    if is_head:
        yield from _in_parts(seen, marks)


def _in_parts(line: str, marks: _Marks) -> Iterator[str]:
    """The one part of a line that is a degree; several are a form's choice."""
    parts = (part.strip(marks.frame) for part in _PARTS.split(line) if _DEGREE_SIGN in part)
    found = [match for match in map(marks.bare.fullmatch, parts) if match]
    if len(found) == 1:
        yield _joined(found[0]["mark"])


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
            f'(?:{labels})[:：|｜ ]*+[“"《【［\\[（(]?{blank}(?P<mark>{starred}|{degree})(?![\u4e00-\u9fff])'
            r"(?=[\s|｜，,；;）)\]】］”\"》]|$)"
        ),
        head=re.compile(record["head"]),
        frame=record["frame"],
        head_lines=record["head_lines"],
        page_lines=record["page_lines"],
        near_lines=record["near_lines"],
        longest=record["longest"],
    )
