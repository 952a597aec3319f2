"""Files that outlast a power failure: what the system holds in memory is forced to disk before it is renamed into place."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

# What a file system answers that can't do this for folders.
_NOT_FOR_FOLDERS = frozenset((errno.EINVAL, errno.ENOTSUP))


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
