"""Archives and e-mails: every member a document with its own place, and limits that hold."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import time
import zipfile
import zlib
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

import pytest
from make_docx import make_docx, p
from make_ofd import Par, document, package

import nlp_oldcadre as oc
from nlp_oldcadre.errors import (
    Classified,
    EmptyDocument,
    Locked,
    NotFound,
    OldcadreError,
    ReadError,
    SeveralDocuments,
    TooLarge,
)
from nlp_oldcadre.model import Document
from nlp_oldcadre.read import Listed, Place, archive, archive_kinds, documents, listing, places, read

TEXT = "各市委老干部局：\n{n}月{n}日，大连市委老干部局组织老干部{n}00余人次开展志愿服务。\n"


def text(n: int) -> bytes:
    return TEXT.format(n=n).encode()


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return out.getvalue()


def saved(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def found(path: Path) -> list[str]:
    """The places within the file, and the codes of what can't be got at."""
    return [
        "!/".join(one.place.inside) if isinstance(one, Listed) else f"{one.where.partition('!/')[2]} {one.code}"
        for one in listing(path)
    ]


def read_all(path: Path) -> tuple[list[Document], list[OldcadreError]]:
    errors: list[OldcadreError] = []
    return list(documents(path, on_error=errors.append)), errors


def test_members_have_places_in_a_fixed_order(tmp_path: Path) -> None:
    inner = zipped({"三.txt": text(3), "四.docx": make_docx(p("第四份材料。"))})
    members = {"乙.txt": text(2), "材料/甲.txt": text(1), "内.zip": inner, "__MACOSX/材料/._甲.txt": b"x", "a.csv": b"1,2",
               "材料/~$甲.docx": b"x", ".DS_Store": b"x", "Thumbs.db": b"x"}  # fmt: skip
    path = saved(tmp_path, "a.zip", zipped(members))
    assert found(path) == ["乙.txt", "内.zip!/三.txt", "内.zip!/四.docx", "材料/甲.txt"]
    assert found(saved(tmp_path, "b.zip", zipped(dict(reversed(members.items()))))) == found(path)
    read_documents, errors = read_all(path)
    assert errors == []
    assert [d.source.uri for d in read_documents] == [place.uri for place in places(path)]
    assert read_documents[2].source_text == "第四份材料。\n"
    assert read(Place(path, ("内.zip", "三.txt"))).source_text == text(3).decode()
    assert read(f"{path}!/材料/甲.txt").id == read(text(1)).id


def test_one_document_is_read_several_are_told(tmp_path: Path) -> None:
    assert read(zipped({"一.txt": text(1)}), uri="a.zip").source.uri == "a.zip!/一.txt"
    with pytest.raises(SeveralDocuments, match=r"oc\.read\.documents"):
        read(saved(tmp_path, "a.zip", zipped({"一.txt": text(1), "二.txt": text(2)})))
    with pytest.raises(EmptyDocument, match="no documents"):
        read(zipped({"a.csv": b"1"}))
    with pytest.raises(NotFound):
        read(Place(tmp_path / "a.zip", ("三.txt",)))
    with pytest.raises(NotFound):
        read(Place(tmp_path / "a.zip", ("一.txt", "二.txt")))


def test_old_names_are_read_as_gb18030(tmp_path: Path) -> None:
    data = zipped({"AAAAAAAA.txt": text(1)}).replace(b"AAAAAAAA", "关于通知".encode("gb18030"))
    assert found(saved(tmp_path, "a.zip", data)) == ["关于通知.txt"]
    upwards = zipped({"../../etc/甲.txt": text(1), "/乙.txt": text(2), "c:\\丙.txt": text(3)})
    assert all(".." not in place and not place.startswith("/") for place in found(saved(tmp_path, "b.zip", upwards)))
    assert len(found(tmp_path / "b.zip")) == 3


def tarred(members: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as package:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            package.addfile(info, io.BytesIO(data))
    return out.getvalue()


def test_members_of_one_name_are_all_read(tmp_path: Path) -> None:
    names = ["A.txt", "a.txt", "x/../b.txt", "x/b.txt", "../b.txt", "b.txt", "材料!/a.txt"]
    members = [(name, text(n)) for n, name in enumerate(names)]
    folder = tmp_path / "收文!"
    folder.mkdir()
    paths = [saved(folder, "a.zip", zipped(dict(members))), saved(folder, "a.tar", tarred(members))]
    for path in paths:
        named = ["A.txt", "a.txt", "b(2).txt", "b.txt", "x/b(2).txt", "x/b.txt", "材料！/a.txt"]
        assert found(path) == sorted(named)
        read_documents, errors = read_all(path)
        assert (sorted(d.source_text.encode() for d in read_documents), errors) == (sorted(data for _, data in members), [])
        assert [read(d.source.uri).id for d in read_documents] == [d.id for d in read_documents]


def test_a_member_that_is_bad_costs_no_other(tmp_path: Path) -> None:
    data = bytearray(zipped({"密.txt": text(1), "甲.txt": text(2), "空.txt": b"", "乱.bin": bytes(range(256)) * 9}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        # The first member's flag of encryption.
        data[data.index(mark) + at] |= 1
    path = saved(tmp_path, "a.zip", bytes(data))
    read_documents, errors = read_all(path)
    assert [d.source.uri for d in read_documents] == [f"{path.as_posix()}!/甲.txt"]
    assert [(error.where.partition("!/")[2], error.code) for error in errors] == [
        ("乱.bin", "format"), ("密.txt", "locked"), ("空.txt", "empty"),
    ]  # fmt: skip
    with pytest.raises(Locked):
        read(Place(path, ("密.txt",)))
    with pytest.raises(OldcadreError):
        list(documents(path))


def test_a_run_over_archives(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    saved(folder, "a.txt", text(1))
    saved(folder, "b.zip", zipped({"一.txt": text(1), "二.txt": text(2), "坏.docx": b"PK\x03\x04"}))
    saved(folder, "c.zip", zipped({"二.txt": text(2), "三.txt": text(3)}))
    report = oc.run(folder, tmp_path / "out", workers=2)
    assert (report.documents, report.duplicates) == (3, 2)
    table = oc.open(tmp_path / "out").documents
    assert [uri.removeprefix(folder.as_posix()) for uri in table["uri"]] == ["/a.txt", "/b.zip!/二.txt", "/c.zip!/三.txt"]
    assert list(table["duplicates"][0]) == [f"{folder.as_posix()}/b.zip!/一.txt"]
    assert [(e.where.removeprefix(folder.as_posix()), e.code) for e in report.failures] == [("/b.zip!/坏.docx", "unreadable")]
    assert len(list(oc.annotate(folder, on_error=lambda error: None))) == 5


def test_a_run_over_nothing_but_a_bad_archive(tmp_path: Path) -> None:
    report = oc.run(saved(tmp_path, "a.zip", zipped({"a.csv": b"1"})), tmp_path / "out")
    assert (report.documents, [error.code for error in report.failures]) == (0, ["empty"])


def test_gzip_and_tar(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as package:
        for name, data in (("材料/甲.txt", text(1)), ("乙.txt", text(2))):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            package.addfile(info, io.BytesIO(data))
        link = tarfile.TarInfo("链接.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        package.addfile(link)
    assert found(saved(tmp_path, "a.tar.gz", out.getvalue())) == ["a.tar!/乙.txt", "a.tar!/材料/甲.txt"]
    assert read(saved(tmp_path, "甲.txt.gz", gzip.compress(text(1)))).source.uri.endswith("甲.txt.gz!/甲.txt")
    with pytest.raises(ReadError, match="damaged"):
        read(gzip.compress(text(1))[:-12])


def message(body: str = "各位同志：\n现报送5月份老干部工作材料。\n") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = "张三 <a@b.cn>", "报送材料", "Mon, 08 May 2023 10:00:00 +0800"
    mail.set_content(body)
    return mail


def attached(mail: EmailMessage, name: str, data: bytes) -> EmailMessage:
    mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail


def test_the_body_and_the_attachments_of_a_mail_are_documents(tmp_path: Path) -> None:
    mail = attached(attached(message(), "甲.txt", text(1)), "甲.txt", text(2))
    mail.add_attachment(attached(message("另一封。"), "乙.txt", text(3)))
    path = saved(tmp_path, "a.eml", mail.as_bytes())
    assert found(path) == sorted(["正文", "甲.txt", "甲(2).txt", "报送材料.eml!/乙.txt"])
    body = read(Place(path, ("正文",)))
    assert body.source_text == "各位同志：\n现报送5月份老干部工作材料。\n"
    told = {element.kind: element.value for element in body.elements}
    assert told == {"subject": "报送材料", "sender": "张三 <a@b.cn>", "sent_on": "2023-05-08"}
    assert read(message().as_bytes()).source_text == body.source_text
    assert found(saved(tmp_path, "b.eml", attached(message("请查收。"), "甲.txt", text(1)).as_bytes())) == ["甲.txt"]


@pytest.mark.parametrize(
    "told",
    [
        b'filename="{raw}"',
        b"filename*=GB18030''%B9%D8%D3%DA%CD%A8%D6%AA.txt",
        b"filename*0*=GB18030''%B9%D8%D3%DA; filename*1*=%CD%A8%D6%AA.txt",
        b'filename="=?gb2312?B?udjT2s2o1qoudHh0?="',
    ],
)  # fmt: skip
def test_names_of_attachments_are_decoded(told: bytes) -> None:
    told = told.replace(b"{raw}", "关于通知.txt".encode("gb18030"))
    mail = (
        b"From: a@b.cn\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"
        b"Content-Type: application/octet-stream\nContent-Disposition: attachment; " + told + b"\n\n" + text(1) + b"\n--x--\n"
    )  # fmt: skip
    assert read(mail, uri="a.eml").source.uri == "a.eml!/关于通知.txt"


def test_a_page_saved_as_one_file_is_a_page() -> None:
    page = "<html><head><title>通知</title></head><body><h1>通知</h1><p>各市委老干部局：</p><p>现通知如下。</p></body></html>"
    mail = EmailMessage()
    mail["From"], mail["Snapshot-Content-Location"] = "<Saved by Blink>", "http://example.cn/a.html"
    mail.set_content(page, subtype="html", charset="gb18030")
    mail.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<1>")
    mail.add_related(b"body{}", maintype="text", subtype="css")
    doc = read(mail.as_bytes())
    assert doc.source_text == "通知\n各市委老干部局：\n现通知如下。\n"
    assert doc.source.media_type.startswith("text/html")


def test_archives_that_hold_themselves_or_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = text(1)
    for depth in range(6):
        data = zipped({f"{depth}.zip": data})
    (error,) = listing(saved(tmp_path, "deep.zip", data))
    assert isinstance(error, TooLarge) and "3" in error.en
    monkeypatch.setattr(archive, "MAX_DOCUMENTS", 5)
    many = found(saved(tmp_path, "many.zip", zipped({f"{n}.txt": text(n) for n in range(9)})))
    assert many == [*(f"{n}.txt" for n in range(5)), " too-large"]


def test_hostile_archives_end_soon(tmp_path: Path) -> None:
    started = time.process_time()
    crowd = zipped({f"{n}.txt": b"" for n in range(30_000)}, zipfile.ZIP_STORED)
    assert found(saved(tmp_path, "crowd.zip", crowd)) == [" too-large"]
    bomb = zipped({"bomb.txt": bytes(60_000_000), "甲.txt": text(1)})
    assert found(saved(tmp_path, "bomb.zip", bomb)) == ["bomb.txt too-large", "甲.txt"]
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    thick = b"".join(packer.compress(bytes(1_000_000)) for _ in range(150)) + packer.flush()
    assert found(saved(tmp_path, "bomb.gz", thick)) == ["bomb too-large"]
    parts = b"".join(b"--x%d\nContent-Type: multipart/mixed; boundary=x%d\n\n" % (n, n + 1) for n in range(2_000))
    nested = b"From: a@b.cn\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x0\n\n" + parts
    with pytest.raises(ReadError):
        read(nested)
    # A message whose part has the boundary of the whole, over and over.
    same = b"From: a@b.cn\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
    with pytest.raises(ReadError):
        read(same + b"--x\nContent-Type: multipart/mixed; boundary=x\n\n" * 3_000)
    assert time.process_time() - started < 20


def in_parts(*parts: bytes, kind: bytes = b"mixed") -> bytes:
    head = b"From: a@b.cn\nSubject: s\nMIME-Version: 1.0\nContent-Type: multipart/" + kind + b"; boundary=OUT\n\n"
    return head + b"".join(b"--OUT\n" + part + b"\n" for part in parts) + b"--OUT--\n"


def plain_part(body: str, *fields: str) -> bytes:
    return "\n".join(("Content-Type: text/plain; charset=utf-8", *fields, "", body)).encode()


def test_a_mail_that_breaks_the_standard_library_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nested = b"Content-Type: text/plain\n\nhello\n"
    for n in range(400):
        nested = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n%s\n--b%d--\n" % (n, n, nested, n)
    saved(
        tmp_path, "a.eml", in_parts(b"Content-Type: message/rfc822\n\nFrom: a@b.cn\nTo: a@b.cn\nMIME-Version: 1.0\n" + nested)
    )
    name = "Content-Disposition: inline; filename*=idna''%E6%ff"
    saved(tmp_path, "b.eml", in_parts(plain_part(text(2).decode(), name)))
    saved(tmp_path, "c.txt", text(1))
    read_documents, errors = read_all(tmp_path)
    assert [d.source_text.strip() for d in read_documents] == [text(n).decode().strip() for n in (2, 1)]
    assert [error.code for error in errors] == ["unreadable"]

    def broken(data: bytes) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(archive, "holder_of", broken)
    assert [getattr(one, "code", "") for one in listing(tmp_path / "a.eml")] == ["internal"]


PAGE_PART = b"Content-Type: text/html; charset=utf-8\n\n" + (
    "<html><body><p>现报送五月份材料。</p><p>请查收。</p></body></html>".encode()
)
FILE_PART = plain_part("附件内容。", "Content-Disposition: inline; filename=a.txt")


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        (in_parts(plain_part("第一段。"), FILE_PART, plain_part("第二段。")), ["附件内容。", "第一段。 第二段。"]),
        (in_parts(PAGE_PART, FILE_PART, kind=b"related"), ["附件内容。", "现报送五月份材料。 请查收。"]),
        (in_parts(PAGE_PART, plain_part("另附说明。")), ["现报送五月份材料。 请查收。 另附说明。"]),
        (in_parts(PAGE_PART, FILE_PART, PAGE_PART), ["附件内容。", "现报送五月份材料。 请查收。 现报送五月份材料。 请查收。"]),
        (in_parts(plain_part("现报送五月份材料。"), PAGE_PART, kind=b"alternative"), ["现报送五月份材料。 请查收。"]),
        (in_parts(PAGE_PART, plain_part("框架", "Content-ID: <1>"), kind=b"related"), ["现报送五月份材料。 请查收。"]),
        (in_parts(plain_part("正文。"), b"Content-Type: text/html\n\n<html></html>", kind=b"alternative"), ["正文。"]),
    ],
)  # fmt: skip
def test_every_part_with_text_is_read(tmp_path: Path, data: bytes, kept: list[str]) -> None:
    read_documents, errors = read_all(saved(tmp_path, "a.eml", data))
    assert ([" ".join(doc.source_text.split()) for doc in read_documents], errors) == (kept, [])
    for doc in read_documents:
        assert [doc.source_text[b.start : b.end] for b in doc.blocks] in ([], doc.source_text.split())


def test_a_mail_that_is_too_large_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_kinds.mail, "MAX_BYTES", 200)
    path = saved(tmp_path, "a.eml", attached(message(), "甲.txt", text(1)).as_bytes())
    assert [error.code for error in read_all(path)[1]] == ["too-large"]


def test_a_mark_in_a_later_part_of_a_mail_is_seen() -> None:
    with pytest.raises(Classified):
        read(in_parts(PAGE_PART, plain_part("机密★1年\n关于做好有关工作的通知")))


def test_a_tar_that_claims_more_than_it_has(tmp_path: Path) -> None:
    info = tarfile.TarInfo("甲.txt")
    info.size = 8 << 30
    path = saved(tmp_path, "a.tar", info.tobuf(format=tarfile.GNU_FORMAT) + text(1) + bytes(1024))
    assert all(code.endswith((" unreadable", " too-large")) for code in found(path))


def test_documents_of_an_ofd_package_are_places(tmp_path: Path) -> None:
    pages = [document([Par(line)]) for line in ("第一份通知。", "第二份通知。")]
    path = saved(tmp_path, "a.ofd", package(pages))
    assert found(path) == ["Doc_0", "Doc_1"]
    first, second = documents(path)
    assert (first.source_text, second.source_text) == ("第一份通知。\n", "第二份通知。\n")
    assert first.id != second.id and second.source.uri.endswith("a.ofd!/Doc_1")


def test_what_is_cut_anywhere_is_read_or_told() -> None:
    whole = zipped({"甲.txt": text(1)})
    mail = attached(message(), "甲.zip", whole).as_bytes()
    for data in (whole, mail, gzip.compress(whole)):
        for cut in range(4, len(data), max(1, len(data) // 60)):
            for changed in (data[:cut], data[:cut] + struct.pack("<H", 0xFFFF) + data[cut + 2 :]):
                try:
                    read(changed)
                except OldcadreError as error:
                    assert error.remedy_zh
