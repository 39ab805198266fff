"""Functions that add up or count the cells that fit conditions: COUNTIF, SUMIFS and their like."""

from bisect import bisect_left, bisect_right
from collections import Counter
from decimal import Decimal
from functools import partial
from typing import cast

from stardb.dataclass import dataclass
from stardb.rendering.workbook.formulas.calculator import Calculator, Function
from stardb.rendering.workbook.formulas.expression_tree import DefinedName, Node
from stardb.rendering.workbook.formulas.functions.arguments import Arguments, area_cells, numbers_among, require_count
from stardb.rendering.workbook.formulas.functions.totals import TOTAL_OF
from stardb.rendering.workbook.formulas.operations import (
    WRONG_VALUE,
    CalculationError,
    Criterion,
    NotCalculated,
    criterion,
    is_like_number,
)
from stardb.rendering.workbook.formulas.references import Here, Reference
from stardb.rendering.workbook.report_values import CellValue

__all__ = ["CONDITIONAL"]


def _fitting(c: Calculator, pairs: Arguments, here: Here) -> list[bool]:
    """For each cell, whether all conditions hold: pairs of an area and what is asked of it."""
    if not pairs or len(pairs) % 2:
        raise NotCalculated
    fits: list[bool] | None = None
    for area, wanted in zip(pairs[::2], pairs[1::2], strict=True):
        values, matches = area_cells(c, area, here), criterion(c.value(wanted, here)).fits
        c.visit(len(values))
        if fits is not None and len(fits) != len(values):
            raise CalculationError(WRONG_VALUE)
        fits = [matches(v) and (fits is None or fits[i]) for i, v in enumerate(values)]
    return fits or []


def _count_if(c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    """COUNTIF; an area is counted through once, for those who ask in every row."""
    require_count(arguments, 2)
    wanted = criterion(c.value(arguments[1], here))
    area = arguments[0]
    if not isinstance(area, Reference | DefinedName):
        raise NotCalculated
    key = "COUNTIF", tuple(c.blocks(area, here))
    if key not in c.cache:
        values = c.cells(area, here)
        texts = Counter(value.casefold() for value in values if isinstance(value, str))
        numbers = sorted(value for value in values if isinstance(value, Decimal))
        c.cache[key] = _Counts(len(values), texts, numbers, any(map(is_like_number, values)))
    return Decimal(cast(_Counts, c.cache[key]).of(wanted))


@dataclass(frozen=True)
class _Counts:
    """How often values stand in an area of so many cells. is_doubtful: there are texts that a spreadsheet may read as numbers."""

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
    values, fits = area_cells(c, area, here), _fitting(c, pairs, here)
    if len(values) != len(fits):
        raise NotCalculated
    return numbers_among(value for value, fit in zip(values, fits, strict=True) if fit)


def _if_total(name: str, c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    """SUMIF, AVERAGEIF: the area to add up comes last, or is the one asked."""
    require_count(arguments, 2, 3)
    return TOTAL_OF[name](_chosen(c, arguments[2] if len(arguments) == 3 else arguments[0], arguments[:2], here))


def _ifs_total(name: str, c: Calculator, arguments: Arguments, here: Here) -> CellValue:
    """SUMIFS and its kin: the area to add up comes first."""
    require_count(arguments, 3, 255)
    return TOTAL_OF[name](_chosen(c, arguments[0], arguments[1:], here))


CONDITIONAL: dict[str, Function] = {
    "COUNTIF": _count_if,
    "COUNTIFS": _count_ifs,
    "SUMIF": partial(_if_total, "SUM"),
    "AVERAGEIF": partial(_if_total, "AVERAGE"),
    "SUMIFS": partial(_ifs_total, "SUM"),
    "AVERAGEIFS": partial(_ifs_total, "AVERAGE"),
    "MAXIFS": partial(_ifs_total, "MAX"),
    "MINIFS": partial(_ifs_total, "MIN"),
}
