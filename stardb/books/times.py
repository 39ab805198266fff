"""Numbers that their formats show as days, times or lengths of time."""

import re
from collections.abc import Mapping
from functools import lru_cache

from stardb.books.serials import length, moment
from stardb.books.sheet import Cell

GENERAL = "General"
BUILT_IN: Mapping[int, str] = {
    9: "0%",
    10: "0.00%",
    **dict.fromkeys((*range(14, 18), *range(27, 32), 36, *range(50, 55), 57, 58), "yyyy-mm-dd"),
    **dict.fromkeys((*range(18, 22), *range(32, 36), 45, 47, 55, 56), "h:mm:ss"),
    22: "yyyy-mm-dd h:mm",
    46: "[h]:mm:ss",
}
"""The formats that need no code, by their numbers; a workbook may give any of them another code."""

_ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_DAYS = re.compile(r"[ymdhs]", re.IGNORECASE)
_LENGTHS = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)


def timed(number: float, code: str, base1904: bool) -> Cell:
    """The time that a number stands for by its format's code, else the number."""
    kind = _kind(code)
    return moment(number, base1904) if kind == "day" else length(number) if kind == "length" else number


@lru_cache(maxsize=4096)
def _kind(code: str) -> str:
    shown = _ASIDE.sub("", code.partition(";")[0])
    if _LENGTHS.search(shown):
        return "length"
    return "day" if _DAYS.search(shown) and GENERAL not in code and "G/" not in code else ""
