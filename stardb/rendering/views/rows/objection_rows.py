"""The objections (异议) to a scheme's results, as lines of the working papers: what was found and answered."""

from collections.abc import Sequence

from stardb.dataclass import dataclass
from stardb.intake import Objection, mask

__all__ = ["ObjectionRow", "list_objection_rows"]


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """One objection. deadline: the day, or what is written where that is not known. state: 办结, 超期办结 or 办理中."""

    number: str
    received: str
    person: str
    subject: str
    matter: str
    deadline: str
    handling: str
    outcome: str
    answered: str
    decision: str
    state: str
    place: str


def list_objection_rows(objections: Sequence[Objection]) -> tuple[ObjectionRow, ...]:
    """The objections in the order they were written down. Whether an open one is late is not said: that hangs on the day."""
    return tuple(map(_make_row, objections))


def _make_row(one: Objection) -> ObjectionRow:
    late = one.answered is not None and one.deadline is not None and one.answered > one.deadline
    return ObjectionRow(
        number=one.number,
        received=one.received.isoformat(),
        person=mask(one.person),
        subject=one.title,
        matter=mask(one.matter),
        deadline=one.deadline.isoformat() if one.deadline is not None else one.term,
        handling=mask(one.handling),
        outcome=one.outcome.value if one.outcome is not None else "",
        answered=one.answered.isoformat() if one.answered is not None else "",
        decision=one.decision,
        state=("超期办结" if late else "办结") if one.is_closed else "办理中",
        place=str(one.place),
    )
