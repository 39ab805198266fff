"""What a decision writes for a result, read as a value of it; and which values a result can have."""

import re
from fractions import Fraction

import numpy as np

from stardb.quantity import (
    PENDING,
    Column,
    Kind,
    UnreadableText,
    ValueRange,
    find_near_choice,
    ranges,
    read_date,
    read_quantity,
    read_yes_no,
    show,
    tidy,
)
from stardb.rulebook import Role, Step
from stardb.scorers.base import FEN, NONE

TypedValue = Fraction | str | bool | None
"""A value as `Column.at` gives it; None is undecided."""

WITHHELD = "不享受"
"""What an entitlement is said to be that is not given."""

_UNKNOWN = frozenset({"", PENDING, "未定", "未知"})
_TRUE = frozenset({"参评", "得星", "得", "获星", "享受"})
_FALSE = frozenset({"不参评", "不得星", "不得", "未得", "未得星", "未获星", "摘星", "取消", WITHHELD})
_PER = re.compile(r"(?<=元)/(?:年|月|人|次|户)$")
"""For what an amount is, as its unit says it: 1000元/年."""

_RATED = frozenset({Role.STAR, Role.BASE, Role.LEVEL, Role.BARE_GRADE, Role.GRADE, Role.BARE_RATING, Role.RATING})


def read_before(text: str, step: Step, column: Column) -> TypedValue:
    """What 原值 means for a result; None where it says that this was undecided. Raises UnreadableText."""
    return None if tidy(text) in _UNKNOWN else _read(text, step, column)


def read_after(text: str, step: Step, column: Column, reach: ValueRange) -> TypedValue:
    """What 改为 means for a result. Raises UnreadableText, with what was expected, for a value that it cannot have."""
    if tidy(text) in _UNKNOWN:
        raise UnreadableText("一个定下来的值")
    value = _read(text, step, column)
    if isinstance(value, Fraction):
        _check_number(value, step, column, reach)
    return value


def _read(text: str, step: Step, column: Column) -> TypedValue:
    plain = tidy(text)
    if step.role is Role.ENTITLEMENT and plain == WITHHELD:
        return _withhold(column)
    if word := _find_word(plain, column):
        return word
    if column.kind is Kind.BOOL:
        return plain in _TRUE or (plain not in _FALSE and read_yes_no(text))
    if column.kind is Kind.CHOICE:
        near = find_near_choice(plain, {tidy(word): word for word in column.choices})
        raise UnreadableText("、".join(column.choices) + "之一" + (f"；是不是“{near}”" if near else ""))
    if column.kind is Kind.TEXT:
        return text.strip()
    if column.kind is Kind.DATE:
        return Fraction(read_date(text))
    return _read_amount(_PER.sub("", plain), column)


def _withhold(column: Column) -> TypedValue:
    """What it is not to have an entitlement: no money, 无, no."""
    if column.kind is Kind.BOOL:
        return False
    if column.kind.numeric:
        return Fraction(0)
    if NONE in column.choices:
        return NONE
    raise UnreadableText("、".join(column.choices) + "之一，这一项没有“无”")


def _find_word(plain: str, column: Column) -> str:
    """The word of the column, be it one in place of a number, that a text is; "" for none."""
    return next((word for word in column.choices if tidy(word) == plain), "")


def _read_amount(plain: str, column: Column) -> Fraction:
    unit = tidy(column.unit)
    if unit and plain.endswith(unit):
        plain = plain.removesuffix(unit)
    kind, value = read_quantity(plain)
    is_plain = kind is Kind.NUMBER and re.fullmatch(r"[-+]?[\d.,]+万?", plain) is not None
    if kind is not column.kind and not (is_plain and column.kind is Kind.MONEY):
        raise UnreadableText(_EXPECTED[column.kind])
    return value


_EXPECTED = {
    Kind.NUMBER: "一个数",
    Kind.PERCENT: "一个百分比，如 85%",
    Kind.MONEY: "一个金额，如 3000元",
    Kind.DURATION: "一段时间，如 3年6个月",
}


def _check_number(value: Fraction, step: Step, column: Column, reach: ValueRange) -> None:
    """Refuse a number that a result cannot be: points beyond the full ones, a level above the highest, money below nothing."""
    low, high = reach.low, reach.high
    if step.role not in _RATED and low is not None:
        low = min(low, Fraction(0))  # whoever decides may give nothing at all, where a clause always gives something
    if step.role is Role.ENTITLEMENT:
        low, high = Fraction(0), None
    if (low is not None and value < low) or (high is not None and value > high):
        raise UnreadableText(_describe_range(column, low, high))
    is_whole = step.role in _RATED and reach.grain is not None
    if is_whole and reach.grain is not None and not ranges.is_multiple(value, reach.grain):
        raise UnreadableText(f"{show(column.kind, reach.grain)}的整数倍" if reach.grain != 1 else "整数")
    if column.kind is Kind.MONEY and (value / FEN).denominator != 1:
        raise UnreadableText("一个不零于1分的金额")


def _describe_range(column: Column, low: Fraction | None, high: Fraction | None) -> str:
    unit = column.unit
    if high is None:
        return f"不小于{show(column.kind, low)}{unit}"
    if low is None:
        return f"不大于{show(column.kind, high)}{unit}"
    return f"{show(column.kind, low)}至{show(column.kind, high)}{unit}之间"


def is_within(value: TypedValue, reach: ValueRange) -> bool:
    """Whether a value is one that the rules by themselves could give."""
    if not isinstance(value, Fraction):
        return True
    is_in = (reach.low is None or value >= reach.low) and (reach.high is None or value <= reach.high)
    return is_in and (reach.grain is None or ranges.is_multiple(value, reach.grain))


def make_column(value: TypedValue, like: Column) -> Column:
    """A column of one place with a value, of the kind of another."""
    if value is None:
        return Column.unknown(like.kind, 1, like.choices if like.kind is Kind.CHOICE else ())
    if like.kind is Kind.CHOICE:
        return Column.from_codes(like.choices, np.array([like.choices.index(str(value))]))
    if like.kind is Kind.TEXT:
        return Column.words([str(value)])
    if like.kind is Kind.BOOL:
        return Column(Kind.BOOL, np.array([bool(value)]), np.ones(1, bool))
    if isinstance(value, str):
        word = np.array([like.choices.index(value)])
        return Column.unknown(like.kind, 1).put_words(like.choices, word, like.rated)
    return Column.of(like.kind, [Fraction(value)])
