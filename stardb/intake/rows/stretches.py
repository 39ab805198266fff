"""Stretches of time whose last day lies before their first: the row does not say when."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from stardb.intake.masking import quoted
from stardb.intake.problem_limits import limit_problems
from stardb.intake.tables import Table
from stardb.problems import Place, Problem, problem
from stardb.quantity import EPOCH, Column, show_at
from stardb.rulebook import TableSpec


def check_stretches(spec: TableSpec, table: Table) -> tuple[Table, list[Problem]]:
    """The table with the ends of impossible stretches unknown, and a problem at the last day of each."""
    columns, problems = dict(table.columns), list[Problem]()
    for start, end in spec.stretches:
        first, last = table.columns[start], table.columns[end]
        late = np.flatnonzero(first.known & last.known & (first.data > last.data)).tolist()
        rows = [row for row in late if not _is_month(first, last, row)]
        if rows:
            problems += limit_problems(rows, table.source.tolist().__getitem__, _make_telling(spec, table, start, end))
            sure = np.ones(len(table), bool)
            sure[rows] = False
            columns |= {name: columns[name].mask(sure) for name in (start, end)}
    return replace(table, columns=columns), problems


def _is_month(first: Column, last: Column, row: int) -> bool:
    """Whether a last day may be a month's, written without a day, in which the first day lies."""
    start, end = (EPOCH + dt.timedelta(days=int(column.data[row])) for column in (first, last))
    return end.day == 1 and (start.year, start.month) == (end.year, end.month)


def _make_telling(spec: TableSpec, table: Table, start: str, end: str) -> Callable[[int], Problem]:
    def tell(row: int) -> Problem:
        place = table.place(row, end) or Place(table.name)
        begin, finish = show_at(table.columns[start], row), show_at(table.columns[end], row)
        if any(spec.columns[name].private for name in (start, end)):
            begin = finish = "***"
        message = f"{quoted(end)}（{finish}）在{quoted(start)}（{begin}）之前，这一段起止不明，按未知处理。"
        return problem("D226", message, place, found=finish, expected=f"不早于{begin}")

    return tell
