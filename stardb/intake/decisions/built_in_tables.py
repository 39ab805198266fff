"""`RecordRow`: one row of a built-in table, read as any other sheet is, every cell with its place."""

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from stardb.books import Sheet, cell_text
from stardb.dataclass import dataclass
from stardb.intake.decisions.decision_table import BUILT_IN
from stardb.intake.matching.match_sheets import match_sheets
from stardb.intake.matching.unmatched_sheets import report_unmatched
from stardb.intake.reading_options import ReadingOptions
from stardb.intake.rows.collect_rows import CollectedRows, collect_rows
from stardb.intake.tables import Table
from stardb.problems import Place, Problem, Severity
from stardb.quantity import Column, Kind, calendar, show_at, tidy, to_date
from stardb.rulebook import TableSpec

_PLAIN = ReadingOptions()

_NO_COLUMN = "D114"
"""A column that is not there and need not be: where a row needs it, that is told of the row."""

_PROSE = frozenset({"理由", "依据机关", "文号", "经办", "提出人", "事由", "办理情况"})
"""The columns of words to be read by people, and of nothing to be found."""

Row: TypeAlias = tuple[str, str, int]
"""A row by its file, sheet and number."""


@dataclass(frozen=True)
class RecordRow:
    """One row. texts: column -> what it says, "" where it says nothing. days: those of its columns that hold a day.

    places: column -> its cell, or the sheet where it does not have the column. is_faulty: whether a cell of the row has an error.
    """

    texts: Mapping[str, str]
    days: Mapping[str, date]
    places: Mapping[str, Place]
    is_faulty: bool = field(default=False)

    def __getitem__(self, column: str) -> str:
        return self.texts[column]


def read_records(
    sheets: Sequence[Sheet],
    specs: Mapping[str, TableSpec],
    examples: Sequence[str] = (),
    options: ReadingOptions = _PLAIN,
) -> tuple[dict[str, list[RecordRow]], list[Problem]]:
    """The rows of some built-in tables, in the order of files and rows, and what is wrong with sheets and cells.

    examples: how the key of a row begins that is not read. A sheet that is none of the tables is reported.
    """
    matches = match_sheets(sheets, {BUILT_IN: specs}, "", options)
    mine, of_headers = matches.of_scheme(BUILT_IN)
    problems = [one for one in of_headers if one.code != _NO_COLUMN]
    problems += report_unmatched(matches)
    found: dict[str, list[RecordRow]] = {}
    for name, spec in specs.items():
        collected, faults, _ = collect_rows(name, spec, [one for one in mine if one.table == name], options)
        wrong = {_row_of(one.place) for one in faults if one.severity is Severity.ERROR}
        rows = [(_row_at(collected.table, i), _read_row(collected, i)) for i in range(len(collected.table))]
        shown = {at for at, row in rows if examples and tidy(row[spec.key[0]]).startswith(tuple(examples))}
        found[name] = [replace(row, is_faulty=at in wrong) for at, row in rows if at not in shown]
        problems += [one for one in faults if _row_of(one.place) not in shown]
    return found, problems


def _read_row(collected: CollectedRows, i: int) -> RecordRow:
    table = collected.table
    texts = {name: show_at(column, i) if column.known[i] else "" for name, column in table.columns.items()}
    texts |= {name: _as_written(collected, i, name, text) for name, text in texts.items() if text and name in _PROSE}
    days = {name: day for name, column in table.columns.items() if (day := _read_day(column, i)) is not None}
    places = {name: place for name in table.columns if (place := table.place(i, name)) is not None}
    return RecordRow(texts, days, places)


def _as_written(collected: CollectedRows, i: int, column: str, text: str) -> str:
    """What a cell says with its own punctuation, which reading makes plain so that names are found."""
    match = collected.matches[int(collected.table.source[i])]
    row = int(collected.table.row[i]) - match.sheet.top - 1
    if column not in match.columns or match.sheet.spots or not 0 <= row < len(match.sheet.rows):
        return text
    return " ".join(cell_text(match.sheet.rows[row][match.columns[column]]).split()) or text


def _read_day(column: Column, i: int) -> date | None:
    """The day a cell holds; None where it holds none, or says 至今."""
    value = column.at(i) if column.kind is Kind.DATE else None
    return to_date(value) if isinstance(value, Fraction) and value != calendar.OPEN else None


def _row_at(table: Table, i: int) -> Row:
    source = table.sources[int(table.source[i])]
    return source.file, source.sheet, int(table.row[i])


def _row_of(place: Place) -> Row:
    return place.file, place.sheet, place.row
