"""The graph as RDF, Turtle or JSON-LD. Needs rdflib, which the extra ``rdf`` brings.

Things are said in public vocabularies (``data/rdf.toml``): schema.org, ORG, SKOS, Dublin Core, the Data Cube for results
(:mod:`nlp_oldcadre.graph.rdf_cube`). Every edge is, besides, a ``rdf:Statement`` that ``prov:wasDerivedFrom`` the part of a
document that says so (PROV-O: https://www.w3.org/TR/prov-o/), with its place and its characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import networkx as nx
from rdflib import RDF, RDFS, Literal, URIRef
from rdflib.namespace import OWL, PROV, SKOS

from nlp_oldcadre.graph.rdf_cube import INSTEAD, Cube
from nlp_oldcadre.graph.rdf_files import Triple, json_ld, turtle
from nlp_oldcadre.graph.rdf_terms import Terms, literal, text
from nlp_oldcadre.graph.schema import EVIDENCE, Schema
from nlp_oldcadre.tables import Tables

_DERIVED, _IS_PART = "prov:wasDerivedFrom", "dcterms:isPartOf"
_SAID_OTHERWISE = frozenset({"kind", "label", "names"})
# Said of a statement in words of their own, not as its attributes.
_PLACE = frozenset({*EVIDENCE, "kind", "page"}) - {"modality", "time"}


def write_rdf(graph: nx.MultiDiGraph, path: Path, *, format: str, base: str | None, tables: Tables) -> None:
    """Write Turtle (``turtle``) or JSON-LD (``json-ld``).

    Raises
    ------
    GraphError : when ``base`` is no beginning of URIs.
    """
    mapping = tables.record("rdf")
    terms = Terms(base or mapping["base"], mapping["vocabulary"], mapping["prefixes"])
    prefixes = {**mapping["prefixes"], "oc": terms.vocabulary}
    with path.open("w", encoding="utf-8", newline="") as handle:
        handle.writelines(_FORMATS[format](triples(graph, terms, mapping, tables), prefixes))


_FORMATS = {"turtle": turtle, "json-ld": json_ld}


def triples(graph: nx.MultiDiGraph, terms: Terms, mapping: Mapping[str, Any], tables: Tables) -> Iterator[Triple]:
    """All that the graph says: the vocabulary, the nodes, the edges with their evidence, the results as a cube."""
    schema = Schema.of(tables)
    yield from _vocabulary(graph, schema, terms)
    yield from _schemes(mapping["schemes"], terms)
    cube = Cube(graph, terms)
    yield from cube.structure()
    writer = _Writer(graph, terms, mapping, cube)
    yield from writer.nodes()
    yield from writer.edges()
    yield from _parts_of_organisations(graph, terms, mapping["organisations"])


def _vocabulary(graph: nx.MultiDiGraph, schema: Schema, terms: Terms) -> Iterator[Triple]:
    """Our own classes and properties with their names."""
    for kind in schema.nodes.values():
        yield from _named(terms.own(kind.name), RDFS.Class, kind.zh, kind.en)
    for edge in schema.edges.values():
        yield from _named(terms.own(edge.name), OWL.ObjectProperty, edge.zh, edge.en)
    attributes = [kind.attributes for kind in schema.nodes.values()] + [kind.attributes for kind in schema.edges.values()]
    declared = {name: attribute for group in attributes for name, attribute in group.items()}
    used = {name for _, data in graph.nodes(data=True) for name in data}
    used |= {name for _, _, data in graph.edges(data=True) for name in data}
    for name in sorted(used - _SAID_OTHERWISE - schema.edges.keys()):
        names = (declared[name].zh, declared[name].en) if name in declared else (name, name)
        yield from _named(terms.own(name), OWL.DatatypeProperty, *names)


def _named(term: URIRef, type_: URIRef, zh: str, en: str) -> Iterator[Triple]:
    yield term, RDF.type, type_
    yield term, RDFS.label, Literal(zh, lang="zh")
    yield term, RDFS.label, Literal(en, lang="en")


def _schemes(schemes: Mapping[str, Mapping[str, str]], terms: Terms) -> Iterator[Triple]:
    for kind, names in schemes.items():
        yield from _named(terms.node(f"Scheme:{kind}"), SKOS.ConceptScheme, names["zh"], names["en"])


class _Writer:
    """Says nodes and edges by the mapping."""

    def __init__(self, graph: nx.MultiDiGraph, terms: Terms, mapping: Mapping[str, Any], cube: Cube) -> None:
        self.graph, self.terms, self.mapping, self.cube = graph, terms, mapping, cube
        self._kinds = dict(graph.nodes(data="kind"))
        self._said_parts: set[URIRef] = set()

    def nodes(self) -> Iterator[Triple]:
        for key, data in self.graph.nodes(data=True):
            node, kind = self.terms.node(str(key)), data.get("kind", "")
            yield from ((node, RDF.type, name) for name in self._classes(kind, data))
            yield from self._names(node, kind, data)
            for name, value in data.items():
                if name not in _SAID_OTHERWISE and not (kind == "Result" and name in INSTEAD):
                    yield from self._attribute(node, kind, name, value)
            if kind == "Result":
                yield from self.cube.observation(key, data)

    def _classes(self, kind: str, data: Mapping[str, Any]) -> Iterator[URIRef]:
        yield self.terms.own(kind)
        yield from map(self.terms.public, self.mapping["classes"].get(kind, ()))
        for name, values in self.mapping["classes_by_value"].items():
            if found := values.get(data.get(name)):
                yield self.terms.public(found)
        for name, endings in self.mapping["classes_by_ending"].get(kind, {}).items():
            if str(data.get("label", "")).endswith(tuple(endings)):
                yield self.terms.public(name)

    def _names(self, node: URIRef, kind: str, data: Mapping[str, Any]) -> Iterator[Triple]:
        """The name and its other spellings; a concept also says which scheme it belongs to."""
        name = text(data.get("label") or node)
        is_concept = kind in self.mapping["schemes"]
        yield node, RDFS.label, name
        yield node, SKOS.prefLabel if is_concept else self.terms.public("schema:name"), name
        if is_concept:
            yield node, SKOS.inScheme, self.terms.node(f"Scheme:{kind}")
        names = data.get("names", ())
        for alias in names.split("|") if isinstance(names, str) else _several(names):
            if alias != data.get("label"):
                yield node, SKOS.altLabel if is_concept else self.terms.public("schema:alternateName"), text(alias)

    def _attribute(self, node: URIRef, kind: str, name: str, value: Any) -> Iterator[Triple]:
        known = self.mapping["attributes"].get(name, {})
        names = [self.terms.own(name)]
        if kind in known.get("of", [kind]):
            names += map(self.terms.public, known.get("as", ()))
        for item in _several(value):
            for own in names:
                yield node, own, literal(item, known.get("type", "string"))

    def edges(self) -> Iterator[Triple]:
        for source, target, key, data in self.graph.edges(keys=True, data=True):
            kind = data.get("kind", "")
            ends = self.terms.node(str(source)), self.terms.node(str(target))
            yield ends[0], self.terms.own(kind), ends[1]
            for row in self.mapping["edges"]:
                if self._holds(row, kind, source, target):
                    yield ends[0], self.terms.public(row["as"]), ends[1]
            yield from self._statement(self.terms.node(f"Statement:{key}"), ends, kind, data)

    def _holds(self, row: Mapping[str, Any], kind: str, source: Any, target: Any) -> bool:
        return (
            row.get("kind", kind) == kind
            and self._kinds[source] in row.get("from", [self._kinds[source]])
            and self._kinds[target] in row.get("to", [self._kinds[target]])
        )

    def _statement(self, node: URIRef, ends: tuple[URIRef, URIRef], kind: str, data: Mapping[str, Any]) -> Iterator[Triple]:
        """The edge as a thing of its own, which rests on a part of a document."""
        yield node, RDF.type, RDF.Statement
        yield node, RDF.type, PROV.Entity
        yield node, RDF.subject, ends[0]
        yield node, RDF.predicate, self.terms.own(kind)
        yield node, RDF.object, ends[1]
        for name, value in data.items():
            if name not in _PLACE and value not in (None, ""):
                yield from self._attribute(node, "Statement", name, value)
        part = self._part_uri(data)
        yield node, self.terms.public(_DERIVED), part
        if part not in self._said_parts:
            self._said_parts.add(part)
            yield from self._part(part, data)

    def _part_uri(self, data: Mapping[str, Any]) -> URIRef:
        """Characters of a document, in the manner of RFC 5147; a table that is no document is a source of its own."""
        if not data.get("document"):
            return self.terms.node(f"Source:{data.get('uri') or data.get('quote') or ''}")
        return URIRef(f"{self.terms.node('Document:' + data['document'])}#char={data['start']},{data['end']}")

    def _part(self, part: URIRef, data: Mapping[str, Any]) -> Iterator[Triple]:
        own = self.terms.own
        yield part, RDF.type, PROV.Entity
        if not data.get("document"):
            yield from ((part, RDF.type, own("Source")), (part, RDFS.label, text(data.get("uri", ""))))
            return
        document = self.terms.node("Document:" + data["document"])
        yield part, RDF.type, own("Part")
        yield part, self.terms.public(_IS_PART), document
        yield part, PROV.wasQuotedFrom, document
        for name in ("start", "end", "page"):
            if data.get(name) is not None:
                yield part, own(name), literal(data[name])
        yield part, own("quote"), text(data.get("quote", ""))


def _several(value: Any) -> Iterable[Any]:
    """The values of an attribute: one, or those of a list that are known."""
    values = value if isinstance(value, list | tuple | set | frozenset) else (value,)
    known = [item for item in values if item is not None]
    return sorted(known, key=str) if isinstance(value, set | frozenset) else known


def _parts_of_organisations(graph: nx.MultiDiGraph, terms: Terms, rule: Mapping[str, Any]) -> Iterator[Triple]:
    """Which organisation is a part of which, told by their names."""
    keys = {str(data.get("label", "")): str(key) for key, data in graph.nodes(data=True) if data.get("kind") == "Organization"}
    wholes = {name for name in keys if name.endswith(tuple(rule["wholes"]))}
    not_parts = tuple(rule["not_parts"])
    for name, key in keys.items():
        heads = (name[:end] for end in range(min(len(name) - 2, rule["longest"]), 2, -1))
        whole = next((head for head in heads if head in wholes and not name[len(head) :].startswith(not_parts)), None)
        if whole:
            yield terms.node(key), terms.public("org:subOrganizationOf"), terms.node(keys[whole])
