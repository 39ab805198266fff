"""How large the values are that a template makes, and how large they may be."""

from collections.abc import Sized
from typing import Any

from jinja2 import Undefined

from stardb.rendering.lookup import NamedView

__all__ = [
    "INTEGER_BITS",
    "LONGEST",
    "PIECE",
    "TemplateTooLarge",
    "check_integers",
    "limited_range",
    "measure_size",
]

LONGEST = 10_000_000
"""The longest text or list a template may make, in characters or entries."""

PIECE = 64
"""So many characters of a text count as one step."""

INTEGER_BITS = 100_000
"""How long a whole number may become."""

_RANGE = 100_000


class TemplateTooLarge(Exception):
    """What a template makes is too large. The message is half a Chinese sentence."""


def limited_range(*args: int) -> range:
    """A range as Python has it. Raises TemplateTooLarge for one that is too long."""
    numbers = range(*args)
    if len(numbers) > _RANGE:
        raise TemplateTooLarge(f"range 最多数到{_RANGE:,}个")
    return numbers


def measure_size(value: Any, left: int = LONGEST) -> int:
    """About how long a value is as text; more than `LONGEST` where it is longer, without looking further."""
    if isinstance(value, str | bytes):
        return len(value)
    if isinstance(value, Undefined) or not isinstance(value, Sized):
        return 1
    if not isinstance(value, list | tuple | dict | NamedView | set | frozenset):
        return len(value)
    total = len(value)
    for one in (*value.keys(), *value.values()) if isinstance(value, dict | NamedView) else value:
        if total > left:
            break
        total += measure_size(one, left - total)
    return total


def check_integers(operator: str, left: int, right: int) -> None:
    """Whole numbers grow without end only by these. Raises TemplateTooLarge."""
    bits = left.bit_length() * max(right, 0) if operator == "**" else 0
    bits = left.bit_length() + right.bit_length() if operator == "*" else bits
    if bits > INTEGER_BITS or (operator == "**" and abs(right) > INTEGER_BITS):
        raise TemplateTooLarge("算出的数太大")
