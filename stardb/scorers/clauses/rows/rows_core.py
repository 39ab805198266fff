"""From a subject's many rows to one value: which rows count, what each is worth, and how they come together.

In this order: `where`, `one_per`, `expect`, `again`, `drop`, then the way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

from stardb.expressions import Formula, Reaches
from stardb.quantity import Array, Column, Kind, Mask, ValueRange, arithmetic, filled_array, logic, ranges, show_number
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import Reckoning
from stardb.scorers.base.phrases import Saying
from stardb.scorers.base.rule import Rule
from stardb.scorers.base.scored import Scored
from stardb.scorers.clauses.direct.formula import ExpressionCore
from stardb.scorers.kit import row_filter as sifting
from stardb.scorers.kit.case_outputs import CasesCore
from stardb.scorers.kit.row_filter import OwnedTrace, Pile, pick, ranks

Way = Literal["best", "worst", "sum", "mean", "count", "last", "first"]

_PASSED: Mapping[Way, str] = {
    "best": "不高于所取的一行，不重复计",
    "worst": "不低于所取的一行，不重复计",
    "last": "不是最后一行，不计",
    "first": "不是最早一行，不计",
}
_TOLD: Mapping[Way, str] = {
    "best": "取最高的一行", "worst": "取最低的一行", "sum": "相加", "mean": "平均", "count": "计数",
    "last": "取最后一行", "first": "取最早一行",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Sieve:
    """Which rows count and how often, bound; `causes` with `best`: of rows alike in them one counts.

    period: what tells the period of a row; `expect` then counts periods, of which each has one row at most if `once`.
    """

    where: Formula | None = None
    causes: tuple[Formula, ...] = ()
    best: bool = True
    expect: Formula | None = None
    same: Formula | None = None
    times: Fraction = Fraction(1)
    order: Formula | None = None
    drop: int = 0
    by: Formula | None = None
    period: tuple[Formula, ...] = ()
    once: bool = True

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """Everything it reads of a row or its subject."""
        given = (self.where, *self.causes, self.same, self.order, self.by, self.expect, *self.period)
        return tuple(formula for formula in given if formula is not None)


@dataclass(frozen=True, eq=False)
class RowsTrace(OwnedTrace):
    """What became of each row, what it was worth, and the values it was reckoned from.

    sent: for whom the table came. twice: for whom it came in two versions, none of which was read.
    """

    worth: Scored | None
    columns: Mapping[str, Column]
    sent: Mask
    twice: Mask


@dataclass(frozen=True, eq=False)
class RowsCore(Core):
    """Bound: the branch is how many rows counted. `otherwise`: the value where there is none, None for unknown.

    each: what a row that counts can be worth; opened: which cases of its clause it can take.
    """

    table: str
    way: Way
    worth: Rule | None
    sieve: Sieve
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
    def fine(self) -> bool:
        return self.way == "mean" or (self.worth is not None and self.worth.core.fine and self.worth.step is None)

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
            grain = each.grain and each.grain * (ranges.common_grain(Fraction(1), self.sieve.times) or 1)
            low = Fraction(0) if each.low is not None and each.low >= 0 else None
            high = Fraction(0) if each.high is not None and each.high <= 0 else None
            return ranges.join(ValueRange(low, high, grain=grain), *none)
        return ranges.join(ValueRange(each.low, each.high, grain=None if self.way == "mean" else each.grain), *none)

    def taken(self, scored: Scored, i: int) -> tuple[int, ...]:
        count, trace = int(scored.branch[i]), scored.rows[0]
        if count <= 0:
            return (len(self.cases) - 1,) if count == 0 else ()
        if self.worth is None or len(self.worth.core.cases) == 1:
            return (0,)
        assert isinstance(trace, RowsTrace)
        assert trace.worth is not None
        applies = trace.worth.applies
        rows = [int(r) for r in trace.of(i) if trace.role[r] in (sifting.TAKEN, sifting.AGAIN)]
        rows = [r for r in rows if applies is None or applies.data[r]]
        return tuple(sorted({case for r in rows for case in self.worth.core.taken(trace.worth, r)}))

    def score(self, frame: Reckoning) -> Scored:
        rows, owner = frame.of_rows(self.table, self.outer), frame.owners[self.table]
        scored = self.worth.score(rows) if self.worth else None
        value = scored.column if scored else Column.constant(Kind.NUMBER, 1, rows.size)
        value = arithmetic.over_one_scale(value) if value.kind.numeric else value
        pile = Pile(owner, frame.size, value, self._first_roles(rows, value))
        expected = self.sieve.expect.evaluate(frame) if self.sieve.expect else None
        picked, lacking = self._sifted(pile, rows, expected, frame.repeated.get(self.table))
        number = pile.tally(pile.counted)
        result = pile.value.take(picked) if picked is not None else self._added(pile, number)
        open_ = pile.tally(np.isin(pile.role, sifting.UNKNOWN_ROLES)) > 0
        if self.sieve.expect is None:
            open_ &= ~self._settled(pile)
        sent, twice = frame.sent(self.table), frame.came_twice(self.table)
        known = sent & ~open_ & ~lacking
        result = arithmetic.choose(number > 0, result, self._none(frame.size)).masked(known)
        trace = RowsTrace(self.table, pile.role, self._roles(), owner, scored, rows.columns, sent, twice)
        facts = {"应有": np.where(expected.known, expected.data // expected.scale, -1)} if expected is not None else {}
        if self.sieve.period:
            held = np.isin(pile.role, (sifting.TAKEN, sifting.AGAIN, sifting.PASSED, sifting.LOW, sifting.HIGH))
            facts["时期"] = self._periods(pile, rows, held)
        return Scored(result, np.where(result.known, number, -1), (trace,), facts=facts)

    def _first_roles(self, rows: Reckoning, value: Column) -> Array:
        """What is plain of each row by itself."""
        role = np.full(rows.size, sifting.TAKEN)
        keys = (self.sieve.by, *self.sieve.causes, self.sieve.same, self.sieve.order, *self.sieve.period)
        if not self._by_place:
            role[~value.known] = sifting.VALUELESS
        for key in keys:
            if key is not None:
                role[~key.evaluate(rows).known] = sifting.KEYLESS
        if self.sieve.where is not None:
            test = self.sieve.where.evaluate(rows)
            role[~test.known] = sifting.UNDECIDED
            role[test.known & ~logic.certainly(test)] = sifting.OTHER
        return role

    @property
    def _by_place(self) -> bool:
        return self.way in ("last", "first")

    def _sifted(
        self, pile: Pile, rows: Reckoning, expected: Column | None, repeated: Mask | None
    ) -> tuple[Array | None, Mask]:
        """The row picked for each subject, where the way is to pick one, and who has not the rows there should be."""
        sieve, lacking = self.sieve, np.zeros(pile.size, bool)
        if sieve.causes:
            sifting.count_once(pile, [cause.evaluate(rows) for cause in sieve.causes], sieve.best)
        if repeated is not None:
            self._mark_repeats(pile, repeated)
        if expected is not None:
            rows_held = pile.tally(pile.counted)
            held = self._periods(pile, rows, pile.counted) if sieve.period else rows_held
            lacking = (held != rows_held) & sieve.once
            number = Column(Kind.NUMBER, held, np.ones(pile.size, bool))
            right = logic.certainly(logic.compare(number, "=", expected))
            lacking |= ~right & ~((number.data == 0) & (self.otherwise is not None))
        if sieve.same is not None:
            order = sieve.order.evaluate(rows) if sieve.order else None
            sifting.multiply_repeats(pile, sieve.same.evaluate(rows), sieve.times, order)
        if sieve.drop:
            lacking |= sifting.leave_out_extremes(pile, sieve.drop)
        if self.way in ("sum", "mean", "count"):
            return None, lacking
        key = ranks(sieve.by.evaluate(rows) if sieve.by else pile.value)
        key = key if self.way in ("best", "last") else -key
        among = pile.counted
        if self._by_place and sieve.expect is None:
            among |= pile.role == sifting.UNDECIDED
        picked = pick(among, pile.owner, pile.size, key)
        if self._by_place:
            self._mark_ties(pile, picked, key, among)
        beaten = pile.counted & (picked[pile.owner] != np.arange(rows.size))
        pile.role[beaten] = sifting.PASSED
        return picked, lacking

    def _periods(self, pile: Pile, rows: Reckoning, among: Mask) -> Array:
        """In how many different periods each subject has a row."""
        return sifting.count_different(pile, [formula.evaluate(rows) for formula in self.sieve.period], among)

    def _mark_repeats(self, pile: Pile, repeated: Mask) -> None:
        """Rows that repeat another word for word leave open how often it is to count, where that matters."""
        if self.sieve.expect is not None or self.way in ("mean", "count"):
            pile.role[pile.counted & repeated] = sifting.REPEATED
        elif self.way == "sum":
            pile.role[pile.counted & repeated & (pile.value.data != 0)] = sifting.REPEATED

    def _mark_ties(self, pile: Pile, picked: Array, key: Array, among: Mask) -> None:
        """Only rows in the place looked for decide: they must be known, surely count, and be alike."""
        mine = picked[pile.owner]
        there = among & (key == key[mine]) if len(key) else among
        pile.role[among & ~there] = sifting.PASSED
        pile.role[there & (pile.role == sifting.TAKEN) & ~pile.value.known] = sifting.VALUELESS
        place = ranks(pile.value)
        pile.role[there & (pile.role == sifting.TAKEN) & (place != place[mine])] = sifting.TIED

    def _settled(self, pile: Pile) -> Mask:
        """Who has a row that no other could pass."""
        core = self.worth.core if self.worth else None
        if self.way not in ("best", "worst") or self.worth is None or not isinstance(core, CasesCore):
            return np.zeros(pile.size, bool)
        ends = [formula.value for formula in core.outputs.formulas if formula.value is not None]
        if self.worth.step is not None or len(ends) < len(core.outputs.formulas):
            return np.zeros(pile.size, bool)
        ends = [*ends, Fraction(0)] if self.worth.when is not None else ends
        end = Column.constant(self.kind, max(ends) if self.way == "best" else min(ends), len(pile.owner))
        end = arithmetic.clamped(end, self.worth.low, self.worth.high)
        reached = logic.compare(pile.value, "≥" if self.way == "best" else "≤", end)
        return pile.tally(pile.counted & reached.data) > 0

    def _added(self, pile: Pile, number: Array) -> Column:
        value, counted = pile.value, pile.counted
        data, scale = value.data, value.scale
        assert isinstance(scale, int)
        if data.size and max(abs(int(data.max())), abs(int(data.min()))) * data.size >= 2**62:
            data = data.astype(object)
        total = filled_array(0, pile.size).astype(data.dtype)
        np.add.at(total, pile.owner[counted], data[counted])
        summed = Column(self.kind, total, np.ones(pile.size, bool), scale)
        if self.way != "mean":
            return summed
        return arithmetic.divide(summed, Column(Kind.NUMBER, number, np.ones(pile.size, bool)), self.kind)

    def _none(self, size: int) -> Column:
        """The value where no row counts."""
        if self.otherwise is None:
            return Column.unknown(self.kind, size, self.choices)
        if isinstance(self.otherwise, str) and self.kind is Kind.TEXT:
            return Column.words([self.otherwise] * size)
        if isinstance(self.otherwise, str):
            return Column.coded(self.choices, np.full(size, self.choices.index(self.otherwise)))
        if self.kind is Kind.BOOL:
            return logic.truth(np.full(size, bool(self.otherwise)), np.ones(size, bool))
        return Column.constant(self.kind, self.otherwise, size)

    def _roles(self) -> tuple[str, ...]:
        roles = list(sifting.ROLES)
        roles[sifting.PASSED] = _PASSED.get(self.way, roles[sifting.PASSED])
        roles[sifting.AGAIN] = f"重复发生，按{show_number(self.sieve.times)}倍计"
        return tuple(roles)

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        trace = scored.rows[0]
        assert isinstance(trace, RowsTrace)
        if scored.branch[i] < 0:
            return f"{self._undecided(trace, scored, i)}，待定"
        result, held = scored.told(i), len(trace.of(i)) - trace.count(i, sifting.OTHER)
        if not held:
            return f"{self._which(0)}，为{result}"
        parts = [self._which(held)]
        if same := trace.count(i, sifting.SAME):
            parts.append(f"{same}行与另一行同一事由，不重复计")
        if again := trace.count(i, sifting.AGAIN):
            parts.append(f"{again}行是重复发生，按{show_number(self.sieve.times)}倍计")
        if self.sieve.drop:
            parts.append(f"去掉{self.sieve.drop}个最高、{self.sieve.drop}个最低，余{int(scored.branch[i])}行")
        if self.way in _PASSED and self.worth is not None:
            row = next(int(r) for r in trace.of(i) if trace.role[r] == sifting.TAKEN)
            parts.append(f"{_TOLD[self.way]}（{self._row(trace, row)}）")
        else:
            parts.append(_TOLD[self.way])
        return f"{'，'.join(parts)}，为{result}"

    def _which(self, count: int) -> str:
        which = "符合条件" if self.sieve.where is not None else ""
        if not count:
            return f"{self.table}没有{'符合条件的' if which else ''}行"
        return f"{self.table}{which or '共'}{count}行"

    def _undecided(self, trace: RowsTrace, scored: Scored, i: int) -> str:
        if trace.twice[i]:
            return f"{self.table}报了两份，分不清以哪一份为准"
        if not trace.sent[i]:
            return f"{self.table}没有收到"
        if self.sieve.where is not None and (count := trace.count(i, sifting.UNDECIDED)):
            return f"{self.table}有{count}行不能判定是否符合条件“{self.sieve.where.spell(lambda name: name)}”"
        if count := trace.count(i, sifting.VALUELESS):
            row = next(int(r) for r in trace.of(i) if trace.role[r] == sifting.VALUELESS)
            return f"{self.table}有{count}行未知（{self._row(trace, row).removesuffix('，待定')}）"
        if count := trace.count(i, sifting.KEYLESS):
            keys = (self.sieve.by, *self.sieve.causes, self.sieve.same, self.sieve.order, *self.sieve.period)
            names = dict.fromkeys(key.spell(lambda name: name) for key in keys if key is not None)
            return f"{self.table}有{count}行的{'、'.join(names)}未知"
        if trace.count(i, sifting.TIED):
            return f"{self.table}有并列而值不同的行，分不出先后"
        if count := trace.count(i, sifting.REPEATED):
            return f"{self.table}有{count}行和另一行完全相同，不知是不是重复填报"
        number = trace.count(i, sifting.TAKEN, sifting.AGAIN, sifting.PASSED, sifting.LOW, sifting.HIGH)
        expected = int(scored.facts["应有"][i]) if "应有" in scored.facts else number
        if "时期" in scored.facts and number and expected >= 0:
            called, held = (
                "、".join(formula.spell(lambda name: name) for formula in self.sieve.period),
                scored.facts["时期"][i],
            )
            if held != expected or (self.sieve.once and held != number):
                return f"{self._which(number)}，不同的{called}有{held}个，应有{expected}个"
        elif number != expected:
            return f"{self._which(number)}，应有{f'{expected}行' if expected >= 0 else '几行未知'}"
        if not number:
            return self._which(0)
        return f"{self._which(number)}，去掉{self.sieve.drop}个最高、{self.sieve.drop}个最低后没有剩下的"

    def _row(self, trace: RowsTrace, row: int) -> str:
        """What one row is worth and why."""
        assert self.worth is not None
        assert trace.worth is not None
        core, said = self.worth.core, Saying(trace.columns, row)
        if isinstance(core, ExpressionCore) and core.source.bare and said.known(core.source):
            return said.read(core.source)
        return self.worth.sentence(trace.worth, trace.columns, row)
