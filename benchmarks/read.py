"""Documents a second of the readers, one process, beside the peer of each format on the same files in the same run.

usage: python benchmarks/read.py [FORMAT ...] [--rounds N]

The files are made here from ``corpora/``, in the way the format's usual programs write them. Reader and peer go over all of
them ``--rounds`` times, in turn, and the medians count. What lasts are the ratios; the rates are this machine's.
The peers are installed by ``make bench``, or ``pip install -e '.[bench]'``.
"""

from __future__ import annotations

import argparse
import gc
import io
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

_NO_LIMIT = 10**9


class Contest(NamedTuple):
    """Files, our reader and the peer's, what the rates count, and the least ratio wanted."""

    files: Sequence[bytes]
    reader: Callable[[bytes], object]
    peer: Callable[[bytes], object]
    peer_name: str
    unit: str
    units: int
    target: float


def texts(characters: int) -> list[str]:
    """The texts of ``corpora/`` put together to about that many characters each, without their blank lines."""
    known = [re.sub(r"\n\s*\n", "\n", path.read_text("utf-8")) for path in sorted((ROOT / "corpora").glob("*.txt"))]
    return ["\n".join([first, *_until(known[i + 1 :] + known[:i], characters)]) for i, first in enumerate(known)]


def _until(known: Sequence[str], characters: int) -> Iterator[str]:
    for text in known:
        if characters <= 0:
            return
        characters -= len(text)
        yield text


def docx() -> Contest:
    """Ten pages each, set as Word sets them, with a table, and with the usual parts.

    python-docx gives the text of paragraphs and cells, without automatic numbers.
    """
    import docx as peer

    from nlp_oldcadre.read import docx as ours

    def all_text(data: bytes) -> str:
        pieces = []
        for block in peer.Document(io.BytesIO(data)).iter_inner_content():
            if isinstance(block, peer.text.paragraph.Paragraph):
                pieces.append(block.text)
            else:
                pieces.extend(" | ".join(cell.text for cell in row.cells) for row in block.rows)
        return "\n".join(pieces)

    files = [_as_word(text) for text in texts(6_000)]
    return Contest(files, lambda data: ours.read(data, "-", _NO_LIMIT), all_text, "python-docx", "documents", len(files), 5)


def _as_word(text: str) -> bytes:
    """The official document with Word's runs and a table, in the package that python-docx starts from."""
    import zipfile

    import docx as peer
    from make_docx import official_docx, row, table

    def parts(data: bytes) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return {name: package.read(name) for name in package.namelist()}

    usual = io.BytesIO()
    peer.Document().save(usual)
    made = parts(official_docx(text))
    figures = table(*(row(f"第{i}行", *(f"{i}{j} 人" for j in range(5))) for i in range(10)))
    main = made["word/document.xml"].decode().replace("</w:body>", f"{figures}</w:body>")
    members = parts(usual.getvalue()) | {"word/numbering.xml": made["word/numbering.xml"]}
    main = _RUN.sub(_split, main).replace("<w:p><w:pPr>", f"{_PARAGRAPH}<w:pPr>{_SPACING}")
    members["word/document.xml"] = main.replace("<w:p>", f"{_PARAGRAPH}<w:pPr>{_SPACING}</w:pPr>").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return out.getvalue()


_RUN = re.compile(r'<w:r><w:t xml:space="preserve">([^<]*)</w:t></w:r>')
# Where Word begins another run: at Latin letters and figures, at quotation marks, and after what was typed in one go.
_GO = re.compile(r"([ -~]+|[“”‘’]|[^ -~“”‘’。；]+[。；]?)")
_FONTS = '<w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋_GB2312" w:hAnsi="Times New Roman" w:cs="Times New Roman"{}/>'
_PARAGRAPH = '<w:p w:rsidR="00A77B3E" w:rsidRDefault="00C04F1A" w:rsidP="00A77B3E">'
_SPACING = '<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/>'


def _split(match: re.Match[str]) -> str:
    out = ""
    for piece in filter(None, _GO.split(match[1])):
        fonts = _FONTS.format("" if piece.isascii() else ' w:hint="eastAsia"')
        looks = f'<w:rPr>{fonts}<w:color w:val="000000"/><w:kern w:val="0"/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr>'
        out += f'<w:r w:rsidRPr="00A77B3E">{looks}<w:t xml:space="preserve">{piece}</w:t></w:r>'
    return out


def pdf() -> Contest:
    """Official documents of about ten pages, their font embedded; the text with boxes against the text alone."""
    import pdfplumber
    import pypdfium2
    from make_pdf_official import Look, official, typeset, wqy

    from nlp_oldcadre.read import pdf as ours

    def all_text(data: bytes) -> list[str]:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return [page.extract_text() for page in document.pages]

    look = Look(head="老干部工作通讯") if wqy() else Look(font="STSong-Light")
    files = [typeset(official(text), look) for text in texts(6_000)]
    pages = sum(len(pypdfium2.PdfDocument(data)) for data in files)
    reader = partial(ours.read, where="-", max_bytes=_NO_LIMIT)
    return Contest(files, reader, all_text, "pdfplumber.extract_text", "pages", pages, 15)


CONTESTS: dict[str, Callable[[], Contest]] = {"docx": docx, "pdf": pdf}


def seconds(work: Callable[[bytes], object], files: Sequence[bytes]) -> float:
    # What the other one left behind is not this one's to clear away.
    gc.collect()
    start = time.perf_counter()
    for data in files:
        work(data)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("format", nargs="*", choices=[*CONTESTS, []], help="all by default")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    for name in options.format or CONTESTS:
        try:
            contest = CONTESTS[name]()
        except ModuleNotFoundError as error:
            sys.exit(f"{error.name} is missing, which {name} is compared with or made by: pip install -e '.[bench]'")
        for work in (contest.reader, contest.peer):
            seconds(work, contest.files[:1])
        rounds = [[seconds(work, contest.files) for work in (contest.reader, contest.peer)] for _ in range(options.rounds)]
        ours, peers = (contest.units / statistics.median(column) for column in zip(*rounds, strict=True))
        reached = "reached" if ours >= contest.target * peers else "NOT reached"
        print(f"{name:<6}{ours:>10,.1f} {contest.unit}/s   {contest.peer_name} {peers:,.1f}   ratio {ours / peers:.1f}", end="")
        print(f"   target {contest.target:g}: {reached}")


if __name__ == "__main__":
    main()
