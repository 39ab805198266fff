"""One row of each matter (同一事由只计一行): which row of several alike in some columns counts, before or after `where`."""

from collections.abc import Sequence

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Frame
from stardb.quantity import Array, Column, Mask
from stardb.scorers.kit.rows.row_group import RowGroup, join_codes, number_groups, pick_rows, rank_values
from stardb.scorers.kit.rows.row_roles import RowRole


@dataclass(frozen=True, eq=False)
class Once:
    """Of a subject's rows alike in all of `same` one counts: with the greatest `by`, or the least where not `greatest`.

    by: None for what a row is worth. before_where: whether rows that do not meet `where` are rivals too.
    """

    same: tuple[Formula, ...]
    greatest: bool = True
    by: Formula | None = None
    before_where: bool = False

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """Everything it reads of a row."""
        return (*self.same, self.by) if self.by is not None else self.same


def count_once(row_group: RowGroup, once: Once, rows: Frame, valid: Mask, alike: Sequence[Column]) -> None:
    """Of a subject's rows of one matter only one counts; the others come to SAME_CAUSE.

    valid: the rows that may count at all. alike: what must be the same of two rows for it not to matter which of them
    counts. Where it matters and cannot be told, the rivals come to TIED or KEY_UNKNOWN.
    """
    among = valid if once.before_where else row_group.counted
    causes = [cause.evaluate(rows) for cause in once.same]
    key = once.by.evaluate(rows) if once.by is not None else row_group.value
    named = among & np.logical_and.reduce([cause.known for cause in causes])
    group, groups = number_groups(row_group.owner, causes)
    place = rank_values(key) if once.greatest else -rank_values(key)
    top = pick_rows(named & key.known, group, groups, place)[group]
    rivals = named & (~key.known | (place == place[top]))
    first = pick_rows(rivals, group, groups, np.zeros(len(group), np.int64))
    open_ = _find_open(row_group, rivals, group, groups, first[group], alike)
    beaten = named & ~open_[group] & (first[group] != np.arange(len(group)))
    beaten |= named & ~rivals
    _mark_nameless(row_group, among, named)
    row_group.role[beaten] = RowRole.SAME_CAUSE
    row_group.role[rivals & open_[group]] = np.where(key.known, RowRole.TIED, RowRole.KEY_UNKNOWN)[
        rivals & open_[group]
    ]


def _find_open(
    row_group: RowGroup, rivals: Mask, group: Array, groups: int, first: Array, alike: Sequence[Column]
) -> Mask:
    """The groups in which it matters which of several rivals counts. first: the first rival of each row's group."""
    look, known = row_group.role, np.ones(len(group), bool)
    for column in alike:
        look, known = join_codes(look, rank_values(column)), known & column.known
    differs = rivals & (first != np.arange(len(group))) & ((look != look[first]) | ~known | ~known[first])
    matters = rivals & (row_group.role != RowRole.OTHER)
    open_: Mask = (np.bincount(group[differs], minlength=groups) > 0) & (
        np.bincount(group[matters], minlength=groups) > 0
    )
    return open_


def _mark_nameless(row_group: RowGroup, among: Mask, named: Mask) -> None:
    """A row whose matter is unknown may be one with any other of its subject."""
    several = row_group.count_by_subject(among) > 1
    wanted = row_group.count_by_subject(among & (row_group.role != RowRole.OTHER)) > 0
    row_group.role[among & ~named & (several & wanted)[row_group.owner]] = RowRole.KEY_UNKNOWN
