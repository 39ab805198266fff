"""Which values may be added and multiplied with which, and what kind that gives."""

from stardb.expressions import builders as make
from stardb.expressions.formula import Formula
from stardb.expressions.kind_rules import is_zero, require_alike, require_number
from stardb.expressions.parsing import ExpressionFault
from stardb.quantity import Kind

_PLAIN = (Kind.NUMBER, Kind.PERCENT)
_RANKS = (Kind.PERCENT, Kind.NUMBER, Kind.MONEY, Kind.DURATION)
"""A product is of the later kind of its two."""


def add(left: Formula, sign: str, right: Formula, left_at: int, right_at: int) -> Formula:
    """left + right, or left - right; a day may be put first. Raises ExpressionFault at the part that does not fit."""
    if left.kind is Kind.DATE:
        return _shift(left, sign, right, right_at)
    require_number(left, left_at)
    require_number(right, right_at)
    require_alike(left, right, "加减的两边", right_at)
    lead = right if is_zero(left) or (left.loose and not is_zero(right)) else left
    loose = left.loose and right.loose if not (is_zero(left) or is_zero(right)) else lead.loose
    return make.calculation(lead.kind, left, sign, right, loose)


def _shift(day: Formula, sign: str, length: Formula, at: int) -> Formula:
    """A day some months, or some days, later or earlier."""
    if make.is_days(length):
        if length.value is not None and length.value.denominator != 1:
            raise ExpressionFault("日期只能加减整天", at, expected="整天，如 30天")
        return make.shift_by_days(day, sign, length)
    if length.kind is not Kind.DURATION:
        remedy = (
            "两个日期相差多少，用 天数(起日, 止日)、足月(起日, 止日)、足年(起日, 止日)"
            if length.kind is Kind.DATE
            else ""
        )
        remedy = "天数写成 30天；一栏是天数的写 期限 * 1天" if length.kind is Kind.NUMBER else remedy
        message = f"日期只能加减时长或天数，这里是{length.kind.value}"
        raise ExpressionFault(
            message, at, found=length.kind.value, expected="时长、天数，如 2年、6个月、30天", remedy=remedy
        )
    if length.needs_rounding or (length.value is not None and length.value.denominator != 1):
        raise ExpressionFault("日期只能加减整月", at, expected="整月", remedy="先取整月，如 取整(年限 / 2)")
    return make.shift_day(day, sign, length)


def multiply(left: Formula, sign: str, right: Formula, left_at: int, right_at: int) -> Formula:
    """left * right, or left / right. Raises ExpressionFault at the part that does not fit."""
    require_number(left, left_at)
    require_number(right, right_at)
    if sign == "*":
        return _times(left, right, right_at)
    if left.kind is right.kind:
        kind = Kind.NUMBER if left.kind is Kind.NUMBER else Kind.PERCENT
        halved = bool(left.names) and not right.names  # a number halved is still a plain number; 2/3 is a share
        loose = kind is Kind.PERCENT or not halved
        return make.calculation(kind, left, "/", right, loose=loose)
    if right.kind not in _PLAIN:
        raise ExpressionFault(f"{left.kind.value}不能除以{right.kind.value}", right_at)
    return make.calculation(left.kind, left, "/", right)


def _times(left: Formula, right: Formula, at: int) -> Formula:
    if left.kind not in _PLAIN and right.kind not in _PLAIN:
        raise ExpressionFault(f"{left.kind.value}不能乘以{right.kind.value}", at, expected="其中一个是数或百分比")
    kind = max(left.kind, right.kind, key=_RANKS.index)
    product = make.calculation(kind, left, "*", right, left.loose and right.loose)
    days = kind is Kind.NUMBER and (make.is_days(left) or make.is_days(right))
    return make.as_days(product) if days else product
