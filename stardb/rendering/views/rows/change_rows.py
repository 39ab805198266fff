"""What changed, as lists: since the last run of the period, and since the period before."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from stardb.comparison import (
    Changes,
    DecisionChange,
    Move,
    RuleChange,
    phrase_causes,
    phrase_counts,
    phrase_inputs,
    phrase_results,
)
from stardb.dataclass import dataclass
from stardb.quantity import HIDDEN, to_decimal

__all__ = [
    "BudgetRow",
    "ChangeList",
    "ChangedSubjectRow",
    "DecisionEditRow",
    "InputRow",
    "RuleEditRow",
    "list_changes",
]

MOST = 20_000
"""So many changed cells and rows are listed; more are only counted."""


@dataclass(frozen=True, slots=True)
class ChangedSubjectRow:
    """A subject that came to something else. number: its place in the list of results; "" where it is no more there."""

    number: int | str
    group: str
    name: str
    move: str
    results: str
    causes: str


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """An entitlement's sums in yuan, of a township, or of all (`is_total`)."""

    title: str
    unit: str
    group: str
    before: Decimal | str
    after: Decimal | str
    rise: Decimal | str
    is_total: bool


@dataclass(frozen=True, slots=True)
class InputRow:
    """A cell, a row or a file that is not what it was."""

    group: str
    name: str
    table: str
    column: str
    before: str
    after: str
    place: str


@dataclass(frozen=True, slots=True)
class RuleEditRow:
    """A line of the rule file that is not what it was. line_before, line_after: "" where it is not there."""

    line_before: int | str
    line_after: int | str
    clause: str
    edit: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DecisionEditRow:
    """A decision that is new, changed or not used any more."""

    edit: str
    number: str
    name: str
    title: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True)
class ChangeList:
    """All that differs from something earlier. earlier: what that is called; "" where there is nothing to compare with."""

    earlier: str = ""
    counts: str = ""
    edits: str = ""
    subjects: tuple[ChangedSubjectRow, ...] = ()
    budget: tuple[BudgetRow, ...] = ()
    inputs: tuple[InputRow, ...] = ()
    inputs_left_out: int = 0
    rules: tuple[RuleEditRow, ...] = ()
    decisions: tuple[DecisionEditRow, ...] = ()


def list_changes(changes: Changes | None, earlier: str) -> ChangeList:
    """The changes as lists. earlier: what they are compared with is called. Of two periods inputs and rules are left out."""
    if changes is None:
        return ChangeList()
    inputs = list(_list_inputs(changes)) if changes.is_of_one_period else []
    return ChangeList(
        earlier,
        phrase_counts(changes),
        phrase_inputs(changes),
        tuple(
            ChangedSubjectRow(
                one.number or "",
                one.group,
                one.name,
                one.move.value,
                phrase_results(one) or " → ".join(filter(None, (one.state_before, one.state_after))),
                phrase_causes(one),
            )
            for one in changes.subjects
            if changes.is_of_one_period or one.move is not Move.OTHER
        ),
        tuple(_list_budget(changes)),
        tuple(inputs[:MOST]),
        max(0, len(inputs) - MOST),
        tuple(map(_edit_rule, changes.rules)) if changes.is_of_one_period else (),
        tuple(map(_edit_decision, changes.decisions)) if changes.is_of_one_period else (),
    )


def _list_budget(changes: Changes) -> Iterator[BudgetRow]:
    for one in changes.budget:
        for group in one.groups if len(one.groups) > 1 or (one.groups[:1] and one.groups[0].group) else ():
            sums = _sums(group.before, group.after)
            yield BudgetRow(one.title, one.unit, group.group, *sums, is_total=False)
        yield BudgetRow(one.title, one.unit, "合计", *_sums(one.before, one.after), is_total=True)


def _sums(before: Fraction, after: Fraction) -> tuple[Decimal | str, Decimal | str, Decimal | str]:
    before_, after_, rise = (_number(one) for one in (before, after, after - before))
    return before_, after_, rise


def _number(number: Fraction) -> Decimal | str:
    decimal = to_decimal(number)
    return str(number) if decimal is None else decimal


def _list_inputs(changes: Changes) -> Iterator[InputRow]:
    groups, names, inputs = changes.after.groups, changes.after.names, changes.inputs
    for file in inputs.files:
        yield InputRow("", "", "", "", "" if file.is_new else "有", "有" if file.is_new else "", file.file)
    for cell in inputs.cells:
        i = cell.subject
        shown = (HIDDEN, "改动了") if cell.is_private else (cell.before or "（空）", cell.after or "（空）")
        yield InputRow(groups[i], names[i], cell.table, cell.column, *shown, cell.place)
    for row in inputs.rows:
        told = "，".join(f"{name} {text}" for name, text in row.cells)
        pair = ("", told) if row.is_new else (told, "")
        yield InputRow(groups[row.subject], names[row.subject], row.table, "整行", *pair, row.place)


def _edit_rule(change: RuleChange) -> RuleEditRow:
    return RuleEditRow(
        change.line_before or "", change.line_after or "", change.clause, change.edit.value, change.before, change.after
    )


def _edit_decision(change: DecisionChange) -> DecisionEditRow:
    one = change.decision
    reason = "，".join(part for part in (one.reason, one.document) if part)
    return DecisionEditRow(change.edit.value, one.number, one.name, one.title, one.before, one.after, reason)
