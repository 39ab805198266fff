"""Who stands before whom (先后), P35: of each subject, how many of its group come before it for certain, and at most.

What a subject is ordered by may be unknown, and so may whether it takes part and in which group: each stands somewhere
between a lowest and a highest rank.
"""

from dataclasses import dataclass

import numpy as np

from stardb.expressions import Formula, by_goodness
from stardb.quantity import Array, Mask, arithmetic
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
    """The lowest and the highest rank each subject may have, the greater the earlier; equal ranks are level."""
    size = frame.size
    low, high = np.zeros((len(order), size), np.int64), np.zeros((len(order), size), np.int64)
    for k, formula in enumerate(order):
        value = arithmetic.over_one_scale(formula.evaluate(frame))
        numbers, codes = np.unique(np.where(value.known, value.data, 0), return_inverse=True)
        low[k] = np.where(value.known, codes + 1, 0)
        high[k] = np.where(value.known, codes + 1, len(numbers) + 1)
    both = np.concatenate([low, high], axis=1)
    if not size or not order:
        return np.zeros(size, np.int64), np.zeros(size, np.int64)
    rows = np.lexsort(both[::-1])
    changed = np.r_[False, (both[:, rows][:, 1:] != both[:, rows][:, :-1]).any(axis=0)]
    rank = np.empty(2 * size, np.int64)
    rank[rows] = np.cumsum(changed)
    return rank[:size], rank[size:]


@dataclass(frozen=True, eq=False)
class RankBounds:
    """Of each subject: how many come before it, and how many come before or are level with it, itself too; least and most."""

    before: tuple[Array, Array]
    upto: tuple[Array, Array]

    @property
    def certain(self) -> Mask:
        """Whose place is certain."""
        fixed: Mask = (self.before[0] == self.before[1]) & (self.upto[0] == self.upto[1])
        return fixed

    @property
    def facts(self) -> dict[str, Array]:
        """What a sentence tells of it: `before` and `level` for certain, `before_at_most`, and how many more `maybe` come so far."""
        return {
            "before": self.before[0],
            "before_at_most": self.before[1],
            "level": self.upto[0] - self.before[0],
            "maybe": self.upto[1] - self.upto[0],
        }


def describe_place(scored: Scored, i: int) -> str:
    """Subject i's place as people read it, by the facts of its find_rank_bounds."""
    first, last = (int(scored.facts[name][i]) + 1 for name in ("before", "before_at_most"))
    return f"排第{first}" if first == last else f"排在第{first}至第{last}之间"


def find_rank_bounds(rank: tuple[Array, Array], groups: Array, certain: Mask, possible: Mask) -> RankBounds:
    """Where those of `possible` stand in their groups, -1 being any; `certain` are those who take part whatever comes.

    Of others than those of `possible` who have a group it says nothing.
    """
    low, high = rank
    sure, may = certain & (groups >= 0), possible & (groups >= 0)
    wide = int(high.max(initial=0)) + 1
    counters = [_Counter(groups[who] * wide + ends[who], wide) for who, ends in ((sure, low), (may, high))]
    groupless = np.sort(high[possible & (groups < 0)])
    before_least = counters[0].above(groups, high, "right")
    before_most = counters[1].above(groups, low, "right") - (may & (high > low))
    upto_least = counters[0].above(groups, high, "left") - (sure & (low == high)) + 1
    upto_most = counters[1].above(groups, low, "left") - may + 1
    groupless_above = len(groupless) - np.searchsorted(groupless, low, "right")
    groupless_level = len(groupless) - np.searchsorted(groupless, low, "left")
    return RankBounds((before_least, before_most + groupless_above), (upto_least, upto_most + groupless_level))


class _Counter:
    """Counts members of groups by rank: each member is its group's number times `wide`, plus its rank."""

    def __init__(self, members: Array, wide: int) -> None:
        self.members, self.wide = np.sort(members), wide

    def above(self, groups: Array, rank: Array, side: str) -> Array:
        """How many members of each group have a greater rank ("right"), or one as great too ("left")."""
        end = np.searchsorted(self.members, (groups + 1) * self.wide)
        found: Array = end - np.searchsorted(self.members, groups * self.wide + rank, side)  # type: ignore[call-overload]
        return found
