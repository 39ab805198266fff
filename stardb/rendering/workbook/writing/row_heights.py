"""How tall a row must be for its wrapped texts: not every spreadsheet fits rows to them when it opens a file.

The width of a text is estimated, not measured, so heights are near to what a spreadsheet would find, and rather more
than less. They are not marked as custom: whoever edits such a row has it fitted anew.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from math import ceil

from lxml import etree

from stardb.dataclass import dataclass
from stardb.ooxml import EditablePackage, local_name, parse_area
from stardb.rendering.number_text import NumberText
from stardb.rendering.workbook.report_values import RichText, cell_value, clean_text
from stardb.rendering.workbook.row_layout import Emission
from stardb.rendering.workbook.templates.template_rows import TemplateCell, TemplateRow

__all__ = ["CellStyles", "RowFit", "RowHeights"]

_LINE, _PADDING, _TALLEST = 1.3, 3.0, 409.0  # a line in parts of the font's size; points; what a spreadsheet allows
_PIXEL = 0.75  # points; heights are whole pixels
_MARGIN = 5  # pixels of a column that are not for text
_INDENT = 1.2  # digits
_CUSTOM, _HIDDEN = re.compile(' customHeight="(?:1|true)"'), re.compile(' hidden="(?:1|true)"')
_HEIGHT = re.compile(' (?:ht|customHeight)="[^"]*"')
_STYLE = re.compile(' s="([0-9]+)"')
_SIZE = re.compile(r'sz val="([0-9.]+)"')
_long_word = re.compile("[!-~]{7}").search
_PIECE = re.compile("[!-~]+|.", re.DOTALL)
_NARROW = 0.53  # of a wide character, which is as wide as the font's size; half in Chinese fonts, some more in others
_WIDENED = (1 - _NARROW) / 2
_UNWRAPPED = frozenset((int, float, bool, Decimal, type(None)))  # numbers stay on one line


@dataclass(frozen=True)
class CellStyle:
    """What of a cell's format decides on its height: the font's size in points, whether and how text is wrapped."""

    size: float
    wraps: bool = False
    indent: int = 0


class CellStyles:
    """The styles of a workbook by number, and `digit`, the width of a digit of its usual font in pixels."""

    def __init__(self, package: EditablePackage, workbook: str) -> None:
        parts = package.find_related(workbook, "styles")
        root = package.root(parts[0]) if parts else etree.Element("styleSheet")
        fonts = list(_within(root, "fonts"))
        sizes = [max(float(_attribute(font, "sz", "val", "11")), 1.0) for font in fonts] or [11.0]
        self.usual = sizes[0]
        half = self.usual / _PIXEL / 2
        chinese = bool(fonts) and not _attribute(fonts[0], "name", "val", "").isascii()
        self.digit = ceil(half) if chinese else round(half)
        self.styles = [self._style(xf, sizes) for xf in _within(root, "cellXfs")]

    def _style(self, xf: etree._Element, sizes: list[float]) -> CellStyle:
        font = int(xf.get("fontId", "0"))
        wraps = _attribute(xf, "alignment", "wrapText", "0") in ("1", "true")
        upright = _attribute(xf, "alignment", "textRotation", "0") == "0"
        indent = int(_attribute(xf, "alignment", "indent", "0"))
        return CellStyle(sizes[font] if font < len(sizes) else self.usual, wraps and upright, indent)

    def of(self, cell: TemplateCell) -> CellStyle:
        """The style of a cell."""
        found = _STYLE.search(cell.attributes)
        number = int(found[1]) if found else 0
        return self.styles[number] if number < len(self.styles) else CellStyle(self.usual)


class _TextRoom(dict[str, float]):
    """The heights of texts in the room of one width and font size, computed when first asked for."""

    def __init__(self, size: float, room: float) -> None:
        self.size, self.line, self.room = size, size * _LINE, max(room * _PIXEL / size, 1.0)

    def __missing__(self, text: str) -> float:
        if "\n" in text or "\r" in text:
            lines = sum(_lines(paragraph, self.room) for paragraph in clean_text(text).split("\n"))
        else:
            lines = _lines(text, self.room)
        self[text] = height = lines * self.line + _PADDING if lines > 1 else 0.0
        return height


class RowFit:
    """The height of the copies of one row of the template."""

    def __init__(self, attributes: str, usual: float, least: float) -> None:
        self.attributes, self.usual, self.least = attributes, usual, least
        self.live: list[tuple[int, _TextRoom]] = []
        self.formulas: list[tuple[int, _TextRoom]] = []
        self._texts: dict[float, str] = {}

    def attributes_of(self, emission: Emission, result: Callable[[int, int], object]) -> str:
        """The copy's attributes as XML text; no height where the sheet's usual one will do."""
        tallest, values = self.least, emission.values
        for index, slot in self.live if values else ():
            value = values[index]
            if type(value) is str:
                height = slot[value]
            elif type(value) in _UNWRAPPED:
                continue
            else:
                height = _height(value, slot)
            if height > tallest:
                tallest = height
        for column, slot in self.formulas:
            tallest = max(tallest, _height(result(column, emission.row), slot))
        found = self._texts.get(tallest)
        if found is None:
            height = min(ceil(round(tallest / _PIXEL, 3)) * _PIXEL, _TALLEST)
            found = self.attributes + (f' ht="{height:g}"' if height > self.usual else "")
            self._texts[tallest] = found
        return found


class RowHeights:
    """The heights of one sheet's rows. `root` is the sheet as its template has it."""

    def __init__(self, root: etree._Element, styles: CellStyles) -> None:
        self.styles = styles
        usual = next((child for child in root if local_name(child) == "sheetFormatPr"), None)
        settings: dict[str, str] = {str(k): str(v) for k, v in usual.items()} if usual is not None else {}
        self.usual = float(settings.get("defaultRowHeight", styles.usual * _LINE + _PADDING))
        base = int(settings.get("baseColWidth", 8)) + _MARGIN / styles.digit
        self._column = float(settings.get("defaultColWidth", base))
        self._columns = [
            (int(col.get("min", "1")), int(col.get("max", "1")), _column_width(col, self._column))
            for col in _within(root, "cols")
        ]
        areas = [parse_area(merge.get("ref", "")) for merge in _within(root, "mergeCells")]
        self._merges = {(area.top, area.columns[0]): area for area in areas if area and area.left}
        self._slots: dict[tuple[float, float], _TextRoom] = {}

    def fit(self, row: TemplateRow) -> RowFit | None:
        """How to fit a row; None for one that is to stay as it is: nothing in it wraps, or its height is set."""
        text = row.attributes
        if _HIDDEN.search(text) or (_CUSTOM.search(text) and ' ht="' in text):
            return None
        least = max((self._single(self.styles.of(cell).size) for cell in row.cells), default=0.0)
        fit = RowFit(_HEIGHT.sub("", text), self.usual, least)
        live, wraps = 0, False
        for cell in row.cells:
            slot = None if cell.is_empty else self._slot(cell)
            if slot is not None:
                wraps = True
                if cell.is_live:
                    fit.live.append((live, slot))
                elif cell.formula is not None:
                    fit.formulas.append((cell.column, slot))
                else:
                    fit.least = max(fit.least, _height(cell.value, slot))
            live += cell.is_live
        fixed = not fit.live and not fit.formulas
        fitted = ' ht="' in text  # to the texts of the template, Jinja's among them
        return None if not wraps or (fixed and fitted) else fit

    def _single(self, size: float) -> float:
        return size * _LINE + _PADDING if size > self.styles.usual else 0.0

    def _slot(self, cell: TemplateCell) -> _TextRoom | None:
        """The room of a cell that wraps, all of it if it is merged; none if merged with rows below."""
        style = self.styles.of(cell)
        merge = self._merges.get((cell.row, cell.column))
        if not style.wraps or (merge and merge.bottom > merge.top):
            return None
        width = sum(map(self._width, merge.columns)) if merge else self._width(cell.column)
        room = width * self.styles.digit - _MARGIN - style.indent * _INDENT * self.styles.digit
        return self._slots.setdefault((style.size, room), _TextRoom(style.size, room)) if width else None

    def _width(self, column: int) -> float:
        return next((width for first, last, width in self._columns if first <= column <= last), self._column)


def _height(value: object, slot: _TextRoom) -> float:
    """The height of any value; 0 for what stays on one line."""
    if not isinstance(value, RichText | str):
        value = cell_value(value)
    if isinstance(value, NumberText):
        return 0.0
    if isinstance(value, RichText):
        sizes = [float(size) for font, _ in value.runs for size in _SIZE.findall(font)]
        size = max(sizes, default=slot.size)
        return _TextRoom(size, slot.room * slot.size / _PIXEL)[str(value)]
    return slot[value] if isinstance(value, str) else 0.0


def _width(text: str) -> float:
    """How wide a text is in ems: East Asian characters are those of three bytes, all others are about half as wide."""
    length = len(text)
    return length * _NARROW + (len(text.encode(errors="replace")) - length) * _WIDENED


def _lines(paragraph: str, room: float) -> int:
    """How many lines of that many ems a paragraph takes: long words are not parted, all else anywhere."""
    width = _width(paragraph)
    if width <= room:
        return 1
    if not _long_word(paragraph):
        return ceil(width / int(room))
    lines, at = 1, 0.0
    for piece in _PIECE.findall(paragraph):
        width = _width(piece)
        if at + width > room and piece != " ":
            over = ceil(width / room)
            lines += over if at else over - 1
            at = -(over - 1) * room
        at += width
    return lines


def _within(root: etree._Element, name: str) -> list[etree._Element]:
    """The elements in the child of that name."""
    found = next((child for child in root if local_name(child) == name), None)
    return [child for child in found if local_name(child)] if found is not None else []


def _attribute(element: etree._Element, name: str, attribute: str, otherwise: str) -> str:
    """An attribute of the child of that name."""
    found = next((child for child in element if local_name(child) == name), None)
    return found.get(attribute, otherwise) if found is not None else otherwise


def _column_width(column: etree._Element, usual: float) -> float:
    """A column's width in digits; 0 if hidden."""
    return 0.0 if column.get("hidden") in ("1", "true") else float(column.get("width", usual))
