"""The clauses (条款), one file each, by what they look at: numbers, conditions and words, rows, groups of subjects, or nothing."""

from stardb.scorers.clauses.direct.formula import FormulaClause, FormulaCore
from stardb.scorers.clauses.direct.split import Split, bind_part
from stardb.scorers.clauses.groups.allotment import AllotmentCore
from stardb.scorers.clauses.groups.distribute import Distribute
from stardb.scorers.clauses.points.per import PerCore
from stardb.scorers.clauses.rows.last_of import LastOf
from stardb.scorers.clauses.rows.row_clause import RowClause, WorthClause
from stardb.scorers.clauses.rows.rows_core import RowsCore
from stardb.scorers.clauses.selection.bands import Bands, BandsCore
from stardb.scorers.clauses.selection.choices import Choices
from stardb.scorers.clauses.selection.decide import Decide, DecideCore
from stardb.scorers.clauses.selection.first_later import FIRST_IN_TERM, RATED_BEFORE, RATED_EVER, FirstLater
from stardb.scorers.clauses.years.over_years import YEARS, YEARS_ONLY
from stardb.scorers.clauses.years.year_entries import STATE_WORDS, YearState, find_states

__all__ = [
    "FIRST_IN_TERM",
    "RATED_BEFORE",
    "RATED_EVER",
    "STATE_WORDS",
    "YEARS",
    "YEARS_ONLY",
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
    "PerCore",
    "RowClause",
    "RowsCore",
    "Split",
    "WorthClause",
    "YearState",
    "bind_part",
    "find_states",
]
