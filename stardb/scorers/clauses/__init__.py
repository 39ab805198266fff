"""The clauses (条款), one file each, by what they look at: numbers, conditions and words, rows, groups of subjects, or nothing."""

from stardb.scorers.clauses.direct.formula import FormulaClause, FormulaCore
from stardb.scorers.clauses.direct.split import Split, bind_part
from stardb.scorers.clauses.groups.allotment import AllotmentCore
from stardb.scorers.clauses.groups.distribute import Distribute
from stardb.scorers.clauses.groups.rank import RankCore
from stardb.scorers.clauses.points.linear import LinearCore
from stardb.scorers.clauses.points.per import PerCore
from stardb.scorers.clauses.rows.last_of import LastOf
from stardb.scorers.clauses.rows.row_clause import RowClause, WorthClause
from stardb.scorers.clauses.rows.rows_core import RowsCore
from stardb.scorers.clauses.rows.tenure import TenureCore
from stardb.scorers.clauses.selection.bands import Bands, BandsCore
from stardb.scorers.clauses.selection.choices import Choices
from stardb.scorers.clauses.selection.decide import Decide, DecideCore
from stardb.scorers.clauses.selection.first_later import (
    FIRST_IN_TERM,
    RATED_BEFORE,
    RATED_EVER,
    RATED_LAST,
    FirstLater,
)
from stardb.scorers.clauses.years.over_years import EACH, explain_each
from stardb.scorers.clauses.years.period_entries import STATE_WORDS, PeriodState, find_states

__all__ = [
    "EACH",
    "FIRST_IN_TERM",
    "RATED_BEFORE",
    "RATED_EVER",
    "RATED_LAST",
    "STATE_WORDS",
    "AllotmentCore",
    "Bands",
    "BandsCore",
    "Choices",
    "Decide",
    "DecideCore",
    "Distribute",
    "FirstLater",
    "FormulaClause",
    "FormulaCore",
    "LastOf",
    "LinearCore",
    "PerCore",
    "PeriodState",
    "RankCore",
    "RowClause",
    "RowsCore",
    "Split",
    "TenureCore",
    "WorthClause",
    "bind_part",
    "explain_each",
    "find_states",
]
