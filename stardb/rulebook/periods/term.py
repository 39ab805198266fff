"""The term of office that a day lies in, by the days on which terms begin, and the names of its ends."""

from collections.abc import Sequence
from datetime import date, timedelta

TERM_FIRST, TERM_LAST = "本届起日", "本届止日"
"""The first and the last day of the term that the day rated on lies in."""


def find_term(starts: Sequence[date], day: date) -> tuple[date | None, date | None]:
    """The first and the last day of the term a day lies in; None where the days do not tell."""
    first = max((start for start in starts if start <= day), default=None)
    following = min((start for start in starts if start > day), default=None)
    return first, following - timedelta(days=1) if first and following else None
