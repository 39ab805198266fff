"""Rule files (YAML) -> schemes: read with line and column, checked, bound for a day. Knows no workbook and no result."""

from stardb.rulebook.loading import Loaded, load_scheme, load_text
from stardb.rulebook.scheme import Role, Scheme, Step
from stardb.rulebook.turning import Turn, find_edges, turns

__all__ = ["Loaded", "Role", "Scheme", "Step", "Turn", "find_edges", "load_scheme", "load_text", "turns"]
