"""Who takes part (参评条件), P40: every condition that must hold does, and none that must not."""

from collections.abc import Mapping

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Reaches
from stardb.quantity import Column, Kind, ValueRange, logic, ranges
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.scored import UNKNOWN, Scored


@dataclass(frozen=True, eq=False)
class Requirement:
    """One condition: what must hold, or must not where `barred`; the reason people read; its clause."""

    when: Formula
    barred: bool
    because: str
    basis: str = ""

    def who_meets(self, frame: AppraisalFrame) -> Column:
        """Who meets it."""
        held = self.when.evaluate(frame)
        return logic.negation(held) if self.barred else held

    def label(self) -> str:
        """The condition as the rule writes it."""
        text = self.when.text
        return f"{text}（须不成立）" if self.barred else text


@dataclass(frozen=True, eq=False)
class EligibleCore(Core):
    """Whether a subject takes part. Branch 0 where it does, else bit k for the k-th condition not met; -1 undecided."""

    tests: tuple[Requirement, ...]
    kind: Kind = Kind.BOOL

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for test in self.tests for name in test.when.names))

    @property
    def cases(self) -> tuple[str, ...]:
        return ("各条都满足", *(f"不满足：{test.label()}" for test in self.tests))

    def reach(self, reaches: Reaches) -> ValueRange:
        met = (test.when.reach(reaches) for test in self.tests)
        return ranges.both(
            *(ranges.negation(held) if test.barred else held for test, held in zip(self.tests, met, strict=True))
        )

    def cases_of(self, scored: Scored, i: int) -> tuple[int, ...]:
        branch = int(scored.branch[i])
        return (0,) if branch == 0 else self._failures(branch, 1)

    def _failures(self, branch: int, first: int = 0) -> tuple[int, ...]:
        return tuple(first + k for k in range(len(self.tests)) if branch != UNKNOWN and branch >> k & 1)

    def score(self, frame: AppraisalFrame) -> Scored:
        met = [test.who_meets(frame) for test in self.tests]
        branch = np.zeros(frame.size, np.int64)
        for k, column in enumerate(met):
            branch |= logic.certainly(logic.negation(column)).astype(np.int64) << k
        known = (branch > 0) | np.logical_and.reduce([column.known for column in met])
        return Scored(logic.truth(branch == 0, known), np.where(known, branch, UNKNOWN))

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        failed = self._failures(int(scored.branch[i])) or range(len(self.tests))
        return tuple(dict.fromkeys(name for k in failed for name in self.tests[k].when.names))

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases, branch = Phrases(columns, i), int(scored.branch[i])
        if branch == UNKNOWN:
            return (
                "；".join(phrases.say_missing(test.when) for test in self.tests if not phrases.is_known(test.when))
                or "不能判定，待定"
            )
        if branch == 0:
            return "；".join(f"“{phrases.spell(t.when)}”{'不成立' if t.barred else '成立'}" for t in self.tests)
        return "；".join(self._describe(self.tests[k], phrases) for k in self._failures(branch))

    def _describe(self, test: Requirement, phrases: Phrases) -> str:
        fact = f"“{phrases.spell(test.when)}”{'成立' if test.barred else '不成立'}"
        if test.basis and len(self.tests) > 1:
            fact += f"，依据：{test.basis}"
        return f"{test.because}（{fact}）" if test.because else fact
