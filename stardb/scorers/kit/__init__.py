"""What several clauses or steps share: intervals, groups of subjects, rows that count, cases and what each gives."""

from stardb.scorers.kit.case_outputs import rest_of
from stardb.scorers.kit.intervals import Interval, read_interval
from stardb.scorers.kit.members import Members, bind_eligible
from stardb.scorers.kit.rank_bounds import bound_order

__all__ = [
    "Interval",
    "Members",
    "bind_eligible",
    "bound_order",
    "read_interval",
    "rest_of",
]
