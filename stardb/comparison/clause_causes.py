"""Which clause did it: the first steps whose values part, on the way to a result that changed, and what is behind each."""

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from stardb.comparison.decision_changes import DecisionChange
from stardb.comparison.input_changes import CellChange, InputChanges, RowChange
from stardb.comparison.rated_state import EARLIER, RatedState, StepValues
from stardb.comparison.result_changes import Pairs, ResultChange, find_parted
from stardb.comparison.rule_changes import RuleChange
from stardb.comparison.value_codes import NOWHERE
from stardb.dataclass import dataclass

_Change = TypeVar("_Change", CellChange, RowChange)


class CauseKind(Enum):
    """What is behind a value that parted.

    CELL a cell · ROW a row of a record table · PARAMETER, RULE the rule file · DECISION a decision · EARLIER an earlier period ·
    OTHERS the results of other subjects, with whom it is ranked or shares places · ELSEWHERE lines of the rule file that are
    of no clause · UNKNOWN none of these: the settings, or another version of stardb.
    """

    CELL = "数据"
    ROW = "数据行"
    PARAMETER = "规则里的数"
    RULE = "规则"
    DECISION = "裁定"
    EARLIER = "以前时期的结果"
    OTHERS = "其他对象的变化（排名、名额）"
    ELSEWHERE = "规则文件别处的改动"
    UNKNOWN = "设置、节假日或程序版本"


@dataclass(frozen=True)
class ParameterChange:
    """A parameter that holds another value. line: in the later rule file."""

    name: str
    before: str
    after: str
    line: int


@dataclass(frozen=True, eq=False)
class Cause:
    """A step where the values of a subject first part: before and after as words, and what is behind.

    For each kind there is the list of what changed; of EARLIER, OTHERS and UNKNOWN there is nothing to list. is_first: what it is
    made from is the same in both; otherwise its own clause was changed, or decided on, as well, which may or may not have mattered.
    """

    step: StepValues
    before: str
    after: str
    kinds: tuple[CauseKind, ...]
    cells: tuple[CellChange, ...] = ()
    rows: tuple[RowChange, ...] = ()
    rules: tuple[RuleChange, ...] = ()
    parameters: tuple[ParameterChange, ...] = ()
    decisions: tuple[DecisionChange, ...] = ()
    is_first: bool = True

    @property
    def before_text(self) -> str:
        """What it was, as people read it."""
        return self.step.show(self.before)

    @property
    def after_text(self) -> str:
        """What it is, as people read it."""
        return self.step.show(self.after)


class CauseFinder:
    """Finds the causes of what changed between two states; what is the same for all subjects is found once."""

    def __init__(
        self,
        before: RatedState,
        after: RatedState,
        pairs: Pairs,
        inputs: InputChanges,
        rules: Sequence[RuleChange],
        decisions: Sequence[DecisionChange],
    ) -> None:
        self.before, self.after, self.pairs = before, after, pairs
        self.decisions = decisions
        self.parted = {name: self._find_parted(name) for name in after.steps}
        self.rules = [one for one in rules if not one.is_remark]
        self.elsewhere = [one for one in self.rules if not one.names]
        self.cells = _by_subject(inputs.cells)
        self.rows = _by_subject(inputs.rows)
        self.above: dict[str, frozenset[str]] = {}

    def _find_parted(self, name: str) -> npt.NDArray[np.bool_]:
        new, old = self.after.steps[name], self.before.steps.get(name)
        if old is None:
            return self.pairs.before >= 0
        return find_parted(old.values, new.values, self.pairs)

    def find(self, i: int, results: Iterable[ResultChange]) -> tuple[Cause, ...]:
        """The causes of what changed for subject i, in the order of the steps."""
        wanted: set[str] = set()
        for change in results:
            if change.step.name in self.after.steps:
                wanted |= self._find_above(change.step.name)
        parted = [name for name in self.after.steps if name in wanted and self.parted[name][i]]
        there = set(parted)
        first = {name for name in parted if not there.intersection(self.after.steps[name].inputs) - {name}}
        found = (self._explain(name, i, name in first) for name in parted if name in first or self._is_changed(name, i))
        return tuple(found)

    def _is_changed(self, name: str, i: int) -> bool:
        """Whether the clause of a step itself was changed, or decided on."""
        step = self.after.steps[name]
        is_ruled = any(name in one.names for one in self.rules) or any(self._compare_parameters(set(step.inputs)))
        return is_ruled or bool(self._find_decisions(step, i))

    def _find_above(self, name: str) -> frozenset[str]:
        """A step and all that it is made from."""
        if name not in self.above:
            self.above[name] = frozenset({name})  # also while its inputs are looked at
            inputs = [other for other in self.after.steps[name].inputs if other in self.after.steps]
            self.above[name] = frozenset({name}).union(*(self._find_above(other) for other in inputs))
        return self.above[name]

    def _explain(self, name: str, i: int, is_first: bool) -> Cause:
        step, old = self.after.steps[name], self.before.steps.get(name)
        inputs = set(step.inputs) | set(old.inputs if old is not None else ())
        tables = {one.removesuffix("()") for one in inputs if one.endswith("()")}
        cells = [one for one in self.cells.get(i, ()) if one.column in inputs or one.table in tables]
        rows = [one for one in self.rows.get(i, ()) if one.table in tables or self._has_column(one, inputs)]
        parameters = list(self._compare_parameters(inputs))
        rules = [one for one in self.rules if name in one.names]
        decisions = self._find_decisions(step, i)
        kinds = [
            kind
            for kind, found in (
                (CauseKind.CELL, cells),
                (CauseKind.ROW, rows),
                (CauseKind.PARAMETER, parameters),
                (CauseKind.RULE, rules),
                (CauseKind.DECISION, decisions),
                (CauseKind.EARLIER, step.role == EARLIER),
            )
            if found
        ]
        elsewhere: list[RuleChange] = []
        if not kinds and self._are_others_parted(name, inputs):
            kinds = [CauseKind.OTHERS]
        elif not kinds and (elsewhere := self._find_removed(inputs) or self.elsewhere):
            kinds = [CauseKind.ELSEWHERE]
        return Cause(
            step,
            old.values.at(int(self.pairs.before[i])) if old is not None else NOWHERE,
            step.values.at(i),
            tuple(kinds) or (CauseKind.UNKNOWN,),
            tuple(cells),
            tuple(rows),
            (*rules, *elsewhere),
            tuple(parameters),
            tuple(decisions),
            is_first,
        )

    def _has_column(self, row: RowChange, inputs: set[str]) -> bool:
        """Whether a step reads a row of a table with one row a subject."""
        cells = self.after.cells
        table = cells.tables.get(row.table) if cells is not None else None
        return table is not None and not table.is_many and bool(inputs.intersection(table.columns))

    def _compare_parameters(self, inputs: set[str]) -> Iterable[ParameterChange]:
        for name, new in self.after.parameters.items():
            old = self.before.parameters.get(name)
            if name in inputs and old is not None and old.text != new.text:
                yield ParameterChange(name, old.text, new.text, new.line)

    def _find_removed(self, inputs: set[str]) -> list[RuleChange]:
        """The lines of clauses that were read and are no more."""
        gone = {name for name in inputs if name in self.before.steps and name not in self.after.steps}
        return [one for one in self.rules if gone.intersection(one.names)]

    def _find_decisions(self, step: StepValues, i: int) -> list[DecisionChange]:
        key = self.after.keys[i]
        names = {step.name, *(name for name in step.inputs if name not in self.after.steps)}
        return [one for one in self.decisions if one.decision.subject == key and names.intersection(one.decision.names)]

    def _are_others_parted(self, step: str, inputs: set[str]) -> bool:
        """Whether anybody's values that a step reads differ, or what was decided of the step for anybody."""
        return (
            any(self.parted[name].any() for name in inputs if name in self.parted)
            or any(one.column in inputs for those in self.cells.values() for one in those)
            or any({step, *inputs}.intersection(one.decision.names) for one in self.decisions)
        )


def _by_subject(changes: Iterable[_Change]) -> dict[int, list[_Change]]:
    found: dict[int, list[_Change]] = {}
    for one in changes:
        found.setdefault(one.subject, []).append(one)
    return found
