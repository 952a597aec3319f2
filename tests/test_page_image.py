"""Pages as pictures: the boxes of mentions cover what is printed; what can't be shown is told."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from make_ofd import Look, Page, package, text_object, typeset
from make_pdf_official import Look as PdfLook
from make_pdf_official import typeset as typeset_pdf
from make_pdf_official import wqy
from make_pdf_parts import Par, Rows, official

import nlp_oldcadre as oc
from nlp_oldcadre import page_files
from nlp_oldcadre.errors import NoPicture, NotFound, NotWritable, QueryError
from nlp_oldcadre.model import Document
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.read import picture_fonts, read

TEXT = next(iter(sorted((Path(__file__).parents[1] / "corpora").glob("01_*.txt")))).read_text(encoding="utf-8")
MM = 25.4 / 72
pytestmark = pytest.mark.skipif(wqy() is None, reason="the font wqy-zenhei is not installed (Debian: fonts-wqy-zenhei)")


def saved(folder: Path, name: str, data: bytes) -> Document:
    (folder / name).write_bytes(data)
    return process(read(folder / name))


def ink(doc: Document, number: int, dpi: int = 144) -> np.ndarray:
    return np.asarray(doc.page_image(number, mentions=False, dpi=dpi).convert("L")) < 128


def blue(doc: Document, *, dpi: int = 144) -> np.ndarray:
    """Where the page is printed in blue."""
    red, green, blue = np.asarray(doc.page_image(1, mentions=False, dpi=dpi)).astype(int).transpose(2, 0, 1)
    return blue - np.maximum(red, green) > 60


def in_pdf() -> bytes:
    """A line with an amount in blue."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    if "wqy" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("wqy", wqy(), subfontIndex=0))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.setFont("wqy", 16)
    x = 90.0
    for text, colour in (("全县建成老年活动室", (0, 0, 0)), ("12个", (0, 0, 1)), ("，服务老干部。", (0, 0, 0))):
        canvas.setFillColorRGB(*colour)
        canvas.drawString(x, 700, text)
        x += pdfmetrics.stringWidth(text, "wqy", 16)
    canvas.save()
    return out.getvalue()


def in_ofd() -> bytes:
    amount = text_object(2, "12个", 30 + 9 * 16 * MM, 40, 16 * MM).replace("<TextCode", '<FillColor Value="0 0 255"/><TextCode')
    around = [
        text_object(1, "全县建成老年活动室", 30, 40, 16 * MM),
        text_object(3, "，服务老干部。", 30 + 11 * 16 * MM, 40, 16 * MM),
    ]
    return package([[Page([around[0], amount, around[1]])]])


@pytest.mark.parametrize(("name", "make"), [("a.pdf", in_pdf), ("a.ofd", in_ofd)])
def test_the_boxes_of_a_mention_cover_its_characters_and_no_others(name: str, make, tmp_path: Path) -> None:
    doc = saved(tmp_path, name, make())
    (amount,) = (m for m in doc.mentions if m.type == "QUANTITY")
    assert doc.text[amount.start : amount.end] == "12个"
    ((number, box),) = doc.boxes(amount.start, amount.end)
    rows, columns = np.nonzero(blue(doc))
    assert number == 1 and len(rows) > 100
    x0, y0, x1, y1 = (edge * 2 for edge in box)
    assert x0 - 1 <= columns.min() and columns.max() <= x1 + 1 and y0 - 1 <= rows.min() and rows.max() <= y1 + 1
    # Not wider than what it stands around by more than a letter's side bearing.
    assert columns.min() - x0 < 6 and x1 - columns.max() < 6


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", lambda: typeset_pdf(official(TEXT))),
        ("turned.pdf", lambda: typeset_pdf(official(TEXT), PdfLook(rotation=90))),
        ("a.ofd", lambda: typeset(official(TEXT), Look(template=True))),
        ("scaled.ofd", lambda: typeset(official(TEXT), Look(scaled=True, single=True))),
    ],
)
def test_all_ink_of_a_page_lies_in_boxes_of_characters(name: str, data, tmp_path: Path) -> None:
    doc = saved(tmp_path, name, data())
    for page in doc.pages:
        left = ink(doc, page.number)
        total = left.sum()
        scale = left.shape[1] / page.width
        boxes = [box for i in range(page.end - page.start) if (box := page.boxes[i])]
        boxes += [e.box for e in doc.elements if e.page == page.number and e.box]
        for box in boxes:
            left[int(box.y0 * scale) - 1 : int(box.y1 * scale) + 2, int(box.x0 * scale) - 1 : int(box.x1 * scale) + 2] = False
        assert total > 1000 and left.sum() <= 0.002 * total


def test_boxes_of_scans_cover_what_was_recognised(tmp_path: Path) -> None:
    """A picture, a PDF of pictures and an OFD of pictures."""
    pytest.importorskip("rapidocr")
    from make_scan import Scanner, as_pdf, encoded, scanned

    pages = scanned(in_pdf(), Scanner(grey=False, shade=0, noise=2))
    photo = encoded(pages[0], "JPEG")
    for name, data in (("a.jpg", photo), ("b.pdf", as_pdf(pages)), ("c.ofd", in_pictures(photo))):
        doc = saved(tmp_path, name, data)
        assert "12个" in doc.text and doc.confidence
        (amount,) = (m for m in doc.mentions if m.type == "QUANTITY")
        ((_, box),) = doc.boxes(amount.start, amount.end)
        rows, columns = np.nonzero(blue(doc))
        x0, y0, x1, y1 = (edge * 2 for edge in box)
        inside = (x0 - 2 <= columns) & (columns <= x1 + 2) & (y0 - 2 <= rows) & (rows <= y1 + 2)
        assert len(rows) > 100 and inside.mean() > 0.98, name


def in_pictures(photo: bytes) -> bytes:
    picture = '<ImageObject ID="77" ResourceID="9" Boundary="0 0 210 297" CTM="210 0 0 297 0 0"/>'
    members = _members(package([[Page([picture])]], Look(prefix="")))
    media = b'<MultiMedias><MultiMedia ID="9" Type="Image"><MediaFile>p.jpg</MediaFile></MultiMedia></MultiMedias></Res>'
    resources = "Doc_0/PublicRes.xml"
    return _zip(members | {resources: members[resources].replace(b"</Res>", media), "Doc_0/Res/p.jpg": photo})


def test_mentions_are_boxed_in_their_colours_with_a_legend_below(tmp_path: Path) -> None:
    from nlp_oldcadre.read.picture_marks import COLOURS

    doc = saved(tmp_path, "a.ofd", in_ofd())
    bare, boxed = doc.page_image(1, mentions=False), doc.page_image(1, types=("QUANTITY",))
    assert bare.size == (1191, 1684) and boxed.width == bare.width and boxed.height > bare.height
    ((_, box),) = doc.boxes(*next((m.start, m.end) for m in doc.mentions if m.type == "QUANTITY"))
    assert boxed.getpixel((round(box.x0 * 2), round(box.y0 + box.y1))) == COLOURS["QUANTITY"]
    assert doc.page_image(1, types=("PROGRAM",)).size == bare.size
    assert doc.page_image(1, mentions=False, dpi=72).size == (595, 842)


def test_tables_seals_and_pictures_of_ofd_are_drawn(tmp_path: Path) -> None:
    from PIL import Image

    photo = io.BytesIO()
    Image.new("RGB", (20, 10), (0, 160, 0)).save(photo, "PNG")
    parts = [Par("各单位要填报。"), Rows((("指标", "数量"), ("活动室（个）", "12")))]
    data = typeset(parts, Look(prefix="", seal=True, stamp=True))
    picture = '<ImageObject ID="77" ResourceID="9" Boundary="150 250 30 15" CTM="30 0 0 15 0 0"/></Layer>'
    members = _members(data)
    page, resources = "Doc_0/Pages/Page_0/Content.xml", "Doc_0/PublicRes.xml"
    members[page] = members[page].replace(b"</Layer>", picture.encode())
    media = b'<MultiMedias><MultiMedia ID="9" Type="Image"><MediaFile>p.png</MediaFile></MultiMedia></MultiMedias></Res>'
    members[resources] = members[resources].replace(b"</Res>", media)
    doc = saved(tmp_path, "a.ofd", _zip(members | {"Doc_0/Res/p.png": photo.getvalue()}))
    shown = doc.page_image(1, mentions=False)
    at = lambda x, y: shown.getpixel((round(x / MM * 2), round(y / MM * 2)))  # noqa: E731
    assert at(165, 257) == (0, 160, 0) and at(149, 257) == (255, 255, 255)
    seals = [element.box for element in doc.elements if element.kind == "seal"]
    assert len(seals) == 2
    for box in seals:
        ring = np.asarray(shown.crop([round(edge * 2) for edge in box])).astype(int)
        assert ((ring[..., 0] > 180) & (ring[..., 1] < 100)).sum() > 200


def test_what_is_masked_is_hidden_on_the_page_as_well(tmp_path: Path) -> None:
    path = tmp_path / "a.ofd"
    path.write_bytes(package([[Page([text_object(1, "联系电话：024-23456789。", 30, 40, 16 * MM)])]]))
    open_, masked = read(path), read(path, mask=True)
    assert "×" in masked.text and masked.pages == open_.pages
    before, after = ink(open_, 1), ink(masked, 1)
    box = masked.pages[0].boxes[masked.text.index("×")]
    window = np.s_[int(box.y0 * 2) : int(box.y1 * 2), int(box.x0 * 2) : int(box.x1 * 2)]
    assert (before[window] != after[window]).any()
    assert (before != after).sum() > 100


def test_what_cannot_be_shown_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    doc = saved(tmp_path, "a.ofd", in_ofd())
    for wrong, error in (
        (doc, NoPicture),
        (process(read("老干部工作".encode())), NoPicture),
        (process(read(in_ofd())), NotFound),
    ):
        with pytest.raises(error):
            wrong.page_image(7 if wrong is doc else 1)
    with pytest.raises(QueryError, match="QUANTITY"):
        doc.page_image(1, types=("NUMBER",))
    with pytest.raises(QueryError):
        doc.page_image(1, dpi=100_000)
    monkeypatch.setattr(picture_fonts, "font_path", lambda: None)
    with pytest.raises(NoPicture, match="font"):
        doc.page_image(1)
    (tmp_path / "a.ofd").write_bytes(in_ofd() + b"\0")
    with pytest.raises(NoPicture, match="changed"):
        doc.page_image(1)
    (tmp_path / "a.ofd").unlink()
    with pytest.raises(NotFound):
        doc.page_image(1)


def test_labels_are_english_without_a_chinese_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    doc = saved(tmp_path, "a.pdf", in_pdf())
    monkeypatch.setattr(picture_fonts, "font_path", lambda: None)
    assert doc.page_image(1).height > 1684


def test_documents_in_archives_and_packages_have_their_pages(tmp_path: Path) -> None:
    several = package([[Page([text_object(1, "第一份文件", 30, 40, 5)])], [Page([text_object(1, "第二份文件", 30, 200, 5)])]])
    (tmp_path / "b.zip").write_bytes(_zip({"材料/a.ofd": in_ofd(), "材料/b.ofd": several}))
    one, first, second = oc.read.documents(tmp_path / "b.zip")
    assert second.source.uri.endswith("b.zip!/材料/b.ofd!/Doc_1")
    assert one.page_image(1, mentions=False).size == (1191, 1684)
    for doc, upper in ((first, True), (second, False)):
        page = ink(doc, 1)
        assert page[:800].any() == upper and page[800:].any() != upper


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    (tmp_path / "通知.ofd").write_bytes(in_ofd())
    command = [sys.executable, "-m", "nlp_oldcadre.cli", "show", "通知.ofd"]
    done = subprocess.run([*command, "--types", "quantity"], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "图片：通知_p1.png（第 1/1 页，标注 1 处）\n")
    assert (tmp_path / "通知_p1.png").read_bytes().startswith(b"\x89PNG")
    done = subprocess.run([*command, "--page", "3"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 2 and "共 1 页" in done.stderr and "Traceback" not in done.stderr


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    doc = saved(tmp_path, "a.ofd", in_ofd())
    for name in ("a.xyz", "no/a.png"):
        with pytest.raises(NotWritable):
            page_files.save(doc, 1, tmp_path / name, None, dpi=72)
    assert page_files.save(doc, 1, tmp_path / "p.jpg", "time,quantity", dpi=72).read_bytes().startswith(b"\xff\xd8")


def _members(data: bytes) -> dict[str, bytes]:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zip(members: dict[str, bytes]) -> bytes:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()
