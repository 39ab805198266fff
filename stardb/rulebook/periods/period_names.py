"""The built-in names of the period rated: its year, month and quarter, its first and last day."""

from stardb.quantity import Period
from stardb.scorers.base import KINDS_WITH_NAME, MONTH_RATED, QUARTER_RATED

YEAR_RATED = "考核年度"
PERIOD_FIRST, PERIOD_LAST = "期初日", "期末日"
"""The first and the last day of the period rated."""


DAY_RATED = "考核日"
OF_PERIOD = (YEAR_RATED, MONTH_RATED, QUARTER_RATED, PERIOD_FIRST, PERIOD_LAST, DAY_RATED)
"""Every name that is one for all because it is the period's."""


def number_period(period: Period) -> dict[str, int | None]:
    """What the names of the year, the month and the quarter are for a period; None where it is longer than that."""
    month = period.first.month
    parts = {MONTH_RATED: month, QUARTER_RATED: (month + 2) // 3}
    return {
        YEAR_RATED: period.year,
        **{name: part if period.kind in KINDS_WITH_NAME[name] else None for name, part in parts.items()},
    }
