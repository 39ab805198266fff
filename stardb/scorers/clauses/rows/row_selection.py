"""What becomes of each row: whether it counts, how often, and which one is taken where only one is.

In this order: validity, `where`, `one_per` (or the other way round), `expect`, `again`, `drop` or `best`, then the way.
"""

import numpy as np

from stardb.dataclass import dataclass
from stardb.quantity import Array, Column, Kind, Mask, logic
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.scored import UNKNOWN, RowValidity
from stardb.scorers.clauses.rows.row_sentences import Way
from stardb.scorers.kit.rows.row_filter import RowFilter, count_different
from stardb.scorers.kit.rows.row_group import (
    RowGroup,
    leave_out_extremes,
    number_groups,
    pick_rows,
    rank_values,
    take_best,
)
from stardb.scorers.kit.rows.row_once import count_once
from stardb.scorers.kit.rows.row_repeats import ExpiredRows, multiply_repeats
from stardb.scorers.kit.rows.row_roles import MAYBE_ROLES, RowRole
from stardb.scorers.kit.rows.validity import EXPIRED, NOT_YET


@dataclass(eq=False)
class RowSelection:
    """The rows of a table while a clause filters them: their roles in `row_group` change as it goes on.

    rows: the frame of the rows. validity: how long each counts, where that is heeded. may_be_none: whether having no row at all
    is as it should be.
    """

    row_group: RowGroup
    rows: AppraisalFrame
    row_filter: RowFilter
    way: Way
    validity: RowValidity | None
    may_be_none: bool

    def run(self, expected: Column | None, repeated: Mask | None, ends: Column | None) -> tuple[Array | None, Mask]:
        """The row picked for each subject, where the way is to pick one, and who has not the rows there should be.

        expected: how many there should be of each subject. repeated: the rows that say word for word what another says. ends: the
        day from which each row is not valid any more, where `again` asks for it.
        """
        row_group, short_of_rows = self.row_group, np.zeros(self.row_group.size, bool)
        test = self._test_where()
        self._set_first_roles(test)
        self._keep_one_per_matter()
        if repeated is not None:
            self._mark_repeats(repeated)
        if expected is not None:
            short_of_rows = self._find_short(expected)
        if self.row_filter.again is not None:
            multiply_repeats(row_group, self.row_filter.again, self.rows, self._find_past(test), ends)
        if self.row_filter.drop:
            short_of_rows |= leave_out_extremes(row_group, self.row_filter.drop)
        if self.row_filter.best:
            take_best(row_group, self.row_filter.best)
        if self.way in ("sum", "mean", "count", "share"):
            return None, short_of_rows
        return self._pick(), short_of_rows

    @property
    def _by_order(self) -> bool:
        return self.way in ("last", "first")

    def _test_where(self) -> Column:
        if self.row_filter.where is not None:
            return self.row_filter.where.evaluate(self.rows)
        everywhere = np.ones(self.rows.size, bool)
        return logic.truth(everywhere, everywhere)

    def _set_first_roles(self, test: Column) -> None:
        """What is plain of each row by itself: whether it is valid and meets `where`."""
        role = self.row_group.role
        role[~test.known] = RowRole.UNDECIDED
        role[test.known & ~logic.certainly(test)] = RowRole.OTHER
        if self.validity is not None:
            branch = self.validity.scored.branch
            role[(branch == UNKNOWN) & (role != RowRole.OTHER)] = RowRole.VALIDITY_UNKNOWN
            if self.validity.unsure is not None:
                role[self.validity.unsure & (role == RowRole.VALIDITY_UNKNOWN)] = RowRole.PERIOD_UNKNOWN
            role[branch == EXPIRED] = RowRole.EXPIRED
            role[branch == NOT_YET] = RowRole.NOT_YET

    def _keep_one_per_matter(self) -> None:
        """Leave one row of each matter; of those left, mark the ones whose value or place is unknown."""
        row_group, once, by = self.row_group, self.row_filter.once, self.row_filter.by
        valid = ~np.isin(row_group.role, (RowRole.EXPIRED, RowRole.NOT_YET))
        if once is not None and once.by is not None:
            count_once(row_group, once, self.rows, valid, self._list_tellings())
        if not self._by_order:
            row_group.role[row_group.counted & ~row_group.value.known] = RowRole.VALUE_UNKNOWN
        if once is not None and once.by is None:
            valid &= row_group.role != RowRole.VALUE_UNKNOWN
            count_once(row_group, once, self.rows, valid, self._list_tellings())
        if by is not None:  # a row without a place may be the one looked for, wherever it stands
            maybe = row_group.counted | np.isin(row_group.role, MAYBE_ROLES)
            row_group.role[maybe & ~by.evaluate(self.rows).known] = RowRole.KEY_UNKNOWN

    def _list_tellings(self) -> list[Column]:
        """All of a row by which the result may differ, where one or the other of two rows of one matter counts."""
        again, expect, by = self.row_filter.again, self.row_filter.expect, self.row_filter.by
        keys = [*(again.formulas if again is not None else ()), *(expect.different if expect is not None else ())]
        keys += [by] if by is not None else []
        return [self.row_group.value, *(key.evaluate(self.rows) for key in keys)]

    def _mark_repeats(self, repeated: Mask) -> None:
        """Rows that repeat another word for word leave open how often it is to count, where that matters."""
        row_group = self.row_group
        if self.row_filter.expect is not None or self.way in ("mean", "count", "share"):
            row_group.role[row_group.counted & repeated] = RowRole.REPEATED
        elif self.way == "sum":
            row_group.role[row_group.counted & repeated & (row_group.value.data != 0)] = RowRole.REPEATED

    def _find_short(self, expected: Column) -> Mask:
        """Who has not the rows there should be; rows of unknown periods come to KEY_UNKNOWN where they matter."""
        row_group, expect = self.row_group, self.row_filter.expect
        assert expect is not None
        counted = row_group.counted
        rows_held = held = row_group.count_by_subject(counted)
        told = counted
        if expect.different:
            told = counted & np.logical_and.reduce([formula.evaluate(self.rows).known for formula in expect.different])
            held = self.count_periods(told)
        number = Column(Kind.NUMBER, held, np.ones(row_group.size, bool))
        right = logic.certainly(logic.compare(number, "≥" if expect.at_least else "=", expected))
        enough = right if expect.at_least and not expect.once else np.zeros(row_group.size, bool)
        row_group.role[counted & ~told & ~enough[row_group.owner]] = RowRole.KEY_UNKNOWN
        twice = held != rows_held if expect.different and expect.once else np.zeros(row_group.size, bool)
        short: Mask = twice | (~right & ~((rows_held == 0) & self.may_be_none))
        return short

    def count_periods(self, among: Mask) -> Array:
        """In how many different periods (or visits) each subject has a row of `among`."""
        expect = self.row_filter.expect
        assert expect is not None
        columns = [formula.evaluate(self.rows) for formula in expect.different]
        return count_different(self.row_group, columns, among, expect.by_month)

    def _find_past(self, test: Column) -> ExpiredRows:
        """The rows that are not valid any more but met `where`; not those of a matter that counts still."""
        expired, once = self.row_group.role == RowRole.EXPIRED, self.row_filter.once
        if once is not None:
            group, groups = number_groups(self.row_group.owner, [cause.evaluate(self.rows) for cause in once.same])
            expired &= ~(np.bincount(group[self.row_group.counted], minlength=groups) > 0)[group]
        return ExpiredRows(expired & logic.certainly(test), expired & ~test.known)

    def _pick(self) -> Array:
        """The row taken for each subject, the highest, lowest, last or first."""
        row_group, by = self.row_group, self.row_filter.by
        key = rank_values(by.evaluate(self.rows) if by else row_group.value)
        key = key if self.way in ("best", "last") else -key
        among = row_group.counted
        if self._by_order and self.row_filter.expect is None:
            among |= np.isin(row_group.role, MAYBE_ROLES)
        picked = pick_rows(among, row_group.owner, row_group.size, key)
        if self._by_order:
            self._mark_ties(picked, key, among)
        beaten = row_group.counted & (picked[row_group.owner] != np.arange(self.rows.size))
        row_group.role[beaten] = RowRole.PASSED_OVER
        return picked

    def _mark_ties(self, picked: Array, key: Array, among: Mask) -> None:
        """Only rows in the place looked for decide: they must be known, surely count, and be alike."""
        row_group = self.row_group
        mine = picked[row_group.owner]
        there = among & (key == key[mine]) if len(key) else among
        row_group.role[among & ~there] = RowRole.PASSED_OVER
        row_group.role[there & (row_group.role == RowRole.COUNTED) & ~row_group.value.known] = RowRole.VALUE_UNKNOWN
        place = rank_values(row_group.value)
        row_group.role[there & (row_group.role == RowRole.COUNTED) & (place != place[mine])] = RowRole.TIED
