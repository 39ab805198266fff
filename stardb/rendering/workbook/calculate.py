"""Results of simple formulas in the report, for those who look at it without a spreadsheet that reckons.

Only what is sure: sums, counts, means, extremes, ROUND, COUNTIF and + - * / of known cells, in exact decimals shown to
the 15 digits a spreadsheet keeps. What is not understood has no result; the spreadsheet reckons all on opening.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException

from stardb.rendering.workbook.expression import Binary, Call, Node, parse_expression
from stardb.rendering.workbook.formulas import Here, Reference
from stardb.rendering.workbook.layout import Emission, Layout, Trace
from stardb.rendering.workbook.plan import Plan
from stardb.rendering.workbook.rows import TemplateCell, Unknown
from stardb.rendering.workbook.values import CellValue, RichText, cell_value

__all__ = ["Calculator", "Grid", "NotReckoned"]

_EXACT = Context(prec=40)
_SHOWN = Context(prec=15, rounding=ROUND_HALF_UP)
_DEEPEST = 60  # cells on cells on cells
_MOST_VISITS = 200_000  # and some for each cell: COUNTIF over all rows in every row is left to the spreadsheet


class NotReckoned(Exception):
    """A cell of whose value nothing can be said here."""


class Grid:
    """The cells of one sheet of the report, found by column and output row."""

    def __init__(self, plan: Plan, trace: Trace) -> None:
        self._rows = {emission.row: emission for emission in trace.emissions if plan.rows[emission.band] is not None}
        self._columns: list[dict[int, tuple[TemplateCell, int]]] = []
        for row in plan.rows:
            columns, live = {}, 0
            for cell in row.cells if row else []:
                columns[cell.column] = (cell, live)
                live += cell.live
            self._columns.append(columns)
        self.size = sum(len(self._columns[emission.band]) for emission in self._rows.values())

    def find(self, column: int, row: int) -> tuple[TemplateCell, Emission, int] | None:
        """The template's cell, the emission it is part of, and its place among the live cells; None if blank."""
        emission = self._rows.get(row)
        found = self._columns[emission.band].get(column) if emission else None
        return (found[0], emission, found[1]) if found and emission else None


class Calculator:
    """Reckons cells on demand and remembers them."""

    def __init__(self, grids: Mapping[str, Grid], layouts: Mapping[str, Layout], epoch_1904: bool) -> None:
        self.grids, self.layouts, self.epoch_1904 = grids, layouts, epoch_1904
        self._known: dict[tuple[str, int, int], CellValue | NotReckoned] = {}
        self._totals: dict[object, Decimal | NotReckoned] = {}
        self._depth = self._visits = 0
        self._most_visits = _MOST_VISITS + 4 * sum(grid.size for grid in grids.values())

    def result(self, sheet: str, column: int, row: int) -> CellValue:
        """The result to store with a formula; None if not known."""
        try:
            return self.cell(sheet, column, row)
        except NotReckoned:
            return None

    def cell(self, sheet: str, column: int, row: int) -> CellValue:
        """The value of a cell of the report. Raises NotReckoned."""
        self._visits += 1
        if sheet not in self.grids or self._visits > self._most_visits:
            raise NotReckoned
        found = self.grids[sheet].find(column, row)
        if found is None:
            return None
        cell, emission, live = found
        if cell.formula is not None:
            return self._formula(sheet, cell, emission)
        value = cell_value(emission.values[live], self.epoch_1904) if cell.live and emission.values else cell.value
        if isinstance(value, Unknown):
            raise NotReckoned
        return str(value) if isinstance(value, RichText) else value

    def _formula(self, sheet: str, cell: TemplateCell, emission: Emission) -> CellValue:
        key = (sheet, cell.column, emission.row)
        if key not in self._known:
            self._known[key] = NotReckoned()  # as long as it is being reckoned: a circle has no result
            self._depth += 1
            try:
                self._known[key] = self._reckoned(sheet, cell, emission)
            except NotReckoned as error:
                self._known[key] = error
            finally:
                self._depth -= 1
        known = self._known[key]
        if isinstance(known, NotReckoned):
            raise NotReckoned
        return known

    def _reckoned(self, sheet: str, cell: TemplateCell, emission: Emission) -> CellValue:
        tree = parse_expression(cell.formula) if cell.formula and not cell.array else None
        if tree is None or self._depth > _DEEPEST:
            raise NotReckoned
        try:
            value = self._value(tree, Here(sheet, cell.row, emission.row, emission.turn))
            return _SHOWN.plus(value) if isinstance(value, Decimal) else value
        except DecimalException as error:  # a division by zero: the spreadsheet says so better
            raise NotReckoned from error

    def _value(self, node: Node, here: Here) -> CellValue:
        if isinstance(node, Reference):
            runs = node.runs(here, self.layouts)
            columns = node.area.columns
            if not runs:
                return None
            if len(columns) != 1 or len(runs) != 1 or runs[0][0] != runs[0][1]:
                raise NotReckoned
            return self.cell(node.area.sheet.casefold() or here.sheet, columns[0], runs[0][0])
        if isinstance(node, Binary):
            return self._binary(node, here)
        if isinstance(node, Call):
            function = _FUNCTIONS.get(node.function)
            if function is None:
                raise NotReckoned
            return function(self, node.arguments, here)
        return node

    def _binary(self, node: Binary, here: Here) -> Decimal:
        left, right = self._number(node.left, here), self._number(node.right, here)
        if node.sign == "+":
            return _EXACT.add(left, right)
        if node.sign == "-":
            return _EXACT.subtract(left, right)
        return _EXACT.multiply(left, right) if node.sign == "*" else _EXACT.divide(left, right)

    def _number(self, node: Node, here: Here) -> Decimal:
        value = self._value(node, here)
        if value is None:
            return Decimal(0)
        if not isinstance(value, Decimal):
            raise NotReckoned
        return value

    def values(self, reference: Reference, here: Here) -> Iterator[CellValue]:
        """The values of all cells of a reference, row by row. Raises NotReckoned."""
        area = reference.area
        sheet = area.sheet.casefold() or here.sheet
        if not area.columns:
            raise NotReckoned
        for first, last in reference.runs(here, self.layouts):
            for row in range(first, last + 1):
                for column in area.columns:
                    yield self.cell(sheet, column, row)

    def _each(self, arguments: tuple[Node, ...], here: Here) -> Iterator[CellValue]:
        for node in arguments:
            if isinstance(node, Reference):
                yield from self.values(node, here)
            else:
                yield self._number(node, here)

    def _total(self, name: str, arguments: tuple[Node, ...], here: Here) -> Decimal:
        """SUM and its kin, remembered by what they cover: a total asked for in every row is added up once."""
        covers = tuple(
            (node.area.sheet.casefold() or here.sheet, node.area.columns, node.runs(here, self.layouts))
            if isinstance(node, Reference)
            else self._number(node, here)
            for node in arguments
        )
        key = (name, covers)
        if key not in self._totals:
            try:
                self._totals[key] = _TOTALS[name](list(self._each(arguments, here)))
            except NotReckoned as error:
                self._totals[key] = error
        known = self._totals[key]
        if isinstance(known, NotReckoned):
            raise NotReckoned
        return known

    def _round(self, arguments: tuple[Node, ...], here: Here) -> Decimal:
        if len(arguments) != 2:
            raise NotReckoned
        number, places = self._number(arguments[0], here), int(self._number(arguments[1], here))
        if abs(places) > 15:
            raise NotReckoned
        return _EXACT.plus(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _EXACT) + 0

    def _count_if(self, arguments: tuple[Node, ...], here: Here) -> Decimal:
        if len(arguments) != 2 or not isinstance(arguments[0], Reference):
            raise NotReckoned
        matches = _criterion(self._value(arguments[1], here))
        return Decimal(sum(map(matches, self.values(arguments[0], here))))


def _numbers(values: list[CellValue]) -> list[Decimal]:
    return [value for value in values if isinstance(value, Decimal)]


def _sum(values: list[CellValue]) -> Decimal:
    total = Decimal(0)
    for number in _numbers(values):
        total = _EXACT.add(total, number)
    return total


def _average(values: list[CellValue]) -> Decimal:
    if not _numbers(values):
        raise NotReckoned
    return _EXACT.divide(_sum(values), Decimal(len(_numbers(values))))


def _criterion(wanted: CellValue) -> Callable[[CellValue], bool]:
    """What COUNTIF asks of a cell. Raises NotReckoned for wildcards and the finer points."""
    if isinstance(wanted, str):
        sign = next((s for s in (">=", "<=", "<>", ">", "<", "=") if wanted.startswith(s)), "")
        rest = wanted[len(sign) :]
        try:
            limit: CellValue = Decimal(rest)
        except DecimalException:
            limit = rest
        if not rest or any(mark in rest for mark in "*?~"):
            raise NotReckoned
    else:
        sign, limit = "", wanted
    if isinstance(limit, Decimal):
        bound = limit
        compare: dict[str, Callable[[Decimal], bool]] = {
            ">": lambda v: v > bound,
            "<": lambda v: v < bound,
            ">=": lambda v: v >= bound,
            "<=": lambda v: v <= bound,
            "": lambda v: v == bound,
            "=": lambda v: v == bound,
        }
        if sign in compare:
            return lambda value: compare[sign](value) if isinstance(value, Decimal) else _no_number(value)
    elif isinstance(limit, str) and sign in ("", "="):
        text = limit.casefold()
        return lambda value: isinstance(value, str) and value.casefold() == text
    raise NotReckoned


def _no_number(value: CellValue) -> bool:
    """False. Raises NotReckoned for a text that reads as a number: COUNTIF may take it for one."""
    if isinstance(value, str) and any(letter.isdigit() for letter in value):
        raise NotReckoned
    return False


_TOTALS: dict[str, Callable[[list[CellValue]], Decimal]] = {
    "SUM": _sum,
    "AVERAGE": _average,
    "COUNT": lambda values: Decimal(len(_numbers(values))),
    "COUNTA": lambda values: Decimal(sum(value is not None for value in values)),
    "MIN": lambda values: min(_numbers(values), default=Decimal(0)),
    "MAX": lambda values: max(_numbers(values), default=Decimal(0)),
}
_Function = Callable[[Calculator, "tuple[Node, ...]", Here], CellValue]
_FUNCTIONS: dict[str, _Function] = {
    **{name: (lambda c, a, h, name=name: c._total(name, a, h)) for name in _TOTALS},  # type: ignore[misc]
    "ROUND": Calculator._round,
    "COUNTIF": Calculator._count_if,
}
