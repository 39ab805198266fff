"""Units in cells of their own, `收入|元|125000` and `收入|125000|元`: put to the title or to the number they belong to."""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain

from stardb.books import Cell, Sheet, cell_text, is_blank
from stardb.intake.headers.find_headers import SEARCHED_ROWS
from stardb.intake.headers.vocabulary import Vocabulary
from stardb.quantity import tidy

_MOST_ROWS = 1000
"""A sheet of more rows has its titles in a row, not in a column."""

_UNIT_TITLE = re.compile(r"(?:计量|金额)?单位")

Rows = list[list[Cell]]


def join_unit_cells(sheet: Sheet, vocabularies: Mapping[str, Vocabulary]) -> Sheet:
    """The sheet with such units where they belong; the sheet itself if there are none."""
    units = frozenset().union(*(vocabulary.units for vocabulary in vocabularies.values()))
    if len(sheet.rows) > _MOST_ROWS:
        return sheet
    words = (cell for cell in set(chain.from_iterable(sheet.rows)) if isinstance(cell, str))
    if not any(_unit(word, units) for word in words):
        return sheet
    rows = [list(row) for row in sheet.rows]
    changed = _put_to_titles(rows, units, vocabularies)
    for row in rows:
        for c in range(2, len(row)):
            title, number, unit = row[c - 2], row[c - 1], _unit(row[c], units)
            if unit and _is_number(number) and _is_title(title, vocabularies):
                row[c - 1], row[c], changed = f"{cell_text(number)}{unit}", "", True
    return replace(sheet, rows=rows, whole=sheet.whole or sheet) if changed else sheet


def _put_to_titles(rows: Rows, units: frozenset[str], vocabularies: Mapping[str, Vocabulary]) -> bool:
    """Put a column `单位` to the titles left of it."""
    for r, row in enumerate(rows[:SEARCHED_ROWS]):
        for c in range(1, len(row)):
            if not isinstance(row[c], str) or not _UNIT_TITLE.fullmatch(tidy(cell_text(row[c]))):
                continue
            below = [line for line in rows[r + 1 :] if not is_blank(line[c])]
            titled = sum(_is_title(line[c - 1], vocabularies) for line in below)
            if below and all(_unit(line[c], units) for line in below) and 2 * titled >= len(below):
                row[c] = ""
                for line in below:
                    line[c - 1], line[c] = f"{cell_text(line[c - 1])}({_unit(line[c], units)})", ""
                return True
    return False


def _unit(cell: Cell, units: frozenset[str]) -> str:
    """The unit that is all a cell holds, "" for none."""
    word = tidy(cell).strip("()") if isinstance(cell, str) and 0 < len(cell) < 10 else ""
    return word if word in units else ""


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _is_title(cell: Cell, vocabularies: Mapping[str, Vocabulary]) -> bool:
    return isinstance(cell, str) and bool(cell) and any(v.known[cell] for v in vocabularies.values())
