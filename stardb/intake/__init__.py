"""Workbooks in, typed tables and problems out.

`lay_out` finds which tables the sheets of all workbooks are; `read_all` makes every scheme's tables of them,
`read_tables` those of a single scheme; `unmatched` speaks of the sheets that no scheme had a use for.
"""

from stardb.intake.cells.cell_context import Asked
from stardb.intake.cells.cell_reader import NO_COLUMN, CellReader, Reading, fault_problem
from stardb.intake.cells.days import OPEN_WORDS, last_day, usual_bounds
from stardb.intake.cells.values import read
from stardb.intake.headers.sheet_names import meant_sheets
from stardb.intake.headers.titles import title_of
from stardb.intake.joining.grouping import Grouping
from stardb.intake.joining.missing_groups import missing_groups
from stardb.intake.joining.roster import cell_texts
from stardb.intake.joining.shared_rows import is_shared
from stardb.intake.masking import mask, quoted, veil
from stardb.intake.matching.form_id import NAME, FormStamp, version_of
from stardb.intake.matching.match_sheets import Layouts, lay_out
from stardb.intake.matching.proposals import Candidate, Proposal, proposals
from stardb.intake.matching.unmatched_sheets import unmatched
from stardb.intake.matching.unused_titles import unused_titles
from stardb.intake.place_names import Names, forms
from stardb.intake.read_tables import Counts, Intake, read_all, read_tables
from stardb.intake.reading_options import ANSWER, NO_TABLE, NOT_A_COLUMN, Practice
from stardb.intake.roster_check import Missing, Unknown
from stardb.intake.rows.row_kinds import RowKind
from stardb.intake.tables import Source, Subjects, Table, Tables

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
    "Grouping",
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
    "missing_groups",
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
