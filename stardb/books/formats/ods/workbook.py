"""An .ods, all in its content.xml, or in one file without a package, where a cell or a row may stand for any number of like ones."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import isfinite
from operator import itemgetter

from lxml import etree

from stardb.books.conditional_formats.conditional_formats import NO_FORMATS, ConditionalFormats, Displayed
from stardb.books.conditional_formats.display_rules import CellTest, DisplayChange, DisplayRule
from stardb.books.display.cell_look import CellLook, display_cell
from stardb.books.display.rich_text import Rich
from stardb.books.errors import Unreadable, damage_error, no_workbook_error
from stardb.books.formats.file_format import FileContent, FileFormat, RawBook
from stardb.books.formats.ods.cell_styles import FONT_FACE, FORMATS, NAMES, STYLE, TEXT_FORMAT, OdsStyles
from stardb.books.formats.ods.cell_values import NUMBERS, OFFICE, TEXT, add_words, read_value, text_of_lines
from stardb.books.formats.ods.conditions import read_areas
from stardb.books.own_marks import OWN_AUTHOR, STAMPS, join_stamps
from stardb.books.raw.allowance import Allowance
from stardb.books.raw.displayed_grid import DisplayedGrid
from stardb.books.raw.raw_sheet import RawSheet
from stardb.books.raw.sheet_metadata import SheetMetadata
from stardb.books.remarks import CellRemark, Remark
from stardb.books.sheet import Cell, NoValue
from stardb.ooxml import Package, Spot, file_name_of, forget, read_constants, walk

CONTENT, _STYLES = "content.xml", "styles.xml"

_SPACES, _HEAD = re.compile(rb"""\sxmlns:(office|table|text)\s*=\s*["']([^"']*)"""), 2**14
_MIMETYPE, _KIND = "mimetype", b"opendocument.spreadsheet"
_MANIFEST = "META-INF/manifest.xml"
_TABLE = f"{{{NAMES}table:1.0}}"
_EXTENSION = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_ERROR_TYPE = f"{_EXTENSION}value-type"
_CONDITIONS = f"{_EXTENSION}conditional-format"
_STYLED, _DRAWN = f"{_EXTENSION}condition", (f"{_EXTENSION}data-bar", f"{_EXTENSION}icon-set")
_CONFIG = f"{{{NAMES}config:1.0}}"
_SETTINGS, _SETTING = "settings.xml", f"{_CONFIG}config-item"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_BODY = f"{OFFICE}spreadsheet"
_ASIDE = (
    f"{{{NAMES}drawing:1.0}}*",
    *(f"{_TABLE}{name}" for name in ("shapes", "tracked-changes", "dde-links", "scenario")),
)
"""What holds tables and texts that are no cells of a sheet: drawings with charts in them, what was changed or deleted."""
_CELLS = frozenset({f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"})
_COLUMN, _ROW, _SHEET = f"{_TABLE}table-column", f"{_TABLE}table-row", f"{_TABLE}table"
_ROWS_REPEATED, _COLUMNS_REPEATED = f"{_TABLE}number-rows-repeated", f"{_TABLE}number-columns-repeated"
_ROWS_SPANNED, _COLUMNS_SPANNED = f"{_TABLE}number-rows-spanned", f"{_TABLE}number-columns-spanned"
_KIND_OF_VALUE, _FORMULA, _ANNOTATION = f"{OFFICE}value-type", f"{_TABLE}formula", f"{OFFICE}annotation"
_STYLE_NAME = f"{_TABLE}style-name"
_DATES, _NAMED = f"{_TABLE}null-date", f"{_TABLE}named-expression"
_STYLE_PARTS = (STYLE, FONT_FACE, *FORMATS, TEXT_FORMAT)
_WATCHED = (_BODY, _SHEET, _COLUMN, _ROW, *_CELLS, _DATES, _NAMED, _CONDITIONS, *_STYLE_PARTS, *_ASIDE)
_FLAT = re.compile(rb"<(?:\w+:)?document[\s>]")
_ERRORS = re.compile(r"Err:\d{3}|#[A-Z/0!?]+")
"""What a formula shows in place of a value it does not have."""
_LINKED = "'file:"
"""How the name of a sheet begins that is a copy of another workbook's."""


@dataclass
class _Sheet:
    """A sheet as far as it was read: the next row and column, how often the row stands, what was found."""

    name: str
    is_hidden: bool
    grid: DisplayedGrid
    row: int = 0
    column: int = 0
    columns: int = 0
    repeated: int = 1
    row_style: str = ""
    column_styles: list[tuple[int, str]] = field(default_factory=list)
    merges: list[tuple[Spot, Spot]] = field(default_factory=list)
    hidden_rows: list[range] = field(default_factory=list)
    hidden_columns: list[range] = field(default_factory=list)
    notes: dict[Spot, str] = field(default_factory=dict)
    stamp: str = ""
    rules: list[DisplayRule] = field(default_factory=list)

    def to_raw_sheet(self, base1904: bool, stamp: str, hides_zeros: bool) -> RawSheet:
        metadata = SheetMetadata(
            self.merges,
            self.hidden_rows,
            self.hidden_columns,
            self.notes,
            self.grid.remarks,
            hides_zeros,
            base1904,
            join_stamps(self.stamp, stamp),
        )
        return self.grid.grid.to_raw_sheet(self.name, metadata, self.is_hidden)

    def style(self, cell: etree._Element) -> str:
        """The name of a cell's style: its own, its row's, or its column's."""
        name = cell.get(_STYLE_NAME) or self.row_style
        if not name and self.column_styles:
            at = bisect_right(self.column_styles, self.column, key=itemgetter(0))
            name = self.column_styles[at][1] if at < len(self.column_styles) else ""
        return name


@dataclass
class _Book:
    """A workbook as far as it was read."""

    sheets: list[_Sheet] = field(default_factory=list)
    links: set[str] = field(default_factory=set)
    styles: OdsStyles = field(default_factory=OdsStyles)
    base1904: bool = False
    stamp: str = ""
    is_spreadsheet: bool = False
    allowance: Allowance = field(default_factory=Allowance)
    formats: Sequence[ConditionalFormats] = ()

    def next_grid(self) -> DisplayedGrid:
        """The grid of the next sheet, with its conditional formats where these are known already."""
        number = len(self.sheets)
        formats = self.formats[number] if number < len(self.formats) else NO_FORMATS
        return DisplayedGrid(self.allowance, formats=formats)


def _is_ods(content: FileContent) -> bool:
    """Whether this is an OpenDocument: its content may be missing, and it may be a text."""
    package = content.package
    if package is None:
        head = content.data[:_HEAD]
        return f"{NAMES}office:1.0".encode() in head and _FLAT.search(head) is not None
    return CONTENT in package or (_MIMETYPE in package and _KIND in package.head(_MIMETYPE))


def read(content: FileContent) -> RawBook:
    """The sheets of a package, or of one XML without any. Raises Unreadable or PackageError where there are none."""
    return _read_xml(content.data, OdsStyles()) if content.package is None else _read_package(content.package)


def _read_package(package: Package) -> RawBook:
    if _MANIFEST in package and b"encryption-data" in package.read(_MANIFEST):
        reason = "这种格式（.ods）有密码就读不了"
        raise Unreadable("D102", f"设有打开密码，{reason}", reason, "没有密码的工作簿")
    styles = OdsStyles()
    if _STYLES in package:
        for event, element in walk(package.read(_STYLES), _STYLE_PARTS):
            if event == "end":
                styles.add(element)
    hides_zeros = _SETTINGS in package and _hides_zeros(package.read(_SETTINGS))
    return _read_xml(package.read(CONTENT), styles, hides_zeros)


def _read_xml(xml: bytes, styles: OdsStyles, hides_zeros: bool = False) -> RawBook:
    """What stands in the content. Conditional formats stand behind the cells: where any changes one, it is read again."""
    book = _read_book(xml, _Book(styles=styles))
    formats = [ConditionalFormats(sheet.rules) for sheet in book.sheets]
    if any(formats):
        book = _read_book(xml, _Book(styles=styles, formats=formats))
    sheets = [sheet for sheet in book.sheets if not sheet.name.startswith(_LINKED)]
    raw = [sheet.to_raw_sheet(book.base1904, book.stamp, hides_zeros) for sheet in sheets]
    return RawBook(raw, tuple(sorted(book.links)))


def _read_book(xml: bytes, book: _Book) -> _Book:
    if any(space != f"{NAMES}{name.decode()}:1.0".encode() for name, space in _SPACES.findall(xml[:_HEAD])):
        raise damage_error("里面的 XML 不合规矩（名称空间）")
    aside = 0
    for event, element in walk(xml, _WATCHED):
        if _is_aside(element):
            aside += 1 if event == "start" else -1
        elif aside:
            continue
        elif event == "start":
            _start(element, book)
        else:
            _end(element, book)
    if not book.is_spreadsheet:
        raise no_workbook_error("别种文档")
    return book


def _is_aside(element: etree._Element) -> bool:
    return element.tag in _ASIDE or element.tag.startswith(_ASIDE[0][:-1])


def _start(element: etree._Element, book: _Book) -> None:
    if element.tag == _BODY:
        book.is_spreadsheet = True
    elif element.tag == _SHEET:
        name, look = element.get(f"{_TABLE}name") or "", element.get(f"{_TABLE}style-name")
        book.sheets.append(_Sheet(name, look in book.styles.hiding, book.next_grid()))
    elif element.tag in (_COLUMN, _ROW) and book.sheets:
        sheet, hidden = book.sheets[-1], _is_hidden(element, book.styles)
        if element.tag == _ROW:
            sheet.column, sheet.repeated = 0, _count(element, _ROWS_REPEATED)
            sheet.row_style = element.get(f"{_TABLE}default-cell-style-name") or ""
            sheet.hidden_rows += [range(sheet.row, sheet.row + sheet.repeated)] if hidden else []
            return
        count = _count(element, _COLUMNS_REPEATED)
        sheet.hidden_columns += [range(sheet.columns, sheet.columns + count)] if hidden else []
        sheet.columns += count
        sheet.column_styles.append((sheet.columns, element.get(f"{_TABLE}default-cell-style-name") or ""))


def _is_hidden(element: etree._Element, styles: OdsStyles) -> bool:
    """Whether a row or a column is not seen."""
    family = "table-row" if element.tag == _ROW else "table-column"
    is_flat = (family, element.get(_STYLE_NAME) or "") in styles.flat
    return is_flat or element.get(f"{_TABLE}visibility") in ("collapse", "filter")


def _end(element: etree._Element, book: _Book) -> None:
    if element.tag in _CELLS:
        if book.sheets:
            _end_cell(element, book.sheets[-1], book)
    elif element.tag in _STYLE_PARTS:
        book.styles.add(element)
    elif element.tag == _CONDITIONS:
        for sheet in book.sheets[-1:]:
            sheet.rules += _rules(element, book.styles, len(sheet.rules))
    elif element.tag == _DATES:
        book.base1904 = (element.get(f"{_TABLE}date-value") or "").startswith("1904")
    elif element.tag == _NAMED and element.get(f"{_TABLE}name") in STAMPS:
        stamped = book.sheets[-1] if next(element.iterancestors(_SHEET), None) is not None else book
        stamped.stamp = read_constants(element.get(f"{_TABLE}expression") or "")
    elif element.tag == _ROW and book.sheets:
        book.sheets[-1].row += book.sheets[-1].repeated
        forget(element)


def _end_cell(cell: etree._Element, sheet: _Sheet, book: _Book) -> None:
    count = _count(cell, _COLUMNS_REPEATED)
    kind, formula = cell.get(_KIND_OF_VALUE), cell.get(_FORMULA)
    if len(cell) or kind or formula:
        _cell(cell, sheet, range(sheet.column, sheet.column + count), book, kind, formula or "")
    sheet.column += count


def _cell(cell: etree._Element, sheet: _Sheet, columns: range, book: _Book, kind: str | None, formula: str) -> None:
    held, style = read_value(cell, kind, book.styles), sheet.style(cell)
    if isinstance(held, float):
        held = add_words(held, book.styles.words(style))
    if cell.get(_ERROR_TYPE) == "error" or (formula and isinstance(held, str) and _ERRORS.fullmatch(held)):
        held = NoValue(text_of_lines(cell) or "#VALUE!")
    elif formula and not kind and cell.find(f"{TEXT}p") is None:
        held = NoValue("=" + formula.partition(":=")[2])
    if not sheet.grid.grid.far_corner:
        displayed, remark = display_cell(held, book.styles.look(style))
        if held == "" and (stored := cell.get(f"{OFFICE}value")):
            remark = CellRemark(Remark.UNSEEN, stored)
        rules = book.styles.rules(style)
        if rules or sheet.grid.formats:
            _fill_by_rules(sheet, columns, _Value(cell, held, kind, (displayed, remark)), rules, book)
        elif displayed != "" or remark:
            _fill(sheet, columns, displayed, remark)
    if _LINKED in formula:
        book.links.add(file_name_of(formula.partition(_LINKED)[2].partition("'#")[0]))
    down, right = _count(cell, _ROWS_SPANNED) - 1, _count(cell, _COLUMNS_SPANNED) - 1
    if (down or right) and not sheet.grid.grid.far_corner:
        rows = range(sheet.row, sheet.row + (1 if down else sheet.repeated))
        sheet.merges += [((row, columns.start), (row + down, columns.start + right)) for row in rows]
    for note in cell.iterfind(_ANNOTATION) if len(cell) else ():
        if note.findtext(_CREATOR) != OWN_AUTHOR:
            sheet.notes[sheet.row, columns.start] = text_of_lines(note).strip()


def _fill(sheet: _Sheet, columns: range, cell: Cell, remark: CellRemark | None) -> None:
    """Puts the value into every row and column it stands for, unless they are too many."""
    rows = range(sheet.row, sheet.row + sheet.repeated)
    if sheet.grid.grid.grow(rows.stop, columns.stop):
        return
    for row in rows:
        for column in columns:
            sheet.grid.put_displayed(row, column, cell, remark)


@dataclass(frozen=True)
class _Value:
    """A cell's value: as it is shown without conditional formats, as it is read by its style, its declared type."""

    cell: etree._Element
    held: Cell | Rich
    kind: str | None
    plain: Displayed

    @property
    def number(self) -> Cell | Rich:
        """The value by which conditions go, and which a number format shows."""
        text = self.cell.get(f"{OFFICE}value")
        if isinstance(self.held, NoValue | bool) or self.kind not in NUMBERS or not text:
            return self.held
        return number if isfinite(number := float(text)) else self.held

    def show(self, change: DisplayChange, look: CellLook, base1904: bool) -> Displayed:
        """What is read of it under a conditional format."""
        if change.code is None and change.struck is None:
            return self.plain
        return display_cell(self.held if change.code is None else self.number, change.apply(look), base1904)


def _fill_by_rules(sheet: _Sheet, columns: range, value: _Value, own: Sequence[DisplayRule], book: _Book) -> None:
    """Puts a value that conditional formats may concern into every place it stands for. own: those of its style."""
    rows = range(sheet.row, sheet.row + sheet.repeated)
    if value.number == "" or sheet.grid.grid.grow(rows.stop, columns.stop):
        return
    look, known = book.styles.look(sheet.style(value.cell)), dict[tuple[DisplayRule, ...], Displayed]()
    formats = sheet.grid.formats
    for row in rows:
        for column in columns:
            rules = (*formats.rules_at(row, column), *own)
            if rules not in known:
                known[rules] = formats.choose_display(
                    rules, value.number, lambda change: value.show(change, look, book.base1904), book.base1904
                )
            sheet.grid.put_displayed(row, column, *known[rules])


def _rules(element: etree._Element, styles: OdsStyles, start: int) -> Iterator[DisplayRule]:
    """The conditional formats of some areas. start: how many come before them."""
    areas = [*read_areas(element.get(f"{_EXTENSION}target-range-address") or "")]
    for order, part in enumerate(element, start):
        if part.tag == _STYLED:
            style = part.get(f"{_EXTENSION}apply-style-name") or ""
            yield styles.rule(part.get(f"{_EXTENSION}value") or "", style, areas, order)
        elif part.tag in _DRAWN and part.get(f"{_EXTENSION}show-value") == "false":
            yield DisplayRule(areas, CellTest("always"), DisplayChange(is_drawn=True), order)


def _hides_zeros(settings: bytes) -> bool:
    """Whether the settings say that noughts are not shown."""
    items = (item for event, item in walk(settings, (_SETTING,)) if event == "end")
    return any(item.get(f"{_CONFIG}name") == "ShowZeroValues" and item.text == "false" for item in items)


def _count(element: etree._Element, name: str) -> int:
    """A number in an attribute, 1 where there is none. Raises Unreadable for what is no number."""
    text = element.get(name)
    if text is None:
        return 1
    if not text.isdecimal() or len(text) > 7:
        raise damage_error()
    return int(text)


FORMAT = FileFormat(_is_ods, read, frozenset({".ods", ".fods"}))
"""The spreadsheets of LibreOffice and its like, in a package or in one XML."""
