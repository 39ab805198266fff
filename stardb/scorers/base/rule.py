"""A bound clause: its core, and what applies to every clause: rounding, bounds, doubt and condition."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Reaches, any_of
from stardb.quantity import Column, Frequency, Kind, Mask, ValueRange, arithmetic, logic, ranges, show, show_at
from stardb.scorers.base.argument import Argument
from stardb.scorers.base.core import Core
from stardb.scorers.base.doubt import Doubt, describe_doubts
from stardb.scorers.base.every import describe_every, is_rated_in
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scope import Scope
from stardb.scorers.base.scored import Scored
from stardb.yamlfile import YamlPath

FEN = Fraction(1, 100)
"""The least there is of money."""


@dataclass(frozen=True, eq=False)
class Rule:
    """A bound clause: core, then rounding, then bounds, then what makes it undecided, then the condition; in that order.

    low, high: the bounds that are one number for all. limits: of the bounds, those that are written as names, parameters or
    values of each subject. paid: it is money to be paid, which is undecided where it does not come to whole fen. words: those
    that may come out in place of a number. every: in which kinds of periods alone it is rated; () for all. is_due: whether the
    period rated is one of these.
    """

    core: Core
    when: Formula | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    step: Fraction | None = None
    rounding: str = "half_up"
    unit: str = ""
    doubts: tuple[Doubt, ...] = ()
    paid: bool = False
    words: tuple[str, ...] = ()
    limits: tuple[Argument | None, Argument | None] = (None, None)
    every: tuple[Frequency, ...] = ()
    is_due: bool = True

    @property
    def kind(self) -> Kind:
        """The kind of the clause's value, which is its core's."""
        return self.core.kind

    @property
    def choices(self) -> tuple[str, ...]:
        """The words it may give: its core's, and 无 where a condition may not hold."""
        if self.kind.numeric:
            return self.words
        may_lapse = self.may_lapse and self.kind is Kind.CHOICE and NONE not in self.core.choices
        return (*self.core.choices, NONE) if may_lapse else self.core.choices

    @property
    def may_lapse(self) -> bool:
        """Whether it need not apply: by its condition, or because it is not rated in every period."""
        return self.when is not None or bool(self.every)

    @property
    def doubt(self) -> Formula | None:
        """Whether it is undecided on any of its grounds; None where it has none."""
        return any_of([doubt.when for doubt in self.doubts]) if self.doubts else None

    @property
    def whole(self) -> bool:
        """Whether it is rounded to whole numbers."""
        numbers = (self.step, self.low, self.high)
        if any(limit is not None and limit.number is None for limit in self.limits):
            return False
        return self.step is not None and all(number is None or number.denominator == 1 for number in numbers)

    @property
    def inputs(self) -> tuple[str, ...]:
        """Every name it may read: those of its core, of its condition and of its doubts, each once."""
        return tuple(dict.fromkeys((*self.core.inputs, *self._test_names)))

    @property
    def _test_names(self) -> tuple[str, ...]:
        tests = ([self.when] if self.when is not None else []) + [doubt.when for doubt in self.doubts]
        limits = (name for limit in self.limits if limit is not None for name in limit.names)
        return tuple(dict.fromkeys((*(name for test in tests for name in test.names), *limits)))

    @property
    def moving(self) -> tuple[Argument | None, Argument | None]:
        """The bounds that each subject has of its own: the lower, the upper."""
        low, high = (limit if limit is not None and limit.number is None else None for limit in self.limits)
        return low, high

    def show_limit(self, side: int) -> str:
        """The lower (0) or the upper (1) bound as people read it; "" for none."""
        limit, number = self.limits[side], (self.low, self.high)[side]
        return limit.text if limit is not None else "" if number is None else show(self.kind, number)

    def reach(self, reaches: Reaches) -> ValueRange:
        """What the clause's result can come to at all."""
        found = self.core.reach(reaches)
        if self.kind.numeric:
            found = found if self.step is None else ranges.round_to_step(found, self.step, self.rounding)
            found = ranges.clamp(found, self.low, self.high)
            low, high = self.moving
            found = found if low is None else ranges.largest(found, low.reach(reaches))
            found = found if high is None else ranges.smallest(found, high.reach(reaches))
        if not self.may_lapse or not (self.kind.numeric or self.kind is Kind.CHOICE):
            return found
        other = ranges.just(0) if self.kind.numeric else ranges.among((NONE,))
        if self.when is not None:
            found = ranges.choose(self.when.reach(reaches), found, other)
        return ranges.join(found, other) if self.every else found  # of every period alike, whichever is rated

    def score(self, frame: AppraisalFrame) -> Scored:
        """The clause's result for every subject."""
        scored = self.core.score(frame)
        value = scored.column
        if self.step is not None:
            value = arithmetic.round_to_step(value, self.step.numerator, self.step.denominator, self.rounding)
        if self.low is not None or self.high is not None:
            value = arithmetic.clamp(value, self.low, self.high)
        if any(self.moving):
            value = self._put_within(value, frame)
        if self.kind.numeric:
            value = self._put_words(value, scored.column)
        pending = self._find_pending(scored, frame)
        if self.doubts:
            sure = self._find_sure(value, frame)
            value, pending = value.mask(sure), pending | ~sure
        applies = None
        if not self.is_due:
            applies = Column.constant(Kind.BOOL, 0, frame.size)
        elif self.when is not None:
            applies = self.when.evaluate(frame)
        if applies is not None:
            value = _where(applies, value, frame.size)
        if self.paid:
            value = value.mask(arithmetic.is_whole(value, FEN) | value.has_word)
        core = replace(scored.column, unit=self.unit)
        return Scored(
            replace(value, unit=self.unit).mark_pending(pending),
            scored.branch, scored.rows, core, applies, scored.facts, scored.parts, scored.boundless,
            scored.contested if applies is None and not self.doubts else None,
        )  # fmt: skip

    def _find_sure(self, value: Column, frame: AppraisalFrame) -> Mask:
        """For whom none of what makes it undecided holds, or may; some of it does not matter where the value is 0."""
        sure = np.ones(frame.size, bool)
        asked = [doubt.when for doubt in self.doubts if not doubt.spares_nothing]
        if asked:
            sure &= logic.certainly(logic.negation(any_of(asked).evaluate(frame)))
        for doubt in self.doubts:
            if doubt.spares_nothing:
                sure &= logic.certainly(logic.negation(doubt.when.evaluate(frame))) | (value.known & (value.data == 0))
        return sure

    def _put_within(self, value: Column, frame: AppraisalFrame) -> Column:
        """The value within the bounds of each subject; unknown where its lower bound is above the upper one."""
        low, high = (None if limit is None else limit.evaluate(frame) for limit in self.moving)
        value = value.without_words() if low is None else arithmetic.largest(value.without_words(), low)
        value = value if high is None else arithmetic.smallest(value, high)
        ends = [
            Column.constant(self.kind, number, frame.size) if limit is None and number is not None else limit
            for limit, number in ((low, self.low), (high, self.high))
        ]
        if ends[0] is None or ends[1] is None:
            return value
        return value.mask(~logic.certainly(logic.compare(ends[0], ">", ends[1])))

    def _put_words(self, value: Column, found: Column) -> Column:
        """The numbers with the words of `found` in their places, as far as the clause declares them; any other is unknown."""
        plain = value.without_words()
        if not self.words:
            return plain
        return plain.put_words(self.words, arithmetic.recode_words(found, self.words), rated=True)

    def _find_pending(self, scored: Scored, frame: AppraisalFrame) -> Mask:
        """For whom the core leaves it to be decided, or something the clause reads is still to be decided."""
        found = [frame.columns[name].undecided for name in self.inputs if name in frame.columns]
        pending: Mask = np.logical_or.reduce([scored.column.undecided, *found])
        return pending

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        """Why subject i got what it got, in Chinese."""
        phrases = Phrases(columns, i)
        if not self.is_due:
            return f"{describe_every(self.every)}，本期不评"
        if self.when is not None and scored.applies is not None:
            test = phrases.spell(self.when)
            if not scored.applies.known[i]:
                agreed = f"，但成不成立都得{show_at(scored.column, i)}" if scored.column.known[i] else ""
                return f"条件“{test}”还不能判定{agreed}"
            if not scored.applies.data[i]:
                return f"条件“{test}”不成立，不适用"
            return f"条件“{test}”成立；{self._describe(scored, columns, i)}"
        return self._describe(scored, columns, i)

    def _describe(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        raw = scored.core if scored.core is not None and scored.core.known[i] else None
        if self.doubts and not scored.column.known[i]:
            doubt = describe_doubts(self.doubts, Phrases(columns, i), is_scored=raw is not None)
            if doubt:
                return doubt
        if self.paid and raw is not None and not scored.column.known[i]:
            phrase = self.core.sentence(replace(scored, column=raw), columns, i)
            return f"{phrase}，不是整分，待定：这一条要写明怎么取整，如 round: 0.01元"
        if missing := self._find_missing_limit(scored, Phrases(columns, i)):
            return f"{self.core.sentence(scored, columns, i)}，但{missing}"
        return self.core.sentence(scored, columns, i) + self._describe_adjustment(scored, Phrases(columns, i))

    def _find_missing_limit(self, scored: Scored, phrases: Phrases) -> str:
        """Why the bounds leave undecided what the core has decided; "" where they do not."""
        if scored.column.known[phrases.i] or scored.core is None or not scored.core.known[phrases.i]:
            return ""
        found = [limit for limit in self.moving if limit is not None]
        for limit in found:
            if not phrases.is_known(limit.formula):
                return phrases.say_missing(limit.formula)
        return f"下限{self.show_limit(0)}高于上限{self.show_limit(1)}，待定" if found else ""

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        """The names that counted for subject i: what its case read, not what another case would have."""
        if scored.applies is not None and not (scored.applies.known[i] and scored.applies.data[i]):
            return self._test_names if self.is_due else ()
        return tuple(dict.fromkeys((*self._test_names, *self.core.reads(scored, i))))

    def suggest(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        """What would have brought subject i more, in Chinese; nothing where the scorer cannot say or all was got."""
        if not self.is_due:
            return ""
        if self.high is not None and scored.column.at(i) == self.high:
            return ""
        if any(columns[name].private for name in self.core.reads(scored, i) if name in columns):
            return ""  # how far off it is would tell what it is
        return self.core.suggest(scored, columns, i)

    def _name_limit(self, phrases: Phrases, side: int) -> str:
        """The name of a bound with its value; "" where it is a number."""
        limit = self.limits[side]
        return "" if limit is None else f"（{phrases.show(limit.formula)}）"

    def _describe_adjustment(self, scored: Scored, phrases: Phrases) -> str:
        i = phrases.i
        raw, value = scored.core.at(i) if scored.core else None, scored.column.at(i)
        if raw is None or value is None or raw == value or not isinstance(raw, Fraction):
            return ""
        phrase = show_at(scored.column, i)
        low, high = (limit.of(phrases) if limit is not None else None for limit in self.moving)
        low, high = (self.low if low is None else low), (self.high if high is None else high)
        if high is not None and value == high < raw:
            return f"，超过上限{self._name_limit(phrases, 1)}，按{phrase}计"
        if low is not None and value == low > raw:
            return f"，低于下限{self._name_limit(phrases, 0)}，按{phrase}计" if low else f"，扣完为止，按{phrase}计"
        return f"，{_ROUNDED[self.rounding]}到{show(self.kind, self.step or Fraction(1))}为{phrase}"


def limit_to_periods(
    rule: Rule, every: tuple[Frequency, ...] | None, scope: Scope, path: YamlPath = ("every",)
) -> Rule:
    """The rule, which applies in the periods of some kinds alone; in all where `every` is None.

    path: where the rule file says so. Raises ClauseRefused, having reported it, for a kind that the scheme is not rated by.
    """
    if every is None:
        return rule
    other = [kind.value for kind in every if kind not in scope.every]
    if other:
        expected = "、".join(kind.value for kind in scope.every)
        message = f"这部办法{describe_every(scope.every)}，这一条不能另写 {'、'.join(other)}"
        raise scope.refuse("R481", message, path, found="、".join(other), expected=expected)
    return replace(rule, every=every, is_due=is_rated_in(every, scope.period.kind))


_ROUNDED = {"half_up": "四舍五入", "floor": "舍去尾数", "ceil": "进位"}

NONE = "无"
"""What a worded clause gives where its condition does not hold."""


def _where(applies: Column, value: Column, size: int) -> Column:
    """The value where the clause applies, 0 or 无 where it certainly does not; where that is undecided, what may be either.

    A day or a text that does not apply is unknown: there is none that means nothing.
    """
    if value.kind is Kind.CHOICE:
        words = value.choices if NONE in value.choices else (*value.choices, NONE)
        other = Column.from_codes(words, np.full(size, words.index(NONE)))
    elif value.kind in (Kind.DATE, Kind.TEXT):
        other = Column.unknown(value.kind, size)
    else:
        other = Column.constant(value.kind, 0, size)
    return arithmetic.choose_if(applies, value, other)
