"""Files that outlast a power failure, and folders that change places at once.

What the system holds in memory is forced to disk before it is renamed into place.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

# What a file system answers that can't do this for folders.
_NOT_FOR_FOLDERS = frozenset((errno.EINVAL, errno.ENOTSUP))
# Of Linux: paths are those of this process, and the two names change places.
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


def force_file(path: Path) -> None:
    """Force the content of a file to disk."""
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())


def force_folder(folder: Path) -> None:
    """Force the names in a folder to disk, where the system can; a rename counts only after that."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NOT_FOR_FOLDERS:
            raise
    finally:
        os.close(handle)


def force_tree(folder: Path) -> None:
    """Force a folder with all that is in it to disk.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("全市")
    >>> force_tree(folder)
    """
    for parent, _, names in os.walk(folder, topdown=False):
        for name in names:
            force_file(Path(parent, name))
        force_folder(Path(parent))


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False, and nothing is done, where the system can't (only Linux can).

    Examples
    --------
    >>> exchange(Path("no/such/folder"), Path("nor/this"))
    False
    """
    if sys.platform != "linux":
        return False
    try:
        rename = ctypes.CDLL(None).renameat2
    except (OSError, AttributeError):
        # An older or another C library.
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)
