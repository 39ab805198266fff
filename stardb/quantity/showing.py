"""From exact values to what people read: `12.5万元` stays exact, nothing is rounded silently."""

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction

from stardb.quantity.calendar import OPEN
from stardb.quantity.column import Column
from stardb.quantity.kinds import Kind
from stardb.quantity.reading import EPOCH

PENDING = "待定"
VEILED = "（不显示）"
"""What stands for a private value."""


def show(kind: Kind, value: Fraction | str | bool | None) -> str:
    """One value in Chinese: `3000元`, `85%`, `10年3个月`, `2022-06-18`, `是`; None is 待定."""
    if value is None:
        return PENDING
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return value
    return _SHOW[kind](value) if kind in _SHOW else decimal(value)


def show_at(column: Column, i: int) -> str:
    """Subject i's value in Chinese, with what it counts."""
    value = column.at(i)
    if column.private and value is not None:
        return VEILED
    return show(column.kind, value) + (column.unit if value is not None else "")


def decimal(value: Fraction) -> str:
    """A fraction as a decimal: exact where it ends within six places, else rounded half up to four and marked `约`."""
    if value.denominator == 1:
        return str(value.numerator)
    for places in range(1, 7):
        if 10**places % value.denominator == 0:
            return _fixed(value, places)
    tenthousandths = (abs(value) * 10**4 + Fraction(1, 2)).__floor__()
    sign = "-" if value < 0 else ""
    return "约" + sign + _fixed(Fraction(tenthousandths, 10**4), 4).rstrip("0").rstrip(".")


def _fixed(value: Fraction, places: int) -> str:
    units = int(abs(value) * 10**places)
    sign = "-" if value < 0 else ""
    if not places:
        return f"{sign}{units}"
    return f"{sign}{units // 10**places}.{units % 10**places:0{places}d}"


def money(value: Fraction) -> str:
    """元, or 万元 where that is shorter and exact."""
    if abs(value) >= 10_000 and (value / 10_000 * 100).denominator == 1:
        return f"{decimal(value / 10_000)}万元"
    return f"{decimal(value)}元"


def duration(months: Fraction) -> str:
    """Months as years and months."""
    sign = "-" if months < 0 else ""
    years, rest = divmod(abs(months), 12)
    if years and rest:
        return f"{sign}{years}年{decimal(rest)}个月"
    return f"{sign}{years}年" if years else f"{sign}{decimal(rest)}个月"


def day(days: Fraction | int) -> str:
    """Days since 1970 as 2022-06-18; a day still to come is 至今."""
    return "至今" if days == OPEN else (EPOCH + timedelta(days=int(days))).isoformat()


def to_date(days: Fraction | int) -> date:
    """Days since 1970 as a date."""
    return EPOCH + timedelta(days=int(days))


_SHOW: dict[Kind, Callable[[Fraction], str]] = {
    Kind.MONEY: money,
    Kind.PERCENT: lambda value: decimal(value * 100) + "%",
    Kind.DURATION: duration,
    Kind.DATE: day,
}
