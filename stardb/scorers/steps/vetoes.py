"""Vetoes and floors (一票否决、保底及其效力), P28–P30: cap, floor, set, down, or undecided until settled.

One mechanism for all results: each is a ladder, and each effect moves a subject on it. What is unknown is followed
as the span of what may come out, so that a finding still open leaves open only what it could change.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Reaches
from stardb.quantity import Column, Kind, ValueRange, arithmetic, logic, ranges, show_at
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scored import UNKNOWN, Branches, Scored
from stardb.scorers.steps.ladder import HeightRange, Ladder, Outcomes

EffectKind = Literal["cap", "floor", "set", "down", "undecided"]

_NO, _YES, _UNSURE = 0, 1, -1

NO_VETO = "无否决"
"""The case of whom no veto touches."""


@dataclass(frozen=True, eq=False)
class Veto:
    """One veto: its condition, bound and as written; what it does, and by how much or to what height; the reason.

    word: the word beside the ladder that it sets instead of a height; "" for none. kept: of a floor that is held once more after
    the quotas, what the result was before them is called: it holds for whoever stood no lower then; "" for all else.
    """

    when: Formula
    text: str
    effect: EffectKind
    amount: Fraction
    because: str
    word: str = ""
    kept: str = ""

    @property
    def inputs(self) -> tuple[str, ...]:
        """Every name that tells whether it holds."""
        return (*self.when.names, *([self.kept] if self.kept else []))

    def test(self, frame: AppraisalFrame, ladder: Ladder) -> Column:
        """Whether it holds, for all subjects at once."""
        met = self.when.evaluate(frame)
        if not self.kept:
            return met
        before = ladder.outcomes(frame[self.kept])
        amount = Column.constant(Kind.NUMBER, self.amount, frame.size)
        above = logic.certainly(logic.compare(before.span.least, "≥", amount)) & ~before.off.any(axis=0) & before.on
        below = logic.certainly(logic.compare(before.span.most, "<", amount)) | ~before.on
        return logic.both(met, logic.truth(above, above | below))

    def after(self, found: Outcomes, ladder: Ladder) -> Outcomes:
        """What those who may come to anything may come to where the veto holds; a word beside the ladder is only set anew."""
        here = found.exists
        if self.effect == "set":
            return ladder.make_outcomes(self.word or self.amount, here)
        if self.effect == "undecided":
            every = np.ones((len(ladder.beside_words), 1), bool) & here
            return Outcomes(ladder.whole(len(here)), here, every)
        span = HeightRange(self._move_least(found.span.least, ladder.low), self._move_most(found.span.most, ladder.low))
        return Outcomes(span, found.on, found.off)

    def _move_least(self, least: Column, low: Fraction | None) -> Column:
        """Where the lower end of a span goes; an unknown one is below everything."""
        amount = Column.constant(Kind.NUMBER, self.amount, len(least))
        match self.effect:
            case "cap":
                return arithmetic.smallest(least, amount)
            case "floor":
                return arithmetic.choose(least.known, arithmetic.largest(least, amount), amount)
        return _lower(least, amount, low)

    def _move_most(self, most: Column, low: Fraction | None) -> Column:
        """Where the upper end of a span goes; an unknown one is above everything."""
        amount = Column.constant(Kind.NUMBER, self.amount, len(most))
        match self.effect:
            case "cap":
                return arithmetic.choose(most.known, arithmetic.smallest(most, amount), amount)
            case "floor":
                return arithmetic.largest(most, amount)
        return _lower(most, amount, low)

    def limits(self, height: ValueRange, low: Fraction | None) -> ValueRange:
        """What a height can become where the veto holds; `low` is the least there is, None for no least."""
        amount = ranges.just(self.amount)
        match self.effect:
            case "cap":
                return ranges.smallest(height, amount)
            case "floor":
                return ranges.largest(height, amount)
            case "set":
                return amount
            case "down":
                lower = ranges.subtract(height, amount)
                return lower if low is None else ranges.largest(lower, ranges.smallest(height, ranges.just(low)))
        return height

    def describe_effect(self, ladder: Ladder) -> str:
        """What it does, in Chinese."""
        match self.effect:
            case "cap":
                return f"，不得高于{ladder.show_height(self.amount)}"
            case "floor":
                return f"，不得低于{ladder.show_height(self.amount)}"
            case "set":
                return f"，定为{ladder.show_height(self.word or self.amount)}"
            case "down":
                return f"，{ladder.show_fall(self.amount)}"
        return ""


def _lower(height: Column, amount: Column, low: Fraction | None) -> Column:
    """A height lowered, to the least there is; one that lies lower already stays."""
    lower = arithmetic.subtract(height, amount)
    if low is None:
        return lower
    lowest = Column.constant(Kind.NUMBER, low, len(height))
    return arithmetic.largest(lower, arithmetic.smallest(height, lowest))


@dataclass(frozen=True, eq=False)
class VetoCore(Core):
    """A result after vetoes, taken in the order written.

    `base` is the result before them, and after the quotas where so said. Branch: 0 none held · 1 some did · -1 undecided. Fact `k` is how the k-th one's
    condition came out.
    """

    base: str
    ladder: Ladder
    vetoes: tuple[Veto, ...]
    is_after_quotas: bool = False

    @property
    def kind(self) -> Kind:
        return self.ladder.kind

    @property
    def choices(self) -> tuple[str, ...]:
        return self.ladder.choices

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.base, *(name for veto in self.vetoes for name in veto.inputs))))

    @property
    def cases(self) -> tuple[str, ...]:
        return (*(veto.text for veto in self.vetoes), NO_VETO)

    def cases_of(self, scored: Scored, i: int) -> tuple[int, ...]:
        held = tuple(self._of(scored, i, _YES))
        return held or ((len(self.vetoes),) if scored.branch[i] == 0 else ())

    def reach(self, reaches: Reaches) -> ValueRange:
        found = reaches.get(self.base, ranges.ANYTHING)
        if self.kind is Kind.CHOICE:
            return ranges.among(self.choices)
        if self.kind is Kind.BOOL:
            given = {bool(veto.amount) for veto in self.vetoes if veto.effect == "set"}
            return ranges.true_or_false(*found.truths, *given)
        found = ranges.negate(found) if self.ladder.falling else found
        for veto in self.vetoes:
            if True in veto.when.reach(reaches).truths and not veto.word:
                found = ranges.join(found, veto.limits(found, self.ladder.low))
        return ranges.negate(found) if self.ladder.falling else found

    def score(self, frame: AppraisalFrame) -> Scored:
        value = frame[self.base]
        before = self.ladder.outcomes(value)
        found = Outcomes(before.span, before.on, np.zeros_like(before.off))  # of those on the ladder: the others stay
        facts: dict[str, Branches] = {}
        for k, veto in enumerate(self.vetoes):
            test = veto.test(frame, self.ladder)
            holds = logic.certainly(test)
            after = veto.after(found, self.ladder)
            found = found.where(holds, after).join_where(~test.known, after)
            facts[str(k)] = np.where(test.known, np.where(holds, _YES, _NO), _UNSURE)
        return self._make_scored(value, Outcomes(found.span, found.on, found.off | before.off), facts)

    def _make_scored(self, value: Column, outcomes: Outcomes, facts: dict[str, Branches]) -> Scored:
        column = self.ladder.settle(outcomes)
        states = np.stack(list(facts.values()))
        column = column.mark_pending(~column.settled & (states != _NO).any(axis=0))
        held = (states == _YES).any(axis=0) & ~self.ladder.beside(value)
        branch = np.where(column.settled, held.astype(np.int64), UNKNOWN)
        return Scored(column, branch, facts=facts)

    def _of(self, scored: Scored, i: int, state: int) -> list[int]:
        return [k for k in range(len(self.vetoes)) if scored.facts[str(k)][i] == state]

    def _describe_start(self) -> tuple[str, str]:
        """What the result before them is called, and that it is not known."""
        if self.is_after_quotas:
            return "名额后", "名额后未定"
        return ("评定", "评定依据未定") if self.ladder.is_rating else ("否决前", "否决前未定")

    def _show(self, column: Column, i: int) -> str:
        """A result as people read it: of a star, 得 or 不得."""
        value = column.at(i)
        return self.ladder.show_height(Fraction(value)) if isinstance(value, bool) else show_at(column, i)

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases, base = Phrases(columns, i), columns[self.base]
        before, unknown = self._describe_start()
        start = f"{before}为{self._show(base, i)}" if base.settled[i] else unknown
        if self.ladder.beside(base)[i]:
            return f"{start}，不在各等次之内，不论否决"
        held = [self.vetoes[k] for k in self._of(scored, i, _YES)]
        unsure = "、".join(f"“{phrases.spell(self.vetoes[k].when)}”" for k in self._of(scored, i, _UNSURE))
        phrase = [f"{veto.because}（{phrases.spell(veto.when)}）{veto.describe_effect(self.ladder)}" for veto in held]
        if not scored.column.settled[i]:
            parts = [*phrase, f"{unsure}还不能判定"] if unsure else phrase
            return "；".join([start, *parts]) + "，待定"
        if not held and not unsure:
            return f"{start}，没有名额后的否决、保底" if self.is_after_quotas else f"{start}，无否决情形"
        parts = [*phrase, f"{unsure}还不能判定，不影响结果"] if unsure else phrase
        return "；".join([start, *parts]) + f"，结果为{self._show(scored.core or scored.column, i)}"
