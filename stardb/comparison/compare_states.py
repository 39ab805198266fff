"""`compare_states`: all that differs between two states of one scheme."""

from collections.abc import Callable, Sequence
from dataclasses import field

from stardb.comparison.budget_changes import BudgetChange, compare_budgets
from stardb.comparison.clause_causes import Cause, CauseFinder
from stardb.comparison.decision_changes import DecisionChange, compare_decisions
from stardb.comparison.input_changes import InputChanges, compare_inputs
from stardb.comparison.rated_state import RatedState
from stardb.comparison.result_changes import Move, ResultChange, compare_results, pair_subjects, sum_up_moves
from stardb.comparison.rule_changes import RuleChange, compare_rules
from stardb.dataclass import dataclass
from stardb.scoring import STATES


@dataclass(frozen=True, eq=False)
class SubjectChange:
    """A subject that came to something else, or is in one state only.

    number: its place in the roster of the later state, from 1; 0 where it is no more in it. state_before, state_after: 已定, 待定,
    不参评; "" where it is not there. results: those that differ. causes: the clauses that did it.
    """

    number: int
    key: str
    group: str
    name: str
    state_before: str
    state_after: str
    move: Move
    results: tuple[ResultChange, ...] = ()
    causes: tuple[Cause, ...] = ()


@dataclass(frozen=True, eq=False)
class Changes:
    """All that differs between two states of one scheme, before and after."""

    before: RatedState
    after: RatedState
    subjects: tuple[SubjectChange, ...] = ()
    rules: tuple[RuleChange, ...] = ()
    inputs: InputChanges = field(default_factory=InputChanges)
    decisions: tuple[DecisionChange, ...] = ()
    budget: tuple[BudgetChange, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether nothing at all differs."""
        inputs = self.inputs
        return not (self.subjects or self.rules or inputs.cells or inputs.rows or inputs.files or self.decisions)

    @property
    def is_of_one_period(self) -> bool:
        """Whether both are of one period: then somebody changed something, and not the year."""
        return self.before.period == self.after.period

    def count(self, *moves: Move) -> int:
        """How many subjects went one of these ways."""
        return sum(one.move in moves for one in self.subjects)


def compare_states(
    before: RatedState, after: RatedState, find_earlier: Callable[[Sequence[str]], list[str]] | None = None
) -> Changes:
    """All that differs. find_earlier: what the earlier state calls each key of the later one, where some are renamed."""
    pairs = pair_subjects(before, after, find_earlier)
    is_same_period = before.period == after.period
    inputs = compare_inputs(before, after, pairs, is_same_period)
    rules, decisions = compare_rules(before, after), compare_decisions(before, after)
    results = compare_results(before, after, pairs)
    finder = CauseFinder(before, after, pairs, inputs, rules, decisions)
    subjects = []
    for i, j in enumerate(pairs.before.tolist()):
        states = STATES[int(before.state[j])] if j >= 0 else "", STATES[int(after.state[i])]
        if i in results or states[0] != states[1]:
            mine = tuple(results.get(i, ()))
            move = sum_up_moves(mine) if j >= 0 else Move.ADDED
            causes = finder.find(i, mine) if j >= 0 else ()
            subjects.append(
                SubjectChange(i + 1, after.keys[i], after.groups[i], after.names[i], *states, move, mine, causes)
            )
    subjects += [
        SubjectChange(0, before.keys[j], before.groups[j], before.names[j], STATES[int(before.state[j])], "", Move.GONE)
        for j in pairs.gone
    ]
    budget = compare_budgets(before, after)
    return Changes(before, after, tuple(subjects), rules, inputs, decisions, budget)
