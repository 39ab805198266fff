"""This year beside last year: each subject's chief result, and how many rose, stayed and fell."""

from fractions import Fraction

import numpy as np

from stardb.quantity import Column, Kind
from stardb.rendering.values import View
from stardb.rulebook import Scheme
from stardb.scoring import Appraisal


def compared_name(scheme: Scheme) -> str:
    """What is compared from year to year: the level, else the grade, else the total; "" for none."""
    return scheme.level or scheme.grade or scheme.total


def last_result(appraisal: Appraisal) -> Column | None:
    """Every subject's result of last period that is compared with this; None where the scheme has none to compare."""
    column = appraisal.columns.get(compared_name(appraisal.scheme))
    if column is None:
        return None
    return appraisal.history.last(
        compared_name(appraisal.scheme), appraisal.subjects.keys, column.kind, column.choices, appraisal.scheme.as_of
    )


def rise(appraisal: Appraisal, past: Column, i: int) -> Fraction | None:
    """By how much subject i rose: stars, points, or grades; None where either year is undecided."""
    name = compared_name(appraisal.scheme)
    before, now = past.at(i), appraisal.columns[name].at(i)
    if before is None or now is None or not appraisal.rated[i]:
        return None
    if appraisal.columns[name].kind is Kind.CHOICE:
        grades = appraisal.scheme.grades
        return Fraction(grades.index(str(before)) - grades.index(str(now))) if {before, now} <= {*grades} else None
    return Fraction(now) - Fraction(before)


def compare_years(appraisal: Appraisal) -> View:
    """与上年比较: of all who were rated last year, how many rose, stayed, fell, and cannot be compared."""
    past = last_result(appraisal)
    if past is None:
        return {"上年已评": 0, "上升": 0, "不变": 0, "下降": 0, "未能比较": 0}
    rated = np.flatnonzero(appraisal.history.rated_before(appraisal.subjects.keys, appraisal.scheme.as_of).data)
    rises = [rise(appraisal, past, int(i)) for i in rated]
    counted = [value for value in rises if value is not None]
    return {
        "上年已评": len(rises),
        "上升": sum(value > 0 for value in counted),
        "不变": sum(value == 0 for value in counted),
        "下降": sum(value < 0 for value in counted),
        "未能比较": len(rises) - len(counted),
    }
