"""Cells put one by one become the smallest rectangle that holds them, and too many of them are refused."""

import pytest

from stardb.books.errors import UnreadableFile
from stardb.books.raw.allowance import CHARACTER_LIMIT, Allowance
from stardb.books.raw.grid import Grid
from stardb.books.raw.sheet_metadata import SheetMetadata


def test_the_sheet_begins_at_its_first_filled_cell() -> None:
    grid = Grid(Allowance())
    for row, column, cell in ((2, 3, "乙"), (4, 2, "丙"), (9, 9, "")):
        grid.put(row, column, cell)
    sheet = grid.to_raw_sheet("表", SheetMetadata())
    assert (sheet.top, sheet.left) == (2, 2)
    assert sheet.rows == [["", "乙"], ["", ""], ["丙", ""]]


def test_a_sheet_without_cells_has_no_rows() -> None:
    assert Grid(Allowance()).to_raw_sheet("表", SheetMetadata()).rows == []


def test_a_cell_too_far_out_leaves_the_sheet_empty_and_is_named() -> None:
    grid = Grid(Allowance())
    grid.put(0, 0, "甲")
    grid.put(2**31, 0, "乙")
    grid.put_row(1, ["丙"])
    sheet = grid.to_raw_sheet("表", SheetMetadata())
    assert sheet.rows == []
    assert sheet.far_corner


def test_more_text_than_a_workbook_can_hold_is_refused() -> None:
    allowance = Allowance()
    allowance.use_characters(CHARACTER_LIMIT)
    with pytest.raises(UnreadableFile):
        Grid(allowance).put(0, 0, "字")
