"""What became of decisions: those applied, with the value before and after; the results as the rules gave them; the problems."""

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property

import numpy as np

from stardb.dataclass import dataclass
from stardb.intake import Decision, Matter
from stardb.problems import Problem
from stardb.quantity import Mask
from stardb.scorers.base import Scored
from stardb.scoring.value import Value

_TRUTHS = {Matter.STAR: ("未得", "得星"), Matter.ELIGIBLE: ("不参评", "参评")}
"""What a result that holds or not is called, where it does not and where it does."""


def show_truth(matter: Matter, value: object) -> str:
    """What a matter calls it that something holds, or does not; "" where it has no words of its own for that."""
    words = _TRUTHS.get(matter)
    return words[value] if words is not None and isinstance(value, bool) else ""


@dataclass(frozen=True)
class CellSpot:
    """A cell of a table of a scheme: the row's sheet, as an index into the table's `sources`, and its number there.

    Of a table with one row a subject both are -1: the subject tells the row.
    """

    table: str
    column: str
    source: int = -1
    row: int = -1


@dataclass(frozen=True)
class AppliedDecision:
    """A decision that holds. subject: whose, as its index. step: the result it is of; "" for a cell, which is at `spot`.

    title: what people call the result or the cell. before: what the data or the rules gave; after: what counts now.
    """

    decision: Decision
    subject: int
    step: str
    title: str
    before: Value
    after: Value
    spot: CellSpot | None = None

    @property
    def before_text(self) -> str:
        """What was, as people read it: of a star 得星 or 未得, of taking part 参评 or 不参评."""
        return self._show(self.before)

    @property
    def after_text(self) -> str:
        """What is, as people read it."""
        return self._show(self.after)

    def _show(self, value: Value) -> str:
        return show_truth(self.decision.matter, value.content) or value.text

    @property
    def is_of_order(self) -> bool:
        """Whether it settles an order and leaves the result to the rule."""
        return self.decision.matter is Matter.ORDER


@dataclass(frozen=True, eq=False)
class DecisionOutcome:
    """What the decisions of a period came to.

    applied: those that hold, in the order they were given. problems: why others do not, at their cells. by_rule: a step -> its
    result before decisions, of the steps that have any. beside: a step and a subject level in it with others whose places were
    decided, its own not -> those decisions.
    """

    applied: tuple[AppliedDecision, ...] = ()
    problems: tuple[Problem, ...] = ()
    by_rule: Mapping[str, Scored] = field(default_factory=dict)
    beside: Mapping[tuple[str, int], tuple[AppliedDecision, ...]] = field(default_factory=dict)

    @cached_property
    def _of_steps(self) -> Mapping[tuple[str, int], tuple[AppliedDecision, ...]]:
        found: dict[tuple[str, int], tuple[AppliedDecision, ...]] = {}
        for one in self.applied:
            if one.spot is None:
                found[one.step, one.subject] = (*found.get((one.step, one.subject), ()), one)
        return found

    @cached_property
    def _of_cells(self) -> Mapping[tuple[CellSpot, int], AppliedDecision]:
        return {(one.spot, one.subject): one for one in self.applied if one.spot is not None}

    def of_step(self, step: str, i: int) -> tuple[AppliedDecision, ...]:
        """The decisions on subject i's result of a step: one on its value, one on its place in a tie."""
        return self._of_steps.get((step, i), ())

    def of_cell(self, spot: CellSpot, i: int) -> AppliedDecision | None:
        """The decision on a cell of subject i."""
        return self._of_cells.get((spot, i))

    def find_decided(self, step: str, size: int) -> Mask:
        """Of whom, of so many subjects, the value of a step was decided; who has a place in a tie alone is not among them."""
        decided = np.zeros(size, bool)
        for one in self.applied:
            if one.step == step and not one.is_of_order:
                decided[one.subject] = True
        return decided

    def of_subject(self, i: int) -> tuple[AppliedDecision, ...]:
        """All decisions on subject i."""
        return tuple(one for one in self.applied if one.subject == i)


NO_DECISIONS = DecisionOutcome()
"""Nobody decided anything."""
