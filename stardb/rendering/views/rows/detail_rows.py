"""得分明细: a row for each clause that counted for a subject, and for what was computed of each record, with reasons and cells."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

import numpy as np

from stardb.dataclass import dataclass
from stardb.rendering.views.rows.row_texts import list_places, show_rows
from stardb.rendering.views.value_forms import plain_value_at, result_value
from stardb.rulebook import Role, Step
from stardb.scoring import (
    Appraisal,
    Explanation,
    Origin,
    explain_row,
    explain_step,
    find_names_that_count,
    find_row_evidence,
    full_name,
    mark_decided,
    phrase,
    phrase_value,
)

__all__ = ["DetailRow", "has_more_details", "list_details"]

_LISTED = (
    Role.INDICATOR,
    Role.VALUE,
    Role.STAR,
    Role.HEAD,
    Role.BASE,
    Role.LEVEL,
    Role.GRADE,
    Role.RATING,
    Role.ENTITLEMENT,
)


@dataclass(frozen=True, slots=True)
class DetailRow:
    """One clause and what a subject got by it, or what it made of a record of a subject.

    part: the star or head it belongs to, the record it was computed of, else what it is itself. data, cells: the values it read from cells, of record tables those of the rows that counted, and where they
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
    """A row for every clause that counted for a subject that takes part, subject by subject; then what was computed of its records."""
    for i in np.flatnonzero(appraisal.rated):
        names = find_names_that_count(appraisal, int(i))
        yield from (_row(appraisal, step, int(i)) for step in _find_steps(appraisal, names))
        for table, row in _find_records(appraisal, names, int(i)):
            yield from _list_computed(explain_row(appraisal, table, row))


def has_more_details(appraisal: Appraisal, most: int) -> bool:
    """Whether there would be more than `most` rows; none is made to find out."""
    steps, of_rows = appraisal.scheme.of_role(*_LISTED), appraisal.scheme.row_steps
    records = sum(len(appraisal.tables.many[step.table]) for step in of_rows)
    if len(steps) * np.count_nonzero(appraisal.rated) + records <= most:
        return False
    return next(islice(_count_one_by_one(appraisal), most, None), False)


def _count_one_by_one(appraisal: Appraisal) -> Iterator[bool]:
    """True as often as there would be rows."""
    for i in np.flatnonzero(appraisal.rated):
        names = find_names_that_count(appraisal, int(i))
        yield from (True for _ in _find_steps(appraisal, names))
        for table, _ in _find_records(appraisal, names, int(i)):
            yield from (True for _ in appraisal.row_steps(table))


def _find_steps(appraisal: Appraisal, names: set[str]) -> Iterator[Step]:
    """The clauses that are listed, of those that counted for a subject and are rated in this period."""
    return (step for step in appraisal.scheme.of_role(*_LISTED) if step.name in names and step.rule.is_due)


def _find_records(appraisal: Appraisal, names: set[str], i: int) -> Iterator[tuple[str, int]]:
    """The rows of a subject of which something was computed, in the tables that clauses read which counted for it."""
    for table in dict.fromkeys(step.table for step in appraisal.scheme.row_steps):
        if f"{table}()" in names and table in appraisal.tables.many:
            yield from ((table, row) for row in appraisal.tables.many[table].rows_of(i))


def _list_computed(record: Explanation) -> Iterator[DetailRow]:
    """A row for each thing that was computed of a record."""
    cells = [one for one in record.arguments if one.origin is Origin.CELL]
    for one in record.children:
        step = one.step
        assert step is not None
        read = [cell for cell in cells if cell.name in step.rule.inputs]
        yield DetailRow(
            group=record.appraisal.subjects.groups[record.subject],
            name=full_name(record.appraisal, record.subject),
            part=record.title,
            title=step.title,
            data="、".join(mark_decided(phrase_value(cell), cell.decisions) for cell in read),
            full="",
            result=plain_value_at(record.appraisal.row_columns(step.table).score(step.name).column, record.row),
            reason=phrase(one),
            basis=step.basis + ("（示例）" if step.example else ""),
            cells="；".join(str(cell.place) for cell in read if cell.place is not None),
        )


def _row(appraisal: Appraisal, step: Step, i: int) -> DetailRow:
    explanation = explain_step(appraisal, step, i)
    read = [one for one in explanation.arguments if one.origin in (Origin.CELL, Origin.BORROWED)]
    counted = find_row_evidence(appraisal, step, i)
    rows = counted or find_row_evidence(appraisal, step, i, unclear=True)
    data = (*(mark_decided(phrase_value(one), one.decisions) for one in read), *([show_rows(rows)] if rows else []))
    places = (*(str(one.place) for one in read if one.place is not None), *list_places(rows))
    return DetailRow(
        group=appraisal.subjects.groups[i],
        name=full_name(appraisal, i),
        part=step.of if step.role is not Role.HEAD and step.of else step.role.value,
        title=step.title,
        data="、".join(data),
        full=Decimal(step.full) if step.full else "",
        result=_show_result(appraisal, step, i),
        reason=phrase(explanation),
        basis=step.basis + ("（示例）" if step.example else ""),
        cells="；".join(place for place in places if place),
    )


def _show_result(appraisal: Appraisal, step: Step, i: int) -> Decimal | str:
    """What a subject got by a clause; 不适用 where a number stands only because its condition does not hold."""
    applies, column = appraisal.scored[step.name].applies, appraisal.columns[step.name]
    is_out = applies is not None and applies.known[i] and not applies.data[i]
    if is_out and column.kind.numeric and step.role is not Role.ENTITLEMENT:
        return "不适用"
    return result_value(appraisal, step, i)
