"""What a run did, in words of the office."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from nlp_oldcadre.console import language, say
from nlp_oldcadre.corpus.labels import labels
from nlp_oldcadre.tables import load_tables

if TYPE_CHECKING:
    from nlp_oldcadre.run_report import RunReport

# Longer lists are cut; the tables have all of it.
_LISTED = 8


def summarise(report: RunReport, place: str) -> None:
    """Tell, in words of the office, what a run did and where the results are."""
    print(say(*_headline(report)))
    for zh, en in _details(report):
        print("  " + say(zh, en))
    _list_unread(report)
    _list_failures(report)
    if not report.changed:
        print(say("文件与上次相同，结果没有改动", "nothing is new or changed; the results stay as they are"))
    elif report.kept:
        print(say(f"其中 {report.kept} 份沿用上次的处理结果", f"{report.kept} of them were done by an earlier run"))
    elif report.written and report.replaced:
        n = report.replaced
        print(say(f"{place} 中原有 {n} 份文件的结果已被替换", f"older results of {n} documents in {place} were replaced"))
    print(say(*_whereabouts(report, place)))


def _headline(report: RunReport) -> tuple[str, str]:
    zh = f"读取 {report.documents} 份文件，{report.characters:,} 字，用时 {report.seconds:.1f} 秒"
    en = f"documents read: {report.documents}, characters: {report.characters:,}, seconds: {report.seconds:.1f}"
    if report.duplicates:
        return zh + f"（另有 {report.duplicates} 份内容重复，只计一次）", en + f" (duplicates left out: {report.duplicates})"
    return zh, en


def _details(report: RunReport) -> Iterator[tuple[str, str]]:
    if not report.documents:
        return
    counts, done, planned = report.counts, report.measures["done"], report.measures["planned"]
    names = labels(load_tables(), "genre")
    genres = {names.get(genre or "", "未判明"): n for genre, n in report.genres.items()}
    named = {genre or "unknown": n for genre, n in report.genres.items()}
    yield f"文种　{_listed(genres)}", f"genres      {_listed(named)}"
    regions = {region or say("未判明", "unknown"): n for region, n in report.regions.items()}
    yield f"地区　{_listed(regions)}", f"regions     {_listed(regions)}"
    if report.markings:
        yield (
            f"标记　{_listed(report.markings)}，引用时请遵守",
            f"marked      {_listed(report.markings)}: mind it when you quote",
        )
    yield f"数据　{counts['quantities']} 处数字（带单位和原文）", f"numbers     {counts['quantities']}"
    yield f"项目　{report.programs} 个品牌、活动、工程、平台等（按名称计）", f"programmes  {report.programs} by name"
    yield f"举措　{done + planned} 条：已做 {done}，计划 {planned}", f"measures    {done} done, {planned} planned"
    yield f"事实　{counts['facts']} 条，每条可查到原文", f"facts       {counts['facts']}, each with its quote"


def _listed(counts: Mapping[str, int]) -> str:
    """The most frequent first, names deciding among equals."""
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    shown = " · ".join(f"{name} {n}" for name, n in ordered[:_LISTED])
    return shown + (f" · … ({len(ordered)})" if len(ordered) > _LISTED else "")


def _list_unread(report: RunReport) -> None:
    """Pages that are pictures, so that what is missing is not taken for what the document does not say."""
    for uri, pages in report.unread.items():
        listed = "、".join(map(str, pages[:_LISTED])) + ("…" if len(pages) > _LISTED else "")
        zh = f"未读　{uri} 第 {listed} 页是图片：装上 pip install 'nlp-oldcadre[ocr]' 再处理"
        print("  " + say(zh, f"not read    {uri}, pages {listed}: pictures; pip install 'nlp-oldcadre[ocr]' and run again"))


def _list_failures(report: RunReport) -> None:
    if not report.failures:
        return
    n = len(report.failures)
    if report.documents:
        print(say(f"失败　{n} 份，其余不受影响：", f"{n} failed, the others are unharmed:"))
    else:
        print(say(f"失败　{n} 份：", f"{n} failed:"))
    for error in report.failures:
        print(f"  ✗ {error.message(language())}")


def _whereabouts(report: RunReport, place: str) -> tuple[str, str]:
    if not report.written:
        return f"没有读到任何文件，{place} 中原有的结果保持不变", f"nothing was read; the older results in {place} stay"
    return (
        f"结果在 {place}（*.parquet 数据表、index 检索索引、run.json 运行记录）\n"
        f"  检索：oldcadre search {place} 志愿服务　　比较：oldcadre compare {place} --by province",
        f"the results are in {place} (*.parquet tables, index for search, run.json record)\n"
        f"  search: oldcadre search {place} 志愿服务   compare: oldcadre compare {place} --by province",
    )
