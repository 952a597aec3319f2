"""PDF: known text in, known text out; boxes over the ink; damaged files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import clean_documents
from known_text import f1, score_of, share_in_order
from make_pdf import make_pdf, pack
from make_pdf_official import Look, Par, Rows, known, official, typeset, wqy

import nlp_oldcadre as oc
from nlp_oldcadre import jobs, run_report, summary
from nlp_oldcadre.errors import Classified, NoTextLayer, ReadError, TooLarge
from nlp_oldcadre.evaluate import Scores, compare_records
from nlp_oldcadre.model import Document
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.read import pdf, read
from nlp_oldcadre.records import annotation

GOLD = Path(__file__).parents[1] / "corpora" / "gold"
TEXTS = [
    *sorted(GOLD.parent.glob("*.txt"))[:8],
    *(document.path for document in clean_documents()),
]
needs_font = pytest.mark.skipif(wqy() is None, reason="the font wqy-zenhei is not installed (Debian: fonts-wqy-zenhei)")
TWO = Look(columns=2, size=10.5, per_line=42, full_width=1)
LOOKS = {
    "one column": Look(),
    "font not embedded": Look(font="STSong-Light"),
    "two columns": TWO,
    "columns interleaved": Look(columns=2, size=10.5, per_line=42, full_width=1, interleaved=True),
    "ragged": Look(justified=False, numbers="第{page}页 共{pages}页"),
    "page turned": Look(rotation=90, numbers="{page}/{pages}"),
    "page upside down": Look(rotation=180),
    "writing turned": Look(sideways=True, numbers="－{page}－"),
    "drawn twice": Look(doubled=True),
    "hidden under a scan": Look(hidden=True),
}
BODY = Par("近年来，全县打造“银龄先锋”品牌①，引导退休干部在小区、村里当好治理帮手，各支部均建成活动室，现就有关工作通知如下。")
CELLS = (
    ("指标", "2023年", "2024年"),
    ("党支部（个）", "46", "52"),
    ("志愿者（人）", "1200", "1560"),
    ("资金（万元）", "35.6", "40"),
)


@needs_font
@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_known_text_comes_back_in_order(look: Look) -> None:
    shares, right, lines = [], 0, 0
    for path in TEXTS:
        parts = official(path.read_text(encoding="utf-8"))
        got = read(typeset(parts, look)).source_text
        shares.append(share_in_order(known(parts), got) * len(got))
        mine = {line.replace(" ", "").replace("\u3000", "") for line in got.splitlines()}
        theirs = [part.text.replace(" ", "").replace("\u3000", "") for part in parts if isinstance(part, Par)]
        right, lines = right + sum(line in mine for line in theirs), lines + len(theirs)
    total = sum(len(read(typeset(official(path.read_text(encoding="utf-8")), look)).source_text) for path in TEXTS)
    assert sum(shares) / total >= 0.998
    assert right / lines >= (0.96 if look.columns == 2 else 0.98), "paragraphs"


@needs_font
@pytest.mark.parametrize("look", [Look(), TWO], ids=["one column", "two columns"])
def test_extraction_is_that_of_the_text(look: Look) -> None:
    text_scores, scores = Scores(), Scores()
    for path in TEXTS[8:]:
        text = path.open(encoding="utf-8", newline="").read()
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        compare_records(text_scores, gold, annotation(process(read(path))), text)
        score_of(read(typeset(official(text), look)), text, gold, scores)
    assert f1(scores) >= f1(text_scores) - 0.01


@needs_font
@pytest.mark.parametrize("look", [Look(), LOOKS["page turned"], LOOKS["writing turned"], TWO], ids=str)
def test_boxes_cover_the_ink(look: Look) -> None:
    data = typeset(official(TEXTS[0].read_text(encoding="utf-8")), look)
    doc = read(data)
    for page, (ink, scale) in zip(doc.pages, _ink(data), strict=True):
        boxes = [box for i in range(page.end - page.start) if (box := page.boxes[i])]
        boxes += [e.box for e in doc.elements if e.page == page.number and e.box]
        assert abs(ink.shape[1] / scale - page.width) < 1 and abs(ink.shape[0] / scale - page.height) < 1
        total = ink.sum()
        for box in boxes:
            ink[int(box.y0 * scale) - 1 : int(box.y1 * scale) + 2, int(box.x0 * scale) - 1 : int(box.x1 * scale) + 2] = False
        assert ink.sum() <= 0.002 * total


@needs_font
def test_every_character_has_its_own_box() -> None:
    doc = read(typeset(official(TEXTS[0].read_text(encoding="utf-8"))))
    assert [p.start for p in doc.pages][1:] == [p.end for p in doc.pages][:-1]
    assert doc.pages[0].start == 0 and doc.pages[-1].end == len(doc.source_text)
    for page in doc.pages:
        text = doc.source_text[page.start : page.end]
        assert len(page.boxes) == len(text)
        assert all((page.boxes[i] is None) == (char in " \n") for i, char in enumerate(text))


def _ink(data: bytes):
    import numpy as np
    import pypdfium2

    scale = 2
    document = pypdfium2.PdfDocument(data)
    for page in document:
        yield (
            np.asarray(page.render(scale=scale, grayscale=True).to_numpy()).reshape(-1, round(page.get_width() * scale + 0.49))[
                :, :
            ]
            < 128,
            scale,
        )
    document.close()


@needs_font
@pytest.mark.parametrize("ruled", [True, False])
def test_tables(ruled: bool) -> None:
    parts = [BODY, Rows(CELLS, ruled), Par("以上数字截至年底。")]
    doc = read(typeset(parts))
    assert doc.source_text.splitlines() == known(parts).splitlines()
    (table,) = doc.tables
    assert [doc.source_text[c.start : c.end] for c in table.cells] == [text for row in CELLS for text in row]
    assert [(c.row, c.column) for c in table.cells] == [(i, j) for i in range(4) for j in range(3)]
    assert [block.kind for block in doc.blocks] == ["paragraph", *["table"] * 4, "paragraph"]


@needs_font
def test_merged_cells_and_tables_over_pages() -> None:
    rows = (("地区", "数量", ""), ("省级", "5", "3"), ("市级", "8", "9"))
    (table,) = read(typeset([BODY, Rows(rows, True, ((0, 1, 2),))])).tables
    assert [(c.row, c.column, c.columns) for c in table.cells][:3] == [(0, 0, 1), (0, 1, 2), (1, 0, 1)]
    long = Rows((CELLS[0], *((f"第{i}支部", str(i), str(3 * i)) for i in range(40))))
    doc = read(typeset([BODY, long, BODY]))
    assert len(doc.tables) == 1 and len(doc.pages) == 2 and doc.tables[0].cells[-1].row == 40


@needs_font
def test_parts_beside_the_text() -> None:
    parts = [Par("全省老干部工作情况的通报", "title"), *[BODY] * 12, Par("① 数据来自年度统计。", "footnote"), *[BODY] * 6]
    doc = read(typeset(parts, Look(head="老干部工作通讯  2024年第{page}期")))
    found = [(e.kind, e.value.replace(" ", ""), e.page) for e in doc.elements]
    pages = range(1, len(doc.pages) + 1)
    expected = [[("running_head", f"老干部工作通讯2024年第{n}期", n), ("page_number", f"—{n}—", n)] for n in pages]
    assert found == [element for page in expected for element in page]
    (note,) = (block for block in doc.blocks if block.kind == "footnote")
    assert doc.source_text[note.start : note.end] == "① 数据来自年度统计。"
    body = doc.source_text.splitlines()
    assert body.count(BODY.text) == 18 and len(body) == 20


@needs_font
def test_looks_of_blocks() -> None:
    parts = [
        Par("某某省委老干部局文件", "letterhead"),
        Par("关于做好工作的通知", "title"),
        Par("一、要求", "heading"),
        BODY,
        BODY,
    ]
    letterhead, title, heading, body, _ = read(typeset(parts)).blocks
    assert (letterhead.red, letterhead.centered, letterhead.size) == (True, True, 35.2)
    assert (title.kind, title.centered, title.red, title.size) == ("heading", True, False, 22)
    assert (heading.kind, heading.bold, heading.size) == ("heading", True, 16)
    assert (body.kind, body.bold, body.centered, body.size) == ("paragraph", False, False, 16)


@needs_font
def test_single_columns_with_gaps_stay_whole() -> None:
    parts = [
        Par("会议名称　　　　日期", "flush"),
        BODY,
        BODY,
        *(Par(f"{name}　　　　　　　　　主任", "flush") for name in "赵钱孙李周"),
    ]
    doc = read(typeset(parts))
    assert [line.replace("  ", " ") for line in doc.source_text.splitlines()] == [
        "会议名称 日期", BODY.text, BODY.text, *(f"{name} 主任" for name in "赵钱孙李周"),
    ]  # fmt: skip


def _page(content: str, more: str = "") -> bytes:
    return pack(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Count 1/Kids[3 0 R]>>",
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]{more}/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
            "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
            "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
            "<</Type/Annot/Subtype/Stamp/Rect[300 300 420 420]>>",
        ],
        "",
    )


def _shown(text: str, x: float, y: float) -> str:
    return f"BT /F1 14 Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET"


def test_seals_crops_and_what_lies_outside() -> None:
    ring = "1 0 0 RG 410 360 m 410 387 387 410 360 410 c 333 410 310 387 310 360 c 310 333 333 310 360 310 c s"
    doc = read(_page(f"{_shown('老干部局', 80, 700)} {_shown('看不见', 700, 700)} {ring}", "/CropBox[50 50 550 800]"))
    assert doc.source_text == "老干部局\n" and (doc.pages[0].width, doc.pages[0].height) == (500, 750)
    (seal,) = doc.elements
    assert seal.kind == "seal" and seal.page == 1 and 255 < seal.box.x0 < 265 and 355 < seal.box.x1 < 365
    assert doc.pages[0].boxes[0].x0 == pytest.approx(30, abs=1)
    (stamp,) = read(_page(_shown("老干部局", 80, 700), "/Annots[7 0 R]")).elements
    assert tuple(map(round, stamp.box)) == (300, 422, 420, 542)


def test_units_and_watermarks() -> None:
    slanted = f"BT /F1 60 Tf 0.7 0.7 -0.7 0.7 100 300 Tm <{'样张'.encode('utf-16-be').hex()}> Tj ET"
    doc = read(_page(f"{_shown('老干部局', 80, 700)} {slanted}", "/UserUnit 2"))
    assert doc.source_text == "老干部局\n" and doc.pages[0].width == 1190
    assert doc.blocks[0].size == 28 and doc.pages[0].boxes[0].x0 == pytest.approx(160, abs=1)


@pytest.mark.parametrize(
    "matrix", ["0.7 0.7 -0.7 0.7 140 300", "0.9945 0.1045 -0.1045 0.9945 72 800", "0 1 -1 0 40 400", "0 -1 1 0 40 400"]
)
def test_a_mark_of_secrecy_that_is_no_text_is_seen(matrix: str) -> None:
    slanted = f"BT /F1 14 Tf {matrix} Tm <{'机密★1年'.encode('utf-16-be').hex()}> Tj ET"
    with pytest.raises(Classified):
        read(_page(f"{_shown('各单位要认真组织，扎实推进各项工作。', 80, 700)} {slanted}"))
    harmless = slanted.replace("机密★1年".encode("utf-16-be").hex(), "注意保密".encode("utf-16-be").hex())
    (found,) = read(_page(f"{_shown('各单位要认真组织，扎实推进各项工作。', 80, 700)} {harmless}")).elements
    assert (found.kind, found.value, found.page) == ("watermark", "注意保密", 1)


def test_an_invisible_mark_of_secrecy_is_seen() -> None:
    hidden = f"3 Tr {_shown('机密★1年', 80, 800)} 0 Tr"
    with pytest.raises(Classified):
        read(_page(f"{hidden} {_shown('各单位要认真组织，扎实推进各项工作。', 80, 700)}"))


def test_characters_without_meaning_are_no_text() -> None:
    with pytest.raises(NoTextLayer):
        read(_page(_shown("\ue001\ue002\ue003\ue004", 80, 700)))


def test_a_page_without_text_is_handed_to_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[int, object]] = []
    monkeypatch.setattr(pdf, "recognise", lambda document, numbers, where: asked.append(numbers) or {})
    doc = read(make_pdf([["辽宁省老干部工作"], [], ["志愿服务"]]))
    assert [list(numbers) for numbers in asked] == [[2]] and doc.source_text == "辽宁省老干部工作\n志愿服务\n"
    assert [(p.number, p.end - p.start) for p in doc.pages] == [(1, 9), (2, 0), (3, 5)]


def _tree(*pages: str) -> bytes:
    return pack(["<</Type/Catalog/Pages 2 0 R>>", *pages], "")


@pytest.mark.parametrize(
    "data",
    [
        _tree("<</Type/Pages/Count 3/Kids[2 0 R 3 0 R]>>", "<</Type/Pages/Count 2/Parent 2 0 R/Kids[2 0 R]>>"),
        _tree("<</Type/Pages/Count 1/Kids[]>>"),
        _tree("<</Type/Pages/Count 2000000000/Kids[3 0 R]>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"),
        _tree("<</Type/Pages/Count 1/Kids[3 0 R]>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 1e30 -1e30]>>"),
    ],
    ids=["cyclic", "no pages", "two thousand million pages", "absurd size"],
)
def test_absurd_files_are_refused(data: bytes) -> None:
    with pytest.raises(ReadError):
        read(data)


def test_too_many_pages_are_refused_and_many_are_read() -> None:
    assert len(read(make_pdf([[f"第{i}支部"] for i in range(2000)])).pages) == 2000
    with pytest.raises(TooLarge, match="10,001 pages"):
        read(make_pdf([["老"]] * 10_001))


def test_a_page_of_very_many_characters_is_refused() -> None:
    line = f"<{('字' * 500).encode('utf-16-be').hex()}> Tj 0 -1 Td\n"
    with pytest.raises(TooLarge, match="page 1 holds"):
        read(_page(f"BT /F1 1 Tf 72 800 Td\n{line * 201}ET"))


def test_a_broken_cross_reference_is_repaired() -> None:
    assert read(make_pdf([["辽宁省老干部工作"]]).replace(b"startxref", b"startxxxx")).source_text == "辽宁省老干部工作\n"


def test_documents_are_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    import pypdfium2.raw as pdfium

    opened, closed = [], []
    load, close = pdfium.FPDF_LoadPage, pdfium.FPDF_ClosePage
    monkeypatch.setattr(pdfium, "FPDF_LoadPage", lambda *a: opened.append(1) or load(*a))
    monkeypatch.setattr(pdfium, "FPDF_ClosePage", lambda *a: closed.append(1) or close(*a))
    with pytest.raises(TooLarge):
        read(make_pdf([["老干部" * 20]] * 10), max_bytes=1000)
    assert len(opened) == len(closed) > 0
    assert isinstance(read(make_pdf([["老干部"]])), Document)


def test_pages_that_nobody_read_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("nlp_oldcadre.read.scan.is_available", lambda: False)
    data = make_pdf([["关于开展活动的通知", "全市组建志愿服务队12支。"], []])
    assert [(e.kind, e.page) for e in read(data).elements if e.kind == "unread_page"] == [("unread_page", 2)]
    total = run_report.Sum()
    total.add(jobs._tally(process(read(data, uri="a.pdf"))), "a.pdf")
    counts = dict.fromkeys(("quantities", "facts"), 0)
    summary.summarise(total.report(Path("out"), 1.0, counts, 0), "out")
    assert "a.pdf" in (told := capsys.readouterr().out)
    assert "2" in told and "nlp-oldcadre[ocr]" in told


def test_a_mention_in_the_tables_has_its_boxes(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(
        typeset(official("关于开展活动的通知\n全市组建志愿服务队12支。"), Look(font="STSong-Light"))
    )
    oc.run(tmp_path / "a.pdf", tmp_path / "out")
    (amount,) = oc.open(tmp_path / "out").mentions.query("type == 'QUANTITY'").to_dict("records")
    (box,) = amount["boxes"]
    assert (amount["quote"], box["page"]) == ("12支", 1)
    assert 25 < box["x1"] - box["x0"] < 40
