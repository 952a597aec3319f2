"""Scans: known text in, known text out, with skew, noise, seals, turned pages and mixed files."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from known_text import share_in_order
from make_pdf_official import Look, Par, Rows, known, official, typeset, wqy

from nlp_oldcadre.errors import EmptyDocument, NoTextLayer, ReadError, TooLarge
from nlp_oldcadre.model import Document
from nlp_oldcadre.read import image, read, scan

for package in ("rapidocr", "onnxruntime", "PIL", "reportlab"):
    pytest.importorskip(package)
pytestmark = pytest.mark.skipif(wqy() is None, reason="no Chinese TrueType font (fonts-wqy-zenhei)")

from make_scan import Scanner, as_pdf, encoded, scanned  # noqa: E402

GOLD = Path(__file__).parent.parent / "corpora" / "gold"
_MARKS = str.maketrans(",:;()?!", "，：；（）？！")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

PARTS = [
    Par("关于做好2024年走访慰问工作的通知", "title"),
    Par("各市委老干部局：", "flush"),
    Par("全省共有离退休干部35,268人，其中离休干部120人，占0.34%。今年走访慰问1,946人次，投入资金87.5万元。"),
]
SHORT = Look(numbers="")


def gold(name: str) -> list[Par]:
    return official((GOLD / f"{name}.txt").read_text(encoding="utf-8"))


def plain(text: str) -> str:
    """Recognition can't tell how wide a mark is."""
    return text.translate(_MARKS)


def ink_share(doc: Document, picture: Any) -> tuple[float, float]:
    """Which share of the page's ink lies in boxes of characters, and which share of the boxes has ink."""
    import numpy as np

    page = doc.pages[0]
    assert page.boxes is not None and page.width is not None
    ink = np.asarray(picture.convert("L")) < 110
    scale = picture.width / page.width
    covered = np.zeros_like(ink)
    full = boxes = 0
    for index in range(len(page.boxes)):
        if box := page.boxes[index]:
            x0, y0, x1, y1 = (round(edge * scale) for edge in box)
            covered[max(0, y0 - 2) : y1 + 3, max(0, x0 - 2) : x1 + 3] = True
            boxes += 1
            full += bool(ink[max(0, y0) : y1, max(0, x0) : x1].any())
    return float((ink & covered).sum() / ink.sum()), full / boxes


@pytest.mark.parametrize(
    ("name", "scanner", "look"),
    [
        ("01_shanxi_county_circular", Scanner(skew=3, noise=10, specks=0.3), Look()),
        ("02_henan_city_news", Scanner(skew=-5, quality=50, grey=True), Look(size=12, per_line=36)),
        ("09_shandong_award_news", Scanner(skew=2, turn=2), Look(size=14, per_line=32)),
    ],
    ids=["skew and specks", "grey and small", "upside down"],
)
def test_scans_give_their_text_and_every_number(name: str, scanner: Scanner, look: Look) -> None:
    parts = gold(name)
    doc = read(as_pdf(scanned(typeset(parts, look), scanner), quality=scanner.quality))
    assert share_in_order(plain(known(parts)), plain(doc.source_text)) >= 0.99
    assert _NUMBER.findall(known(parts)) == _NUMBER.findall(doc.source_text)
    assert doc.confidence is not None and len(doc.confidence) == len(doc.source_text)
    assert {e.kind for e in doc.elements} <= {"page_number"}


@pytest.mark.parametrize("turn", [1, 3])
def test_pages_that_lie_are_turned_and_boxes_cover_their_ink(turn: int) -> None:
    (picture,) = scanned(typeset(PARTS, SHORT), Scanner(skew=4, turn=turn, noise=3, shade=0))
    doc = read(as_pdf([picture]))
    assert plain(doc.source_text).split() == plain(known(PARTS)).split()
    covered, full = ink_share(doc, picture)
    assert covered > 0.98 and full > 0.98


def test_boxes_cover_the_ink_of_a_straight_page() -> None:
    (picture,) = scanned(typeset(PARTS, SHORT), Scanner(noise=3, shade=0))
    doc = read(encoded(picture, "PNG", dpi=200))
    covered, full = ink_share(doc, picture)
    assert covered > 0.98 and full > 0.98
    assert doc.pages[0].width == pytest.approx(595.4, abs=1)


def test_a_seal_is_taken_off_the_letters_under_it_and_a_red_letterhead_stays() -> None:
    parts = [
        Par("中共东安县委老干部局文件", "letterhead"),
        *PARTS,
        Par("中共东安县委老干部局", "signature"),
        Par("2024年3月15日", "signature"),
    ]
    pictures = scanned(typeset(parts, SHORT), Scanner(skew=1, seal=(0.72, 0.41)))
    doc = read(as_pdf(pictures))
    assert plain(doc.source_text).split() == plain(known(parts)).split()
    assert [(e.kind, e.page) for e in doc.elements] == [("seal", 1)]
    assert doc.blocks[0].red and not any(block.red for block in doc.blocks[1:])


def test_a_ruled_table_becomes_rows() -> None:
    rows = Rows((("项目", "2023年", "2024年"), ("走访慰问（人次）", "1,205", "1,946"), ("资金（万元）", "62", "87.5")))
    parts: list[Par | Rows] = [Par("走访慰问情况表", "title"), rows]
    doc = read(as_pdf(scanned(typeset(parts, SHORT), Scanner(skew=1))))
    assert plain(doc.source_text).split() == plain(known(parts)).split()
    assert len(doc.tables) == 1


def test_a_page_of_text_and_a_scanned_one_make_one_document() -> None:
    import pypdfium2

    first, second = [Par("第一页是文字，共有35人。")], [Par("第二页是扫描的，共有48人。")]
    whole = pypdfium2.PdfDocument(typeset(first, SHORT))
    whole.import_pages(pypdfium2.PdfDocument(as_pdf(scanned(typeset(second, SHORT)))))
    out = io.BytesIO()
    whole.save(out)
    doc = read(out.getvalue())
    assert plain(doc.source_text).split() == ["第一页是文字，共有35人。", "第二页是扫描的，共有48人。"]
    assert [page.number for page in doc.pages] == [1, 2]
    assert doc.confidence is not None and min(doc.confidence[: doc.pages[0].end]) == 1.0


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"])
def test_pictures_are_documents(kind: str) -> None:
    (page,) = scanned(typeset(PARTS[1:2], SHORT), Scanner(noise=0, shade=0))
    page = page.crop((100, 100, 1100, 600))
    doc = read(encoded(page, kind))
    assert plain(doc.source_text).strip() == "各市委老干部局："
    assert doc.source.media_type == f"image/{kind.lower()}"


def test_a_tiff_has_its_pages() -> None:
    pages = [scanned(typeset([Par(f"第{n}页。")], SHORT))[0].crop((100, 100, 1100, 600)) for n in "一二"]
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], dpi=(200, 200))
    doc = read(out.getvalue())
    assert doc.source_text.split() == ["第一页。", "第二页。"]
    assert [page.number for page in doc.pages] == [1, 2]


def test_damaged_empty_and_endless_pictures_are_refused() -> None:
    from PIL import Image

    white = encoded(Image.new("RGB", (800, 1100), "white"), "PNG")
    with pytest.raises(EmptyDocument):
        read(white)
    for data in (white[:60], white[:200] + b"x" * 50, b"\xff\xd8\xff\xe0junk", b"II*\x00\xff\xff\xff\xff"):
        with pytest.raises(ReadError):
            read(data)
    bomb = encoded(Image.new("1", (20_000, 20_000)), "PNG")
    with pytest.raises(TooLarge):
        read(bomb)


@pytest.mark.parametrize("form", ["pdf", "picture"])
def test_without_the_extra_the_error_names_it(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (page,) = scanned(typeset(PARTS[:1], SHORT), Scanner(dpi=72))
    data = as_pdf([page]) if form == "pdf" else encoded(page)
    monkeypatch.setattr(scan, "is_available", lambda: False)
    with pytest.raises(NoTextLayer) as caught:
        read(data)
    assert "pip install 'nlp-oldcadre[ocr]'" in caught.value.message("zh") and caught.value.code == "no-text-layer"


def test_nothing_is_fetched_and_nothing_is_said(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    import socket

    from nlp_oldcadre.read.scan_engine import Engine

    def refuse(*_: object) -> None:
        raise AssertionError("the engine wants the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    engine = Engine()
    (page,) = scanned(typeset(PARTS[:1], SHORT), Scanner(dpi=100))
    import numpy as np

    assert len(engine.find(np.asarray(page))) == 1
    assert capfd.readouterr() == ("", "")


def test_two_readings_that_are_shifted_are_not_mixed() -> None:
    from nlp_oldcadre.read.scan_engine import Line
    from nlp_oldcadre.read.scan_text import agreed

    first, second = Line("以街道为单位", [0.0] * 6, [0.8] * 6), Line("。以街道为单", [0.0] * 6, [0.7, *[0.9] * 5])
    assert agreed(first, second).text == second.text


def test_a_stated_resolution_is_believed_where_it_makes_a_page_of_paper() -> None:
    assert image._points(1654, 2339, (200, 200))[0] == pytest.approx(595.4, abs=0.1)
    assert image._points(3000, 4000, (72, 72))[0] == pytest.approx(595.3, abs=0.1)
    assert image._points(2339, 1654, None)[0] == pytest.approx(841.9, abs=0.1)
