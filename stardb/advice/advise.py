"""Advice for every subject of an appraisal: what would still bring it each star it has not won, and the next level."""

from collections.abc import Mapping, Sequence
from enum import Enum
from fractions import Fraction

from stardb.advice.advice_targets import Target, find_targets, looks_at_others, make_rated_target
from stardb.advice.changeable_cells import ChangeableColumn, find_changeable
from stardb.advice.obstacles import Obstacle, PlannedChange, find_obstacles
from stardb.advice.plan_search import MOST_CHANGES, MOST_PLANS, Draft, PlanSearch
from stardb.advice.trials import CellValue, Trials, change_tables, find_upstream, score_again
from stardb.dataclass import dataclass
from stardb.quantity import NO_CALENDAR, Kind, WorkCalendar
from stardb.rulebook import Role
from stardb.scoring import Appraisal


class Outlook(Enum):
    """How a subject stands to a target.

    OPEN there are plans · FAR none of at most three changes · FIXED nothing that it is made from can still be changed · BARRED a veto holds that cannot be lifted, or a star asked for
    first is out of reach · UNDECIDED the result is, or what it is made from · SHARED it rests on others: on places, on ranks.
    """

    OPEN = "有办法"
    FAR = "改三样以内够不上"
    FIXED = "本期改不了"
    BARRED = "不能解除"
    UNDECIDED = "待定"
    SHARED = "要看别的对象"


@dataclass(frozen=True)
class PlanEffect:
    """A result that a plan alters: its name, before and after, as people read them."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class AdvicePlan:
    """What brings a subject to a target, checked by scoring it.

    first: what is changed before all else: vetoes lifted, stars won that are asked for first. changes: at most three. gain: what
    the number comes up by that the target goes by; None where it goes by none. effects: the results it alters, of those that
    stand on the subject alone.
    """

    first: tuple[PlannedChange, ...]
    changes: tuple[PlannedChange, ...]
    gain: Fraction | None
    effects: tuple[PlanEffect, ...] = ()

    @property
    def every(self) -> dict[str, CellValue]:
        """Column -> what it is to hold, of all changes together."""
        return {change.column: change.new for change in (*self.first, *self.changes)}


@dataclass(frozen=True, eq=False)
class TargetAdvice:
    """What would bring a subject to one target.

    distance: by how much it is short of it, of the number it goes by; None where that is not told. obstacles: the vetoes that
    hold. required: the stars that are asked for first and not won. plans: the cheapest first.
    """

    subject: int
    target: Target
    outlook: Outlook
    distance: Fraction | None = None
    obstacles: tuple[Obstacle, ...] = ()
    required: tuple[str, ...] = ()
    plans: tuple[AdvicePlan, ...] = ()


@dataclass(frozen=True, eq=False)
class Advice:
    """What would still bring more. targets: subject -> its targets, the cheapest first; left_out: who was asked for and takes no part."""

    appraisal: Appraisal
    columns: Mapping[str, ChangeableColumn]
    targets: Mapping[int, tuple[TargetAdvice, ...]]
    left_out: tuple[int, ...] = ()


def advise(appraisal: Appraisal, calendar: WorkCalendar = NO_CALENDAR, subjects: Sequence[int] | None = None) -> Advice:
    """What would bring each subject the stars it has not won, and the next level; every plan has been scored and holds.

    calendar: as for `score`. subjects: whose advice is wanted; None for everybody's. Who takes no part gets none.
    """
    asked = [*(range(len(appraisal.subjects)) if subjects is None else subjects)]
    who = [i for i in asked if appraisal.rated[i]]
    maker = _Maker(appraisal, calendar, find_changeable(appraisal))
    for target in find_targets(appraisal.scheme):
        maker.add(target, who)
    found: dict[int, list[TargetAdvice]] = {i: [] for i in who}
    for one in maker.made:
        found[one.subject].append(one)
    targets = {i: tuple(sorted(mine, key=_order)) for i, mine in found.items()}
    return Advice(appraisal, maker.columns, targets, tuple(i for i in asked if not appraisal.rated[i]))


def _order(one: TargetAdvice) -> tuple[bool, bool, Fraction, int]:
    """What is within reach first; then by the points needed, then by the number of changes; the level after the stars."""
    fewest = min((len(plan.first) + len(plan.changes) for plan in one.plans), default=MOST_CHANGES + 1)
    return (not one.plans, one.target.step.role is not Role.STAR, one.distance or Fraction(0), fewest)


class _Maker:
    """Makes the advice target by target, a star that another asks for before it."""

    def __init__(self, appraisal: Appraisal, calendar: WorkCalendar, columns: Mapping[str, ChangeableColumn]) -> None:
        self.appraisal, self.calendar, self.columns = appraisal, calendar, columns
        self.made: list[TargetAdvice] = []
        self.by_target: dict[str, dict[int, TargetAdvice]] = {}
        names = {step.name for step in appraisal.result_steps()}
        scheme = appraisal.scheme
        shared = [target for name in scheme.ratings for target in [make_rated_target(scheme, name)]]
        self.before_others = [one for one in shared if one is not None and one.is_shared and one.promised is not None]
        self.own = [step for step in scheme.steps if step.name in names and not looks_at_others(scheme, step.name)]

    def add(self, target: Target, who: Sequence[int]) -> None:
        """Make the advice of one target for those who may come to more of it."""
        column = self.appraisal.columns[target.name]
        mine = {i: TargetAdvice(i, target, Outlook.UNDECIDED) for i in who if not column.settled[i]}
        open_ = [i for i in who if column.settled[i] and self._may_rise(target, i)]
        if target.promised is None:
            mine |= {i: TargetAdvice(i, target, Outlook.SHARED) for i in open_}
        else:
            mine |= self._find(target, open_)
        mine = {i: mine[i] for i in who if i in mine}
        self.by_target[target.name] = mine
        self.made += mine.values()

    def _may_rise(self, target: Target, i: int) -> bool:
        """Whether there is anything higher than what a subject has."""
        height = target.height(self.appraisal.columns[target.name].at(i))
        if height is None:
            return False
        if target.rating is not None and target.rating.order:
            return height < 0
        reach = self.appraisal.scheme.reaches.get(target.name)
        if target.rating is None and target.step.rule.kind is Kind.BOOL:
            return height < 1
        if target.rating is not None and target.rating.best == "lowest":
            return reach is None or reach.low is None or -height > reach.low
        return reach is None or reach.high is None or height < reach.high

    def _find(self, target: Target, who: list[int]) -> dict[int, TargetAdvice]:
        assert target.promised is not None
        names = [target.promised.name, *([target.measure] if target.measure else [])]
        trials = Trials(self.appraisal, names, self.calendar)
        obstacles = find_obstacles(self.appraisal, target, self.columns, trials, who)
        first, missing = self._find_first(target, who, obstacles)
        base = {i: {change.column: change.new for change in changes} for i, changes in first.items()}
        search = PlanSearch(self.appraisal, target, self.columns, trials, base)
        able = [i for i in who if self.appraisal.columns[target.promised.name].settled[i]]
        drafts = self._draft(target, search, able)
        plans = self._check(target, first, drafts)
        return {
            i: TargetAdvice(
                i, target, self._judge(target, i, plans.get(i, ()), obstacles.get(i, ()), missing.get(i, ())),
                self._find_distance(target, i), tuple(obstacles.get(i, ())), missing.get(i, ()), plans.get(i, ()),
            )
            for i in who
        }  # fmt: skip

    def _is_above(self, target: Target, i: int) -> bool:
        """Whether a subject comes to more by itself than the places, or the others, leave it."""
        assert target.promised is not None
        own, final = (target.height(self.appraisal.columns[name].at(i)) for name in (target.promised.name, target.name))
        return own is not None and final is not None and own > final

    def _judge(
        self,
        target: Target,
        i: int,
        plans: Sequence[AdvicePlan],
        obstacles: Sequence[Obstacle],
        missing: tuple[str, ...],
    ) -> Outlook:
        if plans:
            return Outlook.OPEN
        if target.is_shared and self._is_above(target, i):
            return Outlook.SHARED
        barred = any(obstacle.lift is None for obstacle in obstacles)
        assert target.promised is not None
        upstream = find_upstream(self.appraisal.scheme, [target.promised.name])
        if target.step.role is not Role.STAR:
            parts = [found[i].outlook for name, found in self.by_target.items() if name in upstream and i in found]
            barred = barred or (bool(parts) and all(one is Outlook.BARRED for one in parts))
        if barred or missing:
            return Outlook.BARRED
        columns = self.appraisal.columns
        if any(not columns[name].settled[i] for name in upstream if name in self.appraisal.scheme.columns):
            return Outlook.UNDECIDED
        return Outlook.FAR if any(name in upstream for name in self.columns) else Outlook.FIXED

    def _find_first(
        self, target: Target, who: Sequence[int], obstacles: Mapping[int, Sequence[Obstacle]]
    ) -> tuple[dict[int, tuple[PlannedChange, ...]], dict[int, tuple[str, ...]]]:
        """Subject -> what is changed before all else; and which stars that are asked for first it has not."""
        first: dict[int, tuple[PlannedChange, ...]] = {}
        missing: dict[int, tuple[str, ...]] = {}
        for i in who:
            changes = {o.lift.column: o.lift for o in obstacles.get(i, ()) if o.lift is not None}
            missing[i] = tuple(name for name in target.required if self.appraisal.columns[name].at(i) is False)
            for name in missing[i]:
                before = self.by_target.get(name, {}).get(i)
                for plan in before.plans[:1] if before is not None else ():
                    changes = {change.column: change for change in (*plan.first, *plan.changes)} | changes
            first[i] = tuple(changes.values())
        return first, missing

    def _draft(self, target: Target, search: PlanSearch, who: Sequence[int]) -> dict[int, list[Draft]]:
        """What may be done: of a level that counts stars the plans for one star more, else what the search finds."""
        assert target.promised is not None
        upstream = find_upstream(self.appraisal.scheme, [target.promised.name])
        stars = [name for name in self.by_target if name in upstream]
        if not stars or target.step.role is Role.STAR:
            return search.find(who)
        tried = [
            (i, plan, self.by_target[name][i])
            for name in stars
            for i in who
            if i in self.by_target[name]
            for plan in self.by_target[name][i].plans
        ]
        stands = search.stand([(i, plan.every) for i, plan, _ in tried])
        found: dict[int, list[tuple[tuple[Fraction, int], Draft]]] = {i: [] for i in who}
        for (i, plan, one), standing in zip(tried, stands, strict=True):
            if self._rises(target, i, standing.height):
                rank = (one.distance or Fraction(0), len(plan.first) + len(plan.changes))
                found[i].append((rank, Draft(i, tuple(plan.every.items()), plan.gain or Fraction(0))))
        chosen = {
            i: [draft for _, draft in sorted(mine, key=lambda one: one[0])][:MOST_PLANS] for i, mine in found.items()
        }
        without = [i for i in who if not chosen[i]]
        bare = zip(without, search.stand([(i, {}) for i in without]), strict=True)
        return chosen | {i: [Draft(i, ())] for i, standing in bare if self._rises(target, i, standing.height)}

    def _rises(self, target: Target, i: int, height: Fraction | None) -> bool:
        """Whether a height is above the one a subject has now."""
        assert target.promised is not None
        now = target.height(self.appraisal.columns[target.promised.name].at(i))
        return height is not None and now is not None and height > now

    def _check(
        self, target: Target, first: Mapping[int, tuple[PlannedChange, ...]], drafts: Mapping[int, Sequence[Draft]]
    ) -> dict[int, tuple[AdvicePlan, ...]]:
        """The drafts that hold when the whole scheme is scored with them: the first of everybody at once, then the second, …"""
        assert target.promised is not None
        held: dict[int, list[AdvicePlan]] = {}
        for k in range(max((len(mine) for mine in drafts.values()), default=0)):
            plans = {
                i: self._make_plan(i, first.get(i, ()), mine[k], target) for i, mine in drafts.items() if k < len(mine)
            }
            tables = change_tables(self.appraisal, {i: plan.every for i, plan in plans.items()})
            after = score_again(self.appraisal, tables, self.calendar)
            for i, plan in plans.items():
                if self._rises(target, i, target.height(after.columns[target.promised.name].at(i))):
                    effects = self._list_effects(after, i)
                    held.setdefault(i, []).append(AdvicePlan(plan.first, plan.changes, plan.gain, effects))
        return {i: tuple(plans) for i, plans in held.items()}

    def _make_plan(self, i: int, first: tuple[PlannedChange, ...], draft: Draft, target: Target) -> AdvicePlan:
        changes = tuple(PlannedChange(name, self.appraisal.columns[name].at(i), value) for name, value in draft.changes)
        own = {change.column for change in changes}
        rest = tuple(change for change in first if change.column not in own)
        return AdvicePlan(rest, changes, draft.gain if target.measure or draft.gain else None)

    def _list_effects(self, after: Appraisal, i: int) -> tuple[PlanEffect, ...]:
        """The results of a subject that come out otherwise, of those that stand on it alone."""
        texts = ((step.title, self.appraisal.text(step.name, i), after.text(step.name, i)) for step in self.own)
        found = [PlanEffect(*text) for text in texts if text[1] != text[2]]
        for target in self.before_others:
            assert target.promised is not None
            before, now = (one.text(target.promised.name, i) for one in (self.appraisal, after))
            found += [PlanEffect(f"{target.step.title}（名额、排名之前）", before, now)] if before != now else []
        return tuple(found)

    def _find_distance(self, target: Target, i: int) -> Fraction | None:
        """How far the next number is at which the target turns; None where it goes by no number, or is past all."""
        now = self.appraisal.columns[target.measure].at(i) if target.measure else None
        return min((mark - now for mark in target.marks if isinstance(now, Fraction) and mark > now), default=None)
