"""`Line`: one problem as the sheet 问题清单 of a returned workbook tells it."""

from collections.abc import Iterable
from math import ceil
from unicodedata import east_asian_width

from stardb.books import Sheet
from stardb.dataclass import dataclass
from stardb.ooxml import Spot, parse_cell
from stardb.problems import Problem, Severity

GRAVITY = [*Severity]
"""The gravest first."""


@dataclass(frozen=True)
class Line:
    """A problem of a file. column: what the table calls the cell's column; "" where it stands in none.

    is_elsewhere: it is the township's, but its place is in another file.
    """

    problem: Problem
    column: str = ""
    is_elsewhere: bool = False

    @property
    def severity(self) -> Severity:
        """How grave the problem is."""
        return self.problem.severity

    @property
    def sheet(self) -> str:
        """The sheet it stands on; "" for the whole file."""
        return "" if self.is_elsewhere else self.problem.place.sheet

    @property
    def cell(self) -> str:
        """The cell that is marked, as in `B12`; "" for a whole sheet or file, and where the place is in another file."""
        return "" if self.is_elsewhere else self.problem.place.cell

    @property
    def comment(self) -> str:
        """What the cell's comment says."""
        said = [f"{self.severity.value}：{self.problem.title}", self.problem.message]
        said += [f"应为：{self.problem.expected}"] * bool(self.problem.expected)
        said += [f"办法：{self.problem.remedy}"] * bool(self.problem.remedy)
        return "\n".join(said)


def sort_lines(lines: Iterable[Line], sheets: Iterable[str]) -> list[Line]:
    """The gravest first, then sheet by sheet from top to bottom; of equals, what stands elsewhere last."""
    rank = {name: i for i, name in enumerate(sheets)}

    def key(line: Line) -> tuple[int, bool, int, Spot, str, str]:
        at = parse_cell(line.cell) if line.cell else (-1, -1)
        gravity, one = GRAVITY.index(line.severity), line.problem
        return gravity, line.is_elsewhere, rank.get(line.sheet, -1), at, one.code, one.message

    return sorted(lines, key=key)


def cells_to_mark(lines: Iterable[Line], sheet: Sheet) -> dict[Spot, list[Line]]:
    """The lines of each cell of a sheet that is to be marked: notes are none; of merged cells the first is marked."""
    found: dict[Spot, list[Line]] = {}
    for line in lines:
        if line.sheet == sheet.name and line.cell and line.severity is not Severity.NOTE:
            found.setdefault(first_cell(sheet, parse_cell(line.cell)), []).append(line)
    return dict(sorted(found.items()))


def first_cell(sheet: Sheet, at: Spot) -> Spot:
    """The first of the merged cells that a cell, by sheet row and column from 0, belongs to; else the cell itself."""
    row, column = at[0] - sheet.top, at[1] - sheet.left
    for merge in sheet.merges:
        if merge.top <= row <= merge.bottom and merge.left <= column <= merge.right:
            return sheet.top + merge.top, sheet.left + merge.left
    return at


def width_of(text: str) -> int:
    """How wide a text is, in half-width characters."""
    return sum(2 if east_asian_width(c) in "WFA" else 1 for c in text)


def make_lines(text: str, width: int) -> int:
    """How many lines a text takes, at most, in a box of so many half-width characters."""
    return sum(max(1, ceil(width_of(line) / (width - 1))) for line in text.split("\n"))
