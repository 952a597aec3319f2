"""Templates of synth.toml made into lists of literals and functions, once for each set of tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from nlp_oldcadre.errors import TableError

if TYPE_CHECKING:
    from nlp_oldcadre.synth.draft import Draft

Slot = Callable[["Draft"], str]
Template = tuple[str | Slot, ...]
_SLOT = re.compile(r"\{([^{}]+)\}")


def render(template: Template, draft: Draft) -> str:
    """The text of a template; slots are filled from left to right."""
    return "".join([part if type(part) is str else part(draft) for part in template])  # type: ignore[operator]


def one_of(templates: Sequence[Template]) -> Slot:
    """A slot that is any of these."""
    count = len(templates)
    if all(len(t) == 1 and isinstance(t[0], str) for t in templates):
        words = [str(t[0]) for t in templates]
        return lambda draft: words[int(draft.random() * count)]
    return lambda draft: render(templates[int(draft.random() * count)], draft)


def weighted(choices: Sequence[Any], weights: Sequence[int]) -> Callable[[Callable[[], float]], Any]:
    """A function from a source of randomness to one of the choices.

    Examples
    --------
    >>> weighted(["a", "b"], [1, 3])(lambda: 0.25)
    'b'
    """
    tickets = [choice for choice, weight in zip(choices, weights, strict=True) for _ in range(weight)]
    total = len(tickets)
    return lambda random: tickets[int(random() * total)]


class Compiler:
    """Makes templates of texts, given what each slot means.

    Parameters
    ----------
    words : name of a slot → the texts it may stand for, templates themselves.
    slots : name of a slot → its function.
    amount : the inside of ``{#…}`` → its function.
    named : kind and name of ``{+kind name}`` → its function.

    Raises
    ------
    TableError : a text names a slot that there is not.
    """

    def __init__(
        self,
        words: Mapping[str, list[str]],
        slots: Mapping[str, Slot],
        amount: Callable[[str], Slot],
        named: Callable[[str, str], Slot],
    ) -> None:
        self._slots: dict[str, Slot] = dict(slots)
        self._amount, self._named = amount, named
        self._words = words

    def template(self, text: str) -> Template:
        parts: list[str | Slot] = []
        for i, part in enumerate(_SLOT.split(text)):
            if i % 2:
                parts.append(self._slot(part))
            elif part:
                parts.append(part)
        return tuple(parts)

    def templates(self, texts: list[str]) -> list[Template]:
        return [self.template(text) for text in texts]

    def _slot(self, name: str) -> Slot:
        if name.startswith("#"):
            return self._amount(name[1:])
        if name.startswith("+"):
            return self._named(*name[1:].split(" ", 1))
        if name not in self._slots:
            if name not in self._words:
                raise unknown_slot(name)
            # Known already while it is made: words that stand for themselves would never end.
            self._slots[name] = _endless
            self._slots[name] = one_of(self.templates(self._words[name]))
        if self._slots[name] is _endless:
            raise _error(f"{name} 用到了自己", f"{name!r} stands for itself", name)
        return self._slots[name]


def _endless(draft: Draft) -> str:
    return ""


def unknown_slot(name: str) -> TableError:
    return _error(f"没有这样的空位：{name}", f"there is no slot {name!r}", name)


def _error(zh: str, en: str, name: str) -> TableError:
    remedy = (f"请检查 {{{name}}}", f"check {{{name}}}")
    return TableError("synth.toml", zh=zh, en=en, remedy_zh=remedy[0], remedy_en=remedy[1])
