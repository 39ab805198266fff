"""One column over all its sheets: the unit its numbers are in, their codes, and what is wrong with its cells."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from stardb.books.sheet import Cell, shown
from stardb.intake.cells import NO_COLUMN, CellReader, fault_problem
from stardb.intake.masking import quoted
from stardb.intake.matching import Match
from stardb.intake.values import bare_number, unit_kind
from stardb.problems import Problem, problem
from stardb.quantity.column import Array
from stardb.quantity.showing import decimal
from stardb.rulebook.tables import ColumnSpec

_MARKS = "分"
"""A title's `(分)` tells its full marks, whatever the column holds."""

_HIDDEN = "***"
"""A private number in a message: its first digit would tell too much."""


class Block(NamedTuple):
    """The data rows of one matched sheet: their indices, and their cells column by column."""

    match: Match
    rows: list[int]
    cells: list[list[Cell]]


class Spotted(NamedTuple):
    """A problem and what it is sorted by: sheet, row, column. Row -1 is the header and above."""

    block: int
    row: int
    column: int
    problem: Problem


def read_column(name: str, reader: CellReader, blocks: Sequence[Block]) -> tuple[Array, list[Spotted]]:
    """The codes of one column over all sheets, and what is wrong with its cells."""
    codes: list[int] = []
    spotted: list[Spotted] = []
    for b, block in enumerate(blocks):
        if name in block.match.columns:
            found, faults = _read_cells(name, reader, block, b)
        elif name in block.match.labels:
            found, faults = _read_label(name, reader, block, b)
        else:
            found, faults = [NO_COLUMN] * len(block.rows), []
        codes += found
        spotted += faults
    return np.array(codes, dtype=np.int64), spotted


def _read_cells(name: str, reader: CellReader, block: Block, b: int) -> tuple[list[int], list[Spotted]]:
    i = block.match.columns[name]
    unit, misfit = _unit(name, reader.spec, block.match)
    codes = reader.codes(block.cells[i], unit)
    spotted = [] if misfit is None else [Spotted(b, -1, i, misfit)]
    if reader.spec.type == "percent" and (mixed := _mixed(name, reader, block, codes, unit)):
        spotted.append(Spotted(b, -1, i, mixed))
    if not reader.faults.isdisjoint(codes):
        spotted += _faults(name, reader, block, codes, b)
    return codes, spotted


def _faults(name: str, reader: CellReader, block: Block, codes: Sequence[int], b: int) -> Iterator[Spotted]:
    i, sheet = block.match.columns[name], block.match.sheet
    for row, code in zip(block.rows, codes, strict=True):
        if fault := reader.readings[code].fault:
            yield Spotted(b, row, i, fault_problem(name, fault, sheet.place(row, i)))


def _read_label(name: str, reader: CellReader, block: Block, b: int) -> tuple[list[int], list[Spotted]]:
    """A label's value for all rows; what is wrong with it is said once, at the label."""
    label = block.match.labels[name]
    code = reader.codes([label.value], reader.spec.unit)[0]
    fault = reader.readings[code].fault
    place = block.match.sheet.place(label.row, label.column)
    spotted = [Spotted(b, -1, label.column, fault_problem(name, fault, place))] if fault else []
    return [code] * len(block.rows), spotted


def _unit(name: str, spec: ColumnSpec, match: Match) -> tuple[str, Problem | None]:
    """The unit of bare numbers: the title's own, else a fitting one of a title above, of the sheet, or the rule's."""
    if not spec.kind.numeric or spec.type == "year":
        return "", None
    heading = match.header.headings[match.columns[name]]
    own = heading.unit
    if own and (own == spec.unit or unit_kind(own) is spec.kind):
        return own, None
    wider = next((u for u in (heading.parent_unit, *match.units) if u and unit_kind(u) is spec.kind), spec.unit)
    if not own or own == _MARKS:
        return wider, None
    message = f"{quoted(name)}的表头写着单位“{own}”，不是{spec.kind.value}的单位，没有采用。"
    place = match.sheet.place(match.header.bottom, match.columns[name])
    return wider, problem("D116", message, place, found=own, expected=wider)


def _mixed(name: str, reader: CellReader, block: Block, codes: Sequence[int], unit: str) -> Problem | None:
    """A warning where percents without a sign may be meant in two ways, at the first that looks like a share."""
    forms = {reader.readings[code].form for code in set(codes)}
    if "share" not in forms or not ("points" in forms or unit):
        return None
    at = next(n for n, code in enumerate(codes) if reader.readings[code].form == "share")
    i = block.match.columns[name]
    number = bare_number(block.cells[i][at]) or Fraction(0)
    private = reader.spec.private
    found = _HIDDEN if private else shown(block.cells[i][at])
    taken = _HIDDEN if private else decimal(number if unit else number * 100)
    why = f"表头的单位是“{unit}”" if unit else "同一栏里别的数大于1"
    message = f"{quoted(name)}填的是 {found}，而{why}，先按 {taken}% 读。"
    place = block.match.sheet.place(block.rows[at], i)
    return problem("D127", message, place, found=found, expected="带百分号的数，如 85%")
