"""`History`: all the earlier periods of a scheme, of whichever kind: months beside years."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import field
from datetime import timedelta

from stardb.dataclass import dataclass
from stardb.quantity import Frequency, Period, find_period
from stardb.rulebook import YEAR_BEFORE, YEAR_TO_DATE, find_line_kind, read_past_name
from stardb.scoring.history.history_line import HistoryLine
from stardb.scoring.history.past import RECORD, Past


@dataclass(frozen=True, eq=False)
class History:
    """The earlier periods of a scheme, in their order; empty at the very first appraisal.

    doubtful: keys that may be somebody's of an earlier period under another spelling, so that whether they were rated is
    unknown. began: the first period anybody was rated in, where somebody has said it.
    """

    past: tuple[Past, ...] = field(default_factory=tuple)
    doubtful: frozenset[str] = frozenset()
    began: Period | None = None

    def line(self, period: Period, kind: Frequency | None = None) -> HistoryLine:
        """The earlier periods of one kind, as a period sees them. kind: its own where not given.

        Of a kind that is shorter, those inside the period are earlier ones, too; of one that is longer, the one it lies in
        is not.
        """
        now = find_anchor(period, kind or period.kind)
        past = tuple(one for one in self.past if one.period.kind is now.kind and one.period < now)
        return HistoryLine(now, past, self.doubtful, self.find_beginning(now.kind))

    def find_beginning(self, kind: Frequency) -> Period | None:
        """The first period of a kind in which anybody was rated, where somebody has said it."""
        if self.began is None or self.began.kind is kind:
            return self.began
        return find_period(self.began.first, kind) if kind is not Frequency.TERM else None

    def digest(self, names: Collection[str], period: Period) -> str:
        """SHA-256 of all that `names` of earlier periods ask for, as a period sees them: values, and who was rated."""
        digest = hashlib.sha256()
        for past, items in self._list_read(names, period):
            digest.update(f"{past.period} {past.as_of}\n".encode())
            digest.update("\n".join([*sorted(past.list_rated()), "\n"]).encode())
            rows = past.record[past.record["item"].isin(items)].sort_values(["key", "item"])
            digest.update(rows[RECORD].to_csv(index=False).encode())
        return digest.hexdigest()

    def list_periods_read(self, names: Collection[str], period: Period) -> set[Period]:
        """The periods of which `names` ask anything."""
        return {past.period for past, _ in self._list_read(names, period)}

    def _list_read(self, names: Collection[str], period: Period) -> Iterator[tuple[Past, list[str]]]:
        """The earlier periods of which names ask anything, each with the items they ask for."""
        read: dict[Period, set[str]] = {}
        for name in names:
            about = read_past_name(name)
            for past in self._find_asked(name, period):
                read.setdefault(past.period, set()).update([about.item] if about is not None else [])
        for past in self.past:
            if past.period in read:
                yield past, sorted(read[past.period])

    def _find_asked(self, name: str, period: Period) -> tuple[Past, ...]:
        """The periods that a name asks of."""
        about, line = read_past_name(name), self.line(period, find_line_kind(name))
        if about is not None and about.relation == YEAR_TO_DATE:
            return line.of_this_year
        if about is not None and about.relation == YEAR_BEFORE:
            past = line.find_year_before()
            return (past,) if past is not None else ()
        return line.past


def find_anchor(period: Period, kind: Frequency) -> Period:
    """The period of a kind to which its earlier ones lead up, as `period` sees them: itself, the one it lies in, or the next."""
    if kind is period.kind:
        return period
    by_length = list(Frequency)
    is_shorter = by_length.index(kind) < by_length.index(period.kind)
    return find_period(period.last + timedelta(days=1) if is_shorter else period.last, kind)
