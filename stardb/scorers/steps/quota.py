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
from stardb.scorers.base.frame import Reckoning
from stardb.scorers.base.phrases import Saying
from stardb.scorers.base.scored import UNKNOWN, Branches, Scored
from stardb.scorers.kit.members import Members, spread, tally
from stardb.scorers.kit.rank_bounds import Rivalry, placed, rank_ends, rivalry
from stardb.scorers.kit.shares import heads
from stardb.scorers.steps.ladder import Ladder, Span

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
        return np.maximum(heads(sizes, self.share, self.rounding), self.at_least)

    def told(self) -> str:
        """The quota as people read it."""
        if self.share is None:
            return f"{self.count}个"
        return show(Kind.PERCENT, self.share) + (f"、至少{self.at_least}个" if self.at_least else "")


@dataclass(frozen=True, eq=False)
class QuotaCore(Core):
    """The grade (or level) once the quota is applied; `bare` is the one before.

    Branch: OUTSIDE not of the grade in question · INSIDE holds it · OVER passed over, or beyond a soft quota · TIED at the
    edge · OPEN depends on what is undecided · -1 own grade undecided. `members` are those the places are reckoned of.
    `of` and `overflow` are heights; there is no `overflow` where the quota is soft: it only says when it is exceeded.
    """

    bare: str
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
        return tuple(dict.fromkeys((self.bare, *order, *self.members.inputs)))

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        if scored.branch[i] in (OUTSIDE, UNKNOWN):
            return (self.bare,)
        order = (name for formula in self.order for name in formula.names)
        return tuple(dict.fromkeys((self.bare, *order)))

    @property
    def cases(self) -> tuple[str, ...]:
        return (self.ladder.told(self.of), "soft" if self.overflow is None else self.ladder.told(self.overflow))

    def taken(self, scored: Scored, i: int) -> tuple[int, ...]:
        case = int(scored.branch[i])
        return (case - INSIDE,) if case in (INSIDE, OVER) else ()

    def best_first(self) -> tuple[str, ...]:
        return self.ladder.words

    def score(self, frame: Reckoning) -> Scored:
        value = frame[self.bare]
        span = self.ladder.span(value, frame.scored.get(self.bare))
        decided = frame[self.members.eligible].known if self.members.eligible else np.ones(frame.size, bool)
        wanted = value.known & ~self.ladder.beside(value) & span.holds(self.of) & frame.rated
        maybe = ~value.known & span.holds(self.of) & frame.rated
        circle = self.members.circle(constant(Kind.NUMBER, Fraction(1)), frame)
        sizes = (circle.sizes, circle.sizes + circle.undecided)
        room = tuple(spread(self.places.of(size), circle.groups) for size in sizes)
        found = rivalry(rank_ends(self.order, frame), circle.groups, wanted & decided, wanted | maybe)
        held = spread(tally(wanted & decided, circle.groups), circle.groups)
        if self.overflow is None:
            most = spread(tally(wanted | maybe, circle.groups), circle.groups)
            most = most + np.count_nonzero((wanted | maybe) & (circle.groups < 0))
            branch = np.where(held > room[1], OVER, np.where(most <= room[0], INSIDE, OPEN))
        else:
            branch = self._cases(found, room[0], room[1])
        branch[circle.groups < 0] = OPEN
        branch[~wanted] = OUTSIDE
        branch[~value.known] = UNKNOWN
        facts = {
            "参评": spread(sizes[1], circle.groups),
            "名额": room[1],
            "名额至少": room[0],
            "够格": held,
            **found.facts,
        }
        return self._scored(value, span, branch, facts)

    def _cases(self, found: Rivalry, least: Array, most: Array) -> Branches:
        """Of each that would hold the grade: whether it does, whatever the undecided come to."""
        (before, before_most), (upto, upto_most) = found.before, found.upto
        if self.ties == "all_in":
            inside, over = before_most < least, before >= most
        else:
            inside, over = upto_most <= least, (upto > most if self.ties == "all_out" else before >= most)
        branch = np.where(inside, INSIDE, np.where(over, OVER, OPEN))
        branch[(branch == OPEN) & found.certain & (least == most)] = TIED
        return branch

    def _scored(self, value: Column, span: Span, branch: Branches, facts: Mapping[str, Branches]) -> Scored:
        if self.overflow is None:
            reach, possible = self.ladder.open_to(span)
            return Scored(value, branch, span=reach, possible=possible, facts=facts)
        size = len(value)
        below = Column.constant(Kind.NUMBER, self.overflow, size)
        lowered = arithmetic.choose(branch == OVER, self.ladder.value(below), value)
        column = lowered.masked((branch != TIED) & (branch != OPEN))
        may = (branch == TIED) | (branch == OPEN) | (~value.known & span.holds(self.of))
        down = Span(below, below)
        after = span.where(branch == OVER, down).joined(may, down)
        reach, possible = self.ladder.open_to(after)
        return Scored(column, branch, span=reach, possible=possible, facts=facts)

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        said, case = Saying(columns, i), int(scored.branch[i])
        of = self.ladder.told(self.of) + columns[self.bare].unit
        if case == UNKNOWN:
            return "等次未定，待定" if self.ladder.words else "星级未定，待定"
        if case == OUTSIDE:
            return f"为{show_at(columns[self.bare], i)}，不占{of}名额"
        homeless = not all(columns[name].known[i] for name in self.members.within)
        if self.overflow is None:
            unknown = f"为{of}；{self.members.named}未知，约数算不出，只提示，不调整"
            return unknown if homeless else self._soft(scored, i, of, case)
        if homeless:
            return f"够{of}，但{self.members.named}未知，算不出名额，待定"
        order = "、".join(said.read(formula) for formula in self.order)
        places = self._places(scored, i, of)
        place = f"{placed(scored, i)}（{order}）"
        match case:
            case 1:
                return f"{places}，{place}，在名额之内"
            case 2:
                return f"够{of}，但{places}，{place}，名额已满，列为{scored.told(i)}"
            case 3:
                return f"够{of}，但{places}，{self._fact(scored, '并列', i)}个并列{place}，名额不够分，待定"
        lacking = dict.fromkeys(name for f in self.order for name in f.names if not columns[name].known[i])
        if lacking:
            return f"够{of}，但{places}，{'、'.join(lacking)}未知，先后排不出，待定"
        return f"够{of}，但{places}，{self._doubt(scored, i)}，轮不轮得到尚不能定（{order}）"

    def _soft(self, scored: Scored, i: int, of: str, case: int) -> str:
        places, held = self._places(scored, i, of), self._fact(scored, "够格", i)
        if case == INSIDE:
            return f"为{of}；{places}，没有超过"
        if case == OVER:
            return f"为{of}；{places}，已有{held}个，超过{held - self._fact(scored, '名额', i)}个，只提示，不调整"
        return f"为{of}；{places}，还有待定对象，超没超过尚不能定，只提示，不调整"

    def _places(self, scored: Scored, i: int, of: str) -> str:
        where = f"本{self.members.named}" if self.members.within else "全县"
        counted = f"参评{self._fact(scored, '参评', i)}个"
        if self.members.where is not None:
            counted = f"计入{self._fact(scored, '参评', i)}个：{self.members.where.spell(lambda name: name)}"
        word = "约数" if self.overflow is None else "名额"
        return f"{where}{of}{word}{self._fact(scored, '名额', i)}个（{counted}，{self.places.told()}）"

    def _doubt(self, scored: Scored, i: int) -> str:
        """What keeps a place open."""
        doubts = []
        if may := self._fact(scored, "可能", i):
            doubts.append(f"还有{may}个待定对象可能占去")
        least, most = self._fact(scored, "名额至少", i), self._fact(scored, "名额", i)
        if least < most:
            doubts.append(f"有的对象计不计入未定，名额在{least}个到{most}个之间")
        return "，".join(doubts) or "还有待定对象可能占去"

    @staticmethod
    def _fact(scored: Scored, name: str, i: int) -> int:
        return int(scored.facts[name][i])
