"""What several clauses or steps share: intervals, groups of subjects, rows that count, cases and what each gives."""

from stardb.scorers.kit.intervals import Interval, read_interval
from stardb.scorers.kit.members import ELIGIBLE, Members, bind_eligible
from stardb.scorers.kit.rank_bounds import bind_order

__all__ = [
    "ELIGIBLE",
    "Interval",
    "Members",
    "bind_eligible",
    "bind_order",
    "read_interval",
]
