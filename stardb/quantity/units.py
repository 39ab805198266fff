"""Units of plain numbers: which may stand for one another, and how many of one another make."""

import re
from fractions import Fraction
from functools import lru_cache

_SIZES: tuple[dict[str, Fraction | int], ...] = (
    {
        "米": 1,
        "m": 1,
        "公里": 1000,
        "km": 1000,
        "里": 500,
        "华里": 500,
        "厘米": Fraction(1, 100),
        "cm": Fraction(1, 100),
    },
    {
        "平方米": 1,
        "平米": 1,
        "亩": Fraction(2000, 3),
        "市亩": Fraction(2000, 3),
        "顷": Fraction(200_000, 3),
        "公顷": 10_000,
        "平方公里": 10**6,
    },
    {"克": 1, "g": 1, "斤": 500, "市斤": 500, "公斤": 1000, "kg": 1000, "吨": 10**6, "t": 10**6},
    {"分钟": 1, "小时": 60},
    {"天": 1, "日": 1, "周": 7, "星期": 7},
)
"""Measures that convert into one another. A 天 of work is no 24 小时, so these do not."""

_LIKE = tuple(
    frozenset(words.split())
    for words in (
        "人 名 位 口 个 人次",
        "户 家 个 户次",
        "次 个 件 项 颗 支 起 家 篇 场 场次 所 处 条 份 例 宗 批 期 回 遍",
        "星 颗 级 个",
        "分",
        "届",
        "票 张 人 名 个",
        "岁 周岁",
        "年 周年 月 个月",
    )
)
"""Words for the same things counted."""

_PERIODS = frozenset(["日", "天", "周", "月", "季", "季度", "半年"])
"""Once in these is more than once a year, the year a column counts in that says nothing."""

_AREAS = {
    **dict.fromkeys(("m²", "m2", "㎡"), "平方米"),
    **dict.fromkeys(("km²", "km2", "㎢", "平方千米"), "平方公里"),
    "平方": "平方米",
}
_MEASURES = frozenset().union(*_SIZES)
_KNOWN = frozenset().union(*_SIZES, *_LIKE)
_MAGNITUDE = re.compile(r"^[十百千]?(?:万亿|万|亿)?(?=.)")


@lru_cache(maxsize=4096)
def unit_ratio(unit: str, into: str) -> Fraction | None:
    """How many `into` one `unit` is, magnitudes (万, 千) aside; None where they measure different things.

    A word unknown here may stand for any that is counted: 12名党员 are 12人; for a measure only where it begins with one,
    as 12亩林地 do.
    """
    one, other = counted_word(unit), counted_word(into)
    if "/" in unit and _period_of(unit) != _period_of(into):
        return None
    if sizes := _sizes(one, other):
        return Fraction(sizes[one]) / sizes[other]
    same = one == other or any(one in words and other in words for words in _LIKE)
    if same or not one or {one, other} <= _KNOWN:
        return Fraction(1) if same or not one else None
    if other in _MEASURES:
        first = next((one[:end] for end in range(len(one) - 1, 0, -1) if one[:end] in _KNOWN), "")
        return unit_ratio(first, other) if first else None
    return Fraction(1)


def measures_alike(unit: str, into: str) -> bool:
    """Whether two units are surely of one thing: 万人 and 人, 公里 and 米; not 次 and 个, which only may be."""
    one, other = counted_word(unit), counted_word(into)
    return one == other or bool(_sizes(one, other))


def is_measure(unit: str) -> bool:
    """Whether a unit is of a length, an area, a weight or a time, not of things counted."""
    return counted_word(unit) in _MEASURES


def _period_of(unit: str) -> str:
    period = unit.partition("/")[2]
    return period if period in _PERIODS else ""


def _sizes(one: str, other: str) -> dict[str, Fraction | int]:
    """The measures two words belong to, none if they do not share them."""
    return next((sizes for sizes in _SIZES if one in sizes and other in sizes), {})


def counted_word(unit: str) -> str:
    """What a unit counts: 人 of 万人, 米 of 千米, 次 of 次/年."""
    word = _MAGNITUDE.sub("", unit.partition("/")[0]).lower()
    return _AREAS.get(word, word)
