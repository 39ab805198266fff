"""Which periods of one kind lie between others: what is missing where they should follow each other."""

from collections.abc import Iterator, Sequence
from datetime import date

from stardb.quantity.dates.frequency import Frequency
from stardb.quantity.dates.period import Period


def is_next(earlier: Period, later: Period) -> bool:
    """Whether no period of their kind lies between two; terms are of any length, and may share a year."""
    if later.kind is Frequency.TERM:
        return earlier.last.year >= later.first.year - 1
    return later.previous == earlier


def list_missing(present: Sequence[Period], until: Period, since: Period | None = None) -> tuple[Period, ...]:
    """The periods before `until` that are not among those present, from the first of these or `since` on, oldest first.

    present: of the same kind, in order. Of terms, the years that are in none are one.
    """
    found: list[Period] = []
    later = until
    for period in reversed(present):
        found += _list_between(period, later)
        later = period
    if since is not None and since < later:
        found += [*_list_between(since, later), since]
    return tuple(reversed(found))


def _list_between(earlier: Period, later: Period) -> Iterator[Period]:
    """The periods of their kind between two, the latest first."""
    if later.kind is Frequency.TERM:
        if not is_next(earlier, later):
            yield Period(Frequency.TERM, date(earlier.last.year, 1, 1), date(later.first.year, 12, 31))
        return
    one = later.previous
    while earlier < one:
        yield one
        one = one.previous
