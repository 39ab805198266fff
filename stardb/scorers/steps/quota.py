"""Quotas (名额), P34/P35: how many of a group may hold a grade or level, in what order, and what a tie at the edge does.

Those who are not rated do not count in the group. Where an undecided subject could still change who is in, those it could
displace are undecided too; so are those for whom it matters who is counted at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

from stardb.expressions import Formula, constant
from stardb.quantity import Array, Column, Kind, arithmetic, show, show_at
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scored import UNKNOWN, Branches, Scored
from stardb.scorers.kit.members import Members, count_by_group, to_subjects
from stardb.scorers.kit.rank_bounds import RankBounds, describe_place, find_rank_bounds, find_rank_ends
from stardb.scorers.kit.shares import count_share
from stardb.scorers.steps.ladder import HeightRange, Ladder

OUTSIDE, INSIDE, OVER, TIED, OPEN = 0, 1, 2, 3, 4

Ties = Literal["undecided", "all_in", "all_out"]


@dataclass(frozen=True, eq=False)
class Places:
    """How many places a group has: a share of those counted, `at_least` so many; or, without a share, a plain number."""

    share: Fraction | None
    count: int
    at_least: int
    rounding: str

    def of(self, sizes: Array) -> Array:
        """The places of groups of such sizes."""
        if self.share is None:
            return np.full(len(sizes), self.count)
        return np.maximum(count_share(sizes, self.share, self.rounding), self.at_least)

    def describe(self) -> str:
        """The quota as people read it."""
        if self.share is None:
            return f"{self.count}个"
        return show(Kind.PERCENT, self.share) + (f"、至少{self.at_least}个" if self.at_least else "")


@dataclass(frozen=True, eq=False)
class QuotaCore(Core):
    """The grade (or level) once the quota is applied; `base` is the one before.

    Branch: OUTSIDE not of the grade in question · INSIDE holds it · OVER passed over, or beyond a soft quota · TIED at the
    edge · OPEN depends on what is undecided · -1 own grade undecided. `members` are those the places are counted from.
    `of` and `overflow` are heights; there is no `overflow` where the quota is soft: it only says when it is exceeded.
    """

    base: str
    ladder: Ladder
    of: Fraction
    overflow: Fraction | None
    places: Places
    order: tuple[Formula, ...]
    ties: Ties
    members: Members

    @property
    def kind(self) -> Kind:
        return self.ladder.kind

    @property
    def choices(self) -> tuple[str, ...]:
        return self.ladder.choices

    @property
    def inputs(self) -> tuple[str, ...]:
        order = (name for formula in self.order for name in formula.names)
        return tuple(dict.fromkeys((self.base, *order, *self.members.inputs)))

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        if scored.branch[i] in (OUTSIDE, UNKNOWN):
            return (self.base,)
        order = (name for formula in self.order for name in formula.names)
        return tuple(dict.fromkeys((self.base, *order)))

    @property
    def cases(self) -> tuple[str, ...]:
        return (
            self.ladder.show_height(self.of),
            "soft" if self.overflow is None else self.ladder.show_height(self.overflow),
        )

    def cases_of(self, scored: Scored, i: int) -> tuple[int, ...]:
        case = int(scored.branch[i])
        return (case - INSIDE,) if case in (INSIDE, OVER) else ()

    def best_first(self) -> tuple[str, ...]:
        return self.ladder.words

    def score(self, frame: AppraisalFrame) -> Scored:
        value = frame[self.base]
        span = self.ladder.span(value, frame.scored.get(self.base))
        decided = frame[self.members.eligible].known if self.members.eligible else np.ones(frame.size, bool)
        wanted = value.known & ~self.ladder.beside(value) & span.holds(self.of) & frame.rated
        maybe = ~value.settled & span.holds(self.of) & frame.rated
        group_values = self.members.collect(constant(Kind.NUMBER, Fraction(1)), frame)
        sizes = (group_values.sizes, group_values.sizes + group_values.undecided)
        room = tuple(to_subjects(self.places.of(size), group_values.groups) for size in sizes)
        found = find_rank_bounds(
            find_rank_ends(self.order, frame), group_values.groups, wanted & decided, wanted | maybe
        )
        held = to_subjects(count_by_group(wanted & decided, group_values.groups), group_values.groups)
        if self.overflow is None:
            most = to_subjects(count_by_group(wanted | maybe, group_values.groups), group_values.groups)
            most = most + np.count_nonzero((wanted | maybe) & (group_values.groups < 0))
            branch = np.where(held > room[1], OVER, np.where(most <= room[0], INSIDE, OPEN))
        else:
            branch = self._cases(found, room[0], room[1])
        branch[group_values.groups < 0] = OPEN
        branch[~wanted] = OUTSIDE
        branch[~value.settled] = UNKNOWN
        facts = {
            "rated": to_subjects(sizes[1], group_values.groups),
            "places": room[1],
            "places_at_least": room[0],
            "qualified": held,
            **found.facts,
        }
        return self._make_scored(value, span, branch, facts)

    def _cases(self, found: RankBounds, least: Array, most: Array) -> Branches:
        """Of each that would hold the grade: whether it does, whatever the undecided come to."""
        (before, before_most), (upto, upto_most) = found.before, found.upto
        if self.ties == "all_in":
            inside, over = before_most < least, before >= most
        else:
            inside, over = upto_most <= least, (upto > most if self.ties == "all_out" else before >= most)
        branch = np.where(inside, INSIDE, np.where(over, OVER, OPEN))
        branch[(branch == OPEN) & found.certain & (least == most)] = TIED
        return branch

    def _make_scored(self, value: Column, span: HeightRange, branch: Branches, facts: Mapping[str, Branches]) -> Scored:
        if self.overflow is None:
            reach, possible = self.ladder.split_span(span)
            return Scored(value, branch, span=reach, possible=possible, facts=facts)
        size = len(value)
        below = Column.constant(Kind.NUMBER, self.overflow, size)
        lowered = arithmetic.choose(branch == OVER, self.ladder.value(below), value)
        column = lowered.mask((branch != TIED) & (branch != OPEN))
        may = (branch == TIED) | (branch == OPEN) | (~value.settled & span.holds(self.of))
        down = HeightRange(below, below)
        after = span.where(branch == OVER, down).join_where(may, down)
        reach, possible = self.ladder.split_span(after)
        return Scored(column, branch, span=reach, possible=possible, facts=facts)

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases, case = Phrases(columns, i), int(scored.branch[i])
        of = self.ladder.show_height(self.of) + columns[self.base].unit
        if case == UNKNOWN:
            return "等次未定，待定" if self.ladder.words else "星级未定，待定"
        if case == OUTSIDE:
            return f"为{show_at(columns[self.base], i)}，不占{of}名额"
        groupless = not all(columns[name].known[i] for name in self.members.within)
        if self.overflow is None:
            unknown = f"为{of}；{self.members.group_title}未知，约数算不出，只提示，不调整"
            return unknown if groupless else self._soft(scored, i, of, case)
        if groupless:
            return f"够{of}，但{self.members.group_title}未知，算不出名额，待定"
        order = "、".join(phrases.show(formula) for formula in self.order)
        places = self._places(scored, i, of)
        place = f"{describe_place(scored, i)}（{order}）"
        match case:
            case 1:
                return f"{places}，{place}，在名额之内"
            case 2:
                return f"够{of}，但{places}，{place}，名额已满，列为{scored.show_core(i)}"
            case 3:
                return f"够{of}，但{places}，{self._fact(scored, 'level', i)}个并列{place}，名额不够分，待定"
        unknown_parts = dict.fromkeys(name for f in self.order for name in f.names if not columns[name].known[i])
        if unknown_parts:
            return f"够{of}，但{places}，{'、'.join(unknown_parts)}未知，先后排不出，待定"
        return f"够{of}，但{places}，{self._doubt(scored, i)}，轮不轮得到尚不能定（{order}）"

    def _soft(self, scored: Scored, i: int, of: str, case: int) -> str:
        places, held = self._places(scored, i, of), self._fact(scored, "qualified", i)
        if case == INSIDE:
            return f"为{of}；{places}，没有超过"
        if case == OVER:
            return f"为{of}；{places}，已有{held}个，超过{held - self._fact(scored, 'places', i)}个，只提示，不调整"
        return f"为{of}；{places}，还有待定对象，超没超过尚不能定，只提示，不调整"

    def _places(self, scored: Scored, i: int, of: str) -> str:
        where = f"本{self.members.group_title}" if self.members.within else "全县"
        counted = f"参评{self._fact(scored, 'rated', i)}个"
        if self.members.where is not None:
            counted = f"计入{self._fact(scored, 'rated', i)}个：{self.members.where.text}"
        word = "约数" if self.overflow is None else "名额"
        return f"{where}{of}{word}{self._fact(scored, 'places', i)}个（{counted}，{self.places.describe()}）"

    def _doubt(self, scored: Scored, i: int) -> str:
        """What keeps a place open."""
        doubts = []
        if may := self._fact(scored, "maybe", i):
            doubts.append(f"还有{may}个待定对象可能占去")
        least, most = self._fact(scored, "places_at_least", i), self._fact(scored, "places", i)
        if least < most:
            doubts.append(f"有的对象计不计入未定，名额在{least}个到{most}个之间")
        return "，".join(doubts) or "还有待定对象可能占去"

    @staticmethod
    def _fact(scored: Scored, name: str, i: int) -> int:
        return int(scored.facts[name][i])
