"""Errors that tell what is wrong, where, and what to do about it.

Every error that a user can cause derives from :class:`OldcadreError`. It has a stable ``code`` (for tables and
scripts), and a message and a remedy in Chinese and English; logs use the English one.
"""

from __future__ import annotations

import errno
import os
import traceback
from pathlib import Path

# Set in the environment (``--debug`` does it), so that worker processes see it too: faults are shown with their traceback.
DEBUG = "OLDCADRE_DEBUG"


_SYSTEM_ZH = {
    errno.ENOENT: "位置不存在或不允许新建",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "位置是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.ENOTDIR: "上级不是文件夹",
    errno.EISDIR: "那里是一个文件夹",
    errno.ENAMETOOLONG: "名称太长",
    errno.EBUSY: "正被占用",
}


def system_reason(error: OSError) -> tuple[str, str]:
    """Why the operating system refused, in Chinese and English.

    Examples
    --------
    >>> system_reason(OSError(errno.ENOSPC, "No space left on device"))
    ('磁盘已满', 'No space left on device')
    """
    english = error.strerror or str(error)
    return _SYSTEM_ZH.get(error.errno or 0, english), english


class OldcadreError(Exception):
    """Base of all errors that this package raises on purpose.

    Parameters
    ----------
    where : the file, table row or option that the error is about.
    zh, en : what is wrong, one sentence each, without the place.
    remedy_zh, remedy_en : what to do about it, one sentence each.

    Examples
    --------
    >>> error = OldcadreError(
    ...     "a.txt", zh="文件是空的", en="the file is empty", remedy_zh="请检查来源", remedy_en="check the source"
    ... )
    >>> str(error)
    'a.txt: the file is empty; check the source'
    >>> error.message("zh")
    'a.txt：文件是空的。请检查来源。'
    """

    code = "error"

    def __init__(self, where: str, *, zh: str, en: str, remedy_zh: str, remedy_en: str) -> None:
        super().__init__(where, zh, en, remedy_zh, remedy_en)
        self.where = where
        self.zh, self.en = zh, en
        self.remedy_zh, self.remedy_en = remedy_zh, remedy_en

    def __reduce__(self) -> tuple[object, ...]:
        """Keyword-only arguments need help to cross a process border."""
        return _rebuild, (type(self), self.where, self.zh, self.en, self.remedy_zh, self.remedy_en)

    def __str__(self) -> str:
        return self.message("en")

    def message(self, language: str = "zh") -> str:
        """The place, the fault and the remedy as one line, in ``"zh"`` or ``"en"``."""
        if language == "zh":
            return f"{self.where}：{self.zh}。{self.remedy_zh}。"
        return f"{self.where}: {self.en}; {self.remedy_en}"

    def at(self, where: str) -> OldcadreError:
        """The same error about another place."""
        return _rebuild(type(self), where, self.zh, self.en, self.remedy_zh, self.remedy_en)


def _rebuild(kind: type[OldcadreError], where: str, zh: str, en: str, remedy_zh: str, remedy_en: str) -> OldcadreError:
    return kind(where, zh=zh, en=en, remedy_zh=remedy_zh, remedy_en=remedy_en)


class TableError(OldcadreError):
    """A row of a rule table can't be read; ``where`` is ``path:line``."""

    code = "table"


class ReadError(OldcadreError):
    """A document can't be read."""

    code = "unreadable"


class EmptyDocument(ReadError):
    """The file holds no text."""

    code = "empty"


class UnknownFormat(ReadError):
    """The bytes are of no format that a reader knows."""

    code = "format"


class UnknownEncoding(ReadError):
    """The bytes are text of no encoding that can be told, or of several at once."""

    code = "encoding"


class NoTextLayer(ReadError):
    """A scan: pictures of pages without characters."""

    code = "no-text-layer"


class Locked(ReadError):
    """The file is encrypted."""

    code = "locked"


class Classified(ReadError):
    """The document is marked as a state secret."""

    code = "classified"


class SeveralDocuments(ReadError):
    """The file is an archive with several documents, where one was asked for."""

    code = "several"


class Changed(ReadError):
    """The file changed between the look at it and the work on it."""

    code = "changed"


class TooLarge(ReadError):
    """The file is larger than the limit for one document."""

    code = "too-large"


class ProcessingError(OldcadreError):
    """A document was read but the work on it broke off: a fault of this package."""

    code = "internal"

    @classmethod
    def of(cls, where: str, error: Exception) -> ProcessingError:
        """What broke off the work, and in which line.

        Examples
        --------
        >>> try:
        ...     1 / 0
        ... except ZeroDivisionError as error:
        ...     ProcessingError.of("a.txt", error).code
        'internal'
        """
        if os.environ.get(DEBUG):
            traceback.print_exception(error)
        at = traceback.extract_tb(error.__traceback__)[-1]
        fault = f"{type(error).__name__}: {error} [{Path(at.filename).name}:{at.lineno}]"
        return cls(
            where,
            zh=f"处理时出错（{fault}）",
            en=f"processing failed ({fault})",
            remedy_zh="这是程序的缺陷，请用 --debug 重跑并反馈",
            remedy_en="this is a fault of the program; run again with --debug and report it",
        )


class WorkerCrashed(ProcessingError):
    """The process that worked on a document died."""

    code = "crashed"


class TimedOut(ProcessingError):
    """A document took longer than the limit."""

    code = "timeout"


class OutOfMemory(ProcessingError):
    """A document took more memory than the limit."""

    code = "memory"


class NotFound(OldcadreError):
    """A path that was named does not exist."""

    code = "not-found"


class NoPicture(OldcadreError):
    """A page can't be shown as a picture."""

    code = "no-picture"


class NotWritable(OldcadreError):
    """The place for the results can't be written."""

    code = "not-writable"


class Busy(OldcadreError):
    """Another run is writing the same results."""

    code = "busy"


class MissingExtra(OldcadreError):
    """A library that is needed comes with an extra which is not installed."""

    code = "missing-extra"


class NotACorpus(OldcadreError):
    """A folder that was named as results holds none."""

    code = "not-a-corpus"


class QueryError(OldcadreError):
    """A search or comparison was asked for in a way that can't be understood."""

    code = "query"
