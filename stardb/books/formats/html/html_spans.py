"""Where each cell of a web page's table stands, when cells above and before it span rows and columns."""

from collections import Counter

from stardb.books.raw.allowance import Allowance
from stardb.books.raw.displayed_grid import DisplayedGrid
from stardb.books.raw.raw_sheet import RawSheet
from stardb.books.raw.sheet_metadata import SheetMetadata, too_far
from stardb.books.remarks import CellRemark
from stardb.books.sheet import Cell
from stardb.dataclass import dataclass
from stardb.ooxml import Spot

_COLUMN_LIMIT = 16_384


@dataclass(frozen=True)
class HtmlSpan:
    """A cell that spans so many rows and columns, and the remark on it, if any."""

    value: Cell
    remark: CellRemark | None = None
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class HtmlRow:
    """The cells of a row that begin in it."""

    cells: list[HtmlSpan]
    is_hidden: bool = False

    @property
    def width(self) -> int:
        """How many columns of the table its cells take together."""
        return sum(span.columns for span in self.cells)


def arrange_spans(name: str, rows: list[HtmlRow], hidden_columns: list[range], allowance: Allowance) -> RawSheet:
    """The table as a sheet. A cell that spans more rows than it should, so that a later row has no room, ends before it."""
    for row in rows:
        for span in row.cells:
            if far_corner := too_far(span.rows, span.columns):
                return RawSheet(name, [], far_corner=far_corner)
    full = _full_width(rows)
    grid = DisplayedGrid(allowance)
    merges: list[tuple[Spot, Spot]] = []
    ended = 0  # how many of the merges can no longer end before their time
    carried: dict[int, int] = {}  # column -> the first row that it is free in again
    for r, row in enumerate(rows):
        if grid.grid.far_corner:
            break
        carried = {column: free for column, free in carried.items() if free > r}
        if row.width >= full or row.width + len(carried) > _COLUMN_LIMIT:
            carried = {}
            merges[ended:] = [(first, (min(last[0], r - 1), last[1])) for first, last in merges[ended:]]
            ended = len(merges)
        column = 0
        for span in row.cells:
            while column in carried:
                column += 1
            last = min(r + span.rows, len(rows)) - 1, min(column + span.columns, _COLUMN_LIMIT) - 1
            grid.grid.grow(last[0] + 1, last[1] + 1)
            grid.put_displayed(r, column, span.value, span.remark)
            if last != (r, column):
                merges.append(((r, column), last))
            if last[0] > r:
                carried |= dict.fromkeys(range(column, last[1] + 1), last[0] + 1)
            column = last[1] + 1
            if column >= _COLUMN_LIMIT:
                break
    hidden = [range(r, r + 1) for r, row in enumerate(rows) if row.is_hidden]
    metadata = SheetMetadata(merges=merges, hidden_rows=hidden, hidden_columns=hidden_columns, remarks=grid.remarks)
    return grid.grid.to_raw_sheet(name, metadata)


def _full_width(rows: list[HtmlRow]) -> int:
    """How many columns the table has: the widest of the usual rows that have several cells, and at least 2."""
    widths = Counter(row.width for row in rows if len(row.cells) > 1)
    return max((width for width, count in widths.items() if count > 1), default=max(widths, default=2))
