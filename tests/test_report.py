"""Reports: the same facts in three formats, each number with the place that says it, harmless whatever documents hold."""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import small_corpus
from office import converted, needs_libreoffice
from test_bad_input import oldcadre

import nlp_oldcadre as oc
from nlp_oldcadre.compare import select
from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.errors import MissingExtra, NotWritable, QueryError
from nlp_oldcadre.model import Document, MeasureValue, Metadata, ProgramValue, SloganValue
from nlp_oldcadre.report import html_file
from nlp_oldcadre.report.brief import Brief
from nlp_oldcadre.report.build import build
from nlp_oldcadre.report.wording import amount

openpyxl = pytest.importorskip("openpyxl", reason="needs the extra report")
docx = pytest.importorskip("docx", reason="needs the extra report")
pytest.importorskip("matplotlib", reason="needs the extra report")

EVIL = "<script>alert(1)</script>&“=1+1”\x0b'\"><img src=http://evil.example/x onerror=alert(2)>]]>‮"
FORMATS = ("docx", "xlsx", "html")


def jiangsu() -> Document:
    """What can be compared with the teams and volunteers of Liaoning."""
    text = "江苏海棠红简报\n江苏省有志愿服务队80余支，志愿者 900 名以上。\n"
    d = small_corpus.Draft(
        "jiangsu", text, Metadata(genre="bulletin", title="江苏海棠红简报", region="江苏省", adcode="320000")
    )
    d.amount("80余支", "80", "支", "志愿服务队", region="江苏省", bound=">")
    d.amount("900 名以上", "900", "名", "志愿者", region="江苏省", bound=">=")
    return d.finished()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    documents = (small_corpus.liaoning(), small_corpus.zhejiang(), small_corpus.dalian(), jiangsu())
    return small_corpus.write_corpus(tmp_path_factory.mktemp("corpus") / "c", *documents)


@pytest.fixture(scope="module")
def brief(corpus: Corpus) -> Brief:
    return build(corpus, select())


@pytest.fixture(scope="module")
def reports(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("reports")
    return {name: oc.report(corpus, folder / f"brief.{name}") for name in FORMATS}


def hostile() -> Document:
    """A document whose title, names and amounts are made to break out of what they are written into."""
    text = f"{EVIL}\n=cmd|' /C calc'!A0 组建{EVIL}队120支。\n"
    title = Metadata(genre="news", title=EVIL, region="大连市", adcode="210200", marking="内部资料<b>")
    d = small_corpus.Draft("evil", text, title)
    d.add("PROGRAM", EVIL, ProgramValue("team", EVIL), after="组建")
    d.add("SLOGAN", "=cmd|' /C calc'!A0", SloganValue("motto"))
    d.amount("120支", "120", "支", f"=1+1{EVIL}", region="大连市", program=EVIL)
    d.measure(f"组建{EVIL}队120支", "大连市", MeasureValue("done", "contribution", "=组建", EVIL), program=EVIL)
    return d.finished()


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("evil")
    corpus = small_corpus.write_corpus(folder / "corpus", hostile())
    return {name: oc.report(corpus, folder / f"brief.{name}") for name in FORMATS}


def sentences(brief: Brief) -> list[str]:
    return ["".join(run.text for run in paragraph.runs) for part in brief.parts for paragraph in part.paragraphs]


class Page(HTMLParser):
    """What a page holds: text, tags with attributes, ids."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "input", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.text.append(data)


def footnotes(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as package:
        xml = package.read("word/footnotes.xml").decode("utf-8")
    notes = re.findall(r'<w:footnote w:id="[1-9]\d*">.*?</w:footnote>', xml, re.S)
    return ["".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", note)) for note in notes]


# What is said.


def test_amounts_are_told_with_their_bounds_and_places(brief: Brief) -> None:
    told = "\n".join(sentences(brief))
    assert "“晚霞护苗”（行动，辽宁省委老干部局主办），志愿服务队120支、志愿者约3000名" in told
    [table] = [table for part in brief.parts for table in part.tables if table.sheet == "可比指标"]
    rows = {(row["concept"], row["status"]): "".join(run.text for run in row["places"]) for row in table.rows}
    assert rows == {
        ("志愿服务队", "已做"): "江苏省超过80支；辽宁省120支（“晚霞护苗”）。",
        ("志愿者", "已做"): "江苏省至少900名；辽宁省约3000名（“晚霞护苗”）。",
    }


def test_planned_is_told_as_planned_and_silence_as_silence(brief: Brief) -> None:
    told = sentences(brief)
    assert any("浙江省计划“建立《银龄志愿服务办法》”" in sentence for sentence in told)
    assert any("辽宁省“组建了120支志愿服务队”" in sentence for sentence in told)
    assert any("自身建设：辽宁省有举措，浙江省的材料中没有读到" in sentence for sentence in told)
    assert any("没有读到，不等于没有开展" in sentence for sentence in told)


def test_every_number_stands_in_its_source(corpus: Corpus, brief: Brief) -> None:
    texts = {row["id"]: row["text"] for row in corpus.table("documents", ["id", "text"]).to_pylist()}
    assert len(brief.sources) > 12
    for source in brief.sources:
        assert " ".join(texts[source.document][source.start : source.end].split()) == source.quote
        whole = " ".join(texts[source.document].split())
        assert f"{source.before}{source.quote}{source.after}".strip("…").strip() in whole


def test_every_amount_is_cited_with_the_number_that_it_tells(brief: Brief) -> None:
    """A run that tells a number out of the documents has a source whose quote has that number."""
    runs = [run for part in brief.parts for paragraph in part.paragraphs if paragraph.kind == "body" for run in paragraph.runs]
    runs += [
        run
        for part in brief.parts
        for table in part.tables
        if table.sheet == "可比指标"
        for r in table.rows
        for run in r["places"]
    ]
    numbered = [run for run in runs if run.sources and re.search(r"\d", run.text)]
    assert len(numbered) >= 6
    for run in numbered:
        quotes = "".join(brief.sources[number - 1].quote.replace(" ", "") for number in run.sources)
        # 一部 is told as 1部, 12,000 as 1.2万.
        if re.search(r"\d", quotes) and not re.search("[万亿,]", run.text + quotes):
            assert all(number in quotes for number in re.findall(r"\d+", run.text)), run


def test_uncertain_amounts_are_told_as_such() -> None:
    assert amount({"amount": ">3000名", "uncertain": True}) == "超过3000名（识别存疑）"


def test_marking_is_carried(tmp_path: Path) -> None:
    doc = small_corpus.liaoning()
    marked = replace(doc, metadata=replace(doc.metadata, marking="内部资料 注意保存"))
    corpus = small_corpus.write_corpus(tmp_path / "corpus", marked)
    paths = {name: oc.report(corpus, tmp_path / f"a.{name}") for name in FORMATS}
    assert docx.Document(str(paths["docx"])).paragraphs[0].text == "内部资料 注意保存"
    assert "【内部资料 注意保存】" in footnotes(paths["docx"])[0]
    assert '<p class="marking">内部资料 注意保存</p>' in paths["html"].read_text(encoding="utf-8")
    assert "内部资料 注意保存" in [cell.value for row in openpyxl.load_workbook(paths["xlsx"])["说明"] for cell in row]


def test_chosen_regions_and_topics(corpus: Corpus) -> None:
    brief = build(corpus, select(regions="辽宁", topics="发挥作用"))
    told = "\n".join(sentences(brief))
    assert "浙江" not in told
    assert brief.subtitle == "辽宁省 发挥作用，依据2份材料"
    # Cities stand side by side where all that was chosen lies in one province.
    assert "辽宁省（省级）1份" in told
    assert "大连市1份" in told


def test_a_chosen_region_without_documents_is_named(corpus: Corpus) -> None:
    assert any("没有材料、因而不能比较的地区：吉林省。" in s for s in sentences(build(corpus, select(regions="吉林,辽宁"))))


# The three formats.


def test_the_three_formats_tell_the_same_sentences(brief: Brief, reports: dict[str, Path]) -> None:
    word = "\n".join(paragraph.text for paragraph in docx.Document(str(reports["docx"])).paragraphs)
    page = "".join(Page(reports["html"]).text)
    book = openpyxl.load_workbook(reports["xlsx"])
    glance = [row[1] for row in book["概览"].iter_rows(min_row=2, values_only=True)]
    for sentence in filter(None, sentences(brief)):
        assert sentence.removesuffix("。") in word
        assert sentence in glance
        assert (
            re.sub(r"\d+", "", sentence).removesuffix("。") in re.sub(r"[\d、…]+(?=[^\d])|\d", "", page) or sentence[:8] in page
        )


def test_footnotes_have_document_place_and_sentence(brief: Brief, reports: dict[str, Path]) -> None:
    notes = footnotes(reports["docx"])
    body = zipfile.ZipFile(reports["docx"]).read("word/document.xml").decode("utf-8")
    marks = [int(number) for number in re.findall(r'<w:footnoteReference w:id="(\d+)"/>', body)]
    assert marks == list(range(1, len(notes) + 1))
    assert len(notes) > 10
    assert all(re.match(r" 《[^》]+》.*，第\d+(?:页|字起)：“.+”", note) for note in notes)
    assert any("组建了 120 支志愿服务队" in note for note in notes)


def test_docx_is_in_the_manner_of_official_documents(reports: dict[str, Path]) -> None:
    document = docx.Document(str(reports["docx"]))
    section = document.sections[0]
    assert [round(size.mm) for size in (section.page_width, section.page_height, section.top_margin, section.left_margin)] == [
        210, 297, 37, 28
    ]  # fmt: skip
    heads = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert heads[:5] == ["一、要点", "二、材料和口径", "三、项目品牌", "四、功能对照", "五、各地同类项目"]
    assert "（一）主题上的差别" in [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    assert "PAGE" in section.footer._element.xml and "PAGE" in section.even_page_footer._element.xml
    pictures = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert pictures and all(pictures)


@needs_libreoffice
def test_docx_opens_in_libreoffice_with_its_footnotes(reports: dict[str, Path]) -> None:
    text = converted(reports["docx"], "txt").read_text(encoding="utf-8-sig")
    assert "二、材料和口径" in text
    from pypdfium2 import PdfDocument

    pages = PdfDocument(str(converted(reports["docx"], "pdf")))
    told = "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)
    assert "《晚霞工作简报》（2020-06-23），第" in told


def test_workbook_has_its_sheets_and_typed_numbers(reports: dict[str, Path]) -> None:
    book = openpyxl.load_workbook(reports["xlsx"])
    wanted = ["说明", "概览", "材料覆盖", "项目品牌", "数据", "举措", "提法", "计划与落实", "数据不一致", "来源"]
    assert [name for name in book.sheetnames if name in wanted] == wanted
    rows = list(book["数据"].iter_rows(values_only=True))
    column = {name: number for number, name in enumerate(rows[0])}
    low = {row[column["数值"]]: row[column["数字（起）"]] for row in rows[1:]}
    assert low["120支"] == 120
    assert low["约3000名"] == 3000
    assert all(type(value) in (int, float) for value in low.values())
    assert all(type(row[0]) is int for row in book["来源"].iter_rows(min_row=2, values_only=True))


@needs_libreoffice
def test_workbook_opens_in_libreoffice(reports: dict[str, Path]) -> None:
    flat = converted(reports["xlsx"], "fods").read_text(encoding="utf-8")
    assert 'office:value-type="float" office:value="3000"' in flat
    assert "table:formula" not in flat


def references(page: Page) -> Iterator[str]:
    for _, attributes in page.tags:
        for name, value in attributes.items():
            if name in ("href", "src", "srcset", "action", "data", "poster", "xlink:href", "formaction") and value:
                yield value


def test_page_needs_nothing_from_outside(reports: dict[str, Path]) -> None:
    page = Page(reports["html"])
    assert page.open == []
    assert all(value.startswith("#") for value in references(page))
    assert not [tag for tag, _ in page.tags if tag in ("img", "link", "iframe", "object", "embed", "base")]
    text = reports["html"].read_text(encoding="utf-8")
    assert "http" not in text.replace("http-equiv", "")
    assert "@import" not in text


def test_page_links_lead_somewhere(reports: dict[str, Path]) -> None:
    page = Page(reports["html"])
    ids = [attributes["id"] for _, attributes in page.tags if attributes.get("id")]
    assert len(ids) == len(set(ids))
    assert {value[1:] for value in references(page)} <= set(ids)
    cited = {number for _, attributes in page.tags for number in (attributes.get("data-s") or "").split()}
    assert cited <= {str(id).removeprefix("s") for id in ids}


def test_a_page_of_many_rows_is_cut_and_says_so(corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_file, "MAX_ROWS", 2)
    path = oc.report(corpus, tmp_path / "a.html")
    page = Page(path)
    ids = {attributes["id"] for _, attributes in page.tags if attributes.get("id")}
    assert {value[1:] for value in references(page)} <= ids
    assert "这里只列前2行，全部见工作簿（.xlsx）的“数据”表。" in "".join(page.text)
    assert [tag for tag, _ in page.tags].count("tr") < 60


def test_page_marks_the_quote_in_its_sentence(reports: dict[str, Path]) -> None:
    text = reports["html"].read_text(encoding="utf-8")
    assert "<mark>120 支</mark>志愿服务队" in text


def test_page_is_accessible(reports: dict[str, Path]) -> None:
    page = Page(reports["html"])
    tags = [tag for tag, _ in page.tags]
    assert dict(page.tags)["html"] == {"lang": "zh-CN"}
    assert tags.count("h1") == 1
    assert {"main", "nav", "header"} <= set(tags)
    assert all(attributes.get("aria-label") for tag, attributes in page.tags if attributes.get("role") in ("img", "region"))
    assert all(attributes.get("scope") == "col" for tag, attributes in page.tags if tag == "th")


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_corpus_gives_the_same_bytes(corpus: Corpus, reports: dict[str, Path], tmp_path: Path, name: str) -> None:
    again = oc.report(Corpus(corpus.path), tmp_path / f"again.{name}")
    assert again.read_bytes() == reports[name].read_bytes()


# Bad input.


def test_hostile_text_stays_text_in_the_page(evil: dict[str, Path]) -> None:
    page = Page(evil["html"])
    assert page.open == []
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert not [tag for tag, _ in page.tags if tag in ("img", "b")]
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    assert "<script>alert(1)</script>" in "".join(page.text)
    assert "‮" not in evil["html"].read_text(encoding="utf-8")


def test_hostile_text_stays_text_in_the_workbook(evil: dict[str, Path]) -> None:
    book = openpyxl.load_workbook(evil["xlsx"])
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(str(cell.value).startswith("=cmd|") for cell in cells)


def test_hostile_text_stays_text_in_the_document(evil: dict[str, Path]) -> None:
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(evil["docx"])).paragraphs)
    assert "<script>alert(1)</script>" in text
    with zipfile.ZipFile(evil["docx"]) as package:
        assert package.testzip() is None
        assert "evil.example" not in package.read("word/_rels/document.xml.rels").decode()


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_corpus_says_so(tmp_path: Path, name: str) -> None:
    corpus = small_corpus.write_corpus(tmp_path / "corpus")
    path = oc.report(corpus, tmp_path / f"a.{name}")
    assert path.stat().st_size > 1000
    assert any("所选范围内没有材料" in sentence for sentence in sentences(build(corpus, select())))


@pytest.mark.parametrize("name", FORMATS)
def test_documents_in_which_nothing_was_found(tmp_path: Path, name: str) -> None:
    doc = replace(Document.from_text("无题\n天气晴。\n", uri="a.txt"), metadata=Metadata())
    corpus = small_corpus.write_corpus(tmp_path / "corpus", doc)
    assert oc.report(corpus, tmp_path / f"a.{name}").is_file()
    assert any("未判明1份" in sentence for sentence in sentences(build(corpus, select())))


@pytest.mark.parametrize("name", ["brief.pdf", "brief", "brief.doc", ".docx"])
def test_unknown_suffix_names_the_known_ones(corpus: Corpus, tmp_path: Path, name: str) -> None:
    with pytest.raises(NotWritable, match=r"\.docx \.xlsx \.html"):
        oc.report(corpus, tmp_path / name)


def test_unwritable_places_are_told(corpus: Corpus, tmp_path: Path) -> None:
    with pytest.raises(NotWritable, match="there is no folder"):
        oc.report(corpus, tmp_path / "none" / "a.html")
    (tmp_path / "a.html").mkdir()
    with pytest.raises(NotWritable):
        oc.report(corpus, tmp_path / "a.html")
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


def test_an_unknown_region_or_topic_is_an_error(corpus: Corpus, tmp_path: Path) -> None:
    for options in ({"regions": "火星"}, {"topics": "天文"}, {"years": "明年"}):
        with pytest.raises(QueryError):
            oc.report(corpus, tmp_path / "a.html", **options)  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("library", "name"), [("docx", "docx"), ("openpyxl", "xlsx"), ("matplotlib.figure", "html")])
def test_without_the_extra_the_remedy_is_told(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str, name: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtra, match=r"nlp-oldcadre\[report\]"):
        oc.report(corpus, tmp_path / f"a.{name}")


def test_sentences_of_real_documents_stand_in_them(seeds: Path, tmp_path: Path) -> None:
    oc.run(seeds, tmp_path / "results")
    corpus = oc.open(tmp_path / "results")
    brief = build(corpus, select())
    test_every_number_stands_in_its_source(corpus, brief)
    test_every_amount_is_cited_with_the_number_that_it_tells(brief)


# The command.


def test_the_command_writes_what_the_call_writes(corpus: Corpus, reports: dict[str, Path], tmp_path: Path) -> None:
    done = oldcadre("report", corpus.path, "-o", tmp_path / "a.html", OLDCADRE_LANG="zh")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"报告：{tmp_path / 'a.html'}\n"
    assert (tmp_path / "a.html").read_bytes() == reports["html"].read_bytes()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("-o", "a.pdf"), "请把文件名改为以下面之一结尾：.docx .xlsx .html"),
        (("-o", "a.html", "--region", "火星"), "没有这个地区"),
        (("-o", "a.html", "--topic", "天文"), "没有这个主题"),
        (("-o", "none/a.html"), "文件夹 none 不存在"),
    ],
)
def test_the_command_tells_what_is_wrong(corpus: Corpus, arguments: tuple[str, ...], told: str) -> None:
    done = oldcadre("report", corpus.path, *arguments, OLDCADRE_LANG="zh")
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
