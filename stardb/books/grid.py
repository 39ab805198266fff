"""`Grid`: the cells of a sheet as a reader comes upon them, row by row, and the rectangle they make."""

from stardb.books.breakage import Unreadable
from stardb.books.draft import Draft
from stardb.books.marks import CELL_LIMIT, Marks, too_far
from stardb.books.sheet import Cell

CHARACTER_LIMIT = 2**26
"""The most characters read in the cells of one workbook, a text that many cells share counted in each: 5,000,000 cells
have room for 13 each. A few bytes of a file can stand for any number of them."""
TOTAL_LIMIT = 4 * CELL_LIMIT
"""The most cells in all sheets of a workbook, empty ones and all."""


class Allowance:
    """How much more the sheets of one workbook may hold. Raises Unreadable where that is exceeded."""

    def __init__(self) -> None:
        self._characters, self._cells = CHARACTER_LIMIT, TOTAL_LIMIT

    def take_characters(self, count: int) -> None:
        self._characters -= count
        if self._characters < 0:
            raise _too_much(f"各格的文字合计超过{CHARACTER_LIMIT // 10_000}万字")

    def take_cells(self, count: int) -> None:
        self._cells -= count
        if self._cells < 0:
            raise _too_much(f"各表合计超过{TOTAL_LIMIT // 10_000}万格")


def _too_much(found: str) -> Unreadable:
    return Unreadable("D155", f"大得反常（{found}），没有读", found, "一个工作簿能用得着的内容")


class Grid:
    """Cells by row and column, from 0. far: the corner that made it too large; what comes after it is not kept.

    allowance: what the workbook's sheets may hold together.
    """

    def __init__(self, allowance: Allowance) -> None:
        self.far = ""
        self._allowance = allowance
        self._lines: dict[int, list[Cell]] = {}
        self._bottom = self._right = 0

    def grow(self, bottom: int, right: int) -> str:
        """Makes room for so many rows and columns; the far corner if that were too much."""
        self._bottom, self._right = max(self._bottom, bottom), max(self._right, right)
        self.far = too_far(self._bottom, self._right)
        return self.far

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Puts a cell where it belongs; an empty one takes no place."""
        outside = row >= self._bottom or column >= self._right
        if cell == "" or self.far or (outside and self.grow(row + 1, column + 1)):
            return
        if isinstance(cell, str):
            self._allowance.take_characters(len(cell))
        line = self._lines.setdefault(row, [])
        line += [""] * (column + 1 - len(line))
        line[column] = cell

    def put_row(self, row: int, cells: list[Cell]) -> None:
        """Puts a whole row at once."""
        if cells and not self.far and not self.grow(row + 1, len(cells)):
            self._lines[row] = cells

    def draft(self, name: str, marks: Marks, is_hidden: bool = False) -> Draft:
        """The sheet of these cells; nothing of it where they are too many."""
        lines = {row: line for row, line in self._lines.items() if any(cell != "" for cell in line)}
        if self.far or not lines:
            return Draft(name, [], marks=marks, is_hidden=is_hidden, far=self.far)
        top, left = min(lines), min(next(i for i, cell in enumerate(line) if cell != "") for line in lines.values())
        width = max(map(len, lines.values())) - left
        self._allowance.take_cells(width * (max(lines) - top + 1))
        rows: list[list[Cell]] = [[""] * width for _ in range(max(lines) - top + 1)]
        for row, line in lines.items():
            rows[row - top][: len(line) - left] = line[left:]
        return Draft(name, rows, top, left, marks, is_hidden)
