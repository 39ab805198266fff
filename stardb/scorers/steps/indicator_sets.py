"""Sets of indicators, one for each category of subjects (分类考核), P36: which set is whose."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Reaches
from stardb.quantity import Column, Kind, Mask, ValueRange, arithmetic, logic, ranges
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.rule import Rule
from stardb.scorers.base.scored import UNKNOWN, Branches, RowTrace, Scored

YES, NO = "是", "否"
"""The categories of a yes-or-no column."""

REST = "其他"
"""What the set of all other categories is called."""


@dataclass(frozen=True, eq=False)
class Sets:
    """What sorts the subjects, and the category of each set in their order; the set after the last is the rest's."""

    by: Formula
    words: tuple[str, ...]
    rest: bool = False

    def of(self, frame: AppraisalFrame) -> Branches:
        """The set of each subject; UNKNOWN where its category is."""
        value = self.by.evaluate(frame)
        found = np.full(frame.size, len(self.words) if self.rest else UNKNOWN, np.int64)
        for k, word in enumerate(self.words):
            found[_is(value, word)] = k
        return np.where(value.known, found, UNKNOWN)

    def set_name(self, which: int) -> str:
        """What a set is called."""
        return self.words[which] if which < len(self.words) else REST


def _is(value: Column, word: str) -> Mask:
    if value.kind is Kind.BOOL:
        return logic.certainly(value if word == YES else logic.negation(value))
    return logic.certainly(logic.one_of(value, (word,)))


def _of_owners(trace: RowTrace, mine: Mask) -> RowTrace:
    """What became of rows, those of subjects the clause is not for set apart."""
    return replace(trace, role=np.where(mine, trace.role, len(trace.roles)), roles=(*trace.roles, "不适用"))


OWN = "set"
"""Among a result's facts: the set of each subject."""


@dataclass(frozen=True, eq=False)
class OneSetRule(Rule):
    """A clause of one set: whoever has another set gets 0 from it and takes none of its cases."""

    sets: Sets | None = None
    which: int = 0

    @property
    def by(self) -> Formula:
        """What sorts the subjects."""
        assert self.sets is not None
        return self.sets.by

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.by.names, *super().inputs)))

    def reach(self, reaches: Reaches) -> ValueRange:
        return ranges.join(ranges.just(0), super().reach(reaches)) if self.kind.numeric else super().reach(reaches)

    def score(self, frame: AppraisalFrame) -> Scored:
        assert self.sets is not None
        scored, of = super().score(frame), self.sets.of(frame)
        mine, nothing = of == self.which, Column.constant(scored.column.kind, 0, frame.size)
        value = arithmetic.choose(mine, scored.column, nothing).mask(of != UNKNOWN)
        return replace(
            scored, column=replace(value, unit=scored.column.unit), branch=np.where(mine, scored.branch, UNKNOWN),
            rows=tuple(_of_owners(trace, mine[frame.owners[trace.table]]) for trace in scored.rows), facts={**scored.facts, OWN: of},
        )  # fmt: skip

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        """Why subject i got what it got, or that this is not for it."""
        of = int(scored.facts[OWN][i])
        if of == self.which:
            return super().sentence(scored, columns, i)
        phrases = Phrases(columns, i)
        return phrases.say_missing(self.by) if of == UNKNOWN else f"{phrases.show(self.by)}，不适用"

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        """The names that counted for subject i: where the clause is not for it, what says so."""
        return super().reads(scored, i) if scored.facts[OWN][i] == self.which else self.by.names
