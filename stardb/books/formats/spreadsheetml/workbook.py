"""XML Spreadsheet 2003, which many systems write in the name of .xls."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from lxml import etree

from stardb.books.conditional_formats.conditional_formats import NO_FORMATS, ConditionalFormats
from stardb.books.conditional_formats.display_rules import DisplayRule
from stardb.books.display.cell_look import GENERAL, PLAIN, CellLook
from stardb.books.display.named_codes import NAMED_CODES
from stardb.books.display.rich_text import Level, Rich, TextRun
from stardb.books.display.symbol_fonts import symbol_font
from stardb.books.errors import damage_error
from stardb.books.formats.file_format import FileContent, RawBook
from stardb.books.formats.spreadsheetml import NAMESPACE
from stardb.books.formats.spreadsheetml.conditional_rules import CONDITIONS, read_rules
from stardb.books.own_marks import OWN_AUTHOR, STAMPS, join_stamps
from stardb.books.raw.allowance import Allowance
from stardb.books.raw.displayed_grid import DisplayedGrid
from stardb.books.raw.raw_sheet import RawSheet
from stardb.books.raw.sheet_metadata import SheetMetadata
from stardb.books.sheet import Cell, NoValue
from stardb.dataclass import dataclass
from stardb.ooxml import Spot, forget, local_name, read_constants, text_of, walk

_SS = f"{{{NAMESPACE.decode()}}}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_WATCHED = tuple(f"{_SS}{name}" for name in ("Style", "Worksheet", "Column", "Row", "Cell", "NamedRange"))
_SETTINGS = (f"{_X}Visible", f"{_X}Date1904", f"{_X}DoNotDisplayZeros", CONDITIONS)
_LEVELS = {"sup": Level.HIGH, "sub": Level.LOW}
_STRUCK = frozenset({"s", "strike", "del"})
_COLUMNS = 16_384
_DEFAULT = "Default"
"""The style of whatever has none."""


@dataclass
class _Sheet:
    """A sheet as far as it was read: the last row and column, what was found."""

    name: str
    grid: DisplayedGrid
    row: int = -1
    column: int = -1
    columns: int = -1
    is_hidden: bool = False
    stamp: str = ""
    hides_zeros: bool = False
    row_style: str = ""
    column_styles: dict[int, str] = field(default_factory=dict)
    merges: list[tuple[Spot, Spot]] = field(default_factory=list)
    hidden_rows: list[range] = field(default_factory=list)
    hidden_columns: list[range] = field(default_factory=list)
    notes: dict[Spot, str] = field(default_factory=dict)
    rules: list[DisplayRule] = field(default_factory=list)

    def to_raw_sheet(self, base1904: bool, stamp: str) -> RawSheet:
        metadata = SheetMetadata(
            self.merges,
            self.hidden_rows,
            self.hidden_columns,
            self.notes,
            self.grid.remarks,
            self.hides_zeros,
            base1904,
            join_stamps(self.stamp, stamp),
        )
        return self.grid.grid.to_raw_sheet(self.name, metadata, self.is_hidden)

    def style(self, cell: etree._Element) -> str:
        """The name of a cell's style: its own, its row's, or its column's."""
        return cell.get(f"{_SS}StyleID") or self.row_style or self.column_styles.get(self.column) or _DEFAULT


def read(content: FileContent) -> RawBook:
    """The sheets of a workbook in this XML. Raises UnreadableFile where it is damaged.

    Conditional formats stand behind the cells: where any changes what is shown, all is read again.
    """
    data = content.text_bytes
    sheets, base1904, stamp = _read_xml(data, ())
    formats = [ConditionalFormats(sheet.rules) for sheet in sheets]
    if any(formats):
        sheets, base1904, stamp = _read_xml(data, formats)
    return RawBook([sheet.to_raw_sheet(base1904, stamp) for sheet in sheets])


def _read_xml(data: bytes, formats: Sequence[ConditionalFormats]) -> tuple[list[_Sheet], bool, str]:
    """The sheets, how days are counted, the workbook's stamp. formats: the sheets' conditional formats, if known already."""
    sheets: list[_Sheet] = []
    styles: dict[str, CellLook] = {}
    base1904, stamp, allowance = False, "", Allowance()
    for event, element in walk(data, (*_WATCHED, *_SETTINGS)):
        name = etree.QName(element).localname
        if event == "start" and name == "Worksheet":
            own = formats[len(sheets)] if len(sheets) < len(formats) else NO_FORMATS
            sheets.append(_Sheet(element.get(f"{_SS}Name") or "", DisplayedGrid(allowance, base1904, own)))
        elif event == "start" and name == "Row" and sheets:
            _start_row(element, sheets[-1])
        elif event == "end" and name == "Style":
            styles[element.get(f"{_SS}ID") or ""] = _look(element, styles)
        elif event == "end" and name == "Date1904":
            base1904 = True
        elif event == "end" and name == "NamedRange" and element.get(f"{_SS}Name") in STAMPS:
            text = read_constants(element.get(f"{_SS}RefersTo") or "")
            if sheets:
                sheets[-1].stamp = text
            else:
                stamp = text
        elif event == "end" and sheets:
            _end(name, element, sheets[-1], styles)
    return sheets, base1904, stamp


def _look(style: etree._Element, styles: Mapping[str, CellLook]) -> CellLook:
    """A style's look. What it does not say is as in the one it is built on."""
    base = styles.get(style.get(f"{_SS}Parent") or _DEFAULT, PLAIN)
    number, font = style.find(f"{_SS}NumberFormat"), style.find(f"{_SS}Font")
    code = base.code if number is None else number.get(f"{_SS}Format") or GENERAL
    struck, name = base.struck, base.font
    if font is not None:
        struck, name = font.get(f"{_SS}StrikeThrough") == "1", symbol_font(font.get(f"{_SS}FontName"))
    look = CellLook(NAMED_CODES.get(code, code), struck, name)
    return PLAIN if look.is_plain else look


def _start_row(row: etree._Element, sheet: _Sheet) -> None:
    sheet.row, sheet.column = _index(row, sheet.row), -1
    sheet.row_style = row.get(f"{_SS}StyleID") or ""
    if row.get(f"{_SS}Hidden") == "1" or row.get(f"{_SS}Height") == "0":
        sheet.hidden_rows.append(range(sheet.row, sheet.row + 1 + _count(row, "Span")))


def _end(name: str, element: etree._Element, sheet: _Sheet, styles: Mapping[str, CellLook]) -> None:
    if name == "Cell":
        _cell(element, sheet, styles)
    elif name == "Row":
        sheet.row += _count(element, "Span")
        forget(element)
    elif name == "Column":
        first = _index(element, sheet.columns)
        sheet.columns = first + _count(element, "Span")
        if (style := element.get(f"{_SS}StyleID")) and sheet.columns < _COLUMNS:
            sheet.column_styles |= dict.fromkeys(range(first, sheet.columns + 1), style)
        if element.get(f"{_SS}Hidden") == "1" or element.get(f"{_SS}Width") == "0":
            sheet.hidden_columns.append(range(first, sheet.columns + 1))
    elif name == "Visible":
        sheet.is_hidden = element.text != "SheetVisible"
    elif name == "DoNotDisplayZeros":
        sheet.hides_zeros = True
    elif name == "ConditionalFormatting":
        sheet.rules += read_rules(element, len(sheet.rules))


def _cell(cell: etree._Element, sheet: _Sheet, styles: Mapping[str, CellLook]) -> None:
    place = sheet.row, _index(cell, sheet.column)
    last = place[0] + _count(cell, "MergeDown"), place[1] + _count(cell, "MergeAcross")
    sheet.column = place[1]
    look = styles.get(sheet.style(cell), PLAIN)
    sheet.column = last[1]
    data, formula = cell.find(f"{_SS}Data"), cell.get(f"{_SS}Formula")
    kind, text = (data.get(f"{_SS}Type"), text_of(data)) if data is not None else ("", "")
    if kind == "Error":
        sheet.grid.put(*place, NoValue(text or "#VALUE!"), look)
    elif formula and kind != "String" and not text:
        sheet.grid.put(*place, NoValue(formula), look)
    elif kind == "String" and data is not None and len(data):
        sheet.grid.put(*place, Rich(tuple(_runs(data, TextRun("")))), look)
    else:
        sheet.grid.put(*place, _value(kind or "", text), look)
    if last != place:
        sheet.merges.append((place, last))
    for note in cell.iterfind(f"{_SS}Comment"):
        if note.get(f"{_SS}Author") != OWN_AUTHOR:
            sheet.notes[place] = text_of(note).strip()


def _runs(element: etree._Element, font: TextRun) -> Iterator[TextRun]:
    """The pieces of a text, written as in a web page."""
    yield TextRun(element.text or "", font.struck, font.level, font.font)
    for part in element:
        if not (name := local_name(part).lower()):  # a comment
            yield TextRun(part.tail or "", font.struck, font.level, font.font)
            continue
        struck = True if name in _STRUCK else font.struck
        face = next((value for key, value in part.attrib.items() if etree.QName(key).localname == "Face"), None)
        own = font.font if face is None else symbol_font(str(face))
        yield from _runs(part, TextRun("", struck, _LEVELS.get(name, font.level), own))
        yield TextRun(part.tail or "", font.struck, font.level, font.font)


def _value(kind: str, text: str) -> Cell:
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            moment = dt.datetime.fromisoformat(text.strip())
            return moment.date() if moment.time() == dt.time() else moment
    except ValueError:
        return text
    return text == "1" if kind == "Boolean" else text


def _index(element: etree._Element, last: int) -> int:
    """The number of a row, column or cell, from 0: the one it gives, else the next."""
    return _count(element, "Index", last + 2) - 1


def _count(element: etree._Element, name: str, default: int = 0) -> int:
    text = element.get(f"{_SS}{name}")
    if text is None:
        return default
    if not text.isdecimal() or len(text) > 7:
        raise damage_error()
    return int(text)
