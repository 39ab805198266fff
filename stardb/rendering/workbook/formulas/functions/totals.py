"""Functions that add up or count all cells of areas: SUM and its like."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import cast

from stardb.rendering.workbook.formulas.calculator import Calculator, Function
from stardb.rendering.workbook.formulas.expression_tree import DefinedName
from stardb.rendering.workbook.formulas.functions.arguments import (
    Arguments,
    all_numbers,
    area_cells,
    argument_values,
    number_at,
    require_count,
)
from stardb.rendering.workbook.formulas.operations import DIVISION, EXACT, CalculationError, NotCalculated, refuse_error
from stardb.rendering.workbook.formulas.references import Here, Reference
from stardb.rendering.workbook.report_values import CellValue, ErrorValue

__all__ = ["TOTALS", "TOTAL_OF"]


def _total(name: str, c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    """SUM and its kin, remembered by what they cover: a total asked for in every row is added up once."""
    covers = tuple(
        tuple(c.blocks(n, here)) if isinstance(n, Reference | DefinedName) else c.value(n, here) for n in arguments
    )
    key = name, covers
    if key not in c.cache:
        if name == "COUNT":
            numbers = [v for n in arguments for v in argument_values(c, n, here) if isinstance(v, Decimal)]
        else:
            numbers = all_numbers(c, arguments, here)
        c.cache[key] = TOTAL_OF[name](numbers)
    return cast(CellValue, c.cache[key])


def _sum(numbers: list[Decimal]) -> Decimal:
    total = Decimal(0)
    for number in numbers:
        total = EXACT.add(total, number)
    return total


def _average(numbers: list[Decimal]) -> Decimal:
    if not numbers:
        raise CalculationError(DIVISION)
    return EXACT.divide(_sum(numbers), Decimal(len(numbers)))


def _median(numbers: list[Decimal]) -> Decimal:
    if not numbers:
        raise CalculationError(ErrorValue("#NUM!"))
    ordered, middle = sorted(numbers), len(numbers) // 2
    return ordered[middle] if len(numbers) % 2 else EXACT.divide(ordered[middle - 1] + ordered[middle], Decimal(2))


def _product(numbers: list[Decimal]) -> Decimal:
    product = Decimal(1 if numbers else 0)
    for number in numbers:
        product = EXACT.multiply(product, number)
    return product


TOTAL_OF: dict[str, Callable[[list[Decimal]], Decimal]] = {
    "SUM": _sum,
    "AVERAGE": _average,
    "COUNT": lambda numbers: Decimal(len(numbers)),
    "MIN": lambda numbers: min(numbers, default=Decimal(0)),
    "MAX": lambda numbers: max(numbers, default=Decimal(0)),
    "PRODUCT": _product,
    "MEDIAN": _median,
}


_SUBTOTALS = {1: "AVERAGE", 2: "COUNT", 3: "COUNTA", 4: "MAX", 5: "MIN", 6: "PRODUCT", 9: "SUM"}


def _count_filled(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    return Decimal(sum(value is not None for node in arguments for value in argument_values(c, node, here)))


def _count_blank(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    require_count(arguments, 1)
    return Decimal(sum(value is None or value == "" for value in area_cells(c, arguments[0], here)))


def _subtotal(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    name = _SUBTOTALS.get(int(number_at(c, arguments, 0, here)) % 100)
    rest = arguments[1:]
    for node in rest:
        for sheet, columns, runs in c.blocks(node, here) if isinstance(node, Reference | DefinedName) else ():
            for row in (row for first, last in runs for row in range(first, last + 1)):
                cells = [c.grids[sheet].find(column, row) for column in columns] if sheet in c.grids else []
                c.visit(len(cells))
                texts = (cell[0].formula.text.upper() for cell in cells if cell and cell[0].formula)
                if c.grids[sheet].is_hidden(row) or any("SUBTOTAL(" in t or "AGGREGATE(" in t for t in texts):
                    raise NotCalculated
    if name is None:
        raise NotCalculated
    return c.functions[name](c, rest, here)


def _sum_product(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    arrays = [c.array(node, here) for node in arguments]
    if not arrays or len({len(array) for array in arrays}) > 1:
        raise NotCalculated
    total = Decimal(0)
    for values in zip(*arrays, strict=True):
        product = Decimal(1)
        for value in map(refuse_error, values):  # what is no number counts as 0
            is_number = isinstance(value, Decimal) and not isinstance(value, bool)
            product = EXACT.multiply(product, value) if is_number else Decimal(0)  # type: ignore[arg-type]
        total = EXACT.add(total, product)
    return total


TOTALS: dict[str, Function] = {
    **{name: partial(_total, name) for name in TOTAL_OF},
    "COUNTA": _count_filled,
    "COUNTBLANK": _count_blank,
    "SUBTOTAL": _subtotal,
    "SUMPRODUCT": _sum_product,
}
