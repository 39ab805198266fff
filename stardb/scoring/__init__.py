"""Scheme + tables + history -> Appraisal, and why. Pure: touches no file, no clock, no database."""

from stardb.scoring.appraisal import STATES, Appraisal
from stardb.scoring.borrowing import fill_borrowed_tables
from stardb.scoring.borrowing_checks import find_borrowing_faults, order_schemes
from stardb.scoring.decisions.applied import NO_DECISIONS, AppliedDecision, DecisionOutcome
from stardb.scoring.decisions.decidable_items import CurrentValue, find_current_value, list_decidable_items
from stardb.scoring.decisions.decision_text import mark_decided, phrase_authority, phrase_change, phrase_decision
from stardb.scoring.doubts import OpenClause, find_open_clauses
from stardb.scoring.explanation import (
    Citation,
    Explanation,
    Lack,
    Origin,
    RowUse,
    explain,
    explain_row,
    explain_step,
    find_names_that_count,
)
from stardb.scoring.explanation_text import phrase, phrase_losses, phrase_past, phrase_value
from stardb.scoring.history.comparison import compute_rise, find_compared_name, last_results, rated_a_year_before
from stardb.scoring.history.history import History
from stardb.scoring.history.history_line import HistoryLine
from stardb.scoring.history.past import DECIDED, NOT_RATED, RECORD, UNDECIDED, Past, whole_numbers
from stardb.scoring.history.past_source import PastKind, PastSource, find_past_source
from stardb.scoring.lacking_evidence import lacks_evidence
from stardb.scoring.losses import Loss
from stardb.scoring.place_problems import find_place_problems, find_rated_name
from stardb.scoring.plain_data import describe, describe_decision, describe_subject
from stardb.scoring.questions.cell_use import CellUse, find_cell_uses, read_cell_name, show_cell_value
from stardb.scoring.questions.item_use import ItemUse, find_items, list_item_names
from stardb.scoring.ready_tables.evidence_table import (
    EvidenceTable,
    SubjectEvidence,
    add_evidence_table,
    list_evidence_steps,
)
from stardb.scoring.row_evidence import RowCell, RowEvidence, find_row_evidence, label_row
from stardb.scoring.score import score
from stardb.scoring.sentences import Sentences
from stardb.scoring.subjects import find_subjects, full_name, is_called, known_names, nearest_names
from stardb.scoring.value import Value

__all__ = [
    "DECIDED",
    "NOT_RATED",
    "NO_DECISIONS",
    "RECORD",
    "STATES",
    "UNDECIDED",
    "AppliedDecision",
    "Appraisal",
    "CellUse",
    "Citation",
    "CurrentValue",
    "DecisionOutcome",
    "EvidenceTable",
    "Explanation",
    "History",
    "HistoryLine",
    "ItemUse",
    "Lack",
    "Loss",
    "OpenClause",
    "Origin",
    "Past",
    "PastKind",
    "PastSource",
    "RowCell",
    "RowEvidence",
    "RowUse",
    "Sentences",
    "SubjectEvidence",
    "Value",
    "add_evidence_table",
    "compute_rise",
    "describe",
    "describe_decision",
    "describe_subject",
    "explain",
    "explain_row",
    "explain_step",
    "fill_borrowed_tables",
    "find_borrowing_faults",
    "find_cell_uses",
    "find_compared_name",
    "find_current_value",
    "find_items",
    "find_names_that_count",
    "find_open_clauses",
    "find_past_source",
    "find_place_problems",
    "find_rated_name",
    "find_row_evidence",
    "find_subjects",
    "full_name",
    "is_called",
    "known_names",
    "label_row",
    "lacks_evidence",
    "last_results",
    "list_decidable_items",
    "list_evidence_steps",
    "list_item_names",
    "mark_decided",
    "nearest_names",
    "order_schemes",
    "phrase",
    "phrase_authority",
    "phrase_change",
    "phrase_decision",
    "phrase_losses",
    "phrase_past",
    "phrase_value",
    "rated_a_year_before",
    "read_cell_name",
    "score",
    "show_cell_value",
    "whole_numbers",
]
