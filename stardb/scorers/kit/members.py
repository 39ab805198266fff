"""Who counts together with whom: the groups of subjects, and who of them takes part. For all clauses over groups."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import reduce

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Formula
from stardb.quantity import Array, Column, Kind, Mask, arithmetic, logic
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scope import WHOLE, Scope

ELIGIBLE = "参评条件"
"""The name that says who is rated, in a scheme where not everybody is."""


@dataclass(frozen=True, eq=False)
class GroupedValues:
    """The members of all groups and their values. `groups`: each subject's, -1 where unknown; `counted`: who counts.

    By group: `sizes`, how many count with a known value; `undecided`, how many more may, or do with an unknown one (of
    those whose group is unknown each may belong to any); `pending`, how many of them are still to be decided, and so
    are never left out; `unseen`, of how many subjects nobody has sent the rows that may be in it. `taking`: whether each subject counts, known or not. `weights`: of the values, where they have some.
    """

    values: Column
    groups: Array
    taking: Column
    counted: Mask
    sizes: Array
    undecided: Array
    pending: Array
    unseen: Array
    weights: Column | None = None

    def with_missing(self, missing: Array) -> "GroupedValues":
        """The same where so many more of each group may count."""
        return replace(self, undecided=self.undecided + missing)


@dataclass(frozen=True, eq=False)
class Members:
    """How the subjects are grouped, and who counts: those rated (if `rated`) for whom `where` holds (if it is given).

    `eligible` names the column that says who is rated, where there is one and it matters.
    """

    within: tuple[str, ...]
    where: Formula | None
    rated: bool
    eligible: str

    @property
    def inputs(self) -> tuple[str, ...]:
        """Every name that grouping reads: `reads`, and the column of who is rated."""
        return (*self.reads, *((self.eligible,) if self.eligible else ()))

    @property
    def reads(self) -> tuple[str, ...]:
        """The names a subject's own part in it comes from."""
        return (*self.within, *(self.where.names if self.where is not None else ()))

    def collect(
        self, source: Formula, frame: AppraisalFrame, weight: Formula | None = None, *, groups: Array | None = None,
        number: int | None = None, tests: Sequence[Column] = (),
    ) -> GroupedValues:  # fmt: skip
        """The members of all groups, and their values of `source`.

        weight: what each value weighs; one without a weight, or with one below 0, is as if unknown. groups: the group of each
        where it is not told by the columns of `within`, with the number of groups. tests: what else says who counts.
        """
        is_told = groups is not None  # then whoever tells the groups knows what is missing of them, too
        groups = frame.group_subjects(self.within) if groups is None else groups
        taking, values = reduce(logic.both, tests, self._who_counts(frame)), source.evaluate(frame)
        weights = weight.evaluate(frame) if weight is not None else None
        if weights is not None:
            values = values.mask(weights.known & (weights.data >= 0)).mark_pending(weights.undecided)
        certain = logic.certainly(taking)
        counted = certain & values.known & (groups >= 0)
        open_ = ~taking.known | (certain & ~values.known)
        groupless = int(np.count_nonzero((~taking.known | certain) & (groups < 0)))
        undecided = count_by_group(open_, groups, number) + groupless
        unseen = np.zeros(len(undecided), np.int64) + (0 if is_told else self._count_unseen(frame, groups))
        return GroupedValues(
            arithmetic.over_one_scale(values, counted), groups, taking, counted, count_by_group(counted, groups, number),
            undecided + unseen, count_by_group(certain & values.undecided, groups, number), unseen,
            arithmetic.over_one_scale(weights, counted) if weights is not None else None,
        )  # fmt: skip

    def _who_counts(self, frame: AppraisalFrame) -> Column:
        """Whether each subject counts: a condition, unknown where that is undecided."""
        everyone = np.ones(frame.size, bool)
        tests = [logic.truth(everyone, everyone)]
        if self.rated:
            decided = frame[self.eligible].known if self.eligible else everyone
            tests.append(logic.truth(frame.rated, ~frame.rated | decided))
        if frame.repeats is not None:
            tests.append(logic.truth(~frame.repeats, ~frame.repeats))
        if self.where is not None:
            tests.append(self.where.evaluate(frame))
        return reduce(logic.both, tests)

    def _count_unseen(self, frame: AppraisalFrame, groups: Array) -> Array | int:
        """Of each group, of how many subjects nobody has sent the rows that may be in it; their townships are known, no more."""
        unseen = frame.unseen[frame.unseen_rated] if self.rated else frame.unseen
        if self.within != (frame.group_name,) or not len(unseen):
            return len(unseen)
        found = np.zeros(int(groups.max(initial=-1)) + 1, np.int64)
        known = groups >= 0
        found[groups[known]] = np.bincount(unseen, minlength=int(frame.groups.max(initial=-1)) + 1)[frame.groups[known]]
        return found

    def may_be_of_another(self, frame: AppraisalFrame) -> bool:
        """Whether one whose group is unknown may be of a group that nobody is of yet; not where all words are taken."""
        column = frame[self.within[0]] if len(self.within) == 1 else None
        if column is None or column.kind is not Kind.CHOICE:
            return True
        return len(np.unique(column.data[column.known])) < len(column.choices)

    def describe_group(self, columns: Mapping[str, Column], i: int) -> str:
        """Subject i's group as people read it: 全部, or 本乡镇（东镇）."""
        values = "、".join(Phrases(columns, i).show_value(name) for name in self.within)
        return f"本{self.group_title}（{values}）" if self.within else WHOLE

    @property
    def group_title(self) -> str:
        """What the groups are told by, as people read it."""
        return "、".join(self.within)


def members(scope: Scope, within: Sequence[str], where: str | None, *, rated: bool) -> Members:
    """Bound to the names in scope; who is rated is settled first where that matters."""
    group = scope.bind_groups(within, ("within",))
    test = scope.bind_formula(where, ("where",), Kind.BOOL) if where is not None else None
    return Members(group, test, rated, bind_eligible(scope) if rated else "")


def bind_eligible(scope: Scope) -> str:
    """The name that says who is rated, bound before what counts those who are; "" where everybody is."""
    if ELIGIBLE not in scope.symbols:
        return ""
    scope.symbols.bind(ELIGIBLE)
    return ELIGIBLE


def count_by_group(mask: Mask, groups: Array, number: int | None = None) -> Array:
    """How many of each group the mask holds for; those of no known group count in none. number: of groups, if not told by them."""
    number = int(groups.max(initial=-1)) + 1 if number is None else number
    return np.bincount(groups[mask & (groups >= 0)], minlength=number)


def to_subjects(by_group: Array, groups: Array, otherwise: int = 0) -> Array:
    """To each subject what its group has; `otherwise` to those of no known group."""
    each: Array = np.append(by_group, otherwise)[groups]
    return each
