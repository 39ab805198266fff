"""得分明细: a row for each clause that counted for a subject, with its reason and cells."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

import numpy as np

from stardb.rendering.views.value_forms import result_value
from stardb.rulebook import Role, Step
from stardb.scoring import Appraisal, Origin, explain_step, find_names_that_count, full_name, phrase, phrase_value

__all__ = ["DetailRow", "has_more_details", "list_details"]

_LISTED = (
    Role.INDICATOR,
    Role.VALUE,
    Role.STAR,
    Role.HEAD,
    Role.BASE,
    Role.LEVEL,
    Role.GRADE,
    Role.ENTITLEMENT,
)


@dataclass(frozen=True, slots=True)
class DetailRow:
    """One clause and what a subject got by it.

    part: the star or head it belongs to, else what it is itself. data, cells: the values it read from cells and where they
    are, joined. full: "" where there is no full mark.
    """

    group: str
    name: str
    part: str
    title: str
    data: str
    full: Decimal | str
    result: Decimal | str
    reason: str
    basis: str
    cells: str


def list_details(appraisal: Appraisal) -> Iterator[DetailRow]:
    """A row for every clause that counted for a subject that takes part, subject by subject."""
    for step, i in _find_counting(appraisal):
        yield _row(appraisal, step, i)


def has_more_details(appraisal: Appraisal, most: int) -> bool:
    """Whether there would be more than `most` rows; none is made to find out."""
    steps = appraisal.scheme.of_role(*_LISTED)
    if len(steps) * np.count_nonzero(appraisal.rated) <= most:
        return False
    return next(islice(_find_counting(appraisal), most, None), None) is not None


def _find_counting(appraisal: Appraisal) -> Iterator[tuple[Step, int]]:
    """Every clause that counted, and for whom."""
    steps = appraisal.scheme.of_role(*_LISTED)
    for i in np.flatnonzero(appraisal.rated):
        names = find_names_that_count(appraisal, int(i))
        yield from ((step, int(i)) for step in steps if step.name in names)


def _row(appraisal: Appraisal, step: Step, i: int) -> DetailRow:
    explanation = explain_step(appraisal, step, i)
    read = [one for one in explanation.arguments if one.origin in (Origin.CELL, Origin.BORROWED)]
    return DetailRow(
        group=appraisal.subjects.groups[i],
        name=full_name(appraisal, i),
        part=step.of if step.role is not Role.HEAD and step.of else step.role.value,
        title=step.title,
        data="、".join(phrase_value(one) for one in read),
        full=Decimal(step.full) if step.full else "",
        result=result_value(appraisal, step, i),
        reason=phrase(explanation),
        basis=step.basis + ("（示例）" if step.example else ""),
        cells="；".join(str(one.place) for one in read if one.place is not None),
    )
