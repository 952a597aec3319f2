"""Where a sentence tells only what for: 为深入贯彻…，落实…."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp_oldcadre.extract.clauses import LETTERS
from nlp_oldcadre.extract.measure_words import Words
from nlp_oldcadre.model import Span

# Begins with a plain set of characters, so that the search skips to those.
_PURPOSE = re.compile("[。；！？\\n]([ 　]*为[^。；！？\\n]{0,300})")
# Who acts, or the word that ends a statement of purpose.
_ACTOR = re.compile(
    f"[{LETTERS['ORG']}现特]|决定|我[们市省县区局]|[局委部会](?=[组召开制印举积大联专])|各[级地]|街道|社区|支部|学校|[他她]们?"
)


def purposes(mask: str, words: Words) -> Iterator[Span]:
    """Where a sentence has told only its purpose so far (为深入贯彻…，落实…，现…): up to the one who acts.

    Those for whom something is done are no purpose (为离休干部购买保险).
    """
    for match in _PURPOSE.finditer("\n" + mask):
        start, end = match.start(1) - 1, match.end() - 1
        if words.begins_noun(mask.index("为", start) + 1):
            continue
        actor = _ACTOR.search(mask, start, end)
        yield Span(start, actor.start() if actor else end)
