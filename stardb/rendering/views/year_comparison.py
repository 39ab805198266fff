"""Results of this year beside those of last year: each subject's chief result, and how many rose, stayed and fell."""

import numpy as np

from stardb.dataclass import dataclass
from stardb.scoring import Appraisal, compute_rise, last_results, rated_a_year_before

__all__ = ["YearComparison", "compare_years"]


@dataclass(frozen=True, slots=True)
class YearComparison:
    """Of all who were rated last year: how many rose, stayed, fell, and cannot be compared."""

    rated_last_year: int = 0
    rose: int = 0
    stayed: int = 0
    fell: int = 0
    not_compared: int = 0


def compare_years(appraisal: Appraisal) -> YearComparison:
    """Of all who were rated last year, how many rose, stayed, fell, and cannot be compared."""
    past = last_results(appraisal)
    if past is None:
        return YearComparison()
    rated = np.flatnonzero(rated_a_year_before(appraisal))
    rises = [compute_rise(appraisal, past, int(i)) for i in rated]
    compared = [value for value in rises if value is not None]
    return YearComparison(
        rated_last_year=len(rises),
        rose=sum(value > 0 for value in compared),
        stayed=sum(value == 0 for value in compared),
        fell=sum(value < 0 for value in compared),
        not_compared=len(rises) - len(compared),
    )
