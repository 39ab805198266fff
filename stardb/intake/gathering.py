"""All sheets of one table brought together: typed columns over all their rows, not yet joined to subjects."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from stardb.intake.cells import NO_COLUMN, ColumnReader
from stardb.intake.matching import Match
from stardb.intake.rows import RowKind, body, cells_of
from stardb.intake.sheet import Cell, shown
from stardb.intake.table import Source, Table
from stardb.intake.values import unit_kind
from stardb.problems import Problem, problem
from stardb.quantity import Column
from stardb.quantity.column import Array, Mask
from stardb.quantity.showing import decimal
from stardb.rulebook.tables import TableSpec

NOBODY = -1
"""The subject of a row that belongs to none, and the row of a subject that has none."""

_MARKS = "分"
"""A title's `(分)` tells its full marks, whatever the column holds."""


@dataclass(frozen=True, eq=False)
class Gathered:
    """The rows of one table in the order of files and rows; nobody is their subject yet (-1).

    faulty: rows with a key cell that already has a problem of its own.
    """

    spec: TableSpec
    table: Table
    faulty: Mask

    def __len__(self) -> int:
        return len(self.table)


class _Block(NamedTuple):
    """The data rows of one matched sheet."""

    match: Match
    rows: list[int]
    cells: list[list[Cell]]


class _Spotted(NamedTuple):
    """A problem and what it is sorted by: sheet, row, column. Row -1 is the header and above."""

    block: int
    row: int
    column: int
    problem: Problem


def gather(name: str, spec: TableSpec, matches: Sequence[Match]) -> tuple[Gathered, list[Problem], Counter[RowKind]]:
    """One table from its sheets, the problems of its rows and cells, and how many rows were left out."""
    bodies = [body(match) for match in matches]
    blocks = [_Block(match, found.rows, cells_of(match, found.rows)) for match, found in zip(matches, bodies, strict=True)]
    size = [len(block.rows) for block in blocks]
    source = np.repeat(np.arange(len(blocks), dtype=np.int64), size)
    row = np.array([block.match.sheet.top + i + 1 for block in blocks for i in block.rows], dtype=np.int64)
    columns: dict[str, Column] = {}
    faulty = np.zeros(len(row), dtype=bool)
    spotted: list[_Spotted] = []
    for column, declared in spec.columns.items():
        reader = ColumnReader(column, declared)
        codes, faults = _read_column(reader, blocks)
        columns[column] = reader.column(codes)
        spotted += faults
        if column in spec.key:
            faulty |= reader.faulty(codes)
    problems = [fault.problem for fault in sorted(spotted, key=lambda fault: fault[:3])]
    problems += [fault for found in bodies for fault in found.problems]
    left_out = sum((found.left_out for found in bodies), Counter[RowKind]())
    table = Table(name, columns, _sources(blocks), source, row, np.full(len(row), NOBODY))
    return Gathered(spec, table, faulty), problems, left_out


def _sources(blocks: Sequence[_Block]) -> tuple[Source, ...]:
    return tuple(
        Source(sheet.file, sheet.name, {column: sheet.left + i for column, i in match.columns.items()})
        for match, *_ in blocks
        for sheet in [match.sheet]
    )


def _read_column(reader: ColumnReader, blocks: Sequence[_Block]) -> tuple[Array, list[_Spotted]]:
    """The codes of one column over all sheets, and what is wrong with its cells."""
    codes: list[int] = []
    spotted: list[_Spotted] = []
    for b, (match, rows, cells) in enumerate(blocks):
        if reader.name in match.columns:
            i = match.columns[reader.name]
            unit, misfit = _unit(match, reader, i)
            found = reader.codes(cells[i], unit)
            spotted += (
                _Spotted(b, -1, i, fault) for fault in (misfit, _mixed(match, reader, i, rows, found, unit)) if fault
            )
            spotted += _faults(b, match, reader, i, rows, found)
        elif reader.name in match.labels:
            label = match.labels[reader.name]
            code = reader.codes([label.value], reader.spec.unit)[0]
            found = [code] * len(rows)
            if fault := reader.problem(code, match.sheet.place(label.row, label.column)):
                spotted.append(_Spotted(b, -1, label.column, fault))
        else:
            found = [NO_COLUMN] * len(rows)
        codes += found
    return np.array(codes, dtype=np.int64), spotted


def _faults(
    b: int, match: Match, reader: ColumnReader, column: int, rows: Sequence[int], codes: Sequence[int]
) -> Iterator[_Spotted]:
    if reader.faults.isdisjoint(codes):
        return
    for row, code in zip(rows, codes, strict=True):
        if fault := reader.problem(code, match.sheet.place(row, column)):
            yield _Spotted(b, row, column, fault)


def _unit(match: Match, reader: ColumnReader, column: int) -> tuple[str, Problem | None]:
    """The unit of bare numbers: the title's own, else a fitting one of a title above, of the sheet, or the rule's."""
    spec, heading = reader.spec, match.header.headings[column]
    if not spec.kind.numeric or spec.type == "year":
        return "", None
    own = heading.unit
    if own and (own == spec.unit or unit_kind(own) is spec.kind):
        return own, None
    wider = next((u for u in (heading.parent_unit, *match.units) if u and unit_kind(u) is spec.kind), spec.unit)
    if not own or own == _MARKS:
        return wider, None
    message = f"“{reader.name}”的表头写着单位“{own}”，不是{spec.kind.value}的单位，没有采用。"
    return wider, problem("D116", message, match.sheet.place(match.header.bottom, column), found=own, expected=wider)


def _mixed(
    match: Match, reader: ColumnReader, column: int, rows: Sequence[int], codes: Sequence[int], unit: str
) -> Problem | None:
    """A warning where percents without a sign may be meant in two ways; it names a cell of the rarer-looking kind."""
    if reader.spec.type != "percent":
        return None
    forms = {reader.readings[code].form for code in set(codes)}
    if "share" not in forms or not ("points" in forms or unit):
        return None
    row = next(row for row, code in zip(rows, codes, strict=True) if reader.readings[code].form == "share")
    found = shown(match.sheet.rows[row][column])
    taken = f"{found}%" if unit else f"{decimal(Fraction(found) * 100)}%"
    where = f"表头的单位是“{unit}”" if unit else "同一栏里别的数大于1"
    message = f"“{reader.name}”填的是 {found}，而{where}，先按 {taken} 读。"
    return problem("D127", message, match.sheet.place(row, column), found=found, expected="带百分号的数，如 85%")
