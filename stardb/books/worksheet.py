"""The marks in one worksheet's XML: error cells, formulas without a result, percents, hidden rows and columns, far cells.

Most sheets have none and are written plainly, so bytes are searched first; a sheet that has lost cells or names its cells
in no plain way is walked cell by cell.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from stardb.books.breakage import broken
from stardb.books.marks import CELL_LIMIT, Marks, too_far
from stardb.books.references import column, spot
from stardb.books.sheet import Lost, Spot
from stardb.books.walking import forget, walk

_SMALL = re.compile(rb'<c(?:[\t\r\n/>]| (?!r="[A-Z]{1,2}\d{1,3}"))')
"""Found in any sheet but the plain ones of less than 1,000 rows and 703 columns."""
_ODD = re.compile(rb'<c(?:[\t\r\n/>]| (?!r="[A-Z]{1,3}[1-9]\d{0,6}"))')
_FILLED = re.compile(rb'<c r="([A-Z]+)(\d+)"[^<>]*(?<!/)>(?!</)')
_COLUMNS, _ROWS = re.compile(rb'<c r="([A-Z]+)'), re.compile(rb'<c r="[A-Z]+(\d+)')
_UNRECKONED = re.compile(rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f [^<>]*/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></|</)")
_HIDDEN = re.compile(rb'\b(?:hidden="(?:1|true)"|(?:ht|width)="0")')
_HIDING = (b' hidden="', b' ht="0"', b' width="0"')
_HIDDEN_LINE = re.compile(rb"<(?:\w+:)?(row|col) [^<>]*?" + _HIDDEN.pattern + rb"[^<>]*>")
_NUMBER = re.compile(rb' (r|min|max)="(\d{1,7})"')


def sheet_marks(xml: bytes, percents: frozenset[str]) -> Marks:
    """The marks in a sheet's XML. percents: the styles that show a percent, by number. Raises Unreadable if it is damaged."""
    is_small = _SMALL.search(xml) is None
    is_odd = b":sheetData" in xml or not (is_small or _ODD.search(xml) is None)
    if is_odd or _has_lost(xml):
        found = _walked(xml, percents)
    elif far := "" if is_small else _far_cell(xml):
        return Marks(far=far)
    else:
        found = Marks(percents=_percents(xml, percents)) if percents else Marks()
    if any(sign in xml for sign in _HIDING):
        rows, columns = _hidden(xml)
        return replace(found, hidden_rows=rows, hidden_columns=columns)
    return found


def _has_lost(xml: bytes) -> bool:
    return b't="e"' in xml or (b"<f" in xml and _UNRECKONED.search(xml) is not None)


def _far_cell(xml: bytes) -> str:
    """The last corner of the filled cells if that is too far: formatted ones do not count."""
    right = max((column(letters.decode()) + 1 for letters in set(_COLUMNS.findall(xml))), default=0)
    bottom = max(map(int, set(_ROWS.findall(xml))), default=0)
    if not too_far(bottom, right):
        return ""
    right = bottom = 0
    for match in _FILLED.finditer(xml):
        right, bottom = max(right, column(match[1].decode()) + 1), max(bottom, int(match[2]))
    return too_far(bottom, right)


def _percents(xml: bytes, styles: frozenset[str]) -> Iterator[Spot]:
    pattern = rb'<c r="([A-Z]+\d+)"(?: t="\w+")? s="(?:%s)"(?: t="\w+")?>(?!</)' % "|".join(sorted(styles)).encode()
    return (spot(name.decode()) for name in re.findall(pattern, xml))


def _hidden(xml: bytes) -> tuple[list[range], list[range]]:
    """Hidden rows and columns; one of no height or width is hidden too."""
    rows, columns = [], []
    for match in _HIDDEN_LINE.finditer(xml):
        numbers = {name: int(number) for name, number in _NUMBER.findall(match[0])}
        if match[1] == b"row" and b"r" in numbers:
            rows.append(range(numbers[b"r"] - 1, numbers[b"r"]))
        elif match[1] == b"col" and b"min" in numbers:
            columns.append(range(numbers[b"min"] - 1, numbers.get(b"max", numbers[b"min"])))
    return rows, columns


def _walked(xml: bytes, styles: frozenset[str]) -> Marks:
    """The far corner, the lost cells and the percents of a sheet, cell by cell. A cell without a name follows the last."""
    lost: dict[Spot, Lost] = {}
    percents: list[Spot] = []
    right = bottom = 0
    for place, cell in _cells(xml):
        value, formula = cell.findtext("{*}v"), cell.findtext("{*}f")
        if cell.get("t") == "e":
            lost[place] = Lost(value or "#VALUE!")
        elif formula is not None and not value and cell.get("t") != "str":
            lost[place] = Lost("=" + formula)
        elif len(cell) and cell.get("s") in styles:
            percents.append(place)
        if len(cell):
            bottom, right = max(bottom, place[0] + 1), max(right, place[1] + 1)
            if bottom * right > CELL_LIMIT:
                return Marks(far=too_far(bottom, right))
    return Marks(lost, percents)


def _cells(xml: bytes) -> Iterator[tuple[Spot, etree._Element]]:
    """Every cell with its place."""
    row, at = -1, -1
    for event, element in walk(xml, ("{*}row", "{*}c")):
        is_row = element.tag.endswith("row")
        if is_row and event == "start":
            row, at = _row_after(row, element.get("r")), -1
        elif is_row:
            forget(element)
        elif event == "end":
            name = element.get("r")
            place = spot(name) if name else (row, at + 1)
            at = place[1]
            yield place, element
            element.clear()


def _row_after(row: int, number: str | None) -> int:
    if number is None:
        return row + 1
    if not number.isdecimal() or len(number) > 7:
        raise broken()
    return int(number) - 1
