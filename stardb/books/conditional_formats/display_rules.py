"""One rule of a conditional format: the test it puts to a cell's value, and what it changes of what the cell shows."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from operator import eq, ge, gt, le, lt, ne

from stardb.books.display.cell_look import CellLook
from stardb.books.display.dates import serial_of
from stardb.books.display.rich_text import Rich
from stardb.books.sheet import Cell, NoValue, cell_text, to_15_digits
from stardb.dataclass import dataclass
from stardb.ooxml import Spot

Area = tuple[Spot, Spot]
"""The first and the last cell of a rectangle."""
Constant = float | str | bool | None
"""What a value is compared with. None: a reference or a formula, which nobody computes here."""

UNKNOWN_TEST = ""
"""The kind of a test whose outcome nobody knows here: a formula, a rank, an average, a day of this week."""

OPERATORS = {
    "=": "equal",
    "<>": "notEqual",
    "!=": "notEqual",
    ">": "greaterThan",
    "<": "lessThan",
    ">=": "greaterThanOrEqual",
    "<=": "lessThanOrEqual",
}
"""The kinds of comparisons by the signs that formulas have for them."""

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_TEXT = re.compile(r'"((?:[^"]|"")*)"')
_TRUTHS = {"TRUE": True, "FALSE": False}
_WILD = re.compile("[*?~]")
_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "equal": eq,
    "notEqual": ne,
    "greaterThan": gt,
    "lessThan": lt,
    "greaterThanOrEqual": ge,
    "lessThanOrEqual": le,
}
_TEXT_TESTS: dict[str, Callable[[str, str], bool]] = {
    "containsText": lambda text, part: part in text,
    "notContainsText": lambda text, part: part not in text,
    "beginsWith": str.startswith,
    "endsWith": str.endswith,
}


@dataclass(frozen=True)
class DisplayChange:
    """What a conditional format changes of what a cell shows; None where it leaves it as it is.

    code: its number format. struck: whether the cell is struck out. is_drawn: whether a bar or an icon stands in place of a
    number. Colours and borders change nothing that is read.
    """

    code: str | None = None
    struck: bool | None = None
    is_drawn: bool = False

    def add(self, other: "DisplayChange") -> "DisplayChange":
        """Both changes together. What this one says counts before the other."""
        return DisplayChange(
            other.code if self.code is None else self.code,
            other.struck if self.struck is None else self.struck,
            self.is_drawn or other.is_drawn,
        )

    def apply(self, look: CellLook) -> CellLook:
        """A look, changed."""
        code, struck = self.code, self.struck
        return replace(look, code=look.code if code is None else code, struck=look.struck if struck is None else struck)


NO_CHANGE = DisplayChange()


@dataclass(frozen=True)
class CellTest:
    """A test of a cell's value.

    kind: `equal`, `between`, `containsText` … as .xlsx names them, `always`, `never`, or UNKNOWN_TEST.
    mixed: whether a text is more, or less, than a number, in which programs differ.
    """

    kind: str = UNKNOWN_TEST
    operands: tuple[Constant, ...] = ()
    mixed: bool | None = None

    def holds(self, cell: Cell | Rich, base1904: bool = False) -> bool | None:
        """Whether a value that is not blank passes the test; None where that is not known."""
        if self.kind in ("always", "never"):
            return self.kind == "always"
        if isinstance(cell, NoValue):
            return self._holds_of_error(cell)
        value = _plain_value(cell, base1904)
        if self.kind in ("containsErrors", "notContainsErrors"):
            return self.kind == "notContainsErrors"
        if self.kind in ("containsBlanks", "notContainsBlanks"):
            return (self.kind == "notContainsBlanks") == bool(not isinstance(value, str) or value.strip(" "))
        if None in self.operands:
            return None
        if self.kind in _TEXT_TESTS and len(self.operands) == 1:
            return _holds_of_text(self.kind, value, self.operands[0])
        if self.kind in _COMPARISONS and len(self.operands) == 1:
            return _compare(self.kind, value, self.operands[0], self.mixed)
        if self.kind in ("between", "notBetween") and len(self.operands) == 2:
            within = _is_between(value, *self.operands)
            return within if within is None or self.kind == "between" else not within
        return None

    def _holds_of_error(self, cell: NoValue) -> bool | None:
        """A formula that nobody has computed may be anything; an error passes only the test for errors."""
        if cell.text.startswith("=") or self.kind == UNKNOWN_TEST:
            return None
        return self.kind == "containsErrors"


@dataclass(frozen=True, eq=False)
class DisplayRule:
    """A test and a change for the cells of some areas.

    priority: the lowest counts first. stops: what comes later counts no more. column: the column whose cell in the same row
    is tested, from 0; None for the cell itself.
    """

    areas: Sequence[Area]
    test: CellTest
    change: DisplayChange
    priority: int = 0
    stops: bool = False
    column: int | None = None

    def holds(self, cell: Cell | Rich, row: Mapping[int, Cell | Rich], base1904: bool = False) -> bool | None:
        """Whether the test holds for a cell that is not blank. row: the values of its row. None where that is not known."""
        if self.column is None:
            return self.test.holds(cell, base1904)
        tested = row.get(self.column, "")
        if tested == "" and any(map(_is_number, self.test.operands)):
            tested = 0  # as formulas take a blank cell
        return self.test.holds(tested, base1904)

    @property
    def is_relevant(self) -> bool:
        """Whether it can change what is read: it changes the display, or stops other rules."""
        return self.change != NO_CHANGE or self.stops


def parse_constant(formula: str) -> Constant:
    """A formula that is a number, a text in quotation marks, TRUE or FALSE; None for any other."""
    plain = formula.strip().removeprefix("=").strip()
    if _NUMBER.fullmatch(plain):
        return float(plain)
    if match := _TEXT.fullmatch(plain):
        return match[1].replace('""', '"')
    return _TRUTHS.get(plain.upper())


def _plain_value(cell: Cell | Rich, base1904: bool) -> float | str | bool:
    if isinstance(cell, Rich):
        return cell.text
    if isinstance(cell, dt.date | dt.time | dt.timedelta):
        return serial_of(cell, base1904)
    if isinstance(cell, bool | str):
        return cell
    return float(to_15_digits(cell)) if isinstance(cell, int | float) else cell_text(cell)


def _holds_of_text(kind: str, value: float | str | bool, part: Constant) -> bool | None:
    text = value if isinstance(value, str) else cell_text(value) if isinstance(value, bool) else to_15_digits(value)
    if not isinstance(part, str) or not part or _WILD.search(part):
        return None
    return _TEXT_TESTS[kind](text.lower(), part.lower())


def _compare(kind: str, value: float | str | bool, other: Constant, mixed: bool | None) -> bool | None:
    """A comparison. Programs differ in the order of texts: None for these. mixed: what comparing a text with a number gives."""
    if _is_number(value) and _is_number(other):
        return _COMPARISONS[kind](float(value), float(to_15_digits(float(other or 0))))
    if kind not in ("equal", "notEqual"):
        return mixed if isinstance(value, str) and _is_number(other) else None
    if isinstance(value, str) and isinstance(other, str):
        return (value.lower() == other.lower()) == (kind == "equal")
    return (type(value) is type(other) and value == other) == (kind == "equal")


def _is_between(value: float | str | bool, low: Constant, high: Constant) -> bool | None:
    if not (_is_number(value) and _is_number(low) and _is_number(high)) or float(low or 0) > float(high or 0):
        return None
    return float(low or 0) <= float(value) <= float(high or 0)


def _is_number(value: Constant) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
