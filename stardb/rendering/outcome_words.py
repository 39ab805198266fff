"""Which outcomes are bad ones, and which say that there is nothing: by their order, and by what their words say."""

from collections.abc import Iterable, Sequence

from stardb.quantity import PENDING
from stardb.scorers.base import NONE
from stardb.scoring import NOT_RATED

__all__ = ["NOTHING", "is_nothing", "part_by_worth", "sort_bad_last"]

_BAD = ("不", "未", "差", "末", "零", "否", "没", "落后", "待提高", "黄牌", "红牌", "劣")
"""What stands in the word of a bad outcome: 不合格, 未达标, 较差, 进度落后."""

_NOT_BAD = ("不变", "不限", "未到期", "不低于")
"""Words with such a part that say nothing bad."""

NOTHING = (NONE, "不适用", "")
"""What a result is called that does not apply."""


def part_by_worth(words: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a grade, the best first, in those that are not bad and those that are, which are drawn grey.

    The order comes first: bad are only the last ones, as far up as each says that it is bad. A word that sounds bad and stands
    above one that does not is none.
    """
    first = len(words)
    for k in range(len(words) - 1, -1, -1):
        if words[k] not in NOTHING:
            if not _sounds_bad(words[k]):
                break
            first = k
    bad = tuple(word for word in words[first:] if word not in NOTHING)
    return tuple(word for word in words if word not in bad), bad


def _sounds_bad(word: str) -> bool:
    """Whether a word says that it is a bad one."""
    return word not in NOTHING and any(part in word for part in _BAD) and not any(part in word for part in _NOT_BAD)


def is_nothing(value: object) -> bool:
    """Whether an entitlement of that value brings nothing: 无, 0, 不帮教, 不参评."""
    if not isinstance(value, str):
        return not value
    return value in (*NOTHING, "否", NOT_RATED) or (value != PENDING and value.startswith(("不", "无", "未", "没有")))


def sort_bad_last(words: Iterable[str]) -> tuple[str, ...]:
    """The words in their order, but what is bad after what is not, and what says nothing at the end."""
    return tuple(sorted(words, key=lambda word: (word in NOTHING, _sounds_bad(word))))
