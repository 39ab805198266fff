"""A level given directly (直接判级): the level is what a finding says, and the number behind it the lowest of that level."""

from collections.abc import Mapping
from fractions import Fraction

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Reaches
from stardb.quantity import Column, Kind, Mask, ValueRange, arithmetic, logic, ranges, show_at
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scored import UNKNOWN, Branches, Scored
from stardb.scorers.steps.direct_grounds import (
    HELD,
    LEVEL,
    NO,
    NONE_SO_HIGH,
    OPEN,
    OVER,
    UNSURE,
    YES,
    DirectGround,
    GroundsJudged,
    Judgement,
    decide,
)
from stardb.scorers.steps.ladder import Ladder

NOT_DIRECT = "不直接判级"
"""The case of whom no ground touches."""


@dataclass(frozen=True, eq=False)
class DirectGrounds:
    """All the grounds of one level or grade, on its ladder."""

    ladder: Ladder
    every: tuple[DirectGround, ...]

    @property
    def inputs(self) -> tuple[str, ...]:
        """Every name they read."""
        return tuple(dict.fromkeys(name for ground in self.every for name in ground.inputs))

    def decide(self, frame: AppraisalFrame) -> GroundsJudged:
        """What they come to, for all subjects at once."""
        judgements = [ground.judge(frame, self.ladder) for ground in self.every]
        return decide(judgements, [ground.word for ground in self.every], self.ladder, frame.size)

    def list_facts(self, decision: GroundsJudged) -> dict[str, Branches]:
        """How each ground came out, by its number."""
        facts: dict[str, Branches] = {}
        for k, one in enumerate(decision.judgements):
            facts |= {str(k): one.state, f"{k}{OVER}": one.over.astype(np.int64), f"{k}{LEVEL}": _whole_level(one)}
            if one.held is not None and one.unsure is not None:
                facts |= {f"{k}{HELD}": one.held, f"{k}{OPEN}": one.unsure}
        return facts

    def say(self, scored: Scored, columns: Mapping[str, Column], i: int) -> tuple[list[str], list[str]]:
        """Of subject i: what sets the level, each with its reason; and what may."""
        phrases = Phrases(columns, i)
        held, unsure = [], []
        for k, ground in enumerate(self.every):
            state = scored.facts[str(k)][i]
            if state == YES:
                told = ground.describe(scored, phrases, k) + (f"，依据：{ground.basis}" if ground.basis else "")
                why = f"{ground.because}（{told}）" if ground.because else told
                held.append(f"{why}，直接判为{ground.describe_level(scored, self.ladder, i, k)}")
            elif state == UNSURE:
                unsure.append(ground.describe(scored, phrases, k))
        return held, unsure


def _whole_level(judgement: Judgement) -> Branches:
    """The height a ground sets each subject; NONE_SO_HIGH where that is open or no whole number."""
    height = arithmetic.over_one_scale(judgement.most)
    single = logic.certainly(logic.compare(judgement.least, "=", judgement.most)) & (height.data % height.scale == 0)
    return np.where(single, height.data // height.scale, int(NONE_SO_HIGH)).astype(np.int64)


@dataclass(frozen=True, eq=False)
class DirectLevelCore(Core):
    """The level or grade after what is given directly; `base` is the result before.

    given: what it can become directly on each ground, where it is a number. Branch: 0 nothing was given · 1 it was · -1 undecided. Fact `k` is
    how the k-th ground came out.
    """

    base: str
    grounds: DirectGrounds
    given: tuple[ValueRange, ...]

    @property
    def kind(self) -> Kind:
        return self.grounds.ladder.kind

    @property
    def choices(self) -> tuple[str, ...]:
        return self.grounds.ladder.choices

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.base, *self.grounds.inputs)))

    @property
    def cases(self) -> tuple[str, ...]:
        return (*(ground.label for ground in self.grounds.every), *self._ends.values(), NOT_DIRECT)

    @property
    def _ends(self) -> Mapping[int, str]:
        """What puts an end to a ground, by its number, as the rule writes it."""
        return {k: ground.until.text for k, ground in enumerate(self.grounds.every) if ground.until is not None}

    def cases_of(self, scored: Scored, i: int) -> tuple[int, ...]:
        every, ends = len(self.grounds.every), list(self._ends)
        held = tuple(k for k in range(every) if scored.facts[str(k)][i] == YES)
        over = tuple(every + place for place, k in enumerate(ends) if scored.facts[f"{k}{OVER}"][i])
        return (*held, *over) or ((every + len(ends),) if scored.branch[i] == 0 else ())

    def reach(self, reaches: Reaches) -> ValueRange:
        if self.kind is Kind.CHOICE:
            return ranges.among(self.choices)
        return ranges.join(reaches.get(self.base, ranges.ANYTHING), *self.given)

    def score(self, frame: AppraisalFrame) -> Scored:
        ladder, decision = self.grounds.ladder, self.grounds.decide(frame)
        found = ladder.outcomes(frame[self.base]).where(decision.certain, decision.outcomes)
        column = ladder.settle(found.join_where(decision.unsure, decision.outcomes))
        column = column.mark_pending(~column.settled & (decision.certain | decision.unsure))
        branch = np.where(column.settled, decision.certain.astype(np.int64), UNKNOWN)
        facts = self.grounds.list_facts(decision)
        traces = tuple(one.trace for one in decision.judgements if one.trace is not None)
        return Scored(column, branch, traces, facts=facts)

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        told = [ground for k, ground in enumerate(self.grounds.every) if scored.facts[str(k)][i] != NO]
        return tuple(dict.fromkeys((self.base, *(name for ground in told for name in ground.inputs))))

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        base = columns[self.base]
        start = f"评定为{show_at(base, i)}" if base.settled[i] else "评定依据未定"
        held, unsure = self.grounds.say(scored, columns, i)
        maybe = [f"{'、'.join(unsure)}还不能判定"] if unsure else []
        if not scored.column.settled[i]:
            return "；".join([start, *held, *maybe]) + "，待定"
        maybe = [f"{one}，不影响结果" for one in maybe]
        if not held:
            return "；".join([f"{start}，没有直接判级的情形", *maybe])
        return "；".join([start, *held, *maybe]) + f"，结果为{scored.show_core(i)}"

    def suggest(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        """What it would have been if nothing gave it directly, where that is better."""
        base, ladder = columns[self.base], self.grounds.ladder
        states = [int(scored.facts[str(k)][i]) for k in range(len(self.grounds.every))]
        before, now = (ladder.heights(column).at(i) for column in (base, scored.column))
        if (
            set(states) != {YES} | ({NO} & set(states))
            or not isinstance(before, Fraction)
            or not isinstance(now, Fraction)
        ):
            return ""
        held = [ground.label for ground, state in zip(self.grounds.every, states, strict=True) if state == YES]
        told = "、".join(f"“{label}”" for label in held)
        return f"没有{told}的，评定为{show_at(base, i)}" if before > now else ""


@dataclass(frozen=True, eq=False)
class DirectPointsCore(Core):
    """The number behind a level that is given directly: the lowest of that level, or what the ground says.

    base: the number before. lowest: height of a level -> its lowest number. Branch: 0 as before · 1 set · -1 undecided.
    """

    base: str
    grounds: DirectGrounds
    lowest: tuple[tuple[Fraction, Formula], ...]
    kind: Kind

    @property
    def _formulas(self) -> tuple[Formula, ...]:
        given = (ground.points for ground in self.grounds.every)
        return (*(formula for formula in given if formula is not None), *(formula for _, formula in self.lowest))

    @property
    def inputs(self) -> tuple[str, ...]:
        names = (name for formula in self._formulas for name in formula.names)
        return tuple(dict.fromkeys((self.base, *self.grounds.inputs, *names)))

    def reach(self, reaches: Reaches) -> ValueRange:
        before = reaches.get(self.base, ranges.ANYTHING)
        return ranges.join(before, *(formula.reach(reaches) for formula in self._formulas))

    def score(self, frame: AppraisalFrame) -> Scored:
        decision = self.grounds.decide(frame)
        levels = decision.outcomes.on
        touched = (decision.certain | decision.unsure) & levels
        beside = self._score_words(frame, decision)
        column = arithmetic.choose(touched, self._score_levels(frame, decision), beside)
        column = column.mark_pending(~column.settled & (decision.certain | decision.unsure))
        branch = np.where(column.settled, decision.certain.astype(np.int64), UNKNOWN)
        return Scored(column, branch, facts=self.grounds.list_facts(decision))

    def _score_levels(self, frame: AppraisalFrame, decision: GroundsJudged) -> Column:
        """The number where a level is set; unknown where it may not be, or may be another."""
        single, height = decision.is_single, decision.span.most
        lowest = self._find_lowest(frame, height)
        points, settled = Column.unknown(self.kind, frame.size), single
        for ground, one in self._list_levels(decision):
            mine = lowest if ground.points is None else ground.points.evaluate(frame)
            decides = single & (one.state == YES) & logic.certainly(logic.compare(one.most, "=", height))
            both = arithmetic.choose(points.known, arithmetic.smallest(points, mine), mine)
            points, settled = arithmetic.choose(decides, both, points), settled & ~(decides & ~mine.known)
        return points.mask(settled & ~self._may_be_others(frame, decision, lowest, points))

    def _score_words(self, frame: AppraisalFrame, decision: GroundsJudged) -> Column:
        """The number where no level is set: as before, or what comes with a word beside the levels."""
        column = frame[self.base]
        for k, ground in enumerate(self.grounds.every):
            if ground.word and ground.points is not None:
                may, counts = decision.may_count[k], decision.counts[k]
                column = arithmetic.choose(counts, ground.points.evaluate(frame), column.mask(~may | counts))
        return column

    def _list_levels(self, decision: GroundsJudged) -> list[tuple[DirectGround, Judgement]]:
        """The grounds that set a level, each with how it came out."""
        pairs = zip(self.grounds.every, decision.judgements, strict=True)
        return [(ground, one) for ground, one in pairs if not ground.word]

    def _find_lowest(self, frame: AppraisalFrame, height: Column) -> Column:
        """The lowest number of the level of each subject's height."""
        found = Column.unknown(self.kind, frame.size)
        for level, formula in self.lowest:
            here = logic.certainly(logic.compare(height, "=", Column.constant(Kind.NUMBER, level, frame.size)))
            found = arithmetic.choose(here, formula.evaluate(frame), found)
        return found

    def _may_be_others(self, frame: AppraisalFrame, decision: GroundsJudged, lowest: Column, points: Column) -> Mask:
        """For whom a ground that may hold would set the same level with other points."""
        found = np.zeros(frame.size, bool)
        for ground, one in self._list_levels(decision):
            mine = lowest if ground.points is None else ground.points.evaluate(frame)
            less = ~logic.certainly(logic.compare(mine, "≥", points))
            reaches = ~logic.certainly(logic.compare(one.least, ">", decision.span.most))
            found |= (one.state == UNSURE) & less & reaches
        return found

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        told = [ground for k, ground in enumerate(self.grounds.every) if scored.facts[str(k)][i] != NO]
        names = [name for ground in told for name in (*ground.inputs, *(ground.points.names if ground.points else ()))]
        return tuple(dict.fromkeys((self.base, *names)))

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        base = columns[self.base]
        start = f"判级前{f'为{show_at(base, i)}' if base.settled[i] else '未定'}"
        held, unsure = self.grounds.say(scored, columns, i)
        if not held and not unsure:
            return f"{start}，没有直接判级的情形"
        maybe = [f"{'、'.join(unsure)}还不能判定"] if unsure else []
        if not scored.column.settled[i]:
            return "；".join([start, *held, *maybe]) + "，待定"
        end = (
            "，按判定的等次计"
            if any(
                one.height is None or not one.word
                for k, one in enumerate(self.grounds.every)
                if scored.facts[str(k)][i] == YES
            )
            else "，计"
        )
        return "；".join([start, *held]) + f"{end}{scored.show_core(i)}"
