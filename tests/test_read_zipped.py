"""ZIP packages and XML are opened with limits."""

from __future__ import annotations

import io
import zipfile

import pytest

from nlp_oldcadre.errors import Locked, NotFound, ReadError, TooLarge
from nlp_oldcadre.read import xml, zipped
from nlp_oldcadre.read.zipped import Package, member_names


def archive(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return out.getvalue()


def test_names_lead_nowhere_outside() -> None:
    package = Package(archive({"../../etc/a": b"1", "/b": b"2", "c\\d": b"3", "e/": b""}), "x.zip")
    assert package.names == ("etc/a", "b", "c/d")
    assert package.read("c/d") == b"3"


def test_a_name_in_gb18030_is_read_as_that() -> None:
    name = "通知一.docx".encode("gb18030")
    data = archive({"x" * len(name): b"1"}).replace(b"x" * len(name), name)
    assert member_names(data) == {"通知一.docx"}
    assert Package(data, "x.zip").read("通知一.docx") == b"1"


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    package = Package(archive({"bomb": bytes(50_000_000)}), "x.zip")
    with pytest.raises(TooLarge, match="bomb"):
        package.read("bomb")


def test_the_sum_of_what_is_read_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "MAX_TOTAL_BYTES", 1_500)
    package = Package(archive({"a": b"a" * 1_000, "b": b"b" * 1_000}), "x.zip")
    assert len(package.read("a")) == 1_000
    with pytest.raises(TooLarge):
        package.read("b")


def test_too_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "MAX_MEMBERS", 2)
    with pytest.raises(TooLarge, match="members"):
        Package(archive({"a": b"", "b": b"", "c": b""}), "x.zip")


def test_an_encrypted_member_is_locked() -> None:
    data = bytearray(archive({"a": b"text"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Locked):
        Package(bytes(data), "x.zip").read("a")


def test_a_damaged_package_is_a_read_error() -> None:
    whole = archive({"a": b"text" * 100})
    with pytest.raises(ReadError, match="damaged"):
        Package(whole[:-30], "x.zip")
    with pytest.raises(ReadError, match="damaged"):
        Package(whole[:34] + b"\xff\xff\xff" + whole[37:], "x.zip").read("a")
    assert member_names(whole[:-30]) == frozenset()


def test_a_missing_member() -> None:
    package = Package(archive({"a": b"1"}), "x.zip")
    assert package.get("b") is None and package.size("b") == 0
    with pytest.raises(NotFound):
        package.read("b")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding: str) -> None:
    text = '<?xml version="1.0" encoding="{}"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    with pytest.raises(ReadError, match="DOCTYPE"):
        xml.parse(text.format(encoding).encode(encoding), "a.xml")


def test_an_outer_document_type_is_not_fetched() -> None:
    with pytest.raises(ReadError, match="DOCTYPE"):
        xml.parse(b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a>1</a>', "a.xml")


@pytest.mark.parametrize("data", [b"", b"<a>", b"<a></b>", b"\x00" * 9, b"<a>" * 5_000 + b"</a>" * 5_000])
def test_what_is_no_sound_xml_is_a_read_error(data: bytes) -> None:
    with pytest.raises(ReadError, match="no sound XML"):
        xml.parse(data, "a.xml", "word/document.xml")
