"""Record tables: rows that say what another row says, and two rows where a period has one.

A row that repeats another word for word may be sent in twice or be a second event: it is reported, and what depends on it
stays unknown. Of a period two rows are one, as of a subject in other tables.
"""

from collections.abc import Sequence

import numpy as np

from stardb.intake.joining.duplicates import describe_place, merge_duplicates
from stardb.intake.joining.identical_rows import number_identical_rows
from stardb.intake.masking import mask, quoted
from stardb.intake.problem_limits import limit_problems
from stardb.intake.rows.collect_rows import CollectedRows
from stardb.intake.tables import Index, Table
from stardb.problems import Problem, problem
from stardb.quantity import Column, Kind, Mask, calendar, show_at
from stardb.rulebook import TableSpec


def merge_periods(
    collected: CollectedRows, subject: Index, titles: Sequence[str]
) -> tuple[CollectedRows, Index, list[Problem]]:
    """The rows with one of each subject and period, whose each is, and the problems of those that are not alone.

    subject: the subject of each row, -1 where it is nobody's, which are left out. A row that does not tell its period stays.
    """
    mine = np.flatnonzero(subject >= 0)
    collected, subject = collected.take(mine), subject[mine]
    periods = [collected.table.columns[name] for name in collected.spec.period]
    told = np.logical_and.reduce([column.known for column in periods])
    own = np.where(told, 0, np.arange(1, len(subject) + 1))
    lots = number_identical_rows(own, [Column(Kind.NUMBER, subject, subject >= 0), *map(_by_month, periods)])
    _, first = np.unique(lots, return_index=True)

    def title(lot: int) -> str:
        """A subject and its period, as people call them."""
        row = int(first[lot])
        parts = (f"{name}{show_at(column, row)}" for name, column in zip(collected.spec.period, periods, strict=True))
        return f"{titles[subject[row]]} {'、'.join(parts)}"

    merged = merge_duplicates(collected, lots, len(first), title)
    faulty = np.zeros(len(first), dtype=bool)
    return CollectedRows(collected.spec, merged.table, faulty), subject[first], merged.problems


def _by_month(column: Column) -> Column:
    return calendar.months_of(column) if column.kind is Kind.DATE else column


def find_repeats(
    spec: TableSpec, table: Table, lots: Index, titles: Sequence[str]
) -> tuple[Mask | None, list[Problem]]:
    """Which rows of a table say what an earlier one says, None where none does, and a problem for each.

    table: the rows that are somebody's. lots: of those alike, as `number_identical_rows` gives them. titles: what to call each subject.
    """
    _, first, place = np.unique(lots, return_index=True, return_inverse=True)
    earlier = first[place]
    repeated = earlier != np.arange(len(lots))
    if not repeated.any():
        return None, []
    rows = np.flatnonzero(repeated).tolist()
    source = table.source.tolist()
    return repeated, limit_problems(
        rows, source.__getitem__, lambda i: _repeat_problem(spec, table, titles, i, int(earlier[i]))
    )


def _repeat_problem(spec: TableSpec, table: Table, titles: Sequence[str], row: int, first: int) -> Problem:
    key = spec.key[-1]
    place, other = table.place(row, key), table.place(first, key)
    assert place is not None
    assert other is not None
    title = mask(titles[table.subject[row]])
    message = (
        f"{quoted(title)}在{quoted(table.name)}里有两行完全相同，另一行是{describe_place(other, place).strip()}；不知是重复填报还是两件事，"
        "与行数有关的结果待定。"
    )
    return problem("D210", message, place, found=str(other), expected="一件事一行")
