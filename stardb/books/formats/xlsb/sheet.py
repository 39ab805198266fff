"""One sheet of an .xlsb: its cells, merges, hidden rows and columns, and comments."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from struct import unpack_from

from stardb.books.conditional_formats.display_rules import Area, DisplayChange, DisplayRule
from stardb.books.display.cell_look import PLAIN, CellLook, display_cell
from stardb.books.display.rich_text import Rich
from stardb.books.formats.excel_binary.cell_values import ERRORS, unpack_rk
from stardb.books.formats.excel_binary.fonts import Font, split_runs
from stardb.books.formats.xlsb.conditional_rules import (
    CONDITIONS,
    CONDITIONS_2010,
    GRAPHICS,
    RULE,
    RULE_2010,
    add_graphic,
    read_area,
    read_areas,
    read_areas_2010,
    read_rule,
    rules_2010,
)
from stardb.books.formats.xlsb.records import read_number, read_records, read_rich_text, read_wide
from stardb.books.own_marks import OWN_AUTHOR
from stardb.books.raw.displayed_grid import DisplayedGrid
from stardb.books.raw.raw_sheet import RawSheet
from stardb.books.raw.sheet_metadata import SheetMetadata
from stardb.books.remarks import CellRemark
from stardb.books.sheet import Cell, NoValue
from stardb.dataclass import dataclass
from stardb.ooxml import Spot

_ROW, _RICH_CELL, _COLUMN, _MERGE, _END = 0, 62, 60, 176, 130
_CELLS = frozenset(range(1, 12))
_SHORT = range(12, 19)
"""Cells that stand right of the one before, whose column they leave out; else like those from 1 on."""
_BLANK, _RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = range(1, 8)
_FORMULAS = {8: _TEXT, 9: _REAL, 10: _BOOL, 11: _ERROR}
_VIEW, _SHOWS_ZEROS = 137, 0x10
_STYLE_BITS = 0xFFFFFF
_AUTHOR, _COMMENT, _COMMENT_TEXT = 632, 635, 637


@dataclass(frozen=True)
class XlsbFacts:
    """What the sheets of a workbook share: its texts, the looks of its styles, its fonts, how its days are counted.

    changes: what its conditional formats change, by their numbers. changes_2010: what those of Excel 2010 change.
    """

    texts: Sequence[str | Rich]
    looks: Sequence[CellLook]
    fonts: Sequence[Font]
    base1904: bool
    changes: Mapping[int, DisplayChange]
    changes_2010: Collection[DisplayChange] = ()


@dataclass
class XlsbSheetReader:
    """A sheet as far as it was read: the row and the column it came to, what was found."""

    book: XlsbFacts
    grid: DisplayedGrid
    row: int = 0
    column: int = -1
    hides_zeros: bool = False
    displayed: dict[tuple[int, int], tuple[Cell, CellRemark | None]] = field(default_factory=dict)
    merges: list[tuple[Spot, Spot]] = field(default_factory=list)
    hidden_rows: list[range] = field(default_factory=list)
    hidden_columns: list[range] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    rules: list[DisplayRule] = field(default_factory=list)

    def read(self, part: bytes) -> None:
        """Takes in a sheet's part. Raises struct.error, IndexError or UnreadableFile where it is damaged."""
        for kind, data in read_records(part, _END):
            if kind in _CELLS:
                self.column = read_number(data, 0)
                self._cell(_FORMULAS.get(kind, kind), data, 4)
            elif kind in _SHORT:
                self.column += 1
                self._cell(kind - _SHORT.start + 1, data, 0)
            elif kind == _RICH_CELL:
                self.column = read_number(data, 0)
                self._put(split_runs(*read_rich_text(data, 8), self.book.fonts), read_number(data, 4))
            elif kind == _ROW:
                self._row(data)
            else:
                self._mark(kind, data)

    def to_raw_sheet(self, name: str, notes: dict[Spot, str], stamp: str) -> RawSheet:
        """What was read."""
        metadata = SheetMetadata(
            self.merges,
            self.hidden_rows,
            self.hidden_columns,
            notes,
            self.grid.remarks,
            self.hides_zeros,
            self.book.base1904,
            stamp,
        )
        return self.grid.grid.to_raw_sheet(name, metadata)

    def _cell(self, kind: int, data: bytes, at: int) -> None:
        """A cell of this kind, whose style stands at `at`, its value behind it."""
        style, at = read_number(data, at), at + 4
        if kind == _RK:
            self._put(unpack_rk(unpack_from("<i", data, at)[0]), style)
        elif kind == _REAL:
            self._put(unpack_from("<d", data, at)[0], style)
        elif kind == _TEXT:
            self._put(read_wide(data, at)[0], style)
        elif kind == _SHARED:
            self._put_shared(read_number(data, at), style)
        elif kind == _BOOL:
            self._put(data[at] == 1, style)
        elif kind == _ERROR:
            self._put(NoValue(ERRORS.get(data[at], "#VALUE!")), style)

    def _put(self, cell: Cell | Rich, style: int) -> None:
        self.grid.put(self.row, self.column, cell, self._look(style))

    def _put_shared(self, number: int, style: int) -> None:
        if self.grid.formats:
            self._put(self.book.texts[number], style)
            return
        found = self.displayed.get((number, style))
        if found is None:
            found = display_cell(self.book.texts[number], self._look(style), self.book.base1904)
            self.displayed[number, style] = found
        self.grid.put_displayed(self.row, self.column, *found)

    def _look(self, style: int) -> CellLook:
        style &= _STYLE_BITS
        return self.book.looks[style] if style < len(self.book.looks) else PLAIN

    def _row(self, data: bytes) -> None:
        self.row, self.column = read_number(data, 0), -1
        if data[11] & 0x10:
            self.hidden_rows.append(range(self.row, self.row + 1))

    def _mark(self, kind: int, data: bytes) -> None:
        if kind == _COLUMN and (data[16] & 1 or not read_number(data, 8)):
            self.hidden_columns.append(range(read_number(data, 0), read_number(data, 4) + 1))
        elif kind == _VIEW:
            self.hides_zeros = not data[0] & _SHOWS_ZEROS
        elif kind == _MERGE:
            self.merges.append(read_area(data, 0))
        elif kind == CONDITIONS:
            self.areas = read_areas(data)
        elif kind == RULE:
            self.rules.append(read_rule(data, self.areas, self.book.changes))
        elif kind == CONDITIONS_2010:
            self.areas = read_areas_2010(data)
        elif kind == RULE_2010:
            self.rules += rules_2010(self.areas, self.book.changes_2010)
        elif kind in GRAPHICS and self.rules:
            self.rules[-1] = add_graphic(self.rules[-1], kind, data)


def read_comments(part: bytes) -> dict[Spot, str]:
    """The comments in a part, but for ours."""
    found: dict[Spot, str] = {}
    authors: list[str] = []
    place, author = (0, 0), 0
    for kind, data in read_records(part):
        if kind == _AUTHOR:
            authors.append(read_wide(data, 0)[0])
        elif kind == _COMMENT:
            author, place = read_number(data, 0), (read_number(data, 4), read_number(data, 12))
        elif kind == _COMMENT_TEXT and authors[author : author + 1] != [OWN_AUTHOR]:
            found[place] = read_wide(data, 1)[0].strip()
    return found
