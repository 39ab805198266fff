"""Cells that hold a day or a year."""

import datetime as dt
import re
from math import isfinite

from stardb.books.sheet import Cell, shown
from stardb.intake.asked import Asked, Refused
from stardb.quantity.calendar import OPEN
from stardb.quantity.numerals import DIGITS, read_digits
from stardb.quantity.reading import EPOCH, Unreadable, read_date, serial_date, tidy

OPEN_WORDS = frozenset(("至今", "今", "现在", "目前", "在任", "现任", "迄今"))
"""Words for a day that has not come: still running."""

_SERIAL_DATES = range(21_000, 80_001)
"""Excel serial numbers taken for dates in a date column: from 1957 to 2119. 20226 is rather a mistyped 2022年6月."""

_YEARS = range(1900, 2101)
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.\d+)?")
_YEAR = re.compile(rf"(\d{{4}}|[{DIGITS}〇○]{{4}})(?:年|年度|届)?")
_DAY = "一个日期，如 2022年6月18日"
_WANTED_YEAR = "一个年份，如 2021"


def day(cell: Cell, asked: Asked) -> int:
    """A date as days since 1970, in any usual spelling; `至今` where the column may be open."""
    days = _day(cell, asked)
    if days == OPEN and not _may_be_open(asked):
        raise Unreadable(_DAY)
    if days != OPEN and (EPOCH + dt.timedelta(days=days)).year not in _YEARS:
        raise Unreadable("一个年份在1900至2100之间的日期")
    return days


def _may_be_open(asked: Asked) -> bool:
    return tidy(asked.spec.blank or "") in OPEN_WORDS


def _day(cell: Cell, asked: Asked) -> int:
    if isinstance(cell, dt.datetime):
        cell = cell.date()
    if isinstance(cell, dt.date):
        return (cell - EPOCH).days
    if isinstance(cell, int | float):
        return _numeric_day(cell, asked)
    if not isinstance(cell, str):
        raise Unreadable(_DAY)
    plain = tidy(cell)
    if plain in OPEN_WORDS and _may_be_open(asked):
        return OPEN
    return _numeric_day(float(plain), asked) if _SERIAL.fullmatch(plain) else read_date(cell, asked.spec.end)


def _numeric_day(cell: int | float, asked: Asked) -> int:
    if isfinite(cell) and int(cell) in _SERIAL_DATES:
        return serial_date(cell, asked.base1904)
    days = read_date(shown(cell), asked.spec.end)
    if str(cell).endswith(".1"):
        raise Refused("D128", "写明1月还是10月的日期", value=days)
    return days


def year(cell: Cell, asked: Asked) -> int:
    """A year: 2021, `2021年度`, `二〇二一年`, or a day in it."""
    if isinstance(cell, dt.date):
        return cell.year
    if match := _YEAR.fullmatch(tidy(shown(cell))):
        found = int(read_digits(match[1]) or match[1])
    elif isinstance(cell, str):
        found = _year_of(cell)
    else:
        raise Unreadable(_WANTED_YEAR)
    if found not in _YEARS:
        raise Unreadable(_WANTED_YEAR)
    return found


def _year_of(text: str) -> int:
    try:
        return (EPOCH + dt.timedelta(days=read_date(text))).year
    except Unreadable as error:
        raise Unreadable(_WANTED_YEAR) from error
