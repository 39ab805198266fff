"""Workbooks in, typed tables and problems out.

`read_sheets` reads every workbook below a folder once, for all schemes; `read_tables` makes one scheme's tables
of them; `unmatched` speaks of the sheets that no scheme had a use for.
"""

from stardb.intake.intake import Counts, Intake, read_tables
from stardb.intake.masking import mask
from stardb.intake.matching import unmatched
from stardb.intake.sheet import Sheet
from stardb.intake.table import Source, Subjects, Table, Tables
from stardb.intake.workbook import read_sheets

__all__ = [
    "Counts",
    "Intake",
    "Sheet",
    "Source",
    "Subjects",
    "Table",
    "Tables",
    "mask",
    "read_sheets",
    "read_tables",
    "unmatched",
]
