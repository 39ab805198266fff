"""One column over all its sheets: the unit its numbers are in, their codes, and what is wrong with its cells."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, groupby
from typing import NamedTuple

import numpy as np

from stardb.books.sheet import Cell
from stardb.intake.cells import NO_COLUMN, CellReader, Fault, Manner, fault_problem
from stardb.intake.masking import quoted
from stardb.intake.matching import Match
from stardb.intake.measures import unit_kind
from stardb.intake.percents import Lean, lean_of
from stardb.problems import Place, Problem, problem
from stardb.quantity import Kind
from stardb.quantity.column import Array
from stardb.quantity.units import measures_alike, ratio
from stardb.rulebook.tables import ColumnSpec

_MARKS = "分"
"""A title's `(分)` tells its full marks, whatever the column holds."""

_UNSIGNED = "D127"
"""The code of a percent without a sign that may be a fraction or not."""


class Block(NamedTuple):
    """The data rows of one matched sheet: their indices, and their cells column by column."""

    match: Match
    rows: list[int]
    cells: Sequence[Sequence[Cell]]


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
    for manner, run in groupby(enumerate(blocks), partial(_manner, name, reader.spec)):
        stretch = list(run)
        cells = list(chain.from_iterable(_cells(name, block) for _, block in stretch))
        found = reader.codes(cells, manner) if manner else [NO_COLUMN] * len(cells)
        codes += found
        if manner:
            spotted += _said(name, reader, stretch, found, manner)
    return np.array(codes, dtype=np.int64), spotted


def _manner(name: str, spec: ColumnSpec, numbered: tuple[int, Block]) -> Manner | None:
    """How a sheet writes the cells of a column; None where it does not have it."""
    match = numbered[1].match
    if name in match.columns:
        marks = match.header.headings[match.columns[name]].marks
        lean = lean_of(_cells(name, numbered[1])) if spec.type == "percent" else Lean.UNKNOWN
        return Manner(_unit(name, spec, match), match.sheet.base1904, marks, lean)
    return Manner(spec.unit, match.sheet.base1904) if name in match.labels else None


def _cells(name: str, block: Block) -> Sequence[Cell]:
    """A column's cells in one sheet; a label's value stands for all rows."""
    if name in block.match.columns:
        return block.cells[block.match.columns[name]]
    label = block.match.labels.get(name)
    return [label.value if label else ""] * len(block.rows)


def _said(
    name: str, reader: CellReader, stretch: Sequence[tuple[int, Block]], codes: Sequence[int], manner: Manner
) -> Iterator[Spotted]:
    """What is wrong in sheets written in one manner, sheet by sheet."""
    faulty = not reader.faults.isdisjoint(codes)
    start = 0
    for b, block in stretch:
        mine = codes[start : start + len(block.rows)] if faulty else ()
        start += len(block.rows)
        if name in block.match.labels and name not in block.match.columns:
            yield from _label_fault(name, reader, block, b, mine)
            continue
        i = block.match.columns[name]
        if misfit := _misfit(name, reader.spec, block.match, manner.unit):
            yield Spotted(b, -1, i, misfit)
        if faulty:
            yield from _faults(name, reader, block, mine, b)


def _faults(name: str, reader: CellReader, block: Block, codes: Sequence[int], b: int) -> Iterator[Spotted]:
    i, sheet = block.match.columns[name], block.match.sheet
    found = [
        (row, fault) for row, code in zip(block.rows, codes, strict=True) if (fault := reader.readings[code].fault)
    ]
    unsigned = [(row, fault) for row, fault in found if fault.code == _UNSIGNED]
    if len(unsigned) > 1 and len(block.rows) < 2 * len(unsigned):
        row, fault = unsigned[0]
        yield Spotted(b, row, i, _whole_column(name, fault, len(unsigned), sheet.place(row, i)))
        found = [(row, fault) for row, fault in found if fault.code != _UNSIGNED]
    for row, fault in found:
        yield Spotted(b, row, i, fault_problem(name, fault, sheet.place(row, i)))


def _whole_column(name: str, fault: Fault, count: int, place: Place) -> Problem:
    """One problem for a column most of whose percents have no sign and cannot be told, at the first of them."""
    message = (
        f"{quoted(name)}有{count}格是没有百分号的数，如“{fault.found}”，应填{fault.expected}；"
        f"整栏一种写法的，可在办法里给这一栏写明 share。{fault.hint}"
    )
    return problem(fault.code, message, place, found=fault.found, expected=fault.expected)


def _label_fault(name: str, reader: CellReader, block: Block, b: int, codes: Sequence[int]) -> Iterator[Spotted]:
    """What is wrong with a label's value is said once, at the label."""
    label = block.match.labels[name]
    if codes and (fault := reader.readings[codes[0]].fault):
        place = block.match.sheet.place(label.row, label.column)
        yield Spotted(b, -1, label.column, fault_problem(name, fault, place))


def _unit(name: str, spec: ColumnSpec, match: Match) -> str:
    """The unit of bare numbers: the title's own, else a fitting one of a title above, of the sheet, or the rule's."""
    if not spec.kind.numeric or spec.type == "year":
        return ""
    heading = match.header.headings[match.columns[name]]
    if heading.unit and _fits(heading.unit, spec):
        return heading.unit
    if heading.parent_unit and _fits(heading.parent_unit, spec):
        return heading.parent_unit
    return next((unit for unit in match.units if _meant(unit, spec)), spec.unit)


def _fits(unit: str, spec: ColumnSpec) -> bool:
    """Whether a title's own unit is one of the column's: 万人 and 人, 公里 and 米; not 户 and 人."""
    if unit == spec.unit:
        return True
    return unit_kind(unit) is spec.kind and (spec.kind is not Kind.NUMBER or ratio(unit, spec.unit) is not None)


def _meant(unit: str, spec: ColumnSpec) -> bool:
    """Whether a unit told for the whole sheet is that of this column: `单位：万人、户` says nothing of 次数."""
    return unit_kind(unit) is spec.kind and (spec.kind is not Kind.NUMBER or measures_alike(unit, spec.unit))


def _misfit(name: str, spec: ColumnSpec, match: Match, taken: str) -> Problem | None:
    """A title's unit that is none of the column's."""
    own = match.header.headings[match.columns[name]].unit
    if not own or own == _MARKS or not spec.kind.numeric or spec.type == "year" or _fits(own, spec):
        return None
    wanted = f"不能换算成“{spec.unit}”" if unit_kind(own) is spec.kind else f"不是{spec.kind.value}的单位"
    message = f"{quoted(name)}的表头写着单位“{own}”，{wanted}，没有采用。"
    place = match.sheet.place(match.header.bottom, match.columns[name])
    return problem("D116", message, place, found=own, expected=taken)
