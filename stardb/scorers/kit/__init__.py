"""What several clauses or steps share: intervals, groups of subjects, rows that count, cases and what each gives."""

from stardb.scorers.kit.intervals import Interval, read_interval
from stardb.scorers.kit.members import ELIGIBLE, Members, bind_eligible
from stardb.scorers.kit.place_use import PlaceUse
from stardb.scorers.kit.rank_bounds import bind_order, find_rank_ends
from stardb.scorers.kit.rows.row_roles import COUNTED_ROLES
from stardb.scorers.kit.rows.row_scope import bind_of_row
from stardb.scorers.kit.rows.row_window import FAR, PeriodColumn, RowWindow, Stretches, Tells
from stardb.scorers.kit.rows.validity import VALIDITY, bind_validity, find_standing, score_validity
from stardb.scorers.kit.shares import read_ratio

__all__ = [
    "COUNTED_ROLES",
    "ELIGIBLE",
    "FAR",
    "VALIDITY",
    "Interval",
    "Members",
    "PeriodColumn",
    "PlaceUse",
    "RowWindow",
    "Stretches",
    "Tells",
    "bind_eligible",
    "bind_of_row",
    "bind_order",
    "bind_validity",
    "find_rank_ends",
    "find_standing",
    "read_interval",
    "read_ratio",
    "score_validity",
]
