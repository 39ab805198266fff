"""The marks of an .ods, all in its content.xml, where a cell or a row may stand for any number of like ones."""

from dataclasses import dataclass, field

from lxml import etree

from stardb.books.breakage import broken, no_workbook
from stardb.books.comments import OURS
from stardb.books.marks import Finds, Marks, too_far
from stardb.books.package import STAMPS
from stardb.books.parcel import Parcel, sound_xml
from stardb.books.references import constant, file_name
from stardb.books.sheet import Lost, Spot
from stardb.books.walking import forget, text_of, walk

CONTENT = "content.xml"

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT = (f"{{{_NAMES}{part}:1.0}}" for part in ("table", "office", "text"))
_ERROR_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_ENDS = frozenset({f"{_TABLE}table-row", *_CELLS})
_STARTS = frozenset(f"{_TABLE}{name}" for name in ("table", "table-column", "table-row"))
_WATCHED = (*_STARTS, *_CELLS, f"{_TABLE}null-date", f"{_TABLE}named-expression")


@dataclass
class _Sheet:
    """A sheet as far as it was read: the next row and column, what was found."""

    row: int = 0
    column: int = 0
    columns: int = 0
    repeated: int = 1
    right: int = 0
    bottom: int = 0
    lost: list[tuple[range, range, Lost]] = field(default_factory=list)
    percents: list[tuple[range, range]] = field(default_factory=list)
    merges: list[tuple[Spot, Spot]] = field(default_factory=list)
    hidden_rows: list[range] = field(default_factory=list)
    hidden_columns: list[range] = field(default_factory=list)
    notes: dict[Spot, str] = field(default_factory=dict)
    stamp: str = ""

    def marks(self, base1904: bool, stamp: str) -> Marks:
        if far := too_far(self.bottom, self.right):
            return Marks(far=far)
        percents = [(row, column) for rows, columns in self.percents for row in rows for column in columns]
        lost = {(row, column): text for rows, columns, text in self.lost for row in rows for column in columns}
        hidden = self.hidden_rows, self.hidden_columns
        return Marks(lost, percents, self.merges, *hidden, self.notes, "", base1904, self.stamp or stamp)


def finds(package: Parcel) -> Finds:
    """The marks of all its sheets. Raises Unreadable where it is damaged, or holds a text or a drawing."""
    xml = sound_xml(package.read(CONTENT))
    sheets: list[_Sheet] = []
    links: set[str] = set()
    base1904, stamp = False, ""
    if b":spreadsheet" not in xml:
        raise no_workbook("别种文档")
    for event, element in walk(xml, _WATCHED):
        if element.tag == f"{_TABLE}null-date":
            base1904 = (element.get(f"{_TABLE}date-value") or "").startswith("1904")
        elif element.tag == f"{_TABLE}named-expression":
            if event == "end" and element.get(f"{_TABLE}name") in STAMPS:
                text = constant(element.get(f"{_TABLE}expression") or "")
                if _within_table(element):
                    sheets[-1].stamp = text
                else:
                    stamp = text
        elif event == "start" and element.tag in _STARTS:
            _start(element, sheets)
        elif event == "end" and element.tag in _ENDS and sheets:
            _end(element, sheets[-1], links)
    return Finds(tuple(sheet.marks(base1904, stamp) for sheet in sheets), tuple(sorted(links)))


def _within_table(element: etree._Element) -> bool:
    return next(element.iterancestors(f"{_TABLE}table"), None) is not None


def _start(element: etree._Element, sheets: list[_Sheet]) -> None:
    if element.tag == f"{_TABLE}table":
        sheets.append(_Sheet())
        return
    if not sheets:
        raise broken()
    sheet = sheets[-1]
    hidden = element.get(f"{_TABLE}visibility") in ("collapse", "filter")
    if element.tag == f"{_TABLE}table-column":
        count = _count(element, "number-columns-repeated")
        if hidden:
            sheet.hidden_columns.append(range(sheet.columns, sheet.columns + count))
        sheet.columns += count
    else:
        sheet.column, sheet.repeated = 0, _count(element, "number-rows-repeated")
        if hidden:
            sheet.hidden_rows.append(range(sheet.row, sheet.row + sheet.repeated))


def _end(element: etree._Element, sheet: _Sheet, links: set[str]) -> None:
    if element.tag == f"{_TABLE}table-row":
        sheet.row += sheet.repeated
        forget(element)
        return
    count = _count(element, "number-columns-repeated")
    if len(element) or len(element.attrib) > 1:
        _cell(element, sheet, range(sheet.column, sheet.column + count), links)
    sheet.column += count


def _cell(cell: etree._Element, sheet: _Sheet, columns: range, links: set[str]) -> None:
    rows = range(sheet.row, sheet.row + sheet.repeated)
    place, kind, formula = (rows.start, columns.start), cell.get(f"{_OFFICE}value-type"), cell.get(f"{_TABLE}formula")
    if kind or formula:
        sheet.bottom, sheet.right = max(sheet.bottom, rows.stop), max(sheet.right, columns.stop)
    if cell.get(_ERROR_TYPE) == "error":
        sheet.lost.append((rows, columns, Lost(cell.findtext(f"{_TEXT}p") or "#VALUE!")))
    elif formula and not kind:
        sheet.lost.append((rows, columns, Lost("=" + formula.partition(":=")[2])))
    elif kind == "percentage":
        sheet.percents.append((rows, columns))
    if formula and "'file:" in formula:
        links.add(file_name(formula.partition("'file:")[2].partition("'#")[0]))
    last = place[0] + _count(cell, "number-rows-spanned") - 1, place[1] + _count(cell, "number-columns-spanned") - 1
    if last != place:
        sheet.merges.append((place, last))
    for note in cell.iterfind(f"{_OFFICE}annotation"):
        if note.findtext(_CREATOR) != OURS:
            sheet.notes[place] = "\n".join(text_of(line) for line in note.iterfind(f"{_TEXT}p")).strip()


def _count(element: etree._Element, name: str) -> int:
    text = element.get(f"{_TABLE}{name}") or "1"
    if not text.isdecimal() or len(text) > 7:
        raise broken()
    return int(text)
