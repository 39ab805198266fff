"""A department's folder, and the trip through it from workbooks to results. The one room that sees all the others."""

from typing import TYPE_CHECKING

from stardb.lazy_doors import open_lazily

if TYPE_CHECKING:
    from stardb.workspace.advising.rule_shifts import SensitivityOutcome, find_latest_sensitivity
    from stardb.workspace.advising.subject_advice import AdviceOutcome, advise_latest
    from stardb.workspace.backup.make_backup import Backup, make_backup
    from stardb.workspace.backup.restore_backup import Restored, restore_backup
    from stardb.workspace.blank_forms import make_forms
    from stardb.workspace.changes.diff_states import DiffOutcome, compare_folders, compare_runs
    from stardb.workspace.changes.named_runs import NamedRun, list_runs, read_named_run
    from stardb.workspace.closing.close_period import CloseOutcome, close_period
    from stardb.workspace.closing.closings import is_frozen, refuse_frozen
    from stardb.workspace.closing.reopen_period import ReopenOutcome, reopen_period
    from stardb.workspace.closing.verify_closings import VerifyOutcome, verify_archive, verify_closings
    from stardb.workspace.decision_books.add_decision import AddedDecision, DecisionRequest, add_decision
    from stardb.workspace.decision_books.list_objections import (
        ObjectionEntry,
        ObjectionList,
        ObjectionState,
        list_objections,
    )
    from stardb.workspace.decision_books.make_decision_forms import make_decision_forms
    from stardb.workspace.evidence.indexed_evidence import IndexedFile, hash_evidence, index_evidence
    from stardb.workspace.folder.create_workspace import create_workspace
    from stardb.workspace.folder.open_books import open_books
    from stardb.workspace.folder.open_ledger import finish_interrupted
    from stardb.workspace.folder.settings import Settings, Workspace, open_workspace
    from stardb.workspace.folder.workspace_contents import BARE, Contents, choose_contents
    from stardb.workspace.headers_file.headers import (
        NOT_ONE,
        NOT_USED,
        SHEETS,
        known_columns,
        nearest_word,
        word_for_column,
    )
    from stardb.workspace.headers_file.questions import (
        ANSWERS,
        BLANK_FORM,
        DOUBLED,
        NOT_FOUND,
        WHICH_TABLE,
        Answer,
        OpenQuestions,
        Question,
        ask_questions,
        assign_sheets,
        find_open_questions,
        is_answered,
        read_again,
        report_unused_answers,
        save_answers,
    )
    from stardb.workspace.inputs import Inputs, load_schemes, read_inputs
    from stardb.workspace.marked_returns import make_returns
    from stardb.workspace.periods.all_periods import appraise_latest, read_all_periods
    from stardb.workspace.periods.due_runs import DueOutcome, rate_due, run_due
    from stardb.workspace.periods.next_period import NextPeriod, NextScheme, NextStep, begin_next
    from stardb.workspace.pipeline import DONE, Outcome, appraise, run
    from stardb.workspace.rule_files.rule_check import check_rules
    from stardb.workspace.rule_files.rule_documents import RuleDocument, make_rule_document, render_rule_document
    from stardb.workspace.rule_files.tested_rules import note_tested
    from stardb.workspace.status.status import Status, find_status
    from stardb.workspace.status.table_status import TableStatus
    from stardb.workspace.succession_forms import make_succession_form
    from stardb.workspace.summary import count_left_out, count_problems, summarise_due, summarise_run

__all__ = [
    "ANSWERS",
    "BARE",
    "BLANK_FORM",
    "DONE",
    "DOUBLED",
    "NOT_FOUND",
    "NOT_ONE",
    "NOT_USED",
    "SHEETS",
    "WHICH_TABLE",
    "AddedDecision",
    "AdviceOutcome",
    "Answer",
    "Backup",
    "CloseOutcome",
    "Contents",
    "DecisionRequest",
    "DiffOutcome",
    "DueOutcome",
    "IndexedFile",
    "Inputs",
    "NamedRun",
    "NextPeriod",
    "NextScheme",
    "NextStep",
    "ObjectionEntry",
    "ObjectionList",
    "ObjectionState",
    "OpenQuestions",
    "Outcome",
    "Question",
    "ReopenOutcome",
    "Restored",
    "RuleDocument",
    "SensitivityOutcome",
    "Settings",
    "Status",
    "TableStatus",
    "VerifyOutcome",
    "Workspace",
    "add_decision",
    "advise_latest",
    "appraise",
    "appraise_latest",
    "ask_questions",
    "assign_sheets",
    "begin_next",
    "check_rules",
    "choose_contents",
    "close_period",
    "compare_folders",
    "compare_runs",
    "count_left_out",
    "count_problems",
    "create_workspace",
    "find_latest_sensitivity",
    "find_open_questions",
    "find_status",
    "finish_interrupted",
    "hash_evidence",
    "index_evidence",
    "is_answered",
    "is_frozen",
    "known_columns",
    "list_objections",
    "list_runs",
    "load_schemes",
    "make_backup",
    "make_decision_forms",
    "make_forms",
    "make_returns",
    "make_rule_document",
    "make_succession_form",
    "nearest_word",
    "note_tested",
    "open_books",
    "open_workspace",
    "rate_due",
    "read_again",
    "read_all_periods",
    "read_inputs",
    "read_named_run",
    "refuse_frozen",
    "render_rule_document",
    "reopen_period",
    "report_unused_answers",
    "restore_backup",
    "run",
    "run_due",
    "save_answers",
    "summarise_due",
    "summarise_run",
    "verify_archive",
    "verify_closings",
    "word_for_column",
]

__getattr__ = open_lazily(
    __name__,
    {
        "stardb.workspace.closing.close_period": ("CloseOutcome", "close_period"),
        "stardb.workspace.closing.closings": ("is_frozen", "refuse_frozen"),
        "stardb.workspace.closing.reopen_period": ("ReopenOutcome", "reopen_period"),
        "stardb.workspace.closing.verify_closings": ("VerifyOutcome", "verify_archive", "verify_closings"),
        "stardb.workspace.periods.all_periods": ("appraise_latest", "read_all_periods"),
        "stardb.workspace.rule_files.tested_rules": ("note_tested",),
        "stardb.workspace.rule_files.rule_check": ("check_rules",),
        "stardb.workspace.rule_files.rule_documents": ("RuleDocument", "make_rule_document", "render_rule_document"),
        "stardb.workspace.evidence.indexed_evidence": ("IndexedFile", "hash_evidence", "index_evidence"),
        "stardb.workspace.folder.create_workspace": ("create_workspace",),
        "stardb.workspace.folder.open_books": ("open_books",),
        "stardb.workspace.folder.open_ledger": ("finish_interrupted",),
        "stardb.workspace.folder.settings": (
            "Settings",
            "Workspace",
            "open_workspace",
        ),
        "stardb.workspace.folder.workspace_contents": ("BARE", "Contents", "choose_contents"),
        "stardb.workspace.headers_file.headers": (
            "NOT_ONE",
            "NOT_USED",
            "SHEETS",
            "known_columns",
            "nearest_word",
            "word_for_column",
        ),
        "stardb.workspace.headers_file.questions": (
            "ANSWERS",
            "BLANK_FORM",
            "DOUBLED",
            "NOT_FOUND",
            "WHICH_TABLE",
            "Answer",
            "OpenQuestions",
            "Question",
            "ask_questions",
            "assign_sheets",
            "find_open_questions",
            "is_answered",
            "read_again",
            "report_unused_answers",
            "save_answers",
        ),
        "stardb.workspace.backup.make_backup": ("Backup", "make_backup"),
        "stardb.workspace.backup.restore_backup": ("Restored", "restore_backup"),
        "stardb.workspace.changes.diff_states": ("DiffOutcome", "compare_folders", "compare_runs"),
        "stardb.workspace.changes.named_runs": ("NamedRun", "list_runs", "read_named_run"),
        "stardb.workspace.blank_forms": ("make_forms",),
        "stardb.workspace.decision_books.add_decision": ("AddedDecision", "DecisionRequest", "add_decision"),
        "stardb.workspace.decision_books.list_objections": (
            "ObjectionEntry",
            "ObjectionList",
            "ObjectionState",
            "list_objections",
        ),
        "stardb.workspace.decision_books.make_decision_forms": ("make_decision_forms",),
        "stardb.workspace.marked_returns": ("make_returns",),
        "stardb.workspace.inputs": ("Inputs", "load_schemes", "read_inputs"),
        "stardb.workspace.status.status": ("Status", "find_status"),
        "stardb.workspace.status.table_status": ("TableStatus",),
        "stardb.workspace.periods.due_runs": ("DueOutcome", "rate_due", "run_due"),
        "stardb.workspace.periods.next_period": ("NextPeriod", "NextScheme", "NextStep", "begin_next"),
        "stardb.workspace.pipeline": ("DONE", "Outcome", "appraise", "run"),
        "stardb.workspace.advising.rule_shifts": ("SensitivityOutcome", "find_latest_sensitivity"),
        "stardb.workspace.advising.subject_advice": ("AdviceOutcome", "advise_latest"),
        "stardb.workspace.succession_forms": ("make_succession_form",),
        "stardb.workspace.summary": (
            "count_left_out",
            "count_problems",
            "summarise_due",
            "summarise_run",
        ),
    },
)
