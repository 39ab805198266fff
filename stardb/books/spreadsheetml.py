"""XML Spreadsheet 2003, which many systems write in the name of .xls."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from stardb.books.allowance import Allowance
from stardb.books.breakage import broken
from stardb.books.comments import OURS
from stardb.books.display import BUILT_IN
from stardb.books.draft import Draft
from stardb.books.grid import Grid
from stardb.books.looks import Look
from stardb.books.marks import Marks
from stardb.books.sheet import Cell, Lost, join_stamps
from stardb.books.xlsx import STAMPS
from stardb.ooxml import Spot, forget, read_constants, text_of, walk

NAMESPACE = b"urn:schemas-microsoft-com:office:spreadsheet"

_SS = f"{{{NAMESPACE.decode()}}}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_WATCHED = tuple(f"{_SS}{name}" for name in ("Style", "Worksheet", "Column", "Row", "Cell", "NamedRange"))
_NAMED = {
    "General Number": "General",
    "General Date": "yyyy/m/d h:mm",
    "Long Date": 'yyyy"年"m"月"d"日"',
    "Medium Date": "d-mmm-yy",
    "Short Date": "yyyy/m/d",
    "Long Time": "h:mm:ss",
    "Medium Time": "h:mm AM/PM",
    "Short Time": "h:mm",
    "Currency": BUILT_IN[8],
    "Euro Currency": "[$€-2]#,##0.00",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
    "Yes/No": '"Yes";"Yes";"No"',
    "True/False": '"True";"True";"False"',
    "On/Off": '"On";"On";"Off"',
}
"""The formats that have a name here."""
_SETTINGS = (f"{_X}Visible", f"{_X}Date1904")


@dataclass
class _Sheet:
    """A sheet as far as it was read: the last row and column, what was found."""

    name: str
    grid: Grid
    row: int = -1
    column: int = -1
    columns: int = -1
    is_hidden: bool = False
    stamp: str = ""
    shown: list[tuple[Spot, Look]] = field(default_factory=list)
    merges: list[tuple[Spot, Spot]] = field(default_factory=list)
    hidden_rows: list[range] = field(default_factory=list)
    hidden_columns: list[range] = field(default_factory=list)
    notes: dict[Spot, str] = field(default_factory=dict)

    def draft(self, base1904: bool, stamp: str) -> Draft:
        hidden = self.hidden_rows, self.hidden_columns
        marks = Marks({}, self.shown, self.merges, *hidden, self.notes, "", base1904, join_stamps(self.stamp, stamp))
        return self.grid.draft(self.name, marks, self.is_hidden)


def drafts(data: bytes) -> list[Draft]:
    """The sheets of a workbook in this XML. Raises Unreadable where it is damaged."""
    sheets: list[_Sheet] = []
    styles: dict[str, Look] = {}
    base1904, stamp, allowance = False, "", Allowance()
    for event, element in walk(data, (*_WATCHED, *_SETTINGS)):
        name = etree.QName(element).localname
        if event == "start" and name == "Worksheet":
            sheets.append(_Sheet(element.get(f"{_SS}Name") or "", Grid(allowance)))
        elif event == "start" and name == "Row" and sheets:
            _start_row(element, sheets[-1])
        elif event == "end" and name == "Style":
            styles[element.get(f"{_SS}ID") or ""] = _look(element)
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
    return [sheet.draft(base1904, stamp) for sheet in sheets]


def _look(style: etree._Element) -> Look:
    code = next((e.get(f"{_SS}Format") for e in style.iterfind(f"{_SS}NumberFormat")), None) or ""
    return Look(_NAMED.get(code, code))


def _start_row(row: etree._Element, sheet: _Sheet) -> None:
    sheet.row, sheet.column = _index(row, sheet.row), -1
    if row.get(f"{_SS}Hidden") == "1" or row.get(f"{_SS}Height") == "0":
        sheet.hidden_rows.append(range(sheet.row, sheet.row + 1 + _count(row, "Span")))


def _end(name: str, element: etree._Element, sheet: _Sheet, styles: Mapping[str, Look]) -> None:
    if name == "Cell":
        _cell(element, sheet, styles)
    elif name == "Row":
        sheet.row += _count(element, "Span")
        forget(element)
    elif name == "Column":
        first = _index(element, sheet.columns)
        sheet.columns = first + _count(element, "Span")
        if element.get(f"{_SS}Hidden") == "1" or element.get(f"{_SS}Width") == "0":
            sheet.hidden_columns.append(range(first, sheet.columns + 1))
    elif name == "Visible":
        sheet.is_hidden = element.text != "SheetVisible"


def _cell(cell: etree._Element, sheet: _Sheet, styles: Mapping[str, Look]) -> None:
    place = sheet.row, _index(cell, sheet.column)
    last = place[0] + _count(cell, "MergeDown"), place[1] + _count(cell, "MergeAcross")
    sheet.column = last[1]
    data, formula = cell.find(f"{_SS}Data"), cell.get(f"{_SS}Formula")
    kind, text = (data.get(f"{_SS}Type"), text_of(data)) if data is not None else ("", "")
    if kind == "Error":
        sheet.grid.put(*place, Lost(text or "#VALUE!"))
    elif formula and kind != "String" and not text:
        sheet.grid.put(*place, Lost(formula))
    else:
        sheet.grid.put(*place, _value(kind or "", text))
    if kind == "Number" and (look := styles.get(cell.get(f"{_SS}StyleID") or "")) and not look.is_plain:
        sheet.shown.append((place, look))
    if last != place:
        sheet.merges.append((place, last))
    for note in cell.iterfind(f"{_SS}Comment"):
        if note.get(f"{_SS}Author") != OURS:
            sheet.notes[place] = text_of(note).strip()


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
        raise broken()
    return int(text)
