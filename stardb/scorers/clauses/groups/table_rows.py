"""The rows of a record table as what a statistic is of: which of them count, and which group each is of."""

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Formula
from stardb.quantity import Array, Column, logic, stack
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.rule import Rule
from stardb.scorers.base.scored import UNKNOWN, RowTrace
from stardb.scorers.kit.members import GroupedValues, Members
from stardb.scorers.kit.rows.validity import VALID, find_standing

COUNTED, LEFT_OUT, OPEN, NO_GROUP = range(4)
_ROLES = ("计入", "不计入", "计不计入或数值未知", "属于哪一组未知")


@dataclass(frozen=True, eq=False)
class TableRows:
    """A record table, bound. own: of the columns that group, those that are the table's; the others are its subjects'.

    validity: what tells which rows count; None where all do. once: whether rows that repeat another word for word are in
    doubt. outer: the names it reads of the subjects.
    """

    table: str
    own: tuple[str, ...]
    validity: Rule | None
    once: bool
    outer: tuple[str, ...]

    def collect(
        self, members: Members, source: Formula, weight: Formula | None, frame: AppraisalFrame
    ) -> tuple[GroupedValues, Array, RowTrace]:
        """The rows of all groups and their values, the group of each subject, and what became of each row.

        Whoever's rows have not come may have some of any value, in his own group or, where rows tell theirs, in any.
        """
        rows, owner = frame.row_frame(self.table), frame.owners[self.table]
        groups, row_groups = self._number_groups(members.within, frame, rows)
        number = max(int(groups.max(initial=-1)), int(row_groups.max(initial=-1))) + 1
        found = members.collect(source, rows, weight, groups=row_groups, number=number, tests=self._test(frame, rows))
        missing = self._count_missing(members, frame, groups, number)
        return found.with_missing(missing), groups, self._trace(found, owner, frame)

    def _test(self, frame: AppraisalFrame, rows: AppraisalFrame) -> list[Column]:
        """Whether each row counts by itself: it is valid, and none that repeats another."""
        tests = []
        standing = find_standing(frame, self.table, self.validity)
        if standing is not None:
            branch = standing.scored.branch
            tests.append(logic.truth(branch == VALID, branch != UNKNOWN))
        repeated = frame.repeated.get(self.table)
        if repeated is not None and self.once:
            tests.append(logic.truth(~repeated, ~repeated))
        return tests

    def _number_groups(
        self, within: tuple[str, ...], frame: AppraisalFrame, rows: AppraisalFrame
    ) -> tuple[Array, Array]:
        """The group of each subject and of each row, by the same numbers."""
        owner = frame.owners[self.table]
        columns = {}
        for name in within:
            mine = frame.columns[name]
            own = (
                name in self.own and name != frame.group_name
            )  # a row is of its subject's township, however it spells it
            columns[name] = stack([mine, rows.columns[name] if own else mine.take(owner)])
        townships = np.concatenate([frame.groups, frame.groups[owner]])
        joint = AppraisalFrame(frame.size + rows.size, columns, groups=townships, group_name=frame.group_name)
        numbers = joint.group_subjects(within)
        return numbers[: frame.size], numbers[frame.size :]

    def _count_missing(self, members: Members, frame: AppraisalFrame, groups: Array, number: int) -> Array:
        """Of each group, how many subjects' rows nobody has sent, who may have some in it."""
        missing = ~frame.was_sent(self.table) & (frame.rated if members.rated else True)
        anywhere = set(self.own) & set(members.within) - {frame.group_name}
        if anywhere:
            return np.full(number, int(missing.sum()))
        by_group = np.bincount(groups[missing & (groups >= 0)], minlength=number)
        return by_group + int((missing & (groups < 0)).sum())

    def _trace(self, found: GroupedValues, owner: Array, frame: AppraisalFrame) -> RowTrace:
        certain = logic.certainly(found.taking)
        role = np.where(found.counted, COUNTED, np.where(found.taking.known & ~certain, LEFT_OUT, OPEN))
        role[(role == OPEN) & found.values.known & certain] = NO_GROUP
        validity = find_standing(frame, self.table, self.validity)
        return RowTrace(self.table, role, _ROLES, owner, validity)
