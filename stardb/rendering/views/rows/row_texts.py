"""Rows of record tables in a line of a report: which they are, what was read of each, and in which cells."""

from collections.abc import Sequence

from stardb.ooxml import column_number, split_cell
from stardb.problems import Place
from stardb.scoring import RowCell, RowEvidence

__all__ = ["list_places", "show_blanks", "show_rows"]

_MOST = 12
"""So many rows are told of in one line; the others are only counted."""


def show_rows(rows: Sequence[RowEvidence]) -> str:
    """What was read of each row: `6月：上访件数 0，事故起数 0；7月：…`."""
    told = [f"{row.label}：{_show_cells(row.cells)}" if row.cells else row.label for row in rows[:_MOST]]
    return "；".join((*told, *_count_others(rows)))


def show_blanks(rows: Sequence[RowEvidence]) -> str:
    """Which cells of which rows are not known: `6月的案件起数`; the row alone where it is open for another reason."""
    told = [
        row.label + (f"的{'、'.join(cell.name for cell in row.blanks)}" if row.blanks else "") for row in rows[:_MOST]
    ]
    return "；".join((*told, *_count_others(rows)))


def list_places(rows: Sequence[RowEvidence], *, only_blanks: bool = False) -> list[str]:
    """Where the rows stand, one text a row: its cells, or the row where none of its own was read."""
    return [_find_place(row, only_blanks) for row in rows[:_MOST]]


def _show_cells(cells: Sequence[RowCell]) -> str:
    return "，".join(f"{cell.name} {cell.text or '未知'}" for cell in cells)


def _count_others(rows: Sequence[RowEvidence]) -> list[str]:
    return [f"另有{len(rows) - _MOST}行"] if len(rows) > _MOST else []


def _find_place(row: RowEvidence, only_blanks: bool) -> str:
    """The cells of one row, the file and sheet once: `data/2022/a.xlsx!月报!D5、E5`."""
    cells = row.blanks if only_blanks and row.blanks else row.cells
    places = [cell.place for cell in cells if cell.place is not None and cell.place.cell]
    if not places:
        return str(row.place) if row.place is not None else ""
    first = places[0]
    return str(Place(first.file, first.sheet, _join_cells([place.cell for place in places])))


def _join_cells(names: Sequence[str]) -> str:
    """`D5:H5` for cells that stand side by side, else `D5、F5`."""
    cells = sorted(
        {(column_number(letters), row): f"{letters}{row}" for letters, row in map(split_cell, names)}.items()
    )
    columns = [column for (column, _), _ in cells]
    are_together = len({row for (_, row), _ in cells}) == 1 and columns[-1] - columns[0] == len(columns) - 1
    if are_together and len(cells) > 2:
        return f"{cells[0][1]}:{cells[-1][1]}"
    return "、".join(name for _, name in cells)
