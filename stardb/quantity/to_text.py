"""From exact values to what people read: `12.5万元` stays exact, nothing is rounded silently."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from stardb.quantity.column import Column, Kind
from stardb.quantity.dates.calendar import OPEN
from stardb.quantity.from_text import EPOCH

PENDING = "待定"
HIDDEN = "（不显示）"
"""What stands for a private value."""


Edges = Sequence[Fraction]
"""Numbers that a value is compared with: it is not shown as if it lay on their other side."""

_MOST_PLACES = 15


def show(kind: Kind, value: Fraction | str | bool | None, edges: Edges = ()) -> str:
    """One value in Chinese: `3000元`, `85%`, `10年3个月`, `2022-06-18`, `是`; None is 待定."""
    if value is None:
        return PENDING
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return value
    return _SHOW[kind](value, edges) if kind in _SHOW else show_number(value, edges)


def show_at(column: Column, i: int) -> str:
    """Subject i's value in Chinese, with what it counts."""
    value = column.at(i)
    if column.private and value is not None:
        return HIDDEN
    return show(column.kind, value, column.edges) + (column.unit if isinstance(value, Fraction) else "")


def show_number(value: Fraction, edges: Edges = ()) -> str:
    """A fraction as a decimal: exact where it ends within twelve places, else rounded and marked `约`."""
    if value.denominator == 1:
        return str(value.numerator)
    for places in range(1, 13):
        if 10**places % value.denominator == 0:
            return _to_fixed(value, places)
    return "约" + show_rounded(value, edges)


def show_rounded(value: Fraction, edges: Edges = ()) -> str:
    """A fraction rounded half up to four places, or to as many as it takes not to look like another number.

    That is 0, a number of at most two places (89.99999 is not 90), or one on the other side of an edge.
    """
    sign, others = "-" if value < 0 else "", [edge for edge in edges if edge != value]
    for places in range(4, _MOST_PLACES + 1):
        units = (abs(value) * 10**places + Fraction(1, 2)).__floor__()
        near = Fraction(units, 10**places) * (-1 if sign else 1)
        if (near * 100).denominator != 1 and all(_side(near, edge) == _side(value, edge) for edge in others):
            break
    return sign + _to_fixed(Fraction(units, 10**places), places).rstrip("0").rstrip(".")


def _side(value: Fraction, edge: Fraction) -> int:
    return (value > edge) - (value < edge)


def _to_fixed(value: Fraction, places: int) -> str:
    units = int(abs(value) * 10**places)
    sign = "-" if value < 0 else ""
    if not places:
        return f"{sign}{units}"
    return f"{sign}{units // 10**places}.{units % 10**places:0{places}d}"


def show_money(value: Fraction, edges: Edges = ()) -> str:
    """元, or 万元 where that is shorter and exact."""
    if abs(value) >= 10_000 and (value / 10_000 * 100).denominator == 1:
        return f"{show_number(value / 10_000)}万元"
    return f"{show_number(value, edges)}元"


def show_duration(months: Fraction, edges: Edges = ()) -> str:
    """Months as years and months."""
    sign = "-" if months < 0 else ""
    years, rest = divmod(abs(months), 12)
    within = [abs(edge) - years * 12 for edge in edges]
    if years and rest:
        return f"{sign}{years}年{show_number(rest, within)}个月"
    return f"{sign}{years}年" if years else f"{sign}{show_number(rest, within)}个月"


def show_percent(value: Fraction, edges: Edges = ()) -> str:
    """A share as a percentage."""
    return f"{show_number(value * 100, [edge * 100 for edge in edges])}%"


def show_day(days: Fraction | int, edges: Edges = ()) -> str:
    """Days since 1970 as 2022-06-18; a day still to come is 至今."""
    return "至今" if days == OPEN else (EPOCH + timedelta(days=int(days))).isoformat()


def to_decimal(value: Fraction) -> Decimal | None:
    """The number as a Decimal, exact to its last digit; None where a decimal fraction would not end."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return None
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    return Decimal(f"{int(value * 10**places)}E-{places}")  # from digits: arithmetic would round to 28 of them


def to_date(days: Fraction | int) -> date:
    """Days since 1970 as a date."""
    return EPOCH + timedelta(days=int(days))


_SHOW: dict[Kind, Callable[[Fraction, Edges], str]] = {
    Kind.MONEY: show_money,
    Kind.PERCENT: show_percent,
    Kind.DURATION: show_duration,
    Kind.DATE: show_day,
}
