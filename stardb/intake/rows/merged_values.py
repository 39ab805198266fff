"""The cells of data rows, where one cell stands for several: merged ones, and a township written only in the first of its rows."""

from bisect import bisect_left
from collections.abc import Sequence

from stardb.books import Cell, Merge, cell_text, is_blank
from stardb.intake.cells.unclear import UNCLEAR
from stardb.intake.headers.line_words import FIGURE, PAGE, TOTAL
from stardb.intake.masking import mask, quoted, veil
from stardb.intake.matching.match import Match
from stardb.problems import Problem, problem
from stardb.quantity import tidy
from stardb.rulebook import ColumnSpec


def cells_by_column(match: Match, rows: Sequence[int]) -> tuple[list[Sequence[Cell]], list[Problem]]:
    """The cells of the given rows, column by column, and the problems of cells that hold for several rows.

    A cell merged downwards holds its value in every row; but a number, which may be the rows' together, is unclear, and so is a
    tick or a choice over rows of several subjects, which may be the first's.
    """
    sheet = match.sheet
    if not rows:
        return [[] for _ in range(sheet.width)], []
    columns: list[Sequence[Cell]] = list(zip(*(sheet.rows[i] for i in rows), strict=True))
    declared = {i: column for column, i in match.columns.items()}
    problems: list[Problem] = []
    for merge in sheet.merges:
        inside = merge.left < sheet.width and merge.top < len(sheet.rows)
        if inside and merge.bottom > merge.top > match.header.bottom:
            start, end = bisect_left(rows, merge.top), bisect_left(rows, merge.bottom + 1)
            value = sheet.rows[merge.top][merge.left]
            column = declared.get(merge.left, "")
            if end - start > 1 and column and not is_blank(value) and _is_unclear(match, column, rows[start:end]):
                problems.append(_merged_problem(match, column, merge, value))
                value = UNCLEAR
            cells = columns[merge.left]
            columns[merge.left] = [*cells[:start], *[value] * (end - start), *cells[end:]]
    for column in match.spec.key[:-1]:
        if column in match.columns:
            problems += _fill_down(match, column, rows, columns)
    return columns, problems


def _is_unclear(match: Match, column: str, rows: Sequence[int]) -> bool:
    """Whether nobody can tell if a value merged over some rows is each row's."""
    spec = match.spec.columns[column]
    if column in match.spec.key:
        return False
    if spec.type in ("yes_no", "choice"):
        return _subjects(match, rows) > 1
    return spec.kind.numeric and spec.type != "year"


def _subjects(match: Match, rows: Sequence[int]) -> int:
    """How many subjects stand in some rows: one whose key is blank goes on with the one above."""
    columns = [match.columns[column] for column in match.spec.key if column in match.columns]
    return max((len({cell_text(match.sheet.rows[r][c]).strip() for r in rows} - {""}) for c in columns), default=2)


def _merged_problem(match: Match, column: str, merge: Merge, value: Cell) -> Problem:
    last = min(merge.bottom, len(match.sheet.rows) - 1)
    top, bottom = match.sheet.place(merge.top, merge.left), match.sheet.cell(last, merge.left)
    found = _hidden(cell_text(value), match.spec.columns[column])
    message = f"{quoted(column)}的{top.cell}至{bottom}合并成一格({found})，分不清是各行都有还是几行合在一起的，没有读。"
    return problem("D162", message, top, found=found, expected="每行一格")


def _hidden(text: str, spec: ColumnSpec) -> str:
    return veil(text) if spec.private else mask(text)


def _fill_down(match: Match, column: str, rows: Sequence[int], columns: list[Sequence[Cell]]) -> list[Problem]:
    """Fills a township's blanks from the row above where the sheet writes each only once; a note if there were any.

    Not over a row left out between, unless the page ends there or it begins the township, `甲镇|2个村`; and not where a
    township is merged or written twice running: then a blank is one forgotten.
    """
    i = match.columns[column]
    cells = list(columns[i])
    last = match.columns.get(match.spec.key[-1])
    blank = [is_blank(cell) for cell in cells]
    if not any(blank):
        return []
    repeated = any(
        not blank[k] and cells[k] == cells[k - 1] for k in range(1, len(cells)) if rows[k] == rows[k - 1] + 1
    )
    merged = any(merge.left == i and merge.bottom > merge.top > match.header.bottom for merge in match.sheet.merges)
    if repeated or merged:
        return []
    filled: list[int] = []
    known: dict[int, Cell] = {}
    passed = _Passed(match)
    for k, row in enumerate(rows):
        told = last is None or not is_blank(columns[last][k])
        at = passed.above(row)
        above = known[at] if at in known else passed.begun(at, column)
        if blank[k] and told and not is_blank(above) and (at in known or above not in known.values()):
            cells[k] = above
            filled.append(k)
        known[row] = cells[k]
    columns[i] = cells
    return [_filled_note(match, column, [rows[k] for k in filled])] if filled else []


class _Passed:
    """The rows between those of data that a township goes on over."""

    def __init__(self, match: Match) -> None:
        self.match, self.rows, self.first = match, match.sheet.rows, match.header.bottom + 1
        self.header = {tuple(row) for row in self.rows[: self.first]}

    def above(self, row: int) -> int:
        """The row before one, but for the foot of a page and a header printed again."""
        row -= 1
        while row >= self.first and self._is_page(self.rows[row]):
            row -= 1
        return row

    def _is_page(self, row: Sequence[Cell]) -> bool:
        filled = [tidy(cell_text(cell)) for cell in row if not is_blank(cell)]
        return bool(filled) and (tuple(row) in self.header or (len(filled) == 1 and bool(PAGE.fullmatch(filled[0]))))

    def begun(self, row: int, column: str) -> Cell:
        """The township that a row left out begins: it says nobody's name, but something in its place."""
        places = self.match.columns
        last = places.get(self.match.spec.key[-1])
        if row < self.first or last is None or is_blank(self.rows[row][last]):
            return ""
        cell = self.rows[row][places[column]]
        return "" if any(words.fullmatch(tidy(cell_text(cell))) for words in (TOTAL, FIGURE)) else cell


def _filled_note(match: Match, column: str, rows: Sequence[int]) -> Problem:
    message = f"{quoted(column)}有{len(rows)}格空着，按只写第一行的写法，用了上面一行的。"
    place = match.sheet.place(rows[0], match.columns[column])
    return problem("D154", message, place, found=f"{len(rows)}格")
