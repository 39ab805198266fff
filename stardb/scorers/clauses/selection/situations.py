"""The situations that conditions tell apart: which are met by none of them, and which condition is never the first to hold.

What a condition looks at (a column, or a whole formula) is one variable; it is tried at every value it is compared with,
between any two of them, and beyond. Two formulas are taken to be independent of one another: so a condition found to be
out of reach is so, while a situation met by none may not come about where they hang together; it is told only where what
is looked at are columns, or one thing alone.
"""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any, TypeAlias

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Frame, Reaches
from stardb.quantity import EPOCH, Column, Kind, ValueRange, alignment, ranges
from stardb.scorers.base.scope import Scope
from stardb.scorers.clauses.selection.value_pieces import (
    Piece,
    Value,
    Variable,
    join_pieces,
    show_piece,
    show_stretch,
    split_values,
)

MOST = 20_000
"""How many situations are looked at; conditions that make more are not looked into."""

Test: TypeAlias = Callable[[Mapping[str, Value]], bool]


class Situations:
    """The variables of some conditions, and each condition as a test of their values; `sound` only where all can be told."""

    def __init__(self, conditions: Sequence[Formula], reaches: Reaches, constants: Frame) -> None:
        self.reaches, self.constants = reaches, constants
        self.variables: dict[str, Variable] = {}
        self.tests = [self._test(condition) for condition in conditions]
        self.pieces = {name: tuple(split_values(variable)) for name, variable in self.variables.items()}
        self.sound = prod(len(pieces) for pieces in self.pieces.values()) <= MOST

    def __iter__(self) -> Iterator[dict[str, Piece]]:
        for chosen in product(*self.pieces.values()):
            yield dict(zip(self.pieces, chosen, strict=True))

    def check_all(self, situation: Mapping[str, Piece]) -> list[bool]:
        """Which conditions hold in a situation."""
        values = {name: piece.value for name, piece in situation.items()}
        return [test(values) for test in self.tests]

    def independent(self, columns: Container[str]) -> bool:
        """Whether the variables may take any values side by side: columns, each in one only; or one thing alone."""
        names = [name for variable in self.variables.values() for name in variable.source.names]
        if len(self.variables) <= 1:
            return True
        return len(set(names)) == len(names) and all(
            variable.source.single_name in columns for variable in self.variables.values()
        )

    def describe(self, situations: Sequence[Mapping[str, Piece]]) -> str:
        """Some situations in words: all of them where one thing is looked at, else the first."""
        if len(self.variables) != 1:
            parts = (show_piece(name, self.variables[name], piece) for name, piece in situations[0].items())
            return "如 " + "、".join(parts) if situations[0] else "任何情形"
        ((name, variable),) = self.variables.items()
        pieces = [situation[name] for situation in situations]
        if variable.pair or not (variable.source.kind.numeric or variable.source.kind is Kind.DATE):
            return "、".join(show_piece(name, variable, piece) for piece in pieces)
        return f"{name} {'、'.join(show_stretch(variable, run) for run in join_pieces(pieces))}"

    def _test(self, condition: Formula) -> Test:
        match condition.structure:
            case ("all", *parts):
                tests = [self._test(part) for part in parts]
                return lambda values: all(test(values) for test in tests)
            case ("any", *parts):
                tests = [self._test(part) for part in parts]
                return lambda values: any(test(values) for test in tests)
            case ("not", part):
                test = self._test(part)
                return lambda values: not test(values)
            case ("words", left, words, inside):
                name = self._variable(left, words)
                return lambda values: (values[name] in words) is inside
            case ("among", left, listed, inside):
                marks = [self._constant(value) for value in listed]
                if None not in marks:
                    name = self._variable(left, marks)
                    return lambda values: (values[name] in marks) is inside
            case ("compare", left, sign, right) if left.kind.numeric or left.kind is Kind.DATE:
                return self._compare_parts(left, sign, right)
        name = self._variable(condition, ())
        return lambda values: bool(values[name])

    def _compare_parts(self, left: Formula, sign: str, right: Formula) -> Test:
        mark = self._constant(right)
        if mark is None and self._constant(left) is not None:
            left, right, sign = right, left, _TURNED[sign]
            mark = self._constant(right)
        if mark is None:
            return self._compare_two(left, sign, right)
        name, holds = self._variable(left, (mark,)), alignment.COMPARISONS[sign]
        return lambda values: sign == "≠" if isinstance(values[name], str) else bool(holds(values[name], mark))

    def _compare_two(self, left: Formula, sign: str, right: Formula) -> Test:
        """Two things compared with one another: by how much the one is more than the other."""
        if left.text > right.text:
            left, right, sign = right, left, _TURNED[sign]
        name = f"{left.text} - {right.text}"
        if name not in self.variables:
            numeric = left.kind.numeric
            difference = (
                ranges.subtract(left.reach(self.reaches), right.reach(self.reaches)) if numeric else ranges.ANYTHING
            )
            names = tuple(dict.fromkeys((*left.names, *right.names)))
            source = Formula(left.kind, names, left.evaluate, lambda say: name)
            pair = (left.text, right.text)
            self.variables[name] = Variable(source, ValueRange(difference.low, difference.high), pair=pair)
        self.variables[name].marks.add(Fraction(0))
        holds = alignment.COMPARISONS[sign]
        return lambda values: bool(holds(values[name], 0))

    def _variable(self, source: Formula, marks: Sequence[Any]) -> str:
        name = source.text
        if name not in self.variables:
            self.variables[name] = Variable(source, source.reach(self.reaches))
        self.variables[name].marks.update(marks)
        return name

    def _constant(self, formula: Formula) -> Fraction | None:
        """What a formula comes to that is one for all; None for any other."""
        if any(name not in self.constants.columns for name in formula.names):
            return None
        value = formula.evaluate(self.constants).at(0)
        return value if isinstance(value, Fraction) else None


_TURNED = {"=": "=", "≠": "≠", "<": ">", "≤": "≥", ">": "<", "≥": "≤"}


def find_constants(names: Mapping[str, Kind], reaches: Reaches) -> Frame:
    """What is one for all: every name that can come to one number only."""
    columns = dict[str, Column]()
    for name, kind in names.items():
        found = reaches.get(name, ranges.ANYTHING)
        if found.low is not None and found.single and kind.numeric:
            columns[name] = Column.constant(kind, found.low, 1)
    return Frame(1, columns)


def _on(scope: Scope, constants: Frame) -> Frame:
    """The same for the period rated: also the day it is rated on, and its year."""
    days, year = (scope.as_of - EPOCH).days, scope.period.year
    today = {"考核日": Column.constant(Kind.DATE, days, 1), "考核年度": Column.constant(Kind.NUMBER, year, 1)}
    return Frame(1, {**constants.columns, **today})


@dataclass(frozen=True)
class Findings:
    """What was found of conditions that are asked one after another.

    holds: whether each can hold at all; first: whether it can be the first to. rest: whether there is a situation in
    which none holds; gap: which, in words, where that is certain to be one that may occur.
    """

    holds: tuple[bool, ...]
    first: tuple[bool, ...]
    rest: bool
    gap: str


def examine(tests: Sequence[Formula], when: Formula | None, doubt: Formula | None, scope: Scope) -> Findings | None:
    """What can be told of a list of conditions; None where they look at too much. `when`, `doubt`: those of the clause.

    What can never be is so in any year; a gap is looked for in the year of the scheme's day.
    """
    kinds = {name: scope.symbols.bind(name).kind for test in tests for name in test.names if name in scope.symbols}
    constants = find_constants(kinds, scope.reaches)
    more = [condition for condition in (when, doubt) if condition is not None]
    ever = Situations([*tests, *more], scope.reaches, constants)
    if not ever.sound:
        return None
    holds, first, rest = [False] * len(tests), [False] * len(tests), False
    for situation in ever:
        held, *conditions = _split(ever.check_all(situation), len(tests))
        if when is None or conditions[0]:
            holds = [a or b for a, b in zip(holds, held, strict=True)]
            rest |= not any(held)
            first = [a or k == held.index(True) for k, a in enumerate(first)] if any(held) else first
    now = Situations([*tests, *more], scope.reaches, _on(scope, constants))
    return Findings(tuple(holds), tuple(first), rest, _gap(now, len(tests), when is not None, doubt is not None, scope))


def _gap(seen: Situations, count: int, limited: bool, doubted: bool, scope: Scope) -> str:
    """The situations that may well occur in which the clause applies and none of its conditions holds, in words."""
    gaps = []
    for situation in seen if seen.sound and seen.independent(scope.columns) else ():
        held, *conditions = _split(seen.check_all(situation), count)
        applies = (not limited or conditions[0]) and not (doubted and conditions[-1])
        if applies and not any(held) and all(piece.likely for piece in situation.values()):
            gaps.append(situation)
    return seen.describe(gaps) if gaps else ""


def _split(held: list[bool], count: int) -> tuple[Any, ...]:
    return held[:count], *held[count:]
