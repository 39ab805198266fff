"""An explanation as plain data for programs: text, truths, lists and mappings, nothing to be parsed."""

from fractions import Fraction
from typing import Any

from stardb.intake import mask
from stardb.problems import Place
from stardb.quantity import Kind, calendar, to_date, to_decimal
from stardb.scoring.decisions.applied import AppliedDecision
from stardb.scoring.explanation import Citation, Explanation, StageOrigin
from stardb.scoring.explanation_text import phrase, phrase_value
from stardb.scoring.history.past_source import PastSource
from stardb.scoring.value import Value

_STATES = ("decided", "undecided", "not_rated")
"""In the order of `stardb.scoring.STATES`."""


def describe_subject(explanation: Explanation) -> dict[str, Any]:
    """The explanation of a subject, from `explain`: who and by which scheme, what it came to, where doubts begin, why.

    See `describe` for what stands under `explanation`.
    """
    appraisal, i = explanation.appraisal, explanation.subject
    return {
        "scheme": appraisal.scheme.title,
        "rule_file": appraisal.scheme.file,
        "period": appraisal.period.name,
        "group": appraisal.subjects.groups[i],
        "name": appraisal.subjects.names[i],
        "state": _STATES[appraisal.state[i]],
        "result": phrase_value(explanation),
        "open_clauses": [
            {"name": clause.step.name, "title": clause.step.title, "unknown": list(clause.unknown)}
            for clause in explanation.open_clauses
        ],
        "decisions": [describe_decision(one) for one in appraisal.decisions.of_subject(i)],
        "explanation": [describe(one) for one in explanation.arguments],
    }


def describe(explanation: Explanation) -> dict[str, Any]:
    """One value and what it rests on; what it was made from stands under `arguments`, described likewise.

    Numbers are exact texts: a decimal, or p/q where that does not end; days are ISO dates, durations months, money 元.
    """
    step = explanation.step
    return {
        "origin": explanation.origin.value,
        "name": explanation.name,
        "title": explanation.title,
        "role": step.role.name.lower() if step is not None else None,
        "value": _value(explanation),
        "text": phrase_value(explanation),
        "reason": phrase(explanation),
        "branches": list(explanation.branches),
        "clause": _clause(explanation.clause),
        "place": _place(explanation.place),
        "lack": explanation.lack.value if explanation.lack is not None else None,
        **_stage(explanation.stage),
        **({} if explanation.evidence is None else {"evidence": [*explanation.evidence]}),
        "past": _past(explanation.past),
        "linked": _linked(explanation),
        "uses": [{"step": use.step, "role": use.role} for use in explanation.uses],
        "losses": [
            {
                "indicator": loss.indicator.title,
                "points": _number(loss.points) if loss.points is not None else None,
                "advice": loss.advice,
            }
            for loss in explanation.losses
        ],
        "decisions": [describe_decision(one) for one in explanation.decisions],
        "is_repeated": explanation.is_repeated,
        "arguments": [describe(one) for one in explanation.arguments],
    }


def describe_decision(applied: AppliedDecision) -> dict[str, Any]:
    """A decision that holds: of what, the value before and after, why, and who decided so where; values as in `describe`."""
    decision = applied.decision
    return {
        "number": decision.number,
        "matter": decision.matter.value,
        "item": decision.item,
        "title": applied.title,
        "before": _describe_value(applied.before),
        "after": _describe_value(applied.after),
        "before_text": applied.before_text,
        "after_text": applied.after_text,
        "reason": mask(decision.reason),
        "authority": decision.authority,
        "document": decision.document,
        "date": decision.day.isoformat() if decision.day is not None else None,
        "handler": decision.handler,
        "place": _place(decision.place),
    }


def _value(explanation: Explanation) -> dict[str, Any] | None:
    value, step = explanation.value, explanation.step
    return None if value is None else _describe_value(value, step.unit if step is not None else "")


def _describe_value(value: Value, unit: str = "") -> dict[str, Any]:
    return {
        "kind": value.kind.name.lower(),
        "content": _content(value.kind, value.content),
        "unit": value.unit or unit,
        "is_known": value.is_known,
        "is_private": value.is_private,
    }


def _content(kind: Kind, content: Fraction | str | bool | None) -> str | bool | None:
    if not isinstance(content, Fraction):
        return content
    if kind is Kind.DATE:
        return "open" if content == calendar.OPEN else to_date(content).isoformat()
    return _number(content)


def _number(number: Fraction) -> str:
    """Exactly: `12.5`, and `1/3` where a decimal does not end."""
    decimal = to_decimal(number)
    return f"{number.numerator}/{number.denominator}" if decimal is None else f"{decimal:f}"


def _clause(clause: Citation | None) -> dict[str, Any] | None:
    if clause is None:
        return None
    return {
        "basis": clause.basis,
        "note": clause.note,
        "is_example": clause.is_example,
        "place": {"file": clause.place.file, "line": clause.place.line, "column": clause.place.column},
    }


def _place(place: Place | None) -> dict[str, str] | None:
    return {"file": place.file, "sheet": place.sheet, "cell": place.cell} if place is not None else None


def _linked(explanation: Explanation) -> dict[str, str] | None:
    """Whose result it is, where it is another scheme's."""
    if explanation.linked is None:
        return None
    other, i = explanation.linked
    return {"scheme": other.scheme.title, "group": other.subjects.groups[i], "name": other.subjects.names[i]}


def _stage(stage: StageOrigin | None) -> dict[str, Any]:
    """Of which stage a cell is and its weight, where its table has stages."""
    if stage is None:
        return {}
    weight = None if stage.weight is None else _number(stage.weight)
    return {"stage": {"name": stage.stage, "weight": weight, "missing": stage.missing}}


def _past(past: PastSource | None) -> dict[str, Any] | None:
    """Where a value of earlier periods comes from; periods by their names."""
    if past is None:
        return None
    return {
        "kind": past.kind.value,
        "every": past.period_kind.value,
        "item": past.item,
        "first": past.first.name if past.first is not None else "",
        "last": past.last.name if past.last is not None else "",
        "missing": [period.name for period in past.missing],
        "back": past.back,
        "since": past.since.isoformat() if past.since is not None else None,
        "least": past.least,
        "before": past.before,
        "each": [{"period": one.period.name, "state": one.state.name.lower(), "text": one.text} for one in past.each],
    }
