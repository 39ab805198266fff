"""R606: cases whose results neither rise nor fall all the way, as when two figures have changed places."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from stardb.quantity import PENDING, UnreadableText, read_quantity
from stardb.rulebook.review.data_parts import walk_parts
from stardb.scorers.kit import read_interval
from stardb.yamlfile import YamlSource, number_as_text

_SECTIONS = ("stars", "scores", "entitlements")
_STEPPED = ("bands", "brackets", "choices")
_LOWEST = Fraction(-(10**40))


def report_step_order(source: YamlSource) -> None:
    """Report bands, brackets and numbered choices out of order. A note on the clause says that it is meant so."""
    for path, clause in walk_parts(source.data):
        if path[0] not in _SECTIONS or clause.get("note"):
            continue
        for keyword in _STEPPED:
            given = clause.get(keyword)
            if isinstance(given, dict) and (turn := _find_turn(_sort_steps(given))):
                before, after = ((text, number_as_text(given[text])) for text in turn)
                message = f"各档的得数忽高忽低：“{before[0]}”是{before[1]}，“{after[0]}”却是{after[1]}"
                source.report("R606", message, (*path, keyword, after[0]), key=True, found=str(after[1]))


def _sort_steps(given: Mapping[str, Any]) -> list[tuple[str, Fraction]]:
    """The cases from the lowest to the highest, each with what it brings; none where some cannot be read."""
    try:
        steps = [
            (_find_low_end(text), text, read_quantity(str(number_as_text(value)))[1])
            for text, value in given.items()
            if not _is_open(value)
        ]
    except UnreadableText:
        return []
    return [(text, value) for _, text, value in sorted(steps)]


def _is_open(value: Any) -> bool:
    """Whether a case gives nothing: 待定, or a hole."""
    return value == PENDING or (isinstance(value, dict) and "hole" in value)


def _find_low_end(text: str) -> tuple[Fraction, bool]:
    interval = read_interval(text)
    return (_LOWEST, False) if interval.low is None else (interval.low, interval.open_low)


def _find_turn(steps: list[tuple[str, Fraction]]) -> tuple[str, str] | None:
    """The first two neighbours that go another way than those before them; None where all go one way."""
    up: bool | None = None
    for (before, less), (after, more) in pairwise(steps):
        if more == less:
            continue
        if up is not None and (more > less) is not up:
            return before, after
        up = more > less
    return None
