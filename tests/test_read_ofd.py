"""OFD: known text in, known text out; what stands beside the text; hostile packages."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
from pathlib import Path

import pytest
from conftest import clean_documents
from known_text import f1, score_of, share_in_order
from make_ofd import Look, Page, document, frame, package, tagged, text_object, typeset
from make_pdf_parts import Par, Rows, known, official

from nlp_oldcadre.errors import Classified, EmptyDocument, Locked, NoTextLayer, NotFound, ReadError, TooLarge
from nlp_oldcadre.evaluate import Scores, compare_records
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.read import ofd, read, scan
from nlp_oldcadre.records import annotation

GOLD = Path(__file__).parents[1] / "corpora" / "gold"
TEXTS = [
    *sorted(GOLD.parent.glob("*.txt"))[:8],
    *(document.path for document in clean_documents()),
]
LOOKS = {
    "plain": Look(),
    "letterhead in a template": Look(template=True, seal=True),
    "letters made large by a matrix, no prefix": Look(scaled=True, prefix=""),
    "an object a character, paths from the root, another prefix": Look(single=True, absolute=True, prefix="x"),
}
SHORT = [Par("关于做好老干部工作的通知", "title"), Par("各县（市、区）委老干部局："), Par("全县建成活动室12个。")]
CELLS = (("指标", "2023年", "2024年"), ("党支部（个）", "46", "52"), ("志愿者（人）", "1200", "1560"))


def elements(data: bytes, kind: str) -> list:
    return [element for element in read(data).elements if element.kind == kind]


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_known_text_comes_back_in_order(look: Look) -> None:
    for path in TEXTS:
        parts = official(path.read_text(encoding="utf-8"))
        assert share_in_order(known(parts), read(typeset(parts, look)).source_text) >= 0.998, path.name


def test_extraction_is_that_of_the_text() -> None:
    text_scores, scores = Scores(), Scores()
    for path in TEXTS[8:]:
        text = path.open(encoding="utf-8", newline="").read()
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        compare_records(text_scores, gold, annotation(process(read(path))), text)
        score_of(read(typeset(official(text))), text, gold, scores)
    assert f1(scores) >= f1(text_scores) - 0.01


def test_characters_have_their_boxes_and_looks() -> None:
    doc = read(typeset([Par("中共测试县委文件", "letterhead"), *SHORT], Look(template=True)))
    assert doc.source_text == "中共测试县委文件\n关于做好老干部工作的通知\n各县（市、区）委老干部局：\n全县建成活动室12个。\n"
    (page,) = doc.pages
    assert (round(page.width), round(page.height), page.start, page.end) == (595, 842, 0, len(doc.source_text))
    for index, char in enumerate(doc.source_text):
        box = page.boxes[index]
        assert (box is None) == (char == "\n")
        if box and char >= "\u4e00":
            assert box.width == pytest.approx({0: 35.2, 1: 22, 2: 16, 3: 16}[doc.source_text[:index].count("\n")], abs=0.1)
    letterhead, title, *_ = doc.blocks
    assert letterhead.red and letterhead.size == pytest.approx(35.2, abs=0.1) and not title.red and title.kind == "heading"
    assert [(e.value, e.page) for e in doc.elements if e.kind == "page_number"] == [("— 1 —", 1)]


def test_ruled_tables_become_rows_and_cells() -> None:
    doc = read(typeset([*SHORT, Rows(CELLS), Par("此表由各单位填报。")]))
    assert "| 党支部（个） | 46 | 52 |\n" in doc.source_text
    (table,) = doc.tables
    assert [doc.source_text[c.start : c.end] for c in table.cells if c.row == 2] == ["志愿者（人）", "1200", "1560"]


def test_offsets_run_on_as_far_as_they_are_told() -> None:
    for deltas in ('DeltaX="g 3 5"', 'DeltaX="5 5 5"', 'DeltaX="G 2 5, 5"', 'DeltaX="5"', ""):
        text = (
            f'<TextObject ID="9" Boundary="30 40 50 6" Size="5"><TextCode X="0" Y="4" {deltas}>老干部局</TextCode></TextObject>'
        )
        (page,) = read(package([[Page([text])]])).pages
        left = [page.boxes[i].x0 for i in range(4)]
        assert left == pytest.approx([(30 + 5 * i) * 72 / 25.4 for i in range(4)], abs=0.01), deltas


def test_writing_that_lies_is_read_upright() -> None:
    turned = [
        f'<TextObject ID="{i}" Boundary="{150 - 8 * i} 40 6 200" Size="5" CTM="0 1 -1 0 0 0">'
        f'<TextCode X="0" Y="0" DeltaX="g 5 5">{line}</TextCode></TextObject>'
        for i, line in enumerate(("一、工作目标", "二、主要任务"))
    ]
    assert read(package([[Page(turned)]])).source_text == "一、工作目标\n二、主要任务\n"


def test_composite_objects_blocks_and_colours_of_parameters() -> None:
    unit = f'<CompositeGraphicUnit ID="70" Width="100" Height="20"><Content>{text_object(8, "组合文字", 0, 0, 5)}</Content>'
    resources = (
        '<?xml version="1.0"?><Res xmlns="http://www.ofdspec.org/2016"><DrawParams><DrawParam ID="60">'
        f'<FillColor Value="220 0 0"/></DrawParam><DrawParam ID="61" Relative="60"/></DrawParams>'
        f"<CompositeGraphicUnits>{unit}</CompositeGraphicUnit>"
        "</CompositeGraphicUnits></Res>"
    )
    red = text_object(9, "红色文字", 30, 60, 5, more=' DrawParam="61"')
    page = Page(['<CompositeObject ID="1" ResourceID="70" Boundary="30 30 100 20"/>', f'<PageBlock ID="2">{red}</PageBlock>'])
    doc = read(package([[page]], Look(prefix=""), extra={"Doc_0/PublicRes.xml": resources.encode()}))
    assert doc.source_text == "组合文字\n红色文字\n"
    assert [block.red for block in doc.blocks] == [False, True]
    assert doc.pages[0].boxes[0].x0 == pytest.approx(30 * 72 / 25.4, abs=0.01)


def test_invisible_and_askew_writing_is_left_out() -> None:
    objects = [
        text_object(1, "各单位要抓好落实。", 30, 40, 5),
        text_object(2, "看不见", 30, 60, 5, more=' Visible="false"'),
        text_object(3, "透明", 30, 80, 5, more=' Alpha="0"'),
        text_object(4, "水印", 30, 100, 20, more=' CTM="0.7 -0.7 0.7 0.7 0 0"'),
    ]
    assert read(package([[Page(objects)]])).source_text == "各单位要抓好落实。\n"
    hidden = [text_object(1, "扫描件下的文字", 30, 40, 5, more=' Alpha="0"')]
    assert read(package([[Page(hidden)]])).source_text == "扫描件下的文字\n"


@pytest.mark.parametrize("more", ["CTM='0.7 -0.7 0.7 0.7 0 0'", "CTM='0 1 -1 0 0 0'", "Alpha='0'"])
def test_a_mark_of_secrecy_that_is_no_text_is_seen(more: str) -> None:
    objects = [text_object(1, "各单位要抓好落实。", 30, 40, 5), text_object(2, "机密★1年", 30, 100, 5, more=f" {more}")]
    with pytest.raises(Classified):
        read(package([[Page(objects)]]))
    objects[1] = objects[1].replace("机密★1年", "注意保密")
    (found,) = read(package([[Page(objects)]])).elements
    assert (found.kind, found.value, found.page) == ("watermark", "注意保密", 1)


def test_a_mark_of_secrecy_in_an_annotation_is_seen() -> None:
    data = typeset(SHORT, Look(prefix="", stamp=True))
    for text in ("机密★1年", "注意保密"):
        shown = f'<Appearance Boundary="20 10 60 10">{text_object(9, text, 0, 0, 5)}</Appearance>'
        annotation = f'<PageAnnot><Annot ID="9000" Type="Watermark">{shown}</Annot></PageAnnot>'.encode()
        marked = _with(data, {"Doc_0/Annots/Page_0/Annotation.xml": annotation})
        if text == "注意保密":
            assert [(e.value, e.page) for e in elements(marked, "watermark")] == [(text, 1)]
            continue
        with pytest.raises(Classified):
            read(marked)


@pytest.mark.parametrize(
    ("look", "value", "rule"), [(Look(seal=True), "测试签章", "signature"), (Look(stamp=True), "", "annotation")]
)
def test_seals_have_their_place(look: Look, value: str, rule: str) -> None:
    (seal,) = elements(typeset(SHORT, look), "seal")
    assert (seal.value, seal.page, seal.rule) == (value, 1, rule)
    assert seal.box.width == pytest.approx(seal.box.height) and 110 < seal.box.width < 120


def test_a_drawn_red_circle_is_a_seal() -> None:
    circle = (
        '<PathObject ID="5" Boundary="100 200 40 40" LineWidth="1"><StrokeColor Value="220 0 0"/>'
        "<AbbreviatedData>M 1 20 A 19 19 0 1 1 39 20 A 19 19 0 1 1 1 20 C</AbbreviatedData></PathObject>"
    )
    (seal,) = elements(package([[Page([text_object(1, "印章在下", 30, 40, 5), circle])]]), "seal")
    assert seal.box.width == pytest.approx(38 * 72 / 25.4, abs=0.5) and seal.rule == "layout"


def test_a_red_picture_is_a_seal_a_green_one_is_none() -> None:
    pictures = pytest.importorskip("PIL.Image")
    for colour, count in (("#d01818", 1), ("#18a018", 0)):
        photo = io.BytesIO()
        pictures.new("RGB", (30, 30), colour).save(photo, "PNG")
        image = '<ImageObject ID="5" ResourceID="9" Boundary="120 200 40 40" CTM="40 0 0 40 0 0"/>'
        data = package([[Page([text_object(1, "印章在下", 30, 40, 5), image, image])]], Look(prefix=""))
        media = b'<MultiMedias><MultiMedia ID="9"><MediaFile>p.png</MediaFile></MultiMedia></MultiMedias></Res>'
        resources = _members(data)["Doc_0/PublicRes.xml"].replace(b"</Res>", media)
        data = _with(data, {"Doc_0/PublicRes.xml": resources, "Doc_0/Res/p.png": photo.getvalue()})
        assert len(elements(data, "seal")) == count


def test_a_template_of_very_many_pages_is_parsed_once() -> None:
    members = _members(typeset([Par("测试简报", "letterhead"), *SHORT], Look(prefix="", template=True, seal=True)))
    page = b'<Page ID="%d" BaseLoc="Pages/Page_0/Content.xml"/>'
    pages = b"".join(page % number for number in range(1, 301))
    root = re.sub(rb"<Pages>.*</Pages>", b"<Pages>" + pages + b"</Pages>", members[ROOT])
    # Read three hundred times, it would be more than a package may give.
    template = members["Doc_0/Tpls/Tpl_0/Content.xml"] + b" " * 1_500_000
    doc = read(_with(_zip(members), {ROOT: root, "Doc_0/Tpls/Tpl_0/Content.xml": template}))
    assert len(doc.pages) == 300


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()


def test_attachments_are_named() -> None:
    found = elements(typeset(SHORT, Look(attachments=("附件1：汇总表.xlsx", "附件2 名单.docx"))), "attachment")
    assert [element.value for element in found] == ["附件1：汇总表.xlsx", "附件2 名单.docx"]


def test_tags_name_the_parts() -> None:
    doc = read(tagged([Par("测老干〔2024〕3号", "number"), *SHORT], Look(tagged=True)))
    found = {element.kind: element for element in doc.elements if element.rule == "tag"}
    assert {kind: element.value for kind, element in found.items()} == {
        "number": "测老干〔2024〕3号",
        "title": "关于做好老干部工作的通知",
    }
    assert found["title"].box.width == pytest.approx(12 * 22, abs=1)


def test_each_document_of_a_package_can_be_read() -> None:
    data = package([document(SHORT), document([Par("第二份文件的正文。")])])
    assert ofd.documents(data) == ("Doc_0", "Doc_1")
    assert ofd.read_document(data, "Doc_1", "a.ofd", 10_000).text == "第二份文件的正文。\n"
    doc = read(data)
    assert doc.source_text.startswith("关于做好老干部工作的通知")
    assert [element.value for element in doc.elements if element.kind == "other_document"] == ["Doc_1"]
    with pytest.raises(NotFound):
        ofd.read_document(data, "Doc_7", "a.ofd", 10_000)


def test_the_current_version_counts() -> None:
    data = package([document([Par("旧版正文。")]), document([Par("新版正文。")])])
    entry = (
        b'<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot><Versions><Version ID="1" Current="false" BaseLoc="/V/1.xml"/>'
        b'<Version ID="2" Current="true" BaseLoc="/V/2.xml"/></Versions></DocBody></OFD>'
    )
    version = b"<DocVersion><DocRoot>/Doc_1/Document.xml</DocRoot></DocVersion>"
    assert read(_with(data, {"OFD.xml": entry, "V/2.xml": version})).source_text == "新版正文。\n"


def test_prefixes_without_a_declaration_and_odd_paths() -> None:
    data = typeset(SHORT, Look(prefix=""))
    members = _members(data)
    bare = re.sub(rb' xmlns="[^"]*"', b"", members["Doc_0/Document.xml"])
    bare = re.sub(rb"<(/?)(?=[A-Z])", rb"<\1ofd:", bare).replace(b"Pages/Page_0", b"Doc_0\\Pages\\.\\Page_0")
    assert read(_with(data, {"Doc_0/Document.xml": bare})).source_text == read(data).source_text


def test_pages_of_pictures_are_a_scan() -> None:
    picture = '<ImageObject ID="1" ResourceID="5" Boundary="0 0 210 297"/>'
    with pytest.raises(EmptyDocument if scan.is_available() else NoTextLayer):
        read(package([[Page([picture]), Page([picture])]]))


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _with(data: bytes, members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in (_members(data) | members).items():
            if body:
                archive.writestr(name, body)
    return out.getvalue()


MANY = b"<Document><Pages>" + b'<Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>' * 10_001 + b"</Pages></Document>"
GOOD = typeset(SHORT, Look(prefix="", template=True, seal=True, stamp=True, attachments=("a",)))
PAGE, ROOT = "Doc_0/Pages/Page_0/Content.xml", "Doc_0/Document.xml"
CYCLE = (
    b'<Res><CompositeGraphicUnits><CompositeGraphicUnit ID="1"><Content>'
    + b'<CompositeObject ID="2" ResourceID="1"/>' * 50
    + b'</Content></CompositeGraphicUnit></CompositeGraphicUnits><DrawParams><DrawParam ID="1" Relative="1"/></DrawParams>'
    + b"</Res>"
)


@pytest.mark.parametrize(
    ("members", "error"),
    [
        ({PAGE: b""}, ReadError),
        ({PAGE: b"<Page"}, ReadError),
        ({ROOT: b""}, ReadError),
        ({ROOT: b"<Document/>"}, ReadError),
        ({"OFD.xml": b"<OFD/>"}, ReadError),
        ({"OFD.xml": b'<!DOCTYPE a [<!ENTITY e "x">]><OFD>&e;</OFD>'}, ReadError),
        ({"Encryptions.xml": b"<Encryptions/>"}, Locked),
        ({ROOT: MANY}, TooLarge),
        ({PAGE: b"<Page>" + b"<a>" * 500 + b"</a>" * 500 + b"</Page>"}, ReadError),
    ],
    ids=["no page", "page cut", "no root", "no pages", "no document", "entity", "encrypted", "too many pages", "deep"],
)  # fmt: skip
def test_damaged_packages_are_errors(members: dict[str, bytes], error: type[ReadError]) -> None:
    with pytest.raises(error) as caught:
        read(_with(GOOD, members))
    assert type(caught.value) is error


@pytest.mark.parametrize(
    "member",
    ["Doc_0/PublicRes.xml", "Doc_0/Signs/Signatures.xml", "Doc_0/Annots/Annotations.xml", "Doc_0/Attachs/Attachments.xml"],
)
@pytest.mark.parametrize("body", [b"", b"<x", CYCLE], ids=["missing", "cut", "cycle"])
def test_what_stands_beside_the_text_may_be_damaged(member: str, body: bytes) -> None:
    if member.endswith("Res.xml") and body == b"<x":
        # Texts may stand in composite objects of the resources.
        with pytest.raises(ReadError):
            read(_with(GOOD, {member: body}))
        return
    assert "全县建成活动室12个。" in read(_with(GOOD, {member: body})).source_text


@pytest.mark.parametrize(
    "attributes",
    [
        'DeltaX="g 1000000000 1"',
        'DeltaX="g NaN inf"',
        'DeltaX="g -5 1 g"',
        'X="NaN" Y="1e308" DeltaX="1e308 -1e308"',
        'DeltaY="g 1e99 0.0001"',
    ],
)
@pytest.mark.parametrize(
    "more", ["", 'CTM="NaN 0 0 1e300 0 0"', 'CTM="1 2"', 'Size="1e30"', 'Size="-3"', 'HScale="nan"', 'CharDirection="45"']
)
def test_absurd_numbers_harm_nothing(attributes: str, more: str) -> None:
    text = f'<TextObject ID="9" Boundary="30 40 50 6" {more}><TextCode {attributes}>老干部局</TextCode></TextObject>'
    doc = read(package([[Page([text_object(1, "各单位要抓好落实。", 30, 20, 5), text])]]))
    assert "各单位要抓好落实。" in doc.source_text


def test_composite_objects_that_hold_themselves_end() -> None:
    page = Page([text_object(3, "正文。", 30, 20, 5, more=' DrawParam="1"'), '<CompositeObject ID="4" ResourceID="1"/>'])
    once = CYCLE.replace(b'<CompositeObject ID="2" ResourceID="1"/>' * 50, b'<CompositeObject ID="2" ResourceID="1"/>')
    assert read(package([[page]], Look(prefix=""), extra={"Doc_0/PublicRes.xml": once})).source_text == "正文。\n"
    with pytest.raises(TooLarge):
        read(package([[page]], Look(prefix=""), extra={"Doc_0/PublicRes.xml": CYCLE}))


def test_many_uses_of_many_empty_groups_are_refused() -> None:
    unit = '<CompositeGraphicUnit ID="1"><Content>' + "<PageBlock/>" * 1_000 + "</Content></CompositeGraphicUnit>"
    resources = f"<Res><CompositeGraphicUnits>{unit}</CompositeGraphicUnits></Res>".encode()
    page = Page([text_object(3, "正文。", 30, 20, 5), *['<CompositeObject ID="4" ResourceID="1"/>'] * 101])
    with pytest.raises(TooLarge):
        read(package([[page]], Look(prefix=""), extra={"Doc_0/PublicRes.xml": resources}))


def test_a_page_of_very_many_characters_is_refused() -> None:
    with pytest.raises(TooLarge):
        read(package([[Page([text_object(1, "字" * 100_001, 30, 20, 5)])]]))


@pytest.mark.parametrize("kind", [4, 12])
def test_private_characters_are_read_by_their_glyphs(kind: int) -> None:
    """As in OFD made out of PDF: the embedded font tells what glyphs 5 to 7 are."""
    codes = {5: "老", 6: "干", 7: "部"}
    font = '<Res><Fonts><Font ID="3" FontName="x"><FontFile>f.ttf</FontFile></Font></Fonts></Res>'
    transform = '<CGTransform CodePosition="1" CodeCount="3" GlyphCount="3"><Glyphs>5 6 7</Glyphs></CGTransform><TextCode'
    text = text_object(1, "各\ue011\ue012¤局要抓好落实。", 30, 20, 5).replace("<TextCode", transform)
    members = {"Doc_0/PublicRes.xml": font.encode(), "Doc_0/f.ttf": _font(codes, kind)}
    data = package([[Page([text])]], Look(prefix=""), extra=members)
    assert read(data).source_text == "各老干部局要抓好落实。\n"
    for size in range(0, len(members["Doc_0/f.ttf"]), 7):
        assert "局要抓好落实。" in read(_with(data, {"Doc_0/f.ttf": members["Doc_0/f.ttf"][:size] + b"\xff"})).source_text


def _font(codes: dict[int, str], kind: int) -> bytes:
    """A font of nothing but a table of characters."""
    pairs = sorted((ord(char), glyph) for glyph, char in codes.items())
    if kind == 12:
        groups = b"".join(struct.pack(">LLL", code, code, glyph) for code, glyph in pairs)
        table = struct.pack(">HHLLL", 12, 0, 16 + len(groups), 0, len(pairs)) + groups
    else:
        ends = [*(code for code, _ in pairs), 0xFFFF]
        deltas = [*((glyph - code) & 0xFFFF for code, glyph in pairs), 1]
        row = f">{len(ends)}H"
        table = struct.pack(">HHHHHHH", 4, 0, 0, 2 * len(ends), 0, 0, 0) + struct.pack(row, *ends) + b"\0\0"
        table += struct.pack(row, *ends) + struct.pack(row, *deltas) + bytes(2 * len(ends))
    cmap = struct.pack(">HHHHL", 0, 1, 3, 10 if kind == 12 else 1, 12) + table
    return struct.pack(">LHHHH", 0x00010000, 1, 0, 0, 0) + struct.pack(">4sLLL", b"cmap", 0, 28, len(cmap)) + cmap


def test_a_path_of_very_many_lines_ends() -> None:
    path = (
        f'<PathObject ID="2" Boundary="0 0 1 1"><AbbreviatedData>M 0 0 {"L 5 5 L 5 9 " * 60_000}</AbbreviatedData></PathObject>'
    )
    doc = read(package([[Page([text_object(3, "正文。", 30, 20, 5), path, frame(7, 1, 1, 9, 9)])]]))
    assert doc.source_text == "正文。\n"
