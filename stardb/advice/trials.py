"""What if: any number of subjects, each with some of its cells changed, scored at once and each as if it were alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from math import lcm
from typing import Any, TypeAlias

import numpy as np

from stardb.dataclass import dataclass
from stardb.intake import Subjects, Table, Tables
from stardb.quantity import NO_CALENDAR, Array, Column, Kind, WorkCalendar, integer_array
from stardb.rulebook import Scheme, Step
from stardb.scoring import Appraisal, score

CellValue: TypeAlias = Fraction | str | bool
"""What a cell may be changed to: a number, a word of a choice, a truth."""

Changes: TypeAlias = Mapping[str, CellValue]
"""Column -> its new value."""

_MOST_ROWS = 60_000
"""So many trials are scored at once."""


@dataclass(frozen=True, eq=False)
class Trial:
    """A subject, and what is changed of it."""

    subject: int
    changes: Changes


@dataclass(frozen=True, eq=False)
class TrialResults:
    """What trials came to: a value a trial, under the name of each step asked for; facts and branches as in `Scored`."""

    parts: tuple[Appraisal, ...]
    size: int

    def values(self, name: str) -> list[Any]:
        """The value of a name in each trial; None where undecided."""
        return [part.columns[name].at(k) for part in self.parts for k in range(len(part.subjects))]

    def at(self, k: int) -> tuple[Appraisal, int]:
        """The appraisal that holds trial k, and its place in it."""
        for part in self.parts:
            if k < len(part.subjects):
                return part, k
            k -= len(part.subjects)
        raise IndexError(k)


class Trials:
    """Scores trials of an appraisal by those of its steps that look at one subject alone.

    names: the results that are wanted; what they are made from is scored too, and nothing else. None of them may stand on a
    step that looks at several subjects at once. calendar: as for `score`.
    """

    def __init__(self, appraisal: Appraisal, names: Iterable[str], calendar: WorkCalendar = NO_CALENDAR) -> None:
        self.appraisal, self.calendar = appraisal, calendar
        self.scheme = restrict_scheme(appraisal.scheme, names)

    def score(self, trials: Sequence[Trial]) -> TrialResults:
        """What each trial comes to."""
        parts = [
            score(self.scheme, copy_subjects(self.appraisal, trials[k : k + _MOST_ROWS]), self.appraisal.history, self.calendar)
            for k in range(0, len(trials), _MOST_ROWS)
        ]  # fmt: skip
        return TrialResults(tuple(parts), len(trials))


def score_again(
    appraisal: Appraisal, tables: Tables, calendar: WorkCalendar, scheme: Scheme | None = None
) -> Appraisal:
    """All subjects scored again with other tables, or by another scheme, what was decided of results decided again.

    What was decided of cells stands in an appraisal's tables already.
    """
    decisions = [one.decision for one in appraisal.decisions.applied if one.spot is None]
    return score(scheme or appraisal.scheme, tables, appraisal.history, calendar, decisions)


def restrict_scheme(scheme: Scheme, names: Iterable[str]) -> Scheme:
    """A scheme with only the steps that some names, and taking part, are made from."""
    wanted = find_upstream(scheme, [*names, *([scheme.eligible] if scheme.eligible else [])])
    return replace(scheme, steps=tuple(step for step in scheme.steps if step.name in wanted))


def find_upstream(scheme: Scheme, names: Iterable[str]) -> set[str]:
    """The names, and every name they are made from: steps, columns, and columns whose values become rows of a table."""
    by_name = {step.name: step for step in (*scheme.row_steps, *scheme.steps)}
    found, todo = set[str](), [*names]
    while todo:
        name = todo.pop()
        if name in found:
            continue
        found.add(name)
        table = name.removesuffix("()")
        if table != name:
            todo += [table]
        if (spec := scheme.tables.get(table)) is not None and spec.many:
            todo += [step.name for step in scheme.row_steps if step.table == table]
            todo += [
                column for columns in (spec.rows_of.columns.values() if spec.rows_of else ()) for column in columns
            ]
        if (step := by_name.get(name)) is not None:
            todo += step.rule.inputs
    return found


def list_upstream_steps(scheme: Scheme, names: Iterable[str]) -> list[Step]:
    """The steps that some names are made from, themselves among them, in the order of the scheme."""
    wanted = find_upstream(scheme, names)
    return [step for step in scheme.steps if step.name in wanted]


def copy_subjects(appraisal: Appraisal, trials: Sequence[Trial]) -> Tables:
    """The tables of as many subjects as there are trials: each the one it is of, with its cells changed."""
    tables = appraisal.tables
    who = np.array([trial.subject for trial in trials], np.int64)
    changed = _gather(trials)
    subjects = Subjects(
        tuple(tables.subjects.keys[i] for i in who),
        tuple(tables.subjects.names[i] for i in who),
        tuple(tables.subjects.groups[i] for i in who),
    )
    single = {
        title: _take_rows(table, who, np.arange(len(who)), who, changed) for title, table in tables.single.items()
    }
    many = {}
    for title, table in tables.many.items():
        first = np.searchsorted(table.subject, who, "left")
        count = np.searchsorted(table.subject, who, "right") - first
        rows = np.repeat(first - np.concatenate([[0], np.cumsum(count)[:-1]]), count) + np.arange(int(count.sum()))
        many[title] = _take_rows(table, rows, np.repeat(np.arange(len(who)), count), who, {})
    return Tables(subjects, single, many)


def change_tables(appraisal: Appraisal, changes: Mapping[int, Changes]) -> Tables:
    """The tables of all subjects, with the cells of some changed: subject -> its changes."""
    trials = [Trial(i, changes.get(i, {})) for i in range(len(appraisal.subjects))]
    changed, tables = _gather(trials), appraisal.tables
    single = {
        title: replace(table, columns={name: _put(column, *changed[name]) if name in changed else column for name, column in table.columns.items()})
        for title, table in tables.single.items()
    }  # fmt: skip
    return replace(tables, single=single)


def _gather(trials: Sequence[Trial]) -> dict[str, tuple[list[int], list[CellValue]]]:
    """Column -> the trials in which it is changed, and to what."""
    found: dict[str, tuple[list[int], list[CellValue]]] = {}
    for k, trial in enumerate(trials):
        for name, value in trial.changes.items():
            places, values = found.setdefault(name, ([], []))
            places.append(k)
            values.append(value)
    return found


def _take_rows(
    table: Table, rows: Array, owners: Array, who: Array, changed: Mapping[str, tuple[list[int], list[CellValue]]]
) -> Table:
    """A table of the subjects `who`: its rows, whose each is, and what is changed of them."""
    taken = table.take(rows)
    columns = {
        name: _put(column, *changed[name]) if name in changed else column for name, column in taken.columns.items()
    }
    return replace(
        taken, columns=columns, subject=owners,
        lacking=None if table.lacking is None else table.lacking[who],
        twice=None if table.twice is None else table.twice[who],
        none=None if table.none is None else table.none[who],
    )  # fmt: skip


def _put(column: Column, places: Sequence[int], values: Sequence[CellValue]) -> Column:
    """A column with other values in some places."""
    at = np.array(places, np.int64)
    known = column.known.copy()
    known[at] = True
    pending = None if column.pending is None else column.pending & ~known
    word = None
    if column.word is not None:
        word = column.word.copy()
        word[at] = -1
    data, scale = _put_numbers(column, at, values) if column.kind.numeric else (_put_codes(column, at, values), 1)
    return replace(column, data=data, scale=scale, known=known, pending=pending, word=word)


def _put_codes(column: Column, at: Array, values: Sequence[CellValue]) -> Array:
    """The data of a column of truths or choices with other values in some places."""
    data = column.data.copy()
    data[at] = [column.choices.index(str(value)) if column.kind is Kind.CHOICE else bool(value) for value in values]
    return data


def _put_numbers(column: Column, at: Array, values: Sequence[CellValue]) -> tuple[Array, int]:
    """The numerators of a column of numbers with others in some places, and the one denominator of all."""
    numbers = [value for value in values if isinstance(value, Fraction)]
    assert len(numbers) == len(values)
    old = [column.scale] if isinstance(column.scale, int) else [int(one) for one in np.unique(column.scale)]
    scale = reduce(lcm, {*old, *(number.denominator for number in numbers)}, 1)
    if old == [scale]:
        data = column.data.copy()
    else:
        factor = scale // column.scale if isinstance(column.scale, int) else scale // column.scale.astype(object)
        data = integer_array([int(one) for one in np.asarray(column.data, dtype=object) * factor])
    new = integer_array([number.numerator * (scale // number.denominator) for number in numbers])
    if new.dtype != data.dtype:
        data = data.astype(object)
    data[at] = new
    return data, scale
