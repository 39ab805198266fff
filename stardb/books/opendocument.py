"""An .ods, all in its content.xml, or in one file without a package, where a cell or a row may stand for any number of like ones."""

import re
from dataclasses import dataclass, field

from lxml import etree

from stardb.books.allowance import Allowance
from stardb.books.breakage import Unreadable, broken, no_workbook
from stardb.books.comments import OURS
from stardb.books.draft import Draft
from stardb.books.grid import Grid
from stardb.books.looks import Look
from stardb.books.marks import Marks
from stardb.books.odvalues import NAMES, OFFICE, TEXT, text_of_lines, value
from stardb.books.sheet import Cell, Lost, join_stamps
from stardb.books.xlsx import STAMPS
from stardb.ooxml import Package, Spot, file_name_of, forget, read_constants, walk

CONTENT = "content.xml"

_SPACES, _HEAD = re.compile(rb"""\sxmlns:(office|table|text)\s*=\s*["']([^"']*)"""), 2**14
_MIMETYPE, _KIND = "mimetype", b"opendocument.spreadsheet"
_MANIFEST = "META-INF/manifest.xml"
_TABLE = f"{{{NAMES}table:1.0}}"
_STYLE = f"{{{NAMES}style:1.0}}"
_ERROR_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_BODY = f"{OFFICE}spreadsheet"
_ASIDE = (
    f"{{{NAMES}drawing:1.0}}*",
    *(f"{_TABLE}{name}" for name in ("shapes", "tracked-changes", "dde-links", "scenario")),
)
"""What holds tables and texts that are no cells of a sheet: drawings with charts in them, what was changed or deleted."""
_CELLS = frozenset({f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"})
_COLUMN, _ROW, _SHEET = f"{_TABLE}table-column", f"{_TABLE}table-row", f"{_TABLE}table"
_DATES, _NAMED, _LOOK = f"{_TABLE}null-date", f"{_TABLE}named-expression", f"{_STYLE}style"
_FLAT = re.compile(rb"<(?:\w+:)?document[\s>]")
_ERRORS = re.compile(r"Err:\d{3}|#[A-Z/0!?]+")
"""What a formula shows in place of a value it does not have."""
_PERCENT = Look("0.00%")
_LINKED = "'file:"
"""How the name of a sheet begins that is a copy of another workbook's."""


@dataclass
class _Sheet:
    """A sheet as far as it was read: the next row and column, how often the row stands, what was found."""

    name: str
    is_hidden: bool
    grid: Grid
    row: int = 0
    column: int = 0
    columns: int = 0
    repeated: int = 1
    shown: list[tuple[Spot, Look]] = field(default_factory=list)
    merges: list[tuple[Spot, Spot]] = field(default_factory=list)
    hidden_rows: list[range] = field(default_factory=list)
    hidden_columns: list[range] = field(default_factory=list)
    notes: dict[Spot, str] = field(default_factory=dict)
    stamp: str = ""

    def draft(self, base1904: bool, stamp: str) -> Draft:
        hidden = self.hidden_rows, self.hidden_columns
        marks = Marks({}, self.shown, self.merges, *hidden, self.notes, "", base1904, join_stamps(self.stamp, stamp))
        return self.grid.draft(self.name, marks, self.is_hidden)


@dataclass
class _Book:
    """A workbook as far as it was read. unseen: the styles that hide a sheet."""

    sheets: list[_Sheet] = field(default_factory=list)
    links: set[str] = field(default_factory=set)
    unseen: set[str] = field(default_factory=set)
    base1904: bool = False
    stamp: str = ""
    is_spreadsheet: bool = False
    allowance: Allowance = field(default_factory=Allowance)


def is_ours(package: Package) -> bool:
    """Whether a package is an OpenDocument: its content may be missing, and it may be a text."""
    return CONTENT in package or (_MIMETYPE in package and _KIND in package.head(_MIMETYPE))


def drafts(package: Package) -> tuple[list[Draft], tuple[str, ...]]:
    """Its sheets, and the other workbooks its values come from. Raises Unreadable where it has none."""
    if _MANIFEST in package and b"encryption-data" in package.read(_MANIFEST):
        reason = "这种格式（.ods）有密码就读不了"
        raise Unreadable("D102", f"设有打开密码，{reason}", reason, "没有密码的工作簿")
    return flat_drafts(package.read(CONTENT))


def is_flat(data: bytes) -> bool:
    """Whether these bytes are an open document in one file, without a package."""
    head = data[:_HEAD]
    return f"{NAMES}office:1.0".encode() in head and _FLAT.search(head) is not None


def flat_drafts(xml: bytes) -> tuple[list[Draft], tuple[str, ...]]:
    """The same of an open document that is one XML."""
    if any(space != f"{NAMES}{name.decode()}:1.0".encode() for name, space in _SPACES.findall(xml[:_HEAD])):
        raise broken("里面的 XML 不合规矩（名称空间）")
    book = _Book()
    aside = 0
    for event, element in walk(xml, (_BODY, _SHEET, _COLUMN, _ROW, *_CELLS, _DATES, _NAMED, _LOOK, *_ASIDE)):
        if _is_aside(element):
            aside += 1 if event == "start" else -1
        elif aside:
            continue
        elif event == "start":
            _start(element, book)
        else:
            _end(element, book)
    if not book.is_spreadsheet:
        raise no_workbook("别种文档")
    sheets = [sheet for sheet in book.sheets if not sheet.name.startswith(_LINKED)]
    return [sheet.draft(book.base1904, book.stamp) for sheet in sheets], tuple(sorted(book.links))


def _is_aside(element: etree._Element) -> bool:
    return element.tag in _ASIDE or element.tag.startswith(_ASIDE[0][:-1])


def _start(element: etree._Element, book: _Book) -> None:
    if element.tag == _BODY:
        book.is_spreadsheet = True
    elif element.tag == _SHEET:
        name, look = element.get(f"{_TABLE}name") or "", element.get(f"{_TABLE}style-name")
        book.sheets.append(_Sheet(name, look in book.unseen, Grid(book.allowance)))
    elif element.tag in (_COLUMN, _ROW) and book.sheets:
        sheet, hidden = book.sheets[-1], element.get(f"{_TABLE}visibility") in ("collapse", "filter")
        if element.tag == _ROW:
            sheet.column, sheet.repeated = 0, _count(element, "number-rows-repeated")
            sheet.hidden_rows += [range(sheet.row, sheet.row + sheet.repeated)] if hidden else []
            return
        count = _count(element, "number-columns-repeated")
        sheet.hidden_columns += [range(sheet.columns, sheet.columns + count)] if hidden else []
        sheet.columns += count


def _end(element: etree._Element, book: _Book) -> None:
    if element.tag == _LOOK:
        hiding = (part.get(f"{_TABLE}display") == "false" for part in element.iterfind(f"{_STYLE}table-properties"))
        if any(hiding):
            book.unseen.add(element.get(f"{_STYLE}name") or "")
    elif element.tag == _DATES:
        book.base1904 = (element.get(f"{_TABLE}date-value") or "").startswith("1904")
    elif element.tag == _NAMED and element.get(f"{_TABLE}name") in STAMPS:
        stamped = book.sheets[-1] if next(element.iterancestors(_SHEET), None) is not None else book
        stamped.stamp = read_constants(element.get(f"{_TABLE}expression") or "")
    elif element.tag == _ROW and book.sheets:
        book.sheets[-1].row += book.sheets[-1].repeated
        forget(element)
    elif element.tag in _CELLS and book.sheets:
        sheet, count = book.sheets[-1], _count(element, "number-columns-repeated")
        if len(element) or element.get(f"{OFFICE}value-type") or element.get(f"{_TABLE}formula"):
            _cell(element, sheet, range(sheet.column, sheet.column + count), book.links)
        sheet.column += count


def _cell(cell: etree._Element, sheet: _Sheet, columns: range, links: set[str]) -> None:
    place, formula = (sheet.row, columns.start), cell.get(f"{_TABLE}formula")
    kind = cell.get(f"{OFFICE}value-type")
    held: Cell = value(cell, kind)
    if cell.get(_ERROR_TYPE) == "error" or (formula and isinstance(held, str) and _ERRORS.fullmatch(held)):
        held = Lost(text_of_lines(cell) or "#VALUE!")
    elif formula and not kind and cell.find(f"{TEXT}p") is None:
        held = Lost("=" + formula.partition(":=")[2])
    if held != "" and not sheet.grid.far:
        _fill(sheet, columns, held, kind == "percentage")
    if formula and _LINKED in formula:
        links.add(file_name_of(formula.partition(_LINKED)[2].partition("'#")[0]))
    last = place[0] + _count(cell, "number-rows-spanned") - 1, place[1] + _count(cell, "number-columns-spanned") - 1
    if last != place:
        sheet.merges.append((place, last))
    for note in cell.iterfind(f"{OFFICE}annotation"):
        if note.findtext(_CREATOR) != OURS:
            sheet.notes[place] = text_of_lines(note).strip()


def _fill(sheet: _Sheet, columns: range, held: Cell, is_percent: bool) -> None:
    """Puts the value into every row and column it stands for, unless they are too many."""
    rows = range(sheet.row, sheet.row + sheet.repeated)
    if sheet.grid.grow(rows.stop, columns.stop):
        return
    for row in rows:
        for column in columns:
            sheet.grid.put(row, column, held)
        if is_percent:
            sheet.shown += [((row, column), _PERCENT) for column in columns]


def _count(element: etree._Element, name: str) -> int:
    text = element.get(f"{_TABLE}{name}") or "1"
    if not text.isdecimal() or len(text) > 7:
        raise broken()
    return int(text)
