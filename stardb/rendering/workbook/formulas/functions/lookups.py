"""Functions that find a cell of an area: MATCH, VLOOKUP, INDEX and their like."""

from decimal import Decimal

from stardb.rendering.workbook.formulas.calculator import Calculator, Function
from stardb.rendering.workbook.formulas.expression_tree import DefinedName, Node
from stardb.rendering.workbook.formulas.functions.arguments import Arguments, area_cells, number_at, require_count
from stardb.rendering.workbook.formulas.operations import NO_VALUE, CalculationError, NotCalculated, is_equal, to_truth
from stardb.rendering.workbook.formulas.references import Here, Reference
from stardb.rendering.workbook.report_values import CellValue, ErrorValue

__all__ = ["LOOKUPS"]


def _match(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    require_count(arguments, 3)
    if number_at(c, arguments, 2, here):
        raise NotCalculated  # the nearest in a sorted list
    return Decimal(_find(c.value(arguments[0], here), area_cells(c, arguments[1], here), c) + 1)


def _find(wanted: CellValue, values: list[CellValue], c: Calculator) -> int:
    """The place of the first value that is equal. Raises CalculationError where there is none."""
    if isinstance(wanted, str) and any(mark in wanted for mark in "*?~"):
        raise NotCalculated
    c.visit(len(values))
    for i, value in enumerate(values):
        if value is not None and not isinstance(value, ErrorValue) and is_equal(value, wanted):
            return i
    raise CalculationError(NO_VALUE)


def _table(c: Calculator, node: Node, here: Here) -> tuple[list[CellValue], int]:
    """The cells of an area row by row, and how many columns it has."""
    if not isinstance(node, Reference | DefinedName):
        raise NotCalculated
    blocks = c.blocks(node, here)
    if len(blocks) != 1:
        raise NotCalculated
    return c.cells(node, here), len(blocks[0][1])


def _look_up(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    require_count(arguments, 4)
    values, width = _table(c, arguments[1], here)
    column = int(number_at(c, arguments, 2, here))
    if to_truth(c.value(arguments[3], here)):
        raise NotCalculated
    if not 1 <= column <= width:
        raise CalculationError(ErrorValue("#REF!"))
    return values[_find(c.value(arguments[0], here), values[::width], c) * width + column - 1]


def _index(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    require_count(arguments, 2, 3)
    values, width = _table(c, arguments[0], here)
    row, column = int(number_at(c, arguments, 1, here)), int(number_at(c, arguments, 2, here, 1))
    if len(arguments) == 2 and len(values) == width:
        row, column = 1, row
    if row < 1 or column < 1:
        raise NotCalculated
    if column > width or row * width > len(values):
        raise CalculationError(ErrorValue("#REF!"))
    return values[(row - 1) * width + column - 1]


def _row(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    require_count(arguments, 0, 1)
    if not arguments:
        return Decimal(here.out)
    if not isinstance(arguments[0], Reference):
        raise NotCalculated
    runs = arguments[0].runs(here, c.layouts)
    if not runs:
        raise NotCalculated
    return Decimal(runs[0][0])


def _rows(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    require_count(arguments, 1)
    values, width = _table(c, arguments[0], here)
    return Decimal(len(values) // width)


LOOKUPS: dict[str, Function] = {
    "MATCH": _match,
    "VLOOKUP": _look_up,
    "INDEX": _index,
    "ROW": _row,
    "ROWS": _rows,
}
