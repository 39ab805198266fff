"""`RawSheet`: a sheet on its way from its file to a `Sheet`, the same for all formats."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import TypeVar

from stardb.books.display.cell_look import is_zero
from stardb.books.errors import damage_error
from stardb.books.raw.sheet_metadata import SheetMetadata
from stardb.books.remarks import CellRemark, Remark
from stardb.books.sheet import Cell, Merge, Sheet, cell_text
from stardb.dataclass import dataclass
from stardb.ooxml import Spot

T = TypeVar("T")


@dataclass(frozen=True)
class RawSheet:
    """What a reader gives of one sheet: the rectangle of its cells, where it begins, and what else was found.

    is_hidden: whether people see the sheet only after asking for it. far_corner: the last cell
    of a sheet that is too large to be read, else "".
    """

    name: str
    rows: list[list[Cell]]
    top: int = 0
    left: int = 0
    metadata: SheetMetadata = field(default_factory=SheetMetadata)
    is_hidden: bool = False
    far_corner: str = ""


def finish_sheet(raw: RawSheet, file: str) -> Sheet:
    """The sheet: without what nobody sees, and with what else was found, by its own rows and columns."""
    metadata, rows, top, left = raw.metadata, raw.rows, raw.top, raw.left
    height, width = len(rows), len(rows[0]) if rows else 0
    merges = tuple(_merges(metadata.merges, top, left, height, width))
    remarks = _inside(metadata.remarks, raw)
    if metadata.hides_zeros:
        remarks |= _clear_zeros(rows)
    remarks |= _clear_covered(rows, merges)
    return Sheet(
        file,
        raw.name,
        rows,
        top,
        left,
        merges,
        hidden_rows=_within(metadata.hidden_rows, top, height),
        hidden_columns=_within(metadata.hidden_columns, left, width),
        notes=_inside(metadata.notes, raw),
        remarks=remarks,
        base1904=metadata.base1904,
        stamp=metadata.stamp,
        prompts=tuple(metadata.prompts),
        print_lines=tuple(dict.fromkeys(metadata.print_lines)),
    )


def _inside(found: Mapping[Spot, T], raw: RawSheet) -> dict[Spot, T]:
    """What was found by sheet row and column, now by row and column of `rows`; without what stands outside of them."""
    height, width = len(raw.rows), len(raw.rows[0]) if raw.rows else 0
    inside = (((r - raw.top, c - raw.left), what) for (r, c), what in found.items())
    return {(r, c): what for (r, c), what in inside if 0 <= r < height and 0 <= c < width}


def _clear_zeros(rows: list[list[Cell]]) -> dict[Spot, CellRemark]:
    """Clears the zeros of a sheet that does not show them. Gives the remarks on them."""
    found = {}
    for r, line in enumerate(rows):
        for c, cell in enumerate(line):
            if is_zero(cell):
                line[c], found[r, c] = "", CellRemark(Remark.UNSEEN, "0")
    return found


def _clear_covered(rows: list[list[Cell]], merges: Sequence[Merge]) -> dict[Spot, CellRemark]:
    """Clears the cells under merged ones. Gives remarks on those that held another value than the one that is seen.

    Raises UnreadableFile where merged cells overlap without end.
    """
    remarks: dict[Spot, CellRemark] = {}
    left = len(rows) * len(rows[0]) if rows else 0
    for merge in merges:
        left -= (merge.bottom - merge.top + 1) * (merge.right - merge.left + 1)
        if left < 0:
            raise damage_error("合并的格互相重叠")
        displayed = rows[merge.top][merge.left]
        for r in range(merge.top, merge.bottom + 1):
            for c in range(merge.left, merge.right + 1):
                cell = rows[r][c]
                if cell != "" and (r, c) != (merge.top, merge.left):
                    rows[r][c] = ""
                    if cell != displayed:
                        remarks[r, c] = CellRemark(Remark.COVERED, cell_text(cell))
    return remarks


def _merges(merges: Sequence[tuple[Spot, Spot]], top: int, left: int, height: int, width: int) -> Iterator[Merge]:
    """The merges that touch the rows, cut to them."""
    for (first, start), (last, end) in merges:
        merge = Merge(
            max(first - top, 0), max(start - left, 0), min(last - top, height - 1), min(end - left, width - 1)
        )
        if merge.top <= merge.bottom and merge.left <= merge.right:
            yield merge


def _within(ranges: Sequence[range], start: int, count: int) -> frozenset[int]:
    """The numbers in any of the ranges, counted from `start`, that are below `count`."""
    return frozenset(i for r in ranges for i in range(max(r.start - start, 0), min(r.stop - start, count)))
