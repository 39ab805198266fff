"""Who stands before whom (先后), P35: of each subject, how many of its group come before it for certain, and at most.

What a subject is ordered by may be unknown, and so may whether it takes part and in which group: each stands somewhere
between a lowest and a highest rank, and may be there or not.
"""

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Formula, by_goodness
from stardb.quantity import Array, Column, Kind, Mask, arithmetic, bounds
from stardb.scorers.base.contested import Contested
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.scope import Scope
from stardb.scorers.base.scored import Scored
from stardb.yamlfile import YamlPath


def bind_order(texts: list[str], scope: Scope, alone: bool = False) -> tuple[Formula, ...]:
    """What subjects are ordered by, first to last: numbers, the greater before; ratings, the better before. alone: one is written without a list."""
    found = []
    for index, text in enumerate(texts):
        path: YamlPath = ("order",) if alone else ("order", index)
        formula = by_goodness(scope.bind_formula(text, path))
        if not formula.kind.numeric:
            message = f"先后要按数来排，“{text}”是{formula.kind.value}"
            raise scope.refuse("R305", message, path, found=formula.kind.value)
        if not formula.names:
            raise scope.refuse("R203", "先后要按各对象的数来排，这里人人都一样", path, found=text)
        found.append(formula)
    return tuple(found)


def find_rank_ends(order: tuple[Formula, ...], frame: AppraisalFrame) -> tuple[Array, Array]:
    """The lowest and the highest rank each subject may have, the greater the earlier; equal ranks are level.

    Those who would be level stand as `frame.tie_order` says, where people decided it.
    """
    return rank_columns([*(formula.evaluate(frame) for formula in order), *list_tie_keys(frame)], frame.size)


def list_tie_keys(frame: AppraisalFrame) -> list[Column]:
    """What comes after everything else that subjects are ordered by: the order that people decided, where there is one."""
    if frame.tie_order is None:
        return []
    return [Column(Kind.NUMBER, frame.tie_order, np.ones(frame.size, bool))]


def find_worded(formula: Formula, frame: AppraisalFrame, value: Column) -> Mask:
    """Who has no number of `formula` as a word (缺考) stands where it reads one: whoever has no number has no place by it."""
    found: Mask = np.any([frame[name].has_word for name in formula.names], axis=0) & ~value.known
    return found


def rank_columns(values: list[Column], size: int) -> tuple[Array, Array]:
    """The lowest and the highest rank of each, ordered by one column after another."""
    ends = [_number_ends(value) for value in values]
    if not size or not ends:
        return np.zeros(size, np.int64), np.zeros(size, np.int64)
    both = np.concatenate([np.stack([end[side] for end in ends]) for side in (0, 1)], axis=1)
    rows = np.lexsort(both[::-1])
    changed = np.r_[False, (both[:, rows][:, 1:] != both[:, rows][:, :-1]).any(axis=0)]
    rank = np.empty(2 * size, np.int64)
    rank[rows] = np.cumsum(changed)
    return rank[:size], rank[size:]


def _number_ends(value: Column) -> tuple[Array, Array]:
    """The least and the most of each number as whole numbers that stand in the same order; those without an end outermost."""
    if value.known.all() or value.ends is None:
        one = arithmetic.over_one_scale(value)
        numbers, codes = np.unique(np.where(one.known, one.data, 0), return_inverse=True)
        return np.where(one.known, codes + 1, 0), np.where(one.known, codes + 1, len(numbers) + 1)
    low, high = bounds.low_end(value), bounds.high_end(value)
    left, right, _ = align_ends(low, high)
    known = np.concatenate([low.known, high.known])
    numbers, codes = np.unique(np.where(known, np.concatenate([left, right]), 0), return_inverse=True)
    low_codes, high_codes = codes[: len(value)], codes[len(value) :]
    return np.where(low.known, low_codes + 1, 0), np.where(high.known, high_codes + 1, len(numbers) + 1)


def align_ends(low: Column, high: Column) -> tuple[Array, Array, int]:
    """Two columns over one denominator for all."""
    both = Column(
        low.kind, np.concatenate([low.data, high.data]), np.concatenate([low.known, high.known]),
        low.scale if isinstance(low.scale, int) and low.scale == high.scale else np.concatenate([_each(low), _each(high)]),
    )  # fmt: skip
    one = arithmetic.over_one_scale(both)
    assert isinstance(one.scale, int)
    return one.data[: len(low)], one.data[len(low) :], one.scale


def _each(column: Column) -> Array:
    return np.full(len(column), column.scale) if isinstance(column.scale, int) else column.scale


@dataclass(frozen=True, eq=False)
class Entries:
    """Which subjects are asked about, each by its number, and in which group; one of unknown group in every group there is."""

    subjects: Array
    groups: Array


@dataclass(frozen=True, eq=False)
class Tally:
    """How many others come before each that is asked about, and before or level with it: those that must, and that may."""

    must_before: Array
    may_before: Array
    must_upto: Array
    may_upto: Array
    count: Array

    def __add__(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(*(mine + its for mine, its in zip(vars(self).values(), vars(other).values(), strict=True)))


@dataclass(frozen=True, eq=False)
class RankBounds:
    """Of each that is asked about: the others who take part for certain (`sure`), and those who may (`loose`)."""

    sure: Tally
    loose: Tally

    @property
    def before(self) -> tuple[Array, Array]:
        """How many come before each: the least and the most."""
        return self.sure.must_before, self.sure.may_before + self.loose.may_before

    @property
    def upto(self) -> tuple[Array, Array]:
        """How many come before each or are level with it, itself too: the least and the most."""
        return self.sure.must_upto + 1, self.sure.may_upto + self.loose.may_upto + 1

    @property
    def certain(self) -> Mask:
        """Whose place is certain."""
        (before, before_most), (upto, upto_most) = self.before, self.upto
        fixed: Mask = (before == before_most) & (upto == upto_most)
        return fixed

    @property
    def facts(self) -> dict[str, Array]:
        """What a sentence tells of it: `before` and `level` for certain, `before_at_most`, and how many more `maybe` come so far."""
        (before, before_most), (upto, upto_most) = self.before, self.upto
        return {"before": before, "before_at_most": before_most, "level": upto - before, "maybe": upto_most - upto}


def describe_place(scored: Scored, i: int) -> str:
    """Subject i's place as people read it, by the facts of its find_rank_bounds."""
    first, last = (int(scored.facts[name][i]) + 1 for name in ("before", "before_at_most"))
    return f"排第{first}" if first == last else f"排在第{first}至第{last}之间"


MOST_ENTRIES = 2_000_000
"""How many subjects of unknown group times groups are looked at; where there are more, such subjects stay undecided."""


def list_entries(groups: Array, who: Mask, another: bool) -> Entries:
    """Everybody in its own group; then those of `who` whose group is unknown, each in every group.

    another: whether it may also be of a group that nobody is of yet.
    """
    own, astray = np.arange(len(groups)), np.flatnonzero((groups < 0) & who)
    several = np.arange(int(groups.max(initial=-1)) + 1 + another)
    if len(astray) * len(several) > MOST_ENTRIES:
        return Entries(own, groups)
    return Entries(
        np.concatenate([own, np.repeat(astray, len(several))]), np.concatenate([groups, np.tile(several, len(astray))])
    )  # fmt: skip


def reduce_entries(values: Array, entries: Entries, size: int, pick: np.ufunc) -> Array:
    """One value a subject: its own, or what `pick` makes of those in every group it may be of."""
    found, several = values[:size].copy(), entries.subjects[size:]
    if len(several):
        starts = np.flatnonzero(np.r_[True, several[1:] != several[:-1]])
        found[several[starts]] = pick.reduceat(values[size:], starts)
    return found


def find_rank_bounds(
    rank: tuple[Array, Array], groups: Array, certain: Mask, possible: Mask, at: Entries | None = None
) -> RankBounds:
    """How those of `possible` stand in their groups, -1 being any; `certain` are those who take part whatever comes.

    at: who is asked about, and in which group; everybody in its own where it is not given.
    """
    asked = at or Entries(np.arange(len(groups)), groups)
    sure = certain & (groups >= 0)
    return RankBounds(_tally(rank, groups, sure, asked), tally_everywhere(rank, groups, possible & ~sure, asked))


def tally_everywhere(rank: tuple[Array, Array], groups: Array, who: Mask, asked: Entries) -> Tally:
    """Of those of `who` how many stand where; those whose group is unknown may be in every group."""
    everywhere = Entries(asked.subjects, np.zeros_like(asked.groups))
    inside = _tally(rank, groups, who & (groups >= 0), asked)
    return inside + _tally(rank, np.zeros_like(groups), who & (groups < 0), everywhere)


def _tally(rank: tuple[Array, Array], groups: Array, who: Mask, asked: Entries) -> Tally:
    """Of those of `who` in the group that is asked about: how many stand where, without the one itself."""
    low, high = rank
    wide = int(high.max(initial=0)) + 2
    lows, highs = (_Counter(groups[who] * wide + ends[who], wide) for ends in (low, high))
    own_low, own_high = low[asked.subjects], high[asked.subjects]
    itself = who[asked.subjects] & (groups[asked.subjects] == asked.groups)
    return Tally(
        must_before=lows.above(asked.groups, own_high, "right"),
        may_before=highs.above(asked.groups, own_low, "right") - (itself & (own_high > own_low)),
        must_upto=lows.above(asked.groups, own_high, "left") - (itself & (own_low == own_high)),
        may_upto=highs.above(asked.groups, own_low, "left") - itself,
        count=lows.above(asked.groups, np.full(len(asked.groups), -1), "right") - itself,
    )


def tally_contested(
    rank: tuple[Array, Array], groups: Array, contested: Contested, counts: tuple[Array, Array], who: Mask, at: Entries
) -> Tally:
    """Of those who contest places how many stand where: of each contest, so many are there as `counts` says, least and most.

    who: those who may be there; all of one contest are in one group. The one that is asked about is there itself.
    """
    turn = _number_within(contested, groups, who)
    found = [
        _tally_contest(rank, groups, contested, counts, who & (turn == number), at)
        for number in range(int(turn.max(initial=-1)) + 1)
    ]
    nobody = Tally(*(np.zeros(len(at.groups), np.int64) for _ in range(5)))
    return sum(found, nobody)


def _number_within(contested: Contested, groups: Array, who: Mask) -> Array:
    """Of each subject, the how manieth of its group its contest is; -1 where it is in none."""
    rows = np.flatnonzero(who)
    pairs, own = np.unique(np.stack([groups[rows], contested.contest[rows]]), axis=1, return_inverse=True)
    first = np.r_[0, np.flatnonzero(np.diff(pairs[0])) + 1] if pairs.size else np.zeros(0, np.int64)
    turns = np.arange(pairs.shape[1]) - np.repeat(first, np.diff(np.r_[first, pairs.shape[1]]))
    found = np.full(len(groups), -1)
    found[rows] = turns[own.reshape(-1)]
    return found


def _tally_contest(
    rank: tuple[Array, Array], groups: Array, contested: Contested, counts: tuple[Array, Array], who: Mask, at: Entries
) -> Tally:
    """The same of one contest in each group at most."""
    each = _tally(rank, groups, who, at)
    last = int(max(groups.max(initial=-1), at.groups.max(initial=-1))) + 1
    least, most = (np.zeros(last + 1, np.int64) for _ in range(2))
    for ends, by_group in zip(counts, (least, most), strict=True):
        by_group[groups[who]] = ends[contested.contest[who]]
    own = np.where(at.groups >= 0, at.groups, last)
    itself = who[at.subjects] & (groups[at.subjects] == at.groups)
    low, high = np.maximum(least[own] - itself, 0), np.maximum(most[own] - itself, 0)
    return Tally(
        np.maximum(low - (each.count - each.must_before), 0), np.minimum(each.may_before, high),
        np.maximum(low - (each.count - each.must_upto), 0), np.minimum(each.may_upto, high), high,
    )  # fmt: skip


class _Counter:
    """Counts members of groups by rank: each member is its group's number times `wide`, plus its rank."""

    def __init__(self, members: Array, wide: int) -> None:
        self.members, self.wide = np.sort(members), wide

    def above(self, groups: Array, rank: Array, side: str) -> Array:
        """How many members of each group have a greater rank ("right"), or one as great too ("left")."""
        end = np.searchsorted(self.members, (groups + 1) * self.wide)
        found: Array = end - np.searchsorted(self.members, groups * self.wide + rank, side)  # type: ignore[call-overload]
        return found
