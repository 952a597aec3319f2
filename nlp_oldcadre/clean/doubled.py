"""Characters that a page break doubled: the end of a line that the next line repeats."""

from __future__ import annotations

from nlp_oldcadre.clean import words

PAIRS = {"“": "”", "（": "）", "(": ")", "《": "》", "【": "】", "「": "」", "〔": "〕"}
OPENERS = "“（(《【「〔"


def find_doubled(before: str, head: str) -> str:
    """What the break doubled where no word wants it twice; empty for nothing.

    Examples
    --------
    >>> find_doubled("坚定理想信念", "念，牢记"), find_doubled("把这项工作", "作为重点"), find_doubled("实施“金", "“雁回归”")
    ('念', '', '“')
    """
    for length in (4, 3, 2):
        if before[-length:] == head[:length] == words.head_of(head)[:length] and len(before) >= length <= len(head):
            return head[:length]
    first = head[:1]
    if not first:
        return ""
    if first in OPENERS and open_mark(before) == first and _repeats_mark(before, head, first):
        return first
    if before.endswith(first) and words.head_of(head) and _is_too_many(before, head):
        return first
    return ""


def _is_too_many(before: str, head: str) -> bool:
    """Whether the text has fewer words of one character without the second copy: 工作｜作为 wants both."""
    tail, rest = words.tail_of(before), words.head_of(head)
    return words.lonely(words.cut(tail + rest[1:])) < words.lonely(words.cut(tail + rest))


def open_mark(text: str) -> str:
    """The last opening mark near a text's end that nothing closes; empty for none."""
    tail = text[-120:]
    return next((mark for mark in OPENERS if mark in tail and tail.rfind(mark) > tail.rfind(PAIRS[mark])), "")


def _repeats_mark(before: str, head: str, mark: str) -> bool:
    """Whether “银／“雁返乡” opens once and closes once: the second opening mark is the break's."""
    close = head.find(PAIRS[mark])
    inside = before[before.rfind(mark) + 1 :]
    return 0 < close <= 30 and len(inside) <= 20 and PAIRS[mark] not in head[close + 1 : close + 2]
