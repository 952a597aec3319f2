"""DOC, WPS, RTF and ODT through LibreOffice; what is refused with and without it."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import CORPORA
from make_docx import lists, make_docx, official_docx, p, packed, row, table

from nlp_oldcadre.errors import Locked, ReadError, UnknownFormat
from nlp_oldcadre.read import office, read
from nlp_oldcadre.read.office_kinds import OLE, kind_of

PROGRAM = office.find_program()
needs_office = pytest.mark.skipif(PROGRAM is None, reason="needs LibreOffice (Debian: libreoffice-writer-nogui)")
RTF = b"{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 SimSun;}}\\f0 \\u-32767?\\u24178?\\u-28440?\\par 700\\par}"


def ole(*streams: str, flags: int = 0) -> bytes:
    """What tells an OLE file: a header and a directory of these streams; the first sector is a Word document's head."""
    head = OLE + bytes(22) + struct.pack("<H", 9) + bytes(480)
    directory = b""
    for name in streams:
        raw = name.encode("utf-16-le") + b"\0\0"
        entry = raw.ljust(64, b"\0") + struct.pack("<HB", len(raw), 2)
        directory += entry.ljust(116, b"\0") + struct.pack("<I", 0) + bytes(8)
    return head + bytes(10) + struct.pack("<H", flags) + bytes(500) + directory


def converted(data: bytes, suffix: str, folder: Path) -> bytes:
    """A DOCX as LibreOffice saves it in another format."""
    source = folder / "known.docx"
    source.write_bytes(data)
    command = [str(PROGRAM), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", suffix]
    subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=120)
    return (folder / f"known.{suffix}").read_bytes()


def known_lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


@needs_office
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_known_text_comes_back(suffix: str, tmp_path: Path) -> None:
    text = (CORPORA / "01_anhui_circular.txt").read_text(encoding="utf-8")
    # LibreOffice itself writes 、 after an automatic number as ? into RTF.
    made = official_docx(text) if suffix != "rtf" else make_docx(*map(p, text.split("\n")))
    doc = read(converted(made, suffix, tmp_path))
    assert known_lines(doc.source_text) == known_lines(text)
    assert kind_of(Path(tmp_path / f"known.{suffix}").read_bytes()) == (f".{suffix}", doc.source.media_type, False)


@needs_office
def test_tables_numbers_and_headings_survive(tmp_path: Path) -> None:
    numbering = lists([("chineseCountingThousand", "%1、")])
    body = [p("总体要求", num=1, style="1"), table(row("地区", "人数"), row("甲市", "12")), p("工作任务", num=1, style="1")]
    doc = read(converted(make_docx(*body, numbering=numbering), "doc", tmp_path))
    assert known_lines(doc.source_text) == ["一、总体要求", "| 地区 | 人数 |", "| 甲市 | 12 |", "二、工作任务"]
    assert [b.level for b in doc.blocks if b.kind == "heading"] == [1, 1]


@needs_office
def test_rtf_by_hand() -> None:
    doc = read(RTF)
    assert (doc.source_text.split(), doc.source.media_type) == (["老干部", "700"], "application/rtf")


@needs_office
def test_what_libreoffice_cannot_read_is_an_error() -> None:
    with pytest.raises(ReadError, match="LibreOffice can't read"):
        read(ole("WordDocument", "1Table"), uri="a.doc")


@pytest.mark.parametrize(
    "data",
    [
        ole("Root Entry", "EncryptionInfo", "EncryptedPackage"),
        ole("Root Entry", "WordDocument", flags=0x0100),
        packed(
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "content.xml": "",
                "META-INF/manifest.xml": "<manifest:encryption-data/>",
            }
        ),
    ],
    ids=["docx", "doc", "odt"],
)
def test_files_with_a_password_are_locked(data: bytes) -> None:
    with pytest.raises(Locked):
        read(data)


def test_without_libreoffice_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_program", lambda: None)
    with pytest.raises(UnknownFormat) as caught:
        read(RTF, uri="通知.rtf")
    assert "LibreOffice" in caught.value.message("zh") and ".docx" in caught.value.message("en")


@pytest.mark.parametrize("data", [ole("Workbook"), ole("PowerPoint Document"), OLE, OLE + bytes(3)])
def test_other_ole_files_are_refused(data: bytes) -> None:
    assert kind_of(data) is None
    with pytest.raises(UnknownFormat):
        read(data)


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_a_program_that_hangs_is_stopped_with_its_children(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script, note = tmp_path / "soffice", tmp_path / "child"
    script.write_text(f"#!/bin/sh\nsleep 60 &\necho $! > {note}\nwait\n", encoding="ascii")
    script.chmod(0o755)
    monkeypatch.setattr(office, "find_program", lambda: str(script))
    monkeypatch.setattr(office, "LIMIT_SECONDS", 1)
    start = time.monotonic()
    with pytest.raises(ReadError, match="longer than 1 seconds"):
        read(RTF)
    assert time.monotonic() - start < 20
    child = int(note.read_text())
    for _ in range(50):
        if not _is_alive(child):
            return
        time.sleep(0.1)
    raise AssertionError("the child is still alive")


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A child that ended but was not asked for yet is not alive either.
    status = Path(f"/proc/{pid}/stat")
    return not (status.is_file() and status.read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z")
