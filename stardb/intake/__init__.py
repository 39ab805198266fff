"""Workbooks in, typed tables and problems out.

`read_all` makes every scheme's tables of the sheets of all workbooks, `read_tables` those of a single scheme;
`unmatched` speaks of the sheets that no scheme had a use for.
"""

from stardb.intake.gaps import Missing, Unknown
from stardb.intake.intake import Counts, Intake, read_all, read_tables
from stardb.intake.masking import mask
from stardb.intake.practice import NOT_A_COLUMN, Practice
from stardb.intake.table import Source, Subjects, Table, Tables
from stardb.intake.unused import unmatched

__all__ = [
    "NOT_A_COLUMN",
    "Counts",
    "Intake",
    "Missing",
    "Practice",
    "Source",
    "Subjects",
    "Table",
    "Tables",
    "Unknown",
    "mask",
    "read_all",
    "read_tables",
    "unmatched",
]
