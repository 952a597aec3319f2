"""Triples as Turtle and as JSON-LD, written subject by subject as they come: a large graph is never in memory as triples.

Turtle: https://www.w3.org/TR/turtle/; JSON-LD 1.1: https://www.w3.org/TR/json-ld11/. (rdflib's own serialisers need all
triples in a store first, and took 27 s for the Turtle of 8,000 edges where this takes 1.)
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from rdflib import RDF, BNode, Literal, URIRef
from rdflib.term import Node

Triple = tuple[Node, Node, Node]
# Names that need no escape behind their prefix.
_PLAIN_NAME = re.compile(r"[A-Za-z]\w*(?:-\w+)*", re.ASCII)
Prefixes = Mapping[str, str]


def turtle(triples: Iterable[Triple], prefixes: Prefixes) -> Iterator[str]:
    """The lines of a Turtle file.

    Examples
    --------
    >>> a, name = URIRef("urn:x:a"), URIRef("https://schema.org/name")
    >>> print("".join(turtle([(a, name, Literal("五老", lang="zh"))], {"schema": "https://schema.org/"})))
    @prefix schema: <https://schema.org/> .
    <BLANKLINE>
    <urn:x:a> schema:name "五老"@zh .
    <BLANKLINE>
    """
    yield from (f"@prefix {prefix}: <{uri}> .\n" for prefix, uri in prefixes.items())
    short = _shortener(prefixes)
    for subject, group in groupby(triples, key=itemgetter(0)):
        said: dict[Node, list[str]] = {}
        for _, predicate, object_ in dict.fromkeys(group):
            said.setdefault(predicate, []).append(_term(object_, short))
        lines = " ;\n    ".join(f"{_verb(predicate, short)} {', '.join(objects)}" for predicate, objects in said.items())
        yield f"\n{_term(subject, short)} {lines} .\n"


def _verb(predicate: Node, short: Callable[[str], str | None]) -> str:
    return "a" if predicate == RDF.type else _term(predicate, short)


def _term(term: Node, short: Callable[[str], str | None]) -> str:
    if isinstance(term, URIRef):
        return short(str(term)) or term.n3()
    if isinstance(term, Literal) and term.datatype:
        # Literal.n3 alone would write the whole URI of the type.
        return f"{Literal(str(term)).n3()}^^{_term(term.datatype, short)}"
    return term.n3()


def _shortener(prefixes: Prefixes) -> Callable[[str], str | None]:
    """Finds the short form of a term of a vocabulary."""
    known: dict[str, str | None] = {}

    def find(uri: str) -> str | None:
        for prefix, start in prefixes.items():
            name = uri.removeprefix(start)
            if name != uri and _PLAIN_NAME.fullmatch(name):
                return f"{prefix}:{name}"
        return None

    def short(uri: str) -> str | None:
        if uri not in known:
            known[uri] = find(uri)
        return known[uri]

    return short


def json_ld(triples: Iterable[Triple], prefixes: Prefixes) -> Iterator[str]:
    """The lines of a JSON-LD file.

    Examples
    --------
    >>> a, name = URIRef("urn:x:a"), URIRef("https://schema.org/name")
    >>> json.loads("".join(json_ld([(a, name, Literal("五老"))], {"schema": "https://schema.org/"})))["@graph"]
    [{'@id': 'urn:x:a', 'schema:name': [{'@value': '五老'}]}]
    """
    yield f'{{"@context": {json.dumps(dict(prefixes), indent=1)},\n"@graph": ['
    short = _shortener(prefixes)
    before = "\n"
    for subject, group in groupby(triples, key=itemgetter(0)):
        yield before + json.dumps(_thing(subject, group, short), ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def _thing(subject: Node, group: Iterable[Triple], short: Callable[[str], str | None]) -> dict[str, Any]:
    thing: dict[str, Any] = {"@id": subject.n3() if isinstance(subject, BNode) else str(subject)}
    for _, predicate, object_ in dict.fromkeys(group):
        if predicate == RDF.type:
            thing.setdefault("@type", []).append(short(str(object_)) or str(object_))
        else:
            thing.setdefault(short(str(predicate)) or str(predicate), []).append(_value(object_, short))
    return thing


def _value(object_: Node, short: Callable[[str], str | None]) -> dict[str, str]:
    if not isinstance(object_, Literal):
        return {"@id": object_.n3() if isinstance(object_, BNode) else str(object_)}
    value = {"@value": str(object_)}
    if object_.language:
        return value | {"@language": object_.language}
    return value | ({"@type": short(str(object_.datatype)) or str(object_.datatype)} if object_.datatype else {})
