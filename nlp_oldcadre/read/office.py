"""DOC, WPS, RTF and ODT, through LibreOffice where it is installed: turned into a DOCX, which is then read.

LibreOffice runs without a window in a folder of its own, which is removed afterwards, with a profile of its own in which
macros and links are off, and with limits of time and size. It is not part of this package.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from nlp_oldcadre.errors import Locked, ReadError, UnknownFormat, system_reason
from nlp_oldcadre.read import docx
from nlp_oldcadre.read.content import Content
from nlp_oldcadre.read.office_kinds import Kind, kind_of

# A hundred pages take LibreOffice about five seconds, starting it three.
LIMIT_SECONDS = 120
_MAX_DOCX_BYTES = 200_000_000
_NAMES = ("soffice", "libreoffice", "soffice.com", "soffice.exe")
_USUAL = (
    "/usr/lib/libreoffice/program/soffice",
    "/usr/local/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
_FILTER = "docx:MS Word 2007 XML"
_SETTING = (
    '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Misc", "FirstRun", "false"),
    ("Writer/Content/Update", "Link", "2"),
)


def recognises(data: bytes) -> bool:
    """Whether the bytes are DOC, WPS, RTF, Word XML or ODT, or a DOCX with a password."""
    return kind_of(data) is not None


def read(data: bytes, where: str, max_bytes: int) -> Content:
    """The text as LibreOffice understands the file.

    Raises
    ------
    Locked : the file has a password.
    UnknownFormat : LibreOffice is not installed.
    ReadError : LibreOffice can't read the file, or takes longer than ``LIMIT_SECONDS``.
    """
    kind = kind_of(data)
    assert kind is not None
    if kind.locked:
        raise Locked(
            where, zh="文件已加密，需要密码", en="the file is encrypted and needs a password",
            remedy_zh="请先去掉密码，另存一份", remedy_en="save a copy without the password",
        )  # fmt: skip
    program = find_program()
    if program is None:
        raise UnknownFormat(
            where,
            zh=f"读 {kind.suffix[1:].upper()} 文件需要 LibreOffice，这台电脑上没有找到",
            en=f"a {kind.suffix[1:].upper()} file is read through LibreOffice, which was not found on this machine",
            remedy_zh="请安装 LibreOffice，或用 Word、WPS 另存为 .docx",
            remedy_en="install LibreOffice, or save the file as .docx",
        )
    return docx.read(_converted(program, data, kind, where), where, max_bytes)._replace(media_type=kind.media_type)


def find_program() -> str | None:
    """The path of LibreOffice: on the PATH, or where systems usually have it."""
    on_path = next((found for name in _NAMES if (found := shutil.which(name))), None)
    return on_path or next((path for path in _USUAL if Path(path).is_file()), None)


def _converted(program: str, data: bytes, kind: Kind, where: str) -> bytes:
    try:
        # LibreOffice may still be writing into its profile when it is stopped.
        with tempfile.TemporaryDirectory(prefix="oldcadre-", ignore_cleanup_errors=True) as folder:
            home = Path(folder)
            source = home / f"document{kind.suffix}"
            source.write_bytes(data)
            _write_profile(home / "profile" / "user")
            in_time = _run(_command(program, home, source), home)
            made = home / "out" / "document.docx"
            size = made.stat().st_size if made.is_file() else 0
            if 0 < size <= _MAX_DOCX_BYTES:
                return made.read_bytes()
    except OSError as error:
        zh, en = system_reason(error)
        raise _failed(where, f"LibreOffice 无法运行（{zh}）", f"LibreOffice can't be run ({en})") from error
    if not in_time:
        raise _failed(
            where, f"LibreOffice 转换超过 {LIMIT_SECONDS} 秒，已停止", f"LibreOffice took longer than {LIMIT_SECONDS} seconds"
        )
    raise _failed(where, "LibreOffice 读不出这个文件，可能已损坏", "LibreOffice can't read the file, which may be damaged")


def _command(program: str, home: Path, source: Path) -> list[str]:
    command = [
        program,
        f"-env:UserInstallation={(home / 'profile').as_uri()}",
        *("--headless", "--invisible", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--nofirststartwizard"),
        *("--convert-to", _FILTER, "--outdir", str(home / "out"), str(source)),
    ]
    if sys.platform == "win32":
        return command
    # Should this process be killed, what it started ends by itself: a bound of the processor's time.
    return ["/bin/sh", "-c", f'ulimit -t {LIMIT_SECONDS}; exec "$@"', "sh", *command]


def _write_profile(folder: Path) -> None:
    folder.mkdir(parents=True)
    items = "".join(_SETTING.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    head = '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    (folder / "registrymodifications.xcu").write_text(f"{head}{items}</oor:items>", encoding="utf-8")


def _run(command: list[str], home: Path) -> bool:
    """Whether the program ended within the limit; it is stopped with all that it started otherwise."""
    environment = os.environ | {"HOME": str(home), "SAL_USE_VCLPLUGIN": "svp"}
    process = subprocess.Popen(
        command,
        cwd=home,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(LIMIT_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _stop(process)
    return True


def _stop(process: subprocess.Popen[bytes]) -> None:
    """The process and what it started; nothing where all of it has ended."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _failed(where: str, zh: str, en: str) -> ReadError:
    return ReadError(
        where,
        zh=zh,
        en=en,
        remedy_zh="请用 Word、WPS 打开后另存为 .docx",
        remedy_en="open it in Word or WPS and save it as .docx",
    )
