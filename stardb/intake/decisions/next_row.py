"""Where the next decision is written in a workbook: the first row below those of the table 裁定."""

from collections.abc import Mapping, Sequence

from stardb.books import Sheet, is_blank
from stardb.dataclass import dataclass
from stardb.intake.decisions.decision_table import BUILT_IN, DECISIONS, decision_spec
from stardb.intake.masking import quoted
from stardb.intake.matching.match_sheets import match_sheets
from stardb.intake.reading_options import ReadingOptions
from stardb.intake.rows.row_kinds import find_data_rows
from stardb.problems import Place, Problem, problem

_PLAIN = ReadingOptions()


@dataclass(frozen=True)
class NextRow:
    """A row to be filled in. row: from 1. columns: those of the table -> the sheet's column, from 0."""

    sheet: str
    row: int
    columns: Mapping[str, int]


def find_next_row(file: str, sheets: Sequence[Sheet], options: ReadingOptions = _PLAIN) -> NextRow | Problem:
    """The row for the next decision in a file's sheets; a problem where there is no such table, or no room below it."""
    matches, problems = match_sheets(sheets, {BUILT_IN: {DECISIONS: decision_spec()}}, "", options).of_scheme(BUILT_IN)
    if not matches:
        message = f"{quoted(file)}里没有认出{quoted(DECISIONS)}这张表，没有写。"
        said = problems[0].message if problems else ""
        return problem("W351", message, Place(file), found=said, expected="、".join(decision_spec().columns))
    match = matches[0]
    sheet, place = match.sheet, Place(match.sheet.file, match.sheet.name)
    if sheet.spots or match.labels:
        message = f"工作表{quoted(sheet.name)}不是一行一条地排的，没有写。"
        return problem("W351", message, place, expected="一个表头，下面一条裁定一行")
    rows = find_data_rows(match, options).rows
    at = max(rows, default=match.header.bottom) + 1
    if at < len(sheet.rows) and not all(map(is_blank, sheet.rows[at])):
        message = f"工作表{quoted(sheet.name)}的裁定下面没有空行，没有写。"
        remedy = "在 Excel 里最后一条裁定下面插入几行空行，再运行。"
        return problem("W351", message, sheet.place(at, 0), remedy=remedy)
    columns = {name: sheet.left + column for name, column in match.columns.items()}
    return NextRow(sheet.name, sheet.top + at + 1, columns)
