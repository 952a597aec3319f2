"""Names folded for comparing: width, case, blanks, quotation marks and dots set aside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# What no name is longer than: the rest is not compared.
LONGEST = 120
_MARKS = re.compile(r"[\s\W_]+")
# The dots that join a brand to what is part of it.
_DOTS = re.compile("[·•・‧∙●⋅﹒．|｜]")


def plain(name: str) -> str:
    """The name without blanks and marks, in one width and case.

    >>> plain("“老少同声颂党恩  携手喜迎二十大”") == plain("老少同声颂党恩、携手喜迎二十大")
    True
    """
    folded = unicodedata.normalize("NFKC", name[: 4 * LONGEST])
    kept = _MARKS.sub("", folded.replace("+", "加")) or folded.strip()
    return kept.casefold()[:LONGEST] + (f"#{len(name)}" if len(name) > LONGEST else "")


def parts(name: str) -> list[str]:
    """The parts of a name at its dots, folded.

    >>> parts("支部力量·红枫行动")
    ['支部力量', '红枫行动']
    """
    return [p for part in _DOTS.split(name[:LONGEST]) if (p := plain(part))]


def likeness(a: str, b: str) -> float:
    """Dice coefficient of two names over single characters and pairs of them, 0 to 1 (Dice 1945, Ecology 26).

    >>> round(likeness("银发先锋", "银发先锋队"), 2), likeness("银发", "红枫")
    (0.88, 0.0)
    """
    first, second = set(_grams(a)), set(_grams(b))
    return 2 * len(first & second) / max(1, len(first) + len(second))


def _grams(text: str) -> Iterator[str]:
    yield from text
    yield from (text[i : i + 2] for i in range(len(text) - 1))


def one_apart(a: str, b: str) -> bool:
    """Whether one character changed, added or left out makes one name the other.

    >>> one_apart("银龄行动", "银令行动"), one_apart("银龄行动", "银龄行"), one_apart("银龄", "红枫")
    (True, True, False)
    """
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    same = 0
    while same < min(len(a), len(b)) and a[same] == b[same]:
        same += 1
    longer = len(a) >= len(b), len(b) >= len(a)
    return a[same + longer[0] :] == b[same + longer[1] :]
