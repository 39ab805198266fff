"""What the command line prints: Chinese, grouped, plain where it is not a terminal."""

from stardb.terminal.annotating import annotation
from stardb.terminal.cases import cases_data, print_tested
from stardb.terminal.mapping import ask, mapping_data, print_beyond, print_matters, print_settled
from stardb.terminal.printing import console, explanation_tree, print_files, print_left_out, print_summary
from stardb.terminal.problems import print_problems

__all__ = [
    "annotation",
    "ask",
    "cases_data",
    "console",
    "explanation_tree",
    "mapping_data",
    "print_beyond",
    "print_files",
    "print_left_out",
    "print_matters",
    "print_problems",
    "print_settled",
    "print_summary",
    "print_tested",
]
