"""One sheet of an .xlsb: its cells, merges, hidden rows and columns, and comments."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from struct import unpack_from

from stardb.books.binarystream import ERRORS, number, records, rk, wide
from stardb.books.comments import OURS
from stardb.books.draft import Draft
from stardb.books.grid import Grid
from stardb.books.looks import PLAIN, Look
from stardb.books.marks import Marks
from stardb.books.sheet import Cell, Lost
from stardb.ooxml import Spot

_ROW, _RICH_CELL, _COLUMN, _MERGE, _END = 0, 62, 60, 176, 130
_CELLS = frozenset(range(1, 12))
_SHORT = range(12, 19)
"""Cells that stand right of the one before, whose column they leave out; else like those from 1 on."""
_BLANK, _RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = range(1, 8)
_FORMULAS = {8: _TEXT, 9: _REAL, 10: _BOOL, 11: _ERROR}
_AUTHOR, _COMMENT, _COMMENT_TEXT = 632, 635, 637


@dataclass(frozen=True)
class BookFacts:
    """What the sheets of a workbook share: its texts, the number formats of its styles, how its days are counted."""

    texts: Sequence[str]
    looks: Sequence[Look]
    base1904: bool


@dataclass
class SheetReader:
    """A sheet as far as it was read: the row and the column it came to, what was found."""

    book: BookFacts
    grid: Grid
    row: int = 0
    column: int = -1
    shown: list[tuple[Spot, Look]] = field(default_factory=list)
    merges: list[tuple[Spot, Spot]] = field(default_factory=list)
    hidden_rows: list[range] = field(default_factory=list)
    hidden_columns: list[range] = field(default_factory=list)

    def read(self, part: bytes) -> None:
        """Takes in a sheet's part. Raises struct.error, IndexError or Unreadable where it is damaged."""
        for kind, data in records(part, _END):
            if kind in _CELLS:
                self.column = number(data, 0)
                self._cell(_FORMULAS.get(kind, kind), data, 4)
            elif kind in _SHORT:
                self.column += 1
                self._cell(kind - _SHORT.start + 1, data, 0)
            elif kind == _RICH_CELL:
                self.column = number(data, 0)
                self.grid.put(self.row, self.column, wide(data, 9)[0])
            elif kind == _ROW:
                self._row(data)
            else:
                self._mark(kind, data)

    def draft(self, name: str, notes: dict[Spot, str], stamp: str) -> Draft:
        """What was read."""
        hidden = self.hidden_rows, self.hidden_columns
        marks = Marks({}, self.shown, self.merges, *hidden, notes, "", self.book.base1904, stamp)
        return self.grid.draft(name, marks)

    def _cell(self, kind: int, data: bytes, at: int) -> None:
        """A cell of this kind, whose style stands at `at`, its value behind it."""
        style = number(data, at) & 0xFFFFFF
        look = self.book.looks[style] if style < len(self.book.looks) else PLAIN
        at += 4
        if kind in (_RK, _REAL):
            value = rk(unpack_from("<i", data, at)[0]) if kind == _RK else unpack_from("<d", data, at)[0]
            self._put(value)
            if not look.is_plain:
                self.shown.append(((self.row, self.column), look))
        elif kind == _TEXT:
            self._put(wide(data, at)[0])
        elif kind == _SHARED:
            self._put(self.book.texts[number(data, at)])
        elif kind == _BOOL:
            self._put(data[at] == 1)
        elif kind == _ERROR:
            self._put(Lost(ERRORS.get(data[at], "#VALUE!")))

    def _put(self, cell: Cell) -> None:
        self.grid.put(self.row, self.column, cell)

    def _row(self, data: bytes) -> None:
        self.row, self.column = number(data, 0), -1
        if data[11] & 0x10:
            self.hidden_rows.append(range(self.row, self.row + 1))

    def _mark(self, kind: int, data: bytes) -> None:
        if kind == _COLUMN and (data[16] & 1 or not number(data, 8)):
            self.hidden_columns.append(range(number(data, 0), number(data, 4) + 1))
        elif kind == _MERGE:
            top, bottom, left, right = unpack_from("<4I", data)
            self.merges.append(((top, left), (bottom, right)))


def comments(part: bytes) -> dict[Spot, str]:
    """The comments in a part, but for ours."""
    found: dict[Spot, str] = {}
    authors: list[str] = []
    place, author = (0, 0), 0
    for kind, data in records(part):
        if kind == _AUTHOR:
            authors.append(wide(data, 0)[0])
        elif kind == _COMMENT:
            author, place = number(data, 0), (number(data, 4), number(data, 12))
        elif kind == _COMMENT_TEXT and authors[author : author + 1] != [OURS]:
            found[place] = wide(data, 1)[0].strip()
    return found
