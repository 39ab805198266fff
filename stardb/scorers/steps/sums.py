"""Sums: what the indicators of a head or star come to, and the total (总分) of weighted heads."""

from collections.abc import Mapping
from fractions import Fraction
from functools import reduce

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Reaches
from stardb.quantity import Column, Kind, ValueRange, arithmetic, ranges, show, show_at, show_number
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scored import UNKNOWN, Branches, Scored
from stardb.scorers.steps.indicator_sets import Sets


@dataclass(frozen=True, eq=False)
class SumCore(Core):
    """得分 of a head or star: the sum of the indicators of each subject's own set. The branch is the set.

    indicators: those of each set; of everybody where there is but one and no `sets`. full: the full mark, as text.
    """

    indicators: tuple[tuple[str, ...], ...]
    full: str = ""
    sets: Sets | None = None
    kind: Kind = Kind.NUMBER

    @property
    def inputs(self) -> tuple[str, ...]:
        by = self.sets.by.names if self.sets else ()
        return tuple(dict.fromkeys((*by, *(name for names in self.indicators for name in names))))

    @property
    def cases(self) -> tuple[str, ...]:
        return tuple(self.sets.set_name(k) for k in range(len(self.indicators))) if self.sets else ("",)

    def reach(self, reaches: Reaches) -> ValueRange:
        sums = [
            reduce(ranges.add, (reaches.get(name, ranges.ANYTHING) for name in names), ranges.just(0))
            for names in self.indicators
        ]
        return ranges.join(*sums)

    def score(self, frame: AppraisalFrame) -> Scored:
        of = self.sets.of(frame) if self.sets else np.zeros(frame.size, np.int64)
        value = Column.unknown(Kind.NUMBER, frame.size)
        for k, names in enumerate(self.indicators):
            parts = [frame[name] for name in names]
            value = arithmetic.choose(of == k, arithmetic.total(parts, Kind.NUMBER, frame.size), value)
        return Scored(value, of)

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        by, of = self.sets.by.names if self.sets else (), int(scored.branch[i])
        return by if of == UNKNOWN else tuple(dict.fromkeys((*by, *self.indicators[of])))

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases, of = Phrases(columns, i), int(scored.branch[i])
        if of == UNKNOWN:
            assert self.sets is not None
            return phrases.say_missing(self.sets.by)
        own = f"{phrases.show(self.sets.by)}；" if self.sets else ""
        unknown = [name for name in self.indicators[of] if not columns[name].known[i]]
        if unknown:
            sure = [columns[name].at(i) for name in self.indicators[of] if columns[name].known[i]]
            phrase = show_number(sum((part for part in sure if isinstance(part, Fraction)), Fraction(0)))
            return f"{own}{len(unknown)}项未定，已定各项得{phrase}，待定"
        return f"{own}各项合计{scored.show_core(i)}{self.full}"


@dataclass(frozen=True, eq=False)
class WeightedHead:
    """One head of a total, and its weight: for everybody, or one for each set."""

    name: str
    weights: tuple[Fraction, ...] = (Fraction(1),)
    kind: Kind = Kind.NUMBER
    sets: Sets | None = None

    def weight_of(self, word: str) -> Fraction:
        """The weight for a category."""
        return self.weights[self.sets.words.index(word) if self.sets else 0]

    def reach(self, reaches: Reaches) -> ValueRange:
        """What the head times its weight can come to."""
        found = reaches.get(self.name, ranges.ANYTHING)
        return ranges.join(*(ranges.multiply(found, ranges.just(weight)) for weight in self.weights))

    def of(self, frame: AppraisalFrame) -> Branches:
        """The weight of each subject, as an index into `weights`."""
        return self.sets.of(frame) if self.sets else np.zeros(frame.size, np.int64)


@dataclass(frozen=True, eq=False)
class TotalCore(Core):
    """总分: every head times its weight, added up. Branch 0 where known; the facts hold each head's weight."""

    heads: tuple[WeightedHead, ...]
    kind: Kind = Kind.NUMBER

    @property
    def inputs(self) -> tuple[str, ...]:
        by = (name for head in self.heads if head.sets for name in head.sets.by.names)
        return tuple(dict.fromkeys((*(head.name for head in self.heads), *by)))

    def reach(self, reaches: Reaches) -> ValueRange:
        return reduce(ranges.add, (head.reach(reaches) for head in self.heads), ranges.just(0))

    def score(self, frame: AppraisalFrame) -> Scored:
        parts, facts = [], {}
        for head in self.heads:
            of = facts[head.name] = head.of(frame)
            weights = Column.of(Kind.NUMBER, [*head.weights]).take(of)
            parts.append(arithmetic.multiply(frame[head.name], weights, Kind.NUMBER))
        value = arithmetic.total(parts, Kind.NUMBER, frame.size)
        return Scored(value, np.where(value.known, 0, UNKNOWN), facts=facts)

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        unknown = [head.name for head in self.heads if not self._is_known(head, scored, columns, i)]
        if unknown:
            return f"{'、'.join(unknown)}未定，待定"
        if all(set(head.weights) == {Fraction(1)} for head in self.heads):
            return f"各项合计{scored.show_core(i)}"
        parts = [self._describe(head, scored, columns, i) for head in self.heads]
        return f"{'＋'.join(parts)} = {scored.show_core(i)}"

    def _is_known(self, head: WeightedHead, scored: Scored, columns: Mapping[str, Column], i: int) -> bool:
        return bool(columns[head.name].known[i]) and int(scored.facts[head.name][i]) != UNKNOWN

    def _describe(self, head: WeightedHead, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        weight = head.weights[int(scored.facts[head.name][i])]
        times = f"×{show(head.kind, weight)}" if weight != 1 else ""
        return f"{head.name}〔{show_at(columns[head.name], i)}〕{times}"
