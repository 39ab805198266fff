"""What was changed from one version of a workbook to the next: cells, rows, sheets; and where each row is now."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from difflib import SequenceMatcher

from stardb.books import Cell, Sheet, cell_text
from stardb.dataclass import dataclass
from stardb.ooxml import Spot
from stardb.quantity import tidy

_Row = tuple[str, ...]
_NOWHERE = -1


@dataclass(frozen=True)
class Change:
    """A cell that says something else, by its sheet row and column now, from 0; or a row (column -1) that came or went.

    A row that went has the place that it had before. before, after: the texts, a row's cells by lines.
    """

    row: int
    column: int
    before: str
    after: str


@dataclass(frozen=True)
class Comparison:
    """What was changed in a sheet, and what became of it. kept: sheet row before -> now, of those that are still there."""

    changes: tuple[Change, ...] = ()
    kept: Mapping[int, int] = field(default_factory=dict)


def compare_workbooks(before: Sheet, after: Sheet) -> Comparison:
    """Two versions of a sheet, held beside one another row by row; how a value is typed does not matter."""
    old, new = _rows(before), _rows(after)
    changes: list[Change] = []
    kept: dict[int, int] = {}
    for first, last, start, stop in _blocks(old, new):
        paired = min(last - first, stop - start)
        for i, j in zip(range(first, first + paired), range(start, start + paired), strict=True):
            kept[i] = j
            changes += _in_row(old[i], new[j], j)
        changes += [Change(j, _NOWHERE, "", _row_text(new[j])) for j in range(start + paired, stop) if any(new[j])]
        changes += [Change(i, _NOWHERE, _row_text(old[i]), "") for i in range(first + paired, last) if any(old[i])]
    return Comparison(tuple(changes), kept)


def text_at(sheet: Sheet, at: Spot) -> str:
    """What a cell, by sheet row and column from 0, says; "" where nothing stands."""
    row, column = at[0] - sheet.top, at[1] - sheet.left
    inside = 0 <= row < len(sheet.rows) and 0 <= column < sheet.width
    return _text(sheet.rows[row][column]) if inside else ""


def _blocks(old: Sequence[_Row], new: Sequence[_Row]) -> Iterator[tuple[int, int, int, int]]:
    """Stretches of rows that belong together, from and to, before and now."""
    if len(old) == len(new):  # nobody inserted any: each row is what it was, however much was rewritten
        yield 0, len(old), 0, len(new)
    else:
        yield from (tuple_ for _, *tuple_ in SequenceMatcher(None, old, new).get_opcodes())  # type: ignore[misc]


def _in_row(old: _Row, new: _Row, row: int) -> Iterator[Change]:
    width = max(len(old), len(new))
    for column in range(width):
        texts = (cells[column] if column < len(cells) else "" for cells in (old, new))
        before, after = texts
        if tidy(before) != tidy(after):
            yield Change(row, column, before, after)


def _rows(sheet: Sheet) -> list[_Row]:
    """The texts of a sheet from its first row and column to its last filled cells."""
    rows = [("",) * sheet.left + tuple(map(_text, row)) for row in sheet.rows]
    trimmed = [_without_end(row) for row in [()] * sheet.top + rows]
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    return trimmed


def _without_end(row: _Row) -> _Row:
    width = max((i for i, text in enumerate(row, 1) if text), default=0)
    return row[:width]


def _text(cell: Cell) -> str:
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        cell = cell.date()
    return cell_text(cell).strip()


def _row_text(row: _Row) -> str:
    return "、".join(text for text in row if text)
