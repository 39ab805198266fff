"""Functions that choose and ask: IF, AND, ISBLANK and their like."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from stardb.rendering.workbook.formulas.calculator import Calculator, Function
from stardb.rendering.workbook.formulas.expression_tree import DefinedName
from stardb.rendering.workbook.formulas.functions.arguments import Arguments, require_count
from stardb.rendering.workbook.formulas.operations import (
    NO_VALUE,
    WRONG_VALUE,
    CalculationError,
    NotCalculated,
    refuse_error,
    to_truth,
)
from stardb.rendering.workbook.formulas.references import Here, Reference
from stardb.rendering.workbook.report_values import CellValue

__all__ = ["LOGIC"]


def _if(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    require_count(arguments, 2, 3)
    if to_truth(c.value(arguments[0], here)):
        return c.value(arguments[1], here)
    return c.value(arguments[2], here) if len(arguments) == 3 else False


def _ifs(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    if len(arguments) % 2:
        raise NotCalculated
    for test, then in zip(arguments[::2], arguments[1::2], strict=True):
        if to_truth(c.value(test, here)):
            return c.value(then, here)
    raise CalculationError(NO_VALUE)


def _if_error(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    require_count(arguments, 2)
    try:
        return c.value(arguments[0], here)
    except CalculationError:
        return c.value(arguments[1], here)


def _is_error(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    require_count(arguments, 1)
    try:
        c.value(arguments[0], here)
    except CalculationError:
        return True
    return False


def _logic(combine: Callable[[list[bool]], bool], c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    found: list[bool] = []
    for node in arguments:
        if isinstance(node, Reference | DefinedName):
            found += [bool(v) for v in map(refuse_error, c.cells(node, here)) if isinstance(v, bool | Decimal)]
        else:
            found.append(to_truth(c.value(node, here)))
    if not found:
        raise CalculationError(WRONG_VALUE)
    return combine(found)


def _is_kind(kind: type[Decimal] | type[str], c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    require_count(arguments, 1)
    try:
        return isinstance(c.value(arguments[0], here), kind)
    except CalculationError:
        return False


def _is_blank(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    require_count(arguments, 1)
    try:
        return c.value(arguments[0], here) is None
    except CalculationError:
        return False


LOGIC: dict[str, Function] = {
    "IF": _if,
    "IFS": _ifs,
    "IFERROR": _if_error,
    "ISERROR": _is_error,
    "ISNUMBER": partial(_is_kind, Decimal),
    "ISTEXT": partial(_is_kind, str),
    "ISBLANK": _is_blank,
    "AND": partial(_logic, all),
    "OR": partial(_logic, any),
    "NOT": lambda c, arguments, here: not to_truth(c.value(arguments[0], here)),
}
