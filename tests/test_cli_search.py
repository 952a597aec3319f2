"""The verbs search, complete and export on the command line: what is said beside the answer, and where it goes."""

from __future__ import annotations

import json
import os
import stat
import threading
from pathlib import Path

import pytest
import small_corpus
from test_bad_input import oldcadre

from nlp_oldcadre.adapted import adapted
from nlp_oldcadre.corpus import Corpus
from nlp_oldcadre.packages import write_whole
from nlp_oldcadre.search import search


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return small_corpus.small_corpus(tmp_path_factory.mktemp("corpus"))


def test_what_the_limit_leaves_out_is_counted(corpus: Corpus) -> None:
    total = len(search(corpus, "护苗", limit=1000))
    cut = oldcadre("search", corpus.path, "护苗", "--limit", "2", OLDCADRE_LANG="zh")
    assert f"共 {total} 处，这里是前 2 处" in cut.stderr
    assert f"the first 2 of {total};" in oldcadre("search", corpus.path, "护苗", "--limit", "2", OLDCADRE_LANG="en").stderr
    for whole in (("--limit", str(total)), ("--limit", "1000"), ("--limit", "2", "--json")):
        assert oldcadre("search", corpus.path, "护苗", *whole).stderr == ""


def test_facets_go_into_a_table_and_say_what_they_leave_out(corpus: Corpus, tmp_path: Path) -> None:
    done = oldcadre("search", corpus.path, "护苗", "--facets", "--limit", "2", "-o", tmp_path / "a.csv", OLDCADRE_LANG="zh")
    assert "每项只列最多的 2 个取值" in done.stderr
    lines = (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == "分面,取值,处数"
    assert sum(line.startswith("类型,") for line in lines) == 2
    whole = oldcadre("search", corpus.path, "护苗", "--facets", "--json")
    assert len(json.loads(whole.stdout)) > len(lines) - 1
    assert whole.stderr == ""


def test_a_beginning_of_no_name(corpus: Corpus) -> None:
    done = oldcadre("complete", corpus.path, "zzzz", OLDCADRE_LANG="zh")
    assert (done.returncode, done.stdout) == (0, "")
    assert "没有以“zzzz”开头的名称" in done.stderr
    assert json.loads(oldcadre("complete", corpus.path, "zzzz", "--json").stdout) == []
    none = oldcadre("complete", corpus.path, "w", "--limit", "0", OLDCADRE_LANG="zh")
    assert (none.returncode, "条数至少为 1" in none.stderr) == (2, True)


def test_a_hit_is_marked_where_it_stands_by_itself(corpus: Corpus) -> None:
    frame = search(corpus, "志愿者 >400 人").head(1)
    frame["surface"], frame["sentence"] = "20支", "建队120支，培训骨干20支，又120支。"
    (row,) = adapted(frame, "search")
    assert row["sentence"] == "建队120支，培训骨干【20支】，又120支。"
    frame["sentence"] = "建队120支。"
    (row,) = adapted(frame, "search")
    assert row["sentence"] == "建队1【20支】。"


def test_a_passage_that_is_shown_whole_is_shown_once(corpus: Corpus) -> None:
    rows = list(adapted(search(corpus, "region:浙江 type:TEXT"), "search"))
    assert rows
    assert all(row["surface"] is None and "【" not in row["sentence"] for row in rows)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_text("utf-8")), daemon=True)
    reader.start()
    write_whole(pipe, lambda fresh: fresh.write_text("银龄", encoding="utf-8"))
    reader.join(10)
    assert (stat.S_ISFIFO(pipe.stat().st_mode), read) == (True, ["银龄"])
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]
