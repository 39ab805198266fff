"""The order within a tie as people decided it: the last key of what subjects are ordered by, and of nobody who is not level."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from fractions import Fraction

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import constant
from stardb.intake import Decision
from stardb.problems import Problem
from stardb.quantity import PENDING, Array, Column, Kind, Mask, tidy
from stardb.rulebook import Step
from stardb.scorers.base import AppraisalFrame, Scored
from stardb.scorers.clauses import RankCore
from stardb.scorers.kit import find_rank_ends
from stardb.scoring.decisions.applied import AppliedDecision
from stardb.scoring.decisions.targets import RANKING, refuse
from stardb.scoring.value import Value

_PLACE = re.compile(r"第?([1-9]\d{0,5})[名位个]?")
_TIED = frozenset({"", "并列", PENDING})
_COUNTED = re.compile(r"(\d+)个并列")


@dataclass(frozen=True)
class TieDecision:
    """A decision on a place among those level: whose, and the how manieth it comes."""

    decision: Decision
    subject: int
    place: int
    level: int = 0
    """How many were level when it was decided; 0 where it does not say."""


def read_tie(decision: Decision, subject: int) -> TieDecision | Problem:
    """A decision on ties read; a problem where it writes no place, or something other than a tie as what was before."""
    found = _PLACE.fullmatch(tidy(decision.after))
    if found is None:
        message = f"并列先后的“改为”写的是“{decision.after}”，要写排第几"
        return refuse("D242", decision, message, found=decision.after or "空", expected="1、2、3…")
    count = _COUNTED.fullmatch(tidy(decision.before))
    if count is None and tidy(decision.before) not in _TIED:
        message = f"并列先后的“原值”写的是“{decision.before}”"
        return refuse("D242", decision, message, found=decision.before, expected="并列，或留空")
    return TieDecision(decision, subject, int(found[1]), int(count[1]) if count else 0)


@dataclass(frozen=True, eq=False)
class SettledTies:
    """A step scored with ties settled; which decisions did so, and the problem of each that did not.

    problems: by decision, so that one which means another step of the same result can still hold. beside: whoever is level with
    somebody whose place was decided, and whose own was not -> those decisions.
    """

    scored: Scored
    applied: tuple[AppliedDecision, ...]
    problems: tuple[tuple[Decision, Problem], ...]
    beside: Mapping[int, tuple[AppliedDecision, ...]] = field(default_factory=dict)


def settle_ties(step: Step, frame: AppraisalFrame, by_rule: Scored, ties: Sequence[TieDecision]) -> SettledTies:
    """A step that ranks, scored again where those level stand as decided. by_rule: as it came out without."""
    level = _Levels(step, frame, by_rule)
    problems: list[tuple[Decision, Problem]] = []
    fit: list[TieDecision] = []
    for one in ties:
        if not level.is_tied(one.subject):
            problems.append((one.decision, _refuse_no_tie(one, step)))
        elif one.level not in (0, now := int(by_rule.facts["level"][one.subject])):
            told = f"现在是{now}个并列，不是原值“{one.decision.before}”"
            refused = refuse("D243", one.decision, told, found=f"{now}个并列", expected=one.decision.before)
            problems.append((one.decision, refused))
        elif same := [two for two in ties if two.place == one.place and level.are_level(one.subject, two.subject)][1:]:
            problems.append((one.decision, _refuse_same(one, same)))
        else:
            fit.append(one)
    if not fit:
        return SettledTies(by_rule, (), tuple(problems))
    scored = _score(step, frame, fit)
    idle = [one for one in fit if not _is_changed(by_rule.column, scored.column, level.list_level(one.subject))]
    if idle:
        problems += [(one.decision, _refuse_idle(one, step)) for one in idle]
        fit = [one for one in fit if one not in idle]
        scored = _score(step, frame, fit) if fit else by_rule
    before = {one.subject: f"{int(by_rule.facts['level'][one.subject])}个并列" for one in fit}
    applied = tuple(
        AppliedDecision(
            one.decision,
            one.subject,
            step.name,
            f"{step.title}的先后",
            _word(before[one.subject]),
            _word(f"第{one.place}"),
        )
        for one in fit
    )
    return SettledTies(scored, applied, tuple(problems), _find_beside(level, by_rule, applied))


def _find_beside(
    level: "_Levels", by_rule: Scored, applied: Sequence[AppliedDecision]
) -> dict[int, tuple[AppliedDecision, ...]]:
    """Who is level with somebody whose place was decided, and has none itself."""
    beside: dict[int, tuple[AppliedDecision, ...]] = {}
    decided = {one.subject for one in applied}
    for one in applied:
        alike = by_rule.branch == by_rule.branch[one.subject]  # who does not compete may have the same points
        for i in np.flatnonzero(level.list_level(one.subject) & alike).tolist():
            if i not in decided:
                beside[i] = (*beside.get(i, ()), one)
    return beside


def _word(text: str) -> Value:
    return Value(Kind.TEXT, text)


def _score(step: Step, frame: AppraisalFrame, ties: Sequence[TieDecision]) -> Scored:
    last = max(one.place for one in ties)
    order = np.zeros(frame.size, np.int64)
    for one in ties:
        order[one.subject] = last + 1 - one.place
    return step.rule.score(replace(frame, tie_order=order))


class _Levels:
    """Who is level with whom for certain, by the rule alone."""

    def __init__(self, step: Step, frame: AppraisalFrame, by_rule: Scored) -> None:
        core = step.rule.core
        assert isinstance(core, RANKING)
        self._low, self._high = (
            core.find_rank_ends(frame) if isinstance(core, RankCore) else find_rank_ends(core.order, frame)
        )
        self._groups: Array = core.members.collect(constant(Kind.NUMBER, Fraction(1)), frame).groups
        self._number: Array = by_rule.facts.get("level", np.zeros(frame.size, np.int64))

    def is_tied(self, i: int) -> bool:
        """Whether others certainly stand where subject i does."""
        return bool(self._low[i] == self._high[i] and self._groups[i] >= 0 and self._number[i] > 1)

    def are_level(self, i: int, j: int) -> bool:
        """Whether two stand in the same place of the same group; one does with itself."""
        return bool(self.list_level(i)[j])

    def list_level(self, i: int) -> Mask:
        """Who stands where subject i does."""
        level: Mask = (self._low == self._low[i]) & (self._high == self._high[i]) & (self._groups == self._groups[i])
        return level


def _is_changed(before: Column, after: Column, who: Mask) -> bool:
    """Whether the value of any of `who` is not the same."""
    return any(before.at(i) != after.at(i) for i in np.flatnonzero(who).tolist())


def _refuse_no_tie(one: TieDecision, step: Step) -> Problem:
    message = f"按“{step.title}”的先后，它没有与谁并列"
    return refuse("D246", one.decision, message, found="没有并列", expected="与别的对象并列")


def _refuse_same(one: TieDecision, same: Sequence[TieDecision]) -> Problem:
    numbers = "、".join(f"第{two.decision.number}号" for two in same)
    message = f"并列的当中，{numbers}裁定也排第{one.place}"
    return refuse("D244", one.decision, message, found=f"第{one.place}", expected="各排各的")


def _refuse_idle(one: TieDecision, step: Step) -> Problem:
    message = f"“{step.title}”不论并列的谁先谁后，结果都一样"
    return refuse("D245", one.decision, message, found="结果不变")
