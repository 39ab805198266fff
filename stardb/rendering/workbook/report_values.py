"""From a Python value to what a cell holds: a number, a text, a truth value or nothing."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from math import isfinite
from numbers import Integral, Real

from stardb.dataclass import dataclass
from stardb.rendering.number_text import NumberText

__all__ = ["CellValue", "ErrorValue", "RichText", "cell_value", "clean_text", "decimal_text", "text_of"]

LONGEST_TEXT = 32_767
_DIGITS = 15  # what a spreadsheet keeps of a number
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)


class ErrorValue(str):
    """What a formula comes to that cannot be calculated, such as #DIV/0!."""


CellValue = Decimal | str | bool | None  # an ErrorValue is among the texts


@dataclass(frozen=True)
class RichText:
    """A text in runs, each with the XML of its font (may be empty)."""

    runs: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return "".join(text for _, text in self.runs)


def clean_text(text: str) -> str:
    """The text without characters XML cannot hold, line ends as one character, cut at what a cell can hold."""
    text = _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def decimal_text(value: Decimal) -> str:
    """The number exactly, without an exponent: `1E+3` is "1000"."""
    return format(value, "f") if value else "0"


def text_of(value: object) -> str:
    """A value within a text: nothing for None, numbers without an exponent, everything else as it prints."""
    if isinstance(value, str):
        return str(value)
    if value is None:
        return ""
    if isinstance(value, Decimal) and value.is_finite():
        return format(value, "f")
    if isinstance(value, Enum):
        return text_of(value.value)
    if isinstance(value, datetime) and value.time() == time():
        return str(value.date())
    return str(value)


def cell_value(value: object, epoch_1904: bool = False) -> CellValue | RichText:
    """What a cell should hold for a value.

    Whole numbers too long for a spreadsheet's 15 digits become text (identity numbers), as do values of unknown kinds;
    dates become day numbers; NaN, NaT, infinities and the empty text become nothing.
    """
    if value is None:
        return None
    if isinstance(value, RichText):
        return value if str(value) else None
    if isinstance(value, Enum):
        return cell_value(value.value, epoch_1904)
    if isinstance(value, NumberText):
        return cell_value(value.number, epoch_1904)
    if isinstance(value, str):
        return clean_text(value) or None
    if isinstance(value, bool):
        return value
    if isinstance(value, Integral):
        number = int(value)
        return Decimal(number) if abs(number) < 10**_DIGITS else str(number)
    if isinstance(value, Decimal):
        return value if value.is_finite() else None
    if isinstance(value, Real):
        number_or_nan = float(value)
        return Decimal(repr(number_or_nan)) if isfinite(number_or_nan) else None
    if isinstance(value, date | time | timedelta):
        return _day_number(value, epoch_1904)
    if type(value).__name__ in ("NAType", "NaTType"):
        return None
    if type(value).__module__ == "numpy" and hasattr(value, "item"):
        return cell_value(value.item(), epoch_1904)
    return clean_text(text_of(value)) or None


def _day_number(value: date | time | timedelta, epoch_1904: bool) -> CellValue:
    """A date as days since the workbook's epoch, a time as a part of a day."""
    if value != value:  # NaT is a datetime that equals nothing
        return None
    epoch = _EPOCH_1904 if epoch_1904 else _EPOCH
    if isinstance(value, time):
        span = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond)
    elif isinstance(value, timedelta):
        span = value
    elif isinstance(value, datetime):
        span = value.replace(tzinfo=None) - epoch
    else:
        span = datetime(value.year, value.month, value.day) - epoch
    seconds = Decimal(span.seconds) + Decimal(span.microseconds) / 1_000_000
    days = span.days + (seconds / 86_400).quantize(Decimal("1e-12"))
    if days < 0:
        return text_of(value)  # before the epoch: a spreadsheet knows no such day
    return days.to_integral_value() if days == days.to_integral_value() else days.normalize()
