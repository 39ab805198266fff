"""From a subject's many rows to one value: which rows count, what each is worth, and how they come together.

In this order: `where`, `one_per`, `expect`, `again`, `drop`, then the way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from stardb.expressions import Reaches
from stardb.quantity import Array, Column, Kind, Mask, ValueRange, arithmetic, filled_array, logic, ranges
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.rule import Rule
from stardb.scorers.base.scored import UNKNOWN, RowValidity, Scored
from stardb.scorers.clauses.rows.row_sentences import EXPECTED, PERIODS, RowSentences, ValuedRowTrace, Way
from stardb.scorers.kit.case_outputs import CasesCore
from stardb.scorers.kit.row_filter import (
    UNKNOWN_ROLES,
    RowFilter,
    RowGroup,
    RowRole,
    count_different,
    count_once,
    leave_out_extremes,
    multiply_repeats,
    pick_rows,
    rank_values,
)
from stardb.scorers.kit.validity import EXPIRED, NOT_YET, score_validity


@dataclass(frozen=True, eq=False)
class RowsCore(Core):
    """Bound: the branch is how many rows counted. `otherwise`: the value where there is none, None for unknown.

    each: what a row that counts can be worth; opened: which cases of its clause it can take.
    """

    table: str
    way: Way
    worth: Rule | None
    rows_filter: RowFilter
    otherwise: Fraction | str | None
    outer: tuple[str, ...]
    each: ValueRange
    opened: tuple[bool, ...] = ()

    @property
    def kind(self) -> Kind:
        return self.worth.kind if self.worth else Kind.NUMBER

    @property
    def choices(self) -> tuple[str, ...]:
        words = self.worth.choices if self.worth else ()
        if not isinstance(self.otherwise, str) or self.kind is not Kind.CHOICE or self.otherwise in words:
            return words
        return (*words, self.otherwise)

    @property
    def needs_rounding(self) -> bool:
        return self.way == "mean" or (
            self.worth is not None and self.worth.core.needs_rounding and self.worth.step is None
        )

    @property
    def inputs(self) -> tuple[str, ...]:
        return (f"{self.table}()", *self.outer)

    @property
    def cases(self) -> tuple[str, ...]:
        each = self.worth.core.cases if self.worth else ("",)
        none = ("没有行",) if self.otherwise is not None else ()
        return (*(each if len(each) > 1 else ("有行",)), *none)

    def open_cases(self, reaches: Reaches) -> tuple[bool, ...]:
        each = self.opened if len(self.opened) > 1 else (True,)
        return (*each, *([True] if self.otherwise is not None else []))

    def reach(self, reaches: Reaches) -> ValueRange:
        if self.worth is None:
            return ranges.counts()
        if not self.kind.numeric:
            return super().reach(reaches)
        each = self.each
        none = [ranges.just(self.otherwise)] if isinstance(self.otherwise, Fraction) else []
        if self.way == "sum":
            grain = each.grain and each.grain * (ranges.common_grain(Fraction(1), self.rows_filter.times) or 1)
            low = Fraction(0) if each.low is not None and each.low >= 0 else None
            high = Fraction(0) if each.high is not None and each.high <= 0 else None
            return ranges.join(ValueRange(low, high, grain=grain), *none)
        return ranges.join(ValueRange(each.low, each.high, grain=None if self.way == "mean" else each.grain), *none)

    def cases_of(self, scored: Scored, i: int) -> tuple[int, ...]:
        count, trace = int(scored.branch[i]), scored.rows[0]
        if count <= 0:
            return (len(self.cases) - 1,) if count == 0 else ()
        if self.worth is None or len(self.worth.core.cases) == 1:
            return (0,)
        assert isinstance(trace, ValuedRowTrace)
        assert trace.worth is not None
        applies = trace.worth.applies
        rows = [int(r) for r in trace.of(i) if trace.role[r] in (RowRole.COUNTED, RowRole.AGAIN)]
        rows = [r for r in rows if applies is None or applies.data[r]]
        return tuple(sorted({case for r in rows for case in self.worth.core.cases_of(trace.worth, r)}))

    def score(self, frame: AppraisalFrame) -> Scored:
        rows, owner = frame.row_frame(self.table), frame.owners[self.table]
        scored = self.worth.score(rows) if self.worth else None
        value = scored.column if scored else Column.constant(Kind.NUMBER, 1, rows.size)
        value = arithmetic.over_one_scale(value) if value.kind.numeric else value
        validity = score_validity(frame, self.table) if self.rows_filter.validity else None
        row_group = RowGroup(owner, frame.size, value, self._first_roles(rows, value, validity))
        expected = self.rows_filter.expect.evaluate(frame) if self.rows_filter.expect else None
        picked, short_of_rows = self._filter_rows(row_group, rows, expected, frame.repeated.get(self.table))
        number = row_group.count_by_subject(row_group.counted)
        result = row_group.value.take(picked) if picked is not None else self._add_up(row_group, number)
        open_ = row_group.count_by_subject(np.isin(row_group.role, UNKNOWN_ROLES)) > 0
        if self.rows_filter.expect is None:
            open_ &= ~self._is_settled(row_group)
        sent, twice = frame.was_sent(self.table), frame.was_sent_twice(self.table)
        known = sent & ~open_ & ~short_of_rows
        result = arithmetic.choose(number > 0, result, self._none(frame.size)).mask(known)
        trace = ValuedRowTrace(
            self.table, row_group.role, self._sentences.role_texts(), owner, validity, scored, rows.columns, sent, twice
        )
        facts = (
            {EXPECTED: np.where(expected.known, expected.data // expected.scale, -1)} if expected is not None else {}
        )
        if self.rows_filter.period:
            held = np.isin(
                row_group.role, (RowRole.COUNTED, RowRole.AGAIN, RowRole.PASSED_OVER, RowRole.LOW, RowRole.HIGH)
            )
            facts[PERIODS] = self._periods(row_group, rows, held)
        return Scored(result, np.where(result.known, number, -1), (trace,), facts=facts)

    def _first_roles(self, rows: AppraisalFrame, value: Column, validity: RowValidity | None) -> Array:
        """What is plain of each row by itself."""
        role = np.full(rows.size, RowRole.COUNTED)
        if not self._by_order:
            role[~value.known] = RowRole.VALUE_UNKNOWN
        for key in self.rows_filter.keys:
            role[~key.evaluate(rows).known] = RowRole.KEY_UNKNOWN
        placeless = (role == RowRole.KEY_UNKNOWN) & self._by_order  # it may be the one looked for, wherever it stands
        if self.rows_filter.where is not None:
            test = self.rows_filter.where.evaluate(rows)
            role[~test.known & ~placeless] = RowRole.UNDECIDED
            role[test.known & ~logic.certainly(test)] = RowRole.OTHER
        if validity is not None:
            role[(validity.scored.branch == UNKNOWN) & (role != RowRole.OTHER) & ~placeless] = RowRole.VALIDITY_UNKNOWN
            role[validity.scored.branch == EXPIRED] = RowRole.EXPIRED
            role[validity.scored.branch == NOT_YET] = RowRole.NOT_YET
        return role

    @property
    def _by_order(self) -> bool:
        return self.way in ("last", "first")

    def _filter_rows(
        self, row_group: RowGroup, rows: AppraisalFrame, expected: Column | None, repeated: Mask | None
    ) -> tuple[Array | None, Mask]:
        """The row picked for each subject, where the way is to pick one, and who has not the rows there should be."""
        chosen, short_of_rows = self.rows_filter, np.zeros(row_group.size, bool)
        if chosen.causes:
            count_once(row_group, [cause.evaluate(rows) for cause in chosen.causes], chosen.best)
        if repeated is not None:
            self._mark_repeats(row_group, repeated)
        if expected is not None:
            rows_held = row_group.count_by_subject(row_group.counted)
            held = self._periods(row_group, rows, row_group.counted) if chosen.period else rows_held
            short_of_rows = (held != rows_held) & chosen.once
            number = Column(Kind.NUMBER, held, np.ones(row_group.size, bool))
            right = logic.certainly(logic.compare(number, "=", expected))
            short_of_rows |= ~right & ~((number.data == 0) & (self.otherwise is not None))
        if chosen.same is not None:
            order = chosen.order.evaluate(rows) if chosen.order else None
            multiply_repeats(row_group, chosen.same.evaluate(rows), chosen.times, order)
        if chosen.drop:
            short_of_rows |= leave_out_extremes(row_group, chosen.drop)
        if self.way in ("sum", "mean", "count"):
            return None, short_of_rows
        key = rank_values(chosen.by.evaluate(rows) if chosen.by else row_group.value)
        key = key if self.way in ("best", "last") else -key
        among = row_group.counted
        if self._by_order and chosen.expect is None:
            among |= np.isin(row_group.role, (RowRole.UNDECIDED, RowRole.VALIDITY_UNKNOWN))
        picked = pick_rows(among, row_group.owner, row_group.size, key)
        if self._by_order:
            self._mark_ties(row_group, picked, key, among)
        beaten = row_group.counted & (picked[row_group.owner] != np.arange(rows.size))
        row_group.role[beaten] = RowRole.PASSED_OVER
        return picked, short_of_rows

    def _periods(self, row_group: RowGroup, rows: AppraisalFrame, among: Mask) -> Array:
        """In how many different periods each subject has a row."""
        return count_different(row_group, [formula.evaluate(rows) for formula in self.rows_filter.period], among)

    def _mark_repeats(self, row_group: RowGroup, repeated: Mask) -> None:
        """Rows that repeat another word for word leave open how often it is to count, where that matters."""
        if self.rows_filter.expect is not None or self.way in ("mean", "count"):
            row_group.role[row_group.counted & repeated] = RowRole.REPEATED
        elif self.way == "sum":
            row_group.role[row_group.counted & repeated & (row_group.value.data != 0)] = RowRole.REPEATED

    def _mark_ties(self, row_group: RowGroup, picked: Array, key: Array, among: Mask) -> None:
        """Only rows in the place looked for decide: they must be known, surely count, and be alike."""
        mine = picked[row_group.owner]
        there = among & (key == key[mine]) if len(key) else among
        row_group.role[among & ~there] = RowRole.PASSED_OVER
        row_group.role[there & (row_group.role == RowRole.COUNTED) & ~row_group.value.known] = RowRole.VALUE_UNKNOWN
        place = rank_values(row_group.value)
        row_group.role[there & (row_group.role == RowRole.COUNTED) & (place != place[mine])] = RowRole.TIED

    def _is_settled(self, row_group: RowGroup) -> Mask:
        """Who has a row that no other could pass."""
        core = self.worth.core if self.worth else None
        if self.way not in ("best", "worst") or self.worth is None or not isinstance(core, CasesCore):
            return np.zeros(row_group.size, bool)
        ends = [formula.value for formula in core.outputs.formulas if formula.value is not None]
        if self.worth.step is not None or len(ends) < len(core.outputs.formulas):
            return np.zeros(row_group.size, bool)
        ends = [*ends, Fraction(0)] if self.worth.when is not None else ends
        end = Column.constant(self.kind, max(ends) if self.way == "best" else min(ends), len(row_group.owner))
        end = arithmetic.clamp(end, self.worth.low, self.worth.high)
        reached = logic.compare(row_group.value, "≥" if self.way == "best" else "≤", end)
        return row_group.count_by_subject(row_group.counted & reached.data) > 0

    def _add_up(self, row_group: RowGroup, number: Array) -> Column:
        value, counted = row_group.value, row_group.counted
        data, scale = value.data, value.scale
        assert isinstance(scale, int)
        if data.size and max(abs(int(data.max())), abs(int(data.min()))) * data.size >= 2**62:
            data = data.astype(object)
        total = filled_array(0, row_group.size).astype(data.dtype)
        np.add.at(total, row_group.owner[counted], data[counted])
        summed = Column(self.kind, total, np.ones(row_group.size, bool), scale)
        if self.way != "mean":
            return summed
        return arithmetic.divide(summed, Column(Kind.NUMBER, number, np.ones(row_group.size, bool)), self.kind)

    def _none(self, size: int) -> Column:
        """The value where no row counts."""
        if self.otherwise is None:
            return Column.unknown(self.kind, size, self.choices)
        if isinstance(self.otherwise, str) and self.kind is Kind.TEXT:
            return Column.words([self.otherwise] * size)
        if isinstance(self.otherwise, str):
            return Column.from_codes(self.choices, np.full(size, self.choices.index(self.otherwise)))
        if self.kind is Kind.BOOL:
            return logic.truth(np.full(size, bool(self.otherwise)), np.ones(size, bool))
        return Column.constant(self.kind, self.otherwise, size)

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        return self._sentences.explain(scored, i)

    @property
    def _sentences(self) -> RowSentences:
        return RowSentences(self.table, self.way, self.worth, self.rows_filter)
