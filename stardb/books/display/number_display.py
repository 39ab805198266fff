"""`display_number`: the one rule of what a cell shows, its value and its number format together."""

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from math import isfinite

from stardb.books.display.codes import CodePart, Section, Token, Unsupported
from stardb.books.display.dates import Moment, day_parts, format_moment, has_era, to_moment
from stardb.books.display.digit_pattern import Pattern, parse_pattern
from stardb.books.display.digits import Digits, general_text, literal_text, show_digits, to_numerals
from stardb.books.display.number_format import ChosenSection, NumberFormat
from stardb.books.sheet import to_15_digits
from stardb.dataclass import dataclass

_DASHES = frozenset("-－—–−")
_MONEY = ("¥", "￥", "元")
_LOST_DIGITS = 10**15
WHOLE_DAY = "ymd"
"""The parts of a day of which nothing is hidden."""


@dataclass(frozen=True)
class Display:
    """What a cell with a number shows.

    text: as it is seen. exact: the same with all digits that are stored, without thousands commas, its sign in front; "" where
    the format adds nothing to the number. moment: the day or time, where it shows one. parts: which of year, month and day of
    it are shown, of a time without a day all. hides: whether digits are rounded away that may matter. share: the number where
    it is shown as a percent and nothing else.
    """

    text: str
    exact: str = ""
    moment: Moment | None = None
    parts: str = WHOLE_DAY
    hides: bool = False
    share: Decimal | None = None


@lru_cache(maxsize=65_536)
def display_number(number: float, how: NumberFormat, base1904: bool = False) -> Display | None:
    """What a number shows by a format; None where nobody can tell: Excel shows `####`, or hides its sign."""
    if not isfinite(number):
        return None
    exact = Decimal(to_15_digits(number))
    chosen = how.choose(exact)
    if chosen is None:
        return None
    try:
        if chosen.section.is_date:
            return _date(number, chosen.section, base1904)
        if chosen.section.is_number:
            return _number(exact, chosen)
        return _words(exact, chosen.section)
    except (Unsupported, ValueError, OverflowError):
        return None


def display_text(text: str, how: NumberFormat) -> str:
    """What a text shows by a format: itself, unless the format has a section for texts."""
    if how.texts is None:
        return text
    return "".join(text if token.part is CodePart.TEXT else literal_text(token) for token in how.texts.tokens)


def _date(number: float, section: Section, base1904: bool) -> Display | None:
    when = to_moment(number, section, base1904)
    if when is None:
        return None
    parts = day_parts(section) if isinstance(when, dt.date) else WHOLE_DAY
    text = str(when) if has_era(section) and parts == WHOLE_DAY else format_moment(number, section, base1904)
    return Display(text, moment=when, parts=parts)


def _words(number: Decimal, section: Section) -> Display:
    """A section that shows no digits: words, nothing, or a dash for nought; `@` stands for the number."""
    plain = to_numerals(("-" if number < 0 else "") + general_text(abs(number)), section.numerals, general=True)
    text = "".join(plain if token.part is CodePart.TEXT else literal_text(token) for token in section.tokens)
    if section.numerals and not section.tokens:  # [DBNum1] alone
        return Display(plain)
    if not number and _is_dash(text):
        return Display(text)
    if text == plain:
        return Display(text)
    digits = f"{number:f}"
    exact = "".join(digits if token.part is CodePart.TEXT else literal_text(token) for token in section.tokens)
    return Display(text, exact.strip() or text)


def _is_dash(text: str) -> bool:
    """Whether a text is the dash that accounts show for nought, a sign of money beside it or none."""
    for sign in _MONEY:
        text = text.replace(sign, "")
    return text.strip() in _DASHES


def _number(number: Decimal, chosen: ChosenSection) -> Display | None:
    section, how = chosen.section, parse_pattern(chosen.section)
    digits = show_digits(abs(number), how, section.numerals)
    before, after = _literal_text(how.before), _literal_text(how.after)
    sign = "-" if number < 0 and not chosen.is_bare else ""
    text = sign + before + digits.displayed + after
    if not number and _is_dash(text):
        return Display(text)
    if not text.strip():
        return Display("")
    if chosen.is_bare:
        unsigned = _without_sign(before, after)
        if unsigned is None and not (section.colour and chosen.is_negative):
            return None
        before, after, sign = *(unsigned or (before, after)), "-"
    if not digits.exact or (not any(map(str.isalnum, digits.displayed)) and text.strip(" .")):
        return Display(text, text.strip(), hides=digits.hides)
    if _adds(number, before + after, digits, how):
        exact = sign + before.strip() + digits.exact + after.strip()
        is_percent = how.shift == 2 and (before + after).strip() == "%" and digits.exact.replace(".", "").isascii()
        return Display(text, exact, hides=digits.hides, share=number if is_percent else None)
    return Display(text, hides=digits.hides)


def _literal_text(tokens: tuple[Token, ...]) -> str:
    return "".join(literal_text(token) for token in tokens)


def _without_sign(before: str, after: str) -> tuple[str, str] | None:
    """What is drawn around the digits of a negative number, without its sign; None where it has none."""
    for dash in _DASHES:
        if dash in before:
            return before.replace(dash, "", 1), after
    if "(" in before and ")" in after:
        return before.replace("(", "", 1), after.replace(")", "", 1)
    return (before, after.replace("-", "", 1)) if after.strip() == "-" else None


def _adds(number: Decimal, around: str, digits: Digits, how: Pattern) -> bool:
    """Whether what is shown says more than the number: something beside the digits, another size, zeros in front."""
    if around.strip() or how.shift or how.point:
        return True
    padded = digits.exact[:1] == "0" and digits.exact[1:2].isdigit()
    return padded and number < _LOST_DIGITS
