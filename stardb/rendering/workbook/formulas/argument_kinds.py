"""What the functions of formulas take where a reference stands, and what becomes of one that names repeated rows."""

from enum import Enum

__all__ = ["ADDITIVE", "ARRAY_FORMULA", "ArgumentKind", "argument_kind_of"]


class ArgumentKind(Enum):
    """What may stand in the place of a reference, once the rows that it names are repeated.

    FREE: it stands in no function. MANY: any number of areas. PARTS: one area in several parts, in parentheses. RANGE:
    one area. SEARCH: one area, in which other rows may lie between. ARRAY: one area whose cells are calculated with one
    by one. FIRST: one cell, which then stands for the first copy. ONE: one cell alone.
    """

    FREE = "free"
    MANY = "many"
    PARTS = "parts"
    RANGE = "range"
    SEARCH = "search"
    ARRAY = "array"
    FIRST = "first"
    ONE = "one"


_ALL = range(255)
_FUNCTIONS: dict[ArgumentKind, dict[str, range]] = {
    ArgumentKind.MANY: {
        **dict.fromkeys(
            (
                *("SUM", "COUNT", "COUNTA", "AVERAGE", "AVERAGEA", "MIN", "MAX", "MINA", "MAXA", "PRODUCT", "MEDIAN"),
                *("STDEV", "STDEVP", "STDEV.S", "STDEV.P", "VAR", "VARP", "VAR.S", "VAR.P", "GEOMEAN", "HARMEAN"),
                *("DEVSQ", "AVEDEV", "SUMSQ", "KURT", "SKEW", "MODE", "MODE.SNGL", "AND", "OR", "XOR"),
            ),
            _ALL,
        ),
        "SUBTOTAL": _ALL[1:],
        "AGGREGATE": _ALL[2:],
    },
    ArgumentKind.PARTS: {
        **dict.fromkeys(("RANK", "RANK.EQ", "RANK.AVG"), _ALL[1:2]),
        **dict.fromkeys(("LARGE", "SMALL"), _ALL[:1]),
    },
    ArgumentKind.RANGE: {
        **dict.fromkeys(("COUNTIF", "COUNTBLANK", "FREQUENCY", "ROWS", "CONCAT"), _ALL[:1]),
        **dict.fromkeys(("PERCENTILE", "PERCENTILE.INC", "PERCENTILE.EXC", "TRIMMEAN", "PERCENTRANK"), _ALL[:1]),
        **dict.fromkeys(("QUARTILE", "QUARTILE.INC", "QUARTILE.EXC", "IRR", "COLUMNS"), _ALL[:1]),
        **dict.fromkeys(("SUMIF", "AVERAGEIF"), _ALL[:3:2]),
        "COUNTIFS": _ALL[::2],
        "TEXTJOIN": _ALL[2:],
        "CORREL": _ALL[:2],
    },
    ArgumentKind.FIRST: {**dict.fromkeys(("OFFSET", "ROW", "COLUMN"), _ALL[:1]), "CELL": _ALL[1:2]},
    ArgumentKind.SEARCH: {
        **dict.fromkeys(("VLOOKUP", "HLOOKUP", "MATCH", "XMATCH"), _ALL[1:2]),
        **dict.fromkeys(("LOOKUP", "XLOOKUP"), _ALL[1:3]),
        "INDEX": _ALL[:1],
    },
}
ADDITIVE = frozenset(("COUNTIF", "COUNTIFS", "COUNTBLANK", "SUMIF", "SUMIFS", "SUMPRODUCT", "ROWS"))
"""Functions of several areas that come to the sum of what they are of each."""
ARRAY_FORMULA = "{}"
"""Stands for a function around the whole of an array formula."""
_CONDITIONAL = ("SUMIFS", "AVERAGEIFS", "MAXIFS", "MINIFS")
_ONE_BY_ONE = frozenset(
    ("SUMPRODUCT", "MMULT", "TRANSPOSE", "FILTER", "SORT", "SORTBY", "UNIQUE", "LOOKUP", ARRAY_FORMULA)
)
"""Functions that calculate with arrays: each reference within them, however deep, stands for all its cells."""
_PLACES = {
    (name, place): takes for takes, names in _FUNCTIONS.items() for name, places in names.items() for place in places
}


def argument_kind_of(functions: list[tuple[str, int]], is_whole: bool) -> ArgumentKind:
    """What may stand for a reference. functions: those around it with the number of the argument, the outermost first.

    is_whole: whether the reference is the whole argument.
    """
    if not functions:
        return ArgumentKind.FREE
    name, place = functions[-1]
    if is_whole:
        if name in _CONDITIONAL and (place == 0 or place % 2):
            return ArgumentKind.RANGE
        if (name, place) in _PLACES:
            return _PLACES[name, place]
    return ArgumentKind.ARRAY if any(name in _ONE_BY_ONE for name, _ in functions) else ArgumentKind.ONE
