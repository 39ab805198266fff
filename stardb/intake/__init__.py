"""Workbooks in, typed tables and problems out.

`lay_out` finds which tables the sheets of all workbooks are; `read_all` makes every scheme's tables of them,
`read_tables` those of a single scheme; `unmatched` speaks of the sheets that no scheme had a use for.
"""

from stardb.intake.gaps import Missing, Unknown
from stardb.intake.intake import Counts, Intake, read_all, read_tables
from stardb.intake.masking import mask
from stardb.intake.matching import Layouts, lay_out
from stardb.intake.practice import ANSWER, NO_TABLE, NOT_A_COLUMN, Practice
from stardb.intake.table import Source, Subjects, Table, Tables
from stardb.intake.unused import unmatched

__all__ = [
    "ANSWER",
    "NOT_A_COLUMN",
    "NO_TABLE",
    "Counts",
    "Intake",
    "Layouts",
    "Missing",
    "Practice",
    "Source",
    "Subjects",
    "Table",
    "Tables",
    "Unknown",
    "lay_out",
    "mask",
    "read_all",
    "read_tables",
    "unmatched",
]
