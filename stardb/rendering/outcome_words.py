"""Which outcomes are bad ones, and which say that there is nothing: seen from their words."""

from collections.abc import Iterable

from stardb.quantity import PENDING
from stardb.scorers.base import NONE
from stardb.scoring import NOT_RATED

__all__ = ["NOTHING", "is_bad", "is_nothing", "sort_bad_last"]

_BAD = ("不", "未", "差", "末", "零", "否", "没", "落后", "待提高", "黄牌", "红牌", "劣")
"""What stands in the word of a bad outcome: 不合格, 未达标, 较差, 进度落后."""

_NOT_BAD = ("不变", "不限", "未到期", "不低于")
"""Words with such a part that say nothing bad."""

NOTHING = (NONE, "不适用", "")
"""What a result is called that does not apply."""


def is_bad(word: str) -> bool:
    """Whether the word of a grade says that it is a bad one; such grades stand last and are drawn grey."""
    return word not in NOTHING and any(part in word for part in _BAD) and not any(part in word for part in _NOT_BAD)


def is_nothing(value: object) -> bool:
    """Whether an entitlement of that value brings nothing: 无, 0, 不帮教, 不参评."""
    if not isinstance(value, str):
        return not value
    return value in (*NOTHING, "否", NOT_RATED) or (value != PENDING and value.startswith(("不", "无", "未", "没有")))


def sort_bad_last(words: Iterable[str]) -> tuple[str, ...]:
    """The words in their order, but what is bad after what is not, and what says nothing at the end."""
    return tuple(sorted(words, key=lambda word: (word in NOTHING, is_bad(word))))
