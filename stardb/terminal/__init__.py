"""What the command line prints: Chinese, grouped, plain where it is not a terminal."""

from stardb.terminal.github_annotations import format_annotation
from stardb.terminal.print_cases import cases_data, print_cases
from stardb.terminal.print_problems import print_problems
from stardb.terminal.print_questions import (
    ask_person,
    mapping_data,
    print_answers,
    print_open_questions,
    print_other_problems,
)
from stardb.terminal.print_results import console, explanation_tree, print_files, print_left_out, print_summary

__all__ = [
    "ask_person",
    "cases_data",
    "console",
    "explanation_tree",
    "format_annotation",
    "mapping_data",
    "print_answers",
    "print_cases",
    "print_files",
    "print_left_out",
    "print_open_questions",
    "print_other_problems",
    "print_problems",
    "print_summary",
]
