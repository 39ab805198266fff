"""Cells that hold a day or a year.

A cell formatted as a date in which 2018 or 2018.1 was typed holds a day of 1905: such a day is never taken for one.
"""

import datetime as dt
import re
from math import isfinite
from typing import TypeAlias

from stardb.books import Cell, DisplayedDay, DisplayedMoment, cell_text
from stardb.intake.cells.cell_context import CellContext, CellRefused
from stardb.quantity import CHINESE_DIGITS, EPOCH, UnreadableText, calendar, read_date, read_digits, serial_date, tidy
from stardb.rulebook import ColumnSpec

OPEN_WORDS = frozenset(("至今", "今", "现在", "目前", "在任", "现任", "迄今"))
"""Words for a day that has not come: still running."""

_SERIAL_DATES = range(21_000, 80_001)
"""Excel serial numbers taken for dates in a date column: from 1957 to 2119. 20226 is rather a mistyped 2022年6月."""

_YEARS = range(1900, 2101)
_YEAR_OF_DAYS = 366
_FOUNDING = dt.date(1949, 10, 1)
_LATEST = dt.date(2100, 12, 31)

Bounds: TypeAlias = tuple[int, int]
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.\d+)?")
_YEAR = re.compile(rf"(\d{{4}}|[{CHINESE_DIGITS}〇○]{{4}})(?:年|年度|届)?")
_DAY = "一个日期，如 2022年6月18日"
_WANTED_YEAR = "一个年份，如 2021"


def read_day(cell: Cell, context: CellContext) -> int:
    """A date as days since 1970, in any usual spelling; `至今` where the column may be open."""
    days = _day(cell, context)
    if days == calendar.OPEN and not _may_be_open(context):
        raise UnreadableText(_DAY)
    if days != calendar.OPEN and (EPOCH + dt.timedelta(days=days)).year not in _YEARS:
        raise UnreadableText("一个年份在1900至2100之间的日期")
    return days


def usual_bounds(kind: str, last: dt.date | None) -> Bounds | None:
    """The earliest and latest day (days since 1970) or year of a column whose rule gives none; None for other types.

    last: the last day of the period, None where it is not known.
    """
    latest = last or _LATEST
    if kind == "date":
        return (_FOUNDING - EPOCH).days, (latest - EPOCH).days
    return (_FOUNDING.year, latest.year) if kind == "year" else None


def last_day(year: str, rated: dt.date | None = None) -> dt.date | None:
    """The last day on which what is rated may have happened: that of the period's year, or the day it is rated on if later.

    None where the year is "", not known.
    """
    if not year:
        return rated
    end = dt.date(int(year), 12, 31)
    return max(end, rated) if rated else end


def day_as_shown(cell: DisplayedDay | DisplayedMoment, spec: ColumnSpec, last: dt.date | None) -> Cell:
    """A day of which a part only is seen: the day, where that part tells which; else what is seen, as any text.

    A month is its last day where the column says so. A day without a year is the one in the year up to `last`.
    """
    when = cell.date() if isinstance(cell, DisplayedMoment) else dt.date(cell.year, cell.month, cell.day)
    if _spelled_year(_serial(cell, False)) or (spec.type == "year" and "y" in cell.parts):
        return cell
    if cell.parts == "ym":
        return f"{when.year}年{when.month}月" if spec.type == "date" and when.day == 1 else when
    is_near = last is not None and 0 <= (last - when).days < _YEAR_OF_DAYS
    return when if cell.parts == "md" and is_near and spec.type == "date" else cell.text


def _may_be_open(context: CellContext) -> bool:
    return tidy(context.spec.blank or "") in OPEN_WORDS


def _day(cell: Cell, context: CellContext) -> int:
    if isinstance(cell, dt.date):
        return (_sure_date(cell, context, "年月日写全的日期，如 2022年6月18日") - EPOCH).days
    if isinstance(cell, int | float):
        return _numeric_day(cell, context)
    if not isinstance(cell, str):
        raise UnreadableText(_DAY)
    plain = tidy(cell)
    if plain in OPEN_WORDS and _may_be_open(context):
        return calendar.OPEN
    return _numeric_day(float(plain), context) if _SERIAL.fullmatch(plain) else _read_day_or_month(cell, context)


def _numeric_day(cell: int | float, context: CellContext) -> int:
    if isfinite(cell) and int(cell) in _SERIAL_DATES:
        return serial_date(cell, context.base1904)
    days = _read_day_or_month(cell_text(cell), context)
    if str(cell).endswith(".1"):  # 2022.10, stored as a number, is 2022.1
        raise CellRefused("D128", "写明1月还是10月的日期")
    return days


def _read_day_or_month(text: str, context: CellContext) -> int:
    """A day; of a month alone its first or its last day, as the column says. Raises CellRefused where it matters and is not said (W212)."""
    days = read_date(text, bool(context.spec.end))
    if context.spec.ends_stretch and context.spec.end is None and read_date(text, True) != days:
        hint = "按当月1日算了，那个月不计。"
        raise CellRefused("W212", "写到日，如 2022年6月30日", hint, value=days)
    return days


def _sure_date(cell: dt.date, context: CellContext, expected: str) -> dt.date:
    """The day of a cell formatted as a date. Raises Refused where its serial number spells a year or a month."""
    if meant := _spelled_year(_serial(cell, context.base1904)):
        raise CellRefused("D190", expected, f"像是把 {meant} 填进了日期格式的格。")
    return cell.date() if isinstance(cell, dt.datetime) else cell


def _serial(cell: dt.date, base1904: bool) -> float:
    """The number that a workbook stores for a day, a time of it as its fraction."""
    midnight = dt.datetime(cell.year, cell.month, cell.day)
    moment = cell.replace(tzinfo=None) if isinstance(cell, dt.datetime) else midnight
    base = dt.datetime(1904, 1, 1) if base1904 else dt.datetime(1899, 12, 30)
    return round((moment - base) / dt.timedelta(days=1), 4)


def _spelled_year(serial: float) -> str:
    """What year, or year and month, the digits of a serial number spell, as it was probably typed; "" for none."""
    whole = int(serial)
    if whole in _YEARS:
        return f"{serial:.4f}".rstrip("0").rstrip(".")
    return str(whole) if whole // 100 in _YEARS and 1 <= whole % 100 <= 12 else ""


def read_year(cell: Cell, context: CellContext) -> int:
    """A year: 2021, `2021年度`, `二〇二一年`, or a day in it."""
    if isinstance(cell, dt.date):
        return _sure_date(cell, context, "一个年份，格的格式为“常规”").year
    if match := _YEAR.fullmatch(tidy(cell_text(cell))):
        found = int(read_digits(match[1]) or match[1])
    elif isinstance(cell, str):
        found = _year_of(cell)
    else:
        raise UnreadableText(_WANTED_YEAR)
    if found not in _YEARS:
        raise UnreadableText(_WANTED_YEAR)
    return found


def _year_of(text: str) -> int:
    try:
        return (EPOCH + dt.timedelta(days=read_date(text))).year
    except UnreadableText as error:
        raise UnreadableText(_WANTED_YEAR) from error
