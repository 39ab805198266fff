"""One cell to one value, by the type of its column. A new type of column is one reader more in `READERS`.

A reader takes a cell that is neither blank nor a bool and gives its value, or raises `Refused` (or quantity's `Unreadable`).
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction
from functools import lru_cache
from math import isfinite
from typing import TypeAlias
from unicodedata import normalize

from stardb.books.sheet import Cell, Lost, shown, to_15_digits
from stardb.quantity import Kind
from stardb.quantity.calendar import OPEN
from stardb.quantity.reading import (
    EPOCH,
    MAGNITUDES,
    Unreadable,
    read_citizen_id,
    read_date,
    read_number,
    read_quantity,
    read_yes_no,
    serial_date,
    tidy,
    tidy_number,
    unit_value,
)
from stardb.rulebook.tables import ColumnSpec

Value: TypeAlias = Fraction | int | str | bool

OPEN_WORDS = frozenset(("至今", "今", "现在", "目前", "在任", "现任", "迄今"))
"""Words for a day that has not come: still running."""

_REMEMBERED = 65_536
"""How many readings are remembered across columns."""

_SERIAL_DATES = range(20_000, 80_001)
"""Excel serial numbers taken for dates in a date column: from 1954 to 2119."""

_YEARS = range(1900, 2101)
_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?")
_PLAIN_WITH_MAGNITUDE = re.compile(rf"[+-]?\d+(?:\.\d+)?[{''.join(MAGNITUDES)}]")
_YEAR = re.compile(r"(\d{4})(?:年|年度)?")
_INNER_SPACE = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_ERROR_VALUE = re.compile(r"#(?:DIV/0!|REF!|N/A|NAME\?|VALUE!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)")


class Refused(Exception):
    """A cell that is not a value of its column: the problem's code, what was expected, a hint.

    value: what is taken all the same, where the code is a warning.
    """

    def __init__(self, code: str, expected: str, hint: str = "", value: Value | None = None) -> None:
        super().__init__(expected)
        self.code, self.expected, self.hint, self.value = code, expected, hint, value


@dataclass(frozen=True)
class Asked:
    """What a cell is read as: its column's declaration, and the unit its header gives to numbers without one."""

    spec: ColumnSpec
    unit: str = ""
    words: dict[str, str] = field(default_factory=dict)


_unit_value = lru_cache(unit_value)


def unit_kind(unit: str) -> Kind:
    """What kind of value a number in this unit is."""
    return _unit_value(unit)[0]


def number(cell: Cell, asked: Asked) -> Fraction:
    """A count or a score: `35`, `３５人`, `1,200`, `3.5万`."""
    return _quantity(cell, asked.unit, Kind.NUMBER, "一个数")


def money(cell: Cell, asked: Asked) -> Fraction:
    """An amount in 元: a number takes the unit of its header."""
    if isinstance(cell, str) and _PLAIN_WITH_MAGNITUDE.fullmatch(tidy_number(cell)):
        return read_number(cell)  # 20万
    return _quantity(cell, asked.unit, Kind.MONEY, "一个金额，如 12.5万元")


def duration(cell: Cell, asked: Asked) -> Fraction:
    """A length of time in months: `3年6个月`, or a number under a unit."""
    return _quantity(cell, asked.unit, Kind.DURATION, "一段时间，如 3年6个月")


def percent(cell: Cell, asked: Asked) -> Fraction:
    """A share: `85%`; a number is in percent if its header says so, else 0.85 is a share and 85 are percent."""
    plain = bare_number(cell)
    if plain is None:
        return _quantity(cell, asked.unit, Kind.PERCENT, "一个百分比，如 85%")
    if unit_kind(asked.unit) is Kind.PERCENT or abs(plain) > 1:
        return plain / 100
    return plain


@lru_cache(_REMEMBERED)
def _quantity(cell: Cell, unit: str, kind: Kind, expected: str) -> Fraction:
    plain = bare_number(cell)
    if plain is not None:
        unit_kind, factor = _unit_value(unit)
        if kind is Kind.DURATION and unit_kind is not Kind.DURATION:
            raise Unreadable("一段时间，写明年或月，如 3年6个月")
        return plain * factor if unit_kind is kind and factor != 1 else plain
    found, value = read_quantity(_words(cell, expected))
    if found is not kind:
        raise Unreadable(expected)
    return value


@lru_cache(_REMEMBERED)
def bare_number(cell: Cell) -> Fraction | None:
    """The exact number of a cell that has no unit of its own; 0.1 as Excel stores it is 1/10. None for others."""
    if isinstance(cell, int | float):
        return _exact(cell) if isfinite(cell) else None
    if isinstance(cell, str) and _PLAIN.fullmatch(plain := tidy_number(cell)):
        return Fraction(plain)
    return None


def _exact(number: int | float) -> Fraction:
    """The number as Excel shows and compares it, to 15 digits: a formula's 59.99999999999999 is the 60 people see."""
    whole, point, decimals = to_15_digits(number).partition(".")
    if point and decimals.isdecimal():
        return Fraction(int(whole + decimals), 10 ** len(decimals))
    return Fraction(whole + point + decimals)  # an int, or 1e+16


def _words(cell: Cell, expected: str) -> str:
    """The text of a cell that holds text. Raises Unreadable for a day or a tick."""
    if not isinstance(cell, str):
        raise Unreadable(expected)
    return cell


def day(cell: Cell, asked: Asked) -> int:
    """A date as days since 1970, in any usual spelling; `至今` where the column may be open."""
    if isinstance(cell, dt.datetime):
        cell = cell.date()
    if isinstance(cell, dt.date):
        return (cell - EPOCH).days
    if isinstance(cell, int | float):
        return _numeric_day(cell)
    text = tidy(_words(cell, "一个日期，如 2022年6月18日"))
    if text in OPEN_WORDS and tidy(asked.spec.blank or "") in OPEN_WORDS:
        return OPEN
    return read_date(text)


def _numeric_day(cell: int | float) -> int:
    if int(cell) in _SERIAL_DATES:
        return serial_date(cell)
    days = read_date(shown(cell))
    if str(cell).endswith(".1"):
        raise Refused("D128", "写明1月还是10月的日期", value=days)
    return days


def year(cell: Cell, asked: Asked) -> int:
    """A year: 2021, `2021年`, or a day in it."""
    if isinstance(cell, dt.date):
        return cell.year
    text = tidy(shown(cell))
    match = _YEAR.fullmatch(text)
    found = int(match[1]) if match else (EPOCH + dt.timedelta(days=read_date(_words(cell, "一个年份，如 2021")))).year
    if found not in _YEARS:
        raise Unreadable("一个年份，如 2021")
    return found


def yes_no(cell: Cell, asked: Asked) -> bool:
    """√, 是, 1 … or ×, 否, 0 …"""
    return read_yes_no(shown(cell))


def choice(cell: Cell, asked: Asked) -> str:
    """One of the declared words, or a synonym of one."""
    word = asked.words.get(tidy(shown(cell)))
    if word is None:
        near = get_close_matches(tidy(shown(cell)), asked.words, n=1, cutoff=0.5)
        hint = f"是不是“{asked.words[near[0]]}”？" if near else ""
        raise Refused("D123", "、".join(asked.spec.words) + "之一", hint)
    return word


def citizen_id(cell: Cell, asked: Asked) -> str:
    """An 18-digit ID number, which must be text: as a number it has lost its last digits."""
    if not isinstance(cell, str):
        raise Refused("D129", "文本格式的18位身份证号")
    try:
        return read_citizen_id(cell)
    except Unreadable as error:
        raise Refused("D130", str(error)) from error


def text(cell: Cell, asked: Asked) -> str:
    """Words as written but for white space (`张　三` is 张三) and full-width letters and digits."""
    return _INNER_SPACE.sub("", normalize("NFKC", shown(cell)).strip())


READERS: dict[str, Callable[[Cell, Asked], Value]] = {
    "text": text,
    "number": number,
    "percent": percent,
    "money": money,
    "date": day,
    "year": year,
    "choice": choice,
    "yes_no": yes_no,
    "citizen_id": citizen_id,
    "duration": duration,
}


def read(cell: Cell, asked: Asked) -> Value:
    """The value of a cell that is not blank. Raises Refused or Unreadable."""
    if isinstance(cell, bool):
        cell = shown(cell)  # TRUE, which is no number
    if isinstance(cell, Lost):
        formula = cell.text.startswith("=")
        raise (
            Refused("D126", "已算出结果的公式，或直接填数")
            if formula
            else Refused("D125", "算得出结果的公式，或直接填数")
        )
    if isinstance(cell, str) and "#" in cell and _ERROR_VALUE.fullmatch(cell.strip()):
        raise Refused("D125", "算得出结果的公式，或直接填数")
    return READERS[asked.spec.type](cell, asked)
