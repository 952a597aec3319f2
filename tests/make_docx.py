"""DOCX files made by hand: XML in a ZIP package, with known text.

The small functions give pieces of WordprocessingML (:func:`p` a paragraph, :func:`r` a run, :func:`table` a table …);
:func:`make_docx` packs them. :func:`official_docx` sets a plain text as an official document: title in the middle, the
numbers 一、（一）1. automatic wherever Word would count the same.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W_NS}" xmlns:r="{_R_NS}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PARTS = ("styles", "numbering", "settings", "footnotes", "endnotes")

# The levels of an official document: 一、 （一） 1. （1） and, as list 2, articles.
LEVELS = (
    ("chineseCountingThousand", "%1、"),
    ("chineseCountingThousand", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "（%4）"),
)
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/>'
    '<w:rPr><w:sz w:val="32"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="44"/></w:rPr></w:style>'
)


def t(text: str) -> str:
    """The text of a run, its tabs and page breaks as such."""
    signs = {"\t": "<w:tab/>", "\f": '<w:br w:type="page"/>'}
    pieces = (piece for piece in re.split("([\t\f])", text) if piece)
    return "".join(signs.get(piece) or f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in pieces)


def r(text: str, *, size: float | None = None, bold: bool = False, color: str = "", more: str = "") -> str:
    """A run; ``more`` is put into its properties."""
    looks = "<w:b/>" * bold + (f'<w:color w:val="{color}"/>' if color else "") + more
    looks += f'<w:sz w:val="{round(2 * size)}"/>' if size else ""
    return f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{t(text)}</w:r>"


def p(*content: str, style: str = "", num: int | None = None, level: int | None = None, more: str = "") -> str:
    """A paragraph of runs and other pieces; what is no XML is set as a run."""
    listed = ""
    if num is not None:
        depth = f'<w:ilvl w:val="{level}"/>' if level is not None else ""
        listed = f'<w:numPr>{depth}<w:numId w:val="{num}"/></w:numPr>'
    looks = (f'<w:pStyle w:val="{style}"/>' if style else "") + listed + more
    inner = "".join(piece if piece.startswith("<") else r(piece) for piece in content if piece)
    return f"<w:p>{f'<w:pPr>{looks}</w:pPr>' if looks else ''}{inner}</w:p>"


def cell(*content: str, span: int = 1, merge: str | None = None) -> str:
    """A cell; ``merge`` is ``restart`` for the upper and ``""`` for a lower part of cells that are one."""
    told = (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + (
        "" if merge is None else f'<w:vMerge w:val="{merge}"/>' if merge else "<w:vMerge/>"
    )
    inner = "".join(piece if piece.startswith("<") else p(piece) for piece in content) or "<w:p/>"
    return f"<w:tc><w:tcPr>{told}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, head: bool = False, more: str = "") -> str:
    """A row of cells; what is no XML is set as a cell."""
    told = ("<w:tblHeader/>" if head else "") + more
    inner = "".join(one if one.startswith("<") else cell(one) for one in cells)
    return f"<w:tr>{f'<w:trPr>{told}</w:trPr>' if told else ''}{inner}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def field(instruction: str, result: str) -> str:
    """A field over several runs."""
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    code = f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>'
    return marks["begin"] + code + (marks["separate"] + r(result) if result else "") + marks["end"]


def lists(*definitions: Sequence[tuple[str, str]], nums: Sequence[tuple[int, str]] = (), suffix: str = "nothing") -> str:
    """``numbering.xml``: definitions are levels of (numFmt, lvlText), ``nums`` the definition and overrides of each list."""
    out = ""
    for key, levels in enumerate(definitions):
        out += f'<w:abstractNum w:abstractNumId="{key}">'
        for depth, (writing, text) in enumerate(levels):
            out += (
                f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{writing}"/><w:suff w:val="{suffix}"/>'
                f"<w:lvlText w:val={quoteattr(text)}/></w:lvl>"
            )
        out += "</w:abstractNum>"
    nums = nums or [(key, "") for key in range(len(definitions))]
    for number, (key, overrides) in enumerate(nums, 1):
        out += f'<w:num w:numId="{number}"><w:abstractNumId w:val="{key}"/>{overrides}</w:num>'
    return out


def make_docx(
    *body: str,
    styles: str = STYLES,
    numbering: str = "",
    parts: Mapping[str, str] | None = None,
    main: str = "word/document.xml",
) -> bytes:
    """A DOCX of these blocks; ``parts`` are further ones by name (``footnotes``, ``header1``), each the inside of its root."""
    inner = {"styles": styles, "numbering": numbering} | dict(parts or {})
    folder, _, name = main.rpartition("/")
    members = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{main}" ContentType="{_MAIN_TYPE}"/>{"".join(_override(folder, key) for key in inner)}</Types>',
        "_rels/.rels": _relations([("officeDocument", main)]),
        f"{folder}/_rels/{name}.rels": _relations([(re.sub(r"\d+$", "", key), f"{key}.xml") for key in inner]),
        main: _root("document", f"<w:body>{''.join(body)}</w:body>"),
    }
    roots = {"header": "hdr", "footer": "ftr"}
    for key, xml in inner.items():
        kind = re.sub(r"\d+$", "", key)
        members[f"{folder}/{key}.xml"] = _root(roots.get(kind, kind), xml)
    return packed(members)


def packed(members: Mapping[str, str | bytes]) -> bytes:
    """A ZIP package of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _root(name: str, xml: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{name} {NAMESPACES}>{xml}</w:{name}>'


def _override(folder: str, key: str) -> str:
    kind = re.sub(r"\d+$", "", key)
    content = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    return f'<Override PartName="/{folder}/{key}.xml" ContentType="{content}"/>'


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    each = (f'<Relationship Id="rId{i}" Type="{_RELATION}/{kind}" Target="{to}"/>' for i, (kind, to) in enumerate(targets, 1))
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(each)}</Relationships>'
    )


_NUMBERS = (
    re.compile("([一二三四五六七八九十百零]+)、"),
    re.compile("（([一二三四五六七八九十百零]+)）"),
    re.compile(r"(\d{1,3})\."),
    re.compile(r"（(\d{1,3})）"),
)
_FIGURES = "零一二三四五六七八九"


def official_docx(text: str) -> bytes:
    """A plain text as an official document: what a reader should give back is the text, line by line.

    Lines above the one that addresses somebody (…：) or that is a sentence stand in the middle, the longest of them as the
    title. A line that begins as 一、 （一） 1. （1） is counted by Word where that comes to the same number.
    """
    lines = text.replace("\r\n", "\n").removeprefix("\ufeff").removesuffix("\n").split("\n")
    head = next((i for i, line in enumerate(lines) if line.rstrip().endswith(("：", ":", "。"))), 0)
    title = max(range(head), key=lambda i: len(lines[i]), default=-1)
    counts = [0] * len(LEVELS)
    nums: list[tuple[int, str]] = [(0, "")]
    body = []
    for index, line in enumerate(lines):
        if index < head:
            centre = '<w:jc w:val="center"/>'
            body.append(
                p(r(line, color="FF0000") if line and not index else line, style="t" if index == title else "", more=centre)
            )
        else:
            body.append(_numbered(line, counts, nums))
    return make_docx(*body, numbering=lists(LEVELS, nums=nums))


def _numbered(line: str, counts: list[int], nums: list[tuple[int, str]]) -> str:
    for level, pattern in enumerate(_NUMBERS):
        match = pattern.match(line)
        if match is None:
            continue
        value = _value(match[1])
        if value == 1 and counts[level]:
            # Begins anew without a heading above: a list of its own, as Word's "restart at 1" makes it.
            nums.append((0, f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>'))
        elif value != counts[level] + 1:
            break
        counts[level] = value
        counts[level + 1 :] = [0] * (len(counts) - level - 1)
        return p(line[match.end() :], num=len(nums), level=level, style="1" if level == 0 else "")
    return p(line)


def _value(text: str) -> int:
    """The number of 二十三 or 23."""
    if text.isdecimal():
        return int(text) if not text.startswith("0") else -1
    value = digit = 0
    for character in text:
        if character in "百十":
            value += (digit or 1) * (100 if character == "百" else 10)
            digit = 0
        else:
            digit = _FIGURES.index(character)
    return value + digit
