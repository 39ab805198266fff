"""One worksheet of an .xlsx, read from its XML in one go: cells as people see them, and all that is to be known of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from stardb.books.conditional_formats.conditional_formats import ConditionalFormats
from stardb.books.display.cell_look import PLAIN, CellLook, display_cell, is_zero
from stardb.books.display.rich_text import Rich
from stardb.books.errors import damage_error
from stardb.books.formats.xlsx.cell_values import CellValues, XlsxFacts, parse_number
from stardb.books.formats.xlsx.shared_texts import Text
from stardb.books.formats.xlsx.sheet_frame import PRINT_LINES, SheetFrame
from stardb.books.formats.xlsx.text_reader import TextReader
from stardb.books.raw.allowance import Allowance
from stardb.books.raw.grid import Grid
from stardb.books.raw.raw_sheet import RawSheet
from stardb.books.raw.sheet_metadata import SheetMetadata
from stardb.books.remarks import CellRemark, Remark
from stardb.books.sheet import Cell
from stardb.ooxml import LocalNames, MissingPart, Spot, parse_cell, scan

Displayed = tuple[Cell, CellRemark | None]
Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Take = Callable[[str], None]

_Raw = dict[str, Any]
"""A cell's attributes, and under names that no attribute has, its value (a Text) and its formula."""
_VALUE, _FORMULA = " v", " f"
_WIDEST = 2**14
_MEMORY = 2**16
_TEXTS = frozenset({"is", "t", "r", "rPr", "rPh", "strike", "vertAlign", "rFont"})
_FRAME_TEXTS = PRINT_LINES | {"sqref", "formula"}
_DIGITS = "0123456789"


class _TooLarge(Exception):
    """The sheet is too large to be read."""


def read_worksheet(
    open_part: Callable[[], Iterable[bytes]], name: str, facts: XlsxFacts, notes: Mapping[Spot, str], stamp: str
) -> RawSheet:
    """The sheet in a part's XML, which `open_part` gives in pieces. notes: its comments.

    Its conditional formats stand behind its cells: where any changes what is shown, the sheet is read again.
    Raises UnreadableFile or PackageError where it is damaged, or would take too much.
    """
    reader = _Reader(facts)
    try:
        scan(facts.allowance.count_tags(open_part()), *reader.handlers())
        if formats := ConditionalFormats(reader.frame.conditional.rules()):
            reader = _ConditionalReader(replace(facts, allowance=Allowance()), formats)
            scan(open_part(), *reader.handlers())
    except _TooLarge:
        return RawSheet(name, [], far_corner=reader.grid.far_corner)
    frame = reader.frame
    metadata = SheetMetadata(
        frame.merges,
        frame.hidden_rows,
        frame.hidden_columns(),
        notes,
        reader.remarks,
        base1904=facts.base1904,
        stamp=stamp,
        prompts=frame.prompts,
        print_lines=frame.print_lines,
    )
    return reader.grid.to_raw_sheet(name, metadata)


class _Reader:
    """A sheet as far as it was read, and what was found."""

    def __init__(self, facts: XlsxFacts) -> None:
        self.grid, self.frame = Grid(facts.allowance), SheetFrame(facts.changes)
        self.remarks: dict[Spot, CellRemark] = {}
        self._facts = facts
        self._values = CellValues(facts.texts)
        self._columns: dict[str, int] = {}
        self._looks: dict[str | None, CellLook] = {}
        self._plain: set[str | None] = set()
        self._known: dict[tuple[str, str | None, Text | None], Displayed] = {}
        self._bottom = self._right = -1

    def handlers(self) -> tuple[Start, End, Take]:
        """What is to be called for the elements and characters of the sheet.

        This happens for every one of them, some millions in a large sheet: hence they do little, and what they remember
        stands in variables that they share. A row's cells are put in their places once it has ended.
        """
        names, allowance, texts, frame = LocalNames(), self._facts.allowance, TextReader(), self.frame
        rules = frame.conditional
        row = -1
        cells: list[_Raw] = []
        cell: _Raw = {}
        content: str | None = None
        more: list[str] = []

        def start(name: str, given: dict[str, str]) -> None:
            nonlocal row, cell, content
            local = names[name]
            if local == "c":
                cell = given
                cells.append(cell)
                if len(cells) > _WIDEST:
                    raise damage_error("一行里的格多得反常")
            elif local == "v" or local == "f":
                content = ""
            elif local == "row":
                number = given.get("r")
                row = row + 1 if number is None else parse_number(number) - 1
                frame.add_row(row, given)
            elif local in _TEXTS and not rules.is_open:
                texts.start(local, given)
            elif local in _FRAME_TEXTS:
                content = ""
            else:
                frame.add(local, given)

        def take(piece: str) -> None:
            nonlocal content
            if content is not None:
                if content:  # a long one comes in pieces
                    allowance.use_characters(len(piece))
                    more.append(piece)
                else:
                    content = piece
            elif texts.is_open:
                allowance.use_characters(len(piece))
                texts.add(piece)

        def end(name: str) -> None:
            nonlocal content
            local = names[name]
            if local == "c":
                return
            if more:
                content = f"{content}{''.join(more)}"
                more.clear()
            if local == "v" or local == "f":
                cell[_VALUE if local == "v" else _FORMULA] = content or ""
                content = None
            elif local == "row":
                self._put_row(row, cells)
                cells.clear()
            elif local == "is":
                cell[_VALUE] = texts.finish()
            elif local in _TEXTS and not rules.is_open:
                texts.end(local)
            elif local in _FRAME_TEXTS:
                frame.add_text(local, content or "")
                content = None

        return start, end, take

    def _put_row(self, number: int, cells: Sequence[_Raw]) -> None:
        """Puts the cells of a row where they belong, as people see them."""
        columns, known, plain, read_number = self._columns, self._known, self._plain, self._values.read_number
        bottom, right = self._bottom, self._right
        name, column, characters = str(number + 1), -1, 0
        line: list[Cell] | None = None
        for cell in cells:
            get = cell.get
            row, place = number, get("r")
            if place is None:
                column += 1
            elif (there := columns.get(place.removesuffix(name))) is not None:
                column = there
            else:
                row, column = parse_cell(place)
                columns[place.rstrip(_DIGITS)] = column
            kind, style, value = get("t", "n"), get("s"), get(_VALUE)
            if value is None and kind != "e" and _FORMULA not in cell:
                continue
            if kind == "n" and style in plain and value and isinstance(value, str):
                read, remark = read_number(value), None
            else:
                read, remark = known.get((kind, style, value)) or self._display(kind, style, value, get(_FORMULA))
            if isinstance(read, str):
                if not read and remark is None:
                    continue
                if kind != "inlineStr":  # which was counted as it came
                    characters += len(read)
            if remark is not None:
                self.remarks[row, column] = remark
            if column > right or row > bottom:
                self._grow(row, column)
                bottom, right = self._bottom, self._right
            if row != number:
                _put(self.grid.line(row), column, read)
                continue
            if line is None:
                line = self.grid.line(row)
            if column == len(line):
                line.append(read)
            else:
                _put(line, column, read)
        self._facts.allowance.use_characters(characters)

    def _grow(self, row: int, column: int) -> None:
        self._bottom, self._right = max(row, self._bottom), max(column, self._right)
        if self.grid.grow(row + 1, column + 1):
            raise _TooLarge

    def _display(self, kind: str, style: str | None, value: Text | None, formula: str | None) -> Displayed:
        """What is seen of a cell. One like it, of which there are many, need not be looked at again."""
        look = self._looks[style] if style in self._looks else self._look(style)
        raw = self._values.read(kind, value, formula)
        found: Displayed
        if isinstance(raw, Rich):  # all of it is gone through, read or not
            self._facts.allowance.use_characters(len(raw.text))
            found = display_cell(raw, look, self._facts.base1904)
        elif self.frame.hides_zeros and is_zero(raw):
            found = "", CellRemark(Remark.UNSEEN, "0")
        else:
            found = (raw, None) if look is PLAIN else display_cell(raw, look, self._facts.base1904)
        if value and len(self._known) < _MEMORY:
            self._known[kind, style, value] = found
        return found

    def _look(self, style: str | None) -> CellLook:
        """The look of a cell style, which is the first where a cell names none."""
        number, looks = parse_number(style or "0"), self._facts.looks
        if looks is None and number:
            raise MissingPart("styles")
        look = self._looks[style] = (looks or {}).get(number, PLAIN)
        if look is PLAIN and not self.frame.hides_zeros:
            self._plain.add(style)
        return look


class _ConditionalReader(_Reader):
    """Reads a sheet whose conditional formats are known, and change what some of its cells show."""

    def __init__(self, facts: XlsxFacts, formats: ConditionalFormats) -> None:
        super().__init__(facts)
        self._formats = formats

    def _put_row(self, number: int, cells: Sequence[_Raw]) -> None:
        super()._put_row(number, cells)
        column, places = -1, list[tuple[Spot, str | None, Cell | Rich]]()
        for cell in cells:
            place, value = cell.get("r"), cell.get(_VALUE)
            row, column = (number, column + 1) if place is None else parse_cell(place)
            places.append(
                ((row, column), cell.get("s"), self._values.read(cell.get("t", "n"), value, cell.get(_FORMULA)))
            )
        beside = {column: raw for (row, column), _, raw in places if row == number}
        for (row, column), style, raw in places:
            if self.frame.hides_zeros and not isinstance(raw, Rich) and is_zero(raw):
                continue
            look, base1904 = self._look(style), self._facts.base1904
            if found := self._formats.display_at(row, column, raw, look, base1904, beside):
                self._replace(row, column, *found)

    def _replace(self, row: int, column: int, cell: Cell, remark: CellRemark | None) -> None:
        """Puts a cell in the place of the one that stands there without the conditional formats."""
        if column > self._right or row > self._bottom:
            self._grow(row, column)
        _put(self.grid.line(row), column, cell)
        self.remarks.pop((row, column), None)
        if remark is not None:
            self.remarks[row, column] = remark


def _put(line: list[Cell], column: int, cell: Cell) -> None:
    """Puts a cell into a row, which is made long enough."""
    line.extend([""] * (column + 1 - len(line)))
    line[column] = cell
