"""What is said of a subject's rows: what became of each, and how they came to one value."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Formula
from stardb.quantity import Column, Kind, Mask, arithmetic, show_at, show_number
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.rule import Rule
from stardb.scorers.base.scored import RowTrace, Scored
from stardb.scorers.clauses.direct.formula import FormulaCore
from stardb.scorers.kit.rows.row_filter import RowFilter
from stardb.scorers.kit.rows.row_roles import COUNTED_ROLES, HELD_ROLES, LEFT_OUT, ROLE_TEXTS, UNKNOWN_ROLES, RowRole

Way = Literal["best", "worst", "sum", "mean", "count", "last", "first", "share"]

_PASSED_OVER: Mapping[Way, str] = {
    "best": "不高于所取的一行，不重复计",
    "worst": "不低于所取的一行，不重复计",
    "last": "不是最后一行，不计",
    "first": "不是最早一行，不计",
}
_WAYS: Mapping[Way, str] = {
    "best": "取最高的一行", "worst": "取最低的一行", "sum": "相加", "mean": "平均", "count": "计数", "share": "占比",
    "last": "取最后一行", "first": "取最早一行",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class ValuedRowTrace(RowTrace):
    """What became of each row, what it was worth, and the values that was computed from.

    rule: what says what a row is worth; None where rows are only counted. brought: what each row brings its subject. sent: for
    whom the table came. twice: for whom it came in two versions, none of which was read. source: the scheme whose results the
    rows are, "" where they are handed in. empty: why nobody has a row in the period rated, where
    that does not mean none.
    """

    rule: Rule | None
    worth: Scored | None
    brought: Column
    columns: Mapping[str, Column]
    sent: Mask
    twice: Mask
    source: str = ""
    empty: str = ""

    @property
    def share(self) -> Column:
        """What each row brings its subject, undecided where that is; unknown where it brings nothing."""
        counted = np.isin(self.role, COUNTED_ROLES)
        return self.brought.mask(counted).mark_pending(np.isin(self.role, UNKNOWN_ROLES))

    @property
    def reads(self) -> tuple[str, ...]:
        """The names that what a row is worth was computed from."""
        return self.rule.inputs if self.rule is not None else ()

    def explain_row(self, row: int) -> str:
        """What a row is worth and why, in Chinese; "" where rows are only counted."""
        if self.rule is None or self.worth is None:
            return ""
        core, phrases = self.rule.core, Phrases(self.columns, row)
        if isinstance(core, FormulaCore) and core.source.single_name and phrases.is_known(core.source):
            return phrases.show(core.source)
        return self.rule.sentence(self.worth, self.columns, row)

    def opposite(self) -> "ValuedRowTrace":
        """The same where what rows bring is taken off."""
        return replace(self, brought=arithmetic.negate(self.brought))


EXPECTED, PERIODS, AGREED = "expected", "periods", "agreed"
"""Among a result's facts: how many rows there should be (-1: unknown), of how many periods there are some, and whether rows are
undecided but come to one result all the same."""


@dataclass(frozen=True, eq=False)
class RowSentences:
    """What one clause over the rows of a table says; `worth` is the rule of what a row is worth."""

    table: str
    way: Way
    worth: Rule | None
    row_filter: RowFilter

    def role_texts(self) -> tuple[str, ...]:
        """What people read of each role, by its number."""
        passed_over = _PASSED_OVER.get(self.way, ROLE_TEXTS[RowRole.PASSED_OVER])
        texts = {**ROLE_TEXTS, RowRole.PASSED_OVER: passed_over, **self._texts_of_repeats()}
        return tuple(texts[role] for role in RowRole)

    def _texts_of_repeats(self) -> Mapping[RowRole, str]:
        again = self.row_filter.again
        if again is None:
            return {}
        times = f"按{show_number(again.times)}倍计"
        also = f"“{again.also.text}”成立，{times}" if again.also is not None else ""
        apart = f"采用；前一次{again.limit}，不算重复发生"
        return {RowRole.AGAIN: f"重复发生，{times}", RowRole.ALSO: also, RowRole.APART: apart}

    def explain(self, scored: Scored, i: int) -> str:
        """How subject i's rows came to its value, or why they do not."""
        trace = scored.rows[0]
        assert isinstance(trace, ValuedRowTrace)
        if scored.branch[i] < 0:
            return f"{self._explain_undecided(trace, scored, i)}，待定"
        if AGREED in scored.facts and scored.facts[AGREED][i]:
            return f"{self._explain_undecided(trace, scored, i)}，但不论怎么定都为{scored.show_core(i)}"
        result, held = scored.show_core(i), len(trace.of(i)) - trace.count(i, *LEFT_OUT)
        invalid = trace.count(i, RowRole.EXPIRED, RowRole.NOT_YET)
        beside = f"（另有{invalid}行不在有效期内）" if invalid else ""
        if not held:
            return f"{self._count_rows(0)}{beside}，为{result}"
        parts = [f"{self._count_rows(held)}{beside}"]
        if same := trace.count(i, RowRole.SAME_CAUSE):
            parts.append(f"{same}行与另一行同一事由，不重复计")
        parts += self._explain_repeats(trace, i)
        if self.row_filter.drop:
            parts.append(f"去掉{self.row_filter.drop}个最高、{self.row_filter.drop}个最低，余{int(scored.branch[i])}行")
        if trace.count(i, RowRole.BEYOND):
            parts.append(f"只取最高的{self.row_filter.best}行")
        if self.way == "share":
            met = trace.count(i, *COUNTED_ROLES) - trace.count(i, RowRole.IN_WHOLE)
            parts.append(f"其中{met}行符合“{self._share_test}”")
        elif self.way in _PASSED_OVER and self.worth is not None:
            row = next(int(r) for r in trace.of(i) if trace.role[r] == RowRole.COUNTED)
            parts.append(f"{_WAYS[self.way]}（{trace.explain_row(row)}）")
        else:
            parts.append(_WAYS[self.way])
        return f"{'，'.join(parts)}，为{result}"

    @property
    def _share_test(self) -> str:
        """The condition whose share is taken."""
        test = getattr(self.worth.core, "test", None) if self.worth is not None else None
        return test.text if isinstance(test, Formula) else ""

    def _explain_repeats(self, trace: ValuedRowTrace, i: int) -> list[str]:
        again = self.row_filter.again
        if again is None:
            return []
        times = f"按{show_number(again.times)}倍计"
        repeated, also = trace.count(i, RowRole.AGAIN), trace.count(i, RowRole.ALSO)
        told = [f"{repeated}行是重复发生，{times}"] if repeated else []
        return [*told, f"{also}行“{again.also.text}”成立，{times}"] if also and again.also is not None else told

    def _count_rows(self, count: int) -> str:
        which = "符合条件" if self.row_filter.where is not None else ""
        if not count:
            return f"{self.table}没有{'符合条件的' if which else ''}行"
        return f"{self.table}{which or '共'}{count}行"

    def _explain_undecided(self, trace: ValuedRowTrace, scored: Scored, i: int) -> str:
        if trace.twice[i]:
            return f"{self.table}报了两份，分不清以哪一份为准"
        if not trace.sent[i]:
            if trace.empty:
                return trace.empty
            return f"“{trace.source}”里没有属于它的对象" if trace.source else f"{self.table}没有收到"
        if count := trace.count(i, RowRole.PERIOD_UNKNOWN):
            return f"{self.table}有{count}行所属时期未知，是不是本期的不能判定"
        if count := trace.count(i, RowRole.VALIDITY_UNKNOWN):
            return f"{self.table}有{count}行不能判定在不在有效期内{self._explain_validity(trace, i)}"
        if self.row_filter.where is not None and (count := trace.count(i, RowRole.UNDECIDED)):
            return f"{self.table}有{count}行不能判定是否符合条件{self._why_unsure(self.row_filter.where, trace, i)}"
        if count := trace.count(i, RowRole.VALUE_UNKNOWN):
            row = next(int(r) for r in trace.of(i) if trace.role[r] == RowRole.VALUE_UNKNOWN)
            return f"{self.table}有{count}行未知（{trace.explain_row(row).removesuffix('，待定')}）"
        if count := trace.count(i, RowRole.KEY_UNKNOWN):
            names = dict.fromkeys(key.text for key in self.row_filter.keys)
            return f"{self.table}有{count}行的{'、'.join(names)}未知"
        if (count := trace.count(i, RowRole.AGAIN_UNKNOWN)) and self.row_filter.again is not None:
            names = dict.fromkeys(key.text for key in self.row_filter.again.formulas if key.names)
            return f"{self.table}有{count}行是不是重复发生不能判定（有行的{'或'.join(names)}未知）"
        if trace.count(i, RowRole.TIED):
            return f"{self.table}有并列而值不同的行，分不出先后"
        if count := trace.count(i, RowRole.REPEATED):
            return f"{self.table}有{count}行和另一行完全相同，不知是不是重复填报"
        number, expect = trace.count(i, *HELD_ROLES), self.row_filter.expect
        least = "至少应有" if expect is not None and expect.at_least else "应有"
        expected = int(scored.facts[EXPECTED][i]) if EXPECTED in scored.facts else number
        if expect is not None and PERIODS in scored.facts and number and expected >= 0:
            period, held = "、".join(formula.text for formula in expect.different), int(scored.facts[PERIODS][i])
            if self._falls_short(held, expected) or (expect.once and held != number):
                return f"{self._count_rows(number)}，不同的{period}有{held}个，{least}{expected}个{self._name_missing(trace, i, expected)}"
        elif self._falls_short(number, expected):
            return f"{self._count_rows(number)}，{least}{f'{expected}行' if expected >= 0 else '几行未知'}"
        if not number:
            return self._count_rows(0)
        return f"{self._count_rows(number)}，去掉{self.row_filter.drop}个最高、{self.row_filter.drop}个最低后没有剩下的"

    def _name_missing(self, trace: ValuedRowTrace, i: int, expected: int) -> str:
        """Which periods have no row, where it can be told which there should be: all choices, or the months from 1."""
        assert self.row_filter.expect is not None
        name = self.row_filter.expect.different[-1].single_name
        column = trace.columns.get(name)
        if column is None:
            return ""
        rows = [int(r) for r in trace.of(i) if trace.role[r] in HELD_ROLES and column.known[r]]
        held = {show_at(column, r) for r in rows}
        months = [str(k) for k in range(1, expected + 1)] if "月" in name and column.kind is Kind.NUMBER else []
        wanted = list(column.choices) if column.kind is Kind.CHOICE else months
        lacking = [word for word in wanted if word not in held]
        if len(wanted) != expected or not lacking:
            return ""
        return f"，缺{'、'.join(f'{word}月' if months else word for word in lacking)}"

    def _why_unsure(self, where: Formula, trace: ValuedRowTrace, i: int) -> str:
        """The columns that are unknown in rows of which it is not known whether they meet the condition; else the condition."""
        rows = [int(r) for r in trace.of(i) if trace.role[r] == RowRole.UNDECIDED]
        read = [name for name in where.names if name in trace.columns]
        unknown = [name for name in read if not all(trace.columns[name].settled[r] for r in rows)]
        return f"（{'、'.join(unknown)}未知）" if unknown else f"“{where.text}”"

    def _explain_validity(self, trace: ValuedRowTrace, i: int) -> str:
        """Why it is not known whether a row is valid."""
        assert self.row_filter.validity is not None
        assert trace.validity is not None
        row = next(int(r) for r in trace.of(i) if trace.role[r] == RowRole.VALIDITY_UNKNOWN)
        why = self.row_filter.validity.sentence(trace.validity.scored, trace.columns, row)
        return f"（{why.removesuffix('，待定')}）"

    def _falls_short(self, number: int, expected: int) -> bool:
        """Whether so many rows are not those expected (-1: unknown)."""
        expect = self.row_filter.expect
        at_least = expect is not None and expect.at_least and expected >= 0
        return number < expected if at_least else number != expected
