"""Files that are ZIP packages (DOCX, XLSX), written whole or not at all, and the same bytes each time."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from nlp_oldcadre.errors import MissingExtra, NotWritable, system_reason

# The time that all members and documents bear: the first that a ZIP package can tell.
FIXED_TIME = datetime(1980, 1, 1, tzinfo=UTC)
_CORE = "docProps/core.xml"
_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Let ``write`` make a file beside ``path``, then put it in its place: a reader never sees half of it.

    A device or a pipe is written to as it is: a file in its place would take it from everybody.

    Raises
    ------
    NotWritable : when the file can't be written; an older one is left as it was.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "a.txt"
    >>> write_whole(path, lambda fresh: fresh.write_text("银龄", encoding="utf-8"))
    >>> path.read_text(encoding="utf-8")
    '银龄'
    """
    fresh = path.with_name(f".{path.name[:40]}.new-{os.getpid()}{path.suffix}")
    try:
        if path.is_dir():
            raise IsADirectoryError(21, "Is a directory")
        if path.exists() and not path.is_file():
            write(path)
            return
        write(fresh)
        fresh.replace(path)
    except OSError as error:
        zh, en = system_reason(error)
        raise NotWritable(
            path.as_posix(), zh=f"写不进这个文件（{zh}）", en=f"the file can't be written ({en})",
            remedy_zh="请换一个可写的位置；文件若正在 Word、Excel 或 WPS 中打开，请先关闭",
            remedy_en="name another place; where the file is open in another program, close it first",
        ) from error  # fmt: skip
    finally:
        fresh.unlink(missing_ok=True)


def write_package(path: Path, write: Callable[[Path], object]) -> None:
    """Like :func:`write_whole`, for a ZIP package: its members bear a fixed time, so the same content is the same bytes."""

    def both(fresh: Path) -> None:
        raw = fresh.with_name(f"{fresh.name}-raw")
        try:
            write(raw)
            _settle(raw, fresh)
        finally:
            raw.unlink(missing_ok=True)

    write_whole(path, both)


def _settle(source: Path, target: Path) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, FIXED_TIME.timetuple()[:6])
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            with old.open(name) as content, new.open(member, "w", force_zip64=False) as out:
                if name == _CORE:
                    out.write(_TIME.sub(rb"\g<1>" + FIXED_TIME.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content.read()))
                else:
                    shutil.copyfileobj(content, out)


def missing_extra(package: str, extra: str) -> MissingExtra:
    """The error of a library that comes with an extra which is not installed."""
    return MissingExtra(
        package, zh="没有安装这个程序库", en="this library is not installed",
        remedy_zh=f"请运行 pip install 'nlp-oldcadre[{extra}]'（离线时从本单位的软件源安装）",
        remedy_en=f"run: pip install 'nlp-oldcadre[{extra}]'",
    )  # fmt: skip
