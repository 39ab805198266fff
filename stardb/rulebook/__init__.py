"""Rule files (YAML) -> schemes: read with line and column, checked, bound for a day. Knows no workbook and no result."""

from stardb.rulebook.faults import report_faults
from stardb.rulebook.loading import Loaded, load_scheme, load_text
from stardb.rulebook.names import BACK, FIRST_IN_TERM, GAIN, LAST, LATEST, OF_EARLIER, RUN, Asked, asked
from stardb.rulebook.schema import schema_text
from stardb.rulebook.scheme import Role, Scheme, Step
from stardb.rulebook.tables import COUNTED, COUNTY, DEFAULT_OWNER, ColumnSpec, TableSpec
from stardb.rulebook.turning import Turn, find_edges, turns

__all__ = [
    "BACK",
    "COUNTED",
    "COUNTY",
    "DEFAULT_OWNER",
    "FIRST_IN_TERM",
    "GAIN",
    "LAST",
    "LATEST",
    "OF_EARLIER",
    "RUN",
    "Asked",
    "ColumnSpec",
    "Loaded",
    "Role",
    "Scheme",
    "Step",
    "TableSpec",
    "Turn",
    "asked",
    "find_edges",
    "load_scheme",
    "load_text",
    "report_faults",
    "schema_text",
    "turns",
]
