"""Where the places of each prize end: at fixed numbers, or later where all who are level at an edge are let in."""

import numpy as np

from stardb.quantity import Array, Mask
from stardb.scorers.kit.rank_bounds import Entries, RankBounds


def find_thresholds(
    numbers: Array, standing: RankBounds, rank: tuple[Array, Array], groups: Array, possible: Mask, at: Entries, widened: bool
) -> tuple[Array, Array]:  # fmt: skip
    """Before how many one must stand to get each prize or a better one: the fewest and the most; a row an entry.

    widened: those level at an edge all get the prize, and the next prize has its own number of places after them.
    """
    ends = np.cumsum(numbers)
    if not widened:
        fixed = np.tile(ends, (len(at.groups), 1))
        return fixed, fixed
    tied = _TieEnds(standing, rank, groups, possible)
    least, most = (np.zeros(tied.groups, np.int64) for _ in range(2))
    rows: tuple[list[Array], list[Array]] = ([], [])
    for number in numbers.tolist():
        for row, start in zip(rows, (least, most), strict=True):
            row.append(start + number)
        least, most = tied.least(least + number), tied.most(most + number)
    own = np.minimum(at.groups, tied.groups - 1)
    return np.stack(rows[0], axis=1)[own], np.stack(rows[1], axis=1)[own]


class _TieEnds:
    """Of each group: after how many the next may begin, where those level at an edge stay together.

    The last group stands for one that nobody is of yet.
    """

    def __init__(self, standing: RankBounds, rank: tuple[Array, Array], groups: Array, possible: Mask) -> None:
        size = len(groups)
        self.groups = int(groups.max(initial=-1)) + 2
        self.who = np.flatnonzero(possible & (groups >= 0))
        self.of = groups[self.who]
        self.before, self.upto = (
            tuple(end[:size][self.who] for end in pair) for pair in (standing.before, standing.upto)
        )
        self.placed = (rank[0] == rank[1])[self.who]
        drifting = possible & (rank[0] != rank[1])
        self.drifting = np.bincount(groups[drifting & (groups >= 0)], minlength=self.groups)
        self.drifting += np.count_nonzero(possible & (groups < 0))

    def least(self, places: Array) -> Array:
        """The fewest: certainly more than the places where those who are level at the edge are certain."""
        certain = (self.before[0] == self.before[1]) & (self.upto[0] == self.upto[1])
        edge = places[self.of]
        across = certain & (self.before[0] < edge) & (edge <= self.upto[0])
        found = places.copy()
        np.maximum.at(found, self.of[across], self.upto[0][across])
        return found

    def most(self, places: Array) -> Array:
        """The most: as far as any may reach who may be level with one at the edge."""
        edge = places[self.of]
        across = self.placed & (self.before[0] < edge)
        found = places.copy() + np.maximum(self.drifting - 1, 0)
        np.maximum.at(found, self.of[across], self.upto[1][across])
        return found
