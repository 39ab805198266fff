"""Where the answer of a clause changes: the edges of its bands, the ends of its scale, the values in its conditions."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Frame
from stardb.quantity import Kind, show
from stardb.rulebook.periods.period_names import OF_PERIOD
from stardb.rulebook.scheme import Scheme, Step
from stardb.scorers.base import Core
from stardb.scorers.kit import Interval
from stardb.scorers.steps import QuotaCore


@dataclass(frozen=True)
class TurningPoint:
    """A value of `name` (a column or a result) at which the answer of a step changes."""

    name: str
    value: Fraction | str | bool
    step: Step


def find_turning_points(scheme: Scheme) -> Iterator[TurningPoint]:
    """Every turning point of every step, in the order of the steps; then those of what is computed of rows."""
    for step in (*scheme.steps, *scheme.row_steps):
        core = step.rule.core
        for one in _list_cores(step):
            for source, values in one.edges:
                yield from (TurningPoint(source.single_name, value, step) for value in values if source.single_name)
            looked_at = getattr(one, "source", None)
            if isinstance(looked_at, Formula) and looked_at.kind.numeric and looked_at.single_name:
                for interval in _walk_parts(one, Interval):
                    ends = (end for end in (interval.low, interval.high) if end is not None)
                    yield from (TurningPoint(looked_at.single_name, end, step) for end in ends)
        conditions = [step.rule.when] if step.rule.when is not None else []
        conditions += [doubt.when for doubt in step.rule.doubts]
        conditions += _walk_parts(core, Formula)
        for formula in conditions:
            yield from _find_in_condition(formula, step, scheme)


def _list_cores(step: Step) -> Iterator[Core]:
    """What a step computes with; of a quota also the clause that gives its places."""
    core = step.rule.core
    yield core
    if isinstance(core, QuotaCore) and core.places.clause is not None:
        yield core.places.clause


@dataclass(frozen=True)
class ComputedEdge:
    """Where the answer of a step changes: where `left`, which is computed, comes to `value`, or to what `right` comes to."""

    step: Step
    left: Formula
    value: Fraction = Fraction(0)
    right: Formula | None = None

    @property
    def text(self) -> str:
        """What comes to what, as people read it."""
        return f"{self.left.text} {self.right.text if self.right is not None else show(self.left.kind, self.value)}"


def find_computed_edges(scheme: Scheme) -> Iterator[ComputedEdge]:
    """Every edge of a number that is no column by itself, in the order of the steps."""
    for step in scheme.steps:
        core = step.rule.core
        for one in _list_cores(step):
            for source, values in one.edges:
                if _is_computed(source, scheme):
                    yield from (ComputedEdge(step, source, value) for value in values if isinstance(value, Fraction))
            looked_at = getattr(one, "source", None)
            if isinstance(looked_at, Formula) and _is_computed(looked_at, scheme):
                for interval in _walk_parts(one, Interval):
                    ends = (end for end in (interval.low, interval.high) if end is not None)
                    yield from (ComputedEdge(step, looked_at, end) for end in ends)
        conditions = [step.rule.when] if step.rule.when is not None else []
        conditions += [doubt.when for doubt in step.rule.doubts]
        for formula in (*conditions, *_walk_parts(core, Formula)):
            yield from _find_computed(formula, step, scheme)


def _is_computed(formula: Formula, scheme: Scheme) -> bool:
    """Whether it is a number of a subject's own that is no column by itself."""
    own = [name for name in formula.names if name not in scheme.constants and name not in OF_PERIOD]
    return formula.kind.numeric and bool(own) and formula.single_name not in scheme.columns


def _find_computed(formula: Formula, step: Step, scheme: Scheme) -> Iterator[ComputedEdge]:
    """The comparisons in a formula of which a side is computed, or both are columns."""
    match formula.structure:
        case ("compare", left, _, right) if left.kind.numeric:
            value = _find_value(right, scheme)
            if isinstance(value, Fraction) and _is_computed(left, scheme):
                yield ComputedEdge(step, left, value)
            elif value is None:
                yield ComputedEdge(step, left, right=right)
        case _:
            for part in formula.parts:
                yield from _find_computed(part, step, scheme)


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


def _find_in_condition(condition: Formula, step: Step, scheme: Scheme) -> Iterator[TurningPoint]:
    """The values of names with which a condition compares them, and both truths of a name that is a condition itself."""
    match condition.structure:
        case ("all" | "any" | "not", *parts):
            for part in parts:
                yield from _find_in_condition(part, step, scheme)
        case ("compare", Formula(single_name=name), _, right) if name:
            value = _find_value(right, scheme)
            yield from () if value is None else (TurningPoint(name, value, step),)
        case ("among", Formula(single_name=name), values, _) if name:
            found = (_find_value(value, scheme) for value in values)
            yield from (TurningPoint(name, value, step) for value in found if value is not None)
        case ("words", Formula(single_name=name), words, _) if name:
            yield from (TurningPoint(name, word, step) for word in words)
        case ("if", test, *parts):
            for part in (test, *parts):
                yield from _find_in_condition(part, step, scheme)
        case () if condition.single_name and condition.kind is Kind.BOOL:
            yield from (TurningPoint(condition.single_name, value, step) for value in (True, False))
        case ():
            for part in condition.parts:
                yield from _find_in_condition(part, step, scheme)


def _find_value(formula: Formula, scheme: Scheme) -> Fraction | str | bool | None:
    """The one value of literals and parameters; None for what differs from subject to subject."""
    if any(name not in scheme.constants for name in formula.names):
        return None
    constants = {name: scheme.constants[name].column for name in formula.names}
    return formula.evaluate(Frame(1, constants)).at(0)
