"""`Draft`: a sheet on its way from its file to a `Sheet`, the same for all formats."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from stardb.books.marks import Marks
from stardb.books.sheet import Cell, Merge, Sheet, to_15_digits
from stardb.books.styles import PERCENT
from stardb.ooxml import Spot


@dataclass(frozen=True)
class Draft:
    """What a reader gives of one sheet: the rectangle of its cells, where it begins, and what else was found.

    is_hidden: whether people see the sheet only after asking for it. far: the last corner of one too large to be read.
    """

    name: str
    rows: list[list[Cell]]
    top: int = 0
    left: int = 0
    marks: Marks = field(default_factory=Marks)
    is_hidden: bool = False
    far: str = ""


def finished(draft: Draft, file: str) -> Sheet:
    """The sheet: marked cells put in, marks by the rows and columns that are left, those outside of them dropped."""
    marks = draft.marks
    rows, top, left = _with_lost(draft) if marks.lost else (draft.rows, draft.top, draft.left)
    height, width = len(rows), len(rows[0]) if rows else 0
    for (row, column), what in marks.shown:
        if 0 <= row - top < height and 0 <= column - left < width:
            rows[row - top][column - left] = _as_shown(rows[row - top][column - left], what)
    return Sheet(
        file,
        draft.name,
        rows,
        top,
        left,
        tuple(_merges(marks.merges, top, left, height, width)),
        hidden_rows=_within(marks.hidden_rows, top, height),
        hidden_columns=_within(marks.hidden_columns, left, width),
        notes={
            (r - top, c - left): text
            for (r, c), text in marks.notes.items()
            if 0 <= r - top < height and 0 <= c - left < width
        },
        base1904=marks.base1904,
        stamp=marks.stamp,
    )


def _bounds(spots: Iterable[Spot]) -> tuple[int, int, int, int]:
    rows, columns = zip(*spots, strict=True)
    return min(rows), min(columns), max(rows), max(columns)


def _with_lost(draft: Draft) -> tuple[list[list[Cell]], int, int]:
    """The rows with lost cells put in, the rectangle grown to hold them, and its new first row and column."""
    width = len(draft.rows[0]) if draft.rows else 0
    corners = [(draft.top, draft.left), (draft.top + len(draft.rows) - 1, draft.left + width - 1)] if width else []
    top, left, bottom, right = _bounds([*draft.marks.lost, *corners])
    rows: list[list[Cell]] = [[""] * (right - left + 1) for _ in range(bottom - top + 1)]
    for r, row in enumerate(draft.rows, draft.top - top):
        rows[r][draft.left - left : draft.left - left + width] = row
    for (r, c), cell in draft.marks.lost.items():
        rows[r - top][c - left] = cell
    return rows, top, left


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


def _as_shown(cell: Cell, what: str) -> Cell:
    """What a cell shows whose format adds something, to 15 digits: 85% for 0.85, 900元 for 900, 007 for 7."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return cell
    number = Decimal(to_15_digits(cell))
    if what == PERCENT:
        return f"{number.scaleb(2).normalize():f}%"
    if what.isdecimal():  # more digits than Excel keeps stay a number, which intake asks about
        whole = number == number.to_integral_value() and 0 <= number < 10**15
        return f"{int(number):0{len(what)}}" if whole else cell
    return f"{number.normalize():f}{what}"
