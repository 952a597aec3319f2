"""Parts of a body that the text named before, under the body's last noun alone: 校关工委, 集团党委, 局机关党委, 街道文化站."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from nlp_oldcadre.extract.org_groups import is_group
from nlp_oldcadre.extract.org_lexicon import OrgLexicon
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Span

if TYPE_CHECKING:
    from nlp_oldcadre.extract.org import Taken

# What stands before a noun that begins a name's part: no noun, no number (五所学校党委), no pronoun but 该 本 我.
_NO_NAME_BEFORE = ("n", "j", "m", "b", "a")
_POINTING = frozenset("该本我此")
_LEADING = frozenset("在由向到交报经让请给和与及跟")
# Verbs that the dictionary has as nouns.
_VERBS = frozenset({"会同", "报", "送", "联合", "协同", "依托", "所在", "抄送", "抄报"})


def find(scan: Scan, lexicon: OrgLexicon, taken: Taken) -> Iterator[Span]:
    """The parts of bodies, wherever their owner was named before."""
    line, text = taken.line, scan.text
    for match in lexicon.owned.finditer(text):
        start, end = match.start(), lexicon.extend(text, match.end())
        if end == match.end() or not taken.has_named(match[1], start):
            continue
        if is_group(text, start):
            scan.reject("ORG", start, end, "org_grammar.toml:owners", "generic")
            taken.refuse(end)
            continue
        index = line.index_at(start)
        before, tag = line.words[index - 1] if index and line.starts[index] == start else ("", "")
        # 在|关党委, 交|院史馆, where the dictionary tore the words.
        points = start > 0 and text[start - 1] in _POINTING | _LEADING
        if points or (
            line.starts[index] == start
            and (
                not tag.startswith(_NO_NAME_BEFORE) or text[start - 1] in "日月年" or (before in _VERBS and match[1] != "机关")
            )
            and (tag != "r" or before in _POINTING)
        ):
            yield Span(start, end)
