"""A department's folder, and the trip through it from workbooks to results. The one room that sees all the others."""

from stardb.workspace.check_rules import check_rules
from stardb.workspace.folder.create_workspace import start
from stardb.workspace.folder.open_books import open_books
from stardb.workspace.folder.open_ledger import mend_left
from stardb.workspace.folder.settings import Settings, Workspace, open_workspace, period_fault
from stardb.workspace.forms import make_forms
from stardb.workspace.headers_file.headers import NOT_ONE, NOT_USED, SHEETS, known_columns, nearest, word_of
from stardb.workspace.headers_file.questions import (
    ANSWERS,
    BLANK_FORM,
    DOUBLED,
    NOT_FOUND,
    WHICH_TABLE,
    Answer,
    Matters,
    Question,
    assign,
    held,
    idle,
    keep,
    open_matters,
    reread,
    settle,
)
from stardb.workspace.pipeline import DONE, Outcome, Read, appraise, load_all, read, run
from stardb.workspace.returns import make_returns
from stardb.workspace.summary import left_out, problem_counts, summary

__all__ = [
    "ANSWERS",
    "BLANK_FORM",
    "DONE",
    "DOUBLED",
    "NOT_FOUND",
    "NOT_ONE",
    "NOT_USED",
    "SHEETS",
    "WHICH_TABLE",
    "Answer",
    "Matters",
    "Outcome",
    "Question",
    "Read",
    "Settings",
    "Workspace",
    "appraise",
    "assign",
    "check_rules",
    "held",
    "idle",
    "keep",
    "known_columns",
    "left_out",
    "load_all",
    "make_forms",
    "make_returns",
    "mend_left",
    "nearest",
    "open_books",
    "open_matters",
    "open_workspace",
    "period_fault",
    "problem_counts",
    "read",
    "reread",
    "run",
    "settle",
    "start",
    "summary",
    "word_of",
]
