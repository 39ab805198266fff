"""`cell_from_text`: the cell of a value beside which the file holds the text that the cell shows.

It comes to the same as a value with its number format: what the format puts to the digits is read with all digits stored.
"""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from stardb.books.display.displayed_cells import (
    DisplayedDay,
    DisplayedMoment,
    DisplayedNumber,
    DisplayedPercent,
    DisplayedText,
)
from stardb.books.sheet import Cell, to_15_digits

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+")
_PARTS = re.compile(r"[\d〇零一二三四五六七八九十]+")
_NAMED = re.compile(r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_NO_WORDS = re.compile(r"[-−+]?[\d\s/.:]+(?:[AP]M)?", re.IGNORECASE)
_PERCENT = 2
_SHIFTS = (0, 2, 3, -3, -4, -6, -8)
"""By which powers of ten a format shows a number: as it is, percent, per mille, thousands, 万, millions, 亿."""
_TRUTHS = {"TRUE": True, "FALSE": False, "真": True, "假": False}
_MONEY = re.compile(r"[¥￥元\s]")
_DIGITS = Context(prec=400)
_FINE = 2
"""With so many decimals nobody is misled by what is rounded away."""
_LOST_DIGITS = 10**15
_SIGNS = str.maketrans("", "", "-−－—–")


def cell_from_text(value: float | dt.date, text: str | None) -> Cell:
    """The cell that is read of a value. text: what the cell shows; None where the file does not hold it."""
    if text is None:
        return value
    shown = text.strip()
    if isinstance(value, dt.date):
        return _day(value, shown)
    return value if shown == to_15_digits(value) else _number_from_text(value, shown)


@lru_cache(maxsize=16384)
def _number_from_text(value: float, shown: str) -> Cell:
    """The cell of a number beside which another text than its digits is shown."""
    if shown.upper() in _TRUTHS and value in (0, 1):
        return _TRUTHS[shown.upper()]
    if value == 0 and _is_dash(shown):
        return value
    found = [*_NUMBER.finditer(shown)]
    return (_number(value, shown, found[0]) if len(found) == 1 else None) or _whole(value, shown)


def _day(day: dt.date, shown: str) -> Cell:
    """A day, of which less than year, month and day may be shown."""
    found, named = _PARTS.findall(shown), bool(_NAMED.search(shown))
    if not shown or len(found) + named > 2:
        return day
    parts = _parts(day, shown, found, named)
    return DisplayedMoment(day, shown, parts) if isinstance(day, dt.datetime) else DisplayedDay(day, shown, parts)


def _parts(day: dt.date, shown: str, found: list[str], named: bool) -> str:
    """Which of year, month and day are shown by two numbers at most, or one and a month's name."""
    if ":" in shown or not found:
        return ""
    if named:
        return "ym" if found[0] in (str(day.year), f"{day.year % 100:02}") and found[0] != str(day.day) else "md"
    if len(found[0]) == 4 or f"{found[0]}年" in shown:
        return "ym"[: len(found)]
    return "md" if len(found) == 2 else ""


def _is_dash(shown: str) -> bool:
    """Whether this is the dash that accounts show for nought, a sign of money beside it or none."""
    return bool(shown) and not _MONEY.sub("", shown).translate(_SIGNS)


def _whole(number: float, shown: str) -> Cell:
    """What is shown where it is not this number's digits with something around them: a day, a word.

    The number itself where it is shown as `####`, as a fraction, or as a day in another order than ours.
    """
    is_unclear = "/" in shown and not _YEAR.search(shown) and _NO_WORDS.fullmatch(shown)
    return number if is_unclear or not shown.strip("#") else shown


def _number(number: float, shown: str, digits: re.Match[str]) -> Cell | None:
    """A number whose digits are shown once, to as many places; None where these are others."""
    plain = digits[0].replace(",", "")
    exact, rounded = abs(Decimal(to_15_digits(number))), Decimal(plain)
    places = max(-int(rounded.as_tuple().exponent), 0)
    if "e" in plain.lower():
        is_near = float(plain) and abs(abs(number) / float(plain) - 1) < 0.1
        return (number if digits[0] == shown.strip("-−") else shown) if is_near else None
    if rounded == Decimal(repr(abs(number))):  # with more digits than Excel shows
        exact = rounded
    for shift in _SHIFTS:
        scaled = exact.scaleb(shift, _DIGITS)
        if scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _DIGITS) == rounded:
            return _with_stored_digits(number, shown, digits, scaled, shift, places)
    return None


def _with_stored_digits(
    number: float, shown: str, digits: re.Match[str], exact: Decimal, shift: int, places: int
) -> Cell:
    before, after = _around(number, shown, digits)
    plain = f"{exact:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    padded = len(digits[0]) > 1 and digits[0][0] == "0" and digits[0][1].isdigit() and abs(number) < _LOST_DIGITS
    if not before + after and not shift and not padded:
        return (
            number
            if plain == digits[0] or abs(number) >= _LOST_DIGITS
            else DisplayedNumber(number, _code(digits[0], places))
        )
    if padded:
        plain = plain.zfill(len(digits[0].partition(".")[0]) + len(plain) - len(plain.partition(".")[0]))
    text = f"{'-' if number < 0 else ''}{before}{plain}{after}"
    rounds = places < _FINE and exact != Decimal(digits[0].replace(",", ""))
    if shift == _PERCENT and before + after == "%":
        share = (-exact if number < 0 else exact).scaleb(-_PERCENT, _DIGITS)
        return DisplayedPercent(text, shown, text != shown and rounds, share)
    return text if text == shown else DisplayedText(text, shown, rounds)


def _around(number: float, shown: str, digits: re.Match[str]) -> tuple[str, str]:
    """What is shown before and behind the digits, without the sign of a negative number."""
    before, after = shown[: digits.start()].strip(), shown[digits.end() :].strip()
    if number < 0:
        if before[-1:] in ("(", "（") and after[:1] in (")", "）"):
            return before[:-1].strip(), after[1:].strip()
        return before.translate(_SIGNS).strip(), after
    return before, after


def _code(digits: str, places: int) -> str:
    """The number format that shows digits like these."""
    return ("#,##0" if "," in digits else "0") + ("." + "0" * places if places else "")
