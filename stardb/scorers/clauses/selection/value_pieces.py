"""The values of one thing that conditions look at: the pieces its range falls into, and how they are shown."""

from collections.abc import Iterator, Sequence
from dataclasses import field
from fractions import Fraction
from math import ceil, floor
from typing import TypeAlias

from stardb.dataclass import dataclass
from stardb.expressions import Formula
from stardb.quantity import Kind, ValueRange, show
from stardb.scorers.kit.bound_intervals import show_interval

Value: TypeAlias = Fraction | str | bool
OTHER = "其他"
"""Any text but those written."""


@dataclass
class Variable:
    """One thing looked at: the formula, what it can come to, and the values it is compared with.

    pair: the two things of which it is by how much the one is more than the other.
    """

    source: Formula
    reach: ValueRange
    marks: set[Value] = field(default_factory=set)
    pair: tuple[str, str] | None = None

    @property
    def grain(self) -> Fraction | None:
        """The least step of a number; none of an amount, of which less is possible than is taken for granted."""
        if self.source.kind is Kind.DATE:
            return Fraction(1)
        return None if self.source.kind is Kind.MONEY else self.reach.grain or None


@dataclass(frozen=True)
class Piece:
    """A value of a variable that stands for all between its ends; `open_` ends are left out. likely: it may well occur."""

    value: Value
    low: Fraction | None = None
    high: Fraction | None = None
    open_low: bool = False
    open_high: bool = False
    likely: bool = True


def split_values(variable: Variable) -> Iterator[Piece]:
    """The values of a variable, one for all that conditions cannot tell apart."""
    kind, reach = variable.source.kind, variable.reach
    if kind is Kind.BOOL:
        yield from (Piece(value) for value in (True, False) if value in reach.truths)
    elif kind is Kind.CHOICE:
        words = reach.words if reach.words is not None else frozenset(variable.source.choices)
        yield from (Piece(word) for word in (variable.source.choices or sorted(words)) if word in words)
    elif kind is Kind.TEXT:
        yield from (Piece(word) for word in (*sorted(map(str, variable.marks)), OTHER))
    else:
        yield from _stretches(variable)
        yield from (Piece(word) for word in variable.source.choices)  # in place of a number


def _stretches(variable: Variable) -> Iterator[Piece]:
    """The numbers or days compared with, those between, and those below and above, as far as there are any."""
    reach, dated = variable.reach, variable.source.kind is Kind.DATE
    marks = sorted(mark for mark in variable.marks if isinstance(mark, Fraction))
    ends = [end for end in (reach.low, reach.high) if end is not None]
    points = sorted({mark for mark in (*marks, *ends) if _within(mark, reach)})
    if not points:
        return
    if reach.low is None:
        from_zero = points[0] > 0 and not dated
        yield Piece(points[0] - 1, None, points[0], open_high=True, likely=dated)
        if from_zero:
            yield from _between(Fraction(0), points[0], variable.grain, closed_low=True)
    for at, point in enumerate(points):
        if variable.grain is None or (point / variable.grain).denominator == 1:
            yield Piece(point, point, point)
        if at + 1 < len(points):
            yield from _between(point, points[at + 1], variable.grain)
    if reach.high is None:
        yield Piece(points[-1] + (variable.grain or 1), points[-1], None, open_low=True)


def _between(low: Fraction, high: Fraction, grain: Fraction | None, closed_low: bool = False) -> Iterator[Piece]:
    """What lies between two points, if there is any: of whole multiples of a grain there may be none."""
    if grain is None:
        yield Piece((low + high) / 2, low, high, not closed_low, True)
        return
    first = Fraction(floor(low / grain) + 1) * grain
    first = low if closed_low and (low / grain).denominator == 1 else first
    if first < high:
        yield Piece(first, low, high, not closed_low, True)


def show_piece(name: str, variable: Variable, piece: Piece) -> str:
    """What one variable is in a situation."""
    if variable.pair is None or not isinstance(piece.value, Fraction):
        return f"{name} {show(variable.source.kind, piece.value)}"
    words = ("早于", "同于", "晚于") if variable.source.kind is Kind.DATE else ("小于", "等于", "大于")
    return f" {words[1 + (piece.value > 0) - (piece.value < 0)]} ".join(variable.pair)


def join_pieces(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that follow on one another, together."""
    runs: list[list[Piece]] = []
    for piece in pieces:
        if runs and runs[-1][-1].high == piece.low and piece.low is not None:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return runs


def show_stretch(variable: Variable, run: Sequence[Piece]) -> str:
    """A run of pieces as a regulation would write it: of whole numbers from which to which, else between which."""
    if isinstance(run[0].value, str):
        return run[0].value
    kind, grain, first, last = variable.source.kind, variable.grain, run[0], run[-1]
    low, high = first.low, last.high
    if grain is not None:
        low = first.value if isinstance(first.value, Fraction) and low is not None else low
        high = ceil(last.high / grain) * grain - grain if last.high is not None and last.open_high else last.high
    return show_interval(kind, low, high, grain is None and first.open_low, grain is None and last.open_high)


def _within(value: Fraction, reach: ValueRange) -> bool:
    return (reach.low is None or value >= reach.low) and (reach.high is None or value <= reach.high)
