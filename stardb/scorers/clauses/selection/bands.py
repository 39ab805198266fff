"""`bands`: an interval table (分档计分), P08/P23 — a number falls in one band, and the band says what it brings."""

from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import ClassVar

import numpy as np
from pydantic import Field

from stardb.dataclass import dataclass
from stardb.expressions import Reaches
from stardb.quantity import Column, Mask, logic, show
from stardb.scorers.base.clause import Clause
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.output_types import Output
from stardb.scorers.base.outputs import bind_outputs
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scope import Scope
from stardb.scorers.base.scored import UNKNOWN, Branches, Scored
from stardb.scorers.kit.bound_intervals import (
    are_ends_inside,
    bind_interval,
    inside,
    is_crossed,
    leaves_gaps,
    lies_in,
    may_lie_inside,
    refuse_overlaps,
    resolve_bands,
    warn_of_gaps,
)
from stardb.scorers.kit.case_outputs import FOUND, CasesCore, refuse_above_full
from stardb.scorers.kit.intervals import Interval


class Bands(Clause):
    """按数落在哪一档给值，如 `bands: {50万元: 30, 20万元: 24, 0元: 0}`。只写一个数的，从它（含）起到上一档为止。

    界线可以是参数或取值，如 `bands: {优秀线以上: 优秀, 合格线至优秀线(不含优秀线): 合格, 不满合格线: 不合格}`；各对象的界线不同的，
    逐个对象看：上下颠倒、同时在两档里的待定。
    """

    keyword: ClassVar[str] = "bands"
    title: ClassVar[str] = "分档"

    bands: dict[str, Output] = Field(min_length=1, description="各档及其得数")
    from_: str | None = Field(None, alias="from", description="按哪一栏或算式；不写则按同名的栏")
    otherwise: Output | None = Field(None, description="不在任何一档时的得数；原文没有规定的写 待定")

    def core(self, scope: Scope) -> Core:
        source = scope.bind_number(self.from_, "bands")
        words = tuple(text for text in self.bands if text in source.choices)
        texts = [text for text in self.bands if text not in words]
        written = [bind_interval(text, source, ("bands", text), scope) for text in texts]
        intervals = resolve_bands(written, ("bands",), scope)
        refuse_overlaps(intervals, ("bands",), scope)
        if self.otherwise is None:
            warn_of_gaps(intervals, source, ("bands",), scope)
        rest = [] if self.otherwise is None else [self.otherwise]
        given = [*(self.bands[text] for text in (*texts, *words)), *rest]
        paths = [*(("bands", text) for text in (*texts, *words)), ("otherwise",)]
        outputs = bind_outputs(given, paths[: len(given)], scope)
        refuse_above_full(self, paths, [*texts, *words, "otherwise"], outputs, scope)
        gaps = leaves_gaps(intervals, source, scope)
        return BandsCore(source, outputs, tuple(intervals), bool(rest), gaps, words)


_CROSSED, _UNSURE, _HELD = "crossed", "unsure", "held"
"""Facts of limits that are each subject's own: which band's are crossed; whether one is unknown; the bands it lies in, as bits."""


@dataclass(frozen=True, eq=False)
class BandsCore(CasesCore):
    """Bound bands: case k is the k-th band as written, then come the `words` that may stand in place of a number, each a case.

    The last case, where given, is `otherwise`. gaps: whether some number lies in no band.
    """

    intervals: tuple[Interval, ...]
    otherwise: bool
    gaps: bool
    words: tuple[str, ...] = ()

    @property
    def limits(self) -> tuple[str, ...]:
        """The parameters and values that the bands begin and end at."""
        return tuple(dict.fromkeys(name for interval in self.intervals for name in interval.names))

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*super().inputs, *self.limits)))

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*super().reads(scored, i), *self.limits)))

    @property
    def cases(self) -> tuple[str, ...]:
        bands = (interval.text for interval in self.intervals)
        return (*bands, *self.words, *(["otherwise"] if self.otherwise else []))

    @property
    def _rest(self) -> int:
        """The case of what is in no band."""
        return len(self.intervals) + len(self.words)

    def open_cases(self, reaches: Reaches) -> tuple[bool, ...]:
        found = self.source.reach(reaches)
        held = tuple(interval.meets(found.low, found.high) for interval in self.intervals) + (True,) * len(self.words)
        return (*held, True) if self.otherwise else held

    def score(self, frame: AppraisalFrame) -> Scored:
        value = self.source.evaluate(frame)
        branch = np.full(frame.size, self._rest if self.otherwise else UNKNOWN)
        found = value.known | (value.has_word & value.rated)
        facts = {FOUND: found.astype(np.int64)}
        if any(interval.moving for interval in self.intervals):
            branch, facts = self._place_each(value, branch, facts, frame)
        else:
            for case, interval in enumerate(self.intervals):
                branch[inside(value, interval)] = case
        branch[~found] = UNKNOWN
        for case, word in enumerate(self.words, len(self.intervals)):
            branch[logic.certainly(logic.one_of(value, (word,)))] = case
        return self.give(branch, self._find_open(value, frame) & ~value.has_word, frame, facts)

    def _place_each(
        self, value: Column, branch: Branches, facts: dict[str, Branches], frame: AppraisalFrame
    ) -> tuple[Branches, dict[str, Branches]]:
        """The band of each subject by its own limits; none where they cross, one is unknown, or two bands hold the number."""
        held = [lies_in(value, interval, frame) for interval in self.intervals]
        inside_ = np.stack([logic.certainly(test) for test in held])
        unsure = np.stack([~test.known for test in held])
        crossed = np.stack([is_crossed(interval, frame) for interval in self.intervals])
        branch = np.where(inside_.any(axis=0), np.argmax(inside_, axis=0), branch)
        branch[unsure.any(axis=0) | crossed.any(axis=0) | (inside_.sum(axis=0) > 1)] = UNKNOWN
        return branch, facts | {
            _CROSSED: np.where(crossed.any(axis=0), np.argmax(crossed, axis=0), UNKNOWN),
            _UNSURE: unsure.any(axis=0).astype(np.int64),
            _HELD: (inside_ * 2 ** np.arange(len(held))[:, np.newaxis]).sum(axis=0),
        }

    def _find_open(self, value: Column, frame: AppraisalFrame) -> Mask:
        """Which bands each may still fall in: a row a band; and a last row, of those that may fall in none."""
        if any(interval.moving for interval in self.intervals):
            tests = [lies_in(value, interval, frame) for interval in self.intervals]
            held = [logic.certainly(test) | ~test.known for test in tests]
            return np.array([*held, *self._may_be_words(value), np.ones(frame.size, bool)])
        rows = [may_lie_inside(value, interval) for interval in self.intervals]
        held = [are_ends_inside(value, interval) for interval in self.intervals]
        return np.array([*rows, *self._may_be_words(value), np.full(len(value), self.gaps) & ~np.any(held, axis=0)])

    def _may_be_words(self, value: Column) -> list[Mask]:
        """Who may have each of the words, in place of a number: nobody is known to have none."""
        return [~value.known for _ in self.words]

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases, case = Phrases(columns, i), int(scored.branch[i])
        if case == UNKNOWN:
            if agreement := self.describe_agreement(scored, i):
                return f"{phrases.show_range(self.source)}，{agreement}"
            return self._doubt(scored, phrases, i) if scored.facts[FOUND][i] else phrases.say_missing(self.source)
        if len(self.intervals) <= case < self._rest:
            return f"{phrases.show(self.source)}{self.describe_output(scored, phrases)}"
        where = "不在各档之内" if case == self._rest else self._describe(self.intervals[case], phrases)
        return f"{phrases.show_range(self.source)}，{where}{self.describe_output(scored, phrases)}"

    def _doubt(self, scored: Scored, phrases: Phrases, i: int) -> str:
        """Why a number that is known has no band."""
        read, facts = phrases.show(self.source), {name: int(fact[i]) for name, fact in scored.facts.items()}
        crossed = facts.get(_CROSSED, UNKNOWN)
        if crossed != UNKNOWN:
            interval = self.intervals[crossed]
            return f"“{interval.text}”一档上下颠倒：{self._limits_of(interval, phrases)}，待定"
        if facts.get(_UNSURE):
            unknown_parts = [name for name in self.limits if not phrases.columns[name].known[i]]
            return f"{'、'.join(unknown_parts)}未知，待定"
        both = [k for k in range(len(self.intervals)) if facts.get(_HELD, 0) >> k & 1]
        if len(both) > 1:
            told = "、".join(f"“{self.intervals[k].text}”" for k in both)
            limits = "、".join(phrases.name_and_value(name) for name in self.limits)
            return f"{read}，同时在{told}几档里（{limits}），待定"
        return f"{read}，不在任何一档，待定"

    def _limits_of(self, interval: Interval, phrases: Phrases) -> str:
        return "、".join(phrases.name_and_value(name) for name in interval.names)

    def best_first(self, beside: Collection[str] = ()) -> tuple[str, ...]:
        """The words given, the highest band's first, that of `otherwise` last; none where limits are each subject's own."""
        if any(interval.moving for interval in self.intervals):
            return ()
        ends = [interval.low if interval.low is not None else Fraction(-(10**18)) for interval in self.intervals]
        return self.words_by_height([*ends, *(None for _ in self.words)], beside)

    def suggest(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        """The nearest band that brings more, and how far off it is."""
        phrases, now = Phrases(columns, i), scored.core.at(i) if scored.core else None
        if not isinstance(now, Fraction) or len(self.source.names) != 1:
            return ""
        value = columns[self.source.names[0]].at(i)
        steps = []
        for interval, formula in zip(self.intervals, self.outputs.formulas, strict=False):
            if isinstance(value, Fraction) and formula.value is not None and formula.value > now:
                low, high = (self._end(interval, columns, i, upper=upper) for upper in (False, True))
                edge = low if low is not None and low > value else high
                if edge is not None:
                    steps.append((abs(edge - value), edge, formula.value - now))
        if not steps:
            return ""
        away, edge, more = min(steps)
        return f"{phrases.show(self.source)}，差{phrases.show_amount(self.source, away)}到{phrases.show_amount(self.source, edge)}，可多得{show(self.kind, more)}{scored.column.unit}"

    @staticmethod
    def _end(interval: Interval, columns: Mapping[str, Column], i: int, *, upper: bool) -> Fraction | None:
        """The lower or upper end for subject i; None for none, or one that is not known."""
        number, name = (interval.high, interval.high_name) if upper else (interval.low, interval.low_name)
        own = columns[name].at(i) if name and number is None else number
        return own if isinstance(own, Fraction) else None

    def _describe(self, interval: Interval, phrases: Phrases) -> str:
        if interval.names:
            return f"属“{interval.text}”一档（{self._limits_of(interval, phrases)}）"
        if not interval.plain:
            return f"属“{interval.text}”一档"
        if interval.high is None:
            return f"达到{interval.text}"
        if interval.low == 0:
            return f"不足{phrases.show_amount(self.source, interval.high)}"
        return f"达到{interval.text}、不足{phrases.show_amount(self.source, interval.high)}"
