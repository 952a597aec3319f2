"""Words that may be names of persons: what the dictionary guesses, and a surname with loose characters behind it."""

from __future__ import annotations

from collections.abc import Iterator

from nlp_oldcadre.extract.person_names import PersonNames
from nlp_oldcadre.extract.scan import Scan

_EDGE_AFTER = frozenset("，。；、！？\n（）“”》《 　：等")
# The dictionary's tags of characters that it reads as no word, and of names.
_UNREAD = frozenset({"zg", "nr"})
# What the dictionary takes into a name behind it.
_DEEDS = frozenset("任当获说在等被率领带兼")
_LOOSE_TAGS = frozenset({"n", "nz", "ns", "v", "a", "x"})


def closes(text: str, names: PersonNames, end: int) -> bool:
    """Whether a name may end there: at an edge, a title or a verb that persons do."""
    if end == len(text) or text[end] in _EDGE_AFTER:
        return True
    return bool(names.speech.match(text, end) or names.after.match(text, end))


def is_followed(scan: Scan, names: PersonNames, end: int) -> bool:
    """Whether what follows can follow a name: an edge, a title, a verb."""
    return closes(scan.text, names, end) or scan.text.startswith("任", end) or scan.word_from(end)[1] in ("v", "d", "r", "t")


def candidates(scan: Scan, names: PersonNames) -> Iterator[tuple[int, int, int]]:
    """``(start, end, how likely)`` of words that may be names: those the dictionary guesses, and surname with loose rest."""
    words, edges, word_at, surnames = scan.words, scan.word_edges, scan.word_at, names.surnames
    reached = 0
    for start, _, _ in scan.find(names.given):
        if start >= reached and (match := names.given_parts.match(scan.text, start)):
            reached = match.end()
            if names.given_parts.fullmatch(scan.text, max(0, start - 2), reached):  # 白音|巴特尔
                start -= 2
            yield start, reached, 2 if reached - start > 3 else 1
    skip = -1
    for first in names.first_character.finditer(scan.text):
        start = first.start()
        if start not in word_at or start < skip:
            continue
        index = word_at[start]
        (word, tag), at = words[index], edges[index + 1]
        if word[0] not in surnames and word[:2] not in surnames:
            continue
        size = len(word)
        # The dictionary leaves room for a name: its guess is one, or the word is short (石磊 is a noun as well).
        may_be_name = tag.startswith("nr") if size > 2 else size == 2 and (tag in _LOOSE_TAGS or tag.startswith("nr"))
        if may_be_name and names.looks_like_name(word):
            guess = (2 if size > 2 else 1) if tag.startswith("nr") else -1
            yield start, at, guess - (word[0] in names.wordlike)
            last = words[index + 1][0] if guess > 0 and size == 2 and index + 1 < len(words) else ""
            if len(last) == 1 and names.looks_like_name(word + last):  # 孙立|新
                yield start, at + 1, 1
        elif size == 4 and word[3] in _DEEDS and tag.startswith("nr") and names.looks_like_name(word[:3]):
            yield start, start + 3, 1  # 史凤兰任|秘书长
        elif word in names.surnames:
            end = _loose_end(words, index, at)
            if end and tag == "c" and names.given_parts.fullmatch(scan.text, at, end):  # 央金|和|多杰
                continue
            if end is not None and names.looks_like_name(scan.text[start:end]) and is_followed(scan, names, end):
                skip = end
                # 罗|玉林: the dictionary takes the rest for a name.
                likely = (end - start == 3) + (words[index + 1][1].startswith("nr") and len(words[index + 1][0]) == 2)
                yield start, end, likely - 2 * (word in names.wordlike and tag not in _UNREAD)


def _loose_end(words: list[tuple[str, str]], index: int, at: int) -> int | None:
    """The end of a given name that the dictionary left in pieces behind a surname: one or two characters."""
    size = 0
    for word, tag in words[index + 1 : index + 3]:
        if tag in ("x", "m", "p", "c", "u", "uj", "ul", "eng") or (tag == "d" and len(word) == 1) or len(word) + size > 2:
            break
        size += len(word)
    return at + size if size else None
