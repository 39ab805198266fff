"""What functions read of their arguments: numbers, values and the cells of areas."""

from collections.abc import Iterable
from decimal import Decimal

from stardb.rendering.workbook.formulas.calculator import Calculator
from stardb.rendering.workbook.formulas.expression_tree import DefinedName, Node
from stardb.rendering.workbook.formulas.operations import NotCalculated, refuse_error, to_number
from stardb.rendering.workbook.formulas.references import Here, Reference
from stardb.rendering.workbook.report_values import CellValue

__all__ = ["Arguments", "all_numbers", "area_cells", "argument_values", "number_at", "numbers_among", "require_count"]

Arguments = tuple[Node, ...]
"""The arguments of a call, as they are written."""


def require_count(arguments: Arguments, least: int, most: int | None = None) -> None:
    """Raises NotCalculated unless there are so many arguments; most: `least` where it is not given."""
    if not least <= len(arguments) <= (least if most is None else most):
        raise NotCalculated


def number_at(c: Calculator, arguments: Arguments, index: int, here: Here, default: int | None = None) -> Decimal:
    """The argument at a place where a number is wanted; the default where it is left out."""
    if index >= len(arguments) and default is not None:
        return Decimal(default)
    return to_number(c.value(arguments[index], here))


def numbers_among(values: Iterable[CellValue]) -> list[Decimal]:
    """The numbers among the cells of an area. Raises CalculationError for an error value."""
    return [value for value in map(refuse_error, values) if isinstance(value, Decimal)]


def all_numbers(c: Calculator, arguments: Arguments, here: Here) -> list[Decimal]:
    """The numbers of all arguments: in areas only what is a number counts, a value of its own must be one."""
    found: list[Decimal] = []
    for node in arguments:
        if isinstance(node, Reference | DefinedName):
            found += numbers_among(c.cells(node, here))
        else:
            found.append(to_number(c.value(node, here)))
    return found


def argument_values(c: Calculator, node: Node, here: Here) -> list[CellValue]:
    """All values of an argument, an area or a value of its own."""
    return c.cells(node, here) if isinstance(node, Reference | DefinedName) else [c.value(node, here)]


def area_cells(c: Calculator, node: Node, here: Here) -> list[CellValue]:
    """The cells of an argument that must be an area."""
    if not isinstance(node, Reference | DefinedName):
        raise NotCalculated
    return c.cells(node, here)
