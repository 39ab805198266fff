"""Results of formulas in the report, for those who look at it without a spreadsheet that calculates.

Only what is sure, in exact decimals shown to the 15 digits a spreadsheet keeps. What is not understood has no result and
is reported with its cell; the spreadsheet calculates all on opening.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException

from stardb.ooxml import Run
from stardb.rendering.workbook.formulas.cell_formula import CellFormula
from stardb.rendering.workbook.formulas.expression_tree import Binary, Call, DefinedName, Node, parse_expression
from stardb.rendering.workbook.formulas.operations import (
    DIVISION,
    EXACT,
    CalculationError,
    NotCalculated,
    compare,
    refuse_error,
    to_number,
    to_text,
)
from stardb.rendering.workbook.formulas.references import Here, Reference
from stardb.rendering.workbook.report_values import CellValue, RichText, cell_value
from stardb.rendering.workbook.row_layout import Emission, Layout, Trace
from stardb.rendering.workbook.templates.sheet_plan import Plan
from stardb.rendering.workbook.templates.template_rows import TemplateCell, UnknownValue

__all__ = ["Calculator", "Function", "NotCalculated", "ReportGrid"]

_SHOWN = Context(prec=15, rounding=ROUND_HALF_UP)
_DEEPEST = 60  # cells on cells on cells
_MOST_VISITS = 1_000_000  # and some for each cell
_COMPARES = frozenset(("=", "<>", "<", "<=", ">", ">="))

Function = Callable[["Calculator", tuple[Node, ...], Here], CellValue]
Block = tuple[str, range, tuple[Run, ...]]
"""The cells of a reference: sheet, columns and rows."""


class ReportGrid:
    """The cells of one sheet of the report, found by column and output row."""

    def __init__(self, plan: Plan, trace: Trace) -> None:
        self._rows = {emission.row: emission for emission in trace.emissions if plan.rows[emission.band] is not None}
        self._columns: list[dict[int, tuple[TemplateCell, int]]] = []
        self._hidden = {i for i, row in enumerate(plan.rows) if row and ' hidden="' in row.attributes}
        for row in plan.rows:
            columns, live = {}, 0
            for cell in row.cells if row else []:
                columns[cell.column] = (cell, live)
                live += cell.is_live
            self._columns.append(columns)
        self.size = sum(len(self._columns[emission.band]) for emission in self._rows.values())

    def find(self, column: int, row: int) -> tuple[TemplateCell, Emission, int] | None:
        """The template's cell, the emission it is part of, and its place among the live cells; None if blank."""
        emission = self._rows.get(row)
        found = self._columns[emission.band].get(column) if emission else None
        return (found[0], emission, found[1]) if found and emission else None

    def is_hidden(self, row: int) -> bool:
        """Whether an output row is hidden in the template."""
        emission = self._rows.get(row)
        return emission is not None and emission.band in self._hidden


class Calculator:
    """Calculates cells on demand and remembers them.

    functions: by name. names: the workbook's names, each with the sheet that it is for ("" for all), all folded.
    """

    def __init__(
        self,
        grids: Mapping[str, ReportGrid],
        layouts: Mapping[str, Layout],
        epoch_1904: bool,
        functions: "Mapping[str, Function]",
        names: Mapping[tuple[str, str], CellFormula],
    ) -> None:
        self.grids, self.layouts, self.epoch_1904 = grids, layouts, epoch_1904
        self.functions, self.names = functions, names
        self._known: dict[tuple[str, int, int], CellValue | NotCalculated] = {}
        self._blocks: dict[Block, list[CellValue] | NotCalculated] = {}
        self.cache: dict[object, object] = {}
        self._depth = self._visits = 0
        self._most_visits = _MOST_VISITS + 4 * sum(grid.size for grid in grids.values())

    def result(self, sheet: str, column: int, row: int) -> CellValue:
        """The result to store with a formula; None if not known."""
        try:
            return self.cell(sheet, column, row)
        except NotCalculated:
            return None

    def cell(self, sheet: str, column: int, row: int) -> CellValue:
        """The value of a cell of the report, an error value among them. Raises NotCalculated."""
        if sheet not in self.grids:
            raise NotCalculated
        found = self.grids[sheet].find(column, row)
        if found is None:
            return None
        cell, emission, live = found
        if cell.formula is not None:
            return self._formula(sheet, cell, emission)
        value = cell_value(emission.values[live], self.epoch_1904) if cell.is_live and emission.values else cell.value
        if isinstance(value, UnknownValue):
            raise NotCalculated
        return str(value) if isinstance(value, RichText) else value

    def visit(self, count: int) -> None:
        """Count cells that are looked at by functions. Raises NotCalculated where they become too many."""
        self._visits += count
        if self._visits > self._most_visits:
            raise NotCalculated

    def _formula(self, sheet: str, cell: TemplateCell, emission: Emission) -> CellValue:
        key = (sheet, cell.column, emission.row)
        if key not in self._known:
            self._known[key] = NotCalculated()  # as long as it is being calculated: a circle has no result
            self._depth += 1
            try:
                self._known[key] = self._calculate(sheet, cell, emission)
            except NotCalculated as error:
                self._known[key] = error
            finally:
                self._depth -= 1
        known = self._known[key]
        if isinstance(known, NotCalculated):
            raise NotCalculated
        return known

    def _calculate(self, sheet: str, cell: TemplateCell, emission: Emission) -> CellValue:
        tree = parse_expression(cell.formula) if cell.formula and not cell.array else None
        if tree is None or self._depth > _DEEPEST:
            raise NotCalculated
        try:
            value = self.value(tree, Here(sheet, cell.row, emission.row, emission.turn))
        except CalculationError as error:
            return error.value
        except DecimalException as error:
            raise NotCalculated from error
        return Decimal(0) if value is None else _SHOWN.plus(value) if isinstance(value, Decimal) else value

    def value(self, node: Node, here: Here) -> CellValue:
        """The value of an expression that is one cell's. Raises NotCalculated, and CalculationError for an error value."""
        if isinstance(node, Reference | DefinedName):
            (sheet, columns, runs), *more = self.blocks(node, here)
            if more or len(columns) != 1 or len(runs) > 1 or (runs and runs[0][0] != runs[0][1]):
                raise NotCalculated
            return refuse_error(self.cell(sheet, columns[0], runs[0][0])) if runs else None
        if isinstance(node, Binary):
            return self.combine(node.sign, self.value(node.left, here), self.value(node.right, here))
        if isinstance(node, Call):
            return refuse_error(self.call(node, here))
        return node

    def call(self, node: Call, here: Here) -> CellValue:
        """The value of a function. Raises NotCalculated for one that is not known here."""
        function = self.functions.get(node.function)
        if function is None:
            raise NotCalculated
        return function(self, node.arguments, here)

    def combine(self, sign: str, left: CellValue, right: CellValue) -> CellValue:
        """What an operator makes of two values."""
        if sign in _COMPARES:
            return compare(sign, left, right)
        if sign == "&":
            return to_text(left) + to_text(right)
        a, b = to_number(left), to_number(right)
        if sign == "+":
            return EXACT.add(a, b)
        if sign == "-":
            return EXACT.subtract(a, b)
        if sign == "*":
            return EXACT.multiply(a, b)
        if not b:
            raise CalculationError(DIVISION)
        return EXACT.divide(a, b)

    def blocks(self, node: Reference | DefinedName, here: Here) -> list[Block]:
        """The cells that a reference or a name covers. Raises NotCalculated for a name that is no range."""
        if isinstance(node, DefinedName):
            formula = self.names.get((here.sheet, node.text.casefold())) or self.names.get(("", node.text.casefold()))
            if formula is None or any(not isinstance(p, Reference) and p.strip() != "," for p in formula.flat):
                raise NotCalculated
            whole = Here(here.sheet, whole=True)
            return [block for reference in formula.references for block in self.blocks(reference, whole)]
        area = node.area
        if not area.columns:
            raise NotCalculated
        return [(area.sheet.casefold() or here.sheet, area.columns, node.runs(here, self.layouts))]

    def cells(self, node: Reference | DefinedName, here: Here) -> list[CellValue]:
        """The values of all cells of a reference, row by row. Raises NotCalculated."""
        found: list[CellValue] = []
        for block in self.blocks(node, here):
            if block not in self._blocks:
                try:
                    self._blocks[block] = [*self._cells_of(block)]
                except NotCalculated as error:
                    self._blocks[block] = error
            values = self._blocks[block]
            if isinstance(values, NotCalculated):
                raise NotCalculated
            found += values
        return found

    def _cells_of(self, block: Block) -> Iterator[CellValue]:
        sheet, columns, runs = block
        self.visit(len(columns) * sum(last - first + 1 for first, last in runs))
        for first, last in runs:
            for row in range(first, last + 1):
                for column in columns:
                    yield self.cell(sheet, column, row)

    def array(self, node: Node, here: Here) -> list[CellValue]:
        """The values of an expression that is calculated cell by cell; one value stands for any number of it."""
        if isinstance(node, Reference | DefinedName):
            values = self.cells(node, here)
            self.visit(len(values))
            return values
        if isinstance(node, Binary):
            left, right = self.array(node.left, here), self.array(node.right, here)
            if len(left) != len(right):
                if 1 not in (len(left), len(right)):
                    raise NotCalculated
                left, right = (left * len(right), right) if len(left) == 1 else (left, right * len(left))
            return [self.combine(node.sign, a, b) for a, b in zip(left, right, strict=True)]
        return [self.value(node, here)]
