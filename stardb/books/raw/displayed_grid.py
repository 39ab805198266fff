"""`DisplayedGrid`: the cells of a sheet as people see them, and the remarks on them."""

from math import isfinite

from stardb.books.conditional_formats.conditional_formats import NO_FORMATS, ConditionalFormats
from stardb.books.display.cell_look import PLAIN, CellLook, display_cell
from stardb.books.display.rich_text import Rich
from stardb.books.raw.allowance import Allowance
from stardb.books.raw.grid import Grid
from stardb.books.remarks import CellRemark
from stardb.books.sheet import Cell, NoValue
from stardb.ooxml import Spot

_NO_NUMBER = NoValue("#NUM!")


class DisplayedGrid:
    """A grid, and the remarks on its cells by sheet row and column.

    base1904: how the workbook counts its days. formats: those conditional formats that change what cells show.
    """

    def __init__(self, allowance: Allowance, base1904: bool = False, formats: ConditionalFormats = NO_FORMATS) -> None:
        self.grid = Grid(allowance)
        self.formats = formats
        self.remarks: dict[Spot, CellRemark] = {}
        self._base1904 = base1904

    def put(self, row: int, column: int, cell: Cell | Rich, look: CellLook = PLAIN) -> None:
        """Puts in what a value with this look shows; a number that is not finite is an error value."""
        if isinstance(cell, float) and not isfinite(cell):
            cell = _NO_NUMBER
        if self.formats and (found := self.formats.display_at(row, column, cell, look, self._base1904)):
            self.put_displayed(row, column, *found)
        elif look is PLAIN and not isinstance(cell, Rich):
            self.grid.put(row, column, cell)
        else:
            self.put_displayed(row, column, *display_cell(cell, look, self._base1904))

    def put_displayed(self, row: int, column: int, cell: Cell, remark: CellRemark | None) -> None:
        """Puts in a cell as people see it. A blank one has a place only if there is a remark on it."""
        self.grid.put(row, column, cell)
        if remark and not self.grid.grow(row + 1, column + 1):
            line = self.grid.line(row)
            line += [""] * (column + 1 - len(line))
            self.remarks[row, column] = remark
