"""One workbook as `Sheet`s: the one place that knows which library reads them.

Nothing is raised for a file that cannot be read: it becomes a problem, and the rest goes on.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from io import BytesIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from stardb.books.breakage import unopened
from stardb.books.compound import SIGNATURE, error_marks
from stardb.books.package import Marks, marks
from stardb.books.sheet import Cell, Merge, Sheet, Spot, to_15_digits
from stardb.problems import Place, Problem, problem

READ = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et"})


def read_book(data: bytes, file: str, passwords: Sequence[str] = ()) -> tuple[list[Sheet], list[Problem]]:
    """The visible sheets of one workbook given as bytes, and what could not be read of it.

    passwords: tried in turn where it is encrypted.
    """
    try:
        return _read(data, file)
    except CalamineError as error:
        return [], [unopened(data, file, error)]
    except BaseException as error:  # calamine's PanicException on a damaged .xlsb is no Exception
        if type(error).__name__ != "PanicException":
            raise
        return [], [unopened(data, file, error)]


def _read(data: bytes, file: str) -> tuple[list[Sheet], list[Problem]]:
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        known = error_marks(data) if data.startswith(SIGNATURE) else marks(data)
        for meta in book.sheets_metadata:
            found = known.get(meta.name, Marks())
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            if meta.visible != SheetVisibleEnum.Visible:
                problems.append(problem("D106", f"隐藏的工作表“{meta.name}”没有读。", Place(file, meta.name)))
            elif found.far:
                message = f"工作表“{meta.name}”的已用区域一直到 {found.far}，没有读。"
                problems.append(problem("D107", message, Place(file, meta.name), found=found.far))
            else:
                sheets.append(_sheet(book.get_sheet_by_name(meta.name), file, found))
    return sheets, problems


def _sheet(source: CalamineSheet, file: str, found: Marks) -> Sheet:
    rows: list[list[Cell]] = source.to_python(skip_empty_area=True)  # type: ignore[assignment]  # lists of fewer kinds
    top, left = source.start or (0, 0)
    if found.lost:
        rows, top, left = _with_lost(rows, (top, left), found.lost)
    for row, column in found.percents:
        if top <= row < top + len(rows) and left <= column < left + len(rows[0]):
            rows[row - top][column - left] = _percent(rows[row - top][column - left])
    merges = (
        Merge(max(a - top, 0), max(b - left, 0), c - top, d - left)
        for (a, b), (c, d) in source.merged_cell_ranges or ()
        if c >= top and d >= left
    )
    return Sheet(file, source.name, rows, top, left, tuple(merges))


def _with_lost(rows: list[list[Cell]], start: Spot, lost: Mapping[Spot, Cell]) -> tuple[list[list[Cell]], int, int]:
    """The rows with lost cells put in, the rectangle grown to hold them, and its new first row and column."""
    width = len(rows[0]) if rows else 0
    spots = [*lost, *_corners(start, len(rows), width)]
    top, left = min(row for row, _ in spots), min(column for _, column in spots)
    bottom, right = max(row for row, _ in spots), max(column for _, column in spots)
    grid: list[list[Cell]] = [[""] * (right - left + 1) for _ in range(bottom - top + 1)]
    for r, row in enumerate(rows, start[0] - top):
        grid[r][start[1] - left : start[1] - left + width] = row
    for (r, c), cell in lost.items():
        grid[r - top][c - left] = cell
    return grid, top, left


def _corners(start: Spot, height: int, width: int) -> Iterator[Spot]:
    if height and width:
        yield start
        yield start[0] + height - 1, start[1] + width - 1


def _percent(cell: Cell) -> Cell:
    """What a cell with a percent format shows, to 15 digits: 85% for 0.85."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return cell
    return f"{Decimal(to_15_digits(cell)).scaleb(2).normalize():f}%"
