"""`RatedState`: one scheme as it was rated once, with all that a comparison looks at; made from an appraisal, or read back."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import field, replace
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pandas as pd

from stardb.comparison.read_cells import HIDDEN_CELL, ReadCells
from stardb.comparison.value_codes import NOWHERE, OPEN, OUT, CodedValues, code_column, code_texts, show_word
from stardb.dataclass import dataclass
from stardb.intake import Matter, mask
from stardb.quantity import Column, Kind
from stardb.rulebook import Role, Step
from stardb.scoring import DECIDED, NOT_RATED, STATES, UNDECIDED, AppliedDecision, Appraisal, Value, full_name

EARLIER = "以前时期"
"""What stands as the role of a value that earlier periods gave."""


@dataclass(frozen=True, eq=False)
class StepValues:
    """What one step came to for all subjects.

    role: the value of its `Role`, or `EARLIER`. line: where the rule file says it, 0 for nowhere. inputs: the names it may
    read. order: of words, those that stand one above another, the best first; is_best_lowest: of numbers, whether the lowest is
    the best.
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
    """A decision (裁定) that held.

    subject: the key as the ledger has it; name: what people call it. title: what was settled; names: the results and columns that
    may be. before, after: as people read them.
    """

    number: str
    subject: str
    name: str
    matter: str
    title: str
    names: tuple[str, ...]
    before: str
    after: str
    reason: str
    document: str


@dataclass(frozen=True, eq=False)
class RatedState:
    """One scheme rated for one period, once.

    keys, groups, names: who was rated, in the order of the roster; keys as the ledger has them. state: an index into `STATES`
    for each. steps: in dependency order, after the values of earlier periods. result_names: those of them whose results are kept and
    published, in the order of the rule file. rules: the text of the rule file. cells: None
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
    result_names: tuple[str, ...]
    parameters: Mapping[str, ParameterValue] = field(default_factory=dict)
    decisions: tuple[KeptDecision, ...] = ()
    cells: ReadCells | None = None
    program: str = ""

    @property
    def results(self) -> dict[str, StepValues]:
        """The steps whose results are kept and published, by name."""
        return {name: self.steps[name] for name in self.result_names}


def make_state(
    appraisal: Appraisal,
    store_key: Callable[[str], str] = str,
    cells: ReadCells | None = None,
    program: str = "",
) -> RatedState:
    """The state that an appraisal is. store_key: what the ledger calls a subject."""
    scheme, subjects = appraisal.scheme, appraisal.subjects
    results = dict.fromkeys(step.name for step in appraisal.result_steps() if step.rule.is_due)
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
        {step.name: step for step in (*_list_earlier(appraisal), *_list_steps(appraisal, results))},
        tuple(results),
        {
            name: ParameterValue(
                show_word(code_column(one.column).at(0), one.column.kind, one.column.unit), one.place.line
            )
            for name, one in scheme.constants.items()
            if len(one.column)
        },
        tuple(_keep_decision(appraisal, one, store_key) for one in appraisal.decisions.applied),
        cells,
        program,
    )


def _keep_decision(appraisal: Appraisal, applied: AppliedDecision, store_key: Callable[[str], str]) -> KeptDecision:
    decision, subjects, i = applied.decision, appraisal.subjects, applied.subject
    name = " ".join(part for part in (subjects.groups[i], full_name(appraisal, i)) if part)
    column = applied.spot.column if applied.spot is not None else ""
    return KeptDecision(
        decision.number,
        store_key(subjects.keys[i]),
        mask(name),
        decision.matter.value,
        applied.title,
        tuple(part for part in (applied.step, column) if part),
        _show_decided(applied, applied.before),
        _show_decided(applied, applied.after),
        mask(decision.reason),
        decision.document,
    )


def _show_decided(applied: AppliedDecision, value: Value) -> str:
    """A value before or after a decision; of a star that is won or not, that."""
    if applied.decision.matter is Matter.STAR and isinstance(value.content, bool):
        return show_word(str(int(value.content)), Kind.BOOL, is_star=True)
    return mask(value.text)


def _list_earlier(appraisal: Appraisal) -> list[StepValues]:
    """The values of earlier periods that are read."""
    found = []
    for name in appraisal.scheme.history:
        if name in appraisal.columns:
            column = appraisal.columns[name]
            values = _code_shown(column)
            found.append(StepValues(name, name, EARLIER, column.kind, column.unit, 0, (), values))
    return found


def _list_steps(appraisal: Appraisal, results: Collection[str]) -> list[StepValues]:
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
    )


def _code_shown(column: Column) -> CodedValues:
    """The values of a column; private ones, which are only ever results of a column that is published, are not told."""
    values = code_column(column)
    return CodedValues(tuple(OPEN for _ in values.words), values.codes) if column.private else values


def _find_state(steps: Mapping[str, StepValues], size: int) -> npt.NDArray[np.int64]:
    """The states of subjects of whom only results are known: not rated, else undecided where any result is."""
    out, is_open = np.ones(size, bool), np.zeros(size, bool)
    for step in steps.values():
        marks = np.array([word == OUT for word in step.values.words], dtype=bool)
        opens = np.array([word == OPEN for word in step.values.words], dtype=bool)
        out &= marks[step.values.codes]
        is_open |= opens[step.values.codes]
    return np.where(out, STATES.index(NOT_RATED), np.where(is_open, STATES.index(UNDECIDED), 0)).astype(np.int64)


def make_state_of_record(record: pd.DataFrame, like: RatedState, period: str, rules: str) -> RatedState:
    """The state of a run of which the ledger has the results alone: no clause, no cell.

    record: a frame with the columns `RECORD`. like: a state of the same scheme, which says what its results are.
    """
    keys = tuple(str(key) for key in record["key"].drop_duplicates())
    index = {key: i for i, key in enumerate(keys)}
    steps = {}
    for name, step in like.results.items():
        texts = np.full(len(keys), NOWHERE, dtype=object)
        for row in record[record["item"] == name].itertuples():
            texts[index[str(row.key)]] = _record_word(row.state, row.numerator, row.denominator, row.word)
        if any(texts):
            steps[name] = replace(step, values=code_texts(texts))
    names = [_show_key(key) for key in keys]
    state = _find_state(steps, len(keys))
    return RatedState(
        like.title, period, like.subject, like.file, rules, keys, tuple(key.rpartition("/")[0] for key in names),
        tuple(key.rpartition("/")[2] for key in names), state, steps, tuple(steps),
    )  # fmt: skip


def _record_word(state: object, top: object, bottom: object, word: object) -> str:
    if state != DECIDED:
        return OUT if state == NOT_RATED else OPEN
    return f"'{word}" if word else str(Fraction(int(str(top)), int(str(bottom))))


def _show_key(key: str) -> str:
    """A key as people may see it: no ID number, and no hash."""
    return "/".join("（证号不显示）" if part.startswith(HIDDEN_CELL) else mask(part) for part in key.split("/"))
