"""Where the URIs of RDF begin."""

from __future__ import annotations

import re

from nlp_oldcadre.graph.schema import GraphError

# A scheme, then nothing that has no place in a URI, then a sign behind which a name can stand.
_BASE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:([^\s<>\"{}|\\^`]*[/#:])?")


def check_base(base: str) -> None:
    """See that a name can stand behind it.

    Raises
    ------
    GraphError : when ``base`` is no URI, or ends otherwise than in ``/``, ``#`` or ``:``.

    Examples
    --------
    >>> check_base("https://example.org/id/")
    >>> check_base("example.org")
    Traceback (most recent call last):
    ...
    nlp_oldcadre.graph.schema.GraphError: example.org: can't be where URIs begin; give a whole URI that ends in / # or :, ...
    """
    if not _BASE.fullmatch(base):
        raise GraphError(
            base, zh="不能作 URI 的开头", en="can't be where URIs begin",
            remedy_zh="请写完整的、以 / # 或 : 结尾的 URI，如 https://example.org/id/",
            remedy_en="give a whole URI that ends in / # or :, such as https://example.org/id/",
        )  # fmt: skip
