"""The functions whose results are calculated here; docs/reports.md lists them, and a template's others are told."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Decimal
from functools import partial
from typing import cast

from stardb.rendering.workbook.cell_values import CellValue, ErrorValue
from stardb.rendering.workbook.formulas.calculator import Calculator, Function
from stardb.rendering.workbook.formulas.expression_tree import DefinedName, Node
from stardb.rendering.workbook.formulas.formula import Here, Reference
from stardb.rendering.workbook.formulas.operations import (
    DIVISION,
    EXACT,
    NO_VALUE,
    WRONG_VALUE,
    CalculationError,
    Criterion,
    NotCalculated,
    criterion,
    is_equal,
    is_like_number,
    sound,
    to_number,
    to_text,
    to_truth,
)

__all__ = ["FUNCTIONS"]

Arguments = tuple[Node, ...]
_PLACES = 15


def _want(arguments: Arguments, least: int, most: int | None = None) -> None:
    if not least <= len(arguments) <= (least if most is None else most):
        raise NotCalculated


def _number(c: Calculator, arguments: Arguments, index: int, here: Here, default: int | None = None) -> Decimal:
    if index >= len(arguments) and default is not None:
        return Decimal(default)
    return to_number(c.value(arguments[index], here))


def _numbers(values: Iterable[CellValue]) -> list[Decimal]:
    """The numbers among the cells of an area. Raises CalculationError for an error value."""
    return [value for value in map(sound, values) if isinstance(value, Decimal)]


def _all_numbers(c: Calculator, arguments: Arguments, here: Here) -> list[Decimal]:
    """The numbers of all arguments: in areas only what is a number counts, a value of its own must be one."""
    found: list[Decimal] = []
    for node in arguments:
        if isinstance(node, Reference | DefinedName):
            found += _numbers(c.cells(node, here))
        else:
            found.append(to_number(c.value(node, here)))
    return found


def _values(c: Calculator, node: Node, here: Here) -> list[CellValue]:
    """All values of an argument, an area or a value of its own."""
    return c.cells(node, here) if isinstance(node, Reference | DefinedName) else [c.value(node, here)]


def _total(name: str, c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    """SUM and its kin, remembered by what they cover: a total asked for in every row is added up once."""
    covers = tuple(
        tuple(c.blocks(n, here)) if isinstance(n, Reference | DefinedName) else c.value(n, here) for n in arguments
    )
    key = name, covers
    if key not in c.remembered:
        if name == "COUNT":
            numbers = [v for n in arguments for v in _values(c, n, here) if isinstance(v, Decimal)]
        else:
            numbers = _all_numbers(c, arguments, here)
        c.remembered[key] = _TOTALS[name](numbers)
    return cast(CellValue, c.remembered[key])


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


_TOTALS: dict[str, Callable[[list[Decimal]], Decimal]] = {
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
    return Decimal(sum(value is not None for node in arguments for value in _values(c, node, here)))


def _count_blank(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    _want(arguments, 1)
    return Decimal(sum(value is None or value == "" for value in _cells(c, arguments[0], here)))


def _subtotal(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    name = _SUBTOTALS.get(int(_number(c, arguments, 0, here)) % 100)
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
    return FUNCTIONS[name](c, rest, here)


def _cells(c: Calculator, node: Node, here: Here) -> list[CellValue]:
    """The cells of an argument that must be an area."""
    if not isinstance(node, Reference | DefinedName):
        raise NotCalculated
    return c.cells(node, here)


def _fitting(c: Calculator, pairs: Arguments, here: Here) -> list[bool]:
    """For each cell, whether all conditions hold: pairs of an area and what is asked of it."""
    if not pairs or len(pairs) % 2:
        raise NotCalculated
    fits: list[bool] | None = None
    for area, wanted in zip(pairs[::2], pairs[1::2], strict=True):
        values, matches = _cells(c, area, here), criterion(c.value(wanted, here)).fits
        c.visit(len(values))
        if fits is not None and len(fits) != len(values):
            raise CalculationError(WRONG_VALUE)
        fits = [matches(v) and (fits is None or fits[i]) for i, v in enumerate(values)]
    return fits or []


def _count_if(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    """COUNTIF; an area is counted through once, for those who ask in every row."""
    _want(arguments, 2)
    wanted = criterion(c.value(arguments[1], here))
    area = arguments[0]
    if not isinstance(area, Reference | DefinedName):
        raise NotCalculated
    key = "COUNTIF", tuple(c.blocks(area, here))
    if key not in c.remembered:
        values = c.cells(area, here)
        texts = Counter(value.casefold() for value in values if isinstance(value, str))
        numbers = sorted(value for value in values if isinstance(value, Decimal))
        c.remembered[key] = _Counts(len(values), texts, numbers, any(map(is_like_number, values)))
    return Decimal(cast(_Counts, c.remembered[key]).of(wanted))


@dataclass(frozen=True)
class _Counts:
    """How often values stand in an area of so many cells. is_doubtful: there are texts that may be taken for numbers."""

    size: int
    texts: Counter[str]
    numbers: list[Decimal]
    is_doubtful: bool

    def of(self, wanted: Criterion) -> int:
        """How many cells fit. Raises NotCalculated where texts may be numbers."""
        if isinstance(wanted.limit, str):
            count = self.texts[wanted.limit]
            return count if wanted.sign == "=" else self.size - count
        if self.is_doubtful:
            raise NotCalculated
        below, up_to = bisect_left(self.numbers, wanted.limit), bisect_right(self.numbers, wanted.limit)
        count, all_ = up_to - below, len(self.numbers)
        found = {"=": count, "<>": self.size - count, "<": below, "<=": up_to, ">": all_ - up_to, ">=": all_ - below}
        return found[wanted.sign]


def _count_ifs(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    return Decimal(sum(_fitting(c, arguments, here)))


def _chosen(c: Calculator, area: Node, pairs: Arguments, here: Here) -> list[Decimal]:
    values, fits = _cells(c, area, here), _fitting(c, pairs, here)
    if len(values) != len(fits):
        raise NotCalculated
    return _numbers(value for value, fit in zip(values, fits, strict=True) if fit)


def _if_total(name: str, c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    """SUMIF, AVERAGEIF: the area to add up comes last, or is the one asked."""
    _want(arguments, 2, 3)
    return _TOTALS[name](_chosen(c, arguments[2] if len(arguments) == 3 else arguments[0], arguments[:2], here))


def _ifs_total(name: str, c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    """SUMIFS and its kin: the area to add up comes first."""
    _want(arguments, 3, 255)
    return _TOTALS[name](_chosen(c, arguments[0], arguments[1:], here))


def _rank(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    _want(arguments, 2, 3)
    number, is_rising = _number(c, arguments, 0, here), bool(_number(c, arguments, 2, here, 0))
    ordered = _sorted(c, arguments[1], here)
    place = bisect_left(ordered, number)
    if place == len(ordered) or ordered[place] != number:
        raise NotCalculated  # programs differ
    return Decimal(place + 1 if is_rising else len(ordered) - bisect_right(ordered, number) + 1)


def _sorted(c: Calculator, node: Node, here: Here) -> list[Decimal]:
    if not isinstance(node, Reference | DefinedName):
        raise NotCalculated
    key = "sorted", tuple(c.blocks(node, here))
    if key not in c.remembered:
        c.remembered[key] = sorted(_numbers(c.cells(node, here)))
    return cast(list[Decimal], c.remembered[key])


def _nth(is_largest: bool, c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    _want(arguments, 2)
    ordered, n = _sorted(c, arguments[0], here), int(_number(c, arguments, 1, here))
    if not 1 <= n <= len(ordered):
        raise CalculationError(ErrorValue("#NUM!"))
    return ordered[-n] if is_largest else ordered[n - 1]


def _sum_product(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    arrays = [c.array(node, here) for node in arguments]
    if not arrays or len({len(array) for array in arrays}) > 1:
        raise NotCalculated
    total = Decimal(0)
    for values in zip(*arrays, strict=True):
        product = Decimal(1)
        for value in map(sound, values):  # what is no number counts as 0
            is_number = isinstance(value, Decimal) and not isinstance(value, bool)
            product = EXACT.multiply(product, value) if is_number else Decimal(0)  # type: ignore[arg-type]
        total = EXACT.add(total, product)
    return total


def _if(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    _want(arguments, 2, 3)
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
    _want(arguments, 2)
    try:
        return c.value(arguments[0], here)
    except CalculationError:
        return c.value(arguments[1], here)


def _is_error(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    _want(arguments, 1)
    try:
        c.value(arguments[0], here)
    except CalculationError:
        return True
    return False


def _logic(combine: Callable[[list[bool]], bool], c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    found: list[bool] = []
    for node in arguments:
        if isinstance(node, Reference | DefinedName):
            found += [bool(v) for v in map(sound, c.cells(node, here)) if isinstance(v, bool | Decimal)]
        else:
            found.append(to_truth(c.value(node, here)))
    if not found:
        raise CalculationError(WRONG_VALUE)
    return combine(found)


def _round(mode: str, c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    _want(arguments, 1, 2)
    number, places = _number(c, arguments, 0, here), int(_number(c, arguments, 1, here, 0))
    if abs(places) > _PLACES:
        raise NotCalculated
    return EXACT.plus(number).quantize(Decimal(1).scaleb(-places), mode, EXACT) + 0


def _integer(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    _want(arguments, 1)
    return _number(c, arguments, 0, here).to_integral_value(ROUND_FLOOR)


def _absolute(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    _want(arguments, 1)
    return abs(_number(c, arguments, 0, here))


def _remainder(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    _want(arguments, 2)
    number, by = _number(c, arguments, 0, here), _number(c, arguments, 1, here)
    if not by:
        raise CalculationError(DIVISION)
    return number - by * EXACT.divide(number, by).to_integral_value(ROUND_FLOOR)


def _is_kind(kind: type[Decimal] | type[str], c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    _want(arguments, 1)
    try:
        return isinstance(c.value(arguments[0], here), kind)
    except CalculationError:
        return False


def _is_blank(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    _want(arguments, 1)
    try:
        return c.value(arguments[0], here) is None
    except CalculationError:
        return False


def _text(change: Callable[[str], CellValue], c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    _want(arguments, 1)
    return change(to_text(c.value(arguments[0], here)))


def _part(is_left: bool, c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    _want(arguments, 1, 2)
    text, count = to_text(c.value(arguments[0], here)), int(_number(c, arguments, 1, here, 1))
    if count < 0:
        raise CalculationError(WRONG_VALUE)
    return text[:count] if is_left else text[max(len(text) - count, 0) :]


def _middle(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    _want(arguments, 3)
    start, count = int(_number(c, arguments, 1, here)), int(_number(c, arguments, 2, here))
    if start < 1 or count < 0:
        raise CalculationError(WRONG_VALUE)
    return to_text(c.value(arguments[0], here))[start - 1 : start - 1 + count]


def _join(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    return "".join(to_text(value) for node in arguments for value in _values(c, node, here))


def _match(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    _want(arguments, 3)
    if _number(c, arguments, 2, here):
        raise NotCalculated  # the nearest in a sorted list
    return Decimal(_find(c.value(arguments[0], here), _cells(c, arguments[1], here), c) + 1)


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
    _want(arguments, 4)
    values, width = _table(c, arguments[1], here)
    column = int(_number(c, arguments, 2, here))
    if to_truth(c.value(arguments[3], here)):
        raise NotCalculated
    if not 1 <= column <= width:
        raise CalculationError(ErrorValue("#REF!"))
    return values[_find(c.value(arguments[0], here), values[::width], c) * width + column - 1]


def _index(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    _want(arguments, 2, 3)
    values, width = _table(c, arguments[0], here)
    row, column = int(_number(c, arguments, 1, here)), int(_number(c, arguments, 2, here, 1))
    if len(arguments) == 2 and len(values) == width:
        row, column = 1, row
    if row < 1 or column < 1:
        raise NotCalculated
    if column > width or row * width > len(values):
        raise CalculationError(ErrorValue("#REF!"))
    return values[(row - 1) * width + column - 1]


def _row(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    _want(arguments, 0, 1)
    if not arguments:
        return Decimal(here.out)
    if not isinstance(arguments[0], Reference):
        raise NotCalculated
    runs = arguments[0].runs(here, c.layouts)
    if not runs:
        raise NotCalculated
    return Decimal(runs[0][0])


def _rows(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    _want(arguments, 1)
    values, width = _table(c, arguments[0], here)
    return Decimal(len(values) // width)


FUNCTIONS: dict[str, Function] = {
    **{name: partial(_total, name) for name in _TOTALS},
    "COUNTA": _count_filled,
    "COUNTBLANK": _count_blank,
    "SUBTOTAL": _subtotal,
    "COUNTIF": _count_if,
    "COUNTIFS": _count_ifs,
    "SUMIF": partial(_if_total, "SUM"),
    "AVERAGEIF": partial(_if_total, "AVERAGE"),
    "SUMIFS": partial(_ifs_total, "SUM"),
    "AVERAGEIFS": partial(_ifs_total, "AVERAGE"),
    "MAXIFS": partial(_ifs_total, "MAX"),
    "MINIFS": partial(_ifs_total, "MIN"),
    "SUMPRODUCT": _sum_product,
    "RANK": _rank,
    "RANK.EQ": _rank,
    "LARGE": partial(_nth, True),
    "SMALL": partial(_nth, False),
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
    "ROUND": partial(_round, ROUND_HALF_UP),
    "ROUNDUP": partial(_round, ROUND_UP),
    "ROUNDDOWN": partial(_round, ROUND_DOWN),
    "INT": _integer,
    "ABS": _absolute,
    "MOD": _remainder,
    "TRIM": partial(_text, lambda text: " ".join(part for part in text.split(" ") if part)),
    "LEN": partial(_text, lambda text: Decimal(len(text.encode("utf-16-le")) // 2)),
    "LEFT": partial(_part, True),
    "RIGHT": partial(_part, False),
    "MID": _middle,
    "CONCATENATE": _join,
    "CONCAT": _join,
    "MATCH": _match,
    "VLOOKUP": _look_up,
    "INDEX": _index,
    "ROW": _row,
    "ROWS": _rows,
}
