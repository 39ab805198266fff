"""Quotas (名额), P34/P35: how many of a group may hold a grade or level, or must; in what order, and what a tie at the edge does.

Those who are not rated do not count in the group. Where an undecided subject could still change who is in, those it could
displace are undecided too; so are those for whom it matters who is counted at all.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Reaches
from stardb.quantity import Array, Column, Kind, Mask, arithmetic, bounds, logic, show_at
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scored import UNKNOWN, Branches, Scored
from stardb.scorers.kit.members import Members, count_by_group, to_subjects
from stardb.scorers.kit.place_use import PlaceUse
from stardb.scorers.kit.rank_bounds import describe_place
from stardb.scorers.steps.ladder import Ladder
from stardb.scorers.steps.places import ENDLESS, Places
from stardb.scorers.steps.quota_contest import Contest
from stardb.scorers.steps.quota_contests import INSIDE, OPEN, OUTSIDE, OVER, TIED

LACKING = "lacking"
"""The fact of a quota of at least so many that says how many its group lacks, whatever the undecided come to."""

Ties = Literal["undecided", "all_in", "all_out"]


@dataclass(frozen=True, eq=False)
class QuotaCore(Core):
    """The grade (or level) once the quota is applied; `base` is the one before.

    Branch: OUTSIDE not of the grade in question · INSIDE holds it · OVER passed over, or beyond a soft quota · TIED at the
    edge · OPEN depends on what is undecided · -1 own grade undecided. `members` are those the places are counted from, or
    `counted` tells of how many they are (`counted_for_all`: of the same number in every group). `of`, `overflow`, `fill_from` and
    `together` are heights; `overflow` may be a word beside the ladder. At most so many: those of
    `of` compete for the places, and there is no `overflow` where the quota is soft: it only says when it is exceeded. At
    least so many: those of `fill_from` fill the places that those of `of` and `together` leave.
    """

    base: str
    ladder: Ladder
    of: Fraction
    overflow: Fraction | str | None
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
    def goal(self) -> Fraction | str | None:
        """The height, or the word beside the ladder, that those come to who are moved: beyond the places, or into them. None where nobody is."""
        return self.overflow if self.fill_from is None else self.of

    @property
    def cases(self) -> tuple[str, ...]:
        ends = (self.of, self.overflow) if self.fill_from is None else (self.of, self.fill_from)
        return (*("soft" if end is None else self.ladder.show_height(end) for end in ends), *self.places.cases)

    def cases_of(self, scored: Scored, i: int) -> tuple[int, ...]:
        case = int(scored.branch[i])
        given = self.places.clause.cases_of(scored.parts[0], i) if self.places.cases and self.places.clause else ()
        return ((case - INSIDE,) if case in (INSIDE, OVER) else ()) + tuple(2 + one for one in given)

    def open_cases(self, reaches: Reaches) -> tuple[bool, ...]:
        given = self.places.clause.open_cases(reaches) if self.places.cases and self.places.clause else ()
        return (True, True, *given)

    def score(self, frame: AppraisalFrame) -> Scored:
        contest = Contest(self, frame)
        branch = contest.find_soft_branch() if self.goal is None else contest.find_branch()
        asked = branch.copy()
        branch[~contest.compete] = OUTSIDE
        branch[~contest.value.settled] = UNKNOWN
        value = contest.value if self.goal is None else self._move(contest, asked)
        facts = contest.list_facts()
        if self.fill_from is not None:
            facts[LACKING] = np.maximum(contest.group_places()[0] - self._count_most(contest, value), 0)
        return Scored(value, branch, facts=facts, parts=contest.parts, contested=contest.find_contested(asked))

    def _count_most(self, contest: "Contest", value: Column) -> Array:
        """How many at most of each subject's group come to hold what the quota asks for."""
        found, groups = self.ladder.outcomes(value), contest.groups
        held = np.any([found.span.holds(height) for height in (self.of, *self.together)], axis=0)
        may = found.on & held & contest.rated
        return to_subjects(count_by_group(may, groups), groups) + np.count_nonzero(may & (groups < 0))

    def describe_taken(self) -> str:
        """The grades whose places the quota counts, as people read them."""
        return "、".join(self.ladder.show_height(height) for height in (self.of, *self.together))

    def describe_source(self) -> str:
        """The grade that fills up the places, as people read it."""
        return self.ladder.show_height(self.start)

    def _move(self, contest: "Contest", asked: Branches) -> Column:
        """The values after: those moved at their goal, those who may be unknown between it and where they start."""
        assert self.goal is not None
        value, may_start = contest.value, contest.may_be(self.start) & contest.rated
        moved = may_start & (asked == (OVER if self.fill_from is None else INSIDE))
        unsure = may_start & np.isin(asked, (TIED, OPEN))
        to = self.ladder.make_outcomes(self.goal, np.ones(len(value), bool))
        if not self.ladder.words:
            found = self.ladder.outcomes(value).where(moved & value.known, to)
            return self.ladder.settle(found.join_where(unsure | (moved & ~value.known), to))
        column = arithmetic.choose(moved & value.known, self.ladder.settle(to), value).mask(~(unsure & value.known))
        words = self.ladder.choices
        possible = contest.possible.copy()
        start_at, goal_at = (words.index(self.ladder.show_height(end)) for end in (self.start, self.goal))
        possible[goal_at] |= moved | unsure
        possible[start_at] &= ~moved
        return bounds.with_words(replace_known(arithmetic.recode(column, words)), possible)

    def holds(self, column: Column) -> Mask:
        """Who has one of the results whose places it counts."""
        heights = self.ladder.heights(column)
        held: Mask = np.any(
            [heights.known & self._is_at(heights, height) for height in (self.of, *self.together)], axis=0
        )
        return held

    def list_uses(self, scored: Scored, after: Column) -> tuple[PlaceUse, ...]:
        """How its places are used. after: what came out, where something comes after the quotas; else what it made itself."""
        limit = "至少" if self.fill_from is not None else "约" if self.goal is None else "至多"
        facts, branch, column = scored.facts, scored.branch, scored.column
        over = (branch == OVER) & (self.fill_from is None)
        unknown = (branch == OPEN) | ((branch == UNKNOWN) & ~column.known & self.ladder.span(column).holds(self.of))
        return (
            PlaceUse(
                self.describe_taken(), limit, self.places.describe(), facts["rated"], facts["places_at_least"], facts["places"],
                self.holds(after), over, branch == TIED, unknown,
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
            return f"为{show_at(columns[self.base], i)}，{word}{of}名额{self._describe_lacking(scored, i)}"
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
                return f"{start}；{places}，{place}，补为{of}{self._describe_lacking(scored, i)}"
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

    def _describe_lacking(self, scored: Scored, i: int) -> str:
        """How many places nobody is left to fill."""
        lacking = self._fact(scored, LACKING, i) if LACKING in scored.facts else 0
        return f"；能补的都补了，本组还差{lacking}个" if lacking else ""

    def _soft(self, scored: Scored, i: int, of: str, case: int) -> str:
        places, held = self._places(scored, i, of), self._fact(scored, "qualified", i)
        if case == INSIDE:
            return f"为{of}；{places}，没有超过"
        if case == OVER:
            return f"为{of}；{places}，已有{held}个，超过{held - self._fact(scored, 'places', i)}个，只提示，不调整"
        return f"为{of}；{places}，还有待定对象，超没超过尚不能定，只提示，不调整"

    def _places(self, scored: Scored, i: int, of: str) -> str:
        where = f"本{self.members.group_title}" if self.members.within else "全体"
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
