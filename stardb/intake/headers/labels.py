"""Label rows above a header, `乡镇：东村镇  考核日期:2013年 月 日`: values that hold for every row of the sheet."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from stardb.books import Cell, Sheet, cell_text, is_blank
from stardb.dataclass import dataclass
from stardb.intake.headers.titles import title_of

_FILLER = re.compile(r"^[\s_＿]*$")
_COLON = re.compile(r"\s*[:：]\s*")
_GAP = re.compile(r"[\s\u3000]{2,}")
_NUMBER = re.compile(r"[\d.,]+")
_REACH = 3


@dataclass(frozen=True)
class Label:
    """A value given above the table: what was written, and the cell it stands in."""

    value: Cell
    row: int
    column: int


def find_labels(sheet: Sheet, above: int, names: Mapping[str, str]) -> dict[str, Label]:
    """Declared column -> its label, for labels in the rows above row `above` that give a value, the nearest first.

    names: how a label may be written (as `title_of` gives it) -> the declared column.
    """
    labels: dict[str, Label] = {}
    for row in range(above - 1, -1, -1):
        for column, label in labels_in_row(sheet.rows[row], row, names):
            labels.setdefault(column, label)
    return labels


def labels_in_row(cells: Sequence[Cell], row: int, names: Mapping[str, str]) -> Iterator[tuple[str, Label]]:
    """The labels of one row: declared column, label."""
    knows = partial(_lookup, names)
    for column, cell in enumerate(cells):
        if isinstance(cell, str) and cell.strip():
            for label, text in labels_in_cell(cell, knows):
                yield knows(label), Label(_with_unit(text, label), row, column)
            if (beside := _beside(cells, column, knows)) is not None:
                yield knows(cell), Label(_with_unit(cells[beside], cell), row, beside)


def _lookup(names: Mapping[str, str], text: str) -> str:
    title = title_of(text)
    return names.get(title.plain) or names.get(title.bare) or ""


def _with_unit(value: Cell, label: str) -> Cell:
    """A bare number with the unit its label gives it: `收入(元)：5000`."""
    unit = title_of(label).unit
    return f"{cell_text(value)}{unit}" if unit and _NUMBER.fullmatch(cell_text(value).strip()) else value


def labels_in_cell(text: str, knows: Callable[[str], object]) -> Iterator[tuple[str, str]]:
    """(label, value) for each `label: value` in one cell; a value ends at a wide gap or at the next label.

    knows: whether a text is a label that is looked for.
    """
    first, *others = _COLON.split(text)
    label = first if knows(first) else (first.split() or [""])[-1]
    for i, part in enumerate(others, 1):
        value, following = (part, "") if i == len(others) else _split_value(part, knows)
        value = _GAP.split(value.strip())[0]
        if knows(label) and not _FILLER.match(value):
            yield label, value
        label = following


def _split_value(text: str, knows: Callable[[str], object]) -> tuple[str, str]:
    """A value and the label after it: `东村镇  村名` and, without a space, `东村镇村名`."""
    *_, last = text.split() or [""]
    if knows(last):
        return text[: text.rindex(last)], last
    endings = (last[i:] for i in range(1, len(last) - 1))
    known = next((ending for ending in endings if knows(ending)), "")
    if known and last == text.strip():
        return last.removesuffix(known), known
    return text[: text.rindex(last)] if last else "", ""  # a label nobody asked for


def _beside(cells: Sequence[Cell], column: int, knows: Callable[[str], object]) -> int | None:
    """The sheet column of a label's value, where a cell is a label alone and its value is to its right."""
    if not knows(cell_text(cells[column])):
        return None
    for i in range(column + 1, min(column + 1 + _REACH, len(cells))):
        text = cell_text(cells[i])
        if not is_blank(cells[i]) and not _FILLER.match(text):
            return None if knows(text) or _COLON.search(text) else i
    return None
