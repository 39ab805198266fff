"""A sheet cut into parts or laid out anew: each still an ordinary `Sheet` whose cells know where they stand."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from stardb.books import Cell, Merge, Sheet
from stardb.ooxml import Spot

MovedCell: TypeAlias = tuple[Cell, Spot]
"""A cell of a new layout, and where in the old one it stands."""


def cut_part(sheet: Sheet, top: int, bottom: int, left: int, right: int) -> Sheet:
    """Rows `top` to `bottom` and columns `left` to `right` of a sheet, ends not included."""
    merges = tuple(
        Merge(
            max(m.top, top) - top,
            max(m.left, left) - left,
            min(m.bottom, bottom - 1) - top,
            min(m.right, right - 1) - left,
        )
        for m in sheet.merges
        if m.bottom >= top
        and m.top < bottom
        and m.right >= left
        and m.left < right
        and (m.top >= top and m.left >= left)
    )
    return replace(
        sheet,
        whole=sheet.whole or sheet,
        rows=[row[left:right] for row in sheet.rows[top:bottom]],
        top=sheet.top + top,
        left=sheet.left + left,
        merges=merges,
        spots=[row[left:right] for row in sheet.spots[top:bottom]] if sheet.spots else None,
        hidden_rows=frozenset(r - top for r in sheet.hidden_rows if top <= r < bottom),
        hidden_columns=frozenset(c - left for c in sheet.hidden_columns if left <= c < right),
        notes={(r - top, c - left): t for (r, c), t in sheet.notes.items() if top <= r < bottom and left <= c < right},
        remarks={
            (r - top, c - left): told
            for (r, c), told in sheet.remarks.items()
            if top <= r < bottom and left <= c < right
        },
    )


def lay_out_cells(sheet: Sheet, rows: Sequence[Sequence[MovedCell]], merges: Sequence[Merge] = ()) -> Sheet:
    """A sheet of these cells, short rows filled up with blanks. merges: in the new layout."""
    width = max(map(len, rows), default=0)
    full = [[*row, *[("", row[-1][1] if row else (0, 0))] * (width - len(row))] for row in rows]
    spots = [[_spot(sheet, spot) for _, spot in row] for row in full]
    return replace(
        sheet,
        whole=sheet.whole or sheet,
        rows=[[cell for cell, _ in row] for row in full],
        top=0,
        left=0,
        merges=tuple(merges),
        spots=spots,
        hidden_rows=frozenset(r for r, row in enumerate(full) if row and all(_hidden(sheet, spot) for _, spot in row)),
        hidden_columns=frozenset(),
        notes={
            (r, c): sheet.notes[spot]
            for r, row in enumerate(full)
            for c, (cell, spot) in enumerate(row)
            if cell != "" and spot in sheet.notes
        },
        remarks={
            (r, c): sheet.remarks[spot]
            for r, row in enumerate(full)
            for c, (_, spot) in enumerate(row)
            if spot in sheet.remarks
        },
    )


def _spot(sheet: Sheet, spot: Spot) -> Spot:
    r, c = spot
    return sheet.spots[r][c] if sheet.spots else (sheet.top + r, sheet.left + c)


def _hidden(sheet: Sheet, spot: Spot) -> bool:
    return spot[0] in sheet.hidden_rows or spot[1] in sheet.hidden_columns


def cells_of_row(sheet: Sheet, row: int) -> list[MovedCell]:
    """One row of a sheet, to be laid out anew."""
    return [(cell, (row, c)) for c, cell in enumerate(sheet.rows[row])]
