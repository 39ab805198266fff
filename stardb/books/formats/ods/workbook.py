"""An .ods, all in its content.xml, or in one file without a package, where a cell or a row may stand for any number of like ones."""

import re
from collections.abc import Sequence
from dataclasses import field

from lxml import etree

from stardb.books.conditional_formats.conditional_formats import NO_FORMATS, ConditionalFormats
from stardb.books.errors import UnreadableFile, damage_error, no_workbook_error
from stardb.books.formats.file_format import FileContent, RawBook
from stardb.books.formats.ods import CONTENT, HEAD
from stardb.books.formats.ods.cell_styles import CELL_STYLE, FONT_FACE, FORMATS, TEXT_FORMAT, OdsStyles
from stardb.books.formats.ods.cells import LINKED, put_cell
from stardb.books.formats.ods.conditional_rules import CONDITIONS, read_rules
from stardb.books.formats.ods.names import COLUMNS_REPEATED, NAMES, OFFICE, ROWS_REPEATED, STYLE_NAME, TABLE
from stardb.books.formats.ods.sheet import OdsSheet, read_count
from stardb.books.own_marks import STAMPS
from stardb.books.raw.allowance import Allowance
from stardb.books.raw.displayed_grid import DisplayedGrid
from stardb.dataclass import dataclass
from stardb.ooxml import Package, forget, read_constants, walk

_STYLES = "styles.xml"
_SPACES = re.compile(rb"""\sxmlns:(office|table|text)\s*=\s*["']([^"']*)""")
_MANIFEST = "META-INF/manifest.xml"
_CONFIG = f"{{{NAMES}config:1.0}}"
_SETTINGS, _SETTING = "settings.xml", f"{_CONFIG}config-item"
_BODY = f"{OFFICE}spreadsheet"
_ASIDE = (
    f"{{{NAMES}drawing:1.0}}*",
    *(f"{TABLE}{name}" for name in ("shapes", "tracked-changes", "dde-links", "scenario")),
)
"""What holds tables and texts that are no cells of a sheet: drawings with charts in them, what was changed or deleted."""
_CELLS = frozenset({f"{TABLE}table-cell", f"{TABLE}covered-table-cell"})
_COLUMN, _ROW, _SHEET = f"{TABLE}table-column", f"{TABLE}table-row", f"{TABLE}table"
_DATES, _NAMED = f"{TABLE}null-date", f"{TABLE}named-expression"
_STYLE_PARTS = (CELL_STYLE, FONT_FACE, *FORMATS, TEXT_FORMAT)
_WATCHED = (_BODY, _SHEET, _COLUMN, _ROW, *_CELLS, _DATES, _NAMED, CONDITIONS, *_STYLE_PARTS, *_ASIDE)


@dataclass
class _Book:
    """A workbook as far as it was read."""

    sheets: list[OdsSheet] = field(default_factory=list)
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


def read(content: FileContent) -> RawBook:
    """The sheets of a package, or of one XML without any. Raises UnreadableFile or PackageError where there are none."""
    return _read_xml(content.data, OdsStyles()) if content.package is None else _read_package(content.package)


def _read_package(package: Package) -> RawBook:
    if _MANIFEST in package and b"encryption-data" in package.read(_MANIFEST):
        reason = "这种格式（.ods）有密码就读不了"
        raise UnreadableFile("D102", f"设有打开密码，{reason}", reason, "没有密码的工作簿")
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
    sheets = [sheet for sheet in book.sheets if not sheet.name.startswith(LINKED)]
    raw = [sheet.to_raw_sheet(book.base1904, book.stamp, hides_zeros) for sheet in sheets]
    return RawBook(raw, tuple(sorted(book.links - {""})))


def _read_book(xml: bytes, book: _Book) -> _Book:
    if any(space != f"{NAMES}{name.decode()}:1.0".encode() for name, space in _SPACES.findall(xml[:HEAD])):
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
        name, look = element.get(f"{TABLE}name") or "", element.get(f"{TABLE}style-name")
        book.sheets.append(OdsSheet(name, look in book.styles.hiding, book.next_grid()))
    elif element.tag in (_COLUMN, _ROW) and book.sheets:
        sheet, hidden = book.sheets[-1], _is_hidden(element, book.styles)
        if element.tag == _ROW:
            sheet.column, sheet.repeated = 0, read_count(element, ROWS_REPEATED)
            sheet.row_style = element.get(f"{TABLE}default-cell-style-name") or ""
            sheet.hidden_rows += [range(sheet.row, sheet.row + sheet.repeated)] if hidden else []
            return
        count = read_count(element, COLUMNS_REPEATED)
        sheet.hidden_columns += [range(sheet.columns, sheet.columns + count)] if hidden else []
        sheet.columns += count
        sheet.column_styles.append((sheet.columns, element.get(f"{TABLE}default-cell-style-name") or ""))


def _is_hidden(element: etree._Element, styles: OdsStyles) -> bool:
    """Whether a row or a column is not seen."""
    family = "table-row" if element.tag == _ROW else "table-column"
    is_flat = (family, element.get(STYLE_NAME) or "") in styles.flat
    return is_flat or element.get(f"{TABLE}visibility") in ("collapse", "filter")


def _end(element: etree._Element, book: _Book) -> None:
    if element.tag in _CELLS:
        for sheet in book.sheets[-1:]:
            book.links.add(put_cell(element, sheet, book.styles, book.base1904))
    elif element.tag in _STYLE_PARTS:
        book.styles.add(element)
    elif element.tag == CONDITIONS:
        for sheet in book.sheets[-1:]:
            sheet.rules += read_rules(element, book.styles, len(sheet.rules))
    elif element.tag == _DATES:
        book.base1904 = (element.get(f"{TABLE}date-value") or "").startswith("1904")
    elif element.tag == _NAMED and element.get(f"{TABLE}name") in STAMPS:
        stamped = book.sheets[-1] if next(element.iterancestors(_SHEET), None) is not None else book
        stamped.stamp = read_constants(element.get(f"{TABLE}expression") or "")
    elif element.tag == _ROW and book.sheets:
        book.sheets[-1].row += book.sheets[-1].repeated
        forget(element)


def _hides_zeros(settings: bytes) -> bool:
    """Whether the settings say that noughts are not shown."""
    items = (item for event, item in walk(settings, (_SETTING,)) if event == "end")
    return any(item.get(f"{_CONFIG}name") == "ShowZeroValues" and item.text == "false" for item in items)
