"""Cases at the edges of computed numbers: which value of one column brings the number just to the edge, and just short of it."""

from collections.abc import Callable, Iterator
from dataclasses import field
from fractions import Fraction
from itertools import pairwise

from stardb.cases.case_file import Case
from stardb.dataclass import dataclass
from stardb.quantity import Kind, show, show_number
from stardb.rulebook import ColumnSpec, ComputedEdge, Scheme
from stardb.scoring import Appraisal

SAMPLES = 8
"""Into how many pieces the range of a column is cut to find one in which the number crosses its edge."""

MOST_RATINGS = 2000
"""How many cases are rated at most to find the edges of one scheme."""

_RANGES = {
    Kind.NUMBER: (Fraction(0), Fraction(100)),
    Kind.PERCENT: (Fraction(0), Fraction(1)),
    Kind.MONEY: (Fraction(0), Fraction(1_000_000)),
    Kind.DURATION: (Fraction(0), Fraction(600)),
}
"""Between what a column is tried that says no `between`: percents as shares, money in yuan, durations in months."""

_STEPS = {
    Kind.NUMBER: Fraction(1, 10),
    Kind.PERCENT: Fraction(1, 1000),
    Kind.MONEY: Fraction(1),
    Kind.DURATION: Fraction(1),
}
"""How finely a column is tried."""


@dataclass(frozen=True)
class Crossing:
    """Where a column brings a number over an edge: its values about it, as people write them, and the first that reaches it.

    They are one short of it, the first that reaches it, and, where that is just on it, one past it.
    """

    column: str
    texts: tuple[str, ...]
    reached: str


Rate = Callable[[Case], Appraisal | None]


@dataclass
class EdgeSearch:
    """Looks for the value of one column of the starting case at which a computed number crosses an edge.

    rate: rates a case; None where it cannot be.
    """

    scheme: Scheme
    start: Case
    rate: Rate
    ratings: int = field(default=0, init=False)

    def find(self, edge: ComputedEdge) -> Crossing | None:
        """The first column found that brings the number over the edge; None where none does."""
        for column in self._list_columns(edge):
            found = self._cross(column, edge)
            if found is not None:
                return found
        return None

    def _list_columns(self, edge: ComputedEdge) -> Iterator[str]:
        """The columns of numbers that the compared values rest on, the nearest first."""
        names = [*edge.left.names, *(edge.right.names if edge.right is not None else ())]
        seen = set(names)
        steps = {step.name: step for step in self.scheme.steps}
        for name in names:  # the list grows as it is walked
            if name in self.scheme.columns and self._spec(name).kind in _STEPS:
                yield name
            below = steps[name].rule.inputs if name in steps else ()
            names += [read for read in dict.fromkeys(below) if read not in seen]
            seen.update(below)

    def _cross(self, column: str, edge: ComputedEdge) -> Crossing | None:
        spec = self._spec(column)
        step = Fraction(1) if spec.counts and spec.kind is Kind.NUMBER else _STEPS[spec.kind]
        low, high = self._range(column)
        marks = sorted({int((low + (high - low) * k / SAMPLES) / step) for k in range(SAMPLES + 1)})
        sides = [(mark, self._side(column, mark * step, edge)) for mark in marks]
        found = next((pair for pair in pairwise(sides) if {pair[0][1], pair[1][1]} == {True, False}), None)
        if found is None:
            return None
        (below, side), (above, _) = found
        while above - below > 1:
            middle = (below + above) // 2
            here = self._side(column, middle * step, edge)
            if here is None:
                return None
            below, above = (middle, above) if here is side else (below, middle)
        marks = [below, above]
        reached, past = (below, below - 1) if side else (above, above + 1)
        if self._gap(column, reached * step, edge) == 0:
            marks.append(past)
        texts = tuple(_write(spec, mark * step) for mark in sorted(marks))
        return Crossing(column, texts, _write(spec, reached * step))

    def _range(self, column: str) -> tuple[Fraction, Fraction]:
        spec = self._spec(column)
        reach = self.scheme.reaches.get(column)
        low, high = _RANGES[spec.kind]
        if reach is not None:
            low = reach.low if reach.low is not None else low
            high = reach.high if reach.high is not None else max(high, low)
        return low, high

    def _side(self, column: str, value: Fraction, edge: ComputedEdge) -> bool | None:
        """Whether the number is at or above the edge with a value in the column; None where that is not known."""
        gap = self._gap(column, value, edge)
        return gap >= 0 if gap is not None else None

    def _gap(self, column: str, value: Fraction, edge: ComputedEdge) -> Fraction | None:
        """How far above the edge the number is with a value in the column; None where that is not known."""
        if self.ratings >= MOST_RATINGS:
            return None
        self.ratings += 1
        written = _write(self._spec(column), value)
        made = self.rate(self.start.model_copy(update={"given": {**self.start.given, column: written}}))
        if made is None:
            return None
        left = edge.left.evaluate(made.frame).at(0)
        mark = edge.right.evaluate(made.frame).at(0) if edge.right is not None else edge.value
        return left - mark if isinstance(left, Fraction) and isinstance(mark, Fraction) else None

    def _spec(self, column: str) -> ColumnSpec:
        return self.scheme.tables[self.scheme.columns[column][0]].columns[column]


def _write(spec: ColumnSpec, value: Fraction) -> str:
    """A value of a column as people write it."""
    return show_number(value) if spec.kind is Kind.NUMBER else show(spec.kind, value)
