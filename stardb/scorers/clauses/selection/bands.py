"""`bands`: an interval table (分档计分), P08/P23 — a number falls in one band, and the band says what it brings."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

import numpy as np
from pydantic import Field

from stardb.expressions import Reaches
from stardb.quantity import Column, show
from stardb.scorers.base.clause import Clause
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.output_types import Output
from stardb.scorers.base.outputs import bind_outputs
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scope import Scope
from stardb.scorers.base.scored import UNKNOWN, Scored
from stardb.scorers.kit.bound_intervals import bind_interval, inside, refuse_overlaps, warn_of_gaps
from stardb.scorers.kit.case_outputs import FOUND, CasesCore, compute_outputs, refuse_above_full
from stardb.scorers.kit.intervals import Interval, resolve_plain


class Bands(Clause):
    """按数落在哪一档给值，如 `bands: {50万元: 30, 20万元: 24, 0元: 0}`。只写一个数的，从它（含）起到上一档为止。"""

    keyword: ClassVar[str] = "bands"
    title: ClassVar[str] = "分档"

    bands: dict[str, Output] = Field(min_length=1, description="各档及其得数")
    from_: str | None = Field(None, alias="from", description="按哪一栏或算式；不写则按同名的栏")
    otherwise: Output | None = Field(None, description="不在任何一档时的得数；原文没有规定的写 待定")

    def core(self, scope: Scope) -> Core:
        source = scope.bind_number(self.from_, "bands")
        intervals = resolve_plain([bind_interval(text, source, ("bands", text), scope) for text in self.bands])
        refuse_overlaps(intervals, ("bands",), scope)
        if self.otherwise is None:
            warn_of_gaps(intervals, source, ("bands",), scope)
        rest = [] if self.otherwise is None else [self.otherwise]
        given = [*self.bands.values(), *rest]
        paths = [*(("bands", text) for text in self.bands), ("otherwise",)]
        outputs = bind_outputs(given, paths[: len(given)], scope)
        refuse_above_full(self, paths, [*self.bands, "otherwise"], outputs, scope)
        return BandsCore(source, outputs, tuple(intervals), bool(rest))


@dataclass(frozen=True, eq=False)
class BandsCore(CasesCore):
    """Bound bands: case k is the k-th band as written; the last case, where given, is `otherwise`."""

    intervals: tuple[Interval, ...]
    otherwise: bool

    @property
    def cases(self) -> tuple[str, ...]:
        return (*(interval.text for interval in self.intervals), *(["otherwise"] if self.otherwise else []))

    def open_cases(self, reaches: Reaches) -> tuple[bool, ...]:
        found = self.source.reach(reaches)
        held = tuple(interval.meets(found.low, found.high) for interval in self.intervals)
        return (*held, True) if self.otherwise else held

    def score(self, frame: AppraisalFrame) -> Scored:
        value = self.source.evaluate(frame)
        branch = np.full(frame.size, len(self.intervals) if self.otherwise else UNKNOWN)
        for case, interval in enumerate(self.intervals):
            branch[inside(value, interval)] = case
        branch[~value.known] = UNKNOWN
        return Scored(compute_outputs(self.outputs, branch, frame), branch, facts={FOUND: value.known.astype(np.int64)})

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases, case = Phrases(columns, i), int(scored.branch[i])
        if case == UNKNOWN:
            found = scored.facts[FOUND][i]
            return f"{phrases.show(self.source)}，不在任何一档，待定" if found else phrases.say_missing(self.source)
        where = "不在各档之内" if case == len(self.intervals) else self._describe(self.intervals[case], phrases)
        return f"{phrases.show(self.source)}，{where}{self.describe_output(scored, phrases)}"

    def best_first(self) -> tuple[str, ...]:
        """The words handed out, the highest band's first, that of `otherwise` last."""
        ends = [interval.low if interval.low is not None else Fraction(-(10**18)) for interval in self.intervals]
        return self.words_by_height(ends)

    def suggest(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        """The nearest band that brings more, and how far off it is."""
        phrases, now = Phrases(columns, i), scored.core.at(i) if scored.core else None
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
        return f"{phrases.show(self.source)}，差{phrases.show_amount(self.source, away)}到{phrases.show_amount(self.source, edge)}，可多得{show(self.kind, more)}{scored.column.unit}"

    def _describe(self, interval: Interval, phrases: Phrases) -> str:
        if not interval.plain:
            return f"属“{interval.text}”一档"
        if interval.high is None:
            return f"达到{interval.text}"
        if interval.low == 0:
            return f"不足{phrases.show_amount(self.source, interval.high)}"
        return f"达到{interval.text}、不足{phrases.show_amount(self.source, interval.high)}"
