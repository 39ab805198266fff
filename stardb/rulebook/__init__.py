"""Rule files become schemes: loaded with every fault at its line and column, bound for a day, reviewed.

Knows no workbook and no result.
"""

from stardb.rulebook.binding.bind_evidence import EVIDENCE
from stardb.rulebook.document import (
    COUNTED,
    COUNTY,
    DEFAULT_OWNER,
    TAKES_PART,
    ColumnSpec,
    RowsOf,
    StageUse,
    TableSpec,
    list_comparable,
    pair_stage_columns,
    read_stage_limit,
)
from stardb.rulebook.listing import BoundListing
from stardb.rulebook.load import LoadedScheme, expand_rules, load_scheme, load_source, load_text, read_rules
from stardb.rulebook.past_names import (
    BACK,
    GAIN,
    LATEST,
    OF_EARLIER,
    PREVIOUSES,
    RUNS,
    WITH_NOW,
    YEAR_BEFORE,
    YEAR_TO_DATE,
    PastName,
    find_line_kind,
    is_past_name,
    read_past_name,
)
from stardb.rulebook.periods.frequencies import read_frequencies
from stardb.rulebook.periods.period_names import PERIOD_FIRST, PERIOD_LAST, number_period
from stardb.rulebook.periods.row_windows import make_window, read_period_column
from stardb.rulebook.periods.term import TERM_FIRST, TERM_LAST
from stardb.rulebook.result_kinds import ResultKind
from stardb.rulebook.rule_file_names import CASES
from stardb.rulebook.rule_schema import schema_text
from stardb.rulebook.rule_texts import RuleText, describe_rules
from stardb.rulebook.scheme import Rating, Role, Scheme, Step
from stardb.rulebook.state_names import StateNames, join_state_names, state_names
from stardb.rulebook.turning_points import (
    ComputedEdge,
    TurningPoint,
    find_computed_edges,
    find_edges,
    find_turning_points,
)
from stardb.scorers.base import is_rated_in

__all__ = [
    "BACK",
    "CASES",
    "COUNTED",
    "COUNTY",
    "DEFAULT_OWNER",
    "EVIDENCE",
    "GAIN",
    "LATEST",
    "OF_EARLIER",
    "PERIOD_FIRST",
    "PERIOD_LAST",
    "PREVIOUSES",
    "RUNS",
    "TAKES_PART",
    "TERM_FIRST",
    "TERM_LAST",
    "WITH_NOW",
    "YEAR_BEFORE",
    "YEAR_TO_DATE",
    "BoundListing",
    "ColumnSpec",
    "ComputedEdge",
    "LoadedScheme",
    "PastName",
    "Rating",
    "ResultKind",
    "Role",
    "RowsOf",
    "RuleText",
    "Scheme",
    "StageUse",
    "StateNames",
    "Step",
    "TableSpec",
    "TurningPoint",
    "describe_rules",
    "expand_rules",
    "find_computed_edges",
    "find_edges",
    "find_line_kind",
    "find_turning_points",
    "is_past_name",
    "is_rated_in",
    "join_state_names",
    "list_comparable",
    "load_scheme",
    "load_source",
    "load_text",
    "make_window",
    "number_period",
    "pair_stage_columns",
    "read_frequencies",
    "read_past_name",
    "read_period_column",
    "read_rules",
    "read_stage_limit",
    "schema_text",
    "state_names",
]
