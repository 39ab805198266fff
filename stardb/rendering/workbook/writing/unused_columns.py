"""Columns a report has no use for: where a template puts nothing but a blank, the column is hidden.

So a template can keep room for as many heads or grades as some scheme may have, and a report shows those there are.
"""

from collections.abc import Iterable
from itertools import groupby

from lxml import etree

from stardb.ooxml import local_name
from stardb.rendering.workbook.row_layout import Trace
from stardb.rendering.workbook.templates.sheet_plan import Plan

__all__ = ["find_unused_columns", "hide_columns"]

UNUSED = " "
"""What a cell gives that has no use for its column: one blank."""


def find_unused_columns(plan: Plan, trace: Trace) -> list[int]:
    """The columns some cell of which is `UNUSED`, and of which no cell that is for Jinja gives anything to be seen."""
    unused: set[int] = set()
    used: set[int] = set()
    for emission in trace.emissions:
        row = plan.rows[emission.band]
        if row is None or not emission.values:
            continue
        live = [cell for cell in row.cells if cell.is_live]
        for cell, value in zip(live, emission.values, strict=True):
            if isinstance(value, str) and not value.strip():
                unused |= {cell.column} if value == UNUSED else set()
            elif value is not None:
                used.add(cell.column)
    return sorted(unused - used)


def hide_columns(root: etree._Element, columns: Iterable[int]) -> None:
    """Hide columns (from 1) of a worksheet, whatever stretches its `cols` has."""
    wanted = set(columns)
    cols = next((child for child in root if local_name(child) == "cols"), None)
    if not wanted or cols is None:
        return
    for col in list(cols):
        first, last = int(col.get("min", "1")), int(col.get("max", "1"))
        within = sorted(wanted & set(range(first, min(last, max(wanted)) + 1)))
        if not within:
            continue
        pieces = []
        for hidden, numbers in groupby(range(first, max(within) + 1), lambda number: number in wanted):
            stretch = list(numbers)
            pieces.append((stretch[0], stretch[-1], hidden))
        if last > max(within):
            pieces.append((max(within) + 1, last, False))
        for low, high, hidden in pieces:
            piece = etree.SubElement(cols, col.tag, {str(name): str(value) for name, value in col.attrib.items()})
            piece.set("min", str(low))
            piece.set("max", str(high))
            if hidden:
                piece.set("hidden", "1")
            col.addprevious(piece)
        cols.remove(col)
