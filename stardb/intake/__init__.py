"""Workbooks in, typed tables and problems out.

`match_sheets` finds which tables the sheets of all workbooks are, once for all schemes; `read_all` makes every scheme's tables of
them, `read_tables` those of a single scheme; `report_unmatched` reports the sheets that no scheme had a use for.

The inner rooms, in the order a sheet passes through them: `headers` (titles, labels, candidates for tables), `layout` (one
table, several, a form, a table on its side), `matching` (which sheet is which table), `rows` (which rows are data), `cells` (one
cell to one value) and `joining` (each row to its subject). `decisions` and `successions` read the
built-in tables of what people decided and of what became of subjects.
"""

from stardb.intake.cells.cell_context import CellContext
from stardb.intake.cells.cell_reader import NO_COLUMN, CellReader, CellReading, fault_problem
from stardb.intake.cells.days import OPEN_WORDS, last_day, usual_bounds
from stardb.intake.cells.values import read_cell
from stardb.intake.decisions.built_in_tables import RecordRow, read_records
from stardb.intake.decisions.decision import Decision, Matter
from stardb.intake.decisions.decision_subjects import NamedSubjects
from stardb.intake.decisions.decision_table import BUILT_IN, DECISIONS, EXAMPLE_WORDS, decision_spec
from stardb.intake.decisions.make_decisions import DecidedScheme, make_decisions
from stardb.intake.decisions.make_objections import make_objections
from stardb.intake.decisions.next_row import NextRow, find_next_row
from stardb.intake.decisions.objection import Conclusion, Objection
from stardb.intake.decisions.objection_table import OBJECTIONS, objection_spec
from stardb.intake.headers.sheet_names import sheets_of_entry
from stardb.intake.headers.titles import title_of
from stardb.intake.joining.grouping import Grouping
from stardb.intake.joining.missing_groups import missing_groups
from stardb.intake.joining.roster import cell_texts
from stardb.intake.joining.shared_rows import is_shared
from stardb.intake.masking import mask, quoted, veil
from stardb.intake.matching.form_id import NAME, FormId, version_of
from stardb.intake.matching.match_sheets import SheetMatches, match_sheets
from stardb.intake.matching.proposals import Proposal, TitleCandidate, find_proposals
from stardb.intake.matching.unmatched_sheets import report_unmatched
from stardb.intake.matching.unused_titles import find_unused_titles
from stardb.intake.place_names import PlaceNames, name_forms
from stardb.intake.read_tables import Intake, RowCounts, read_all, read_tables
from stardb.intake.reading_options import ANSWER, NO_TABLE, NOT_A_COLUMN, ReadingOptions
from stardb.intake.roster_check import MissingSubject, UnknownSubject
from stardb.intake.rows.none_rows import NONE_TITLE
from stardb.intake.rows.period_columns import find_rows_of, list_stretches
from stardb.intake.rows.row_kinds import RowKind
from stardb.intake.stages.merge_stages import merge_stages
from stardb.intake.stages.stage_sheets import title_stage
from stardb.intake.stages.staged_table import StagedTable
from stardb.intake.successions.make_successions import read_successions
from stardb.intake.successions.succession import Succession, SuccessionKind, Successions
from stardb.intake.successions.succession_table import SUCCESSIONS, succession_spec
from stardb.intake.tables import Index, RowSource, Subjects, Table, Tables

__all__ = [
    "ANSWER",
    "BUILT_IN",
    "DECISIONS",
    "EXAMPLE_WORDS",
    "NAME",
    "NONE_TITLE",
    "NOT_A_COLUMN",
    "NO_COLUMN",
    "NO_TABLE",
    "OBJECTIONS",
    "OPEN_WORDS",
    "SUCCESSIONS",
    "CellContext",
    "CellReader",
    "CellReading",
    "Conclusion",
    "DecidedScheme",
    "Decision",
    "FormId",
    "Grouping",
    "Index",
    "Intake",
    "Matter",
    "MissingSubject",
    "NamedSubjects",
    "NextRow",
    "Objection",
    "PlaceNames",
    "Proposal",
    "ReadingOptions",
    "RecordRow",
    "RowCounts",
    "RowKind",
    "RowSource",
    "SheetMatches",
    "StagedTable",
    "Subjects",
    "Succession",
    "SuccessionKind",
    "Successions",
    "Table",
    "Tables",
    "TitleCandidate",
    "UnknownSubject",
    "cell_texts",
    "decision_spec",
    "fault_problem",
    "find_next_row",
    "find_proposals",
    "find_rows_of",
    "find_unused_titles",
    "is_shared",
    "last_day",
    "list_stretches",
    "make_decisions",
    "make_objections",
    "mask",
    "match_sheets",
    "merge_stages",
    "missing_groups",
    "name_forms",
    "objection_spec",
    "quoted",
    "read_all",
    "read_cell",
    "read_records",
    "read_successions",
    "read_tables",
    "report_unmatched",
    "sheets_of_entry",
    "succession_spec",
    "title_of",
    "title_stage",
    "usual_bounds",
    "veil",
    "version_of",
]
