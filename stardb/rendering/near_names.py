"""The names most like one that a template uses and nothing gives."""

from collections.abc import Iterable

from stardb.quantity import find_near

__all__ = ["suggest_names"]


def suggest_names(name: str, names: Iterable[object]) -> str:
    """A half-sentence with the names most like one that there is not; "" where none is like it."""
    close = find_near(name, [known for known in names if isinstance(known, str)], most=3)
    return f"，是否想写：{'、'.join(close)}" if close else ""
