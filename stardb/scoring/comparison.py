"""A period beside the one before: what of a scheme is compared, and by how much a subject rose."""

from fractions import Fraction

from stardb.quantity import Column
from stardb.rulebook import Rating, Scheme
from stardb.scoring.appraisal import Appraisal


def last_results(appraisal: Appraisal) -> Column | None:
    """Every subject's result of last period that is compared with this; None where the scheme has none to compare."""
    name = find_compared_name(appraisal.scheme)
    column = appraisal.columns.get(name)
    if column is None:
        return None
    line = appraisal.history.line(appraisal.period)
    return line.previous(name, appraisal.subjects.keys, column.kind, column.choices)


def compute_rise(appraisal: Appraisal, past: Column, i: int) -> Fraction | None:
    """By how much subject i rose: stars, points, or grades; None where either year is undecided.

    past: last period's results, from `last_results`.
    """
    name = find_compared_name(appraisal.scheme)
    before, now = past.at(i), appraisal.columns[name].at(i)
    if before is None or now is None or not appraisal.rated[i]:
        return None
    rating = appraisal.scheme.ratings.get(name) or Rating(name)
    then, today = rating.height(before), rating.height(now)
    return None if then is None or today is None else today - then


def find_compared_name(scheme: Scheme) -> str:
    """What is compared from year to year: the level, else the grade, else the total; "" for none."""
    return scheme.level or scheme.grade or next(reversed(scheme.ratings), "") or scheme.total
