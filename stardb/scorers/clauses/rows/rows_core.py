"""From a subject's many rows to one value: which rows count, what each is worth, and how they come together.

In this order: `where`, `one_per` (or the other way round), `expect`, `again`, `drop` or `best`, then the way.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Reaches
from stardb.quantity import Array, Column, Kind, Mask, ValueRange, arithmetic, bounds, filled_array, logic, ranges
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.rule import Rule
from stardb.scorers.base.scored import Scored
from stardb.scorers.clauses.rows.row_selection import RowSelection
from stardb.scorers.clauses.rows.row_sentences import AGREED, EXPECTED, PERIODS, RowSentences, ValuedRowTrace, Way
from stardb.scorers.kit.case_outputs import CasesCore
from stardb.scorers.kit.rows.missing_rows import bound_missing
from stardb.scorers.kit.rows.row_filter import RowFilter
from stardb.scorers.kit.rows.row_group import RowBounds, RowGroup
from stardb.scorers.kit.rows.row_roles import COUNTED_ROLES, HELD_ROLES, MAYBE_ROLES, UNKNOWN_ROLES, RowRole
from stardb.scorers.kit.rows.validity import find_standing, score_validity

_LEFT_OPEN = "left_open"
"""The fact who has no row, where the text lays nothing down for that."""

_ENDS: Mapping[Way, Callable[[RowBounds], tuple[Column, Column]]] = {
    "count": RowBounds.of_count,
    "sum": RowBounds.of_sum,
    "mean": RowBounds.of_mean,
    "share": RowBounds.of_share,
    "best": RowBounds.of_best,
    "worst": RowBounds.of_worst,
}
"""What the rows of each subject can come to, by the way they come together."""


@dataclass(frozen=True, eq=False)
class RowsCore(Core):
    """Bound: the branch is how many rows counted. `otherwise`: the value where there is none, None for unknown.

    each: what a row that counts can be worth; opened: which cases of its clause it can take. hole: that the text lays nothing
    down for who has no row, and its reason, which may be ""; None where it does, or that is not said.
    """

    table: str
    way: Way
    worth: Rule | None
    rows_filter: RowFilter
    otherwise: Fraction | str | None
    outer: tuple[str, ...]
    each: ValueRange
    opened: tuple[bool, ...] = ()
    hole: str | None = None

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
        return self.way in ("mean", "share") or (
            self.worth is not None and self.worth.core.needs_rounding and self.worth.step is None
        )

    @property
    def inputs(self) -> tuple[str, ...]:
        return (f"{self.table}()", *self.outer)

    @property
    def cases(self) -> tuple[str, ...]:
        each = self.worth.core.cases if self.worth else ("",)
        none = ("没有行",) if self.otherwise is not None else ()
        return (*(each if len(each) > 1 else ("有行",)), *self._turns, *none)

    @property
    def _turns(self) -> Mapping[str, RowRole]:
        """What else may become of a row that worked cases should see: the key that says so, and the role."""
        once, again, told = self.rows_filter.once, self.rows_filter.again, dict[str, RowRole]()
        if once is not None and (once.by is not None or once.before_where):
            told["one_per"] = RowRole.SAME_CAUSE
        if again is not None:
            told["again"] = RowRole.AGAIN
            told |= {"within": RowRole.APART} if again.is_limited else {}
            told |= {"also": RowRole.ALSO} if again.also is not None else {}
        return told | ({"best": RowRole.BEYOND} if self.rows_filter.best else {})

    def open_cases(self, reaches: Reaches) -> tuple[bool, ...]:
        each = self.opened if len(self.opened) > 1 else (True,)
        return (*each, *(True for _ in self._turns), *([True] if self.otherwise is not None else []))

    def reach(self, reaches: Reaches) -> ValueRange:
        if self.worth is None:
            return ranges.counts()
        if not self.kind.numeric:
            return super().reach(reaches)
        each = self.each
        none = [ranges.just(self.otherwise)] if isinstance(self.otherwise, Fraction) else []
        if self.way == "sum":
            again = self.rows_filter.again
            grain = each.grain and each.grain * (
                ranges.common_grain(Fraction(1), again.times if again else Fraction(1)) or 1
            )
            low = Fraction(0) if each.low is not None and each.low >= 0 else None
            high = Fraction(0) if each.high is not None and each.high <= 0 else None
            return ranges.join(ValueRange(low, high, grain=grain), *none)
        return ranges.join(
            ValueRange(each.low, each.high, grain=None if self.way in ("mean", "share") else each.grain), *none
        )

    def cases_of(self, scored: Scored, i: int) -> tuple[int, ...]:
        count, trace, turns = int(scored.branch[i]), scored.rows[0], self._turns
        if count < 0 or (AGREED in scored.facts and scored.facts[AGREED][i]):
            return ()
        first = len(self.cases) - len(turns) - (self.otherwise is not None)
        taken = tuple(first + k for k, role in enumerate(turns.values()) if trace.count(i, role))
        return (*self._cases_of_worth(scored, i), *taken) if count else (*taken, len(self.cases) - 1)

    def _cases_of_worth(self, scored: Scored, i: int) -> tuple[int, ...]:
        """Which cases of what a row is worth subject i's rows took."""
        trace = scored.rows[0]
        if self.worth is None or len(self.worth.core.cases) == 1:
            return (0,)
        assert isinstance(trace, ValuedRowTrace)
        assert trace.worth is not None
        applies = trace.worth.applies
        rows = [int(r) for r in trace.of(i) if trace.role[r] in COUNTED_ROLES]
        rows = [r for r in rows if applies is None or applies.data[r]]
        return tuple(sorted({case for r in rows for case in self.worth.core.cases_of(trace.worth, r)}))

    def score(self, frame: AppraisalFrame) -> Scored:
        rows, owner = frame.row_frame(self.table), frame.owners[self.table]
        scored = self.worth.score(rows) if self.worth else None
        value = scored.column if scored else Column.constant(Kind.NUMBER, 1, rows.size)
        value = arithmetic.over_one_scale(value) if value.kind.numeric else value
        validity = find_standing(frame, self.table, self.rows_filter.validity)
        row_group = RowGroup(owner, frame.size, value, np.full(rows.size, RowRole.COUNTED))
        selection = RowSelection(row_group, rows, self.rows_filter, self.way, validity, self.otherwise is not None)
        expect = self.rows_filter.expect
        expected = expect.count.evaluate(frame) if expect is not None else None
        again = self.rows_filter.again
        ends = score_validity(frame, self.table).end if again is not None and again.validity is not None else None
        picked, short_of_rows = selection.run(expected, frame.repeated.get(self.table), ends)
        number = row_group.count_by_subject(row_group.counted)
        result = row_group.value.take(picked) if picked is not None else self._add_up(row_group, number)
        unknown = np.isin(row_group.role, UNKNOWN_ROLES) & ~self._adds_nothing(row_group, number)
        open_ = row_group.count_by_subject(unknown) > 0
        if expect is None:
            open_ &= ~self._is_settled(row_group)
        if self.way == "share":
            row_group.role[row_group.counted & (row_group.value.data == 0)] = RowRole.IN_WHOLE
        sent, twice = frame.was_sent(self.table), frame.was_sent_twice(self.table)
        known = sent & ~open_ & ~short_of_rows
        result = arithmetic.choose(number > 0, result, self._none(frame.size)).mask(known)
        boundless = scored.boundless if scored is not None else None
        if expected is not None:
            result = self._within_missing(result, row_group, selection, expected, sent)
        else:
            result = self._within_bounds(result, row_group, sent, boundless)
        agreed = result.known & ~known
        trace = ValuedRowTrace(
            self.table, row_group.role, self._sentences.role_texts(), owner, validity, self.worth, scored,
            row_group.value, rows.columns, sent, twice, frame.borrowed.get(self.table, ""), frame.empty.get(self.table, ""),
            counted=COUNTED_ROLES, unclear=UNKNOWN_ROLES, names=self._row_names,
        )  # fmt: skip
        facts = (
            {EXPECTED: np.where(expected.known, expected.data // expected.scale, -1)} if expected is not None else {}
        )
        if agreed.any():
            facts[AGREED] = agreed.astype(np.int64)
        if self.hole is not None:
            facts[_LEFT_OPEN] = (known & (number == 0)).astype(np.int64)
            result = result.mark_pending(facts[_LEFT_OPEN] > 0)
        if expect is not None and expect.different:
            facts[PERIODS] = selection.count_periods(np.isin(row_group.role, HELD_ROLES))
        lost = np.zeros(frame.size, bool) if boundless is None else row_group.count_by_subject(boundless & unknown) > 0
        if self.hole is not None:
            lost |= facts[_LEFT_OPEN] > 0
        return Scored(result, np.where(result.known, number, -1), (trace,), facts=facts, boundless=lost)

    @property
    def _row_names(self) -> tuple[str, ...]:
        """What it reads of a row."""
        worth = self.worth.inputs if self.worth is not None else ()
        return tuple(dict.fromkeys((*self.rows_filter.inputs, *worth)))

    def _adds_nothing(self, row_group: RowGroup, number: Array) -> Mask:
        """The rows of a sum that are worth 0, so that whether they count does not matter."""
        chosen = self.rows_filter
        if self.way != "sum" or chosen.expect is not None or chosen.again is not None or chosen.best:
            return np.zeros(len(row_group.owner), bool)
        maybe = np.isin(row_group.role, MAYBE_ROLES)
        alone = (number == 0) & (self.otherwise != 0)
        nothing: Mask = maybe & row_group.value.known & (row_group.value.data == 0) & ~alone[row_group.owner]
        return nothing

    def _within_bounds(self, result: Column, row_group: RowGroup, sent: Mask, boundless: Mask | None) -> Column:
        """The result; where rows are undecided, between what it can come to with them and without."""
        chosen = self.rows_filter
        if result.known.all() or chosen.once or chosen.expect or chosen.again or chosen.drop or chosen.best:
            return result
        found = RowBounds(row_group, self.each, boundless)
        ends = _ENDS.get(self.way)
        if ends is None:
            return result
        sure = sent & ((found.sure > 0) | ((self.otherwise == 0) & (self.way in ("sum", "count"))))
        low, high = ends(found)
        return bounds.with_ends(result, low.mask(sure & ~result.known), high.mask(sure & ~result.known))

    def _within_missing(
        self, result: Column, row_group: RowGroup, selection: RowSelection, expected: Column, sent: Mask
    ) -> Column:
        """The result; where rows that there should be are missing, between what it can come to when they have come in."""
        chosen, expect = self.rows_filter, self.rows_filter.expect
        assert expect is not None
        core = self.worth.core if self.worth is not None else None
        is_open = expect.at_least or (expect.different and not expect.once)  # there may be any number of rows
        has_holes = isinstance(core, CasesCore) and core.outputs.holes
        if result.known.all() or is_open or has_holes or chosen.again or chosen.drop or chosen.best:
            return result
        counting = selection.count_periods if expect.different else None
        is_once = chosen.once is not None
        low, high, holds = bound_missing(self.way, row_group, self.each, expected, is_once, counting)
        holds &= sent & ~result.known
        return bounds.with_ends(result, low.mask(holds), high.mask(holds))

    def _is_settled(self, row_group: RowGroup) -> Mask:
        """Who has a row that no other could pass, or as many such rows as are taken."""
        core, wanted = self.worth.core if self.worth else None, self.rows_filter.best or 1
        picks = self.way in ("best", "worst") or (self.rows_filter.best and self.rows_filter.again is None)
        if not picks or self.worth is None or not isinstance(core, CasesCore):
            return np.zeros(row_group.size, bool)
        ends = [formula.value for formula in core.outputs.formulas if formula.value is not None]
        if self.worth.step is not None or len(ends) < len(core.outputs.formulas):
            return np.zeros(row_group.size, bool)
        ends = [*ends, Fraction(0)] if self.worth.when is not None else ends
        end = Column.constant(self.kind, min(ends) if self.way == "worst" else max(ends), len(row_group.owner))
        end = arithmetic.clamp(end, self.worth.low, self.worth.high)
        reached = logic.compare(row_group.value, "≤" if self.way == "worst" else "≥", end)
        nameless = row_group.count_by_subject(row_group.role == RowRole.KEY_UNKNOWN) > 0  # it may take another's place
        settled: Mask = (row_group.count_by_subject(row_group.counted & reached.data) >= wanted) & ~nameless
        return settled

    def _add_up(self, row_group: RowGroup, number: Array) -> Column:
        value, counted = row_group.value, row_group.counted
        data, scale = value.data, value.scale
        assert isinstance(scale, int)
        if data.size and max(abs(int(data.max())), abs(int(data.min()))) * data.size >= 2**62:
            data = data.astype(object)
        total = filled_array(0, row_group.size).astype(data.dtype)
        np.add.at(total, row_group.owner[counted], data[counted])
        summed = Column(self.kind, total, np.ones(row_group.size, bool), scale)
        if self.way not in ("mean", "share"):
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
        if _LEFT_OPEN in scored.facts and scored.facts[_LEFT_OPEN][i]:
            return f"没有计入的行：{self.hole or '原文没有规定'}，待定"
        return self._sentences.explain(scored, i)

    def suggest(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        """How many rows do not count as they are not valid any more, or not yet, where each would bring something."""
        invalid = scored.rows[0].count(i, RowRole.EXPIRED, RowRole.NOT_YET)
        gains = self.way == "count" or (self.way == "sum" and self.each.low is not None and self.each.low > 0)
        if not invalid or not gains or scored.branch[i] < 0:
            return ""
        return f"{self.table}有{invalid}行不在有效期内，没有计"

    @property
    def _sentences(self) -> RowSentences:
        return RowSentences(self.table, self.way, self.worth, self.rows_filter)
