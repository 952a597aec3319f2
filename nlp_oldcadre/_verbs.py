"""Rooms that are also verbs: ``oc.search(...)`` beside ``oc.search.index``."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


class VerbModule(ModuleType):
    """A module that, when called, calls its function of its own last name."""

    def __call__(self, *args: Any, **options: Any) -> Any:
        return getattr(self, self.__name__.rpartition(".")[2])(*args, **options)


def make_verb(name: str) -> None:
    """Let the module ``name`` be called: importing a room must not hide the Python call of the same name.

    Examples
    --------
    >>> import nlp_oldcadre as oc
    >>> oc.read("辽宁省".encode()).text
    '辽宁省'
    """
    sys.modules[name].__class__ = VerbModule
