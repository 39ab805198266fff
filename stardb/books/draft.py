"""`Draft`: a sheet on its way from its file to a `Sheet`, the same for all formats."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from stardb.books.breakage import broken
from stardb.books.looks import PLAIN, is_zero, see
from stardb.books.marks import Marks
from stardb.books.remarks import Remark, Told
from stardb.books.sheet import Cell, Merge, Sheet, shown
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
    merges = tuple(_merges(marks.merges, top, left, height, width))
    remarks = {**_see(rows, top, left, marks), **_clear_covered(rows, merges)}
    return Sheet(
        file,
        draft.name,
        rows,
        top,
        left,
        merges,
        hidden_rows=_within(marks.hidden_rows, top, height),
        hidden_columns=_within(marks.hidden_columns, left, width),
        notes={
            (r - top, c - left): text
            for (r, c), text in marks.notes.items()
            if 0 <= r - top < height and 0 <= c - left < width
        },
        remarks=remarks,
        base1904=marks.base1904,
        stamp=marks.stamp,
    )


def _see(rows: list[list[Cell]], top: int, left: int, marks: Marks) -> dict[Spot, Told]:
    """Puts in for each value what is seen of it; gives what is to be told of that, by row and column of the rows."""
    height, width = len(rows), len(rows[0]) if rows else 0
    remarks = {(r - top, c - left): told for (r, c), told in marks.remarks.items()}
    if marks.hides_zeros:
        remarks |= _without_zeros(rows)
    looks = marks.shown
    if marks.rich:
        looks = {**dict.fromkeys(marks.rich, PLAIN), **dict(looks)}.items()
    for (row, column), look in looks:
        r, c = row - top, column - left
        if 0 <= r < height and 0 <= c < width:
            rows[r][c], told = see(marks.rich.get((row, column), rows[r][c]), look, marks.base1904)
            if told:
                remarks[r, c] = told
    return {(r, c): told for (r, c), told in remarks.items() if 0 <= r < height and 0 <= c < width}


def _without_zeros(rows: list[list[Cell]]) -> dict[Spot, Told]:
    """Takes out the noughts of a sheet that does not show them."""
    found = {}
    for r, line in enumerate(rows):
        for c, cell in enumerate(line):
            if is_zero(cell):
                line[c], found[r, c] = "", Told(Remark.UNSEEN, "0")
    return found


def _clear_covered(rows: list[list[Cell]], merges: Sequence[Merge]) -> dict[Spot, Told]:
    """Makes the cells under merged ones blank, whatever they hold; gives what they held, where it is not what is seen.

    Raises Unreadable where merged cells overlap without end.
    """
    remarks: dict[Spot, Told] = {}
    left = len(rows) * len(rows[0]) if rows else 0
    for merge in merges:
        left -= (merge.bottom - merge.top + 1) * (merge.right - merge.left + 1)
        if left < 0:
            raise broken("合并的格互相重叠")
        seen = rows[merge.top][merge.left]
        for r in range(merge.top, merge.bottom + 1):
            for c in range(merge.left, merge.right + 1):
                cell = rows[r][c]
                if cell != "" and (r, c) != (merge.top, merge.left):
                    rows[r][c] = ""
                    if cell != seen:
                        remarks[r, c] = Told(Remark.COVERED, shown(cell))
    return remarks


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
