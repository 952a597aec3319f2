"""Names in bylines: 本报记者 某某 通讯员 某某某, 责任编辑：某 某."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp_oldcadre.extract.person_names import HAN, PersonNames

# One name: two to four characters, or two with blanks between them.
_NAME = re.compile(f"[{HAN}]{{2,4}}(?![{HAN}])|[{HAN}][ \u3000]{{1,3}}[{HAN}](?![{HAN}])")
_BETWEEN = re.compile("[、，, \u3000/|*]{1,4}")


def byline_names(text: str, names: PersonNames) -> Iterator[tuple[int, int]]:
    """Spans of the names that follow the kinds of work that bylines name."""
    for kind in names.byline.finditer(text):
        if not _begins_byline(text, kind.start()):
            continue
        at = kind.end()
        while match := _NAME.match(text, at):
            surface = re.sub(r"[ \u3000]", "", match.group())
            if not names.looks_like_name(surface):
                break
            yield match.span()
            gap = _BETWEEN.match(text, match.end())
            if gap is None:
                break
            at = gap.end()


def _begins_byline(text: str, start: int) -> bool:
    """Whether a line, a bracket or another byline stands before, not a sentence."""
    return start == 0 or not ("\u4e00" <= text[start - 1] <= "\u9fff")
