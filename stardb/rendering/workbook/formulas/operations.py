"""What formulas do with single values: conversions, comparison and the conditions of COUNTIF, as spreadsheets have them."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException

from stardb.dataclass import dataclass
from stardb.rendering.workbook.report_values import CellValue, ErrorValue, decimal_text

__all__ = ["DIVISION", "EXACT", "NO_VALUE", "WRONG_VALUE", "CalculationError", "Criterion", "NotCalculated", "compare"]
__all__ += ["criterion", "is_equal", "is_like_number", "refuse_error", "to_number", "to_text", "to_truth"]

_LIKE_A_NUMBER = re.compile(r"[\s\d.,:/%+\-¥￥$年月日时分秒eE]*\d[\s\d.,:/%+\-年月日时分秒eE]*")
EXACT = Context(prec=40)
_SHOWN = Context(prec=15, rounding=ROUND_HALF_UP)
DIVISION, WRONG_VALUE, NO_VALUE = ErrorValue("#DIV/0!"), ErrorValue("#VALUE!"), ErrorValue("#N/A")


class NotCalculated(Exception):
    """A value that cannot be calculated here for sure."""


class CalculationError(Exception):
    """A calculation that comes to an error value."""

    def __init__(self, value: ErrorValue) -> None:
        super().__init__(value)
        self.value = value


def refuse_error(value: CellValue) -> CellValue:
    """The value. Raises CalculationError for an error value."""
    if isinstance(value, ErrorValue):
        raise CalculationError(value)
    return value


def to_number(value: CellValue) -> Decimal:
    """A value where a number is wanted. Raises CalculationError for a text without digits, NotCalculated for others."""
    value = refuse_error(value)
    if isinstance(value, bool):
        return Decimal(int(value))
    if isinstance(value, str):
        try:
            number = Decimal(value.strip())
        except DecimalException as error:
            if any(letter.isdigit() for letter in value):
                raise NotCalculated from error
            raise CalculationError(WRONG_VALUE) from error
        if not number.is_finite():
            raise CalculationError(WRONG_VALUE)
        return number
    return Decimal(0) if value is None else value


def to_text(value: CellValue) -> str:
    """A value where a text is wanted. Raises NotCalculated for a truth value, which programs write differently."""
    value = refuse_error(value)
    if isinstance(value, bool):
        raise NotCalculated
    if isinstance(value, Decimal):
        return decimal_text(_SHOWN.plus(value).normalize())
    return value or ""


def to_truth(value: CellValue) -> bool:
    """A value where a condition is wanted."""
    value = refuse_error(value)
    if isinstance(value, str):
        if value.casefold() in ("true", "false"):
            return value.casefold() == "true"
        raise CalculationError(WRONG_VALUE)
    return bool(value)


def is_equal(left: CellValue, right: CellValue) -> bool:
    """Whether two values are equal; case does not matter, and a blank equals nothing, 0, an empty text and FALSE."""
    left, right = refuse_error(left), refuse_error(right)
    if left is None or right is None:
        other = right if left is None else left
        return not other
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold() == right.casefold()
    return type(left) is type(right) and left == right


def compare(sign: str, left: CellValue, right: CellValue) -> bool:
    """`left sign right`. Raises NotCalculated where programs differ: the order of two texts, a truth value and a number."""
    if isinstance(left, bool) != isinstance(right, bool):
        raise NotCalculated
    if sign in ("=", "<>"):
        return is_equal(left, right) == (sign == "=")
    left, right = refuse_error(left), refuse_error(right)
    if isinstance(left, str) and isinstance(right, str) and left.casefold() != right.casefold():
        raise NotCalculated
    ranks = _rank(left, right), _rank(right, left)
    if ranks[0] != ranks[1]:
        order = ranks[0] - ranks[1]
    elif ranks[0]:
        order = bool(left) - bool(right) if left is None or right is None else 0
    else:
        a, b = to_number(left), to_number(right)
        order = (a > b) - (a < b)
    return {"<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0}[sign]


def _rank(value: CellValue, other: CellValue) -> int:
    """Numbers come before texts; a blank is of the other's kind."""
    return int(isinstance(other if value is None else value, str))


@dataclass(frozen=True)
class Criterion:
    """What COUNTIF and its kin ask of a cell: a comparison with a number, or whether it is a text (in small letters)."""

    sign: str
    limit: Decimal | str

    def fits(self, value: CellValue) -> bool:
        """Whether a cell is counted. Raises NotCalculated for a text that a spreadsheet may read as a number."""
        if isinstance(self.limit, str):
            return (isinstance(value, str) and value.casefold() == self.limit) == (self.sign == "=")
        if isinstance(value, Decimal):
            return compare(self.sign, value, self.limit)
        if is_like_number(value):
            raise NotCalculated
        return self.sign == "<>"


def criterion(wanted: CellValue) -> Criterion:
    """The criterion that a value says. Raises NotCalculated for wildcards and the finer points."""
    wanted = refuse_error(wanted)
    if not isinstance(wanted, str):
        if isinstance(wanted, bool):
            raise NotCalculated
        return Criterion("=", Decimal(0) if wanted is None else wanted)
    sign = next((s for s in (">=", "<=", "<>", ">", "<", "=") if wanted.startswith(s)), "")
    rest = wanted[len(sign) :]
    if not rest or any(mark in rest for mark in "*?~"):
        raise NotCalculated
    try:
        return Criterion(sign or "=", Decimal(rest.removesuffix("%")) / (100 if rest.endswith("%") else 1))
    except DecimalException as error:
        if sign not in ("", "=", "<>"):
            raise NotCalculated from error
        return Criterion(sign or "=", rest.casefold())


def is_like_number(value: CellValue) -> bool:
    """Whether a value is a text that a spreadsheet may read as a number."""
    return isinstance(value, str) and not isinstance(value, ErrorValue) and bool(_LIKE_A_NUMBER.fullmatch(value))
