"""What is needed to read one cell (`CellContext`), and the error for a cell that cannot be read (`CellRefused`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from stardb.intake.cells.percents import PercentStyle
from stardb.rulebook import ColumnSpec

Value: TypeAlias = Fraction | int | str | bool


class CellRefused(Exception):
    """A cell that is not a value of its column: the problem's code, what was expected, a hint.

    value: what is read all the same, where the code is a warning.
    """

    def __init__(self, code: str, expected: str, hint: str = "", value: Value | None = None) -> None:
        super().__init__(expected)
        self.code, self.expected, self.hint, self.value = code, expected, hint, value


@dataclass(frozen=True)
class CellContext:
    """What a cell is read as: its column's declaration, and the unit its header gives to numbers without one.

    words: each declared spelling, tidied -> the word it stands for. base1904: how the workbook counts its days. key: whether
    the column tells whose a row is. style: how the sheet writes percents without a sign. doubt: what
    says another unit, "" where nothing does.
    """

    spec: ColumnSpec
    unit: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    base1904: bool = False
    key: bool = False
    style: PercentStyle = PercentStyle.UNKNOWN
    doubt: str = ""
