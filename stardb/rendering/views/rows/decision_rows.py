"""What people decided (裁定), as lines of a report: whose, of what, the value before and after, why, and by whom."""

from stardb.dataclass import dataclass
from stardb.intake import mask
from stardb.scoring import AppliedDecision, Appraisal, full_name

__all__ = ["DecisionRow", "list_decisions", "list_decisions_of"]


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision that holds. before, after: as people read them. day: "" where the decision names none."""

    number: str
    group: str
    name: str
    matter: str
    item: str
    before: str
    after: str
    reason: str
    authority: str
    document: str
    day: str
    handler: str
    place: str


def list_decisions(appraisal: Appraisal) -> tuple[DecisionRow, ...]:
    """The decisions that hold, in the order they were written."""
    return tuple(_make_row(appraisal, one) for one in appraisal.decisions.applied)


def list_decisions_of(appraisal: Appraisal, i: int) -> tuple[DecisionRow, ...]:
    """Those of subject i."""
    return tuple(_make_row(appraisal, one) for one in appraisal.decisions.of_subject(i))


def _make_row(appraisal: Appraisal, applied: AppliedDecision) -> DecisionRow:
    decision = applied.decision
    return DecisionRow(
        number=decision.number,
        group=appraisal.subjects.groups[applied.subject],
        name=full_name(appraisal, applied.subject),
        matter=decision.matter.value,
        item=applied.title,
        before=applied.before_text,
        after=applied.after_text,
        reason=mask(decision.reason),
        authority=decision.authority,
        document=decision.document,
        day=decision.day.isoformat() if decision.day is not None else "",
        handler=decision.handler,
        place=str(decision.place),
    )
