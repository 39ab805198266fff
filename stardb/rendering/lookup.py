"""A view as templates see it: a mapping under the Chinese names of `words.py`, all the way down."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from stardb.problems import Place
from stardb.rendering.number_text import EdgedNumber, NumberText
from stardb.rendering.words import WORDS

__all__ = ["NamedView", "list_hidden_names", "name_context", "name_value", "view_type"]

_FIELDS = {view: {word: field for field, (word, _) in words.names.items()} for view, words in WORDS.items()}
_PLAIN = frozenset((str, int, bool, Decimal, NumberText, EdgedNumber, type(None)))
"""What templates see as it is."""

_NOTHING = object()


class NamedView(Mapping[str, Any]):
    """A view by the Chinese names of its fields. What is found is named likewise: rows, lists and mappings of rows."""

    __slots__ = ("_view",)

    def __init__(self, view: object) -> None:
        self._view = view

    def __getitem__(self, name: str) -> Any:
        found = _find(self._view, name)
        if found is _NOTHING:
            raise KeyError(name)
        return found if type(found) in _PLAIN else name_value(found)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and _find(self._view, name) is not _NOTHING

    def __iter__(self) -> Iterator[str]:
        return iter(_list(self._view))

    def __len__(self) -> int:
        return len(_list(self._view))

    def __repr__(self) -> str:
        return repr(dict(self))


def name_value(value: object) -> Any:
    """A value of a view as templates see it: views by their Chinese names, kinds and places as texts, the rest as it is."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind in _FIELDS:
        return NamedView(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Place):
        return str(value)
    if isinstance(value, list | tuple):
        return [name_value(one) for one in value]
    if isinstance(value, Mapping) and type(next(iter(value.values()), None)) not in _PLAIN:
        return {name: name_value(one) for name, one in value.items()}
    return value


def name_context(view: object) -> dict[str, Any]:
    """What a template's expressions may name: each Chinese name of a view with its value."""
    return dict(NamedView(view))


def list_hidden_names(view: object) -> list[str]:
    """The names of a view's mappings that templates cannot reach: the view itself has another value by that name."""
    kind = type(view)
    inner = (getattr(view, field) for field in WORDS[kind].every)
    entries = (entry for mapping in inner if isinstance(mapping, Mapping) for entry in mapping.items())
    own = _FIELDS[kind]
    return [name for name, value in entries if name in own and value != "" and getattr(view, own[name]) != value]


def view_type(named: NamedView) -> type:
    """The class of the view that is named."""
    return type(named._view)


def _find(view: object, name: str) -> Any:
    """The value that a view, or what is within it, has under a Chinese name; `_NOTHING` where it has none."""
    kind = type(view)
    field = _FIELDS[kind].get(name)
    if field is not None:
        return getattr(view, field)
    for field in WORDS[kind].every:
        inner = getattr(view, field)
        found = inner.get(name, _NOTHING) if isinstance(inner, Mapping) else _find(inner, name)
        if found is not _NOTHING:
            return found
    return _NOTHING


def _list(view: object) -> dict[str, None]:
    """Every Chinese name of a view, in order and each once."""
    kind = type(view)
    names = dict.fromkeys(_FIELDS[kind])
    for field in WORDS[kind].every:
        inner = getattr(view, field)
        names |= dict.fromkeys(inner) if isinstance(inner, Mapping) else _list(inner)
    return names
