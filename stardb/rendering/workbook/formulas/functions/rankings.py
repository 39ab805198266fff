"""Functions of the order of numbers: RANK, LARGE, SMALL."""

from bisect import bisect_left, bisect_right
from decimal import Decimal
from functools import partial
from typing import cast

from stardb.rendering.workbook.formulas.calculator import Calculator, Function
from stardb.rendering.workbook.formulas.expression_tree import DefinedName, Node
from stardb.rendering.workbook.formulas.functions.arguments import Arguments, number_at, numbers_among, require_count
from stardb.rendering.workbook.formulas.operations import CalculationError, NotCalculated
from stardb.rendering.workbook.formulas.references import Here, Reference
from stardb.rendering.workbook.report_values import CellValue, ErrorValue

__all__ = ["RANKINGS"]


def _rank(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    require_count(arguments, 2, 3)
    number, is_rising = number_at(c, arguments, 0, here), bool(number_at(c, arguments, 2, here, 0))
    ordered = _sorted(c, arguments[1], here)
    place = bisect_left(ordered, number)
    if place == len(ordered) or ordered[place] != number:
        raise NotCalculated  # programs differ
    return Decimal(place + 1 if is_rising else len(ordered) - bisect_right(ordered, number) + 1)


def _sorted(c: Calculator, node: Node, here: Here) -> list[Decimal]:
    if not isinstance(node, Reference | DefinedName):
        raise NotCalculated
    key = "sorted", tuple(c.blocks(node, here))
    if key not in c.cache:
        c.cache[key] = sorted(numbers_among(c.cells(node, here)))
    return cast(list[Decimal], c.cache[key])


def _nth(is_largest: bool, c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    require_count(arguments, 2)
    ordered, n = _sorted(c, arguments[0], here), int(number_at(c, arguments, 1, here))
    if not 1 <= n <= len(ordered):
        raise CalculationError(ErrorValue("#NUM!"))
    return ordered[-n] if is_largest else ordered[n - 1]


RANKINGS: dict[str, Function] = {
    "RANK": _rank,
    "RANK.EQ": _rank,
    "LARGE": partial(_nth, True),
    "SMALL": partial(_nth, False),
}
