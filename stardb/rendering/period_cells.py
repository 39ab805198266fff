"""What each subject came to by one result, in the period rated and in earlier ones: as cells of a table, never 0 for what is not known."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from stardb.quantity import PENDING, Kind
from stardb.rendering.views.value_forms import result_value, typed_value
from stardb.rulebook import Role, Step
from stardb.scoring import DECIDED, NOT_RATED, Appraisal, Past

__all__ = ["NOT_THERE", "UNCOUNTED", "WON", "Cell", "is_pass_star", "read_cells", "read_past_cells"]

Cell = Decimal | str
"""A number, or words."""

WON, _LOST = "得星", "未得"
"""What a star that is won by a pass mark is shown as."""

NOT_THERE = "没有评"
"""Of who was in no roster of a period, and of a period of which no results are kept."""

UNCOUNTED = (PENDING, NOT_RATED, NOT_THERE)
"""What stands in place of a result."""


def is_pass_star(step: Step) -> bool:
    """Whether a result is a star that is won or not, none counted."""
    return step.role is Role.STAR and step.rule.kind is Kind.BOOL


def read_cells(appraisal: Appraisal, step: Step) -> tuple[Cell, ...]:
    """Every subject's result in the period rated."""
    return tuple(result_value(appraisal, step, i, is_typed=True) for i in range(len(appraisal.subjects)))


def read_past_cells(appraisal: Appraisal, step: Step, past: Past) -> tuple[Cell, ...]:
    """Every subject's result in an earlier period, as its record has it.

    待定 where it was undecided, or where it is not sure that the subject is the one of that name; 没有评 where there is none.
    """
    keys = appraisal.subjects.keys
    doubtful = {*appraisal.history.doubtful, *past.find_unsure(keys)}
    rows = past.item(step.name, keys)
    values = zip(rows["state"], rows["numerator"], rows["denominator"], rows["word"], strict=True)
    cells = (_show_past(appraisal, step, *value) for value in values)
    return tuple(PENDING if key in doubtful else cell for key, cell in zip(keys, cells, strict=True))


def _show_past(appraisal: Appraisal, step: Step, state: Any, top: Any, bottom: Any, word: Any) -> Cell:
    """One record of an item; all of it is missing where there is none."""
    if state != DECIDED:
        return state if state in (PENDING, NOT_RATED) else NOT_THERE
    if word:
        return str(word)
    if is_pass_star(step):
        return WON if top else _LOST
    column, value = appraisal.columns[step.name], Fraction(int(top), int(bottom))
    unit = step.unit or step.rule.unit or column.unit
    return typed_value(column.kind, bool(value) if column.kind is Kind.BOOL else value, column.edges, unit)
