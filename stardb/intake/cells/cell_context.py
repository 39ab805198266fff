"""What is needed to read one cell (`CellContext`), and the error for a cell that cannot be read (`CellRefused`)."""

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from stardb.dataclass import dataclass
from stardb.intake.cells.percents import PercentStyle
from stardb.intake.headers.unit_labels import UnitLabel
from stardb.intake.masking import quoted
from stardb.quantity import Kind
from stardb.rulebook import ColumnSpec

Value: TypeAlias = Fraction | int | str | bool


class CellRefused(Exception):
    """A cell that is not a value of its column: the problem's code, what was expected, a hint.

    value: what is read all the same, where the code is a warning.
    """

    def __init__(self, code: str, expected: str, hint: str = "", value: Value | None = None) -> None:
        super().__init__(expected)
        self.code, self.expected, self.hint, self.value = code, expected, hint, value


class ForeignUnit(NamedTuple):
    """A title's unit that is none of its column's. kind: what the column holds, None where only the size does not convert."""

    own: str
    wanted: str
    kind: Kind | None

    @property
    def reason(self) -> str:
        """What is wrong with it, in a message."""
        return f"不能换算成{quoted(self.wanted)}" if self.kind is None else f"不是{self.kind.value}的单位"


class UnitDoubt(NamedTuple):
    """Why nobody can tell the unit of numbers without one: a title's unit that is foreign, or what is stated of the unit."""

    foreign: ForeignUnit | None = None
    labels: tuple[UnitLabel, ...] = ()

    @property
    def reason(self) -> str:
        """What contradicts what, in a message."""
        if self.foreign:
            return f"表头写着{quoted(self.foreign.own)}，{self.foreign.reason}"
        return "，而".join(label.quote for label in self.labels)


@dataclass(frozen=True)
class CellContext:
    """What a cell is read as: its column's declaration, and the unit its header gives to numbers without one.

    words: each declared spelling, tidied -> the word it stands for. base1904: how the workbook counts its days. key: whether
    the column tells whose a row is. style: how the sheet writes percents without a sign. doubt: why
    the unit is not sure, None where it is. year: the period's, None where it is not known.
    """

    spec: ColumnSpec
    unit: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    base1904: bool = False
    key: bool = False
    style: PercentStyle = PercentStyle.UNKNOWN
    doubt: UnitDoubt | None = None
    year: int | None = None
