"""Intervals bound to the number they divide: read with its unit, checked for overlaps and gaps; which values lie inside."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from stardb.expressions import Formula
from stardb.quantity import Array, Column, Kind, Mask, UnreadableText, arithmetic, show
from stardb.scorers.base.scope import Scope
from stardb.scorers.kit.intervals import Interval, find_gaps, find_overlap, read_interval
from stardb.yamlfile import YamlPath

_MOST = 200
"""How many bands one clause may have; real ones have a dozen."""


def bind_interval(text: str, source: Formula, path: YamlPath, scope: Scope, *, key: bool = True) -> Interval:
    """The interval a text at `path` means for a source. Raises ClauseRefused where it means none, or one of another kind."""
    try:
        interval = read_interval(text)
    except UnreadableText as error:
        raise scope.refuse("R403", f"“{text}”应为{error}", path, key=key, found=text) from error
    plain = {interval.kind, source.kind} <= {Kind.NUMBER, Kind.PERCENT} and source.loose
    if interval.kind is not source.kind and not plain and not _only_zero(interval):
        raise scope.refuse(
            "R305",
            f"“{text}”是{interval.kind.value}，要分档的是{source.kind.value}",
            path,
            key=key,
            found=interval.kind.value,
            expected=source.kind.value,
            remedy="补上或改正单位，如 10万元、85%、3年",
        )
    return interval


def _only_zero(interval: Interval) -> bool:
    return all(end in (None, 0) for end in (interval.low, interval.high))


def exactly(interval: Interval) -> Interval:
    """A bare number as that number alone; any other interval as it is."""
    return replace(interval, high=interval.low) if interval.plain else interval


def refuse_overlaps(intervals: list[Interval], path: YamlPath, scope: Scope) -> None:
    """Report every two of the intervals under `path` that share a number. Raises ClauseRefused after them."""
    refused = None
    if len(intervals) > _MOST:
        raise scope.refuse("R203", f"最多分{_MOST}档，这里写了{len(intervals)}档", path, key=True, remedy="改用算式")
    for a, b in combinations(intervals, 2):
        both = find_overlap(a, b)
        if both is not None:
            number = show(a.kind, both)
            refused = scope.refuse(
                "R401",
                f"“{a.text}”与“{b.text}”两档重叠：{number} 同时在两档里",
                (*path, b.text),
                key=True,
                found=number,
                expected="每个数只在一档里",
                remedy=f"写明 {number} 归哪一档，如“超过{number}”或“(不含{number})”",
            )
    if refused:
        raise refused


def warn_of_gaps(intervals: list[Interval], source: Formula, path: YamlPath, scope: Scope) -> None:
    """Report every stretch of numbers that lies in none; what the source cannot come to is none."""
    bare, limits = source.text, source.reach(scope.reaches)
    whole = bare in scope.symbols and scope.symbols.bind(bare).whole
    grain = Fraction(1) if whole and limits.grain is None else None if source.kind is Kind.MONEY else limits.grain
    holes = find_gaps(intervals, grain or None, limits.low, limits.high)
    if not holes:
        return
    phrase = [show_interval(source.kind, hole.low, hole.high, hole.open_low, hole.open_high) for hole in holes]
    remedy = "写成首尾相接，如“满80不满90”“90以上”，或用 otherwise 写明其余；原文没有规定的写 otherwise: 待定"
    message = f"各档有空隙：{'、'.join(phrase)} 不在任何一档"
    scope.report("R402", message, path, key=True, found="、".join(phrase), expected="各档首尾相接", remedy=remedy)


def show_interval(kind: Kind, low: Fraction | None, high: Fraction | None, open_low: bool, open_high: bool) -> str:
    """An interval as a regulation writes it; None is no end, an open end is left out."""
    if kind is Kind.DATE and (low is None or high is None):
        return f"{show(kind, low)}起" if high is None else f"{show(kind, high)}及以前"
    if high is None:
        return f"超过{show(kind, low)}" if open_low else f"{show(kind, low)}以上"
    if low is None:
        return f"不足{show(kind, high)}" if open_high else f"{show(kind, high)}以下"
    if low == high:
        return show(kind, low)
    if open_low:
        return f"超过{show(kind, low)}{'不足' if open_high else '至'}{show(kind, high)}"
    return f"{show(kind, low)}至{show(kind, high)}" + (f"(不含{show(kind, high)})" if open_high else "")


def inside(value: Column, interval: Interval) -> Mask:
    """Who certainly lies in the interval."""
    held: Mask = value.known.copy()
    if interval.low is not None:
        left, right = _sides(value, interval.low)
        held &= left > right if interval.open_low else left >= right
    if interval.high is not None:
        left, right = _sides(value, interval.high)
        held &= left < right if interval.open_high else left <= right
    return held


def _sides(value: Column, edge: Fraction) -> tuple[Array, Array | int]:
    """value and edge as integers that compare as they do."""
    scale = value.scale
    right = edge.numerator * scale if isinstance(scale, int) else arithmetic.times(scale, edge.numerator)
    return arithmetic.times(value.data, edge.denominator), right
