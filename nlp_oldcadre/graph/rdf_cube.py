"""Results as an RDF Data Cube (https://www.w3.org/TR/vocab-data-cube/): an observation for each number that a document gives.

Dimensions: region, indicator, period, status (reported, target, required) and the part of a document that says it, so that
two documents with different numbers stay two observations. What a document does not say has the value *not stated*, because
a cube wants every dimension filled. Measures are the lower and the upper end; an open end (20篇以上) has none, which is the
one liberty taken with the rules of the cube (IC-14): an upper end that nobody stated would be a lie.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import networkx as nx
from rdflib import QB, RDF, RDFS, BNode, Literal, URIRef
from rdflib.namespace import SKOS

from nlp_oldcadre.graph.rdf_files import Triple
from nlp_oldcadre.graph.rdf_terms import Terms, literal, text

_NOT_STATED = "not-stated"
_DIMENSIONS = {
    "ref_region": ("sdmx-dimension:refArea", "地区", "region"),
    "ref_indicator": (None, "指标", "indicator"),
    "ref_period": ("sdmx-dimension:refPeriod", "时间", "period"),
    "ref_status": (None, "性质", "status"),
    "ref_source": (None, "出处", "source"),
}
_MEASURES = {"low": ("下限", "lower end"), "high": ("上限", "upper end")}
_ATTRIBUTES = {"modifier": ("界限", "kind of bound")}
# Attributes of results that the cube says in its own terms.
INSTEAD = frozenset({"low", "high", "modifier", "region", "indicator", "time", "modality", "unit"})
_STATUSES = {"reported": "已有", "target": "目标", "required": "要求"}


class Cube:
    """The data set of a graph's results; what observations refer to is said once."""

    def __init__(self, graph: nx.MultiDiGraph, terms: Terms) -> None:
        self.terms = terms
        self._regions = {data.get("label"): str(key) for key, data in graph.nodes(data=True) if data.get("kind") == "Region"}
        self._sources = _sources(graph, terms)
        self._said: set[URIRef] = set()

    def structure(self) -> Iterator[Triple]:
        """The structure and the data set."""
        return _structure(self.terms)

    def observation(self, key: Any, data: Mapping[str, Any]) -> Iterator[Triple]:
        """One number, then the concepts that it refers to and that were not said before."""
        node, own = self.terms.node(str(key)), self.terms.own
        yield node, QB.dataSet, self.terms.node("DataSet:results")
        yield node, own("ref_source"), self._sources.get(key, node)
        yield from self._ends(node, data)
        named = list(self._named(data))
        yield from ((node, name, thing) for name, thing, _, _ in named)
        for _, thing, kind, value in named:
            if thing not in self._said:
                self._said.add(thing)
                yield from self._place(thing, value) if kind == "Place" else self._concept(thing, kind, value)

    def _ends(self, node: URIRef, data: Mapping[str, Any]) -> Iterator[Triple]:
        own, bound = self.terms.own, data.get("modifier")
        if bound:
            yield node, own("modifier"), Literal(bound)
        # Of “over” the upper end is open, of “under” the lower one.
        for name, open_one in (("low", "under"), ("high", "over")):
            if data.get(name) is not None and bound != open_one:
                yield node, own(name), literal(float(data[name]))

    def _named(self, data: Mapping[str, Any]) -> Iterator[tuple[URIRef, URIRef, str, str | None]]:
        """The properties whose values are things: property, thing, kind of the thing, and what the document says."""
        own, node = self.terms.own, self.terms.node
        region = self._regions.get(data.get("region"))
        if region:
            # Said among the nodes.
            self._said.add(node(region))
        place = node(region) if region else node(f"Place:{data.get('region') or _NOT_STATED}")
        yield own("ref_region"), place, "Place", data.get("region")
        unit = self.terms.public("sdmx-attribute:unitMeasure")
        for name, kind, value in (
            (own("ref_indicator"), "Indicator", data.get("indicator")),
            (own("ref_period"), "Period", data.get("time")),
            (own("ref_status"), "Status", data.get("modality")),
            (unit, "Unit", data.get("unit")),
        ):
            yield name, node(f"{kind}:{value or _NOT_STATED}"), kind, value

    def _concept(self, concept: URIRef, kind: str, value: str | None) -> Iterator[Triple]:
        label = "未说明" if not value else _STATUSES.get(value, value) if kind == "Status" else value
        yield from ((concept, RDF.type, SKOS.Concept), (concept, SKOS.inScheme, self.terms.node(f"Scheme:{kind}")))
        yield from ((concept, SKOS.prefLabel, text(label)), (concept, RDFS.label, text(label)))
        if value:
            yield concept, SKOS.notation, literal(value, "date" if kind == "Period" else "string")

    def _place(self, place: URIRef, name: str | None) -> Iterator[Triple]:
        """A place that is no region of the table, or none."""
        yield place, RDF.type, self.terms.public("schema:AdministrativeArea")
        yield place, RDFS.label, text(name or "未说明")


def _structure(terms: Terms) -> Iterator[Triple]:
    """What a qb:DataStructureDefinition declares."""
    data_set, structure = terms.node("DataSet:results"), terms.own("results-structure")
    yield from ((data_set, RDF.type, QB.DataSet), (data_set, QB.structure, structure))
    yield from ((data_set, RDFS.label, Literal("成效数据", lang="zh")), (data_set, RDFS.label, Literal("results", lang="en")))
    yield structure, RDF.type, QB.DataStructureDefinition
    for order, (name, (parent, zh, en)) in enumerate(_DIMENSIONS.items(), start=1):
        yield from _component(terms, structure, name, (zh, en), QB.dimension, QB.DimensionProperty, order)
        if parent:
            yield terms.own(name), RDFS.subPropertyOf, terms.public(parent)
    for name, names in _MEASURES.items():
        yield from _component(terms, structure, name, names, QB.measure, QB.MeasureProperty, None)
        yield terms.own(name), RDFS.range, terms.public("xsd:decimal")
    for name, names in _ATTRIBUTES.items():
        yield from _component(terms, structure, name, names, QB.attribute, QB.AttributeProperty, None)
    unit = BNode("unit-component")
    yield from ((structure, QB.component, unit), (unit, QB.attribute, terms.public("sdmx-attribute:unitMeasure")))
    yield terms.public("sdmx-attribute:unitMeasure"), RDF.type, QB.AttributeProperty


def _component(
    terms: Terms, structure: URIRef, name: str, names: tuple[str, str], role: URIRef, type_: URIRef, order: int | None
) -> Iterator[Triple]:
    component, own = BNode(f"{name}-component"), terms.own(name)
    yield from ((structure, QB.component, component), (component, role, own))
    if order:
        yield component, QB.order, Literal(order)
    yield from ((own, RDF.type, type_), (own, RDF.type, RDF.Property))
    yield from ((own, RDFS.label, Literal(word, lang=lang)) for word, lang in zip(names, ("zh", "en"), strict=True))


def _sources(graph: nx.MultiDiGraph, terms: Terms) -> dict[Any, URIRef]:
    """The part of a document that states each result."""
    found: dict[Any, URIRef] = {}
    for _, target, data in graph.edges(data=True):
        if data.get("kind") == "has_result" and data.get("document"):
            document = terms.node("Document:" + data["document"])
            found.setdefault(target, URIRef(f"{document}#char={data['start']},{data['end']}"))
    return found
