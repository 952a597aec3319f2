"""The files of a run on a cluster: those of Hadoop's file systems, in the order and by the rules of a run on this machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from nlp_oldcadre.errors import NotFound, OldcadreError, ReadError, system_reason
from nlp_oldcadre.jobs import Paths
from nlp_oldcadre.read import Remote, documents_below, paths
from nlp_oldcadre.seen import Stamp, stamp_of

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_LOCAL = "file:"
# What Hadoop takes for a pattern in a path.
_PATTERN = re.compile(r"([\\\[\]{}*?,])")


class File(NamedTuple):
    """A file: ``path`` is what it is called in results, ``uri`` what Spark calls it; ``stamp`` tells whether it has changed."""

    path: Path
    uri: str
    stamp: Stamp

    @property
    def size(self) -> int:
        """In bytes; -1 where it can't be told."""
        return self.stamp[0]

    @property
    def pattern(self) -> str:
        """The pattern that fits this file alone: Spark takes every path for one."""
        return _PATTERN.sub(r"\\\1", self.uri)

    @property
    def is_overlooked(self) -> bool:
        """Whether Spark passes over the file (``_a.txt``) or can't name it (``a:b.txt``, names that are not UTF-8)."""
        name = self.uri.rpartition("/")[2]
        return name.startswith((".", "_")) or ":" in name or not _is_utf8(self.uri) or "\n" in name


def find(context: Any, named: Paths) -> tuple[list[File], list[OldcadreError]]:
    """The files below the paths that were named, in order, each once; and an error for each path that does not exist.

    A path on a file system of this machine (which all machines of the cluster must have too) is looked at as a run on this
    machine does; any other by Hadoop.
    """
    asked = [str(path) for path in ([named] if isinstance(named, str | Path) else named)]
    hadoop = Hadoop(context)
    here = [place for path in asked if (place := hadoop.here(path)) is not None]
    found = paths(here) if here else None
    files = [_file(path) for path in found.files] if found else []
    missing: list[OldcadreError] = [*found.missing] if found else []
    away: dict[str, File] = {}
    for path in (path for path in asked if hadoop.here(path) is None):
        try:
            away.update((file.uri, file) for file in hadoop.files(path))
        except OldcadreError as error:
            missing.append(error)
    return [*files, *sorted(away.values(), key=lambda file: file.path.as_posix())], missing


def _file(path: Path) -> File:
    try:
        stamp = stamp_of(path.stat())
    except OSError:
        stamp = (-1, 0, 0)
    return File(path, _LOCAL + path.absolute().as_posix(), stamp)


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class Hadoop:
    """Hadoop's file systems, asked through the JVM of the driver."""

    def __init__(self, context: Any) -> None:
        self._jvm, self._conf = context._jvm, context._jsc.hadoopConfiguration()
        self._default = str(self._jvm.org.apache.hadoop.fs.FileSystem.getDefaultUri(self._conf).toString())

    def here(self, path: str) -> str | None:
        """A path on a file system of this machine without scheme; None for one that is not."""
        if path.startswith(_LOCAL):
            # file:/a, file:///a and file:a are the same to Hadoop.
            return re.sub(r"^file:(?://(?=/))?", "", path)
        return path if not _SCHEME.match(path) and self._default.startswith(_LOCAL) else None

    def files(self, path: str) -> Iterator[File]:
        """The files at and below a path, or below all that fit it as a pattern."""
        from py4j.protocol import Py4JJavaError

        try:
            place = self._jvm.org.apache.hadoop.fs.Path(path)
            system = place.getFileSystem(self._conf)
            roots = [system.getFileStatus(place)] if system.exists(place) else [*(system.globStatus(place) or ())]
            if not roots:
                raise _not_found(path)
            for root in roots:
                yield from self._below(system, root)
        except Py4JJavaError as error:
            raise _unreachable(path, error) from error

    def _below(self, system: Any, root: Any) -> Iterator[File]:
        if not root.isDirectory():
            yield _away(root)
            return
        base = root.getPath().toString().rstrip("/") + "/"
        found, waiting = {}, system.listFiles(root.getPath(), True)
        while waiting.hasNext():
            file = _away(waiting.next())
            found[file.uri.removeprefix(base)] = file
        yield from (found[name] for name in documents_below(found))

    def exists(self, uri: str) -> bool:
        """Whether there is such a file."""
        place = self._jvm.org.apache.hadoop.fs.Path(uri)
        return bool(place.getFileSystem(self._conf).exists(place))

    def fetch(self, uri: str, place: Path) -> None:
        """Copy a file to this machine.

        Raises
        ------
        ReadError : it can't be read.
        """
        from py4j.protocol import Py4JJavaError

        source = self._jvm.org.apache.hadoop.fs.Path(uri)
        try:
            target = self._jvm.org.apache.hadoop.fs.Path(place.as_posix())
            source.getFileSystem(self._conf).copyToLocalFile(False, source, target, True)
        except Py4JJavaError as error:
            raise _unreadable(uri, error) from error


def _away(status: Any) -> File:
    uri = str(status.getPath().toString())
    stamp = (int(status.getLen()), int(status.getModificationTime()) * 1_000_000, 0)
    return File(Remote(uri), uri, stamp)  # type: ignore[arg-type]


def _not_found(path: str) -> NotFound:
    return NotFound(
        path, zh="没有这个文件或文件夹", en="there is no such file or folder", remedy_zh="请检查路径是否写对",
        remedy_en="check the path",
    )  # fmt: skip


def _unreachable(path: str, error: Any) -> ReadError:
    reason = first_line(error)
    return ReadError(
        path, zh=f"文件系统读不了（{reason}）", en=f"its file system can't be read ({reason})",
        remedy_zh="请检查地址、权限和 Hadoop 的配置（core-site.xml、hdfs-site.xml）",
        remedy_en="check the address, your rights and the configuration of Hadoop (core-site.xml, hdfs-site.xml)",
    )  # fmt: skip


def _unreadable(uri: str, error: Any) -> ReadError:
    denied = "Permission denied" in str(error) or "AccessControl" in str(error)
    reason = first_line(error)
    zh, en = system_reason(PermissionError(13, "Permission denied")) if denied else (reason, reason)
    return ReadError(
        uri, zh=f"文件打不开（{zh}）", en=f"the file can't be opened ({en})", remedy_zh="请检查文件的读取权限",
        remedy_en="check that you may read it",
    )  # fmt: skip


def first_line(error: Any) -> str:
    """What a Java exception says, without its stack."""
    cause = getattr(error, "java_exception", None)
    text = str(cause.toString() if cause is not None else error)
    return unquote(text.strip().split("\n", 1)[0])[:300]
