"""Grounds on which a level is given directly (直接判级): a condition, or rows of a record table; what they come to together.

Of several grounds that hold the worst sets the level. A word beside the ladder (不定等次) is neither better nor worse than a grade:
of such a word and a grade the one written first counts. What is unknown of one leaves open only what it could still change.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from fractions import Fraction
from functools import reduce

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Formula
from stardb.quantity import Array, Column, Kind, Mask, arithmetic, logic
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.rule import Rule
from stardb.scorers.base.scored import UNKNOWN, RowTrace, Scored
from stardb.scorers.kit.rows.row_roles import ROLE_TEXTS, RowRole
from stardb.scorers.kit.rows.validity import EXPIRED, NOT_YET, find_standing
from stardb.scorers.steps.ladder import HeightRange, Ladder, Outcomes

NO, YES, UNSURE = 0, 1, -1
"""How a ground came out for a subject."""

HELD, OPEN, OVER, LEVEL = "held", "open", "over", "level"
"""Among a result's facts, after the number of a ground: how many rows set the level, and may; for whom it is over; the height it
sets, NONE_SO_HIGH where that is open or no whole number."""

NONE_SO_HIGH = Fraction(10**9)
"""Above every level."""

ROLES = (
    "据此直接判级",
    ROLE_TEXTS[RowRole.OTHER],
    ROLE_TEXTS[RowRole.UNDECIDED],
    "判为哪一级未知",
    ROLE_TEXTS[RowRole.EXPIRED],
    ROLE_TEXTS[RowRole.NOT_YET],
    "已到期限或已改正，不再判级",
)
"""What becomes of a row of a ground."""

_HELD, _OTHER, _UNDECIDED, _NOT_SAID, _EXPIRED, _NOT_YET, _OVER = range(len(ROLES))


@dataclass(frozen=True, eq=False)
class Judgement:
    """How one ground came out: for whom it holds, and the heights it may set there; for whom it is over.

    trace: what became of its rows; held, unsure: how many of each subject's set the level, and may.
    """

    state: Array
    least: Column
    most: Column
    over: Mask
    trace: RowTrace | None = None
    held: Array | None = None
    unsure: Array | None = None


@dataclass(frozen=True, eq=False)
class DirectGround(ABC):
    """One ground on which a level is given.

    label: how the rule writes it. because: its reason. points: those that come with it (None: the lowest of the level). height:
    of the level it sets, or the word beside the ladder (None where each row says its own). until: what puts an end to it. basis: the clause it rests on.
    """

    label: str
    because: str
    points: Formula | None
    height: Fraction | str | None
    until: Formula | None
    basis: str

    @property
    def word(self) -> str:
        """The word beside the ladder that it sets; "" where it sets a level."""
        return self.height if isinstance(self.height, str) else ""

    @property
    def _own_height(self) -> Fraction:
        return self.height if isinstance(self.height, Fraction) else Fraction(0)

    @property
    @abstractmethod
    def inputs(self) -> tuple[str, ...]:
        """Every name it may read; not those of its points."""

    @abstractmethod
    def judge(self, frame: AppraisalFrame, ladder: Ladder) -> Judgement:
        """How it comes out, for all subjects at once."""

    @abstractmethod
    def describe(self, scored: Scored, phrases: Phrases, k: int) -> str:
        """What holds, or is not known, of a subject: the k-th ground."""

    @property
    def source(self) -> str:
        """Where each row says which level it sets; "" where all set one."""
        return ""

    def describe_level(self, scored: Scored, ladder: Ladder, i: int, k: int) -> str:
        """Which level it sets subject i, as the k-th ground."""
        level = int(scored.facts[f"{k}{LEVEL}"][i])
        return f"“{self.source}”所写的" if level == NONE_SO_HIGH else ladder.show_height(self.height or Fraction(level))


@dataclass(frozen=True, eq=False)
class ConditionGround(DirectGround):
    """A condition that sets one level, until another condition holds."""

    when: Formula

    @property
    def inputs(self) -> tuple[str, ...]:
        return (*self.when.names, *(self.until.names if self.until is not None else ()))

    def judge(self, frame: AppraisalFrame, ladder: Ladder) -> Judgement:
        test, over = self.when.evaluate(frame), np.zeros(frame.size, bool)
        if self.until is not None:
            ended = self.until.evaluate(frame)
            over = logic.certainly(test) & logic.certainly(ended)
            test = logic.both(test, logic.negation(ended))
        here = Column.constant(Kind.NUMBER, self._own_height, frame.size)
        return Judgement(_state(test), here, here, over)

    def describe(self, scored: Scored, phrases: Phrases, k: int) -> str:
        until = f"，“{self.until.spell(phrases.name_and_value)}”不成立" if self.until is not None else ""
        return f"“{self.when.spell(phrases.name_and_value)}”{until}"


@dataclass(frozen=True, eq=False)
class RowsGround(DirectGround):
    """Rows of a record table, each of which sets a level until a condition holds of it: `height`, or as `mark` says."""

    table: str
    where: Formula | None
    validity: Rule | None
    mark: Formula | None
    outer: tuple[str, ...]

    @property
    def inputs(self) -> tuple[str, ...]:
        return (f"{self.table}()", *self.outer)

    def judge(self, frame: AppraisalFrame, ladder: Ladder) -> Judgement:
        rows, owner, size = frame.row_frame(self.table), frame.owners[self.table], frame.size
        if self.mark is not None:
            heights = arithmetic.over_one_scale(ladder.heights(self.mark.evaluate(rows)))
        else:
            heights = Column.constant(Kind.NUMBER, self._own_height, rows.size)
        role, trace = self._find_roles(frame, rows, heights)
        held, maybe = np.isin(role, (_HELD, _NOT_SAID)), role == _UNDECIDED
        all_of_them = self._span_rows(heights, ladder)
        least = _find_least(all_of_them.least, held | maybe, owner, size)
        sure, open_ = _find_least(all_of_them.most, held, owner, size), _find_most(all_of_them.most, maybe, owner, size)
        count_held, count_maybe = (np.bincount(owner[mask], minlength=size) for mask in (held, maybe))
        has, may = count_held > 0, count_maybe > 0
        sent = frame.was_sent(self.table)
        whole = self._whole(size, ladder)
        least = arithmetic.choose(sent, least, arithmetic.smallest(least, whole.least))
        most = arithmetic.choose(has, sure, arithmetic.choose(sent, open_, whole.most))
        over = np.bincount(owner[role == _OVER], minlength=size) > 0
        state = np.where(has, YES, np.where(may | ~sent, UNSURE, NO))
        return Judgement(state, least, most, over, trace, count_held, count_maybe)

    def _find_roles(self, frame: AppraisalFrame, rows: AppraisalFrame, heights: Column) -> tuple[Array, RowTrace]:
        role = np.full(rows.size, _HELD)
        role[~heights.known] = _NOT_SAID
        for test, ruled_out in ((self.where, False), (self.until, True)):
            if test is not None:
                met = test.evaluate(rows)
                met = logic.negation(met) if ruled_out else met
                role[(~met.known) & (role != _OTHER)] = _UNDECIDED
                role[met.known & ~logic.certainly(met) & (role != _OTHER)] = _OVER if ruled_out else _OTHER
        validity = find_standing(frame, self.table, self.validity)
        if validity is not None:
            branch = validity.scored.branch
            role[(branch == UNKNOWN) & ~np.isin(role, (_OTHER, _OVER))] = _UNDECIDED
            role[branch == EXPIRED], role[branch == NOT_YET] = _EXPIRED, _NOT_YET
        read = (formula for formula in (self.where, self.until, self.mark) if formula is not None)
        trace = RowTrace(
            self.table, role, ROLES, frame.owners[self.table], validity, counted=(_HELD,), unclear=(_UNDECIDED, _NOT_SAID),
            names=tuple(dict.fromkeys(name for formula in read for name in formula.names)),
        )  # fmt: skip
        return role, trace

    def _whole(self, size: int, ladder: Ladder) -> HeightRange:
        """The levels that rows nobody has seen could set."""
        if self.height is not None:
            here = Column.constant(Kind.NUMBER, self._own_height, size)
            return HeightRange(here, here)
        whole = ladder.whole(size)
        return HeightRange(_or_beyond(whole.least, -NONE_SO_HIGH), _or_beyond(whole.most, NONE_SO_HIGH))

    def _span_rows(self, heights: Column, ladder: Ladder) -> HeightRange:
        whole = self._whole(len(heights), ladder)
        return HeightRange(
            arithmetic.choose(heights.known, heights, whole.least),
            arithmetic.choose(heights.known, heights, whole.most),
        )

    def describe(self, scored: Scored, phrases: Phrases, k: int) -> str:
        which = f"符合“{self.where.text}”" if self.where is not None else ""
        held, unsure = (int(scored.facts[f"{k}{what}"][phrases.i]) for what in (HELD, OPEN))
        if held:
            return f"{self.table}有{held}行{which}"
        return f"{self.table}有{unsure}行是不是{which or '还有效'}" if unsure else f"{self.table}没有收到"

    @property
    def source(self) -> str:
        return self.mark.text if self.mark is not None else ""


@dataclass(frozen=True, eq=False)
class GroundsJudged:
    """What several grounds come to.

    certain: for whom one certainly sets the level; unsure: for whom one may. outcomes: what is set then. may_count, counts: of
    each ground, for whom it may be the first to hold, and for whom it is.
    """

    judgements: tuple[Judgement, ...]
    certain: Mask
    unsure: Mask
    outcomes: Outcomes
    may_count: tuple[Mask, ...]
    counts: tuple[Mask, ...]

    @property
    def span(self) -> HeightRange:
        """The heights that may be set."""
        return self.outcomes.span

    @property
    def is_single(self) -> Mask:
        """For whom a level is certainly set, and which."""
        single: Mask = self.certain & self.outcomes.on & ~self.outcomes.off.any(axis=0) & self.span.is_single
        return single


def decide(judgements: Sequence[Judgement], words: Sequence[str], ladder: Ladder, size: int) -> GroundsJudged:
    """Of the grounds that hold the worst counts, those that may hold can only make it worse; of a word and a level the one written first.

    words: of each ground, the word beside the ladder that it sets, "" where it sets a level.
    """
    beside = ladder.beside_words
    on, off, left = np.zeros(size, bool), np.zeros((len(beside), size), bool), np.ones(size, bool)
    alone = np.ones(size, bool)
    may_count, counts = [], []
    for one, word in zip(judgements, words, strict=True):
        may_count.append(left & (one.state != NO))
        counts.append(alone & (one.state == YES))
        if word:
            off[beside.index(word)] |= may_count[-1]
        else:
            on |= may_count[-1]
        left, alone = left & (one.state != YES), alone & (one.state == NO)
    certain = np.logical_or.reduce([one.state == YES for one in judgements])
    unsure = np.logical_or.reduce([one.state == UNSURE for one in judgements]) & ~certain
    levels = [one for one, word in zip(judgements, words, strict=True) if not word]
    outcomes = Outcomes(_find_worst(levels, size), on, off)
    return GroundsJudged(tuple(judgements), certain, unsure, outcomes, tuple(may_count), tuple(counts))


def _find_worst(levels: Sequence[Judgement], size: int) -> HeightRange:
    """The worst of the levels whose grounds hold, and as far as those that may hold can make it worse."""
    none = Column.constant(Kind.NUMBER, NONE_SO_HIGH, size)
    least = reduce(arithmetic.smallest, [arithmetic.choose(one.state != NO, one.least, none) for one in levels], none)
    sure = reduce(arithmetic.smallest, [arithmetic.choose(one.state == YES, one.most, none) for one in levels], none)
    nothing = Column.constant(Kind.NUMBER, -NONE_SO_HIGH, size)
    open_ = [arithmetic.choose(one.state == UNSURE, one.most, nothing) for one in levels]
    certain = np.any([one.state == YES for one in levels], axis=0) & np.ones(size, bool)
    return HeightRange(least, arithmetic.choose(certain, sure, reduce(arithmetic.largest, open_, nothing)))


def _state(test: Column) -> Array:
    return np.where(test.known, np.where(logic.certainly(test), YES, NO), UNSURE)


def _or_beyond(height: Column, far: Fraction) -> Column:
    """A height; beyond all where there is no end."""
    return arithmetic.choose(height.known, height, Column.constant(Kind.NUMBER, far, len(height)))


def _find_least(height: Column, rows: Mask, owner: Array, size: int) -> Column:
    """The least height of each subject's rows; above all for none."""
    return _gather(height, rows, owner, size, NONE_SO_HIGH, np.minimum)


def _find_most(height: Column, rows: Mask, owner: Array, size: int) -> Column:
    """The greatest height of each subject's rows; below all for none."""
    return _gather(height, rows, owner, size, -NONE_SO_HIGH, np.maximum)


def _gather(height: Column, rows: Mask, owner: Array, size: int, none: Fraction, pick: np.ufunc) -> Column:
    even = arithmetic.over_one_scale(height)
    assert isinstance(even.scale, int)
    found = np.full(size, int(none) * even.scale, np.int64)
    pick.at(found, owner[rows], even.data[rows].astype(np.int64))
    return Column(Kind.NUMBER, found, np.ones(size, bool), even.scale)
