"""Scoring: (scheme, tables, history) -> Appraisal. Whole columns at a time: no file, no clock, no loop over subjects."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial

import numpy as np
import pandas as pd

from stardb.intake import Table, Tables
from stardb.quantity import (
    EPOCH,
    NO_CALENDAR,
    WORK_CALENDAR,
    Column,
    Kind,
    Mask,
    ValueRange,
    WorkCalendar,
    bounds,
    ranges,
)
from stardb.rulebook import (
    TERM_FIRST,
    TERM_LAST,
    Role,
    Scheme,
    Step,
    TableSpec,
    find_edges,
)
from stardb.scorers.base import AppraisalFrame, Branches, RowMaker, Rule, Scored
from stardb.scoring.absent_rows import mark_unreported
from stardb.scoring.appraisal import Appraisal
from stardb.scoring.derived_rows import add_derived_rows
from stardb.scoring.history.history import History
from stardb.scoring.history.past_values import PastValues


def score(scheme: Scheme, tables: Tables, history: History, calendar: WorkCalendar = NO_CALENDAR) -> Appraisal:
    """Apply a scheme, bound for a period, to that period's tables.

    tables: one-row tables aligned with the subjects, many-row tables with owners. history: earlier periods, oldest first.
    calendar: which days are worked.
    Gives every step's result; unknown stays unknown. Raises nothing that input could cause.
    """
    tables = add_derived_rows(scheme, mark_unreported(scheme, tables))
    columns = _input_columns(scheme, tables)
    columns[WORK_CALENDAR] = calendar.as_column(len(tables.subjects))
    results: dict[str, Scored] = {}
    past = PastValues(scheme, tables.subjects.keys, history, columns)
    frame, group_names = _make_frame(scheme, tables, columns, results, past)
    edges = find_edges(scheme)
    for step in scheme.steps:
        past.add(step)
        scored = _hold_back_pay(step, step.rule.score(frame), scheme, columns)
        scored = replace(scored, column=_bound(scored, scheme.reaches.get(step.name, ranges.ANYTHING)))
        results[step.name] = scored = _with_edges(scored, edges.get(step.name, ()))
        columns[step.name] = scored.column
        if step.role is Role.ELIGIBLE:
            frame.rated[:] = ~(scored.column.known & ~scored.column.data.astype(bool))
    for step in scheme.row_steps:
        past.add(step)
    state = _find_states(scheme, columns, frame.rated)
    return Appraisal(scheme, tables, history, columns, results, frame.rated, state, frame.groups, group_names, frame)


def _make_frame(
    scheme: Scheme, tables: Tables, columns: Mapping[str, Column], results: Mapping[str, Scored], past: PastValues
) -> tuple[AppraisalFrame, tuple[str, ...]]:
    """What the steps are scored from, everybody rated; and the names of the groups.

    columns, results: both are filled as the steps are scored.
    """
    size = len(tables.subjects)
    codes, names = pd.factorize(np.array(tables.subjects.groups, dtype=object))
    rows = {name: _row_columns(scheme.tables[name], table) for name, table in tables.many.items()}
    owners = {name: table.subject for name, table in tables.many.items()}
    today = (scheme.as_of - EPOCH).days
    rated = np.ones(size, bool)
    lacking = {name: table.lacking for name, table in tables.many.items() if table.lacking is not None}
    twice = {name: table.twice for name, table in tables.many.items() if table.twice is not None}
    repeated = {name: table.repeated for name, table in tables.many.items() if table.repeated is not None}
    frame = AppraisalFrame(
        size, columns, rows, owners, lacking, twice, repeated, codes.astype(np.int64), rated, today, results,
        scheme.roster.group, _list_row_makers(scheme), past.years,
        {title: spec.result_of for title, spec in scheme.tables.items() if spec.result_of},
    )  # fmt: skip
    return frame, tuple(str(name) for name in names)


def _row_columns(spec: TableSpec, table: Table) -> dict[str, Column]:
    """The columns of a many-row table's rows, the private ones marked so."""
    return {name: replace(column, private=spec.columns[name].private) for name, column in table.columns.items()}


def _list_row_makers(scheme: Scheme) -> dict[str, dict[str, RowMaker]]:
    """Table -> what makes each of its computed columns, and its validity."""
    makers: dict[str, dict[str, RowMaker]] = {}
    edges = find_edges(scheme)
    for step in scheme.row_steps:
        makers.setdefault(step.table, {})[step.name] = partial(_score_rows, step.rule, edges.get(step.name, ()))
    return makers


def _score_rows(rule: Rule, edges: tuple[Fraction, ...], rows: AppraisalFrame) -> Scored:
    return _with_edges(rule.score(rows), edges)


def _bound(scored: Scored, reach: ValueRange) -> Column:
    """The value, where it is not known within what the rule can give at all; not where the text lays nothing down."""
    return bounds.within(scored.column, reach, None if scored.boundless is None else ~scored.boundless)


def _hold_back_pay(step: Step, scored: Scored, scheme: Scheme, columns: Mapping[str, Column]) -> Scored:
    """The result; an entitlement's unknown as long as it is not known whether the subject takes part."""
    if step.role is not Role.ENTITLEMENT or scheme.eligible not in columns:
        return scored
    return replace(scored, column=scored.column.mask(columns[scheme.eligible].known))


def _with_edges(scored: Scored, edges: tuple[Fraction, ...]) -> Scored:
    """The result, to be shown on its own side of the numbers that later steps compare it with."""
    if not edges:
        return scored
    core = replace(scored.core, edges=edges) if scored.core is not None else None
    return replace(scored, column=replace(scored.column, edges=edges), core=core)


def _input_columns(scheme: Scheme, tables: Tables) -> dict[str, Column]:
    """The columns of the one-row tables, the parameters, and the built-in names."""
    size = len(tables.subjects)
    everyone = np.zeros(size, np.int64)
    columns: dict[str, Column] = {name: constant.column.take(everyone) for name, constant in scheme.constants.items()}
    columns["考核年度"] = Column.constant(Kind.NUMBER, scheme.as_of.year, size)
    for name, day in (("考核日", scheme.as_of), (TERM_FIRST, scheme.term_start), (TERM_LAST, scheme.term_end)):
        columns[name] = _same_day(day, size)
    edges = find_edges(scheme)
    for name, (title, kind) in scheme.columns.items():
        table = tables.single.get(title)
        column = table.columns.get(name) if table is not None else None
        words = scheme.tables[title].columns[name].words
        column = column if column is not None else Column.unknown(kind, size, words)
        unit = scheme.tables[title].columns[name].unit if kind is Kind.NUMBER else ""
        private = scheme.tables[title].columns[name].private
        column = bounds.within(column, scheme.reaches.get(name, ranges.ANYTHING))
        columns[name] = replace(column, unit=unit, private=private, edges=edges.get(name, ()))
    return columns


def _same_day(day: date | None, size: int) -> Column:
    """One day for everybody; unknown where there is none."""
    return Column.unknown(Kind.DATE, size) if day is None else Column.constant(Kind.DATE, (day - EPOCH).days, size)


def _find_states(scheme: Scheme, columns: Mapping[str, Column], rated: Mask) -> Branches:
    """DECIDED where eligibility and all that a scheme comes to are; NOT_RATED for who takes no part.

    It comes to level, grade and entitlements; where it has none of these, to its total and stars.
    """
    final = scheme.of_role(Role.LEVEL, Role.GRADE, Role.RATING, Role.ENTITLEMENT) or scheme.of_role(
        Role.STAR, Role.TOTAL
    )
    steps = (*scheme.of_role(Role.ELIGIBLE), *final)
    known = np.logical_and.reduce([columns[step.name].settled for step in steps])
    return np.where(~rated, 2, np.where(known, 0, 1)).astype(np.int64)
