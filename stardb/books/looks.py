"""`Look`: how a cell style shows values; `see` gives the cell that is read of a value and its look."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stardb.books.display import Display, Format, displayed, displayed_text, format_of
from stardb.books.display.dates import serial_of
from stardb.books.remarks import Remark, Told
from stardb.books.seen import SeenDay, SeenMoment, SeenNumber, SeenText, Undisplayed
from stardb.books.sheet import Cell, to_15_digits

GENERAL = "General"
_LOST_DIGITS = 10**15


@dataclass(frozen=True)
class Look:
    """How a cell style shows values. code: its number format."""

    code: str = GENERAL

    @property
    def is_plain(self) -> bool:
        """Whether values are shown as they are."""
        return self.code in ("", GENERAL)


PLAIN = Look()


def by_style(numbers: Sequence[int], codes: Mapping[int, str]) -> dict[int, Look]:
    """The looks that are not plain, by cell style. numbers: each style's number of a format; codes: the formats' codes."""
    looks = ((style, Look(codes.get(number, GENERAL))) for style, number in enumerate(numbers))
    return {style: look for style, look in looks if not look.is_plain}


def see(cell: Cell, look: Look, base1904: bool = False) -> tuple[Cell, Told | None]:
    """The cell that is read of a value with this look, and what is to be told of it.

    A day as a library made it is taken back to its number, which the format may show otherwise.
    """
    if look.is_plain or isinstance(cell, bool) or cell == "":
        return cell, None
    if isinstance(cell, dt.date | dt.time | dt.timedelta):
        cell = serial_of(cell, base1904)
    if isinstance(cell, int | float):
        return _number(cell, look.code, base1904)
    if isinstance(cell, str) and (how := format_of(look.code)):
        text = displayed_text(cell, how)
        return (text, None) if text.strip() or not cell.strip() else ("", Told(Remark.UNSEEN, cell))
    return cell, None


def _number(number: float, code: str, base1904: bool) -> tuple[Cell, Told | None]:
    how = format_of(code)
    if how is None:
        return Undisplayed(to_15_digits(number), code), None
    if how.is_plain(number):
        return _digits(number, how), None
    display = displayed(number, how, base1904)
    if display is None:
        return Undisplayed(to_15_digits(number), code), None
    if not display.text.strip():
        return "", Told(Remark.UNSEEN, to_15_digits(number))
    return _as_seen(number, display, how), None


def _digits(number: float, how: Format) -> Cell:
    """A number whose format shows its digits and no more; more digits than Excel keeps are left to be asked about."""
    is_bare = how.is_bare and number == number // 1
    return number if is_bare or abs(number) >= _LOST_DIGITS else SeenNumber(number, how.code)


def _as_seen(number: float, display: Display, how: Format) -> Cell:
    when, text = display.moment, display.text.strip()
    if when is not None:
        if display.is_part and isinstance(when, dt.datetime):
            return SeenMoment(when, text)
        return SeenDay(when, text) if display.is_part and isinstance(when, dt.date) else when
    if not display.exact:
        return _digits(number, how)
    if display.exact == text and not display.hides:
        return text
    return SeenText(display.exact, text, display.hides)


def is_zero(cell: Cell) -> bool:
    """Whether a cell holds a nought, which a sheet may be set not to show."""
    return not isinstance(cell, bool) and isinstance(cell, int | float) and cell == 0
