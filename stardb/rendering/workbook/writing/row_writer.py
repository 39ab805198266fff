"""Rows of the report as XML text: fixed cells are joined from ready pieces, live cells and formulas are written for each row."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial

from stardb.dataclass import dataclass
from stardb.ooxml import column_letters, escape_text
from stardb.rendering.number_text import EdgedNumber, NumberText
from stardb.rendering.workbook.formulas.calculator import Calculator
from stardb.rendering.workbook.formulas.references import Here, ScatteredError
from stardb.rendering.workbook.formulas.result_formats import result_format
from stardb.rendering.workbook.report_values import CellValue, ErrorValue, RichText, cell_value, decimal_text
from stardb.rendering.workbook.row_layout import Emission, Layout
from stardb.rendering.workbook.shared_strings import SharedStrings
from stardb.rendering.workbook.templates.template_faults import OVERREACHING, UNCALCULATED, WRONG, TemplateFaults
from stardb.rendering.workbook.templates.template_rows import TemplateCell, TemplateRow, UnknownValue
from stardb.rendering.workbook.writing.number_formats import NumberFormats
from stardb.rendering.workbook.writing.row_heights import RowFit, RowHeights

__all__ = ["CellWriter", "RowWriter"]

_LONGEST_FORMULA = 8_192
_LARGEST = 10**15


class CellWriter:
    """Writes what follows a cell's attributes: its type, its content and its end."""

    def __init__(self, strings: SharedStrings, p: str, epoch_1904: bool) -> None:
        self.strings, self.p, self.epoch_1904 = strings, p, epoch_1904
        self._end = f"</{p}v></{p}c>"
        self._number = f"><{p}v>"
        self._texts: dict[str, str] = {}

    def tail(self, value: object) -> str:
        """The tail for any value of Python's."""
        if type(value) is str:
            found = self._texts.get(value)
            if found is None:
                found = self._texts[value] = self.plain_tail(cell_value(value))
            return found
        if type(value) is int and -_LARGEST < value < _LARGEST:
            return f"{self._number}{value}{self._end}"
        return self.plain_tail(cell_value(value, self.epoch_1904))

    def plain_tail(self, value: CellValue | RichText) -> str:
        """The tail for a value that is one of a cell's."""
        if value is None:
            return "/>"
        if isinstance(value, bool):
            return f' t="b"{self._number}{int(value)}{self._end}'
        if isinstance(value, Decimal):
            return f"{self._number}{decimal_text(value)}{self._end}"
        return f' t="s"{self._number}{self.strings.number(value)}{self._end}'

    def raw_tail(self, kind: str, text: str) -> str:
        """The tail for a value as the template's part has it: "s" a string's number, "e" an error, "d" a date."""
        return f' t="{kind}"{self._number}{escape_text(text)}{self._end}'

    def formula_tail(self, text: str, attributes: str, result: CellValue) -> str:
        """The tail of a formula, with its result where that is known."""
        p, kind, cached = self.p, "", ""
        if result is not None:
            shown = decimal_text(result) if isinstance(result, Decimal) else str(result)
            kind = (
                ' t="b"'
                if isinstance(result, bool)
                else ' t="e"'
                if isinstance(result, ErrorValue)
                else ' t="str"'
                if isinstance(result, str)
                else ""
            )
            cached = f"<{p}v>{int(result) if isinstance(result, bool) else escape_text(shown)}</{p}v>"
        return f"{kind}><{p}f{attributes}>{escape_text(text)}</{p}f>{cached}</{p}c>"


@dataclass
class _Piece:
    """A cell prepared for writing: `opening`, the row's number, `middle`, and for cells that are not fixed a tail."""

    opening: str
    middle: str
    live: int = -1
    cell: TemplateCell | None = None


class RowWriter:
    """Writes the emissions of one sheet."""

    def __init__(
        self,
        sheet: str,
        cells: CellWriter,
        layouts: Mapping[str, Layout],
        heights: RowHeights,
        calculator: Calculator,
        formats: NumberFormats,
        faults: TemplateFaults,
    ) -> None:
        self.sheet, self.key, self.cells, self.layouts = sheet, sheet.casefold(), cells, layouts
        self.heights, self.calculator, self.formats, self.faults = heights, calculator, formats, faults
        self.result: Callable[[int, int], CellValue] = partial(calculator.result, self.key)
        self._ready: dict[int, tuple[list[_Piece], RowFit | None]] = {}

    def write(self, row: TemplateRow, emission: Emission) -> str:
        """One row. Formulas grown too long go to the faults."""
        p, number = self.cells.p, str(emission.row)
        ready = self._ready.get(row.number)
        if ready is None:
            ready = self._ready[row.number] = self._prepare(row), self.heights.fit(row)
        pieces, fit = ready
        attributes = fit.attributes_of(emission, self.result) if fit else row.attributes
        if not pieces:
            return f'<{p}row r="{number}"{attributes}/>'
        parts = [f'<{p}row r="{number}"{attributes}>']
        for piece in pieces:
            parts += (piece.opening, number, piece.middle)
            if piece.live >= 0:
                value = emission.values[piece.live] if emission.values else None
                if type(value) is NumberText:
                    parts[-1] = self.formats.restyle(piece.middle, value.code)
                elif type(value) is EdgedNumber:
                    parts[-1] = self.formats.widen(piece.middle, value)
                parts.append(self.cells.tail(value))
            elif piece.cell is not None:
                tail = self._formula(piece.cell, row, emission)
                parts[-1] = self._attributes_of(piece, emission)
                parts.append(tail)
        parts.append(f"</{p}row>")
        return "".join(parts)

    def _prepare(self, row: TemplateRow) -> list[_Piece]:
        pieces, live = [], 0
        for cell in row.cells:
            opening = f'<{self.cells.p}c r="{column_letters(cell.column)}'
            middle = f'"{cell.attributes}'
            if cell.is_live:
                pieces.append(_Piece(opening, middle, live))
                live += 1
            elif cell.formula is not None:
                pieces.append(_Piece(opening, middle, cell=cell))
            elif cell.fixed is not None:
                pieces.append(_Piece(opening, middle + self.cells.raw_tail(*cell.fixed)))
            elif not isinstance(cell.value, UnknownValue):
                pieces.append(_Piece(opening, middle + self.cells.plain_tail(cell.value)))
        return pieces

    def _attributes_of(self, piece: _Piece, emission: Emission) -> str:
        """The attributes of a formula's cell, with the number format of what it is made of where it has none."""
        assert piece.cell is not None
        value = self.result(piece.cell.column, emission.row)
        code = result_format(self.calculator, self.key, piece.cell, emission, value)
        return self.formats.restyle(piece.middle, code) if code else piece.middle

    def _formula(self, cell: TemplateCell, row: TemplateRow, emission: Emission) -> str:
        assert cell.formula is not None
        here = Here(self.key, row.number, emission.row, emission.turn)
        try:
            text = cell.formula.text_at(here, self.layouts)
        except ScatteredError as error:
            self.faults.add_scattered(f"公式 ={cell.formula.text}", error, self.sheet, cell.reference)
            return "/>"
        for area in cell.formula.find_overreaching(here, self.layouts):
            message = f"公式 ={cell.formula.text}：{area.text} 的各份之间隔着别的行，连成一片查找，隔着的行也会查到"
            self.faults.note(OVERREACHING, message, self.sheet, cell.reference, found=area.text)
        if len(text) > _LONGEST_FORMULA:
            message = f"公式展开后有 {len(text)} 个字符，超过 {_LONGEST_FORMULA}"
            remedy = "合计行改用 SUMIF 或 SUBTOTAL,或让被合计的行相连。"
            self.faults.add(WRONG, message, self.sheet, cell.reference, found=message, remedy=remedy)
        attributes = cell.formula_attributes
        if cell.array is not None:
            runs = self.layouts[self.key].runs(cell.array.top, cell.array.bottom, emission.turn)
            top, bottom = (runs[0][0], runs[-1][1]) if runs else (emission.row, emission.row)
            attributes += f' ref="{cell.array.over(top, bottom)}"'
        result = self.result(cell.column, emission.row)
        if result is None:
            message = f"公式 ={cell.formula.text} 的结果这里算不出，结果表里先空着，用 Excel 或 WPS 打开时才算"
            self.faults.note(UNCALCULATED, message, self.sheet, cell.reference, found=f"={cell.formula.text}")
        return self.cells.formula_tail(text, attributes, result)
