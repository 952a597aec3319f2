"""Web pages: the text that stands on them, and what they say of it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from conftest import CORPORA, texts
from known_text import score_of, share_in_order
from make_html import FACTS, SITES

from nlp_oldcadre.errors import EmptyDocument, ReadError, TooLarge
from nlp_oldcadre.evaluate.compare import compare_records
from nlp_oldcadre.evaluate.gold import annotated
from nlp_oldcadre.evaluate.scores import Scores
from nlp_oldcadre.model import Document
from nlp_oldcadre.pipeline import process
from nlp_oldcadre.read import read
from nlp_oldcadre.records import annotation

GOLD = CORPORA / "gold"
# One of the texts was copied from a page with the line under the title and the editor's name.
OF_THE_PAGE = ("2022-10-09 07:35", "(责任编辑")
KNOWN = [*texts(CORPORA), *(gold.path for gold in annotated(GOLD, split="dev"))]


def page(body: str, head: str = "") -> Document:
    return read(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode())


def lines(body: str, head: str = "") -> list[str]:
    return page(body, head).source_text.splitlines()


def known_lines(path: Path) -> str:
    """The text without the rules of its tables, which a page has no line for."""
    text = path.read_text(encoding="utf-8-sig")
    return "\n".join(line for line in text.splitlines() if not line.startswith("|") or line.strip("|-: "))


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("path", KNOWN, ids=lambda path: path.stem)
def test_a_page_gives_its_text_back(path: Path, site: str) -> None:
    known = known_lines(path)
    body = "\n".join(line for line in known.splitlines() if not line.startswith(OF_THE_PAGE))
    found = read(SITES[site](known).encode()).source_text
    assert share_in_order(body, found) >= 0.998


@pytest.mark.parametrize("site", SITES)
def test_extraction_from_pages_is_as_good_as_from_text(site: str) -> None:
    plain, html = Scores(), Scores()
    for gold in annotated(GOLD, split="dev"):
        known = read(gold.path)
        compare_records(plain, gold.record(), annotation(process(known)), known.source_text)
        score_of(read(SITES[site](known.source_text, {}).encode()), known.source_text, gold.record(), html)
    for measure in ("overlap", "full"):
        assert (html.mean(measure) or 0) >= (plain.mean(measure) or 1) - 0.01, measure


@pytest.mark.parametrize("site", ["trs", "state", "vsb"])
def test_the_table_of_metadata_is_read_in_each_of_its_shapes(site: str) -> None:
    doc = read(SITES[site](known_lines(KNOWN[0])).encode())
    told = doc.metadata
    assert (told.number, told.date, told.issuers) == ("某老干发〔2023〕5号", "2023-05-04", ("某省委老干部局", "某省财政厅"))
    values = {element.kind: (element.value, element.rule) for element in doc.elements}
    shape = {"trs": "html.table", "state": "html.list", "vsb": "html.dl"}[site]
    assert values["index_number"] == (FACTS["索引号"], shape)
    assert values["validity"] == ("有效", shape)
    assert values["publish_date"] == ("2023-05-06", shape)


def test_hostile_pages() -> None:
    started = time.process_time()
    with pytest.raises(ReadError, match="nests too deep"):
        page("<div>" * 100_000 + "老干部工作。" + "</div>" * 100_000)
    with pytest.raises(ReadError, match="entities"):
        read(b'<!DOCTYPE html [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;">]><html><body>&b;</body></html>')
    with pytest.raises(TooLarge):
        read(("<html><body>" + "<p>" + "字" * 400_000).encode(), max_bytes=1_000_000)
    assert lines("<p title='" + "x" * 5_000_000 + "'>老干部\0工作。</p>") == ["老干部工作。"]
    assert len(lines("<b>" * 1_500 + "老干部工作。")) == 1
    assert time.process_time() - started < 20


def test_a_page_of_links_is_none_to_read() -> None:
    links = "".join(f"<li><a href='{n}.html'>关于做好第{n}项工作的通知</a><span>2023-05-0{n}</span></li>" for n in range(1, 9))
    with pytest.raises(EmptyDocument, match="list of links"):
        page(f"<div class='list'><ul>{links}</ul></div>", "<title>通知公告</title>")
