"""`read_year_part`: the month, quarter or half of a year that a text names, as people write it: 1季度, 第一季度, Q1, 三月, 上半年."""

import re
import unicodedata
from functools import lru_cache

from stardb.dataclass import dataclass
from stardb.quantity.dates.frequency import Frequency
from stardb.quantity.numerals import CHINESE_DIGITS, read_digits, read_numeral


@dataclass(frozen=True)
class YearPart:
    """A month, quarter or half, `number` the how-manieth of its kind in the year, from 1. year: None where none is written."""

    kind: Frequency
    number: int
    year: int | None = None


NUMBER_OF_PARTS = {Frequency.HALF_YEAR: 2, Frequency.QUARTER: 4, Frequency.MONTH: 12}
"""How many of a kind a year has."""

_NUMBER = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_YEAR = rf"(?:(?P<year>\d{{4}}|[{CHINESE_DIGITS}〇○]{{4}})(?:年度?)?)"
_PART = re.compile(
    rf"{_YEAR}?[.\-/_]?(?:"
    r"(?P<half>[上下])半年?|[Hh](?P<h>[12])"
    rf"|第?(?P<quarter>{_NUMBER})(?:季度?)|[QqSs](?P<q>[1-4])|(?P<q_last>[1-4])[Qq]"
    rf"|(?P<month>{_NUMBER}|元)(?:月份?|月度)"
    r")"
)
_BARE_MONTH = re.compile(r"(?P<year>\d{4})(?:[-/_年](?P<month>\d{1,2})|\.?(?P<two>\d{2}))")
"""2022-3, 2022/03, 202203; of 2022.1 nobody can tell whether it is January or, as Excel cuts it short, October."""


@lru_cache(4096)
def read_year_part(text: str) -> YearPart | None:
    """The part of a year a text names, and nothing else; None for any other text."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if bare := _BARE_MONTH.fullmatch(plain):
        return _make_part(Frequency.MONTH, bare["month"] or bare["two"], bare["year"])
    found = _PART.fullmatch(plain)
    if found is None:
        return None
    year = found["year"] or ""
    if found["half"]:
        return _make_part(Frequency.HALF_YEAR, str("上下".index(found["half"]) + 1), year)
    if found["h"]:
        return _make_part(Frequency.HALF_YEAR, found["h"], year)
    if quarter := found["quarter"] or found["q"] or found["q_last"]:
        return _make_part(Frequency.QUARTER, quarter, year)
    return _make_part(Frequency.MONTH, "1" if found["month"] == "元" else found["month"], year)


def _make_part(kind: Frequency, number: str, year: str) -> YearPart | None:
    """The part of a kind with this number; None where a year has no such part."""
    which = int(number) if number.isascii() else read_numeral(number)
    if which is None or not 1 <= which <= NUMBER_OF_PARTS[kind]:
        return None
    return YearPart(kind, which, int(year if year.isascii() else read_digits(year)) if year else None)
