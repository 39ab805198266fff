"""The marks in one worksheet's XML: error cells, formulas without a result, percents, hidden rows and columns, far cells.

Most sheets have none and are written plainly, so bytes are searched first; a sheet that has lost cells or names its cells
in no plain way is walked cell by cell.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from lxml import etree

from stardb.books.breakage import broken
from stardb.books.looks import Look
from stardb.books.marks import Marks, too_far
from stardb.books.sheet import Lost
from stardb.ooxml import Spot, column_number, forget, parse_cell, walk

_SMALL = re.compile(rb'<c(?:[\t\r\n/>]| (?!r="[A-Z]{1,2}\d{1,3}"))')
"""Found in any sheet but the plain ones of less than 1,000 rows and 703 columns."""
_ODD = re.compile(rb'<c(?:[\t\r\n/>]| (?!r="[A-Z]{1,3}[1-9]\d{0,6}"))')
_FILLED = re.compile(rb'<c r="([A-Z]+)(\d+)"[^<>]*(?<!/)>(?!</)')
_COLUMNS, _ROWS = re.compile(rb'<c r="([A-Z]+)'), re.compile(rb'<c r="[A-Z]+(\d+)')
_UNRECKONED = re.compile(rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f [^<>]*/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></|</)")
_HIDDEN_ROW = re.compile(rb'<row [^<>]*?\b(?:hidden="(?:1|true)"|ht="0")[^<>]*')
_HIDDEN_COLUMN = re.compile(rb'<(?:\w+:)?col [^<>]*?\b(?:hidden="(?:1|true)"|width="0")[^<>]*')
_NUMBER = re.compile(rb' (r|min|max)="(\d{1,7})"')


def sheet_marks(xml: bytes, looks: Mapping[int, Look]) -> Marks:
    """The marks in a sheet's XML. looks: those of the cell styles that are not plain. Raises Unreadable if it is damaged."""
    styles = {str(style): look for style, look in looks.items()}
    is_small = _SMALL.search(xml) is None
    is_odd = b":sheetData" in xml or not (is_small or _ODD.search(xml) is None)
    columns = _hidden_columns(xml)
    if is_odd or _has_lost(xml):
        return replace(_walked(xml, styles), hidden_columns=columns)
    if far := "" if is_small else _far_cell(xml):
        return Marks(far=far)
    rows = [number for tag in _HIDDEN_ROW.findall(xml) for name, number in _NUMBER.findall(tag) if name == b"r"]
    shown = _shown(xml, styles) if styles else ()
    return Marks(shown=shown, hidden_rows=[range(int(row) - 1, int(row)) for row in rows], hidden_columns=columns)


def _has_lost(xml: bytes) -> bool:
    return b't="e"' in xml or (b"<f" in xml and _UNRECKONED.search(xml) is not None)


def _far_cell(xml: bytes) -> str:
    """The last corner of the filled cells if that is too far: formatted ones do not count."""
    right = max((column_number(letters.decode()) for letters in set(_COLUMNS.findall(xml))), default=0)
    bottom = max(map(int, set(_ROWS.findall(xml))), default=0)
    if not too_far(bottom, right):
        return ""
    right = bottom = 0
    for match in _FILLED.finditer(xml):
        right, bottom = max(right, column_number(match[1].decode())), max(bottom, int(match[2]))
    return too_far(bottom, right)


def _shown(xml: bytes, styles: Mapping[str, Look]) -> Iterator[tuple[Spot, Look]]:
    pattern = rb'<c r="([A-Z]+\d+)"(?: t="[nb]")? s="(%s)"(?: t="[nb]")?>(?!</)' % "|".join(styles).encode()
    return ((parse_cell(name.decode()), styles[style.decode()]) for name, style in re.findall(pattern, xml))


def _hidden_columns(xml: bytes) -> list[range]:
    """Hidden columns; one of no width is hidden too."""
    columns = []
    for tag in _HIDDEN_COLUMN.findall(xml[: xml.find(b"sheetData")]):
        numbers = {name: int(number) for name, number in _NUMBER.findall(tag)}
        if b"min" in numbers:
            columns.append(range(numbers[b"min"] - 1, numbers.get(b"max", numbers[b"min"])))
    return columns


def _walked(xml: bytes, styles: Mapping[str, Look]) -> Marks:
    """The far corner, the lost cells, what formats add and the hidden rows of a sheet, cell by cell."""
    lost: dict[Spot, Lost] = {}
    shown: list[tuple[Spot, Look]] = []
    hidden: list[range] = []
    right = bottom = 0
    for (row, column_), element in _rows_and_cells(xml):
        if column_ < 0:
            hidden += [range(row, row + 1)] if _is_hidden(element) else []
            continue
        value, formula = element.findtext("{*}v"), element.findtext("{*}f")
        if element.get("t") == "e":
            lost[row, column_] = Lost(value or "#VALUE!")
        elif formula is not None and not value and element.get("t") != "str":
            lost[row, column_] = Lost("=" + formula)
        elif len(element) and (what := styles.get(element.get("s") or "")):
            shown.append(((row, column_), what))
        if len(element):
            bottom, right = max(bottom, row + 1), max(right, column_ + 1)
            if far := too_far(bottom, right):
                return Marks(far=far)
    return Marks(lost, shown, hidden_rows=hidden)


def _is_hidden(row: etree._Element) -> bool:
    return row.get("hidden") in ("1", "true") or row.get("ht") == "0"


def _rows_and_cells(xml: bytes) -> Iterator[tuple[Spot, etree._Element]]:
    """Every row, as column -1, and every cell, with its place. One that does not say it follows the last."""
    row, at = -1, -1
    for event, element in walk(xml, ("{*}row", "{*}c")):
        is_row = element.tag.endswith("row")
        if is_row and event == "start":
            row, at = _row_after(row, element.get("r")), -1
            yield (row, at), element
        elif is_row:
            forget(element)
        elif event == "end":
            name = element.get("r")
            place = parse_cell(name) if name else (row, at + 1)
            at = place[1]
            yield place, element
            element.clear()


def _row_after(row: int, number: str | None) -> int:
    if number is None:
        return row + 1
    if not number.isdecimal() or len(number) > 7:
        raise broken()
    return int(number) - 1
