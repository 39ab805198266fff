"""The Chinese sentences of one appraisal: each is made once for all subjects whose data are the same."""

from collections.abc import Callable, Iterator, Mapping

import numpy as np
import pandas as pd

from stardb.quantity import Array, Column
from stardb.rulebook import Step
from stardb.scorers.base import Scored


class Sentences:
    """Why each step gave what it gave, and what would bring more; asked for by step and subject, made when asked for.

    columns: every name's Column. scored: a step's name -> its Scored. A step's sentence is made from its own Scored and
    the columns of its rule's `inputs`, and from nothing else: it is given nothing else. decided: what people decided of a
    step's result for a subject, in Chinese, "" for nothing; of such a step `scored` is what the rule gave.
    """

    def __init__(
        self,
        columns: Mapping[str, Column],
        scored: Mapping[str, Scored],
        decided: Callable[[str, int], str] = lambda *_: "",
    ) -> None:
        self._columns, self._scored, self._decided = columns, scored, decided
        self._data: dict[str, tuple[Scored, Mapping[str, Column], Array]] = {}
        self._reasons: dict[tuple[str, int], str] = {}
        self._advice: dict[tuple[str, int], str] = {}

    def reason(self, step: Step, i: int) -> str:
        """Why subject i got what it got by a step; what people decided of it first."""
        decided, by_rule = self._decided(step.name, i), self.reason_by_rule(step, i)
        return f"{decided}。按规则：{by_rule}" if decided else by_rule

    def reason_by_rule(self, step: Step, i: int) -> str:
        """Why the rule of a step gives subject i what it gives, whatever people decided."""
        scored, columns, group = self._of(step)
        key = (step.name, int(group[i]))
        if key not in self._reasons:
            self._reasons[key] = step.rule.sentence(scored, columns, i)
        return self._reasons[key]

    def advice(self, step: Step, i: int) -> str:
        """What would have brought subject i more by a step; "" where the rule cannot say, or all was got."""
        scored, columns, group = self._of(step)
        key = (step.name, int(group[i]))
        if key not in self._advice:
            self._advice[key] = step.rule.suggest(scored, columns, i)
        return self._advice[key]

    def _of(self, step: Step) -> tuple[Scored, Mapping[str, Column], Array]:
        """All that the step's sentences are made from, and for each subject the number of those with the same data."""
        if step.name not in self._data:
            scored = self._scored[step.name]
            columns = {name: self._columns[name] for name in step.rule.inputs if name in self._columns}
            self._data[step.name] = (scored, columns, _group_alike(scored, columns))
        return self._data[step.name]


def _group_alike(scored: Scored, columns: Mapping[str, Column]) -> Array:
    """A number for each subject, the same for those with the same data; a number of its own where rows were read."""
    size = len(scored.branch)
    if _has_rows(scored):
        return np.arange(size)
    group = np.zeros(size, np.int64)
    for values in (*_scored_arrays(scored), *(array for column in columns.values() for array in _arrays(column))):
        place, _ = pd.factorize(values)
        group, _ = pd.factorize(group * size + place)
    return group


def _has_rows(scored: Scored) -> bool:
    return bool(scored.rows) or any(map(_has_rows, scored.parts))


def _scored_arrays(scored: Scored) -> Iterator[Array]:
    """Everything of a Scored that differs from subject to subject."""
    yield scored.branch
    yield from scored.facts.values()
    for column in (scored.column, scored.core, scored.applies):
        if column is not None:
            yield from _arrays(column)
    for part in scored.parts:
        yield from _scored_arrays(part)


def _arrays(column: Column) -> Iterator[Array]:
    """Everything of a Column that differs from subject to subject."""
    yield column.known
    yield column.data
    for values in (column.scale, column.pending, column.word):
        if isinstance(values, np.ndarray):
            yield values
    for end in column.ends or ():
        yield from _arrays(end)
