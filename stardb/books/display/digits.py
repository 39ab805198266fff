"""A number written by one section of a format: as it is seen, and with all the digits that are stored."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from stardb.books.display.codes import CodePart, Token, Unsupported
from stardb.books.display.digit_pattern import Pattern, split_places
from stardb.dataclass import dataclass
from stardb.quantity import spell_number

_EXACT = Context(prec=700)
"""Enough for any number Excel stores, with any decimals."""
_GENERAL_DIGITS = 11


@dataclass(frozen=True)
class Digits:
    """A number's digits by a pattern.

    displayed: as shown, with what is drawn between them. exact: all that are stored, as a plain number in the scale shown;
    "" where what is drawn between the digits makes them something else.
    """

    displayed: str
    exact: str
    hides: bool = False


def show_digits(number: Decimal, how: Pattern, numerals: int = 0) -> Digits:
    """The digits of a number that is not negative."""
    if how.is_general:
        displayed = general_text(number)
        return Digits(to_numerals(displayed, numerals, general=True), f"{number.normalize(_EXACT):f}")
    scaled = number.scaleb(how.shift, _EXACT)
    if how.is_fraction:
        return Digits(_fraction(scaled, how), f"{scaled.normalize(_EXACT):f}")
    if how.is_scientific:
        return Digits(_scientific(scaled, how), f"{scaled.normalize(_EXACT):f}")
    rounded = _round(scaled, how.decimals)
    displayed = "".join(_fill_places(rounded, how))
    hides = how.rounds and rounded != scaled
    if how.point is None:
        return Digits(to_numerals(displayed, numerals), "", hides)
    exact = f"{scaled.scaleb(-how.point, _EXACT).normalize(_EXACT):f}"
    whole, dot, rest = exact.partition(".")
    return Digits(to_numerals(displayed, numerals), whole.zfill(how.zeros - how.point) + dot + rest, hides)


def _round(number: Decimal, decimals: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _EXACT)


def _fill_places(rounded: Decimal, how: Pattern) -> Iterator[str]:
    """The places of a pattern filled with digits, and what is drawn between them."""
    whole, _, decimals = f"{rounded:f}".partition(".")
    whole = whole.lstrip("0")
    point = next((i for i, token in enumerate(how.body) if token.part is CodePart.POINT), len(how.body))
    if not any(token.part is CodePart.DIGIT for token in how.body[:point]):  # .00
        yield whole
    yield from _whole(whole, how.body[:point], how.grouped)
    rest = how.body[point:]
    yield "." if rest else ""
    shown = _decimals(decimals, [token.text for token in rest if token.part is CodePart.DIGIT])
    for token in rest[1:]:
        if token.part is CodePart.DIGIT:
            yield next(shown)
        elif token.part is not CodePart.COMMA:
            yield literal_text(token)


def _whole(digits: str, tokens: Sequence[Token], grouped: bool) -> Iterator[str]:
    places = [i for i, token in enumerate(tokens) if token.part is CodePart.DIGIT]
    filled: dict[int, str] = {}
    left = len(digits)
    for count, i in enumerate(reversed(places)):
        end = left
        left = max(left - 1, 0) if i != places[0] else 0
        text = digits[left:end] or {"0": "0", "?": " "}.get(tokens[i].text, "")
        filled[i] = _group(text, count) if grouped else text
    for i, token in enumerate(tokens):
        if i in filled:
            yield filled[i]
        elif token.part is not CodePart.COMMA:
            yield literal_text(token)


def _group(digits: str, behind: int) -> str:
    """Digits with a comma behind each that has a multiple of three behind it. behind: how many follow the last."""
    shown = ""
    for digit in reversed(digits):
        if behind and behind % 3 == 0 and digit.isdigit():
            digit += ","
        shown, behind = digit + shown, behind + 1
    return shown


def _decimals(digits: str, places: Sequence[str]) -> Iterator[str]:
    """Decimals for their places; zeros at the end are not shown where the place does not ask for them."""
    last = len(digits.rstrip("0"))
    for i, place in enumerate(places):
        if i < last or "0" in places[i:]:
            yield digits[i]
        else:
            yield " " if place == "?" else ""


def _scientific(number: Decimal, how: Pattern) -> str:
    mark = next(i for i, token in enumerate(how.body) if token.part is CodePart.EXPONENT)
    tokens, powers = how.body[:mark], how.body[mark + 1 :]
    places = max(sum(token.part is CodePart.DIGIT for token in split_places(tokens)[0]), 1)
    power = number.adjusted() // places * places if number else 0
    rounded = _round(number.scaleb(-power, _EXACT), how.decimals)
    if rounded >= 10**places:
        power += places
        rounded = _round(number.scaleb(-power, _EXACT), how.decimals)
    sign = "-" if power < 0 else "+" if how.body[mark].text == "E+" else ""
    width = sum(token.part is CodePart.DIGIT and token.text == "0" for token in powers)
    mantissa = "".join(_fill_places(rounded, Pattern((), tuple(tokens), (), how.decimals)))
    return f"{mantissa}E{sign}{str(abs(power)).zfill(width)}"


def _fraction(number: Decimal, how: Pattern) -> str:
    """`1 1/2`: the nearest fraction whose denominator has no more digits than there are places, or is the one given."""
    slash = next(i for i, token in enumerate(how.body) if token.part is CodePart.SLASH)
    below = how.body[slash + 1 :]
    above = [i for i, token in enumerate(how.body[:slash]) if token.part is CodePart.DIGIT]
    if not below or not above:
        raise Unsupported
    has_whole = any(token.part in (CodePart.LITERAL, CodePart.SPACE) for token in how.body[above[0] : above[-1]])
    value = Fraction(number)
    whole = value.numerator // value.denominator if has_whole else 0
    given = "".join(token.text for token in below if token.text.isdecimal() and token.part is CodePart.LITERAL)
    rest = value - whole
    if given:
        part = Fraction(round(rest * int(given)), int(given)) if int(given) else rest
        top, bottom = round(rest * int(given)), int(given)
    else:
        part = rest.limit_denominator(10 ** min(sum(token.part is CodePart.DIGIT for token in below), 7) - 1)
        top, bottom = part.numerator, part.denominator
    if has_whole and part == 1:
        return str(whole + 1)
    if has_whole and not top:
        return str(whole)
    return f"{whole} {top}/{bottom}" if has_whole and whole else f"{top}/{bottom}"


def general_text(number: Decimal) -> str:
    """A number that is not negative by `General`, in a column that is wide enough."""
    if not number:
        return "0"
    power = number.adjusted()
    if -5 < power < _GENERAL_DIGITS:
        rounded = _round(number, max(_GENERAL_DIGITS - 2 - max(power, 0), 0))
        return f"{rounded.normalize(_EXACT):f}"
    mantissa = _round(number.scaleb(-power, _EXACT), 5)
    if mantissa >= 10:
        power, mantissa = power + 1, mantissa / 10
    return f"{mantissa.normalize(_EXACT):f}E{'-' if power < 0 else '+'}{abs(power):02}"


def literal_text(token: Token) -> str:
    """What a token shows that holds no digit."""
    if token.part is CodePart.SPACE:
        return " "
    return token.text


_SMALL = "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
_CAPITALS = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")


def to_numerals(text: str, numerals: int, general: bool = False) -> str:
    """The digits of a text as `[DBNum1]` and `[DBNum2]` write them: one by one, or, general, spelled out."""
    if not numerals:
        return text
    if numerals > 2:
        raise Unsupported
    digits = str.maketrans("0123456789", _SMALL[numerals - 1])
    whole, point, decimals = text.partition(".")
    if not general or not whole.isdecimal():
        return text.translate(digits)
    words = spell_number(int(whole)).replace("零", "零" if numerals == 2 else "〇")
    return (words.translate(_CAPITALS) if numerals == 2 else words) + point + decimals.translate(digits)
