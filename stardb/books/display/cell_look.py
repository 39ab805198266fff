"""`CellLook`: how a cell style shows values. `display_cell`: the cell that is read of a value with such a look."""

import datetime as dt
from dataclasses import replace
from functools import cached_property, lru_cache

from stardb.books.display import WHOLE_DAY, Display, NumberFormat, display_number, display_text, parse_format
from stardb.books.display.dates import serial_of
from stardb.books.display.displayed_cells import (
    DisplayedDay,
    DisplayedMoment,
    DisplayedNumber,
    DisplayedPercent,
    DisplayedText,
    UnknownDisplay,
    screen_text,
)
from stardb.books.display.rich_text import Rich, read_rich
from stardb.books.display.symbol_fonts import symbol_text
from stardb.books.remarks import CellRemark, Remark
from stardb.books.sheet import Cell, to_15_digits
from stardb.dataclass import dataclass

GENERAL = "General"
_LOST_DIGITS = 10**15
_REMEMBERED = 2**16
_TIMES, _NUMBERS = (dt.date, dt.time, dt.timedelta), (int, float)


@dataclass(frozen=True)
class CellLook:
    """How a cell style shows values.

    code: of its number format. struck: whether it is struck out. font: the symbol font, "" for any other.
    """

    code: str = GENERAL
    struck: bool = False
    font: str = ""

    @cached_property
    def is_plain(self) -> bool:
        """Whether values are shown as they are."""
        return self.code in ("", GENERAL) and not self.struck and not self.font


PLAIN = CellLook()


def display_cell(cell: Cell | Rich, look: CellLook, base1904: bool = False) -> tuple[Cell, CellRemark | None]:
    """The cell that is read of a value with this look, and the remark on it, if any.

    A day as a library made it is taken back to its number, which the format may show otherwise.
    """
    if isinstance(cell, Rich):
        text, remark = read_rich(cell, look.struck, look.font)
        read, hidden = _text(text, look.code)
        return read, remark or hidden
    if cell == "" or look.is_plain:
        return cell, None
    if look.struck:
        held, _ = display_cell(cell, replace(look, struck=False), base1904)
        return "", CellRemark(Remark.STRUCK, screen_text(held))
    if isinstance(cell, bool):
        return cell, None
    if isinstance(cell, _TIMES):
        cell = serial_of(cell, base1904)
    if isinstance(cell, _NUMBERS):
        return _number(cell, look.code, base1904)
    return _text(symbol_text(cell, look.font), look.code) if isinstance(cell, str) else (cell, None)


def _text(text: str, code: str) -> tuple[Cell, CellRemark | None]:
    how = parse_format(code)
    shown = display_text(text, how) if how else text
    return (shown, None) if shown.strip() or not text.strip() else ("", CellRemark(Remark.UNSEEN, text))


@lru_cache(maxsize=_REMEMBERED)
def _number(number: float, code: str, base1904: bool) -> tuple[Cell, CellRemark | None]:
    if code in ("", GENERAL):
        return number, None
    how = parse_format(code)
    if how is None:
        return UnknownDisplay(to_15_digits(number), code), None
    if how.is_plain(number):
        return _digits(number, how), None
    display = display_number(number, how, base1904)
    if display is None:
        return UnknownDisplay(to_15_digits(number), code), None
    if not display.text.strip():
        return "", CellRemark(Remark.UNSEEN, to_15_digits(number))
    return _to_cell(number, display, how), None


def _digits(number: float, how: NumberFormat) -> Cell:
    """A number whose format shows its digits and no more; more digits than Excel keeps are left to be asked about."""
    is_bare = how.is_bare and number == number // 1
    return number if is_bare or abs(number) >= _LOST_DIGITS else DisplayedNumber(number, how.code)


def _to_cell(number: float, display: Display, how: NumberFormat) -> Cell:
    when, text = display.moment, display.text.strip()
    if when is not None:
        if display.parts == WHOLE_DAY or not isinstance(when, dt.date):
            return when
        if isinstance(when, dt.datetime):
            return DisplayedMoment(when, text, display.parts)
        return DisplayedDay(when, text, display.parts)
    if not display.exact:
        return _digits(number, how)
    if display.share is not None:
        return DisplayedPercent(display.exact, text, display.hides, display.share)
    if display.exact == text and not display.hides:
        return text
    return DisplayedText(display.exact, text, display.hides)


def is_zero(cell: Cell) -> bool:
    """Whether a cell holds a nought, which a sheet may be set not to show."""
    return not isinstance(cell, bool) and isinstance(cell, int | float) and cell == 0
