"""Who contests the same places: no one's own result is certain, but of how many of them together each result is."""

from collections.abc import Mapping, Sequence

import numpy as np

from stardb.dataclass import dataclass
from stardb.quantity import Array, Mask


@dataclass(frozen=True, eq=False)
class Contested:
    """Contests of places that a tie or an unknown leaves open: two level at the last place, of whom exactly one has it.

    contest: the number of the contest each subject is in, -1 for none. counts: a result, as people read it -> how many of the
    subjects of each contest come to it, at least and at most; nothing is known of results that are not named.
    """

    contest: Array
    counts: Mapping[str, tuple[Array, Array]]

    @property
    def number(self) -> int:
        """How many contests there are."""
        return int(self.contest.max(initial=-1)) + 1

    def count(self, results: Sequence[str], open_: Mask, sure: Mask) -> tuple[Array, Array]:
        """Of each contest, how many of those of whom that is open come to one of the results, at least and at most.

        open_: those who may come to one or not; sure: those who certainly do.
        """
        may, certain = (
            np.bincount(self.contest[who & (self.contest >= 0)], minlength=self.number) for who in (open_, sure)
        )
        least, most = np.zeros(self.number, np.int64), may + certain
        if all(result in self.counts for result in results):
            most = np.minimum(sum(self.counts[result][1] for result in results), most)
        for result in results:
            if result in self.counts:
                least = least + self.counts[result][0]
        most = np.clip(most - certain, 0, may)
        return np.clip(least - certain, 0, most), most

    def narrow(self, keep: Mask) -> "Contested":
        """Only the contests of a mask, a place a contest."""
        numbers = np.append(np.where(keep, np.cumsum(keep) - 1, -1), -1)
        counts = {result: (least[keep], most[keep]) for result, (least, most) in self.counts.items()}
        return Contested(numbers[self.contest], counts)

    def also(self, other: "Contested") -> "Contested":
        """These contests, and others that nobody is in who is in one of these."""
        contest = np.where(other.contest >= 0, other.contest + self.number, self.contest)
        counts = dict[str, tuple[Array, Array]]()
        for result in dict.fromkeys((*self.counts, *other.counts)):
            ends = [one._ends(result) for one in (self, other)]
            counts[result] = (
                np.concatenate([least for least, _ in ends]),
                np.concatenate([most for _, most in ends]),
            )
        return Contested(contest, counts)

    def _ends(self, result: str) -> tuple[Array, Array]:
        sizes = np.bincount(self.contest[self.contest >= 0], minlength=self.number)
        return self.counts.get(result, (np.zeros(self.number, np.int64), sizes))

    def move(self, which: Mask, start: str, goal: str, at_goal: Mask) -> "Contested":
        """The contests (a place each in `which`) whose subjects all go on from one result to another; at_goal: who may be at that already."""
        (least, most), (least_goal, _) = self._ends(start), self._ends(goal)
        there = np.bincount(self.contest[at_goal & (self.contest >= 0)], minlength=self.number)
        sizes = np.bincount(self.contest[self.contest >= 0], minlength=self.number)
        ends = (least + least_goal, np.minimum(most + there, sizes))
        moved = {start: (least * ~which, most * ~which)}
        moved[goal] = (np.where(which, ends[0], self._ends(goal)[0]), np.where(which, ends[1], self._ends(goal)[1]))
        return Contested(self.contest, {**self.counts, **moved})
