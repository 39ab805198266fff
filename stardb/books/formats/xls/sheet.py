"""One sheet of an .xls: its cells, merges, hidden rows and columns, and comments."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field
from itertools import islice, pairwise
from struct import error, unpack_from

from stardb.books.display.cell_look import PLAIN, CellLook, display_cell
from stardb.books.display.rich_text import Rich
from stardb.books.errors import damage_error, no_workbook_error
from stardb.books.formats.excel_binary.cell_values import ERRORS, unpack_rk
from stardb.books.formats.excel_binary.fonts import Font, split_runs
from stardb.books.formats.xls.conditional_rules import RULE_RECORDS, XlsRuleReader
from stardb.books.formats.xls.records import Record
from stardb.books.formats.xls.texts import Coding, Pieces
from stardb.books.own_marks import OWN_AUTHOR
from stardb.books.raw.displayed_grid import DisplayedGrid
from stardb.books.raw.raw_sheet import RawSheet
from stardb.books.raw.sheet_metadata import Prompt, SheetMetadata, plain_print_line
from stardb.books.remarks import CellRemark
from stardb.books.sheet import Cell, NoValue
from stardb.dataclass import dataclass
from stardb.ooxml import Spot

_NUMBER, _RK, _RKS, _SHARED, _TEXT, _RICH, _BOOL_OR_ERROR = 0x203, 0x27E, 0xBD, 0xFD, 0x204, 0xD6, 0x205
_FORMULAS = frozenset({0x06, 0x206, 0x406})
"""As Excel 5 and later write them, and as 3 and 4 did: some programs mix these in."""
_RESULT = 0x207
_ANCIENT = frozenset({0x02, 0x03, 0x04, 0x05, 0x07})
"""Cells of Excel 2."""
_ROW, _COLUMNS, _MERGES = 0x208, 0x7D, 0xE5
_OTHER_ROWS, _ARE_HIDDEN = 0x225, 0x02
"""How rows are that have no record of their own."""
_NOTE, _OBJECT, _OBJECT_TEXT = 0x1C, 0x5D, 0x1B6
_PROMPT, _PRINT_LINES = 0x1BE, frozenset({0x14, 0x15})
_WINDOW, _SHOWS_ZEROS = 0x23E, 0x10
_ROWS = 0x10000
_GOES_ON = 0xFFFF
"""The row of a comment that continues the one before."""

NOT_COMPUTED = NoValue("=…")
"""A formula whose result the file does not hold."""

_IS_TEXT, _IS_BOOL, _IS_ERROR, _IS_EMPTY = 0, 1, 2, 3


@dataclass(frozen=True)
class XlsFacts:
    """What the sheets of a workbook share: texts, the looks of its styles, its fonts, how days and characters are counted.

    formats: the codes of its number formats.
    """

    coding: Coding
    texts: Sequence[str | Rich]
    looks: Sequence[CellLook]
    fonts: Sequence[Font]
    base1904: bool
    formats: Mapping[int, str]


@dataclass
class XlsSheetReader:
    """A sheet as far as it was read. waiting: the formula whose text comes in another record. seen: shared texts by style.

    is_reckoned: whether any formula has a result that is neither nought nor empty. doubtful: the formulas that have such.
    """

    book: XlsFacts
    grid: DisplayedGrid
    merges: list[tuple[Spot, Spot]] = field(default_factory=list)
    hidden_rows: list[range] = field(default_factory=list)
    hidden_columns: list[range] = field(default_factory=list)
    notes: dict[Spot, str] = field(default_factory=dict)
    waiting: bytes = b""
    displayed: dict[tuple[int, int], tuple[Cell, CellRemark | None]] = field(default_factory=dict)
    is_reckoned: bool = False
    doubtful: list[bytes] = field(default_factory=list)
    hides_zeros: bool = False
    rows: list[int] = field(default_factory=list)
    hides_others: bool = False
    objects: dict[int, str] = field(default_factory=dict)
    object: int = 0
    prompts: list[Prompt] = field(default_factory=list)
    print_lines: list[str] = field(default_factory=list)
    rules: XlsRuleReader = field(init=False)

    def __post_init__(self) -> None:
        self.rules = XlsRuleReader(self.book.formats)

    def to_raw_sheet(self, name: str, stamp: str, is_hidden: bool) -> RawSheet:
        """What was read."""
        metadata = SheetMetadata(
            self.merges,
            self._hidden_rows(),
            self.hidden_columns,
            self.notes,
            self.grid.remarks,
            self.hides_zeros,
            self.book.base1904,
            stamp,
            self.prompts,
            self.print_lines,
        )
        return self.grid.grid.to_raw_sheet(name, metadata, is_hidden)

    def read(self, part: Iterable[Record]) -> None:
        """Takes in all records of a part behind the first, which says that it is a sheet."""
        for record in islice(part, 1, None):
            self.add(record)

    def add(self, record: Record) -> None:
        """Takes in one record. Raises struct.error or IndexError where it is too short."""
        kind, data, _ = record
        if kind == _NUMBER:
            self._put(data, unpack_from("<d", data, 6)[0])
        elif kind == _SHARED:
            self._put_shared(data)
        elif kind == _RK:
            self._put(data, unpack_rk(unpack_from("<i", data, 6)[0]))
        elif kind == _RKS:
            self._numbers(data)
        elif kind in _FORMULAS:
            self._formula(data)
        elif kind == _RESULT and self.waiting:
            self._put(self.waiting, self.book.coding.text(Pieces([data, *record.more]), 2))
            self.waiting = b""
        elif kind == _TEXT:
            self._put(data, self.book.coding.text(Pieces([data[6:], *record.more]), 2))
        elif kind == _RICH:
            self._put(data, split_runs(*self.book.coding.rich(Pieces([data[6:], *record.more])), self.book.fonts))
        elif kind == _BOOL_OR_ERROR:
            self._put(data, _error(data[6]) if data[7] else data[6] == 1)
        elif kind in _ANCIENT:
            raise no_workbook_error("很旧的 Excel 格式")
        else:
            self._add_mark(record)

    def doubt_formulas(self) -> None:
        """Takes the results of nought and nothing for none: nobody has computed them."""
        for data in self.doubtful:
            self._put(data, NOT_COMPUTED)

    def _put(self, data: bytes, cell: Cell | Rich) -> None:
        """Puts a cell where its record says, as it looks by the style there."""
        row, column, style = unpack_from("<HHH", data)
        self.grid.put(row, column, cell, self._look(style))

    def _put_shared(self, data: bytes) -> None:
        row, column, style, number = unpack_from("<HHHI", data)
        if self.grid.formats:
            self._put(data, self.book.texts[number])
            return
        found = self.displayed.get((number, style))
        if found is None:
            found = display_cell(self.book.texts[number], self._look(style), self.book.base1904)
            self.displayed[number, style] = found
        self.grid.put_displayed(row, column, *found)

    def _look(self, style: int) -> CellLook:
        return self.book.looks[style] if style < len(self.book.looks) else PLAIN

    def _numbers(self, data: bytes) -> None:
        row, first = unpack_from("<HH", data)
        last = unpack_from("<H", data, len(data) - 2)[0]
        if last < first:
            raise damage_error()
        for i in range(last - first + 1):
            style, value = unpack_from("<Hi", data, 4 + 6 * i)
            self.grid.put(row, first + i, unpack_rk(value), self._look(style))

    def _formula(self, data: bytes) -> None:
        if data[6:14] == bytes(8) or (data[12:14] == b"\xff\xff" and data[6] == _IS_EMPTY):
            self.doubtful.append(data[:6])
        else:
            self.is_reckoned = True
        if data[12:14] != b"\xff\xff":
            self._put(data, unpack_from("<d", data, 6)[0])
        elif data[6] == _IS_TEXT:
            self.waiting = data
            self._put(data, NOT_COMPUTED)
        elif data[6] == _IS_BOOL:
            self._put(data, data[8] == 1)
        elif data[6] == _IS_ERROR:
            self._put(data, _error(data[8]))

    def _add_mark(self, record: Record) -> None:
        kind, data, _ = record
        if kind == _MERGES:
            count = unpack_from("<H", data)[0]
            areas = (unpack_from("<4H", data, 2 + 8 * i) for i in range(count))
            self.merges += [((top, left), (bottom, right)) for top, bottom, left, right in areas]
        elif kind == _ROW:
            self._row(data)
        elif kind == _OTHER_ROWS:
            self.hides_others = bool(data[0] & _ARE_HIDDEN)
        elif kind == _COLUMNS and (data[8] & 1 or not unpack_from("<H", data, 4)[0]):
            first, last = unpack_from("<HH", data)
            self.hidden_columns.append(range(first, last + 1))
        elif kind == _WINDOW:
            self.hides_zeros = not data[0] & _SHOWS_ZEROS
        elif kind == _OBJECT and len(data) > 8:
            self.object = unpack_from("<H", data, 6)[0]
        elif kind == _OBJECT_TEXT and len(data) > 12 and record.more:
            length = unpack_from("<H", data, 10)[0]
            text = Pieces(record.more)
            self.objects[self.object] = text.characters(length, text.number(1)) if length else ""
        elif kind == _NOTE and len(data) > 6:
            self._note(data)
        elif kind in _PRINT_LINES and len(data) > 2 and self.book.coding.is_wide:
            self.print_lines.append(plain_print_line(self.book.coding.text(Pieces([data, *record.more]), 2)))
        elif kind == _PROMPT:
            with suppress(IndexError, error):  # a prompt that cannot be read is no reason to refuse the values
                self.prompts += _prompt(Pieces([data[4:], *record.more]))
        elif kind in RULE_RECORDS and self.book.coding.is_wide:
            self.rules.add(record)

    def _row(self, data: bytes) -> None:
        row = unpack_from("<H", data)[0]
        self.rows.append(row)
        if data[12] & 0x20 or not unpack_from("<H", data, 6)[0]:
            self.hidden_rows.append(range(row, row + 1))

    def _hidden_rows(self) -> list[range]:
        """The rows that are hidden; and where others are, those between the ones that have a record."""
        if not self.hides_others:
            return self.hidden_rows
        rows = [-1, *sorted(set(self.rows)), _ROWS]
        return [*self.hidden_rows, *(range(row + 1, following) for row, following in pairwise(rows))]

    def _note(self, data: bytes) -> None:
        """A comment. Since Excel 97 its text came before, with a drawn object, and this names the object and the author."""
        row, column, _, number = unpack_from("<4H", data.ljust(8))
        if not self.book.coding.is_wide:
            place = next(reversed(self.notes), (0, 0)) if row == _GOES_ON else (row, column)
            text = self.book.coding.decode(data[6:])
            self.notes[place] = self.notes.get(place, "") + text
        elif len(data) > 11 and self.book.coding.text(Pieces([data[8:]]), 2) != OWN_AUTHOR:
            self.notes[row, column] = self.objects.get(number, "").strip()


def _prompt(record: Pieces) -> Iterator[Prompt]:
    """What is said beside the cells of a rule for what may be filled in, if anything."""
    texts = [record.characters(record.number(2), record.number(1)).strip("\0") for _ in range(4)]
    for _ in range(2):  # formulas
        size = record.number(2)
        record.read(2 + size)
    areas = [[record.number(2) for _ in range(4)] for _ in range(record.number(2))]
    if text := "\n".join(filter(None, texts[::2])):
        yield Prompt(text, tuple(((top, left), (bottom, right)) for top, bottom, left, right in areas))


def _error(number: int) -> NoValue:
    return NoValue(ERRORS.get(number, "#VALUE!"))
