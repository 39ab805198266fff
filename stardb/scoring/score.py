"""Scoring: (scheme, tables, history) -> Appraisal. Whole columns at a time: no file, no clock, no loop over subjects."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial

import numpy as np
import pandas as pd

from stardb.intake import Decision, Table, Tables
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
    PERIOD_FIRST,
    PERIOD_LAST,
    TERM_FIRST,
    TERM_LAST,
    Role,
    Scheme,
    Step,
    TableSpec,
    find_edges,
    number_period,
)
from stardb.scorers.base import AppraisalFrame, Branches, RowMaker, Rule, Scored
from stardb.scoring.appraisal import Appraisal
from stardb.scoring.decisions.settlement import Settlement
from stardb.scoring.history.history import History
from stardb.scoring.history.past_values import PastValues
from stardb.scoring.ready_tables.absent_rows import mark_unreported
from stardb.scoring.ready_tables.derived_rows import add_derived_rows
from stardb.scoring.ready_tables.windows import WindowedTables, apply_windows


def score(
    scheme: Scheme,
    tables: Tables,
    history: History,
    calendar: WorkCalendar = NO_CALENDAR,
    decisions: Sequence[Decision] = (),
) -> Appraisal:
    """Apply a scheme, bound for a period, to that period's tables.

    tables: one-row tables aligned with the subjects, many-row tables with owners. history: earlier periods, oldest first.
    calendar: which days are worked. decisions: what people decided of this scheme in this period (裁定): of cells, before
    anything is scored; of results, after their rules.
    Gives every step's result; unknown stays unknown. What became of the decisions is in `Appraisal.decisions`. Raises
    nothing that input could cause.
    """
    settlement = Settlement(scheme, tables, decisions)
    windowed = apply_windows(scheme, add_derived_rows(scheme, settlement.tables))
    windowed = replace(windowed, tables=mark_unreported(scheme, windowed.tables))
    tables = windowed.tables
    columns = _input_columns(scheme, tables)
    columns[WORK_CALENDAR] = calendar.as_column(len(tables.subjects))
    results: dict[str, Scored] = {}
    past = PastValues(scheme, tables.subjects.keys, history, columns)
    frame, group_names = _make_frame(scheme, windowed, columns, results, past)
    edges = find_edges(scheme)
    for step in scheme.steps:
        past.add(step)
        scored = _hold_back_pay(step, settlement.score_by_ties(step, frame), scheme, columns)
        if settlement.keeps_reach:
            scored = replace(scored, column=_bound(scored, scheme.reaches.get(step.name, ranges.ANYTHING)))
        scored = settlement.settle(step, _with_edges(scored, edges.get(step.name, ())))
        results[step.name] = scored
        columns[step.name] = scored.column
        if step.role is Role.ELIGIBLE:
            frame.rated[:] = ~(scored.column.known & ~scored.column.data.astype(bool))
    for step in scheme.row_steps:
        past.add(step)
    decided = settlement.mark_decided(len(tables.subjects))
    state = _find_states(scheme, columns, results, frame.rated, decided)
    return Appraisal(
        scheme, tables, history, columns, results, frame.rated, state, frame.groups, group_names, frame,
        windowed.outside, settlement.finish(frame.rated),
    )  # fmt: skip


def _make_frame(
    scheme: Scheme,
    windowed: WindowedTables,
    columns: Mapping[str, Column],
    results: Mapping[str, Scored],
    past: PastValues,
) -> tuple[AppraisalFrame, tuple[str, ...]]:
    """What the steps are scored from, everybody rated; and the names of the groups.

    columns, results: both are filled as the steps are scored.
    """
    tables = windowed.tables
    size = len(tables.subjects)
    codes, names = pd.factorize(np.array(tables.subjects.groups, dtype=object))
    rows = {name: _row_columns(scheme.tables[name], table) for name, table in tables.many.items()}
    owners = {name: table.subject for name, table in tables.many.items()}
    today = (scheme.as_of - EPOCH).days
    rated = np.ones(size, bool)
    lacking = {name: table.lacking for name, table in tables.many.items() if table.lacking is not None}
    lacking |= {name: _find_silent(tables.many[name], size) for name in windowed.empty}
    twice = {name: table.twice for name, table in tables.many.items() if table.twice is not None}
    repeated = {name: table.repeated for name, table in tables.many.items() if table.repeated is not None}
    frame = AppraisalFrame(
        size, columns, rows, owners, lacking, twice, repeated, codes.astype(np.int64), rated, today, results,
        scheme.roster.group, _list_row_makers(scheme), past.years,
        {title: spec.result_of for title, spec in scheme.tables.items() if spec.result_of}, unsure=windowed.unsure,
        empty=windowed.empty,
    )  # fmt: skip
    return frame, tuple(str(name) for name in names)


def _find_silent(table: Table, size: int) -> Mask:
    """Who does not say that it has no row."""
    return np.ones(size, bool) if table.none is None else ~table.none


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
    columns |= {name: _same_day(day, size) for name, day in _list_days(scheme).items()}
    columns |= {name: _same_number(number, size) for name, number in number_period(scheme.period).items()}
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


def _list_days(scheme: Scheme) -> dict[str, date | None]:
    """The built-in names that are days, and those days."""
    ends = {PERIOD_FIRST: scheme.period.first, PERIOD_LAST: scheme.period.last}
    return {"考核日": scheme.as_of, **ends, TERM_FIRST: scheme.term_start, TERM_LAST: scheme.term_end}


def _same_number(number: int | None, size: int) -> Column:
    """One number for everybody; unknown where there is none."""
    return Column.unknown(Kind.NUMBER, size) if number is None else Column.constant(Kind.NUMBER, number, size)


def _same_day(day: date | None, size: int) -> Column:
    """One day for everybody; unknown where there is none."""
    return Column.unknown(Kind.DATE, size) if day is None else Column.constant(Kind.DATE, (day - EPOCH).days, size)


def _find_states(
    scheme: Scheme, columns: Mapping[str, Column], results: Mapping[str, Scored], rated: Mask, decided: Mask
) -> Branches:
    """DECIDED where eligibility and every result that applies is; NOT_RATED for who takes no part.

    The results are stars, level, grade, ratings and entitlements. Of a subject to whom none of these applies in the period
    rated, by its condition or by how often it is rated, they are the total and the published values. decided: who has a
    result that people decided, so that it applies.
    """
    size = len(rated)
    chief = scheme.of_role(Role.STAR, Role.LEVEL, Role.GRADE, Role.RATING, Role.ENTITLEMENT)
    applying = np.logical_or.reduce([np.zeros(size, bool), *(_may_apply(results[step.name], size) for step in chief)])
    others = (*scheme.of_role(Role.TOTAL), *(step for step in scheme.published if step.name in columns))
    known = _are_settled((*scheme.of_role(Role.ELIGIBLE), *chief), columns, size)
    known &= applying | decided | _are_settled(others, columns, size)
    return np.where(~rated, 2, np.where(known, 0, 1)).astype(np.int64)


def _may_apply(scored: Scored, size: int) -> Mask:
    """To whom a result applies, or may."""
    applies = scored.applies
    return np.ones(size, bool) if applies is None else ~applies.known | applies.data.astype(bool)


def _are_settled(steps: Iterable[Step], columns: Mapping[str, Column], size: int) -> Mask:
    """For whom the results of all these steps are decided."""
    settled: Mask = np.logical_and.reduce([np.ones(size, bool), *(columns[step.name].settled for step in steps)])
    return settled
