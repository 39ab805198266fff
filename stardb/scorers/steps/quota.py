"""Quotas (名额), P34/P35: how many of a group may hold a grade or level, or must; in what order, and what a tie at the edge does.

Those who are not rated do not count in the group. Where an undecided subject could still change who is in, those it could
displace are undecided too; so are those for whom it matters who is counted at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

from stardb.expressions import Formula, constant
from stardb.quantity import Array, Column, Kind, Mask, arithmetic, bounds, logic, show_at
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scored import UNKNOWN, Branches, Scored
from stardb.scorers.kit.members import Members, count_by_group, to_subjects
from stardb.scorers.kit.place_use import PlaceUse
from stardb.scorers.kit.rank_bounds import (
    Entries,
    describe_place,
    find_rank_bounds,
    find_rank_ends,
    list_entries,
    reduce_entries,
    tally_everywhere,
)
from stardb.scorers.steps.ladder import HeightRange, Ladder
from stardb.scorers.steps.places import ENDLESS, Places, find_group_numbers

OUTSIDE, INSIDE, OVER, TIED, OPEN = 0, 1, 2, 3, 4

Ties = Literal["undecided", "all_in", "all_out"]


@dataclass(frozen=True, eq=False)
class QuotaCore(Core):
    """The grade (or level) once the quota is applied; `base` is the one before.

    Branch: OUTSIDE not of the grade in question · INSIDE holds it · OVER passed over, or beyond a soft quota · TIED at the
    edge · OPEN depends on what is undecided · -1 own grade undecided. `members` are those the places are counted from, or
    `counted` tells of how many they are (`counted_for_all`: of the same number in every group). `of`, `overflow`, `fill_from` and `together` are heights. At most so many: those of
    `of` compete for the places, and there is no `overflow` where the quota is soft: it only says when it is exceeded. At
    least so many: those of `fill_from` fill the places that those of `of` and `together` leave.
    """

    base: str
    ladder: Ladder
    of: Fraction
    overflow: Fraction | None
    places: Places
    order: tuple[Formula, ...]
    ties: Ties
    members: Members
    fill_from: Fraction | None = None
    together: tuple[Fraction, ...] = ()
    counted: Formula | None = None
    counted_for_all: bool = False

    @property
    def kind(self) -> Kind:
        return self.ladder.kind

    @property
    def choices(self) -> tuple[str, ...]:
        return self.ladder.choices

    @property
    def inputs(self) -> tuple[str, ...]:
        counted = self.counted.names if self.counted else ()
        return tuple(dict.fromkeys((self.base, *self._ordered_by, *self.places.names, *counted, *self.members.inputs)))

    @property
    def _ordered_by(self) -> tuple[str, ...]:
        return tuple(name for formula in self.order for name in formula.names)

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        if scored.branch[i] in (OUTSIDE, UNKNOWN):
            return (self.base,)
        counted = self.counted.names if self.counted else ()
        return tuple(dict.fromkeys((self.base, *self._ordered_by, *self.places.names, *counted)))

    @property
    def start(self) -> Fraction:
        """The height of those who compete for the places."""
        return self.of if self.fill_from is None else self.fill_from

    @property
    def goal(self) -> Fraction | None:
        """The height those come to who are moved: beyond the places, or into them. None where nobody is."""
        return self.overflow if self.fill_from is None else self.of

    @property
    def cases(self) -> tuple[str, ...]:
        ends = (self.of, self.overflow) if self.fill_from is None else (self.of, self.fill_from)
        return tuple("soft" if end is None else self.ladder.show_height(end) for end in ends)

    def cases_of(self, scored: Scored, i: int) -> tuple[int, ...]:
        case = int(scored.branch[i])
        return (case - INSIDE,) if case in (INSIDE, OVER) else ()

    def best_first(self) -> tuple[str, ...]:
        return self.ladder.words

    def score(self, frame: AppraisalFrame) -> Scored:
        contest = _Contest(self, frame)
        branch = contest.find_soft_branch() if self.goal is None else contest.find_branch()
        asked = branch.copy()
        branch[~contest.compete] = OUTSIDE
        branch[~contest.value.settled] = UNKNOWN
        if self.goal is None:
            return Scored(contest.value, branch, facts=contest.list_facts())
        return Scored(self._move(contest, asked), branch, facts=contest.list_facts())

    def _move(self, contest: "_Contest", asked: Branches) -> Column:
        """The values after: those moved at their goal, those who may be unknown between it and where they start."""
        assert self.goal is not None
        value, may_start = contest.value, contest.may_be(self.start) & contest.rated
        moved = may_start & (asked == (OVER if self.fill_from is None else INSIDE))
        unsure = may_start & np.isin(asked, (TIED, OPEN))
        goal = self.ladder.value(Column.constant(Kind.NUMBER, self.goal, len(value)))
        column = arithmetic.choose(moved & value.known, goal, value).mask(~(unsure & value.known))
        if column.word is not None:
            return column
        if not self.ladder.words:
            height = Column.constant(Kind.NUMBER, self.goal, len(value))
            up = HeightRange(height, height)
            after = contest.span.where(moved & value.known, up).join_where(unsure | (moved & ~value.known), up)
            return self.ladder.bounded(replace_known(column), after)
        words = self.ladder.choices
        possible = contest.possible.copy()
        start_at, goal_at = (words.index(self.ladder.show_height(end)) for end in (self.start, self.goal))
        possible[goal_at] |= moved | unsure
        possible[start_at] &= ~moved
        return bounds.with_words(replace_known(arithmetic.recode(column, words)), possible)

    def list_uses(self, scored: Scored, before: Column) -> tuple[PlaceUse, ...]:
        """How its places are used. before: the values it was applied to."""
        words = [self.ladder.show_height(height) for height in (self.of, *self.together)]
        limit = "至少" if self.fill_from is not None else "约" if self.goal is None else "至多"
        facts, branch, column = scored.facts, scored.branch, scored.column
        heights = self.ladder.heights(column)
        holds = np.any([heights.known & self._is_at(heights, height) for height in (self.of, *self.together)], axis=0)
        over = (branch == OVER) & (self.fill_from is None)
        unknown = (branch == OPEN) | ((branch == UNKNOWN) & ~column.known & self.ladder.span(column).holds(self.of))
        return (
            PlaceUse(
                "、".join(words), limit, self.places.describe(), facts["rated"], facts["places_at_least"], facts["places"],
                holds, over, branch == TIED, unknown,
            ),
        )  # fmt: skip

    @staticmethod
    def _is_at(heights: Column, height: Fraction) -> Mask:
        return logic.certainly(logic.compare(heights, "=", Column.constant(Kind.NUMBER, height, len(heights))))

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases, case = Phrases(columns, i), int(scored.branch[i])
        of = self.ladder.show_height(self.of) + columns[self.base].unit
        if case == UNKNOWN:
            start = "等次未定" if self.ladder.words else "星级未定"
            return (
                f"{start}，待定"
                if not scored.column.known[i]
                else f"{start}，但名额不论怎么分都为{scored.show_core(i)}"
            )
        if case == OUTSIDE:
            word = "不占" if self.fill_from is None else "不用来补足"
            return f"为{show_at(columns[self.base], i)}，{word}{of}名额"
        groupless = not all(columns[name].known[i] for name in self.members.within)
        if self.overflow is None and self.fill_from is None:
            unknown = f"为{of}；{self.members.group_title}未知，约数算不出，只提示，不调整"
            return unknown if groupless else self._soft(scored, i, of, case)
        if groupless:
            settled = (
                f"，但不论属于哪一组都列为{scored.show_core(i)}" if scored.column.known[i] else "，算不出名额，待定"
            )
            return f"{self._start(columns, i, of)}，但{self.members.group_title}未知{settled}"
        return self._explain(scored, phrases, case, of)

    def _start(self, columns: Mapping[str, Column], i: int, of: str) -> str:
        return f"够{of}" if self.fill_from is None else f"为{show_at(columns[self.base], i)}"

    def _explain(self, scored: Scored, phrases: Phrases, case: int, of: str) -> str:
        columns, i = phrases.columns, phrases.i
        order = "、".join(phrases.show(formula) for formula in self.order)
        start, places = self._start(columns, i, of), self._places(scored, i, of)
        if self._fact(scored, "differs", i):
            places += "，同组各行写的名额不一致"
        place = self._describe_place(scored, i, order)
        match case:
            case 1 if self.fill_from is None:
                return f"{places}，{place}，在名额之内"
            case 1:
                return f"{start}；{places}，{place}，补为{of}"
            case 2 if self.fill_from is None:
                return f"{start}，但{places}，{place}，名额已满，列为{scored.show_core(i)}"
            case 2:
                return f"{start}；{places}，{place}，不用补到这里"
            case 3:
                return f"{start}，但{places}，{self._fact(scored, 'level', i)}个并列{place}，名额不够分，待定"
        unknown_parts = dict.fromkeys(name for name in self._ordered_by if not columns[name].known[i])
        if unknown_parts:
            return f"{start}，但{places}，{'、'.join(unknown_parts)}未知，先后排不出，待定"
        return f"{start}，但{places}，{self._doubt(scored, i)}，轮不轮得到尚不能定（{order}）"

    def _describe_place(self, scored: Scored, i: int, order: str) -> str:
        if self.fill_from is None:
            return f"{describe_place(scored, i)}（{order}）"
        held = self._fact(scored, "qualified", i)
        return f"已有{held}个，{describe_place(scored, i)}（连已有的在内；{order}）"

    def _soft(self, scored: Scored, i: int, of: str, case: int) -> str:
        places, held = self._places(scored, i, of), self._fact(scored, "qualified", i)
        if case == INSIDE:
            return f"为{of}；{places}，没有超过"
        if case == OVER:
            return f"为{of}；{places}，已有{held}个，超过{held - self._fact(scored, 'places', i)}个，只提示，不调整"
        return f"为{of}；{places}，还有待定对象，超没超过尚不能定，只提示，不调整"

    def _places(self, scored: Scored, i: int, of: str) -> str:
        where = f"本{self.members.group_title}" if self.members.within else "全县"
        size, places = self._fact(scored, "rated", i), self._fact(scored, "places", i)
        counted = f"参评{size}个" if self.members.rated else f"名册{size}个"
        if self.members.where is not None:
            counted = f"计入{size}个：{self.members.where.text}"
        if self.counted is not None:
            counted = f"{self.counted.text} {size if size < ENDLESS else '未知'}"
        word = "约数" if self.goal is None else "名额" if self.fill_from is None else "至少"
        names = "、".join([of, *(self.ladder.show_height(height) for height in self.together)])
        told = f"{places}个" if places < ENDLESS else "未知"
        return f"{where}{names}{word}{told}（{counted}，{self.places.describe()}）"

    def _doubt(self, scored: Scored, i: int) -> str:
        """What keeps a place open."""
        doubts = []
        if may := self._fact(scored, "maybe", i):
            doubts.append(f"还有{may}个待定对象可能占去")
        least, most = self._fact(scored, "places_at_least", i), self._fact(scored, "places", i)
        if least < most < ENDLESS:
            doubts.append(f"有的对象计不计入未定，名额在{least}个到{most}个之间")
        elif least < most:
            doubts.append("名额未知")
        return "，".join(doubts) or "还有待定对象可能占去"

    @staticmethod
    def _fact(scored: Scored, name: str, i: int) -> int:
        return int(scored.facts[name][i])


def replace_known(column: Column) -> Column:
    """The same values, nothing told of those not known."""
    return Column(column.kind, column.data, column.known, column.scale, column.choices, column.unit)


class _Contest:
    """Who competes for the places of a quota in one appraisal, and where each stands."""

    def __init__(self, core: QuotaCore, frame: AppraisalFrame) -> None:
        self.core, self.frame, self.size = core, frame, frame.size
        self.value = frame[core.base]
        self.span = core.ladder.span(self.value)
        self.possible = self._list_possible()
        self.decided = frame[core.members.eligible].known if core.members.eligible else np.ones(frame.size, bool)
        self.rated = frame.rated
        self.compete = self.value.known & self.may_be(core.start) & frame.rated
        self.found = core.members.collect(constant(Kind.NUMBER, Fraction(1)), frame)
        self.groups = self.found.groups
        self.amounts = core.places.numbers(frame, self.groups)
        self.base_numbers = None
        if core.counted is not None:
            self.base_numbers = find_group_numbers(core.counted.evaluate(frame), self.groups, core.counted_for_all)

    def _list_possible(self) -> Mask:
        """Which words of the ladder's choices each may be; of numbers nothing, as their span tells it."""
        if not self.core.ladder.words:
            return np.zeros((0, self.size), bool)
        return bounds.possible_words(arithmetic.recode(self.value, self.core.ladder.choices))

    def may_be(self, height: Fraction) -> Mask:
        """Who is, or may still be, of a height."""
        ladder = self.core.ladder
        if not ladder.words:
            return self.span.holds(height) & ~self.value.has_word
        may: Mask = self.possible[ladder.choices.index(ladder.show_height(height))]
        return may

    def _must_be(self, heights: tuple[Fraction, ...]) -> Mask:
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
        held = (core.of, *core.together) if core.fill_from is not None else ()
        takers = (*held, core.start)
        sure = self._must_be(takers) & self.rated
        may = np.any([self.may_be(height) for height in takers], axis=0) & self.rated
        low, high = find_rank_ends(core.order, self.frame)
        if held:
            top = int(high.max(initial=0)) + 1  # who holds it already stands before all who may fill up
            may_hold = np.any([self.may_be(height) for height in held], axis=0)
            low, high = np.where(self._must_be(held), top, low), np.where(may_hold, top, high)
        rank, entries = (low, high), list_entries(groups, may, core.members.may_be_of_another(self.frame))
        self.standing = find_rank_bounds(rank, groups, sure & self.decided, may, entries)
        (least, most), (least_upto, most_upto) = self._find_places(rank, sure, may, entries)
        return self._find_cases(entries, (least, most), (least_upto, most_upto))

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

    def _group_places(self) -> tuple[Array, Array]:
        """The fewest and the most places of each subject's group."""
        sizes = (self.found.sizes, self.found.sizes + self.found.undecided)
        at = tuple(to_subjects(size, self.groups) for size in sizes)
        if self.base_numbers is not None:
            at = self.base_numbers.at(self.groups)
        amounts = self.amounts.at(self.groups)
        return self._count(amounts[0], at[0], False), self._count(amounts[1], at[1], True)

    def find_soft_branch(self) -> Branches:
        """Of a soft quota: whether it is exceeded."""
        least, most = self._group_places()
        held, may = self._count_held()
        return np.where(held > most, OVER, np.where(may <= least, INSIDE, OPEN)).astype(np.int64)

    def _count_held(self) -> tuple[Array, Array]:
        heights = (self.core.of, *self.core.together)
        sure = self._must_be(heights) & self.rated & self.decided
        may = np.any([self.may_be(height) for height in heights], axis=0) & self.rated
        most = to_subjects(count_by_group(may, self.groups), self.groups) + np.count_nonzero(may & (self.groups < 0))
        return to_subjects(count_by_group(sure, self.groups), self.groups), most

    def list_facts(self) -> dict[str, Array]:
        """What sentences tell, and audits."""
        least, most = self._group_places()
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
