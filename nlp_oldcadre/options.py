"""The arguments and options that commands share."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

Paths = Annotated[list[Path], typer.Argument(metavar="PATHS", help="文件或文件夹 · files or folders", show_default=False)]
# As they are written: a Path would lose one of the slashes of hdfs://.
Places = Annotated[list[str], typer.Argument(metavar="PATHS", help="文件或文件夹 · files or folders", show_default=False)]
Output = Annotated[Path, typer.Option("-o", "--output", help="结果文件夹 · results folder", show_default=False)]
File = Annotated[Path | None, typer.Option("-o", "--output", help="写到文件 · file to write", show_default=False)]
Workers = Annotated[int | None, typer.Option(min=1, help="进程数，默认按文件多少决定 · processes; chosen by size")]
TablesFolder = Annotated[Path | None, typer.Option("--tables", help="自备的规则表文件夹 · folder of your own rule tables")]
MaxBytes = Annotated[int, typer.Option(min=1, help="单个文件文字上限（字节） · limit for one document, bytes")]
TimeLimit = Annotated[float, typer.Option("--time-limit", min=0.1, help="单个文件的时限（秒） · seconds for one document")]
MemoryLimit = Annotated[
    int, typer.Option("--memory-limit", min=1, help="单个文件的内存上限（MB） · memory for one document, MB")
]
Mask = Annotated[
    bool, typer.Option("--mask", help="隐去身份证号、电话、银行账号 · hide identity, telephone and account numbers")
]
Wait = Annotated[bool, typer.Option("--wait", help="等另一次运行结束 · wait for another run to end")]
Watch = Annotated[
    float | None,
    typer.Option("--watch", min=0.1, help="每隔几秒看一次，有新文件就处理 · look every so many seconds", show_default=False),
]
LogFile = Annotated[
    Path | None,
    typer.Option("--log", help="运行日志（JSON Lines） · log of the run, as JSON Lines", show_default=False),
]
Results = Annotated[Path, typer.Argument(help="结果文件夹 · results folder", show_default=False)]
GraphFile = Annotated[
    Path | None,
    typer.Option("-o", "--output", help=".graphml .gexf .cyjs .json .ttl .jsonld .xlsx", show_default=False),
]
GraphFormat = Annotated[
    str | None,
    typer.Option(
        help="graphml, gexf, cytoscape, json, turtle, json-ld, xlsx, neo4j（文件夹 · a folder）；不写时看后缀 · else by suffix",
        show_default=False,
    ),
]
Base = Annotated[str | None, typer.Option(help="RDF 中 URI 的开头 · where URIs of RDF begin", show_default=False)]
CsvFile = Annotated[
    Path | None,
    typer.Option("-o", "--output", help="另存为 .xlsx 或 .csv · also as a table", show_default=False),
]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON · as JSON")]
AsCsv = Annotated[bool, typer.Option("--csv", help="输出 CSV · as CSV")]
By = Annotated[str, typer.Option(help="province, city, genre, topic")]
Brief = Annotated[bool, typer.Option("--brief", help="总览每组一行 · the overview with a line a group")]
What = Annotated[
    str | None,
    typer.Option(
        help="programs, functions, counterparts, results, rates, conflicts, coverage, plan_vs_result, measures, slogans, "
        "alignment, chains, items, reprints, spread",
        show_default=False,
    ),
]
Limit = Annotated[
    int | None, typer.Option(min=0, help="屏幕上最多几行，0 为全部 · rows on the screen, 0 for all", show_default="30")
]
Left = Annotated[str | None, typer.Option("--left", help="一方：地区或文件 · a region or document", show_default=False)]
Right = Annotated[str | None, typer.Option("--right", help="另一方：地区或文件 · the other side", show_default=False)]
DocumentName = Annotated[
    str | None, typer.Option("--document", help="文件名或标题 · file name or title of a document", show_default=False)
]
MentionType = Annotated[str | None, typer.Option("--type", help="PROGRAM, ORG, …, TEXT", show_default=False)]
RegionName = Annotated[str | None, typer.Option("--region", help="地区名称或代码，含下级 · name or code", show_default=False)]
OnlyRegions = Annotated[
    str | None, typer.Option("--region", help="只比较这些地区，含下级，用逗号分隔 · only these regions", show_default=False)
]
OnlyTopics = Annotated[str | None, typer.Option("--topic", help="只比较这些主题 · only these topics", show_default=False)]
OnlyYears = Annotated[str | None, typer.Option("--year", help="只比较这些年份，如 2020-2021 · only these", show_default=False)]
ReportFile = Annotated[
    Path, typer.Option("-o", "--output", help="报告文件 .docx .xlsx .html · the file to write", show_default=False)
]
Page = Annotated[int, typer.Option("--page", min=1, help="页码，从 1 数起 · number of the page")]
Png = Annotated[
    Path | None, typer.Option("-o", "--output", help="图片文件，默认 文件名_p页码.png · file to write", show_default=False)
]
Types = Annotated[
    str | None, typer.Option("--types", help="只标这些类型，如 QUANTITY,PROGRAM · only these types", show_default=False)
]
FunctionName = Annotated[
    str | None,
    typer.Option(
        "--function", help="用于 functions、counterparts：志愿服务,线上平台… · what programmes are for", show_default=False
    ),
]
ProgramKind = Annotated[
    str | None,
    typer.Option("--kind", help="项目类型：品牌、平台阵地… · kind of programmes: brand, platform, …", show_default=False),
]


class Engines(Enum):
    """What does the work of a run."""

    local = "local"
    spark = "spark"


EngineName = Annotated[Engines, typer.Option("--engine", help="在本机或 Spark 集群上处理 · this machine or a Spark cluster")]
Master = Annotated[
    str | None,
    typer.Option(help="Spark 的 master：local[2]、yarn、spark://主机:7077、k8s://…", show_default=False),
]
Conf = Annotated[
    list[str] | None,
    typer.Option("--conf", help="Spark 设置，名=值，可多次 · NAME=VALUE, settings of Spark", show_default=False),
]
