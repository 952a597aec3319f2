"""URIs and literals of RDF: stable, percent-encoded, and typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from nlp_oldcadre.graph.base_uri import check_base
from nlp_oldcadre.graph.export_values import clean_text, plain
from nlp_oldcadre.model import hash_id

# Longer names than this become their beginning and a hash: URIs of a page's length are refused by some stores.
_LONGEST = 120
_YEAR, _MONTH, _DAY = re.compile(r"\d{4}"), re.compile(r"\d{4}-(0[1-9]|1[0-2])"), re.compile(r"\d{4}-\d\d-\d\d")


class Terms:
    """URIs under a base.

    Examples
    --------
    >>> terms = Terms("https://example.org/id/", "urn:oldcadre:vocabulary:", {"schema": "https://schema.org/"})
    >>> str(terms.node("Region:210000")), str(terms.own("run_by")), str(terms.public("schema:name"))
    ('https://example.org/id/Region:210000', 'urn:oldcadre:vocabulary:run_by', 'https://schema.org/name')
    >>> str(terms.node("Slogan:五老"))
    'https://example.org/id/Slogan:%E4%BA%94%E8%80%81'
    """

    def __init__(self, base: str, vocabulary: str, prefixes: Mapping[str, str]) -> None:
        check_base(base)
        self.base, self.vocabulary, self.prefixes = base, vocabulary, prefixes
        self._public: dict[str, URIRef] = {}

    def node(self, key: str) -> URIRef:
        """The URI of a node or another thing of the graph, by its key."""
        return URIRef(self.base + encoded(key))

    def own(self, name: str) -> URIRef:
        """A class or property of our own vocabulary."""
        return URIRef(self.vocabulary + encoded(name))

    def public(self, name: str) -> URIRef:
        """A term of a public vocabulary, by its prefix and name."""
        if name not in self._public:
            prefix, _, local = name.partition(":")
            self._public[name] = URIRef(self.prefixes[prefix] + local)
        return self._public[name]


def encoded(key: str) -> str:
    """A key as a part of a URI; two keys never become one.

    >>> encoded("Program:银龄@210000"), len(encoded("Slogan:" + "老" * 10_000)) < 1100
    ('Program:%E9%93%B6%E9%BE%84@210000', True)
    """
    short = key if len(key) <= _LONGEST else f"{key[:_LONGEST]}~{hash_id(key)}"
    return quote(short, safe=":@!$()*,;=", errors="surrogatepass")


def literal(value: Any, type_: str = "") -> Literal:
    """A value; with ``date`` a text that is a year, a month or a day becomes one.

    >>> [str(literal(value, "date").datatype).rpartition("#")[2] for value in ("2020-06", 0.1, True, 3)]
    ['gYearMonth', 'decimal', 'boolean', 'integer']
    >>> literal("2020-02-31", "date").n3(), literal("五老").n3(), literal("五老", "string").n3(), str(literal(60.0))
    ('"2020-02-31"', '"五老"@zh', '"五老"', '60')
    """
    value = plain(value)
    if isinstance(value, bool | int):
        return Literal(value)
    if isinstance(value, float):
        exact = Decimal(repr(value))
        return Literal(exact.quantize(1) if exact == exact.to_integral_value() else exact.normalize(), datatype=XSD.decimal)
    if type_ == "date":
        return Literal(value, datatype=_date_type(value))
    return Literal(value, lang=None if type_ == "string" else "zh")


def _date_type(text: str) -> URIRef | None:
    if _YEAR.fullmatch(text):
        return XSD.gYear
    if _MONTH.fullmatch(text):
        return XSD.gYearMonth
    try:
        return XSD.date if _DAY.fullmatch(text) and date.fromisoformat(text) else None
    except ValueError:
        return None


def text(value: Any) -> Literal:
    """A text as it stands in a document.

    >>> text("宣讲\\x0c86场次").n3()
    '"宣讲 86场次"@zh'
    """
    return Literal(clean_text(str(value)), lang="zh")
