"""Scoring: (scheme, tables, history) -> Appraisal. Whole columns at a time: no file, no clock, no loop over subjects."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pandas as pd

from stardb.intake import Tables
from stardb.quantity import EPOCH, Column, Kind, Mask
from stardb.rulebook import (
    FIRST_IN_TERM,
    GAIN,
    LAST,
    LATEST,
    RUN,
    PastName,
    Role,
    Scheme,
    Step,
    find_edges,
    read_past_name,
)
from stardb.scorers.base import AppraisalFrame, Branches, Scored
from stardb.scorers.clauses import RATED_BEFORE, RATED_EVER
from stardb.scoring.appraisal import Appraisal
from stardb.scoring.history import History


def score(scheme: Scheme, tables: Tables, history: History, period: str) -> Appraisal:
    """Apply a scheme to a period's tables.

    tables: one-row tables aligned with the subjects, many-row tables with owners. history: earlier periods, oldest first.
    Gives every step's result; unknown stays unknown. Raises nothing that input could cause.
    """
    size = len(tables.subjects)
    codes, names = pd.factorize(np.array(tables.subjects.groups, dtype=object))
    columns = _given(scheme, tables, size)
    rows = {name: dict(table.columns) for name, table in tables.many.items()}
    owners = {name: table.subject for name, table in tables.many.items()}
    today = (scheme.as_of - EPOCH).days
    rated = np.ones(size, bool)
    lacking = {name: table.lacking for name, table in tables.many.items() if table.lacking is not None}
    twice = {name: table.twice for name, table in tables.many.items() if table.twice is not None}
    repeated = {name: table.repeated for name, table in tables.many.items() if table.repeated is not None}
    scored: dict[str, Scored] = {}
    frame = AppraisalFrame(
        size, columns, rows, owners, lacking, twice, repeated, codes.astype(np.int64), rated, today, scored,
        scheme.roster.group,
    )  # fmt: skip
    edges = find_edges(scheme)
    for step in scheme.steps:
        _supply(step, columns, scheme, tables.subjects.keys, history)
        scored[step.name] = step.rule.score(frame)
        if (
            step.role is Role.ENTITLEMENT and scheme.eligible in columns
        ):  # nobody is paid before it is known who takes part
            told = scored[step.name]
            scored[step.name] = replace(told, column=told.column.mask(columns[scheme.eligible].known))
        scored[step.name] = _edged(scored[step.name], edges.get(step.name, ()))
        columns[step.name] = scored[step.name].column
        if step.role is Role.ELIGIBLE:
            rated[:] = ~(columns[step.name].known & ~columns[step.name].data.astype(bool))
    state = _states(scheme, columns, rated)
    group_names = tuple(str(name) for name in names)
    return Appraisal(
        scheme, period, tables, history, columns, scored, rated, state, codes.astype(np.int64), group_names, frame
    )


def _edged(made: Scored, edges: tuple[Fraction, ...]) -> Scored:
    """The result, to be shown on its own side of the numbers that later steps compare it with."""
    if not edges:
        return made
    core = replace(made.core, edges=edges) if made.core is not None else None
    return replace(made, column=replace(made.column, edges=edges), core=core)


def _given(scheme: Scheme, tables: Tables, size: int) -> dict[str, Column]:
    """The columns of the one-row tables, the parameters, and the built-in names."""
    everyone = np.zeros(size, np.int64)
    columns: dict[str, Column] = {name: constant.column.take(everyone) for name, constant in scheme.constants.items()}
    columns["考核年度"] = Column.constant(Kind.NUMBER, scheme.as_of.year, size)
    columns["考核日"] = Column.constant(Kind.DATE, (scheme.as_of - EPOCH).days, size)
    edges = find_edges(scheme)
    for name, (title, kind) in scheme.columns.items():
        table = tables.single.get(title)
        column = table.columns.get(name) if table is not None else None
        words = scheme.tables[title].columns[name].words
        column = column if column is not None else Column.unknown(kind, size, words)
        unit = scheme.tables[title].columns[name].unit if kind is Kind.NUMBER else ""
        private = scheme.tables[title].columns[name].private
        columns[name] = replace(column, unit=unit, private=private, edges=edges.get(name, ()))
    return columns


def _supply(step: Step, columns: dict[str, Column], scheme: Scheme, keys: tuple[str, ...], history: History) -> None:
    """Put what a step reads of earlier periods among the columns."""
    for name in step.rule.inputs:
        if name in columns:
            continue
        about = read_past_name(name)
        if name == RATED_BEFORE:
            columns[name] = history.rated_before(keys, scheme.as_of)
        elif name == RATED_EVER:
            columns[name] = history.rated_ever(keys)
        elif name == FIRST_IN_TERM:
            columns[name] = history.first_in_term(keys, scheme.term_start, scheme.as_of)
        elif about is not None:
            columns[name] = _of_earlier(about, columns, scheme, keys, history)


def _of_earlier(
    about: PastName, columns: Mapping[str, Column], scheme: Scheme, keys: tuple[str, ...], history: History
) -> Column:
    item = about.item
    if about.relation == GAIN:
        return history.gain(item, keys, columns[item], scheme.term_start, scheme.as_of)
    if about.relation == RUN:
        since = scheme.valid_from if scheme.is_rating(item) else None
        return history.run(item, keys, columns[item], scheme.as_of, since)
    kind, choices = _values_of(item, scheme, columns)
    if about.relation == LAST:
        return history.last(item, keys, kind, choices, scheme.as_of)
    if about.relation == LATEST:
        return history.latest(item, keys, kind, choices, scheme.as_of)
    return history.back(item, about.back, keys, kind, choices, scheme.as_of)


def _values_of(item: str, scheme: Scheme, columns: Mapping[str, Column]) -> tuple[Kind, tuple[str, ...]]:
    """An item's kind and words, computed already or not."""
    step = scheme.step(item)
    if step is not None:
        return step.rule.kind, step.rule.choices
    return (columns[item].kind, columns[item].choices) if item in columns else (Kind.NUMBER, ())


def _states(scheme: Scheme, columns: Mapping[str, Column], rated: Mask) -> Branches:
    """DECIDED where eligibility and all that a scheme comes to are; NOT_RATED for who takes no part.

    It comes to level, grade and entitlements; where it has none of these, to its total and stars.
    """
    final = scheme.of_role(Role.LEVEL, Role.GRADE, Role.ENTITLEMENT) or scheme.of_role(Role.STAR, Role.TOTAL)
    steps = (*scheme.of_role(Role.ELIGIBLE), *final)
    known = np.logical_and.reduce([columns[step.name].known for step in steps])
    return np.where(~rated, 2, np.where(known, 0, 1)).astype(np.int64)
