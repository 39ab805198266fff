"""One column over all its sheets: the unit its numbers are in, their codes, and what is wrong with its cells."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import accumulate, chain, groupby
from typing import NamedTuple, TypeAlias

import numpy as np

from stardb.books import Cell, Remark
from stardb.intake.cells.cell_reader import NO_COLUMN, CellFault, CellReader, Notation, fault_problem
from stardb.intake.cells.column_unit import column_unit, title_unit_note, units_by_row, wrong_unit_problem
from stardb.intake.cells.percents import PercentStyle, percent_style
from stardb.intake.cells.unit_statements import UnitStatement
from stardb.intake.masking import quoted
from stardb.intake.matching.match import Match
from stardb.intake.problem_limits import ProblemLimit, count_problems
from stardb.problems import Problem, problem
from stardb.quantity import Array
from stardb.rulebook import ColumnSpec

_UNSIGNED = "D127"
"""The code of a percent without a sign that may be a fraction or not."""

_UNSURE = "D193"
"""The code of a number without a unit, where two different units are stated."""


class SheetCells(NamedTuple):
    """The data rows of one matched sheet: their indices, their cells column by column, the units stated beside these."""

    match: Match
    rows: list[int]
    cells: Sequence[Sequence[Cell]]
    statements: Sequence[UnitStatement] = ()


class PlacedProblem(NamedTuple):
    """A problem and what it is sorted by: sheet, row, column. Row -1 is the header and above."""

    block: int
    row: int
    column: int
    problem: Problem


class FaultyCell(NamedTuple):
    """A cell with a fault: sheet, row and column, and what is wrong."""

    block: int
    row: int
    column: int
    fault: CellFault


Bounds: TypeAlias = dict[str, ProblemLimit[FaultyCell]]
"""How many problems of each code are reported for one column."""


def read_column(name: str, reader: CellReader, blocks: Sequence[SheetCells]) -> tuple[Array, list[PlacedProblem]]:
    """The codes of one column over all sheets, and what is wrong with its cells."""
    codes: list[int] = []
    spotted: list[PlacedProblem] = []
    bounds: Bounds = defaultdict(ProblemLimit)
    for notation, run in groupby(enumerate(blocks), partial(_notation, name, reader.spec)):
        stretch = list(run)
        cells = list(chain.from_iterable(_cells(name, block) for _, block in stretch))
        found = reader.codes(cells, notation) if notation else [NO_COLUMN] * len(cells)
        for block, start in zip((block for _, block in stretch), _starts_of_sheets(stretch), strict=True):
            for k, other in _other_notations(name, reader.spec, block, notation):
                found[start + k] = reader.codes([cells[start + k]], other)[0]
        codes += found
        if notation:
            spotted += _sheet_problems(name, reader, stretch, found, notation, bounds)
    for bound in bounds.values():
        spotted += [
            PlacedProblem(*one[:3], count_problems(_problem_of(name, blocks, one), n)) for one, n in bound.rest.values()
        ]
    return np.array(codes, dtype=np.int64), spotted


def _starts_of_sheets(stretch: Sequence[tuple[int, SheetCells]]) -> Iterator[int]:
    """Where the cells of each sheet begin among those of all."""
    return accumulate((len(block.rows) for _, block in stretch[:-1]), initial=0)


def _other_notations(
    name: str, spec: ColumnSpec, block: SheetCells, notation: Notation | None
) -> Iterator[tuple[int, Notation]]:
    """The cells of a column, by number, beside which another unit is stated, and how they are written."""
    if notation and block.statements and name in block.match.columns:
        stated = units_by_row(name, spec, block.match, block.rows, block.statements)
        for k, row in enumerate(block.rows if stated else ()):
            if row in stated:
                yield k, notation._replace(unit=stated[row].unit, doubt=stated[row].doubt)


def _problem_of(name: str, blocks: Sequence[SheetCells], one: FaultyCell) -> Problem:
    return fault_problem(name, one.fault, blocks[one.block].match.sheet.place(one.row, one.column))


def _notation(name: str, spec: ColumnSpec, numbered: tuple[int, SheetCells]) -> Notation | None:
    """How a sheet writes the cells of a column; None where it does not have it."""
    match = numbered[1].match
    if name in match.columns:
        marks = match.header.headings[match.columns[name]].marks
        style = percent_style(_cells(name, numbered[1])) if spec.type == "percent" else PercentStyle.UNKNOWN
        unit, doubt = column_unit(name, spec, match)
        return Notation(unit, match.sheet.base1904, marks, style, doubt)
    return Notation(spec.unit, match.sheet.base1904) if name in match.labels else None


def _cells(name: str, block: SheetCells) -> Sequence[Cell]:
    """A column's cells in one sheet; a label's value stands for all rows."""
    if name in block.match.columns:
        return block.cells[block.match.columns[name]]
    label = block.match.labels.get(name)
    return [label.value if label else ""] * len(block.rows)


def _sheet_problems(
    name: str,
    reader: CellReader,
    stretch: Sequence[tuple[int, SheetCells]],
    codes: Sequence[int],
    notation: Notation,
    bounds: Bounds,
) -> Iterator[PlacedProblem]:
    """The problems of sheets with one notation, sheet by sheet."""
    faulty = not reader.faults.isdisjoint(codes)
    start = 0
    for b, block in stretch:
        mine = codes[start : start + len(block.rows)] if faulty else ()
        start += len(block.rows)
        if name in block.match.labels and name not in block.match.columns:
            yield from _label_fault(name, reader, block, b, mine)
            continue
        i = block.match.columns[name]
        spec, match = reader.spec, block.match
        told = (
            wrong_unit_problem(name, spec, match, notation.unit),
            title_unit_note(name, spec, match, block.statements),
        )
        yield from (PlacedProblem(b, -1, i, found) for found in told if found and not (notation.doubt and faulty))
        if faulty:
            yield from _faults(name, reader, block, mine, b, bounds)


def _faults(
    name: str, reader: CellReader, block: SheetCells, codes: Sequence[int], b: int, bounds: Bounds
) -> Iterator[PlacedProblem]:
    i, sheet = block.match.columns[name], block.match.sheet
    found = [
        (row, fault) for row, code in zip(block.rows, codes, strict=True) if (fault := reader.readings[code].fault)
    ]
    one_by_one = {row for row, _ in found}
    alike = defaultdict(list)
    for row, fault in found:
        if fault.code in (_UNSIGNED, _UNSURE):
            alike[fault.code, fault.hint if fault.code == _UNSURE else ""].append((row, fault))
    for (code, _), unsure in alike.items():
        if len(unsure) > 1 if code == _UNSURE else len(block.rows) < 2 * len(unsure) > 2:
            row, fault = unsure[0]
            message = _whole_column(name, fault, len(unsure))
            told = problem(code, message, sheet.place(row, i), found=fault.found, expected=fault.expected)
            yield PlacedProblem(b, row, i, told)
            one_by_one -= {row for row, _ in unsure}
    for row, fault in found:
        if row in one_by_one and bounds[fault.code].takes(b, FaultyCell(b, row, i, fault)):
            remark = sheet.remarks.get((row, i))
            fault = _mention_strike(fault, remark is not None and remark.kind is Remark.STRUCK)
            yield PlacedProblem(b, row, i, fault_problem(name, fault, sheet.place(row, i)))


def _mention_strike(fault: CellFault, is_struck: bool) -> CellFault:
    """A blank that is a fault, with the word that it was struck out: `hidden_and_comments` says no more of it."""
    return fault._replace(hint="这一格划掉了，按空白读。") if is_struck and fault.code == "D121" else fault


def _whole_column(name: str, fault: CellFault, count: int) -> str:
    """One message for many cells of a column of which nobody can tell what the number is, at the first of them."""
    if fault.code == _UNSURE:
        return f"{quoted(name)}有{count}格没写单位，如{quoted(fault.found)}，都按未知处理；{fault.hint}"
    return (
        f"{quoted(name)}有{count}格是没有百分号的数，如{quoted(fault.found)}，应填{fault.expected}；"
        f"整栏一种写法的，可在办法里给这一栏写明 share。{fault.hint}"
    )


def _label_fault(
    name: str, reader: CellReader, block: SheetCells, b: int, codes: Sequence[int]
) -> Iterator[PlacedProblem]:
    """The problem of a label's value is reported once, at the label."""
    label = block.match.labels[name]
    if codes and (fault := reader.readings[codes[0]].fault):
        place = block.match.sheet.place(label.row, label.column)
        yield PlacedProblem(b, -1, label.column, fault_problem(name, fault, place))
