"""Dataclasses as Python's own, the frozen ones made in a third of the time: whoever starts stardb waits for some 280 of them.

Python compiles six methods for each frozen dataclass, 0.4 ms. Here `__init__` alone is compiled; the others are the same for
all and know the fields by name. All else is Python's: `dataclasses.fields`, `replace` and `asdict` work as on any.
"""

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls: type | None = None, /, *, frozen: bool = False, **more: bool) -> Any:
        """Python's decorator, with its options. One that is frozen, and has no order, is made here."""

        def make(plain: type) -> type:
            if not frozen or "order" in more:
                return dataclasses.dataclass(plain, frozen=frozen, **more)
            made = dataclasses.dataclass(plain, init=False, repr=False, **{**more, "eq": False})
            return _add_methods(made, more.get("eq", True), more.get("slots", False))

        return make if cls is None else make(cls)


def _add_methods(cls: Any, eq: bool, slots: bool) -> Any:
    """Give a dataclass what makes it a frozen one, but for methods that it has of its own."""
    fields = dataclasses.fields(cls)
    methods: dict[str, Any] = {"__init__": _compile_init(cls, fields), "__repr__": _show}
    methods |= {"__setattr__": _refuse_change, "__delattr__": _refuse_change}
    if eq:
        methods |= _compare_by(tuple(field.name for field in fields if field.compare))
    if slots:
        methods |= {"__getstate__": _give_values, "__setstate__": _take_values}
    own = vars(cls)
    for name, method in methods.items():
        if own.get(name) is None:  # a class with `__eq__` has the hash None
            setattr(cls, name, method)
    return cls


def _compile_init(cls: Any, fields: tuple[dataclasses.Field[Any], ...]) -> Any:
    """The `__init__` that sets all fields of a class, in their order."""
    scope: dict[str, Any] = {"_set": object.__setattr__, "_MISSING": dataclasses.MISSING}
    heads: dict[bool, list[str]] = {False: [], True: []}
    lines = []
    for field in fields:
        head = value = name = field.name
        if field.default is not dataclasses.MISSING:
            scope[f"_of_{name}"] = field.default
            head = f"{name}=_of_{name}"
        elif field.default_factory is not dataclasses.MISSING:
            scope[f"_make_{name}"] = field.default_factory
            head = f"{name}=_MISSING"
            value = f"_make_{name}()" + (f" if {name} is _MISSING else {name}" if field.init else "")
        if field.init:
            heads[bool(field.kw_only)].append(head)
        if field.init or value != name:
            lines.append(f" _set(self, {name!r}, {value})")
    lines += [" self.__post_init__()"] if hasattr(cls, "__post_init__") else []
    head = ", ".join(["self", *heads[False], *(["*", *heads[True]] if heads[True] else [])])
    exec(f"def __init__({head}):\n" + ("\n".join(lines) or " pass"), scope)
    init = scope["__init__"]
    init.__annotations__ = {field.name: field.type for field in fields if field.init} | {"return": None}
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _compare_by(names: tuple[str, ...]) -> dict[str, Any]:
    """`__eq__` and `__hash__` by the values of some fields."""
    values = _values_of(names)

    def equal(self: Any, other: Any) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(values(self))

    return {"__eq__": equal, "__hash__": hashed}


def _values_of(names: tuple[str, ...]) -> Callable[[Any], Any]:
    """What gives the values of some fields; they are a tuple also where there is one, or none."""
    return attrgetter(*names) if len(names) > 1 else lambda self: tuple(getattr(self, name) for name in names)


@recursive_repr()
def _show(self: Any) -> str:
    shown = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{type(self).__qualname__}({shown})"


def _refuse_change(self: Any, name: str, value: object = None) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot set or delete field {name!r}")


def _give_values(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _take_values(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
