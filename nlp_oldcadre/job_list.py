"""The jobs of a run: a document for every content, or for every place, in the files that were named."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path

from nlp_oldcadre.errors import NotFound, OldcadreError
from nlp_oldcadre.jobs import Job, Options, Paths
from nlp_oldcadre.read import Found, Listed, Place, listing, paths

_BYTES_A_WORKER = 2_000_000


def make_jobs(
    named: Paths, options: Options, look: Callable[[Path], Iterable[Listed | OldcadreError]]
) -> tuple[list[Job], tuple[OldcadreError, ...]]:
    """A job for every content, under its first place; and what does not exist or can't be got out of an archive.

    Parameters
    ----------
    look : the documents of a file with their digests, None for what can't be read.

    Raises
    ------
    NotFound : there is nothing at all.
    """
    files = paths(named)
    if files.missing and not files.files:
        raise files.missing[0]
    found, errors = _listed(named, files, look)
    return one_a_content(found, options), errors


def one_a_content(found: Iterable[Listed], options: Options) -> list[Job]:
    """A job for every content, under the first place that holds it."""
    same: dict[object, list[Place]] = {}
    digests: dict[object, str | None] = {}
    for one in found:
        same.setdefault(one.digest or one.place, []).append(one.place)
        digests[one.digest or one.place] = one.digest
    return [
        Job(first.path, options, tuple(place.uri for place in others), first.inside, digests[content])
        for content, (first, *others) in same.items()
    ]


def every_job(named: Paths, options: Options) -> tuple[list[Job], tuple[OldcadreError, ...]]:
    """A job for every place, whatever its content; and the errors as :func:`make_jobs` tells them."""
    found, errors = _listed(named, paths(named), listing)
    return [Job(one.place.path, options, (), one.place.inside) for one in found], errors


def _listed(
    named: Paths, found: Found, look: Callable[[Path], Iterable[Listed | OldcadreError]]
) -> tuple[list[Listed], tuple[OldcadreError, ...]]:
    errors: list[OldcadreError] = list(found.missing)
    listed: list[Listed] = []
    for one in chain.from_iterable(map(look, found.files)):
        if isinstance(one, OldcadreError):
            errors.append(one)
        else:
            listed.append(one)
    if not listed and not errors:
        raise nothing_there(named)
    return listed, tuple(errors)


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def nothing_there(named: Paths) -> NotFound:
    where = "、".join(str(p) for p in ([named] if isinstance(named, str | Path) else named)) or "-"
    return NotFound(
        where, zh="里面没有可处理的文件", en="there are no files to process",
        remedy_zh="请指定含有文件（PDF、OFD、Word、网页、文本等）的文件夹",
        remedy_en="name a folder that holds documents (PDF, OFD, Word files, web pages, text …)",
    )  # fmt: skip


def suggested_workers(named: Paths) -> int:
    """A process for every two megabytes of input, as far as there are cores: starting one costs about a second."""
    size = sum(_size(path) or 0 for path in paths(named).files)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, 1 + size // _BYTES_A_WORKER)
