"""R463: what is put in order by one thing alone, without a word on those who are level: the text names no tie-break."""

from typing import Any

from stardb.rulebook.review.data_parts import has_note, walk_parts
from stardb.yamlfile import YamlSource

_KEYS = ("of", "distribute", "prizes")
"""What tells a quota, a distribution, prizes: all of them hand out places, so that a tie at an edge matters."""


def report_missing_tie_breaks(source: YamlSource) -> None:
    """Report each `order` of one item without `ties`. A note says that the text leaves it open."""
    for path, part in walk_parts(source.data):
        if _names_no_tie_break(part) and not has_note(source.data, path):
            message = "只按一样排先后，没有写相同的怎么办；遇到并列而跨边的，待定"
            source.report("R463", message, (*path, "order"), key=True, expected="order 里接着写，或 ties")


def _names_no_tie_break(part: dict[str, Any]) -> bool:
    order = part.get("order")
    single = isinstance(order, str) or (isinstance(order, list) and len(order) == 1)
    return single and "ties" not in part and any(key in part for key in _KEYS)
