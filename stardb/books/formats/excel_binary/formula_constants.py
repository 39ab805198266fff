"""The tokens of formulas in conditional formats of .xls and .xlsb, as far as they are constants, and the numbers of their tests."""

from struct import unpack_from

from stardb.books.conditional_formats.display_rules import Constant

COMPARISONS = {
    1: "between",
    2: "notBetween",
    3: "equal",
    4: "notEqual",
    5: "greaterThan",
    6: "lessThan",
    7: "greaterThanOrEqual",
    8: "lessThanOrEqual",
}
TEMPLATES = {9: "containsBlanks", 10: "notContainsBlanks", 11: "containsErrors", 12: "notContainsErrors"}
"""What a rule asks that was made from a template, by its number."""
TEXT_TEMPLATE = 8
"""The template of those that look for a text."""
TEXT_TESTS = {0: "containsText", 1: "notContainsText", 2: "beginsWith", 3: "endsWith"}

_TEXT, _BOOL, _INTEGER, _NUMBER, _MINUS, _PERCENT = 0x17, 0x1D, 0x1E, 0x1F, b"\x13", b"\x14"


def read_constant(tokens: bytes, is_long: bool = False) -> Constant:
    """The constant that a formula is; None for any other. is_long: whether texts are as in .xlsb, their length in two bytes."""
    if not tokens:
        return None
    kind = tokens[0]
    if kind == _TEXT:
        text, end = read_text(tokens, is_long)
        return text if end == len(tokens) else None
    if kind == _BOOL and len(tokens) == 2:
        return bool(tokens[1])
    if kind == _INTEGER:
        return _apply_signs(float(unpack_from("<H", tokens, 1)[0]), tokens[3:])
    return _apply_signs(float(unpack_from("<d", tokens, 1)[0]), tokens[9:]) if kind == _NUMBER else None


def read_text(tokens: bytes, is_long: bool = False) -> tuple[str, int]:
    """The text that a formula begins with, and where it ends; "" and 0 where it begins otherwise."""
    if tokens[:1] != bytes([_TEXT]):
        return "", 0
    start = 3
    length, is_wide = (unpack_from("<H", tokens, 1)[0], True) if is_long else (tokens[1], bool(tokens[2] & 1))
    end = start + length * (2 if is_wide else 1)
    return tokens[start:end].decode("utf-16-le" if is_wide else "latin-1", "replace"), end


def _apply_signs(number: float, rest: bytes) -> Constant:
    """A number with the signs behind it: minus, percent."""
    for sign in (rest[i : i + 1] for i in range(len(rest))):
        if sign not in (_MINUS, _PERCENT):
            return None
        number = -number if sign == _MINUS else number / 100
    return number
