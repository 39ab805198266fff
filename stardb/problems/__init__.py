"""What can be wrong with a rule file, a workbook, a template or the workspace, said as data.

Every fault stardb can report has one entry in `CATALOGUE`; a `Problem` is one occurrence of it. Nothing is raised at the
first fault: rooms collect problems and hand them on, and only where nothing at all can be produced is a `ProblemsError`
raised, carrying all of them.
"""

from stardb.problems.by_township import NO_GROUP, group_by_township
from stardb.problems.entry import Entry, Severity
from stardb.problems.fold import describe_cells, fold
from stardb.problems.problem import CATALOGUE, Place, Problem, ProblemsError, problem, unique

__all__ = [
    "CATALOGUE",
    "NO_GROUP",
    "Entry",
    "Place",
    "Problem",
    "ProblemsError",
    "Severity",
    "describe_cells",
    "fold",
    "group_by_township",
    "problem",
    "unique",
]
