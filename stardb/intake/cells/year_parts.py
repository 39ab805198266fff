"""Cells that name a month, a quarter or a half of a year: by a number in a column of periods, or by one of a column's choices."""

import datetime as dt
from fractions import Fraction
from functools import lru_cache

from stardb.books import Cell, DisplayedDay, DisplayedMoment, cell_text
from stardb.intake.cells.cell_context import CellContext
from stardb.intake.cells.plain_numbers import bare_number
from stardb.quantity import (
    NUMBER_OF_PARTS,
    Frequency,
    UnreadableText,
    YearPart,
    read_numeral,
    read_year_part,
    tidy,
)

_NAMES = {
    Frequency.MONTH: ("月份", "3月"),
    Frequency.QUARTER: ("季度", "一季度"),
    Frequency.HALF_YEAR: ("上、下半年", "上半年"),
}
"""What the parts of each kind are called, and an example."""


def read_part_number(cell: Cell, context: CellContext, kind: Frequency) -> Fraction:
    """The number of a month, quarter or half: 3, `3月`, `三月`, `2022年3月`. Raises UnreadableText for anything else."""
    expected = _expected(kind)
    part = _part_of(cell)
    if part is not None and part.kind is kind:
        _check_year(part, context)
        return Fraction(part.number)
    number = _plain_number(cell)
    if number is None or number.denominator != 1:
        raise UnreadableText(expected)
    return number


def choose_part(cell: Cell, context: CellContext) -> str:
    """The choice that is the part of a year a cell names; "" where it names none, or none of the choices.

    Where every choice is a part of one kind, a number alone is one: 2 is 二季度. Raises UnreadableText for that of another year.
    """
    parts = _parts_of(context.spec.words)
    kinds = {part.kind for part in parts.values()}
    if not kinds:
        return ""
    part, number = _part_of(cell), _plain_number(cell)
    if part is None and number is not None and len(kinds) == 1 and len(parts) == len(context.spec.words):
        part = YearPart(next(iter(kinds)), int(number)) if number.denominator == 1 else None
    if part is None:
        return ""
    same = [word for word, other in parts.items() if (other.kind, other.number) == (part.kind, part.number)]
    mine = [word for word in same if part.year == parts[word].year or None in (part.year, parts[word].year)]
    if len(mine) == 1 and parts[mine[0]].year is None:
        _check_year(part, context)
    return mine[0] if len(mine) == 1 else ""


@lru_cache(1024)
def _parts_of(words: tuple[str, ...]) -> dict[str, YearPart]:
    """Those of some choices that name a part of a year."""
    return {word: part for word in words if (part := read_year_part(word))}


def month_as_shown(cell: DisplayedDay | DisplayedMoment) -> str:
    """A cell formatted as a date that shows a month, in words; any other as it is seen: Excel makes a day of 2022年3月."""
    return f"{cell.year}年{cell.month}月" if cell.parts == "ym" else cell.text


def _part_of(cell: Cell) -> YearPart | None:
    return None if isinstance(cell, dt.date | dt.time | dt.timedelta) else read_year_part(cell_text(cell))


def _plain_number(cell: Cell) -> Fraction | None:
    number = bare_number(cell)
    if number is not None or not isinstance(cell, str):
        return number
    numeral = read_numeral(tidy(cell))
    return None if numeral is None else Fraction(numeral)


def _check_year(part: YearPart, context: CellContext) -> None:
    """Raises UnreadableText where a part is one of another year than the period's."""
    if None not in (part.year, context.year) and part.year != context.year:
        raise UnreadableText(f"{context.year}年的{_NAMES[part.kind][0]}")


def _expected(kind: Frequency) -> str:
    name, example = _NAMES[kind]
    return f"1至{NUMBER_OF_PARTS[kind]}的{name}，如 {example}"
