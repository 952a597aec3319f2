"""An error as a record that can be kept, and back."""

from __future__ import annotations

from nlp_oldcadre import errors
from nlp_oldcadre.errors import OldcadreError


def error_told(error: OldcadreError) -> list[str]:
    """The kind of the error, where it is and what it says.

    Examples
    --------
    >>> told = error_told(errors.Locked("a.zip", zh="加密", en="encrypted", remedy_zh="请解密", remedy_en="decrypt it"))
    >>> told[:2], error_of(told).code
    (['Locked', 'a.zip'], 'locked')
    """
    # A kind of its own that a module has for itself is kept as the one that it derives from.
    kind = next(kind for kind in type(error).__mro__ if getattr(errors, kind.__name__, None) is kind)
    return [kind.__name__, error.where, error.zh, error.en, error.remedy_zh, error.remedy_en]


def error_of(told: list[str]) -> OldcadreError:
    """The error that :func:`error_told` told."""
    name, where, zh, en, remedy_zh, remedy_en = told
    kind: type[OldcadreError] = getattr(errors, name, OldcadreError)
    return kind(where, zh=zh, en=en, remedy_zh=remedy_zh, remedy_en=remedy_en)
