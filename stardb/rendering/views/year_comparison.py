"""Results of this year beside those of last year: each subject's chief result, and how many rose, stayed and fell."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from stardb.quantity import Column, Kind
from stardb.rulebook import Scheme
from stardb.scoring import Appraisal

__all__ = ["YearComparison", "compare_years", "last_results", "rise_of"]


@dataclass(frozen=True, slots=True)
class YearComparison:
    """Of all who were rated last year: how many rose, stayed, fell, and cannot be compared."""

    rated_last_year: int = 0
    rose: int = 0
    stayed: int = 0
    fell: int = 0
    not_compared: int = 0


def _compared_name(scheme: Scheme) -> str:
    """What is compared from year to year: the level, else the grade, else the total; "" for none."""
    return scheme.level or scheme.grade or scheme.total


def last_results(appraisal: Appraisal) -> Column | None:
    """Every subject's result of last period that is compared with this; None where the scheme has none to compare."""
    name = _compared_name(appraisal.scheme)
    column = appraisal.columns.get(name)
    if column is None:
        return None
    return appraisal.history.last(name, appraisal.subjects.keys, column.kind, column.choices, appraisal.scheme.as_of)


def rise_of(appraisal: Appraisal, past: Column, i: int) -> Fraction | None:
    """By how much subject i rose: stars, points, or grades; None where either year is undecided."""
    name = _compared_name(appraisal.scheme)
    before, now = past.at(i), appraisal.columns[name].at(i)
    if before is None or now is None or not appraisal.rated[i]:
        return None
    if appraisal.columns[name].kind is Kind.CHOICE:
        grades = appraisal.scheme.grades
        return Fraction(grades.index(str(before)) - grades.index(str(now))) if {before, now} <= {*grades} else None
    return Fraction(now) - Fraction(before)


def compare_years(appraisal: Appraisal) -> YearComparison:
    """Of all who were rated last year, how many rose, stayed, fell, and cannot be compared."""
    past = last_results(appraisal)
    if past is None:
        return YearComparison()
    rated = np.flatnonzero(appraisal.history.rated_before(appraisal.subjects.keys, appraisal.scheme.as_of).data)
    rises = [rise_of(appraisal, past, int(i)) for i in rated]
    compared = [value for value in rises if value is not None]
    return YearComparison(
        rated_last_year=len(rises),
        rose=sum(value > 0 for value in compared),
        stayed=sum(value == 0 for value in compared),
        fell=sum(value < 0 for value in compared),
        not_compared=len(rises) - len(compared),
    )
