"""Two states of one scheme held beside one another, as data: results, inputs, rules and decisions, and which clause did it.

A `RatedState` is made of an appraisal (`make_state`) or read from what the ledger keeps of a run (`read_state`);
`compare_states` gives `Changes`. Pure: no file, clock or database.
"""

from stardb.comparison.budget_changes import BudgetChange, GroupBudget
from stardb.comparison.change_data import describe_changes
from stardb.comparison.change_lines import (
    phrase_budget,
    phrase_cause,
    phrase_causes,
    phrase_cell,
    phrase_counts,
    phrase_decision,
    phrase_inputs,
    phrase_result,
    phrase_results,
    phrase_row,
    phrase_rule,
    phrase_subject,
)
from stardb.comparison.clause_causes import Cause, CauseKind, ParameterChange
from stardb.comparison.compare_states import Changes, SubjectChange, compare_states
from stardb.comparison.decision_changes import DecisionChange, DecisionEdit
from stardb.comparison.input_changes import CellChange, FileChange, InputChanges, RowChange
from stardb.comparison.rated_state import (
    KeptDecision,
    RatedState,
    StepValues,
    make_state,
    make_state_of_record,
)
from stardb.comparison.read_cells import ReadCells, make_read_cells
from stardb.comparison.result_changes import Move, ResultChange
from stardb.comparison.rule_changes import RuleChange, RuleEdit
from stardb.comparison.state_text import read_cells, read_state, write_cells, write_state

__all__ = [
    "BudgetChange",
    "Cause",
    "CauseKind",
    "CellChange",
    "Changes",
    "DecisionChange",
    "DecisionEdit",
    "FileChange",
    "GroupBudget",
    "InputChanges",
    "KeptDecision",
    "Move",
    "ParameterChange",
    "RatedState",
    "ReadCells",
    "ResultChange",
    "RowChange",
    "RuleChange",
    "RuleEdit",
    "StepValues",
    "SubjectChange",
    "compare_states",
    "describe_changes",
    "make_read_cells",
    "make_state",
    "make_state_of_record",
    "phrase_budget",
    "phrase_cause",
    "phrase_causes",
    "phrase_cell",
    "phrase_counts",
    "phrase_decision",
    "phrase_inputs",
    "phrase_result",
    "phrase_results",
    "phrase_row",
    "phrase_rule",
    "phrase_subject",
    "read_cells",
    "read_state",
    "write_cells",
    "write_state",
]
