"""Workbooks in, typed tables and problems out.

`lay_out` finds which tables the sheets of all workbooks are; `read_all` makes every scheme's tables of them,
`read_tables` those of a single scheme; `unmatched` speaks of the sheets that no scheme had a use for.
"""

from stardb.intake.asked import Asked
from stardb.intake.cells import NO_COLUMN, CellReader, Reading, fault_problem
from stardb.intake.days import OPEN_WORDS, last_day, usual_bounds
from stardb.intake.gaps import Missing, Unknown
from stardb.intake.intake import Counts, Intake, read_all, read_tables
from stardb.intake.masking import mask, quoted, veil
from stardb.intake.matching import Layouts, lay_out
from stardb.intake.naming import Names, forms
from stardb.intake.practice import ANSWER, NO_TABLE, NOT_A_COLUMN, Practice
from stardb.intake.proposals import Candidate, Proposal, proposals
from stardb.intake.roster import cell_texts
from stardb.intake.rows import RowKind
from stardb.intake.sharing import is_shared
from stardb.intake.stamps import NAME, FormStamp, version_of
from stardb.intake.table import Source, Subjects, Table, Tables
from stardb.intake.titles import title_of
from stardb.intake.unused import unmatched
from stardb.intake.used import unused_titles
from stardb.intake.values import read
from stardb.intake.whose import meant_sheets

__all__ = [
    "ANSWER",
    "NAME",
    "NOT_A_COLUMN",
    "NO_COLUMN",
    "NO_TABLE",
    "OPEN_WORDS",
    "Asked",
    "Candidate",
    "CellReader",
    "Counts",
    "FormStamp",
    "Intake",
    "Layouts",
    "Missing",
    "Names",
    "Practice",
    "Proposal",
    "Reading",
    "RowKind",
    "Source",
    "Subjects",
    "Table",
    "Tables",
    "Unknown",
    "cell_texts",
    "fault_problem",
    "forms",
    "is_shared",
    "last_day",
    "lay_out",
    "mask",
    "meant_sheets",
    "proposals",
    "quoted",
    "read",
    "read_all",
    "read_tables",
    "title_of",
    "unmatched",
    "unused_titles",
    "usual_bounds",
    "veil",
    "version_of",
]
