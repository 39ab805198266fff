"""What the command line prints: Chinese, grouped, plain where it is not a terminal."""

from typing import TYPE_CHECKING

from stardb.lazy_doors import open_lazily

if TYPE_CHECKING:
    from stardb.terminal.advice_printing import print_advice, print_common_losses
    from stardb.terminal.case_printing import cases_data, print_cases
    from stardb.terminal.change_printing import MOST_CHANGES, print_changes, print_kept_runs, print_run_changes
    from stardb.terminal.closing_printing import closing_data, print_closing, print_verification, verification_data
    from stardb.terminal.decision_printing import print_decision
    from stardb.terminal.due_printing import print_due_runs, print_front_page, print_other_periods
    from stardb.terminal.github_annotations import format_annotation
    from stardb.terminal.inquiries.question_answers import cell_uses_data, items_data, print_cell_uses, print_items
    from stardb.terminal.inquiries.rule_printing import print_rule_document
    from stardb.terminal.next_printing import print_next_period
    from stardb.terminal.objection_printing import objections_data, print_objections
    from stardb.terminal.problem_printing import print_accepted, print_problems
    from stardb.terminal.question_printing import (
        ask_person,
        mapping_data,
        print_answers,
        print_open_questions,
        print_other_problems,
    )
    from stardb.terminal.result_printing import (
        console,
        explanation_tree,
        print_files,
        print_left_out,
        print_problem_counts,
        print_summary,
    )
    from stardb.terminal.sensitivity_printing import print_sensitivity
    from stardb.terminal.status_printing import print_status

__all__ = [
    "MOST_CHANGES",
    "ask_person",
    "cases_data",
    "cell_uses_data",
    "closing_data",
    "console",
    "explanation_tree",
    "format_annotation",
    "items_data",
    "mapping_data",
    "objections_data",
    "print_accepted",
    "print_advice",
    "print_answers",
    "print_cases",
    "print_cell_uses",
    "print_changes",
    "print_closing",
    "print_common_losses",
    "print_decision",
    "print_due_runs",
    "print_files",
    "print_front_page",
    "print_items",
    "print_kept_runs",
    "print_left_out",
    "print_next_period",
    "print_objections",
    "print_open_questions",
    "print_other_periods",
    "print_other_problems",
    "print_problem_counts",
    "print_problems",
    "print_rule_document",
    "print_run_changes",
    "print_sensitivity",
    "print_status",
    "print_summary",
    "print_verification",
    "verification_data",
]

__getattr__ = open_lazily(
    __name__,
    {
        "stardb.terminal.sensitivity_printing": ("print_sensitivity",),
        "stardb.terminal.advice_printing": ("print_advice", "print_common_losses"),
        "stardb.terminal.closing_printing": (
            "closing_data",
            "print_closing",
            "print_verification",
            "verification_data",
        ),
        "stardb.terminal.decision_printing": ("print_decision",),
        "stardb.terminal.objection_printing": ("objections_data", "print_objections"),
        "stardb.terminal.due_printing": ("print_due_runs", "print_front_page", "print_other_periods"),
        "stardb.terminal.github_annotations": ("format_annotation",),
        "stardb.terminal.case_printing": (
            "cases_data",
            "print_cases",
        ),
        "stardb.terminal.change_printing": ("MOST_CHANGES", "print_changes", "print_kept_runs", "print_run_changes"),
        "stardb.terminal.next_printing": ("print_next_period",),
        "stardb.terminal.inquiries.question_answers": (
            "cell_uses_data",
            "items_data",
            "print_cell_uses",
            "print_items",
        ),
        "stardb.terminal.inquiries.rule_printing": ("print_rule_document",),
        "stardb.terminal.problem_printing": ("print_accepted", "print_problems"),
        "stardb.terminal.question_printing": (
            "ask_person",
            "mapping_data",
            "print_answers",
            "print_open_questions",
            "print_other_problems",
        ),
        "stardb.terminal.result_printing": (
            "console",
            "explanation_tree",
            "print_files",
            "print_left_out",
            "print_problem_counts",
            "print_summary",
        ),
        "stardb.terminal.status_printing": ("print_status",),
    },
)
