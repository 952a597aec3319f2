"""The table of judgements: a person's word is kept and followed, and what can't be followed is said."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from named_items import is_one, organization, program, table_of
from small_corpus import liaoning, write_corpus
from test_bad_input import oldcadre

import nlp_oldcadre as oc
from nlp_oldcadre.corpus.writer import fresh_folder, put_in_place
from nlp_oldcadre.resolve import FILE, Gathered, Item, JudgementsError, Resolution, resolve_items, write
from nlp_oldcadre.resolve.file import _ENCODINGS, WORDS

NANTONG, XUZHOU, SUZHOU = (program("银辉讲堂", code, f"owner{code}") for code in ("320600", "320300", "320500"))


def resolved(path: Path, *items: Item) -> Resolution:
    return resolve_items(Gathered(list(items or (NANTONG, XUZHOU, SUZHOU))), path)


def written(folder: Path, *rows: tuple[Item | str, Item | str, str]) -> Path:
    """A file of judgements as the program makes it, with a person's words in it."""
    path = write(resolved(folder / FILE), folder)
    said = {tuple(sorted((_key(a), _key(b)))): word for a, b, word in rows}
    with path.open(encoding="utf-8-sig", newline="") as handle:
        table = list(csv.DictReader(handle))
    for row in table:
        row["person"] = said.pop((row["a"], row["b"]), "")
    table += [dict.fromkeys(table[0], "") | {"a": a, "b": b, "person": word} for (a, b), word in said.items()]
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        out = csv.DictWriter(handle, list(table[0]))
        out.writeheader()
        out.writerows(table)
    return path


def _key(item: Item | str) -> str:
    return item if isinstance(item, str) else item.key


@pytest.mark.parametrize("word", ["相同", "same", " Same "])
def test_a_person_has_the_last_word(tmp_path: Path, word: str) -> None:
    path = written(tmp_path, (NANTONG, XUZHOU, word))
    assert len(resolved(path).entities) == 2
    assert len(resolved(tmp_path / "none").entities) == 3


def test_a_person_can_part_what_the_program_merges(tmp_path: Path) -> None:
    pair = program("红枫行动", "210000"), program("支部力量·红枫行动", "210000")
    path = written(tmp_path, (*pair, "不同"))
    assert is_one(*pair)
    assert len(resolved(path, *pair).entities) == 2


def test_persons_that_contradict_each_other_are_reported_and_nothing_is_merged(tmp_path: Path) -> None:
    path = written(tmp_path, (NANTONG, XUZHOU, "相同"), (XUZHOU, SUZHOU, "相同"), (NANTONG, SUZHOU, "不同"))
    found = resolved(path)
    assert ([p.code for p in found.problems], len(found.entities)) == (["contradiction"], 3)


def test_rows_of_persons_are_kept_whatever_becomes_of_the_names(tmp_path: Path) -> None:
    path = written(tmp_path, (NANTONG, XUZHOU, "相同"), ("Program:没有了@110000", NANTONG, "不同"), (SUZHOU, XUZHOU, "也许"))
    found = resolved(path)
    assert sorted(p.code for p in found.problems) == ["bad_word", "gone"]
    before = [row for row in table_of(path) if row["person"]]
    write(found, tmp_path)
    assert [row for row in table_of(path) if row["person"]] == before
    assert len(table_of(path)) == len({(row["a"], row["b"]) for row in table_of(path)})


def test_a_row_about_one_name_is_incomplete(tmp_path: Path) -> None:
    path = written(tmp_path, (NANTONG, NANTONG, "不同"), ("", XUZHOU, "相同"))
    found = resolved(path)
    assert ([p.code for p in found.problems], len(found.entities)) == (["bad_row", "bad_row"], 3)


def test_two_rows_of_a_pair_that_disagree_are_reported(tmp_path: Path) -> None:
    path = written(tmp_path, (NANTONG, XUZHOU, "相同"))
    with path.open("a", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerow([XUZHOU.key, NANTONG.key, "", "不同"])
    found = resolved(path)
    assert ([p.code for p in found.problems], len(found.entities)) == (["repeated_row"], 3)


@pytest.mark.parametrize("encoding", [*_ENCODINGS, "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_files_that_excel_saved_are_read(tmp_path: Path, encoding: str, separator: str) -> None:
    lines = [("a", "b", "person"), (NANTONG.key, XUZHOU.key, WORDS["same"])]
    (tmp_path / FILE).write_text("\r\n".join(map(separator.join, lines)), encoding=encoding)
    assert len(resolved(tmp_path / FILE).entities) == 2


@pytest.mark.parametrize("content", [b"\xff\xff\xff\x00", b"", b"a,c\n1,2\n", b'a,b,person\n"' + b"x" * 200_000])
def test_a_broken_file_is_an_error_and_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / FILE
    path.write_bytes(content)
    with pytest.raises(JudgementsError) as raised:
        write(resolved(tmp_path / "none"), tmp_path)
    assert FILE in raised.value.message("zh")
    assert path.read_bytes() == content


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    bad = [
        replace(program("银辉讲堂", code), evidence=oc.resolve.Evidence("d", "u", 0, 4, '=HYPERLINK("x")'))
        for code in ("320600", "320300")
    ]
    path = write(resolved(tmp_path / FILE, *bad), tmp_path)
    cells = [cell for row in table_of(path) for cell in row.values()]
    assert any("HYPERLINK" in cell for cell in cells) and not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_judgements_survive_a_new_run(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "results", liaoning())
    write(oc.resolve(corpus), corpus.path)
    before = (corpus.path / FILE).read_bytes()
    with fresh_folder(corpus.path) as fresh:
        write_corpus(fresh, liaoning())
        put_in_place(fresh, corpus.path)
    assert (corpus.path / FILE).read_bytes() == before


# What a person's word does to others


BRAND = program("红枫行动", "210200", "大连市委老干部局")
SHORT = program("红枫", "210000")
TEAM = program("红枫志愿服务队", "210200", "大连市委老干部局")


def test_what_the_program_takes_for_different_does_not_stop_a_person(tmp_path: Path) -> None:
    assert len(resolved(tmp_path / "none", BRAND, SHORT, TEAM).entities) == 2
    path = written(tmp_path, (BRAND, SHORT, "相同"), (SHORT, TEAM, "相同"))
    found = resolved(path, BRAND, SHORT, TEAM)
    assert ([p.code for p in found.problems], len(found.entities)) == ([], 1)


def test_a_pair_left_unsure_contradicts_what_would_merge_it(tmp_path: Path) -> None:
    path = written(tmp_path, (BRAND, SHORT, "相同"), (SHORT, TEAM, "相同"), (BRAND, TEAM, "存疑"))
    found = resolved(path, BRAND, SHORT, TEAM)
    assert ([p.code for p in found.problems], len(found.entities)) == (["contradiction"], 3)


def test_a_body_and_a_programme_are_never_one(tmp_path: Path) -> None:
    body = organization("大连市委老干部局", "210200")
    path = written(tmp_path, (body, BRAND, "相同"))
    found = resolved(path, body, BRAND)
    assert [(p.code, p.subject) for p in found.problems] == [("two_kinds", f"{body.key} | {BRAND.key}")]
    assert [entity.kind for entity in found.entities] == ["Organization", "Program"]


def test_the_command_for_the_graph_tells_what_is_wrong_with_the_table(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "results", liaoning())
    _save(corpus.path / FILE, [{"a": BRAND.key, "b": SHORT.key, "person": "相同"}])
    assert f"{SHORT.key}|{BRAND.key}" in oldcadre("graph", corpus.path).stderr


# What people do to tables


def test_a_column_of_ones_own_is_kept(tmp_path: Path) -> None:
    path = write(resolved(tmp_path / FILE), tmp_path)
    table = table_of(path)
    first, *others = [row | {"核对人": ""} for row in table]
    _save(path, [*others, first | {"核对人": "王守望"}])
    write(resolved(path), tmp_path)
    assert [row["核对人"] for row in table_of(path)] == ["王守望", *[""] * len(others)]


def test_headers_are_read_however_they_are_typed(tmp_path: Path) -> None:
    row = {" B": XUZHOU.key, "A ": NANTONG.key, "Person": "相同　", "": "", "核对": ""}
    path = tmp_path / FILE
    _save(path, [row, dict.fromkeys(row, " ")])
    found = resolved(path)
    assert (found.problems, len(found.entities)) == ([], 2)


@pytest.mark.parametrize("name", ["银辉\x00讲堂", "银辉\ud800讲堂", "银辉\x0c讲堂", "银辉\u200b讲堂", "银" * 200_000])
def test_odd_names_are_found_again(tmp_path: Path, name: str) -> None:
    pair = program(name, "320600", "甲市委老干部局"), program(name, "320300", "乙市委老干部局")
    assert not is_one(*pair)
    _save(tmp_path / FILE, [{"a": a.key, "b": b.key, "person": "相同"} for a, b in [pair]])
    for _ in range(2):
        found = resolved(write(resolved(tmp_path / FILE, *pair), tmp_path), *pair)
        assert (found.problems, len(found.entities)) == ([], 1)


def _save(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8-sig", errors="strict", newline="") as handle:
        out = csv.DictWriter(handle, list(rows[0]))
        out.writeheader()
        out.writerows(rows)
