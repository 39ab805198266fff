"""The names most like one that a template uses and nothing gives."""

import difflib
from collections.abc import Iterable

__all__ = ["suggest_names"]


def suggest_names(name: str, names: Iterable[object]) -> str:
    """A half-sentence with the names most like one that there is not; "" where none is like it."""
    close = difflib.get_close_matches(name, [known for known in names if isinstance(known, str)], n=3, cutoff=0.5)
    return f"，是否想写：{'、'.join(close)}" if close else ""
