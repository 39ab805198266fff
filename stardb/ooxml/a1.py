"""Names of cells and ranges in A1 notation: reading one, and writing it again over other rows."""

import re
from functools import cache, cached_property, lru_cache
from typing import TypeAlias

from stardb.dataclass import dataclass
from stardb.ooxml.package_errors import PackageError

Spot: TypeAlias = tuple[int, int]
"""A sheet row and column, both from 0."""

Run = tuple[int, int]  # first and last row of a contiguous stretch
LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384

_SHEET = r"(?:'(?:[^']|'')*'|[^'!:\[\]\s()+\-*/^&=<>,;\"{}]+)!"
_CELL = r"(\$?[A-Za-z]{1,3})(\$?)([1-9][0-9]{0,6})"
_CELLS = re.compile(rf"({_SHEET})?{_CELL}(?::(?:{_SHEET})?{_CELL})?")
_ROWS = re.compile(rf"({_SHEET})?(\$?)([1-9][0-9]{{0,6}}):(\$?)([1-9][0-9]{{0,6}})")
_NAME = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def parse_cell(name: str) -> Spot:
    """Row and column, from 0, of `C5`. Raises PackageError for what is no cell's name."""
    found = _NAME.fullmatch(name)
    if found is None or not int(found[2]):
        raise PackageError()
    return int(found[2]) - 1, column_number(found[1]) - 1


def cell_name(row: int, column: int) -> str:
    """`C5` for row 5 (from 1) and column 2 (from 0)."""
    return f"{column_letters(column + 1)}{row}"


def quote_sheet(name: str) -> str:
    """A sheet's name as formulas and links write it before a cell: `'甲''乙'!`."""
    return f"'{name.replace(chr(39), chr(39) * 2)}'!"


@cache
def column_number(letters: str) -> int:
    """The number of a column, counted from 1: "A" is 1, "$AA" is 27; no letters are 0. Raises ValueError for others."""
    number, letters = 0, letters.lstrip("$").upper()
    if letters and not re.fullmatch("[A-Z]{1,3}", letters):
        raise ValueError(f"no column: {letters}")
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


@cache
def column_letters(number: int) -> str:
    """The letters of a column counted from 1."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True)
class Area:
    """A cell, a range or whole rows, as written in a formula.

    `prefix` is the sheet as written with its exclamation mark, `sheet` its plain name (both empty for the own sheet);
    `left` and `right` are columns as written (empty for whole rows); `fixed_top` says whether the first row has a `$`.
    """

    prefix: str
    left: str
    top: int
    fixed_top: bool
    right: str
    bottom: int
    fixed_bottom: bool
    single: bool = False

    @cached_property
    def sheet(self) -> str:
        """The sheet's name without quotation marks; empty for the sheet the formula stands on."""
        name = self.prefix[:-1]
        return name[1:-1].replace("''", "'") if name.startswith("'") else name

    @cached_property
    def columns(self) -> range:
        """The columns covered, counted from 1; none for whole rows."""
        if not self.left:
            return range(0)
        ends = sorted((column_number(self.left), column_number(self.right)))
        return range(ends[0], ends[1] + 1)

    def over(self, top: int, bottom: int) -> str:
        """The reference, as it was written, over rows `top` to `bottom` instead."""
        start = f"{self.prefix}{self.left}{'$' if self.fixed_top else ''}{top}"
        if self.single and top == bottom:
            return start
        return f"{start}:{self.right}{'$' if self.fixed_bottom else ''}{bottom}"

    def move(self, rows: int, columns: int) -> "Area":
        """The reference as copied that far away: what has no `$` moves along."""
        top = self.top if self.fixed_top else max(self.top + rows, 1)
        bottom = self.bottom if self.fixed_bottom else max(self.bottom + rows, 1)
        left, right = _move_column(self.left, columns), _move_column(self.right, columns)
        return Area(self.prefix, left, top, self.fixed_top, right, bottom, self.fixed_bottom, self.single)


def _move_column(column: str, by: int) -> str:
    if not column or column.startswith("$") or not by:
        return column
    return column_letters(min(max(column_number(column) + by, 1), _LAST_COLUMN))


@lru_cache(maxsize=4096)
def parse_area(text: str) -> Area | None:
    """The area a formula's operand names; None for a name, whole columns, another file, or several sheets at once."""
    if found := _CELLS.fullmatch(text):
        prefix, left, fixed, top, right, fixed_too, bottom = found.groups()
        single = bottom is None
        right, fixed_too, bottom = (left, fixed, top) if single else (right, fixed_too, bottom)
        if max(column_number(left), column_number(right)) > _LAST_COLUMN:
            return None
    elif found := _ROWS.fullmatch(text):
        prefix, fixed, top, fixed_too, bottom = found.groups()
        left, right, single = "", "", False
    else:
        return None
    ends = [(int(top), bool(fixed)), (int(bottom), bool(fixed_too))]
    (first, first_fixed), (last, last_fixed) = ends if ends[0][0] <= ends[1][0] else ends[::-1]
    if last > LAST_ROW:
        return None
    return Area(prefix or "", left, first, first_fixed, right, last, last_fixed, single)


def split_cell(reference: str) -> tuple[str, int]:
    """The letters and the row of a plain cell reference such as "AB12"; row 0 if it carries none."""
    letters = reference.rstrip("0123456789")
    return letters, int(reference[len(letters) :] or 0)
