"""Documents: what the cases can't show, since it is about one function or about odd input."""

from __future__ import annotations

import pytest

from nlp_oldcadre.extract import document
from nlp_oldcadre.extract.document import kind_of_title
from nlp_oldcadre.extract.scan import Scan
from nlp_oldcadre.model import Document
from nlp_oldcadre.tables import load_tables

TABLES = load_tables()


def found(text: str) -> list[str]:
    return [text[m.start : m.end] for m in document.find(Scan(Document.from_text(text), TABLES))]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("离退休干部党支部工作规则（试行）", "policy"),
        ("关于做好有关工作", "policy"),
        ("求是", "media"),
        ("每日求是", None),
        ("贵阳晚报", "media"),
        ("口述史选编", "work"),
        ("故乡的云", None),
    ],
)
def test_the_kind_is_in_the_last_word(title: str, kind: str | None) -> None:
    assert kind_of_title(title, TABLES) == kind


def test_a_title_in_a_title_is_part_of_it() -> None:
    assert found("《关于印发《活动室管理办法》的通知》") == ["关于印发《活动室管理办法》的通知"]


@pytest.mark.parametrize("text", ["", "》《", "《》", "《 》", "《" * 50, "制定" * 50, "印发关于的意见"])
def test_odd_text_holds_no_document(text: str) -> None:
    assert found(text) == []
