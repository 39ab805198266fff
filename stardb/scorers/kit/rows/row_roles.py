"""What became of one row of a record table: the roles, and what people read of each."""

from enum import IntEnum

from stardb.scorers.base.scored import UNTIL


class RowRole(IntEnum):
    """What became of one row."""

    COUNTED = 0
    OTHER = 1
    UNDECIDED = 2
    VALUE_UNKNOWN = 3
    KEY_UNKNOWN = 4
    TIED = 5
    PASSED_OVER = 6
    SAME_CAUSE = 7
    AGAIN = 8
    LOW = 9
    HIGH = 10
    REPEATED = 11
    EXPIRED = 12
    NOT_YET = 13
    VALIDITY_UNKNOWN = 14
    ALSO = 15
    APART = 16
    AGAIN_UNKNOWN = 17
    BEYOND = 18
    IN_WHOLE = 19
    PERIOD_UNKNOWN = 20


ROLE_TEXTS = {
    RowRole.COUNTED: "采用",
    RowRole.OTHER: "条件不符，不计",
    RowRole.UNDECIDED: "条件不能判定",
    RowRole.VALUE_UNKNOWN: "未知",
    RowRole.KEY_UNKNOWN: "所按的栏未知",
    RowRole.TIED: "并列而值不同，分不出先后",
    RowRole.PASSED_OVER: "另取了一行，不重复计",
    RowRole.SAME_CAUSE: "同一事由已取另一行，不重复计",
    RowRole.AGAIN: "重复发生，加倍计",
    RowRole.LOW: "去掉的最低",
    RowRole.HIGH: "去掉的最高",
    RowRole.REPEATED: "和另一行完全相同，是不是重复填报未定",
    RowRole.EXPIRED: f"已过有效期（到{UNTIL}止），不计",
    RowRole.NOT_YET: "尚未生效，不计",
    RowRole.VALIDITY_UNKNOWN: "在不在有效期内不能判定",
    RowRole.ALSO: "另有加倍的情形，加倍计",
    RowRole.APART: "采用；前一次已过了期限，不算重复",
    RowRole.AGAIN_UNKNOWN: "是不是重复发生不能判定",
    RowRole.BEYOND: "在所取的几行之外，不计",
    RowRole.IN_WHOLE: "不符合条件，只计在总数里",
    RowRole.PERIOD_UNKNOWN: "所属时期未知，是不是本期的不能判定",
}
"""What people read of each role."""

LEFT_OUT = (RowRole.OTHER, RowRole.EXPIRED, RowRole.NOT_YET)
"""The roles of rows that a clause does not look at: those that `where` leaves out, and those that are not valid."""

MAYBE_ROLES = (RowRole.UNDECIDED, RowRole.VALIDITY_UNKNOWN, RowRole.PERIOD_UNKNOWN)
"""The roles of rows of which it is not known whether they are to be looked at."""

COUNTED_ROLES = (RowRole.COUNTED, RowRole.AGAIN, RowRole.ALSO, RowRole.APART, RowRole.IN_WHOLE)
"""The roles of rows that count."""

UNKNOWN_ROLES = (
    RowRole.UNDECIDED, RowRole.VALUE_UNKNOWN, RowRole.KEY_UNKNOWN, RowRole.TIED, RowRole.REPEATED, RowRole.AGAIN_UNKNOWN,
    RowRole.VALIDITY_UNKNOWN, RowRole.PERIOD_UNKNOWN,
)  # fmt: skip
"""The roles of rows that leave their subject undecided."""

HELD_ROLES = (*COUNTED_ROLES, RowRole.PASSED_OVER, RowRole.LOW, RowRole.HIGH, RowRole.BEYOND)
"""The roles of rows that are there, whether or not they go into the result."""
