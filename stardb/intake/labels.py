"""Label rows above a header, `乡镇：东村镇  考核日期:2013年 月 日`: values that hold for every row of the sheet."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from stardb.books.sheet import Cell, Sheet, is_blank, shown
from stardb.intake.titles import UNITS, title_of

_FILLER = re.compile(r"^[\s_＿]*$")
_COLON = re.compile(r"\s*[:：]\s*")
_GAP = re.compile(r"[\s\u3000]{2,}")
_UNIT_LABEL = re.compile(r"(?:计量|金额)?单位\s*[:：]\s*([^\s)）]+)")
_REACH = 3


@dataclass(frozen=True)
class Label:
    """A value given above the table: what was written, and the cell it stands in."""

    value: Cell
    row: int
    column: int


def find_labels(sheet: Sheet, above: int, names: Mapping[str, str]) -> dict[str, Label]:
    """Declared column -> its label, for labels in the rows above row `above` that give a value.

    names: how a label may be written (as `title_of` gives it) -> the declared column.
    """
    labels: dict[str, Label] = {}
    for row, cells in enumerate(sheet.rows[:above]):
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and cell.strip():
                for name, value in _in_cell(cell, names):
                    labels.setdefault(name, Label(value, row, column))
                if beside := _beside(cells, column, names):
                    labels.setdefault(beside[0], Label(cells[beside[1]], row, beside[1]))
    return labels


def _in_cell(text: str, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(column, value) for each `label: value` in one cell; a value ends at a wide gap or at the next label."""
    first, *others = _COLON.split(text)
    column = _lookup(first, names) or _lookup((first.split() or [""])[-1], names)
    for i, part in enumerate(others, 1):
        value, following = (part, "") if i == len(others) else _parted(part, names)
        value = _GAP.split(value.strip())[0]
        if column and not _FILLER.match(value):
            yield column, value
        column = following


def _lookup(text: str, names: Mapping[str, str]) -> str:
    title = title_of(text)
    return names.get(title.plain) or names.get(title.bare) or ""


def _parted(text: str, names: Mapping[str, str]) -> tuple[str, str]:
    """A value and the column of the label after it: `东村镇  村名` and, without a space, `东村镇村名`."""
    *_, last = text.split() or [""]
    if column := _lookup(last, names):
        return text[: text.rindex(last)], column
    known = max((name for name in names if len(name) > 1 and last.endswith(name)), key=len, default="")
    if known and last == text.strip():
        return last.removesuffix(known), names[known]
    return text[: text.rindex(last)] if last else "", ""  # a label nobody asked for


def _beside(cells: Sequence[Cell], column: int, names: Mapping[str, str]) -> tuple[str, int] | None:
    """(declared column, sheet column of its value) where a cell is a label alone and the value is to its right."""
    name = _lookup(str(cells[column]), names)
    if not name:
        return None
    for i in range(column + 1, min(column + 1 + _REACH, len(cells))):
        value = cells[i]
        if not is_blank(value) and not _FILLER.match(shown(value)):
            is_label = _lookup(shown(value), names) or _COLON.search(shown(value))
            return None if is_label else (name, i)
    return None


def sheet_units(sheet: Sheet, above: int, units: frozenset[str] = UNITS) -> tuple[str, ...]:
    """The units of a line such as `单位：万元、人` above the table."""
    found: list[str] = []
    for cells in sheet.rows[:above]:
        for cell in cells:
            if isinstance(cell, str) and (match := _UNIT_LABEL.search(cell)):
                found += [unit for unit in re.split(r"[、,，/]", match[1]) if unit in units]
    return tuple(found)
