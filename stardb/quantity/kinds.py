"""The kinds of value a table, a rule or a result can hold."""

from enum import Enum


class Kind(Enum):
    """A kind of value; its value is the name people see.

    NUMBER counts, points and stars (1) · PERCENT a share (1 = 100 %) · MONEY 元 · DURATION whole months ·
    DATE days since 1970-01-01 · BOOL 0 or 1 · CHOICE the index into a list of words · TEXT words.
    """

    NUMBER = "数"
    PERCENT = "百分比"
    MONEY = "金额"
    DURATION = "时长"
    DATE = "日期"
    BOOL = "是否"
    CHOICE = "选项"
    TEXT = "文字"

    @property
    def numeric(self) -> bool:
        """Whether values of this kind can be added, scaled and put in bands."""
        return self in _NUMERIC


_NUMERIC = frozenset({Kind.NUMBER, Kind.PERCENT, Kind.MONEY, Kind.DURATION})
