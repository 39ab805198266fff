"""Changes as plain data for programs: text, numbers, truths, lists and mappings, nothing to be parsed."""

from fractions import Fraction
from typing import Any

from stardb.comparison.budget_changes import BudgetChange
from stardb.comparison.clause_causes import Cause
from stardb.comparison.compare_states import Changes, SubjectChange
from stardb.comparison.decision_changes import DecisionChange
from stardb.comparison.input_changes import CellChange, RowChange
from stardb.comparison.rated_state import KeptDecision
from stardb.comparison.rule_changes import RuleChange
from stardb.quantity import to_decimal

_STATES = {"已定": "decided", "待定": "undecided", "不参评": "not_rated", "": ""}


def describe_changes(changes: Changes) -> dict[str, Any]:
    """All changes of one scheme. Numbers of money are exact texts in yuan; a value as people read it is a text."""
    inputs = changes.inputs
    return {
        "scheme": changes.after.title,
        "before": changes.before.period,
        "after": changes.after.period,
        "is_same": changes.is_same,
        "moves": _count_moves(changes),
        "subjects": [_subject(one) for one in changes.subjects],
        "budget": [_budget(one) for one in changes.budget],
        "cells": [_cell(one, changes) for one in inputs.cells],
        "rows": [_row(one, changes) for one in inputs.rows],
        "files": [{"file": one.file, "is_new": one.is_new} for one in inputs.files],
        "private_unknown": inputs.is_private_unknown,
        "rules": [_rule(one) for one in changes.rules],
        "decisions": [_decision(one) for one in changes.decisions],
        "program": [changes.before.program, changes.after.program],
    }


def _count_moves(changes: Changes) -> dict[str, int]:
    counts: dict[str, int] = {}
    for one in changes.subjects:
        counts[one.move.name.lower()] = counts.get(one.move.name.lower(), 0) + 1
    return counts


def _subject(one: SubjectChange) -> dict[str, Any]:
    return {
        "group": one.group,
        "name": one.name,
        "move": one.move.name.lower(),
        "state": [_STATES[one.state_before], _STATES[one.state_after]],
        "results": [
            {
                "item": result.step.title,
                "role": result.step.role,
                "before": result.before_text,
                "after": result.after_text,
                "move": result.move.name.lower(),
            }
            for result in one.results
        ],
        "causes": [_cause(cause) for cause in one.causes],
    }


def _cause(cause: Cause) -> dict[str, Any]:
    return {
        "clause": cause.step.title,
        "role": cause.step.role,
        "of": cause.step.of,
        "line": cause.step.line,
        "before": cause.before_text,
        "after": cause.after_text,
        "is_first": cause.is_first,
        "because": [kind.name.lower() for kind in cause.kinds],
        "cells": [{"place": one.place, "before": one.before, "after": one.after} for one in cause.cells],
        "rows": [one.place for one in cause.rows],
        "rules": [one.line_after or one.line_before for one in cause.rules],
        "parameters": [
            {"name": one.name, "line": one.line, "before": one.before, "after": one.after} for one in cause.parameters
        ],
        "decisions": [one.decision.number for one in cause.decisions],
    }


def _budget(one: BudgetChange) -> dict[str, Any]:
    return {
        "entitlement": one.title,
        "unit": one.unit,
        "before": _number(one.before),
        "after": _number(one.after),
        "undecided": [one.open_before, one.open_after],
        "groups": [
            {"group": group.group, "before": _number(group.before), "after": _number(group.after)}
            for group in one.groups
        ],
    }


def _number(number: Fraction) -> str:
    decimal = to_decimal(number)
    return str(number) if decimal is None else f"{decimal:f}"


def _cell(one: CellChange, changes: Changes) -> dict[str, Any]:
    return {
        "group": changes.after.groups[one.subject],
        "name": changes.after.names[one.subject],
        "table": one.table,
        "column": one.column,
        "place": one.place,
        "place_before": one.place_before,
        "before": one.before,
        "after": one.after,
        "is_private": one.is_private,
    }


def _row(one: RowChange, changes: Changes) -> dict[str, Any]:
    return {
        "group": changes.after.groups[one.subject],
        "name": changes.after.names[one.subject],
        "table": one.table,
        "place": one.place,
        "is_new": one.is_new,
        "cells": dict(one.cells),
    }


def _rule(one: RuleChange) -> dict[str, Any]:
    return {
        "edit": one.edit.name.lower(),
        "clause": one.clause,
        "line_before": one.line_before,
        "line_after": one.line_after,
        "before": one.before,
        "after": one.after,
        "figures": [list(pair) for pair in one.figures],
    }


def _decision(one: DecisionChange) -> dict[str, Any]:
    return {"edit": one.edit.name.lower(), "before": _kept(one.before), "after": _kept(one.after)}


def _kept(one: KeptDecision | None) -> dict[str, str] | None:
    if one is None:
        return None
    return {
        name: getattr(one, name)
        for name in ("number", "name", "matter", "title", "before", "after", "reason", "document")
    }
