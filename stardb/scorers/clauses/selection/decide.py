"""`decide`: conditions one after another (条件表), P26 — the first that holds says what is given."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

import numpy as np
from pydantic import Field

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Reaches
from stardb.quantity import Column, Kind, Mask, logic
from stardb.scorers.base.clause import Clause
from stardb.scorers.base.core import Core
from stardb.scorers.base.frame import AppraisalFrame
from stardb.scorers.base.output_types import Output
from stardb.scorers.base.outputs import Outputs, bind_outputs
from stardb.scorers.base.phrases import Phrases
from stardb.scorers.base.rule import Rule
from stardb.scorers.base.scope import Scope
from stardb.scorers.base.scored import UNKNOWN, Branches, Scored
from stardb.scorers.clauses.selection.situations import examine
from stardb.scorers.kit.case_outputs import OutputsCore, refuse_above_full
from stardb.yamlfile import Flag, Part, Word


class DecideEntry(Part):
    """条件表的一条。"""

    when: Word = Field(description="条件，如 得分 ≥ 90 且 有创新项目 = 是")
    give: Output = Field(description="条件成立时的得数：数、金额、算式或文字")
    because: str = Field("", description="理由，随解释一起显示")


class Decide(Clause):
    """按条件逐条判断，如 `decide: [{when: 得分 ≥ 90 且 有创新项目 = 是, give: 5}, {when: 得分 ≥ 80, give: 4}], otherwise: 1`。

    取最先成立的一条；在它之前有一条还不能判定的，待定。都不成立的按 otherwise，不写则待定。
    写 `exclusive: true` 的，不论先后，只能有一条成立；有两条成立，或有一条不能判定的，待定。
    """

    keyword: ClassVar[str] = "decide"
    title: ClassVar[str] = "逐条判断"

    decide: list[DecideEntry] = Field(min_length=1, description="各条，从先到后")
    otherwise: Output | None = Field(None, description="各条都不成立时的得数；原文没有规定的写 待定")
    exclusive: Flag = Field(False, description="各条互斥，只能有一条成立")

    def core(self, scope: Scope) -> Core:
        tests = [
            scope.bind_formula(entry.when, ("decide", k, "when"), Kind.BOOL) for k, entry in enumerate(self.decide)
        ]
        rest = [] if self.otherwise is None else [self.otherwise]
        given = [*(entry.give for entry in self.decide), *rest]
        paths = [*(("decide", k, "give") for k in range(len(self.decide))), ("otherwise",)][: len(given)]
        outputs = bind_outputs(given, paths, scope)
        labels = [entry.when for entry in self.decide]
        refuse_above_full(self, paths, [*labels, "otherwise"], outputs, scope)
        reasons = tuple(entry.because for entry in self.decide)
        return DecideCore(tuple(tests), outputs, reasons, bool(rest), self.exclusive)

    def review(self, rule: Rule, scope: Scope) -> Rule:
        """Report the entries that are never the first to hold, and what none holds of; a note says that it is meant so."""
        core = rule.core
        assert isinstance(core, DecideCore)
        if rule.when is not None and rule.when.reach(scope.reaches).truths == {False}:
            return rule  # that it never applies has been said
        found = examine(core.tests, rule.when, rule.doubt, scope)
        if found is None:
            return rule
        reached = found.holds if core.exclusive else found.first
        for k, test in enumerate(core.tests):
            if not reached[k] and test.reach(scope.reaches).truths != {False}:  # else that has been said
                phrase = test.text
                why = "前面各条成立的已经包括了它" if found.holds[k] else "几个条件合不到一起"
                scope.report("R472", f"“{phrase}”永远轮不到：{why}", ("decide", k, "when"), key=True, found=phrase)
        if self.otherwise is None and found.gap and not self.note:
            message = f"有的情形各条都不成立：{found.gap}，遇到时待定"
            remedy = "补上缺的一条，或用 otherwise 写明其余；原文没有规定的写 otherwise: 待定"
            scope.report("R474", message, ("decide",), key=True, found=found.gap, remedy=remedy)
        return replace(rule, core=replace(core, reached=(*reached, found.rest)))


_NO, _YES, _UNSURE = 0, 1, -1


@dataclass(frozen=True, eq=False)
class DecideCore(OutputsCore):
    """Bound: case k is the k-th entry; the last case, where given, is `otherwise`. Fact `k` is how its condition came out.

    reached: whether each entry, and the rest, can be come to; empty where that is not known.
    """

    tests: tuple[Formula, ...]
    outputs: Outputs
    because: tuple[str, ...]
    otherwise: bool
    exclusive: bool
    reached: tuple[bool, ...] = ()

    @property
    def inputs(self) -> tuple[str, ...]:
        formulas = (*self.tests, *self.outputs.formulas)
        return tuple(dict.fromkeys(name for formula in formulas for name in formula.names))

    @property
    def cases(self) -> tuple[str, ...]:
        phrase = tuple(test.text for test in self.tests)
        return (*phrase, "otherwise") if self.otherwise else phrase

    def open_cases(self, reaches: Reaches) -> tuple[bool, ...]:
        """Those that can be the first to hold; where that is not known, those before which none always holds."""
        if self.reached:
            return self.reached[: len(self.cases)]
        found, settled = [], False
        for test in self.tests:
            truths = test.reach(reaches).truths
            found.append(self.exclusive or not settled)
            settled |= False not in truths
        return (*found, not settled) if self.otherwise else tuple(found)

    def score(self, frame: AppraisalFrame) -> Scored:
        tests = [test.evaluate(frame) for test in self.tests]
        facts = {
            str(k): np.where(test.known, np.where(logic.certainly(test), _YES, _NO), _UNSURE)
            for k, test in enumerate(tests)
        }
        states = np.stack(list(facts.values()))
        branch = self._only(states) if self.exclusive else self._first(states)
        return self.give(branch, self._find_open(states), frame, facts)

    def _find_open(self, states: Branches) -> Mask:
        """Which entries each may still come to: a row an entry; and a last row, for the rest."""
        if self.exclusive:
            return np.ones((len(states) + 1 + self.otherwise, states.shape[1]), bool)  # or to none, where two hold
        settled = np.cumsum(states == _YES, axis=0) > 0
        before = np.concatenate([np.zeros_like(settled[:1]), settled[:-1]])
        found: Mask = np.concatenate([(states != _NO) & ~before, ~settled[-1:]])
        return found

    def _first(self, states: Branches) -> Branches:
        """The first that does not certainly fail: its case where it holds, else undecided."""
        first = np.argmax(states != _NO, axis=0)
        held = np.take_along_axis(states, first[np.newaxis], axis=0)[0]
        none = len(self.tests) if self.otherwise else UNKNOWN
        return np.where(held == _YES, first, np.where(held == _NO, none, UNKNOWN))

    def _only(self, states: Branches) -> Branches:
        """The one that holds where all the others fail."""
        none = len(self.tests) if self.otherwise else UNKNOWN
        count = (states == _YES).sum(axis=0)
        branch = np.where(count == 1, np.argmax(states == _YES, axis=0), np.where(count == 0, none, UNKNOWN))
        return np.where((states == _UNSURE).any(axis=0), UNKNOWN, branch)

    def reads(self, scored: Scored, i: int) -> tuple[str, ...]:
        case = int(scored.branch[i])
        seen = len(self.tests) if self.exclusive or case >= len(self.tests) else case + 1
        if case == UNKNOWN and not self.exclusive:
            unsure = self._states(scored, i, _UNSURE)
            seen = unsure[0] + 1 if unsure else len(self.tests)
        names = (name for test in self.tests[:seen] for name in test.names)
        return tuple(dict.fromkeys((*names, *self.outputs.reads(case))))

    def sentence(self, scored: Scored, columns: Mapping[str, Column], i: int) -> str:
        phrases, case = Phrases(columns, i), int(scored.branch[i])
        if case == UNKNOWN:
            agreement = self.describe_agreement(scored, i)
            return (
                f"{self._doubt(scored, phrases, i).removesuffix('，待定')}，{agreement}"
                if agreement
                else self._doubt(scored, phrases, i)
            )
        if case == len(self.tests):
            return f"各条都不成立（{'；'.join(phrases.spell(test) for test in self.tests)}）{self.describe_output(scored, phrases)}"
        because = f"，{self.because[case]}" if self.because[case] else ""
        test = phrases.spell(self.tests[case])
        return f"第{case + 1}条“{test}”成立{because}{self.describe_output(scored, phrases)}"

    def _doubt(self, scored: Scored, phrases: Phrases, i: int) -> str:
        held, unsure = (self._states(scored, i, state) for state in (_YES, _UNSURE))
        if self.exclusive and len(held) > 1:
            phrase = "、".join(f"第{k + 1}条“{phrases.spell(self.tests[k])}”" for k in held)
            return f"{phrase}同时成立，只能有一条，待定"
        if unsure:
            k = unsure[0]
            return f"第{k + 1}条“{phrases.spell(self.tests[k])}”还不能判定，待定"
        phrase = "；".join(phrases.spell(test) for test in self.tests)
        return f"各条都不成立（{phrase}），没有写其余的得数，待定"

    def _states(self, scored: Scored, i: int, state: int) -> list[int]:
        return [k for k in range(len(self.tests)) if scored.facts[str(k)][i] == state]
