"""The tables of a results folder: one fixed schema each, every column with its meaning.

Conventions: ``start`` and ``end`` are code points, half-open, into the document's source text (column ``text`` of
``documents``), so ``text[start:end]`` is ``quote``. ``sentence`` is the cleaned text of the sentence around it. Ids are
hashes of content, so they join across tables and runs. An empty cell means that the document does not say.
"""

from __future__ import annotations

import pyarrow as pa

from nlp_oldcadre.corpus import FORMAT_KEY, FORMAT_VERSION

# Exact numbers: 28 digits before the point, 10 after it.
NUMBER = pa.decimal128(38, 10)


def _table(*columns: tuple[str, pa.DataType, str]) -> pa.Schema:
    fields = [pa.field(name, kind, metadata={"description": text}) for name, kind, text in columns]
    return pa.schema(fields, metadata={FORMAT_KEY: str(FORMAT_VERSION)})


_TEXT, _INT, _LIST = pa.string(), pa.int32(), pa.list_(pa.string())
_DOCUMENT = ("document_id", _TEXT, "id of the document")
_PLACE = (
    ("start", _INT, "first character in the source text"),
    ("end", _INT, "character after the last one in the source text"),
    ("page", _INT, "number of the page, where the format has pages"),
    ("quote", _TEXT, "the source's own characters"),
)
_BOX = pa.struct([("page", pa.int32()), *((edge, pa.float32()) for edge in ("x0", "y0", "x1", "y1"))])
_BOXES = ("boxes", pa.list_(_BOX), "a box for each printed line, in points from the upper left corner of its page")
_SENTENCE = ("sentence", _TEXT, "the sentence around it, cleaned")
_AMOUNT = (
    ("value", pa.float64(), "the number in base units; empty for a range"),
    ("low", NUMBER, "lower end, exact, in base units"),
    ("high", NUMBER, "upper end, exact, in base units; equal to low for one number"),
    ("unit", _TEXT, "base unit; 1 for a ratio"),
    ("unit_kind", _TEXT, "what may be compared and summed: count, money, area, ratio, point …"),
    ("modifier", _TEXT, "about, over (at least), under (at most) or empty (exact)"),
    ("indicator", _TEXT, "what is counted"),
    ("bound", _TEXT, "sign of the bound: > (余 多 超), >= (以上), < (近 不足), <= (以内), ~ (约); empty for an exact number"),
    ("change", _TEXT, "from or to (ends of a change), increase or decrease (a difference or rate); empty for a level"),
    ("baseline", NUMBER, "the value that a change starts from, where the text gives it"),
    ("compared_with", _TEXT, "what a change is compared with (同比, 上年)"),
    ("check", _TEXT, "whether the arithmetic of a change agrees or differs"),
    ("per", _LIST, "what it is an amount for one of (人, 月)"),
    ("share_of", _TEXT, "the whole that a ratio is a share of"),
    ("part_of", _TEXT, "the indicator of the amount that it is a part of (其中)"),
    ("problem", pa.bool_(), "whether it is told as a lack (仅, 缺, 尚有…未)"),
    ("uncertain", pa.bool_(), "whether the recognition of a scan was not sure of it (识别存疑)"),
)
_CONFIDENCE = ("confidence", pa.float64(), "how sure the recognition of a scan was, 0 to 1; empty for what is no scan")
_SCOPE = (
    ("region", _TEXT, "full name of the region that it holds for"),
    ("adcode", _TEXT, "GB/T 2260 code of that region"),
    ("program", _TEXT, "canonical name of the programme that it belongs to"),
    ("time", _TEXT, "ISO 8601 time that it holds for"),
)

SCHEMAS: dict[str, pa.Schema] = {
    "documents": _table(
        ("id", _TEXT, "hash of the file's content"),
        ("uri", _TEXT, "path of the file; the first one in order where several hold the same content"),
        ("duplicates", _LIST, "other paths with the same content"),
        ("sha256", _TEXT, "sha256 of the file's bytes"),
        ("media_type", _TEXT, "format, with the encoding of a text"),
        ("genre", _TEXT, "circular, bulletin, report or news"),
        ("title", _TEXT, "main title"),
        ("issuers", _LIST, "organisations that issued it"),
        ("number", _TEXT, "document number (文号)"),
        ("issue", _INT, "number of the bulletin's issue"),
        ("total_issue", _INT, "running number of the issue (总第…期)"),
        ("date", _TEXT, "ISO 8601 date"),
        ("recipients", _LIST, "主送"),
        ("copies_to", _LIST, "抄送, 抄报, 送, 发"),
        ("region", _TEXT, "full name of the region that it comes from"),
        ("adcode", _TEXT, "GB/T 2260 code of that region"),
        ("province", _TEXT, "name of the province of that region"),
        ("marking", _TEXT, "for whom it is meant, where that is not everybody (内部资料 注意保存, 工作秘密)"),
        ("characters", _INT, "length of the source text"),
        ("pages", _INT, "number of pages; 0 where the format has none"),
        ("text", _TEXT, "the source text that all offsets point into"),
    ),
    "sections": _table(
        ("id", _TEXT, "id of the section"),
        _DOCUMENT,
        ("parent_id", _TEXT, "id of the section that it is part of"),
        ("kind", _TEXT, "title, article, numbered or run_in"),
        ("number", _TEXT, "marker as printed (一、)"),
        ("level", _INT, "1 for the title of the document or of an article"),
        *_PLACE,
        ("heading", _TEXT, "the heading, cleaned"),
        ("body_start", _INT, "first character of what stands under it, in the source text"),
        ("body_end", _INT, "character after the last one of what stands under it"),
    ),
    "elements": _table(
        ("id", _TEXT, "id of the element"),
        _DOCUMENT,
        ("kind", _TEXT, "part of an official document or its pages: a kind of elements.csv"),
        ("ordinal", _INT, "number of an attachment and of its item in the list, of an article and of its item in the contents"),
        ("value", _TEXT, "what it says: a number, a name, a title, an ISO 8601 date; empty where the quote says it"),
        *_PLACE,
        ("box", pa.list_(pa.float32()), "x0, y0, x1, y1 on that page in points from the upper left; of short ones"),
        ("rule", _TEXT, "rule, table row or reader that found it"),
        ("score", pa.float64(), "how sure it is, 0 to 1"),
    ),
    "mentions": _table(
        ("id", _TEXT, "id of the mention"),
        _DOCUMENT,
        ("section_id", _TEXT, "id of the section that it stands in"),
        ("type", _TEXT, "REGION, ORG, PERSON, DOCUMENT, PROGRAM, SLOGAN, QUANTITY, TIME, MEASURE or HONOR"),
        ("name", _TEXT, "canonical name, for what has one"),
        ("kind", _TEXT, "kind within the type (brand, policy, motto …)"),
        ("adcode", _TEXT, "GB/T 2260 code of a region or of an organisation's region"),
        ("value", _TEXT, "ISO 8601 value of a TIME"),
        ("level", _TEXT, "of a policy: central, national, province, prefecture, county or unit"),
        ("post", _TEXT, "of a person: the post that the text gives with the name"),
        ("organisation", _TEXT, "of a person: full name of the organisation of that post"),
        *_PLACE,
        _BOXES,
        _SENTENCE,
        ("attributes", _TEXT, "all attributes of the type, as JSON"),
        ("rule", _TEXT, "rule or table row that found it"),
        ("score", pa.float64(), "score, where a model decided"),
        _CONFIDENCE,
    ),
    "quantities": _table(
        ("id", _TEXT, "id of the mention"),
        _DOCUMENT,
        *_AMOUNT,
        *_SCOPE,
        ("modality", _TEXT, "reported, target or required; empty for what no fact states"),
        _CONFIDENCE,
        *_PLACE,
        _BOXES,
        _SENTENCE,
    ),
    "measures": _table(
        ("id", _TEXT, "id of the mention"),
        _DOCUMENT,
        ("status", _TEXT, "done or planned"),
        ("topic", _TEXT, "one of the eleven topics of the guidelines"),
        ("verb", _TEXT, "head verb"),
        ("object", _TEXT, "head of the object"),
        ("strength", _TEXT, "required, expected, encouraged or exploratory; empty for what was done"),
        ("deadline", _TEXT, "last day that is in time, ISO 8601"),
        ("beneficiaries", _LIST, "the people served, as the text names them"),
        ("quantity_ids", _LIST, "ids of the amounts in it, rows of quantities"),
        ("programs", _LIST, "canonical names of the programmes in it"),
        *_PLACE,
        _BOXES,
        _SENTENCE,
    ),
    "facts": _table(
        ("id", _TEXT, "id of the fact"),
        _DOCUMENT,
        ("uri", _TEXT, "path of the document"),
        ("subject", _TEXT, "canonical name of whom or what it is about"),
        ("predicate", _TEXT, "issued_by, part_of, run_by, in_region, awarded, expands_to, has_result or has_measure"),
        ("object", _TEXT, "canonical name; empty for a number"),
        *_AMOUNT,
        *_SCOPE,
        ("modality", _TEXT, "reported, target or required"),
        ("mention_ids", _LIST, "ids of the mentions that it rests on"),
        *_PLACE,
        _SENTENCE,
    ),
    "errors": _table(
        ("uri", _TEXT, "path of the file that failed"),
        ("code", _TEXT, "stable code of the error"),
        ("error_zh", _TEXT, "what is wrong, in Chinese"),
        ("remedy_zh", _TEXT, "what to do, in Chinese"),
        ("error_en", _TEXT, "what is wrong, in English"),
        ("remedy_en", _TEXT, "what to do, in English"),
    ),
}  # fmt: skip


def describe(table: str) -> dict[str, str]:
    """The columns of a table and what they mean.

    Examples
    --------
    >>> describe("errors")["code"]
    'stable code of the error'
    """
    return {field.name: field.metadata[b"description"].decode() for field in SCHEMAS[table]}
