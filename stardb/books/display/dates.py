"""Serial numbers as the days and times they stand for, and as a section of a format writes them."""

import datetime as dt
from collections.abc import Iterator, Sequence
from math import isfinite

from stardb.books.display.codes import CodePart, Section, Token, Unsupported
from stardb.books.display.digits import literal_text, to_numerals
from stardb.quantity import spell_number

Moment = dt.datetime | dt.date | dt.time | dt.timedelta

_LAST = 2_958_466
"""The serial number after 9999-12-31."""
_DAY = dt.timedelta(days=1)
_MILLISECONDS = 86_400_000
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_CHINESE_WEEKDAYS = "一二三四五六日"
_LOST = 60
"""1900-02-29, which there was not."""
_TAIWAN = 1911


def to_moment(serial: float, section: Section, base1904: bool) -> Moment | None:
    """The day, time or length of time a serial number stands for; None where Excel shows `####`."""
    if not isfinite(serial) or not 0 <= serial < _LAST:
        return None
    if CodePart.ELAPSED in section.parts:
        return dt.timedelta(milliseconds=round(serial * _MILLISECONDS))
    when = _at(serial, base1904)
    if serial < 1 and not (base1904 and _has_days(section)):
        return when.time()
    return when.date() if when.time() == dt.time() else when


def serial_of(when: Moment, base1904: bool = False) -> float:
    """The serial number of a day, time or length of time."""
    if isinstance(when, dt.timedelta):
        return when / _DAY
    if isinstance(when, dt.time):
        return (
            dt.timedelta(hours=when.hour, minutes=when.minute, seconds=when.second, microseconds=when.microsecond)
            / _DAY
        )
    whole = when if isinstance(when, dt.datetime) else dt.datetime.combine(when, dt.time())
    serial = (whole - _base(base1904)) / _DAY
    return serial if base1904 or serial > _LOST else serial - 1


def _base(base1904: bool) -> dt.datetime:
    return dt.datetime(1904, 1, 1) if base1904 else dt.datetime(1899, 12, 30)


def _at(serial: float, base1904: bool) -> dt.datetime:
    days, part = divmod(round(serial * _MILLISECONDS), _MILLISECONDS)
    if not base1904 and days < _LOST:
        days += 1
    return _base(base1904) + dt.timedelta(days=days, milliseconds=part)


def day_parts(section: Section) -> str:
    """Which of year, month and day a section shows: `ymd`, `ym`, `md`, "" where it shows a time or a weekday."""
    names = _names(section)
    return "".join(part for part, letters in (("y", "ye"), ("m", "m"), ("d", "d")) if not names.isdisjoint(letters))


def has_era(section: Section) -> bool:
    """Whether a section counts years by the reigns of Japan, whose names are not known here."""
    return "g" in _names(section)


def _names(section: Section) -> set[str]:
    """The letters of the parts of dates and times, `n` for minutes."""
    return {token.text[0] for token in _mark_minutes(section.tokens) if token.part is CodePart.DATE}


def _has_days(section: Section) -> bool:
    return not _names(section).isdisjoint("yemda")


def format_moment(serial: float, section: Section, base1904: bool) -> str:
    """A serial number as a section of a format writes it. Raises Unsupported where it cannot."""
    tokens = _mark_minutes(section.tokens)
    decimals = _decimals(tokens)
    scale = 10**decimals
    serial = round(serial * 86_400 * scale) / (86_400 * scale) if _has_seconds(tokens) else serial
    when, half = _at(serial, base1904), any(token.part is CodePart.HALF_DAY for token in tokens)
    return "".join(_pieces(tokens, when, serial, half, section))


def _has_seconds(tokens: Sequence[Token]) -> bool:
    return any(token.part in (CodePart.DATE, CodePart.ELAPSED) and token.text[0] == "s" for token in tokens)


def _decimals(tokens: Sequence[Token]) -> int:
    return sum(token.part is CodePart.DIGIT for token in tokens)


def _mark_minutes(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with minutes kept apart from months: `m` behind hours, or before seconds, is minutes, here written `n`."""
    found: list[Token] = []
    timed = [i for i, token in enumerate(tokens) if token.part in (CodePart.DATE, CodePart.ELAPSED)]
    for i, token in enumerate(tokens):
        if token.part is CodePart.DATE and token.text in ("m", "mm"):
            at = timed.index(i)
            before = tokens[timed[at - 1]].text[0] if at else ""
            after = tokens[timed[at + 1]].text[0] if at + 1 < len(timed) else ""
            if before == "h" or after == "s":
                token = Token(CodePart.DATE, token.text.replace("m", "n"))
        found.append(token)
    return found


def _pieces(tokens: Sequence[Token], when: dt.datetime, serial: float, half: bool, section: Section) -> Iterator[str]:
    fraction = ""
    if count := _decimals(tokens):
        fraction = f"{when.microsecond:06}"[:count].ljust(count, "0")
    for token in tokens:
        match token.part:
            case CodePart.DATE:
                yield _number(token.text, when, half, section)
            case CodePart.ELAPSED:
                yield _count_elapsed(token.text, serial)
            case CodePart.HALF_DAY:
                early, late = token.text.split("/")
                yield early if when.hour < 12 else late
            case CodePart.DIGIT:
                yield fraction[0]
                fraction = fraction[1:]
            case CodePart.TEXT | CodePart.GENERAL | CodePart.EXPONENT | CodePart.PERCENT:
                raise Unsupported
            case _:
                yield literal_text(token)


def _count_elapsed(text: str, serial: float) -> str:
    seconds = round(serial * 86_400)
    size = {"h": 3600, "m": 60, "s": 1}[text[0]]
    return str(seconds // size).zfill(len(text))


def _number(text: str, when: dt.datetime, half: bool, section: Section) -> str:
    """One part of a date or time."""
    if len(text) > 2 and text[0] in "mda":
        return _name(text, when)
    if text[0] == "g":
        raise Unsupported
    if text[0] in "ye":
        year = when.year - _TAIWAN if text[0] == "e" and section.locale in ("404", "ZH-TW") else when.year
        shown = f"{year % 100:02}" if text in ("y", "yy") else str(year)
        return to_numerals(shown, section.numerals)
    hour = (when.hour % 12 or 12) if half else when.hour
    number = {"m": when.month, "d": when.day, "h": hour, "n": when.minute, "s": when.second}[text[0]]
    if section.numerals:
        return spell_number(number).removeprefix("一" if 10 <= number < 20 else "")
    return str(number).zfill(min(len(text), 2))


def _name(text: str, when: dt.datetime) -> str:
    if text[0] == "a":
        return ("星期" if len(text) == 4 else "") + _CHINESE_WEEKDAYS[when.weekday()]
    name = _MONTHS[when.month - 1] if text[0] == "m" else _WEEKDAYS[when.weekday()]
    if text[0] == "m" and len(text) == 5:
        return name[0]
    return name[:3] if len(text) == 3 else name
