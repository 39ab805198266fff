"""Doors whose names are imported when they are first asked for: nobody waits for what is not used."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def open_lazily(door: str, homes: Mapping[str, tuple[str, ...]]) -> Callable[[str], Any]:
    """The `__getattr__` of a door: gives each of its names from the module of `homes` that defines it.

    Raises AttributeError for any other name, as a module does.
    """
    modules = {name: module for module, names in homes.items() for name in names}

    def find(name: str) -> Any:
        if name not in modules:
            raise AttributeError(f"module {door!r} has no attribute {name!r}")
        return getattr(import_module(modules[name]), name)

    return find
