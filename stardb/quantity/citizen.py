"""What a citizen's ID number (GB 11643) tells: day of birth and sex. A text that is no such number tells nothing."""

import numpy as np

from stardb.quantity.column import Array, Column, Kind, Mask
from stardb.quantity.dates.calendar import day_of
from stardb.quantity.from_text import ID_CHECKS, ID_WEIGHTS

SEXES = ("男", "女")

_LENGTH = 18


def birthday(number: Column) -> Column:
    """The day of birth, a DATE."""
    digits, known = _digits(number)
    year, month, day = (_read(digits[:, a:b]) for a, b in ((6, 10), (10, 12), (12, 14)))
    days, real = day_of(year, month, day)
    return Column(Kind.DATE, np.where(known & real, days, 0), known & real)


def sex(number: Column) -> Column:
    """男 or 女, a CHOICE: the parity of the last digit but one."""
    digits, known = _digits(number)
    return Column.from_codes(SEXES, np.where(known, 1 - digits[:, 16] % 2, -1))


def _digits(number: Column) -> tuple[Array, Mask]:
    """The first 17 digits, a row a number, 0 where the text is none; and where its check digit holds."""
    texts = np.char.upper(number.data.astype(str))
    fits = number.known & (np.char.str_len(texts) == _LENGTH)
    plain = np.where(fits, texts, "0" * _LENGTH).astype(f"<U{_LENGTH}")
    signs = plain.view("<U1").reshape(len(plain), _LENGTH)
    codes = signs.view(np.uint32).reshape(len(plain), _LENGTH).astype(np.int64) - ord("0")
    digits = codes[:, :-1]
    fits &= ((digits >= 0) & (digits <= 9)).all(axis=1)
    digits = np.where(fits[:, None], digits, 0)
    check = np.array(list(ID_CHECKS))[(digits * ID_WEIGHTS).sum(axis=1) % 11]
    return digits, fits & (signs[:, -1] == check)


def _read(digits: Array) -> Array:
    value: Array = digits @ 10 ** np.arange(digits.shape[1])[::-1]
    return value
