"""`walk_parts`: what a bound rule is made of."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from stardb.expressions import Formula


def walk_parts(thing: Any) -> Iterator[Any]:
    """Every part of a bound rule that is made of parts, itself too."""
    if isinstance(thing, tuple):
        for item in thing:
            yield from walk_parts(item)
    elif is_dataclass(thing) and not isinstance(thing, type | Formula):
        yield thing
        for part in fields(thing):
            yield from walk_parts(getattr(thing, part.name))
