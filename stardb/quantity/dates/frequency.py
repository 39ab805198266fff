"""`Frequency`: how often something is rated."""

from enum import Enum


class Frequency(Enum):
    """How often a scheme is rated, the shortest first; all but ONCE are kinds of periods, too. ONCE is rated for a year or a term."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"
    TERM = "term"
    ONCE = "once"
