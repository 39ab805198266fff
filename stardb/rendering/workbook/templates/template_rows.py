"""The rows of a sheet as its template has them: cells that stay, cells Jinja fills, cells with formulas."""

from dataclasses import field
from decimal import Decimal, InvalidOperation

from lxml import etree

from stardb.dataclass import dataclass
from stardb.ooxml import Area, column_letters, column_number, local_name, parse_area, quote_attribute, split_cell
from stardb.rendering.workbook.formulas.cell_formula import CellFormula
from stardb.rendering.workbook.formulas.formula_parser import FormulaError, parse_formula
from stardb.rendering.workbook.report_values import CellValue, RichText
from stardb.rendering.workbook.shared_strings import SharedStrings, runs_of
from stardb.rendering.workbook.templates.template_faults import WRONG, TemplateFaults
from stardb.rendering.workbook.templates.workbook_environment import MISTYPED, find_mistyped, has_jinja

__all__ = ["TemplateCell", "TemplateRow", "UnknownValue", "read_rows"]


class UnknownValue:
    """The value of a cell that is not known here, such as an error."""


_UNKNOWN = UnknownValue()


@dataclass
class TemplateCell:
    """A cell: its place, its attributes as XML text, and a fixed `value`, live `runs` of text or a `formula`."""

    column: int
    row: int
    attributes: str = ""
    value: CellValue | RichText | UnknownValue = None
    fixed: tuple[str, str] | None = None  # a fixed value's type and text, where the part's own are to stay
    runs: list[tuple[str, str]] = field(default_factory=list)
    formula: CellFormula | None = None
    formula_attributes: str = ""
    array: Area | None = None

    @property
    def is_live(self) -> bool:
        """Whether it is for Jinja."""
        return bool(self.runs)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it."""
        return self.value is None and not self.runs and self.formula is None

    @property
    def text(self) -> str:
        """The text of its runs."""
        return "".join(text for _, text in self.runs)

    @property
    def reference(self) -> str:
        """Its name, such as C5."""
        return f"{column_letters(self.column)}{self.row}"


@dataclass
class TemplateRow:
    """A row: its number, its attributes as XML text, its cells from left to right."""

    number: int
    attributes: str
    cells: list[TemplateCell]


def read_rows(data: etree._Element, strings: SharedStrings, faults: TemplateFaults, sheet: str) -> list[TemplateRow]:
    """The rows of a `sheetData` element; formulas that cannot be read go to `faults`."""
    return _Reader(strings, faults, sheet).rows(data)


class _Reader:
    def __init__(self, strings: SharedStrings, faults: TemplateFaults, sheet: str) -> None:
        self.strings, self.faults, self.sheet = strings, faults, sheet
        self.shared: dict[str, tuple[CellFormula, int, int]] = {}
        self.arrays: list[Area] = []

    def rows(self, data: etree._Element) -> list[TemplateRow]:
        rows, last = [], 0
        for element in data:
            if local_name(element) != "row":
                continue
            last = int(element.get("r", last + 1))
            cells, column = [], 0
            for child in element:
                if local_name(child) == "c":
                    column = column_number(split_cell(child.get("r", ""))[0]) or column + 1
                    cells.append(self.cell(child, last, column))
            rows.append(TemplateRow(last, _attributes(element, ("r",)), cells))
        if self.arrays:
            self._forget_array_results(rows)
        return sorted(rows, key=lambda row: row.number)

    def cell(self, element: etree._Element, row: int, column: int) -> TemplateCell:
        cell = TemplateCell(column, row, _attributes(element, ("r", "t")))
        parts = {local_name(child): child for child in element}
        if "f" in parts:
            self._formula(cell, parts["f"])
            return cell
        runs, value = self._content(element.get("t", "n"), parts)
        text = "".join(part for _, part in runs)
        self._check_marks(cell, text)
        if has_jinja(text):
            cell.runs = runs
        elif runs:
            cell.value = RichText(tuple(runs)) if len(runs) > 1 or runs[0][0] else text
            cell.fixed = ("s", parts["v"].text or "") if element.get("t") == "s" else None
        elif element.get("t") in ("e", "d") and value is not None:
            cell.value, cell.fixed = _UNKNOWN, (element.get("t", ""), str(value))
        else:
            cell.value = value
        return cell

    def _content(
        self, kind: str, parts: dict[str, etree._Element]
    ) -> tuple[list[tuple[str, str]], CellValue | UnknownValue]:
        if kind == "inlineStr":
            return (runs_of(parts["is"]) if "is" in parts else []), None
        text = parts["v"].text if "v" in parts else None
        if text is None:
            return [], None
        if kind == "s":
            return self.strings.runs(int(text)), None
        if kind == "str":
            return [("", text)], None
        if kind == "b":
            return [], text.strip() in ("1", "true")
        if kind in ("e", "d"):
            return [], text
        try:
            return [], Decimal(text.strip())
        except InvalidOperation:
            return [("", text)], None

    def _formula(self, cell: TemplateCell, element: etree._Element) -> None:
        text, kind = element.text or "", element.get("t", "normal")
        self._check_marks(cell, text)
        if has_jinja(text):
            self._fault(cell, text, "里写了 {{ }} 标记", "公式里只引用单元格；要用数据，先填进一个单元格")
            return
        try:
            formula = parse_formula(text, kind == "array")
        except FormulaError:
            self._fault(cell, text, "看不懂", "能在 Excel 中计算的公式")
            return
        if kind == "shared":
            index = element.get("si", "")
            if text:
                self.shared[index] = (formula, cell.row, cell.column)
            elif index in self.shared:
                master, row, column = self.shared[index]
                formula = master.shift(cell.row - row, cell.column - column)
        elif kind in ("array", "dataTable"):
            cell.array = parse_area(element.get("ref", cell.reference))
            if cell.array:
                self.arrays.append(cell.array)
        skipped = ("t", "ref", "si") if kind == "shared" else ("ref",)
        cell.formula, cell.formula_attributes = formula, _attributes(element, skipped)

    def _check_marks(self, cell: TemplateCell, text: str) -> None:
        if wrong := find_mistyped(text):
            message = f"“{wrong}”像是标记，但花括号是全角的，或没有两个相连，不会换成数据"
            self.faults.add(WRONG, message, self.sheet, cell.reference, found=text, remedy=MISTYPED)

    def _fault(self, cell: TemplateCell, formula: str, wrong: str, expected: str) -> None:
        message = f"公式 ={formula} {wrong}"
        self.faults.add(WRONG, message, self.sheet, cell.reference, found=f"={formula}", expected=expected)

    def _forget_array_results(self, rows: list[TemplateRow]) -> None:
        """What an array formula left in its other cells is a result, not content."""
        for row in rows:
            for area in self.arrays:
                if area.top <= row.number <= area.bottom and (area.top, area.left) != (area.bottom, area.right):
                    for cell in row.cells:
                        if cell.column in area.columns and cell.formula is None:
                            cell.value, cell.runs = None, []


def _attributes(element: etree._Element, skipped: tuple[str, ...]) -> str:
    """The element's attributes as XML text with a leading space each, prefixes as declared in the part."""
    prefixes = {address: prefix for prefix, address in element.nsmap.items() if prefix}
    prefixes["http://www.w3.org/XML/1998/namespace"] = "xml"
    texts = []
    for key, value in element.attrib.items():
        name = etree.QName(key)
        if name.localname not in skipped or name.namespace:
            prefix = f"{prefixes[name.namespace]}:" if name.namespace else ""
            texts.append(f" {prefix}{name.localname}={quote_attribute(str(value))}")
    return "".join(texts)
