"""Which of a subject's many rows count and how often, bound: what a clause over the rows of a table says of them."""

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Formula
from stardb.quantity import Array, Column, Kind, Mask, calendar
from stardb.scorers.base.rule import Rule
from stardb.scorers.kit.rows.row_group import RowGroup, number_groups
from stardb.scorers.kit.rows.row_once import Once
from stardb.scorers.kit.rows.row_repeats import Repeats


@dataclass(frozen=True, eq=False)
class ExpectedRows:
    """How many rows there should be: `count`, or at least so many.

    different: where these values are counted instead of the rows, days of them by their month if `by_month`. once: whether
    each of them has one row of a subject at most.
    """

    count: Formula
    at_least: bool = False
    different: tuple[Formula, ...] = ()
    once: bool = False
    by_month: bool = False


@dataclass(frozen=True, eq=False)
class RowFilter:
    """Which rows count and how often. drop: how many of the highest and lowest are left out. best: how many are taken.

    by: what rows are put in order by, where the first or the last is taken. validity: what tells which rows are valid on the
    day of the appraisal; None where all are looked at.
    """

    where: Formula | None = None
    once: Once | None = None
    expect: ExpectedRows | None = None
    again: Repeats | None = None
    drop: int = 0
    best: int = 0
    by: Formula | None = None
    validity: Rule | None = None

    @property
    def keys(self) -> tuple[Formula, ...]:
        """What tells rows apart or puts them in order."""
        by = (self.by,) if self.by is not None else ()
        once = self.once.formulas if self.once is not None else ()
        again = self.again.formulas if self.again is not None else ()
        return (*by, *once, *again, *(self.expect.different if self.expect is not None else ()))

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """Everything it reads of a row or its subject."""
        given = (self.where, self.expect.count if self.expect is not None else None)
        return (*(formula for formula in given if formula is not None), *self.keys)

    @property
    def inputs(self) -> tuple[str, ...]:
        """Every name it reads, of a row or its subject."""
        ends = self.again.validity if self.again is not None else None
        rules = (rule for rule in (self.validity, ends) if rule is not None)
        names = (*(name for rule in rules for name in rule.inputs), *(n for f in self.formulas for n in f.names))
        return tuple(dict.fromkeys(names))


def count_different(row_group: RowGroup, columns: list[Column], among: Mask, by_month: bool) -> Array:
    """How many different values of `columns` each subject's rows of `among` have; days by their month if `by_month`."""
    if by_month:
        columns = [calendar.months_of(column) if column.kind is Kind.DATE else column for column in columns]
    group, _ = number_groups(row_group.owner, columns)
    rows = np.nonzero(among)[0]
    _, first = np.unique(group[rows], return_index=True)
    return np.bincount(row_group.owner[rows[first]], minlength=row_group.size)
