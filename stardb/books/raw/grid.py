"""`Grid`: collects the cells of a sheet in the order they are read, and makes a rectangle of them."""

from stardb.books.raw.allowance import Allowance
from stardb.books.raw.raw_sheet import RawSheet
from stardb.books.raw.sheet_metadata import SheetMetadata, too_far
from stardb.books.sheet import Cell


class Grid:
    """Cells by row and column, from 0.

    far_corner: the name of the cell that made it too large, else ""; what comes after it is dropped.
    allowance: what the workbook's sheets may hold together.
    """

    def __init__(self, allowance: Allowance) -> None:
        self.far_corner = ""
        self._allowance = allowance
        self._lines: dict[int, list[Cell]] = {}
        self._bottom = self._right = 0

    def grow(self, bottom: int, right: int) -> str:
        """Makes room for so many rows and columns; the far corner if that were too much."""
        self._bottom, self._right = max(self._bottom, bottom), max(self._right, right)
        self.far_corner = too_far(self._bottom, self._right)
        return self.far_corner

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Puts a cell where it belongs; an empty one takes no place."""
        outside = row >= self._bottom or column >= self._right
        if cell == "" or self.far_corner or (outside and self.grow(row + 1, column + 1)):
            return
        if isinstance(cell, str):
            self._allowance.use_characters(len(cell))
        line = self._lines.setdefault(row, [])
        line += [""] * (column + 1 - len(line))
        line[column] = cell

    def put_row(self, row: int, cells: list[Cell]) -> None:
        """Puts a whole row at once."""
        if cells and not self.far_corner and not self.grow(row + 1, len(cells)):
            self._lines[row] = cells

    def line(self, row: int) -> list[Cell]:
        """The cells of a row so far, to be filled by one who makes room with `grow`."""
        return self._lines.setdefault(row, [])

    def to_raw_sheet(self, name: str, metadata: SheetMetadata, is_hidden: bool = False) -> RawSheet:
        """The sheet of all cells that are filled or have a remark; without any cell where they are too many."""
        remarked = {row for row, _ in metadata.remarks}
        lines = {row: line for row, line in self._lines.items() if row in remarked or any(cell != "" for cell in line)}
        if self.far_corner or not lines:
            return RawSheet(name, [], metadata=metadata, is_hidden=is_hidden, far_corner=self.far_corner)
        starts = (next((i for i, cell in enumerate(line) if cell != ""), len(line)) for line in lines.values())
        top, left = min(lines), min([*starts, *(column for _, column in metadata.remarks)])
        width = max(map(len, lines.values())) - left
        self._allowance.use_cells(width * (max(lines) - top + 1))
        rows: list[list[Cell]] = [[""] * width for _ in range(max(lines) - top + 1)]
        for row, line in lines.items():
            rows[row - top][: len(line) - left] = line[left:]
        return RawSheet(name, rows, top, left, metadata, is_hidden)
