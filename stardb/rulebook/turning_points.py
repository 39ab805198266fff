"""Where the answer of a clause changes: the edges of its bands, the ends of its scale, the values in its conditions."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from stardb.expressions import Formula
from stardb.quantity import Kind, UnreadableText, read_date, read_quantity
from stardb.rulebook.scheme import Scheme, Step
from stardb.scorers.kit import Interval

_TEST = re.compile(r"\0([^\0]+)\0 (?:≥|≤|>|<|=|≠) (?:\0([^\0]+)\0|([^\s()]+))")
_AMONG = re.compile(r"\0([^\0]+)\0 不?在 \(([^()\0]*)\)")


@dataclass(frozen=True)
class TurningPoint:
    """A value of `name` (a column or a result) at which the answer of a step changes."""

    name: str
    value: Fraction | str | bool
    step: Step


def find_turning_points(scheme: Scheme) -> Iterator[TurningPoint]:
    """Every turning point of every step, in the order of the steps."""
    for step in scheme.steps:
        core = step.rule.core
        for source, values in core.edges:
            yield from (TurningPoint(source.single_name, value, step) for value in values if source.single_name)
        looked_at = getattr(core, "source", None)
        if isinstance(looked_at, Formula) and looked_at.kind.numeric and looked_at.single_name:
            for interval in _walk_parts(core, Interval):
                ends = (end for end in (interval.low, interval.high) if end is not None)
                yield from (TurningPoint(looked_at.single_name, end, step) for end in ends)
        conditions = [formula for formula in (step.rule.when, step.rule.doubt) if formula is not None]
        conditions += [formula for formula in _walk_parts(core, Formula) if formula.kind is Kind.BOOL]
        for formula in conditions:
            yield from _find_in_condition(formula, step, scheme)


@lru_cache(maxsize=32)
def find_edges(scheme: Scheme) -> Mapping[str, tuple[Fraction, ...]]:
    """Name -> the numbers at which the answer of some step changes: shown values must lie on the same side of them as the exact."""
    found: dict[str, set[Fraction]] = {}
    for turn in find_turning_points(scheme):
        if isinstance(turn.value, Fraction):
            found.setdefault(turn.name, set()).add(turn.value)
    return {name: tuple(sorted(values)) for name, values in found.items()}


def _walk_parts(whole: Any, wanted: type) -> Iterator[Any]:
    """The parts of a core that are of the class `wanted`, however deep."""
    for field in fields(whole) if is_dataclass(whole) else ():
        value = getattr(whole, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, wanted):
                yield part
            elif is_dataclass(part) and not isinstance(part, type | Formula | Interval):
                yield from _walk_parts(part, wanted)


def _find_in_condition(formula: Formula, step: Step, scheme: Scheme) -> Iterator[TurningPoint]:
    if formula.single_name and formula.kind is Kind.BOOL:
        yield from (TurningPoint(formula.single_name, value, step) for value in (True, False))
    text = formula.spell(lambda name: f"\0{name}\0")
    for name, other, written in _TEST.findall(text):
        constant = scheme.constants.get(other)
        value = constant.column.at(0) if constant is not None else _read_value(written)
        if value is not None:
            yield TurningPoint(name, value, step)
    for name, listed in _AMONG.findall(text):
        for word in re.split(r"、|, ", listed):
            value = _read_value(word)
            if value is not None:
                yield TurningPoint(name, value, step)


def _read_value(written: str) -> Fraction | str | bool | None:
    if written in ("是", "否"):
        return written == "是"
    readers: tuple[Callable[[str], Fraction], ...] = (
        lambda text: read_quantity(text)[1],
        lambda text: Fraction(read_date(text)),
    )
    for read in readers:
        try:
            return read(written)
        except UnreadableText:
            continue
    return written or None
