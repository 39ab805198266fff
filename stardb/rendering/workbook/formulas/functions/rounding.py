"""Functions of one number: ROUND, INT, ABS, MOD and their like."""

from decimal import ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Decimal
from functools import partial

from stardb.rendering.workbook.formulas.calculator import Calculator, Function
from stardb.rendering.workbook.formulas.functions.arguments import Arguments, number_at, require_count
from stardb.rendering.workbook.formulas.operations import DIVISION, EXACT, CalculationError, NotCalculated
from stardb.rendering.workbook.formulas.references import Here
from stardb.rendering.workbook.report_values import CellValue

__all__ = ["ROUNDING"]

_PLACES = 15


def _round(mode: str, c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    require_count(arguments, 1, 2)
    number, places = number_at(c, arguments, 0, here), int(number_at(c, arguments, 1, here, 0))
    if abs(places) > _PLACES:
        raise NotCalculated
    return EXACT.plus(number).quantize(Decimal(1).scaleb(-places), mode, EXACT) + 0


def _integer(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    require_count(arguments, 1)
    return number_at(c, arguments, 0, here).to_integral_value(ROUND_FLOOR)


def _absolute(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    require_count(arguments, 1)
    return abs(number_at(c, arguments, 0, here))


def _remainder(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    require_count(arguments, 2)
    number, by = number_at(c, arguments, 0, here), number_at(c, arguments, 1, here)
    if not by:
        raise CalculationError(DIVISION)
    return number - by * EXACT.divide(number, by).to_integral_value(ROUND_FLOOR)


ROUNDING: dict[str, Function] = {
    "ROUND": partial(_round, ROUND_HALF_UP),
    "ROUNDUP": partial(_round, ROUND_UP),
    "ROUNDDOWN": partial(_round, ROUND_DOWN),
    "INT": _integer,
    "ABS": _absolute,
    "MOD": _remainder,
}
