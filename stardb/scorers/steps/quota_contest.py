"""Who competes for the places of a quota, and what that comes to: within the places, beyond them, or open."""

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from stardb.expressions import constant
from stardb.quantity import Array, Column, Kind, Mask, arithmetic, bounds, logic
from stardb.scorers.base.contested import Contested
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.scored import Branches
from stardb.scorers.kit.members import count_by_group, to_subjects
from stardb.scorers.kit.rank_bounds import (
    Entries,
    find_rank_bounds,
    find_rank_ends,
    list_entries,
    reduce_entries,
    tally_contested,
    tally_everywhere,
)
from stardb.scorers.steps.places import find_group_numbers
from stardb.scorers.steps.quota_contests import INSIDE, OPEN, OVER, TIED, find_contests, find_contests_after

if TYPE_CHECKING:
    from stardb.scorers.steps.quota import QuotaCore


class Contest:
    """Who competes for the places of a quota in one appraisal, and where each stands."""

    def __init__(self, core: "QuotaCore", frame: AppraisalFrame) -> None:
        self.core, self.frame, self.size = core, frame, frame.size
        self.value = frame[core.base]
        self.span = core.ladder.span(self.value)
        self.possible = self._list_possible()
        self.decided = frame[core.members.eligible].known if core.members.eligible else np.ones(frame.size, bool)
        self.rated = frame.rated
        self.compete = self.value.known & self.may_be(core.start) & frame.rated
        self.found = core.members.collect(constant(Kind.NUMBER, Fraction(1)), frame)
        self.groups = self.found.groups
        amount, self.parts = core.places.score(frame)
        self.amounts = core.places.numbers(amount, self.groups)
        self.contests_before = find_contests(frame, core.base)
        self.base_numbers = None
        if core.counted is not None:
            self.base_numbers = find_group_numbers(core.counted.evaluate(frame), self.groups, core.counted_for_all)

    def find_contested(self, asked: Branches) -> Contested | None:
        """Who contests places together after it: at its edge, and from the quotas before where nobody of a contest is touched.

        asked: what `find_branch` gave.
        """
        if self.core.goal is None:
            return self.contests_before
        return find_contests_after(self, asked)

    def _list_possible(self) -> Mask:
        """Which words of the ladder's choices each may be; of numbers nothing, as their span tells it."""
        if not self.core.ladder.words:
            return np.zeros((0, self.size), bool)
        return bounds.possible_words(arithmetic.recode(self.value, self.core.ladder.choices))

    def may_be(self, height: Fraction | str) -> Mask:
        """Who is, or may still be, of a height, or has a word beside the ladder."""
        ladder = self.core.ladder
        if isinstance(height, str) and not ladder.words:
            beside: Mask = ladder.outcomes(self.value).off[ladder.beside_words.index(height)]
            return beside
        if not ladder.words:
            assert isinstance(height, Fraction)
            return self.span.holds(height) & ~self.value.has_word
        may: Mask = self.possible[ladder.choices.index(ladder.show_height(height))]
        return may

    def must_be(self, heights: tuple[Fraction, ...]) -> Mask:
        """Who is of one of some heights, whatever it is."""
        words = {self.core.ladder.show_height(height) for height in heights}
        if not self.core.ladder.words:
            held: Mask = self.value.known & np.any([self.may_be(height) for height in heights], axis=0)
            return held
        others = np.array([word not in words for word in self.core.ladder.choices], bool)
        must: Mask = ~self.possible[others].any(axis=0)
        return must

    def find_branch(self) -> Branches:
        """Of everybody that may compete: whether it is within the places, whatever the undecided come to."""
        core, groups = self.core, self.groups
        takers, held = (*self.held, core.start), self.held
        self.sure = self.must_be(takers) & self.rated
        self.may = np.any([self.may_be(height) for height in takers], axis=0) & self.rated
        low, high = find_rank_ends(core.order, self.frame)
        if held:
            top = int(high.max(initial=0)) + 1  # who holds it already stands before all who may fill up
            low, high = np.where(self.must_be(held), top, low), np.where(self.may_hold, top, high)
        rank, entries = (low, high), list_entries(groups, self.may, core.members.may_be_of_another(self.frame))
        self._join_contests(takers)
        others = self.may & ~self.joined
        self.standing = find_rank_bounds(rank, groups, self.sure & self.decided & others, others, entries)
        if self.contested is not None:
            joint = tally_contested(rank, groups, self.contested, self.joint_counts, self.joined, entries)
            self.standing = replace(self.standing, sure=self.standing.sure + joint)
        (least, most), (least_upto, most_upto) = self._find_places(rank, self.sure, self.may, entries)
        return self._find_cases(entries, (least, most), (least_upto, most_upto))

    @property
    def held(self) -> tuple[Fraction, ...]:
        """What those hold already who need not be moved up to it; nothing where none are moved up."""
        return (self.core.of, *self.core.together) if self.core.fill_from is not None else ()

    @property
    def may_hold(self) -> Mask:
        """Who may hold one of these."""
        may: Mask = np.any([self.may_be(height) for height in self.held], axis=0) if self.held else self.sure & False
        return may

    def _join_contests(self, takers: tuple[Fraction, ...]) -> None:
        """Which contests of the quotas before are known together here: those within one group; where places are a share of those rated, of people surely rated."""
        self.joined, self.contested = np.zeros(self.size, bool), self.contests_before
        self.joint_counts = (np.zeros(0, np.int64),) * 2
        if self.contested is None:
            return
        inside = self.contested.contest >= 0
        fit = inside & (self.groups >= 0)
        if self.base_numbers is None and self.core.places.is_share:
            fit &= self.decided
        groups = np.where(fit, self.groups, -1)
        lowest, highest = (np.full(self.contested.number, end) for end in (np.iinfo(np.int64).max, -1))
        np.minimum.at(lowest, self.contested.contest[inside], groups[inside])
        np.maximum.at(highest, self.contested.contest[inside], groups[inside])
        self.contested = self.contested.narrow((lowest == highest) & (lowest >= 0))
        certain = self.sure & self.decided
        self.joined = (self.contested.contest >= 0) & self.may & ~certain
        results = [self.core.ladder.show_height(one) for one in takers]
        self.joint_counts = self.contested.count(results, self.joined, certain)
        if not self.joined.any():
            self.contested = None

    def _find_cases(self, at: Entries, for_before: tuple[Array, Array], for_upto: tuple[Array, Array]) -> Branches:
        """In or over: by how many come before, or by how many come up to it, against the places there are then."""
        (before, before_most), (upto, upto_most) = self.standing.before, self.standing.upto
        let_in, kept_out = self.core.ties == "all_in", self.core.ties == "all_out"
        inside = before_most < for_before[0] if let_in else upto_most <= for_upto[0]
        over = upto > for_upto[1] if kept_out else before >= for_before[1]
        inside, over = (reduce_entries(which, at, self.size, np.logical_and) for which in (inside, over))
        branch = np.where(inside, INSIDE, np.where(over, OVER, OPEN))
        fixed = self.standing.certain & (for_before[0] == for_before[1]) & (for_upto[0] == for_upto[1])
        branch[(branch == OPEN) & fixed[: self.size]] = TIED
        listed = np.zeros(self.size, bool)
        listed[at.subjects[self.size :]] = True
        branch[(self.groups < 0) & ~listed] = OPEN
        branch[(self.groups < 0) & (branch == TIED)] = OPEN
        return branch

    def _find_places(
        self, rank: tuple[Array, Array], sure: Mask, may: Mask, at: Entries
    ) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
        """The fewest and the most places there are when most (least) come before one of each entry; and up to it.

        One who may not be there at all takes a place and makes the base greater, or neither.
        """
        amounts = self.amounts.at(at.groups)
        if self.base_numbers is not None or not self.core.places.is_share:
            size = (np.zeros(len(at.groups), np.int64),) * 2
            size = self.base_numbers.at(at.groups) if self.base_numbers is not None else size
            both = self._count(amounts[0], size[0], False), self._count(amounts[1], size[1], True)
            return both, both
        least, most = self._count_base(at)
        linked = (self.groups < 0) | (~self.decided if self.core.members.rated else np.zeros(self.size, bool))
        among = self._among()
        coming = tally_everywhere(rank, self.groups, may & linked & logic.certainly(among), at)
        staying = tally_everywhere(rank, self.groups, sure & linked & (among.data.astype(bool) | ~among.known), at)
        return (
            (self._count(amounts[0], least + coming.may_before, False), self._count(amounts[1], most - staying.must_before, True)),
            (self._count(amounts[0], least + coming.may_upto, False), self._count(amounts[1], most - staying.must_upto, True)),
        )  # fmt: skip

    def _count(self, amounts: Array, sizes: Array, up: bool) -> Array:
        scale = self.base_numbers.scale if self.base_numbers is not None else 1
        return self.core.places.count(amounts, self.amounts.scale, sizes, scale, up)

    def _among(self) -> Column:
        where = self.core.members.where
        everyone = np.ones(self.size, bool)
        return where.evaluate(self.frame) if where is not None else logic.truth(everyone, everyone)

    def _count_base(self, at: Entries) -> tuple[Array, Array]:
        """How many the base is at least and at most where one of each entry is in the group asked about."""
        taking, among, groups = self.found.taking, self._among(), self.groups
        sure, may = logic.certainly(taking) & (groups >= 0), taking.data.astype(bool) | ~taking.known
        counts = tuple(np.append(count_by_group(who, groups), 0) for who in (sure, may & (groups >= 0)))
        group = np.where((at.groups < 0) | (at.groups >= len(counts[0])), len(counts[0]) - 1, at.groups)
        own, there = at.subjects, groups[at.subjects] == at.groups
        least = counts[0][group] - (sure[own] & there) + logic.certainly(among)[own]
        astray = np.count_nonzero(may & (groups < 0)) - (may & (groups < 0))[own]
        most = counts[1][group] + astray - ((may & (groups >= 0))[own] & there)
        return least, most + (among.data.astype(bool) | ~among.known)[own]

    def group_places(self) -> tuple[Array, Array]:
        """The fewest and the most places of each subject's group."""
        sizes = (self.found.sizes, self.found.sizes + self.found.undecided)
        at = tuple(to_subjects(size, self.groups) for size in sizes)
        if self.base_numbers is not None:
            at = self.base_numbers.at(self.groups)
        amounts = self.amounts.at(self.groups)
        return self._count(amounts[0], at[0], False), self._count(amounts[1], at[1], True)

    def find_soft_branch(self) -> Branches:
        """Of a soft quota: whether it is exceeded."""
        least, most = self.group_places()
        held, may = self._count_held()
        return np.where(held > most, OVER, np.where(may <= least, INSIDE, OPEN)).astype(np.int64)

    def _count_held(self) -> tuple[Array, Array]:
        heights = (self.core.of, *self.core.together)
        sure = self.must_be(heights) & self.rated & self.decided
        may = np.any([self.may_be(height) for height in heights], axis=0) & self.rated
        most = to_subjects(count_by_group(may, self.groups), self.groups) + np.count_nonzero(may & (self.groups < 0))
        return to_subjects(count_by_group(sure, self.groups), self.groups), most

    def list_facts(self) -> dict[str, Array]:
        """What sentences tell, and audits."""
        least, most = self.group_places()
        size = to_subjects(self.found.sizes + self.found.undecided, self.groups)
        if self.base_numbers is not None:
            size = self.base_numbers.at(self.groups)[1] // self.base_numbers.scale
        facts = {
            "rated": size,
            "places": most,
            "places_at_least": least,
            "qualified": self._count_held()[0],
            "differs": to_subjects(self.amounts.differs.astype(np.int64), self.groups),
        }
        standing = getattr(self, "standing", None)
        if standing is not None:
            facts |= {name: values[: self.size] for name, values in standing.facts.items()}
        return facts
