"""`bands`: an interval table (分档计分), P08/P23 — a number falls in one band, and the band says what it brings."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import ClassVar

import numpy as np
from pydantic import Field

from stardb.expressions import Formula
from stardb.quantity import Column, Kind
from stardb.quantity.arithmetic import times
from stardb.quantity.column import Array, Mask
from stardb.quantity.reading import Unreadable
from stardb.quantity.showing import show
from stardb.scorers.base import UNKNOWN, Clause, Core, Reckoning, Saying, Scored
from stardb.scorers.edges import Interval, gap, overlap, read_interval, resolved
from stardb.scorers.handing import CasesCore, hand_out, refuse_above_full
from stardb.scorers.part import Amount
from stardb.scorers.scope import Scope


class Bands(Clause):
    """按数落在哪一档给值，如 `bands: {50万元: 30, 20万元: 24, 0元: 0}`。只写一个数的，从它（含）起到上一档为止。"""

    keyword: ClassVar[str] = "bands"
    title: ClassVar[str] = "分档"

    bands: dict[str, Amount] = Field(min_length=1, description="各档及其得数")
    from_: str | None = Field(None, alias="from", description="按哪一栏或算式；不写则按同名的栏")
    otherwise: Amount | None = Field(None, description="不在任何一档时的得数；不写则待定")

    def core(self, scope: Scope) -> Core:
        source = scope.numeric(self.from_, "bands")
        intervals = resolved([self._interval(text, source, scope) for text in self.bands])
        self._refuse_overlaps(intervals, scope)
        if self.otherwise is None:
            self._warn_of_gap(intervals, source, scope)
        given = [*self.bands.values(), *([self.otherwise] if self.otherwise is not None else [])]
        paths = [*(("bands", text) for text in self.bands), ("otherwise",)]
        outputs = scope.outputs(given, paths[: len(given)])
        refuse_above_full(self, paths, [*self.bands, "otherwise"], outputs, scope)
        return BandsCore(source, outputs, tuple(intervals), self.otherwise is not None)

    def _warn_of_gap(self, intervals: list[Interval], source: Formula, scope: Scope) -> None:
        """A gap only fractions fall into is none where the source counts whole things."""
        bare = source.spell(lambda name: name)
        hole = gap(intervals, whole=bare in scope.symbols and scope.symbols[bare].whole)
        if hole is None:
            return
        found = show(source.kind, hole)
        remedy = "写成首尾相接，如“满80不满90”“90以上”，或用 otherwise 写明其余" if hole.denominator != 1 else ""
        scope.report(
            "R402",
            f"各档有空隙：{found} 不在任何一档",
            ("bands",),
            key=True,
            found=found,
            expected="各档首尾相接",
            remedy=remedy,
        )

    def _interval(self, text: str, source: Formula, scope: Scope) -> Interval:
        path = ("bands", text)
        try:
            interval = read_interval(text)
        except Unreadable as error:
            raise scope.refuse("R403", f"“{text}”应为{error}", path, key=True, found=text) from error
        plain = {interval.kind, source.kind} <= {Kind.NUMBER, Kind.PERCENT} and source.loose
        if interval.kind is not source.kind and not plain and not _only_zero(interval):
            raise scope.refuse(
                "R305",
                f"“{text}”是{interval.kind.value}，要分档的是{source.kind.value}",
                path,
                key=True,
                found=interval.kind.value,
                expected=source.kind.value,
                remedy="补上或改正单位，如 10万元、85%、3年",
            )
        return interval

    def _refuse_overlaps(self, intervals: list[Interval], scope: Scope) -> None:
        for a, b in combinations(intervals, 2):
            both = overlap(a, b)
            if both is not None:
                number = show(a.kind, both)
                raise scope.refuse(
                    "R401",
                    f"“{a.text}”与“{b.text}”两档重叠：{number} 同时在两档里",
                    ("bands", b.text),
                    key=True,
                    found=number,
                    expected="每个数只在一档里",
                    remedy=f"写明 {number} 归哪一档，如“超过{number}”或“(不含{number})”",
                )


def _only_zero(interval: Interval) -> bool:
    return all(end in (None, 0) for end in (interval.low, interval.high))


@dataclass(frozen=True, eq=False)
class BandsCore(CasesCore):
    """Bound bands: case k is the k-th band as written; the last case, where given, is `otherwise`."""

    intervals: tuple[Interval, ...]
    otherwise: bool

    def score(self, frame: Reckoning) -> Scored:
        value = self.source.evaluate(frame)
        branch = np.full(frame.size, len(self.intervals) if self.otherwise else UNKNOWN)
        for case, interval in enumerate(self.intervals):
            branch[_inside(value, interval)] = case
        branch[~value.known] = UNKNOWN
        return Scored(hand_out(self.outputs, branch, frame), branch)

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        said, case = Saying(columns, i), int(scored.branch[i])
        if case == UNKNOWN:
            return (
                f"{said.read(self.source)}，不在任何一档，待定"
                if said.known(self.source)
                else said.missing(self.source)
            )
        result = scored.told(i)
        if case == len(self.intervals):
            return f"{said.read(self.source)}，不在各档之内，为{result}"
        return f"{said.read(self.source)}，{self._told(self.intervals[case], said)}，为{result}"

    def best_first(self) -> tuple[str, ...]:
        """The words handed out, the highest band's first."""
        ends = [interval.low if interval.low is not None else Fraction(-(10**18)) for interval in self.intervals]
        pairs = sorted(zip(ends, self.outputs.words, strict=False), key=lambda pair: -pair[0])
        return tuple(dict.fromkeys(word for _, word in pairs))

    def better(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        """The nearest band that brings more, and how far off it is."""
        said, now = Saying(columns, i), scored.core.at(i) if scored.core else None
        if not isinstance(now, Fraction) or len(self.source.names) != 1:
            return ""
        value = columns[self.source.names[0]].at(i)
        steps = []
        for interval, formula in zip(self.intervals, self.outputs.formulas, strict=False):
            if isinstance(value, Fraction) and formula.value is not None and formula.value > now:
                edge = interval.low if interval.low is not None and interval.low > value else interval.high
                if edge is not None:
                    steps.append((abs(edge - value), edge, formula.value - now))
        if not steps:
            return ""
        away, edge, more = min(steps)
        return f"{said.read(self.source)}，差{said.amount(self.source, away)}到{said.amount(self.source, edge)}，可多得{show(self.kind, more)}{scored.column.unit}"

    def _told(self, interval: Interval, said: Saying) -> str:
        if not interval.plain:
            return f"属“{interval.text}”一档"
        if interval.high is None:
            return f"达到{interval.text}"
        if interval.low == 0:
            return f"不足{said.amount(self.source, interval.high)}"
        return f"达到{interval.text}、不足{said.amount(self.source, interval.high)}"


def _inside(value: Column, interval: Interval) -> Mask:
    inside: Mask = value.known.copy()
    if interval.low is not None:
        left, right = _sides(value, interval.low)
        inside &= left > right if interval.open_low else left >= right
    if interval.high is not None:
        left, right = _sides(value, interval.high)
        inside &= left < right if interval.open_high else left <= right
    return inside


def _sides(value: Column, edge: Fraction) -> tuple[Array, Array | int]:
    """value and edge as integers that compare as they do."""
    scale = value.scale
    right = edge.numerator * scale if isinstance(scale, int) else times(scale, edge.numerator)
    return times(value.data, edge.denominator), right
