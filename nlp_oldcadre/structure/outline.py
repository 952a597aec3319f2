"""The titles of any document, by what stands at its head."""

from __future__ import annotations

from collections.abc import Sequence

from nlp_oldcadre.structure.bulletin import Bulletin
from nlp_oldcadre.structure.genre import head_of
from nlp_oldcadre.structure.lines import Line
from nlp_oldcadre.structure.titles import Outline, find_carried, find_main
from nlp_oldcadre.structure.vocabulary import Vocabulary


def find_outline(lines: Sequence[Line], words: Vocabulary) -> Outline:
    """The titles of a document."""
    issue = next((line.index for line in head_of(lines) if line.role == "issue"), None)
    if issue is not None:
        return Bulletin(lines, words).outline(issue)
    main = find_main(lines, words)
    carried = list(find_carried(lines, main, words)) if main else []
    return Outline(main, tuple([main, *carried] if main else []), range(0))
