"""A period beside the same one a year before: what of a scheme is compared, and by how much a subject rose."""

from fractions import Fraction

import numpy as np

from stardb.quantity import Column, Mask
from stardb.rulebook import Rating, Scheme
from stardb.scoring.appraisal import Appraisal


def last_results(appraisal: Appraisal) -> Column | None:
    """Every subject's result a year before that is compared with this: of a month that of the same month of last year.

    None where the scheme has none to compare.
    """
    name = find_compared_name(appraisal.scheme)
    column = appraisal.columns.get(name)
    if column is None:
        return None
    line = appraisal.history.line(appraisal.period)
    return line.year_before(name, appraisal.subjects.keys, column.kind, column.choices)


def rated_a_year_before(appraisal: Appraisal) -> Mask:
    """Who was rated in the period with which this is compared."""
    past, keys = appraisal.history.line(appraisal.period).find_year_before(), appraisal.subjects.keys
    return past.rated(keys) if past is not None else np.zeros(len(keys), bool)


def compute_rise(appraisal: Appraisal, past: Column, i: int) -> Fraction | None:
    """By how much subject i rose: stars, points, or grades; None where either year is undecided.

    past: the results of a year before, from `last_results`.
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
