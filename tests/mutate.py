"""Files damaged at random, the same ones for the same seed: bytes flipped, cut out, doubled, spliced from another file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random

# Where a structure stands that a reader trusts: lengths, offsets, counts are more often hit than by pure chance.
_NASTY = (b"\x00", b"\xff", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"-1", b"99999999999", b"<", b"&", b"PK\x03\x04", b"%PDF")


def mutations(files: Mapping[str, bytes], count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """``count`` damaged files with names: the formats in turn, each damaged in one to four places.

    Parameters
    ----------
    files : whole files by the name of their format.
    """
    random = Random(seed)
    names = sorted(files)
    for number in range(count):
        name = names[number % len(names)]
        yield f"{number:05}_{name}", damaged(files[name], files[random.choice(names)], random)


def damaged(data: bytes, other: bytes, random: Random) -> bytes:
    """The bytes with one to four kinds of damage."""
    for _ in range(random.randint(1, 4)):
        data = random.choice((_flip, _cut_end, _cut_out, _double, _overwrite, _splice))(data, other, random)
    return data


def _flip(data: bytes, other: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 3, 30)) if data else 0):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _cut_end(data: bytes, other: bytes, random: Random) -> bytes:
    return data[: random.randint(0, len(data))]


def _cut_out(data: bytes, other: bytes, random: Random) -> bytes:
    start, end = _span(data, random)
    return data[:start] + data[end:]


def _double(data: bytes, other: bytes, random: Random) -> bytes:
    start, end = _span(data, random)
    return data[:end] + data[start:end] * random.choice((1, 1, 40)) + data[end:]


def _overwrite(data: bytes, other: bytes, random: Random) -> bytes:
    at, nasty = random.randint(0, len(data)), random.choice(_NASTY)
    return data[:at] + nasty + data[at + len(nasty) :]


def _splice(data: bytes, other: bytes, random: Random) -> bytes:
    at = random.randint(0, len(data))
    start, end = _span(other, random)
    return data[:at] + other[start:end] + data[at + random.choice((0, end - start)) :]


def _span(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randint(0, len(data))
    return start, min(len(data), start + random.choice((1, 16, 400, 4000)))
