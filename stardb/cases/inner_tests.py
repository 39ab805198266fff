"""Conditions within a clause that worked cases should see hold and fail: those of 如果, and the `when` of clauses within it."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np

from stardb.dataclass import dataclass
from stardb.expressions import Formula, Reaches
from stardb.quantity import Mask
from stardb.rulebook import Scheme, Step
from stardb.scorers.base import AppraisalFrame, Outputs, Rule, Scored
from stardb.scorers.clauses import RowsCore
from stardb.scorers.kit import COUNTED_ROLES


@dataclass(frozen=True, eq=False)
class InnerTest:
    """A condition within a clause.

    label: what it is, as people read it. table: whose rows it looks at; "" for what the clause itself looks at. guards: the
    conditions before it, and how they must come out for it to be asked. case: the case of the clause that asks it; None for any.
    """

    test: Formula
    label: str
    table: str = ""
    guards: tuple[tuple[Formula, bool], ...] = ()
    case: int | None = None

    def truths(self, reaches: Reaches) -> list[bool]:
        """How it can come out at all."""
        if not all(truth in guard.reach(reaches).truths for guard, truth in self.guards):
            return []
        return sorted(self.test.reach(reaches).truths, reverse=True)

    def find_asked(self, frame: AppraisalFrame, truth: bool) -> Mask:
        """For whom (or which rows) it is asked and comes out so."""
        asked = np.ones(frame.size, bool)
        for test, wanted in (*self.guards, (self.test, truth)):
            found = test.evaluate(frame)
            asked &= found.known & (found.data.astype(bool) == wanted)
        return asked


def find_inner_tests(step: Step) -> list[InnerTest]:
    """The conditions within a step's clause, each once, in the order they are asked."""
    rule = step.rule
    found = list(_walk(rule.core, "", None))
    for formula in (rule.when, *(doubt.when for doubt in rule.doubts)):
        found += _walk_formula(formula, "", None) if formula is not None else []
    unique = {(one.label, one.table, one.case): one for one in reversed(found)}
    return list(reversed(unique.values()))


def find_reaches(one: InnerTest, step: Step, scheme: Scheme) -> Reaches:
    """What each name that it may read can come to."""
    own = scheme.find_reaches(step)
    return {**own, **scheme.rows_reach.get(one.table, {})} if one.table else own


def find_touched(one: InnerTest, step: Step, scored: Scored, frame: AppraisalFrame, truth: bool) -> Mask:
    """Which of those that a step scores (subjects, or the rows of its table) touch it coming out so."""
    if one.table:
        asked = one.find_asked(frame.row_frame(one.table), truth) & _find_counted(one.table, scored)
        touched = np.zeros(frame.size, bool)
        touched[frame.owners[one.table][asked]] = True
    else:
        touched = one.find_asked(frame, truth)
    if scored.applies is not None:
        touched &= scored.applies.known & scored.applies.data.astype(bool)
    if one.case is not None:
        cases = step.rule.core.cases_of
        touched &= np.array([one.case in cases(scored, i) for i in range(len(touched))], bool)
    return touched


def _find_counted(table: str, scored: Scored) -> Mask:
    """The rows of a table that count for a result."""
    counted: Mask = np.logical_or.reduce(
        [np.isin(trace.role, COUNTED_ROLES) for trace in scored.rows if trace.table == table]
    )
    return counted


def _walk_fields(whole: Any, table: str, case: int | None) -> Iterator[InnerTest]:
    for field in fields(whole) if is_dataclass(whole) and not isinstance(whole, type) else ():
        yield from _walk(getattr(whole, field.name), table, case)


def _walk(part: Any, table: str, case: int | None) -> Iterator[InnerTest]:
    if isinstance(part, Formula):
        yield from _walk_formula(part, table, case)
    elif isinstance(part, Outputs):
        for k, formula in enumerate(part.formulas):
            yield from _walk_formula(formula, table, k if case is None else case)
    elif isinstance(part, RowsCore):
        yield from _walk(part.worth, part.table, case)
    elif isinstance(part, Rule):
        yield from _walk_rule(part, table)
    elif isinstance(part, Mapping):
        for item in part.values():
            yield from _walk(item, table, case)
    elif isinstance(part, tuple):
        for item in part:
            yield from _walk(item, table, case)
    else:
        yield from _walk_fields(part, table, case)


def _walk_rule(rule: Rule, table: str) -> Iterator[InnerTest]:
    """The conditions of a clause within a clause."""
    inner = list(_walk(rule.core, table, None))
    if rule.when is not None:
        yield InnerTest(rule.when, f"when（{rule.when.text}）", table)
        inner = [replace(one, guards=((rule.when, True), *one.guards)) for one in inner if one.table == table]
    yield from (replace(one, case=None) for one in inner)


def _walk_formula(formula: Formula, table: str, case: int | None) -> Iterator[InnerTest]:
    """The conditions of every 如果 in a formula."""
    match formula.structure:
        case ("if", test, yes, no):
            yield from _walk_formula(test, table, case)
            yield InnerTest(test, f"如果（{test.text}）", table, (), case)
            for part, truth in ((yes, True), (no, False)):
                for one in _walk_formula(part, table, case):
                    yield replace(one, guards=((test, truth), *one.guards))
        case _:
            for part in formula.parts:
                yield from _walk_formula(part, table, case)
