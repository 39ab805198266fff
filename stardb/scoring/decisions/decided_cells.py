"""Cells overridden by decisions, before anything is scored."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from stardb.dataclass import dataclass
from stardb.intake import CellReader, CellReading, Decision, Table, Tables
from stardb.problems import Problem
from stardb.quantity import HIDDEN, Column, Kind, Mask, show_at, tidy
from stardb.rulebook import Scheme
from stardb.scoring.decisions.applied import AppliedDecision
from stardb.scoring.decisions.cell_targets import CellTarget, find_cell
from stardb.scoring.decisions.contradictions import settle_contradictions
from stardb.scoring.decisions.replaced_values import replace_value
from stardb.scoring.decisions.targets import Unplaced, refuse
from stardb.scoring.value import Value

_BLANK = frozenset({"作废", "空白", "空"})
"""How a decision says that a cell is blank, or is to be taken for blank."""


@dataclass(frozen=True, eq=False)
class DecidedCells:
    """The tables with the cells that were decided; which decisions those are, and why others do not hold."""

    tables: Tables
    applied: tuple[AppliedDecision, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, eq=False)
class _Override:
    """A cell and what a decision makes of it."""

    target: CellTarget
    column: Column
    applied: AppliedDecision


def override_cells(scheme: Scheme, tables: Tables, decisions: Sequence[tuple[Decision, int]]) -> DecidedCells:
    """The tables with cells overridden. decisions: each with the subject it is of."""
    found: list[tuple[Decision, int, CellTarget]] = []
    problems: list[Problem] = []
    for decision, subject in decisions:
        try:
            found.append((decision, subject, find_cell(decision, scheme, tables, subject)))
        except Unplaced as error:
            problems.append(error.problem)
    overrides: list[_Override] = []
    by_cell: dict[tuple[object, int], list[tuple[Decision, int, CellTarget]]] = {}
    for one in found:
        by_cell.setdefault((one[2].spot, one[1]), []).append(one)
    for same in by_cell.values():
        reader = _make_reader(scheme, same[0][2])
        left, faults = settle_contradictions([decision for decision, _, _ in same], partial(_understand, reader))
        problems += faults
        for decision, subject, target in same:
            if decision is left:
                try:
                    overrides.append(_read(scheme, decision, subject, target))
                except Unplaced as error:
                    problems.append(error.problem)
    return DecidedCells(_put(tables, overrides), tuple(one.applied for one in overrides), tuple(problems))


def _read(scheme: Scheme, decision: Decision, subject: int, target: CellTarget) -> _Override:
    """A decision held against its cell. Raises Unplaced where it does not hold, or says what the cell cannot be."""
    spec = target.spec
    reader = _make_reader(scheme, target)
    column = target.table.columns.get(target.column)
    column = column if column is not None else Column.unknown(spec.kind, len(target.table), spec.words)
    unit = spec.unit if column.kind is Kind.NUMBER else ""
    now = Value.of(replace(column, unit=unit, private=spec.private), target.row)
    current = column.at(target.row)
    shown = show_at(replace(column, unit=unit), target.row)
    before, after = (_read_text(reader, text) for text in (decision.before, decision.after))
    told = HIDDEN if spec.private else shown
    if not decision.after.strip() or (after.fault is not None and after.value is None):
        expected = after.fault.expected if after.fault is not None else "一个值；要当作没有填的写 作废"
        written = after.fault.found if after.fault is not None else "空"
        message = f"{target.title}不能改为“{written}”"
        raise Unplaced(refuse("D242", decision, message, found=written, expected=expected))
    if before.value != current and tidy(decision.before) != tidy(shown):
        message = f"{target.title}现在是{told}，不是原值“{_hide(decision.before, spec.private)}”"
        raise Unplaced(refuse("D243", decision, message, found=told, expected=_hide(decision.before, spec.private)))
    if after.value == current and bool(column.settled[target.row]) == (after.value is not None):
        raise Unplaced(refuse("D245", decision, f"{target.title}已经是{told}", found=told))
    one = reader.column(np.array(reader.codes([_text(decision.after)])))
    will = Value.of(replace(one, unit=unit, private=spec.private), 0)
    applied = AppliedDecision(decision, subject, "", target.title, now, will, target.spot)
    return _Override(target, one, applied)


def _make_reader(scheme: Scheme, target: CellTarget) -> CellReader:
    return CellReader(target.spec, scheme.period.last, year=scheme.period.year)


def _understand(reader: CellReader, text: str) -> Hashable:
    """What a text means as a cell; one that cannot be read means itself."""
    found = _read_text(reader, text)
    return tidy(text) if found.fault is not None and found.value is None else found.value


def _hide(text: str, is_private: bool) -> str:
    return HIDDEN if is_private else text


def _text(text: str) -> str:
    return "" if tidy(text) in _BLANK else text


def _read_text(reader: CellReader, text: str) -> CellReading:
    return reader.readings[reader.codes([_text(text)])[0]]


def _put(tables: Tables, overrides: Sequence[_Override]) -> Tables:
    """The tables with every override made."""
    single, many = dict(tables.single), dict(tables.many)
    for one in overrides:
        title = one.target.table.name
        place: dict[str, Table] = many if one.target.is_many else single
        place[title] = _override(place[title], one)
    touched = {one.target.table.name for one in overrides if one.target.is_many}
    for title in sorted(touched):
        many[title] = _review_repeated(many[title])
    return replace(tables, single=single, many=many)


def _override(table: Table, one: _Override) -> Table:
    name, spec = one.target.column, one.target.spec
    column = table.columns.get(name)
    column = column if column is not None else Column.unknown(spec.kind, len(table), spec.words)
    columns: Mapping[str, Column] = {**table.columns, name: replace_value(column, one.target.row, one.column)}
    return replace(table, columns=columns)


def _review_repeated(table: Table) -> Table:
    """The table; a row is no repetition any more where no earlier row of its subject says the same."""
    if table.repeated is None or not table.repeated.any():
        return table
    repeated: Mask = table.repeated.copy()
    for row in np.flatnonzero(table.repeated).tolist():
        mine = _content(table, row)
        earlier = range(table.rows_of(int(table.subject[row])).start, row)
        repeated[row] = any(_content(table, other) == mine for other in earlier)
    return replace(table, repeated=repeated if repeated.any() else None)


def _content(table: Table, row: int) -> tuple[object, ...]:
    return tuple(column.at(row) for column in table.columns.values())
