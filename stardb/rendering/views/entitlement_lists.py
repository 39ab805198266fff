"""Who gets each entitlement, as lists: those who get nothing are not on them."""

from collections.abc import Sequence
from decimal import Decimal

from stardb.dataclass import dataclass
from stardb.quantity import PENDING
from stardb.rendering.outcome_words import is_nothing
from stardb.rendering.views.rows.subject_rows import SubjectRow
from stardb.rulebook import Role
from stardb.scoring import Appraisal

__all__ = ["EntitledSubject", "EntitlementList", "list_entitled"]


@dataclass(frozen=True, slots=True)
class EntitledSubject:
    """One who gets it. amount: what it gets: a sum, or words."""

    row: SubjectRow
    amount: Decimal | str


@dataclass(frozen=True, slots=True)
class EntitlementList:
    """One entitlement and those who get it. undecided: the names of those of whom it is not known as yet."""

    title: str
    unit: str
    basis: str
    subjects: tuple[EntitledSubject, ...]
    undecided: tuple[str, ...]


def list_entitled(appraisal: Appraisal, rows: Sequence[SubjectRow]) -> tuple[EntitlementList, ...]:
    """A list for each entitlement that somebody gets or may get, in the order of the rule file. rows: of all subjects."""
    found = []
    for step in appraisal.scheme.of_role(Role.ENTITLEMENT):
        if not step.rule.is_due:
            continue
        values = [(row, row.results[step.title]) for row in rows]
        subjects = tuple(
            EntitledSubject(row, value) for row, value in values if value != PENDING and not is_nothing(value)
        )
        undecided = tuple(row.name for row, value in values if value == PENDING)
        if subjects or undecided:
            found.append(EntitlementList(step.title, step.unit, step.basis, subjects, undecided))
    return tuple(found)
