"""`RatedState`: one scheme as it was rated once, with all that a comparison looks at; made from an appraisal, or read back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field

import numpy as np
import numpy.typing as npt

from stardb.comparison.read_cells import ReadCells
from stardb.comparison.value_codes import OPEN, OUT, CodedValues, code_column, code_texts, show_word
from stardb.dataclass import dataclass
from stardb.intake import mask
from stardb.quantity import Column, Kind
from stardb.rulebook import Role, Step
from stardb.scoring import STATES, Appraisal, full_name

EARLIER = "以前时期"
"""What stands as the role of a value that earlier periods gave."""


@dataclass(frozen=True, eq=False)
class StepValues:
    """What one step came to for all subjects.

    role: the value of its `Role`, or `EARLIER`. line: where the rule file says it, 0 for nowhere. inputs: the names it may
    read. order: of words, those that stand one above another, the best first; is_best_lowest: of numbers, whether the lowest is
    the best. is_result: whether it is kept and published.
    """

    name: str
    title: str
    role: str
    kind: Kind
    unit: str
    line: int
    inputs: tuple[str, ...]
    values: CodedValues
    of: str = ""
    order: tuple[str, ...] = ()
    is_best_lowest: bool = False
    is_result: bool = False

    @property
    def is_money(self) -> bool:
        """Whether it is an entitlement of so much money."""
        return self.role == Role.ENTITLEMENT.value and self.kind is Kind.MONEY

    def show(self, word: str) -> str:
        """One of its values as people read it."""
        return show_word(word, self.kind, self.unit, self.role == Role.STAR.value)


@dataclass(frozen=True)
class ParameterValue:
    """A parameter of the rules as it held. line: where the rule file says it."""

    text: str
    line: int


@dataclass(frozen=True)
class KeptDecision:
    """A decision (裁定) as people wrote it. subject: the key as the ledger has it."""

    number: str
    subject: str
    matter: str
    item: str
    before: str
    after: str
    reason: str
    document: str


@dataclass(frozen=True, eq=False)
class RatedState:
    """One scheme rated for one period, once.

    keys, groups, names: who was rated, in the order of the roster; keys as the ledger has them. state: an index into `STATES`
    for each. steps: in dependency order, after the values of earlier periods. rules: the text of the rule file. cells: None
    where it is not known from which cells it was made.
    """

    title: str
    period: str
    subject: str
    file: str
    rules: str
    keys: tuple[str, ...]
    groups: tuple[str, ...]
    names: tuple[str, ...]
    state: npt.NDArray[np.int64]
    steps: Mapping[str, StepValues]
    parameters: Mapping[str, ParameterValue] = field(default_factory=dict)
    decisions: tuple[KeptDecision, ...] = ()
    cells: ReadCells | None = None
    program: str = ""

    @property
    def results(self) -> dict[str, StepValues]:
        """The steps whose results are kept and published, by name."""
        return {name: step for name, step in self.steps.items() if step.is_result}


def make_state(
    appraisal: Appraisal,
    store_key: Callable[[str], str] = str,
    cells: ReadCells | None = None,
    decisions: Sequence[KeptDecision] = (),
    program: str = "",
) -> RatedState:
    """The state that an appraisal is. store_key: what the ledger calls a subject."""
    scheme, subjects = appraisal.scheme, appraisal.subjects
    return RatedState(
        scheme.title,
        appraisal.period.name,
        scheme.subject,
        scheme.file,
        scheme.text,
        tuple(store_key(key) for key in subjects.keys),
        tuple(mask(group) for group in subjects.groups),
        tuple(mask(full_name(appraisal, i)) for i in range(len(subjects))),
        appraisal.state.astype(np.int64),
        {step.name: step for step in (*_list_earlier(appraisal), *_list_steps(appraisal))},
        {
            name: ParameterValue(show_word(code_column(one.column).at(0), one.column.kind, one.column.unit), one.place.line)
            for name, one in scheme.constants.items()
            if len(one.column)
        },
        tuple(decisions),
        cells,
        program,
    )


def _list_earlier(appraisal: Appraisal) -> list[StepValues]:
    """The values of earlier periods that are read."""
    found = []
    for name in appraisal.scheme.history:
        if name in appraisal.columns:
            column = appraisal.columns[name]
            values = _code_shown(column)
            found.append(StepValues(name, name, EARLIER, column.kind, column.unit, 0, (), values))
    return found


def _list_steps(appraisal: Appraisal) -> list[StepValues]:
    results = {step.name for step in appraisal.result_steps() if step.rule.is_due}
    every = dict.fromkeys((*appraisal.scheme.steps, *(step for step in appraisal.scheme.published_columns)))
    return [_values_of(appraisal, step, step.name in results) for step in every if step.name in appraisal.columns]


def _values_of(appraisal: Appraisal, step: Step, is_result: bool) -> StepValues:
    column, rating = appraisal.columns[step.name], appraisal.scheme.ratings.get(step.name)
    return StepValues(
        step.name,
        step.title,
        step.role.value,
        column.kind,
        step.unit if column.kind is Kind.MONEY and step.unit else column.unit or step.rule.unit,
        step.place.line,
        tuple(dict.fromkeys(step.rule.inputs)),
        code_column(column, appraisal.rated) if is_result else _code_shown(column),
        step.of,
        rating.order if rating is not None else (),
        rating is not None and rating.best == "lowest",
        is_result,
    )


def _code_shown(column: Column) -> CodedValues:
    """The values of a column; private ones, which are only ever results of a column that is published, are not told."""
    values = code_column(column)
    return CodedValues(tuple(OPEN for _ in values.words), values.codes) if column.private else values


def find_state(steps: Mapping[str, StepValues], size: int) -> npt.NDArray[np.int64]:
    """The states of subjects of whom only results are known: not rated, else undecided where any result is."""
    out, is_open = np.ones(size, bool), np.zeros(size, bool)
    for step in steps.values():
        marks = np.array([word == OUT for word in step.values.words], dtype=bool)
        opens = np.array([word == OPEN for word in step.values.words], dtype=bool)
        out &= marks[step.values.codes]
        is_open |= opens[step.values.codes]
    return np.where(out, STATES.index("不参评"), np.where(is_open, STATES.index("待定"), 0)).astype(np.int64)


__all__ = [
    "EARLIER",
    "KeptDecision",
    "ParameterValue",
    "RatedState",
    "StepValues",
    "code_texts",
    "find_state",
    "make_state",
]
