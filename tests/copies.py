"""Copies of documents made by rule, to measure how many of them are found."""

from __future__ import annotations

import random
import re

import rjieba

_SENTENCE = re.compile("[^。！？；]+[。！？；]?")
_FILLER = ("积极", "切实", "进一步", "大力", "认真", "有关", "全面", "着力", "各级", "广泛")


def relaid(text: str, chance: random.Random) -> str:
    """The same words on another page: line ends elsewhere, blanks around numbers, signs of another width."""
    flat = re.sub(r"\s+", "", text)
    flat = flat.translate(str.maketrans("，（）：；", ",():;"))
    flat = re.sub(r"(\d+)", r" \1 ", flat)
    cuts = sorted(chance.sample(range(len(flat)), len(flat) // 90))
    return "\n".join(flat[a:b] for a, b in zip([0, *cuts], [*cuts, len(flat)], strict=True))


def edited(text: str, share: float, chance: random.Random) -> str:
    """A share of the words left out, replaced, or given a filler before them; and a tenth of the sentences gone."""
    kept = [s for s in _SENTENCE.findall(text) if chance.random() > 0.1]
    words = rjieba.cut("".join(kept))
    return "".join(_changed(word, words, chance) if chance.random() < share else word for word in words)


def _changed(word: str, words: list[str], chance: random.Random) -> str:
    if re.fullmatch(r"[\W\d]+", word):
        return word
    return chance.choice(("", chance.choice(words), chance.choice(_FILLER) + word, chance.choice(_FILLER)))


def excerpt(text: str, host: str, chance: random.Random) -> str:
    """Four sentences of a text in the middle of another."""
    own, others = _SENTENCE.findall(text), _SENTENCE.findall(host)
    long = [i for i in range(1, len(own) - 6) if sum(map(len, own[i : i + 4])) > 120]
    start, at = chance.choice(long), len(others) // 2
    return "".join([*others[:at], "\n", *own[start : start + 4], "\n", *others[at:]])
