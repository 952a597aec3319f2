"""From the paths that a user names to the files that are read, in a fixed order."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from nlp_oldcadre.errors import NotFound, OldcadreError, ReadError, system_reason

# In a folder these are never the office's documents but data, code and archives beside them. A file that is named
# itself is read whatever its suffix.
NOT_DOCUMENTS = frozenset(
    ".json .jsonl .csv .tsv .parquet .arrow .toml .yaml .yml .py .pyc .ipynb .cfg .ini .lock .log .db .sqlite .graphml .gexf "
    ".js .css .sh .bat .tmp .bak .part .gitignore".split()
)
# What systems and programs leave beside documents, in folders and archives.
_LEFT_BEHIND = frozenset(("__macosx", "thumbs.db", "desktop.ini"))
# By old custom a file of this name tells of the folder itself.
_ABOUT_THE_FOLDER = "readme"
# What marks a results folder of this package: its tables are not input.
_RESULTS = ("run.json", "documents.parquet")


class Found(NamedTuple):
    """Files to read, sorted by path, each once; and an error for each path that does not exist or can't be looked into."""

    files: tuple[Path, ...]
    missing: tuple[OldcadreError, ...]


class Remote(PurePosixPath):
    """A file on no file system of this machine, named by its URI.

    Examples
    --------
    >>> Remote("hdfs://name:8020/收文/a.txt").as_posix()
    'hdfs://name:8020/收文/a.txt'
    """

    def as_posix(self) -> str:
        """The URI: a path holds only one of the two slashes after the scheme."""
        scheme, _, rest = super().as_posix().partition(":/")
        return f"{scheme}://{rest}"


def paths(named: str | Path | Iterable[str | Path]) -> Found:
    """Expand files and folders (with what is below them) into files.

    Hidden files and folders, results of this package, files that are data by their suffix and a README are left out of
    folders. A file that is named in two ways (``a.txt``, ``/here/a.txt``) is read once, under the first name in order.
    The order is that of the paths, whatever the order in which they were named.

    Examples
    --------
    >>> found = paths(["no/such/folder"])
    >>> found.files, found.missing[0].code
    ((), 'not-found')
    """
    files: set[Path] = set()
    missing: list[OldcadreError] = []
    for path in map(Path, [named] if isinstance(named, str | Path) else named):
        if path.is_dir():
            files.update(_walk(path, missing))
        elif path.exists():
            files.add(path)
        else:
            missing.append(_not_found(path))
    once = {path.resolve(): path for path in sorted(files, key=lambda p: p.as_posix(), reverse=True)}
    return Found(tuple(reversed(once.values())), tuple(missing))


def documents_below(names: Iterable[str]) -> list[str]:
    """Of the files below a folder that is not on this machine, named from there, those that :func:`paths` would take.

    Examples
    --------
    >>> documents_below(["a.doc", "old/run.json", "old/documents.parquet", "old/b.doc", ".c/d.doc"])
    ['a.doc']
    """
    all_of_them = list(names)
    marks = Counter(str(path.parent) for path in map(PurePosixPath, all_of_them) if path.name in _RESULTS)
    results = {folder for folder, count in marks.items() if count == len(_RESULTS)}
    return [
        name
        for name in all_of_them
        if is_document_name(name) and not any(str(above) in results for above in PurePosixPath(name).parents)
    ]


def printable(path: str | Path | PurePosixPath) -> str:
    """A path as text that can be stored: a name that is not UTF-8 (as out of an old ZIP archive) is read as GB18030.

    Examples
    --------
    >>> import os
    >>> printable(Path("文件") / os.fsdecode("意见.txt".encode("gb18030")))
    '文件/意见.txt'
    """
    text = (path if isinstance(path, Remote) else Path(path)).as_posix()
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "/".join(_printable_name(name) for name in text.split("/"))
    return text


def _printable_name(name: str) -> str:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", "replace")
    return name


def _walk(folder: Path, missing: list[OldcadreError]) -> Iterator[Path]:
    # A folder that is silently passed over would look as if its documents had been removed.
    for parent, folders, names in os.walk(folder, onerror=lambda error: missing.append(_closed(error, folder))):
        if all(mark in names for mark in _RESULTS):
            folders.clear()
            continue
        folders[:] = [name for name in folders if not _is_left_behind(name)]
        for name in names:
            path = Path(parent, name)
            if is_document_name(name) and _is_file(path):
                yield path


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        # It has a name but can't be looked at: reading it will say why.
        return True


def name_within(name: str) -> str:
    """A name within an archive: no way up or to a drive, and nothing that parts a place's archive from its member.

    Examples
    --------
    >>> name_within("../材料!/a.txt")
    '材料！/a.txt'
    """
    return "/".join(part for part in name.split("/") if part not in ("", ".", "..")).replace("!/", "！/")


def distinct(names: Iterable[str]) -> Iterator[str]:
    """The names in their order, those that were there before with a number.

    Examples
    --------
    >>> list(distinct(["a.txt", "b", "a.txt", "b", "a.txt"]))
    ['a.txt', 'b', 'a(2).txt', 'b(2)', 'a(3).txt']
    """
    used: set[str] = set()
    numbers: Counter[str] = Counter()
    for base in names:
        name = base
        while name in used:
            folder, slash, last = base.rpartition("/")
            stem, dot, suffix = last.rpartition(".")
            numbers[base] += 1
            number = f"({numbers[base] + 1})"
            name = folder + slash + (f"{stem}{number}.{suffix}" if dot else last + number)
        used.add(name)
        yield name


def is_document_name(name: str) -> bool:
    """Whether a file of this name in a folder or archive may be a document of the office: not hidden, no data, no README.

    Examples
    --------
    >>> [name for name in ("材料/a.doc", "__MACOSX/材料/._a.doc", "~$a.doc", "data.csv") if is_document_name(name)]
    ['材料/a.doc']
    """
    path = PurePosixPath(name)
    if any(_is_left_behind(part) for part in path.parts):
        return False
    return path.suffix.lower() not in NOT_DOCUMENTS and path.stem.lower() != _ABOUT_THE_FOLDER


def _is_left_behind(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _LEFT_BEHIND


def _closed(error: OSError, folder: Path) -> ReadError:
    zh, en = system_reason(error)
    return ReadError(
        printable(error.filename or folder),
        zh=f"打不开这个文件夹（{zh}），里面的文件没有处理",
        en=f"the folder can't be opened ({en}); what is in it was not processed",
        remedy_zh="请检查权限和网络连接，再运行一次",
        remedy_en="check the rights and the network and run again",
    )


def _not_found(path: Path) -> NotFound:
    return NotFound(
        printable(path),
        zh="没有这个文件或文件夹",
        en="there is no such file or folder",
        remedy_zh="请检查路径是否写对",
        remedy_en="check the path",
    )
