"""Functions of texts: TRIM, LEFT, CONCAT and their like."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from stardb.rendering.workbook.formulas.calculator import Calculator, Function
from stardb.rendering.workbook.formulas.functions.arguments import Arguments, argument_values, number_at, require_count
from stardb.rendering.workbook.formulas.operations import WRONG_VALUE, CalculationError, to_text
from stardb.rendering.workbook.formulas.references import Here
from stardb.rendering.workbook.report_values import CellValue

__all__ = ["TEXTS"]


def _text(change: Callable[[str], CellValue], c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    require_count(arguments, 1)
    return change(to_text(c.value(arguments[0], here)))


def _part(is_left: bool, c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    require_count(arguments, 1, 2)
    text, count = to_text(c.value(arguments[0], here)), int(number_at(c, arguments, 1, here, 1))
    if count < 0:
        raise CalculationError(WRONG_VALUE)
    return text[:count] if is_left else text[max(len(text) - count, 0) :]


def _middle(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    require_count(arguments, 3)
    start, count = int(number_at(c, arguments, 1, here)), int(number_at(c, arguments, 2, here))
    if start < 1 or count < 0:
        raise CalculationError(WRONG_VALUE)
    return to_text(c.value(arguments[0], here))[start - 1 : start - 1 + count]


def _join(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    return "".join(to_text(value) for node in arguments for value in argument_values(c, node, here))


TEXTS: dict[str, Function] = {
    "TRIM": partial(_text, lambda text: " ".join(part for part in text.split(" ") if part)),
    "LEN": partial(_text, lambda text: Decimal(len(text.encode("utf-16-le")) // 2)),
    "LEFT": partial(_part, True),
    "RIGHT": partial(_part, False),
    "MID": _middle,
    "CONCATENATE": _join,
    "CONCAT": _join,
}
