"""What stands before all else: vetoes that hold, and which single change would lift them."""

from collections.abc import Mapping
from fractions import Fraction

import numpy as np

from stardb.advice.advice_targets import Target, list_chain, looks_at_others
from stardb.advice.changeable_cells import ChangeableColumn
from stardb.advice.trials import CellValue, Trial, Trials, find_upstream
from stardb.dataclass import dataclass
from stardb.expressions import Formula
from stardb.quantity import Mask
from stardb.rulebook import Step
from stardb.scorers.base import Scored
from stardb.scorers.steps import AwardCore, VetoCore
from stardb.scoring import Appraisal

_BANNED = 4
_LOWERING = ("cap", "set", "down", "undecided")


@dataclass(frozen=True)
class PlannedChange:
    """One cell changed: its column, what it holds, what it is to hold."""

    column: str
    old: CellValue | None
    new: CellValue


@dataclass(frozen=True, eq=False)
class StandingVeto:
    """One veto of a step, as it may stand in the way of a target."""

    step: Step
    number: int
    when: Formula
    because: str

    def holds(self, scored: Scored) -> Mask:
        """For whom it holds."""
        if isinstance(self.step.rule.core, AwardCore):
            held: Mask = (scored.branch > 0) & (scored.branch & (_BANNED << self.number) > 0)
            return held
        vetoed: Mask = scored.facts[str(self.number)] == 1
        return vetoed

    def is_lifted(self, scored: Scored) -> Mask:
        """For whom it does not hold, and that is known."""
        if isinstance(self.step.rule.core, AwardCore):
            return (scored.branch >= 0) & ~self.holds(scored)
        lifted: Mask = scored.facts[str(self.number)] == 0
        return lifted


@dataclass(frozen=True)
class Obstacle:
    """A veto that holds for a subject: the reason, the condition as written, and the change that lifts it; None for none."""

    because: str
    when: str
    lift: PlannedChange | None


def list_bans(appraisal: Appraisal, target: Target) -> list[StandingVeto]:
    """The vetoes that may lower a target, in the order of its steps."""
    found = []
    for step in reversed([*list_chain(appraisal.scheme, target.step)]):
        core = step.rule.core
        if isinstance(core, AwardCore):
            found += [StandingVeto(step, k, ban.when, ban.because) for k, ban in enumerate(core.bans)]
        if isinstance(core, VetoCore):
            found += [
                StandingVeto(step, k, veto.when, veto.because)
                for k, veto in enumerate(core.vetoes)
                if veto.effect in _LOWERING and not veto.kept
            ]
    return found


def find_obstacles(
    appraisal: Appraisal, target: Target, columns: Mapping[str, ChangeableColumn], trials: Trials, who: list[int]
) -> dict[int, list[Obstacle]]:
    """Subject -> the vetoes of a target that hold for it."""
    found: dict[int, list[Obstacle]] = {}
    for ban in list_bans(appraisal, target):
        held = ban.holds(appraisal.scored[ban.step.name])
        mine = [i for i in who if held[i]]
        lifts = _find_lifts(appraisal, ban, columns, trials, mine) if mine else {}
        for i in mine:
            found.setdefault(i, []).append(Obstacle(ban.because, ban.when.text, lifts.get(i)))
    return found


def _find_lifts(
    appraisal: Appraisal, ban: StandingVeto, columns: Mapping[str, ChangeableColumn], trials: Trials, who: list[int]
) -> dict[int, PlannedChange]:
    """Subject -> the least single change by which a veto no longer holds."""
    if ban.step.name not in {step.name for step in trials.scheme.steps} or looks_at_others(
        appraisal.scheme, ban.step.name
    ):
        return {}
    upstream = find_upstream(appraisal.scheme, ban.when.names)
    asked = [
        (i, column, value)
        for column in columns.values()
        if column.name in upstream
        for i in who
        for value in column.values
        if value != appraisal.columns[column.name].at(i) and appraisal.columns[column.name].known[i]
    ]
    if not asked:
        return {}
    results = trials.score([Trial(i, {column.name: value}) for i, column, value in asked])
    lifted = np.concatenate([ban.is_lifted(part.scored[ban.step.name]) for part in results.parts])
    best: dict[int, tuple[Fraction, int, PlannedChange]] = {}
    for k, (i, column, value) in enumerate(asked):
        old = appraisal.columns[column.name].at(i)
        if lifted[k]:
            one = (column.measure(old, value), k, PlannedChange(column.name, old, value))
            best[i] = min(best.get(i, one), one, key=lambda each: each[:2])
    return {i: change for i, (_, _, change) in best.items()}
