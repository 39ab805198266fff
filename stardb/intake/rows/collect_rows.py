"""All sheets of one table brought together: typed columns over all their rows, not yet joined to subjects."""

from collections import Counter
from collections.abc import Container, Sequence, Set
from dataclasses import replace
from datetime import date

import numpy as np

from stardb.books import Cell, is_blank
from stardb.dataclass import dataclass
from stardb.intake.cells.cell_reader import LOST_DIGITS, CellReader
from stardb.intake.cells.column_reader import PlacedProblem, SheetCells, read_column
from stardb.intake.cells.days import last_day
from stardb.intake.cells.unit_statements import unit_statements
from stardb.intake.matching.form_id import FormId
from stardb.intake.matching.match import Match
from stardb.intake.reading_options import ReadingOptions
from stardb.intake.rows.folder_periods import drop_contradictions, fill_period_cells, find_undated, is_apart
from stardb.intake.rows.hidden_and_comments import report_hidden
from stardb.intake.rows.merged_values import cells_by_column
from stardb.intake.rows.none_rows import find_none_rows, leave_open
from stardb.intake.rows.row_kinds import RowKind, find_data_rows
from stardb.intake.rows.stretches import check_stretches
from stardb.intake.rows.year_columns import drop_two_years
from stardb.intake.tables import Index, RowSource, Table
from stardb.problems import Problem
from stardb.quantity import Column, Mask
from stardb.rulebook import ColumnSpec, TableSpec

NOBODY = -1
"""The subject of a row that belongs to none, and the row of a subject that has none."""


@dataclass(frozen=True, eq=False)
class CollectedRows:
    """The rows of one table in the order of files and rows; nobody is their subject yet (-1).

    faulty: rows with a key cell that already has a problem of its own. matches: the sheets, one for each source.
    lost: those of them whose key was a number that Excel has cut short. none: rows of a record table that say that their
    subject has none; contradictory: those that say so and hold something. is_optional: whether nobody is missing from it.
    """

    spec: TableSpec
    table: Table
    faulty: Mask
    matches: Sequence[Match] = ()
    lost: Mask | None = None
    none: Mask | None = None
    contradictory: Mask | None = None
    is_optional: bool = False

    def __len__(self) -> int:
        return len(self.table)

    def take(self, rows: Mask | Index) -> "CollectedRows":
        """Only some of the rows, in the order given."""
        lost, none, contradictory = (
            None if mask is None else mask[rows] for mask in (self.lost, self.none, self.contradictory)
        )
        table, faulty = self.table.take(rows), self.faulty[rows]
        return replace(self, table=table, faulty=faulty, lost=lost, none=none, contradictory=contradictory)

    def is_blank(self, row: int, known: Container[str]) -> bool:
        """Whether nothing is filled in in a row but its key and the columns `known`."""
        match = self.matches[int(self.table.source[row])]
        cells = match.sheet.rows[int(self.table.row[row]) - match.sheet.top - 1]
        asked = (i for name, i in match.columns.items() if name not in self.spec.key and name not in known)
        return all(is_blank(cells[i]) for i in asked)


def collect_rows(
    name: str,
    spec: TableSpec,
    matches: Sequence[Match],
    options: ReadingOptions,
    year: str = "",
    known: Set[str] = frozenset(),
) -> tuple[CollectedRows, list[Problem], Counter[RowKind]]:
    """One table from its sheets, the problems of its rows and cells, and how many rows were left out.

    year: the period's. known: the columns that the roster has, too.
    """
    bodies = [find_data_rows(match, options) for match in matches]
    cells = [cells_by_column(match, found.rows) for match, found in zip(matches, bodies, strict=True)]
    nones = [find_none_rows(match, found.rows, known) for match, found in zip(matches, bodies, strict=True)]
    blocks = [
        SheetCells(
            *_fill(match, found.rows, leave_open(match, said.none, columns), options),
            unit_statements(match, found.rows),
        )
        for match, found, (columns, _), said in zip(matches, bodies, cells, nones, strict=True)
    ]
    size = [len(block.rows) for block in blocks]
    source = np.repeat(np.arange(len(blocks), dtype=np.int64), size)
    row = np.array([block.match.sheet.top + i + 1 for block in blocks for i in block.rows], dtype=np.int64)
    columns: dict[str, Column] = {}
    written: dict[str, Mask] = {}
    faulty, lost = np.zeros(len(row), dtype=bool), np.zeros(len(row), dtype=bool)
    spotted: list[PlacedProblem] = []
    readers: list[tuple[ColumnSpec, bool, CellReader]] = []
    for column, declared in spec.columns.items():
        key = column in spec.key
        reader = _shared_reader(readers, declared, key, last_day(year, options.rated), int(year) if year else None)
        codes, faults = read_column(column, reader, blocks)
        columns[column] = reader.column(codes)
        if spec.folder_stages:
            written[column] = reader.written(codes)
        spotted += faults
        if column in spec.key:
            faulty |= reader.faulty(codes)
            lost |= reader.faulty(codes, LOST_DIGITS)
    problems = [fault.problem for fault in sorted(spotted, key=lambda fault: fault[:3])]
    problems += [fault for _, faults in cells for fault in faults]
    problems += [fault for said in nones for fault in said.problems]
    problems += [fault for found in bodies for fault in found.problems]
    problems += report_hidden([*zip(matches, bodies, strict=True)], options)
    left_out = sum((found.left_out for found in bodies), Counter[RowKind]())
    sources = tuple(_source(match, found.rows, year, options) for match, found in zip(matches, bodies, strict=True))
    undated = find_undated(spec, matches, source, row)
    table = Table(name, columns, sources, source, row, np.full(len(row), NOBODY), written=written, undated=undated)
    table, mixed = drop_two_years(spec, table, matches)
    table, contradictions = drop_contradictions(spec, table, options)
    table, late = check_stretches(spec, table)
    none = np.array([one for said in nones for one in said.none], dtype=bool)
    contradictory = np.array([one for said in nones for one in said.contradictory], dtype=bool)
    collected = CollectedRows(spec, table, faulty, matches, lost, none, contradictory)
    return collected, [*problems, *mixed, *contradictions, *late], left_out


def _fill(
    match: Match, rows: list[int], columns: Sequence[Sequence[Cell]], options: ReadingOptions
) -> tuple[Match, list[int], Sequence[Sequence[Cell]]]:
    filled, cells = fill_period_cells(match, columns, options)
    return filled, rows, cells


def _shared_reader(
    readers: list[tuple[ColumnSpec, bool, CellReader]],
    declared: ColumnSpec,
    key: bool,
    day: date | None,
    year: int | None,
) -> CellReader:
    """The reader of all columns declared alike but for their names, made for the first: what it has read it knows."""
    spec = declared.model_copy(update={"aliases": [], "note": ""})
    for other, is_key, reader in readers:
        if other == spec and is_key == key:
            return reader
    readers.append((spec, key, CellReader(declared, day, key, year)))
    return readers[-1][2]


def _source(match: Match, rows: Sequence[int], year: str, options: ReadingOptions) -> RowSource:
    sheet = match.sheet
    columns = {column: sheet.left + i for column, i in match.columns.items()}
    fixed = {column: sheet.cell(label.row, label.column) for column, label in match.labels.items()}
    spots = None
    if sheet.spots:
        spots = {sheet.top + i + 1: {c: sheet.cell(i, at) for c, at in match.columns.items()} for i in rows}
    form = FormId.from_text(sheet.stamp) if sheet.stamp else None
    sent_for = form.rated_period if form is not None else None
    is_of_year = form is not None and form.table == match.table and year in ("", str(sent_for.year if sent_for else ""))
    form, folder = form if is_of_year else None, options.folders.get(sheet.file)
    return RowSource(sheet.file, sheet.name, columns, fixed, spots, form, is_apart(match, options), folder)
