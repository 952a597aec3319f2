"""What is drawn on a page of OFD, in the order of drawing: texts, paths and pictures with where they lie on the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from nlp_oldcadre.errors import TooLarge
from nlp_oldcadre.read.ofd_book import Book, Leaf, Resources, load_resources, page_area
from nlp_oldcadre.read.ofd_numbers import POINTS, Colour, Matrix, Rect, colour, matrix, number, rect, times
from nlp_oldcadre.read.ofd_package import child, children, is_true, name, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

# On one page, whatever composite objects repeat; a map has some ten thousand.
_MOST_OBJECTS = 100_000
_DEEPEST = 12
_LAYERS = {"Background": 1, "Body": 3, "Foreground": 5}
_TEMPLATES = {"Background": 0, "Body": 2, "Foreground": 4}
_KINDS: dict[str, Literal["text", "path", "image"]] = {"TextObject": "text", "PathObject": "path", "ImageObject": "image"}


class Style(NamedTuple):
    """How an object is drawn: its colours (None where it says none), how opaque they are, the width of its lines in mm."""

    fill: Colour | None = None
    stroke: Colour | None = None
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0
    width: float = 0.353


class Drawn(NamedTuple):
    """An object: ``moved`` leads from its own coordinates (mm) to the page's (points, from the upper left corner)."""

    kind: Literal["text", "path", "image"]
    element: _Element
    moved: Matrix
    style: Style
    alpha: float


class Canvas:
    """A page with all that it takes from templates, composite objects and resources.

    Parameters
    ----------
    book : the document.
    leaf : which page of it.

    Raises
    ------
    ReadError : the page is no sound XML.
    """

    def __init__(self, book: Book, leaf: Leaf) -> None:
        self.book, self.leaf = book, leaf
        self.tree = book.parts.xml(leaf.path)
        self.area: Rect = page_area(book, self.tree)
        self.width, self.height = self.area[2] * POINTS, self.area[3] * POINTS
        self.resources = _with_page_resources(book, self.tree, leaf.path)
        self._left = _MOST_OBJECTS

    @property
    def base(self) -> Matrix:
        """From the page's millimetres to points."""
        return POINTS, 0.0, 0.0, POINTS, -self.area[0] * POINTS, -self.area[1] * POINTS

    def objects(self) -> Iterator[Drawn]:
        """Everything that is visible, templates included.

        Raises
        ------
        TooLarge : the page has more objects than any page has.
        """
        for _, layer in sorted(self._layers(), key=lambda item: item[0]):
            style = self._style(layer, Style())
            yield from self._walk(layer, self.base, style, 1.0, 0)

    def appearance(self, element: _Element) -> Iterator[Drawn]:
        """What an annotation shows."""
        x, y, _, _ = rect(element.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
        yield from self._walk(element, times((1.0, 0.0, 0.0, 1.0, x, y), self.base), Style(), 1.0, 0)

    def _layers(self) -> Iterator[tuple[int, _Element]]:
        for use in children(self.tree, "Template"):
            id_ = use.get("TemplateID", "")
            tree = self.book.template(id_)
            if tree is not None:
                order = _TEMPLATES.get(use.get("ZOrder") or self.book.templates[id_].order, 0)
                for layer in children(child(tree, "Content"), "Layer"):
                    yield order, layer
        for layer in children(child(self.tree, "Content"), "Layer"):
            yield _LAYERS.get(layer.get("Type") or "Body", 3), layer

    def _walk(self, group: _Element, moved: Matrix, style: Style, alpha: float, depth: int) -> Iterator[Drawn]:
        if depth > _DEEPEST:
            return
        for element in group:
            # Groups count as well: a composite of empty ones may be used as often as it has parts.
            self._left -= 1
            if self._left < 0:
                raise too_full(self.book.parts.where, self.leaf.number)
            kind = name(element)
            if kind == "PageBlock":
                yield from self._walk(element, moved, style, alpha, depth + 1)
                continue
            if (kind not in _KINDS and kind != "CompositeObject") or not is_true(element.get("Visible"), True):
                continue
            place, own = times(_place(element), moved), self._style(element, style)
            opacity = alpha * _alpha(element.get("Alpha"))
            if kind in _KINDS:
                yield Drawn(_KINDS[kind], element, place, own, opacity)
            elif (unit := self.resources.composites.get(element.get("ResourceID", ""))) is not None:
                for content in children(unit, "Content"):
                    yield from self._walk(content, place, own, opacity, depth + 1)

    def _style(self, element: _Element, style: Style) -> Style:
        """What parameters of drawing and the object itself say, over what the group says."""
        chain = [element]
        seen: set[str] = set()
        parameter = element.get("DrawParam")
        while parameter and parameter not in seen and (found := self.resources.parameters.get(parameter)) is not None:
            seen.add(parameter)
            chain.append(found)
            parameter = found.get("Relative")
        for item in reversed(chain):
            if item.get("LineWidth"):
                style = style._replace(width=max(0.0, number(item.get("LineWidth"), style.width)))
            for part in item:
                if (kind := name(part)) == "FillColor":
                    style = style._replace(fill=_colour(part), fill_alpha=_alpha(part.get("Alpha")))
                elif kind == "StrokeColor":
                    style = style._replace(stroke=_colour(part), stroke_alpha=_alpha(part.get("Alpha")))
        return style


def too_full(where: str, page: int) -> TooLarge:
    """The error for a page with more on it than any page has."""
    return TooLarge(
        where,
        zh=f"第 {page} 页上的内容过多",
        en=f"page {page} holds more than any page does",
        remedy_zh="请确认文件来源可靠；如属正常文件，请另存为 PDF 再处理",
        remedy_en="make sure of where it comes from; save it as PDF if it is in order",
    )


def _with_page_resources(book: Book, page: _Element, path: str) -> Resources:
    own = [book.find(text_of(place), path) for place in children(page, "PageRes")]
    if not any(own):
        return book.resources
    of = book.resources
    found = Resources(dict(of.fonts), dict(of.parameters), dict(of.media), dict(of.composites), of.count)
    for place in own:
        load_resources(book, place, found)
    return found


def _place(element: _Element) -> Matrix:
    """An object's own coordinates begin at its boundary's corner, after its matrix."""
    x, y, width, height = rect(element.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
    own = matrix(element.get("CTM"))
    # A picture is a unit square; without a matrix it fills its boundary.
    if name(element) == "ImageObject" and not element.get("CTM"):
        own = (width, 0.0, 0.0, height, 0.0, 0.0)
    a, b, c, d, e, f = own
    return a, b, c, d, e + x, f + y


def _alpha(text: str | None) -> float:
    """0 to 255 → 0 to 1; opaque where nothing is said."""
    return min(255.0, max(0.0, number(text, 255.0))) / 255.0


def _colour(element: _Element) -> Colour | None:
    """A plain colour; the middle of a shading stands for it."""
    if value := element.get("Value"):
        return colour(value)
    inner = next((item.get("Value") for item in element.iter() if item is not element and item.get("Value")), None)
    return colour(inner)
