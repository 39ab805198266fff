"""`Settlement`: the decisions of one scheme and period, applied where scoring comes to what they are of."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from stardb.dataclass import dataclass
from stardb.intake import Decision, Matter, Tables
from stardb.problems import Problem, unique
from stardb.quantity import HIDDEN, Column, Mask, UnreadableText, ValueRange, ranges, show_at, tidy
from stardb.rulebook import Role, Scheme, Step
from stardb.scorers.base import AppraisalFrame, Contested, Scored
from stardb.scoring.decisions.applied import AppliedDecision, DecisionOutcome, show_truth
from stardb.scoring.decisions.contradictions import settle_contradictions
from stardb.scoring.decisions.decided_cells import override_cells
from stardb.scoring.decisions.replaced_values import replace_value
from stardb.scoring.decisions.result_values import TypedValue, is_within, make_column, read_after, read_before
from stardb.scoring.decisions.settled_ties import TieDecision, read_tie, settle_ties
from stardb.scoring.decisions.targets import SubjectFinder, Unplaced, find_ranked, find_result, refuse
from stardb.scoring.value import Value

_OF_RATED = (Role.ENTITLEMENT, Role.GRADE, Role.LEVEL, Role.RATING, Role.TOTAL, Role.STAR)
"""The results that only those have who take part."""


@dataclass(frozen=True)
class _Meant:
    """A decision on a result, and whose."""

    decision: Decision
    subject: int


class Settlement:
    """Decisions on their way through scoring.

    Made of the tables as read, it has `tables` with the cells that were decided. `score_step` is asked for each step in
    turn; then `finish` tells what became of all.
    """

    def __init__(self, scheme: Scheme, tables: Tables, decisions: Sequence[Decision]) -> None:
        self._scheme = scheme
        self._problems: list[Problem] = []
        self._applied: list[AppliedDecision] = []
        self._by_rule: dict[str, Scored] = {}
        self._of_steps: dict[str, list[_Meant]] = {}
        self._ties: dict[str, list[TieDecision]] = {}
        self._unsettled: dict[Decision, list[Problem]] = {}
        self._beside: dict[tuple[str, int], tuple[AppliedDecision, ...]] = {}
        self._is_beyond = False
        self._order = {one: k for k, one in enumerate(decisions)}
        self.tables = self._place(tables, decisions) if decisions else tables

    def _place(self, tables: Tables, decisions: Sequence[Decision]) -> Tables:
        """Find what each decision means; the tables with the cells decided."""
        subjects = tables.subjects
        finder = SubjectFinder(self._scheme, subjects.keys, subjects.names, subjects.groups)
        of_cells: list[tuple[Decision, int]] = []
        of_ties: dict[tuple[str, ...], list[_Meant]] = {}
        for decision in decisions:
            try:
                subject = finder.find(decision)
                if decision.matter is Matter.CELL:
                    of_cells.append((decision, subject))
                elif decision.matter is Matter.ORDER:
                    steps = tuple(step.name for step in find_ranked(decision, self._scheme))
                    of_ties.setdefault(steps, []).append(_Meant(decision, subject))
                else:
                    step = find_result(decision, self._scheme)
                    self._of_steps.setdefault(step.name, []).append(_Meant(decision, subject))
            except Unplaced as error:
                self._problems.append(error.problem)
        for steps, meant in of_ties.items():
            self._place_ties(steps, meant)
        cells = override_cells(self._scheme, tables, of_cells)
        self._applied += cells.applied
        self._problems += cells.problems
        return cells.tables

    def _place_ties(self, steps: tuple[str, ...], meant: Sequence[_Meant]) -> None:
        """Keep the decisions on ties for the steps they bear on."""
        for one in self._leave_one_each(meant, tidy):
            read = read_tie(one.decision, one.subject)
            if isinstance(read, TieDecision):
                for step in steps:
                    self._ties.setdefault(step, []).append(read)
            else:
                self._problems.append(read)

    def _leave_one_each(self, meant: Sequence[_Meant], read: Callable[[str], object]) -> list[_Meant]:
        """Of each subject the one decision that does not contradict another."""
        left: list[_Meant] = []
        for subject in dict.fromkeys(one.subject for one in meant):
            mine = [one for one in meant if one.subject == subject]
            decision, problems = settle_contradictions([one.decision for one in mine], read)
            self._problems += problems
            left += [one for one in mine if one.decision is decision]
        return left

    def score_by_ties(self, step: Step, frame: AppraisalFrame) -> Scored:
        """A step scored, those level in the order that was decided."""
        by_rule = step.rule.score(frame)
        if step.name not in self._ties:
            return by_rule
        settled = settle_ties(step, frame, by_rule, self._ties[step.name])
        self._applied += settled.applied
        self._beside |= {(step.name, i): decisions for i, decisions in settled.beside.items()}
        for decision, found in settled.problems:
            self._unsettled.setdefault(decision, []).append(found)
        return settled.scored

    @property
    def keeps_reach(self) -> bool:
        """Whether every result so far is one that the rules can give, so that what they can come to bounds what follows."""
        return not self._is_beyond

    def settle(self, step: Step, by_rule: Scored) -> Scored:
        """The result of a step with what was decided in place of what the rule gave; dependants are scored from it."""
        if step.name not in self._of_steps:
            return by_rule
        column, reach = by_rule.column, self._scheme.reaches.get(step.name, ranges.ANYTHING)
        touched = np.zeros(len(column), bool)
        read = partial(_understand, step=step, column=column)
        for one in self._leave_one_each(self._of_steps[step.name], read):
            try:
                value = self._decide(one, step, by_rule.column, reach)
            except Unplaced as error:
                self._problems.append(error.problem)
                continue
            column = replace_value(column, one.subject, make_column(value, column))
            touched[one.subject] = True
            self._is_beyond |= not is_within(value, reach)
            before, after = Value.of(by_rule.column, one.subject), Value.of(column, one.subject)
            self._applied.append(AppliedDecision(one.decision, one.subject, step.name, step.title, before, after))
        if not touched.any():
            return by_rule
        self._by_rule[step.name] = by_rule
        return replace(by_rule, column=column, contested=_leave_untouched(by_rule, touched))

    def _decide(self, one: _Meant, step: Step, column: Column, reach: ValueRange) -> TypedValue:
        """What a decision makes of a result. Raises Unplaced where it does not hold, or changes nothing."""
        decision, i = one.decision, one.subject
        current, shown = column.at(i), show_at(replace(column, private=False), i)
        told = HIDDEN if column.private else show_truth(decision.matter, current) or shown
        try:
            after = read_after(decision.after, step, column, reach)
        except UnreadableText as error:
            message = f"{step.title}不能改为“{decision.after}”"
            found = decision.after or "空"
            raise Unplaced(refuse("D242", decision, message, found=found, expected=str(error))) from error
        if not self._holds(decision.before, current, shown, step, column):
            written = HIDDEN if column.private else decision.before
            message = f"{step.title}现在是{told}，不是原值“{written}”"
            raise Unplaced(refuse("D243", decision, message, found=told, expected=written or "空"))
        if after == current:
            raise Unplaced(refuse("D245", decision, f"{step.title}已经是{told}", found=told))
        return after

    @staticmethod
    def _holds(text: str, current: TypedValue, shown: str, step: Step, column: Column) -> bool:
        """Whether 原值 is what the rules give now: the same value, or the text that shows it, which may be rounded."""
        try:
            return read_before(text, step, column) == current or tidy(text) == tidy(shown)
        except UnreadableText:
            return tidy(text) == tidy(shown)

    def mark_decided(self, size: int) -> Mask:
        """Who has a result that was decided, whether its clause applies or not."""
        marked = np.zeros(size, bool)
        for one in self._applied:
            if one.spot is None and not one.is_of_order:
                marked[one.subject] = True
        return marked

    def finish(self, rated: Mask) -> DecisionOutcome:
        """What became of all decisions. rated: who takes part."""
        done = {one.decision for one in self._applied}
        for decision, found in self._unsettled.items():
            if decision not in done:
                self._problems.append(_gravest(found))
        applied = []
        for one in self._applied:
            step = self._scheme.step(one.step) if one.step else None
            if step is not None and step.role in _OF_RATED and not rated[one.subject]:
                message = f"它不参评，没有{step.title}"
                self._problems.append(refuse("D248", one.decision, message, found="不参评"))
            else:
                applied.append(one)
        applied.sort(key=lambda one: self._order[one.decision])
        return DecisionOutcome(tuple(applied), unique(self._problems), self._by_rule, self._beside)


def _understand(text: str, step: Step, column: Column) -> object:
    """What 改为 means, as far as that can be read: texts that mean the same are alike."""
    try:
        return read_before(text, step, column)
    except UnreadableText:
        return tidy(text)


def _gravest(found: Sequence[Problem]) -> Problem:
    """Of why a decision on ties does not hold in several steps: what says most. A tie that changes nothing before no tie at all."""
    return min(found, key=lambda one: (one.code == "D246", one.code))


def _leave_untouched(scored: Scored, touched: Mask) -> Contested | None:
    """The contests of places of which nobody's result was decided."""
    contested = scored.contested
    if contested is None:
        return None
    inside = touched & (contested.contest >= 0)
    keep = np.bincount(contested.contest[inside], minlength=contested.number) == 0
    return contested.narrow(keep) if keep.any() else None
