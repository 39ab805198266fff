"""`HistoryLine`: the earlier periods of one kind in their order, and what each name of earlier periods takes from them.

A value that is not known is of one of two kinds. It is *lacking* where nothing was recorded: the subject was never rated
before. It is *pending* where something must have been, and is not known or not clear: it was undecided then, the period is
not in the ledger, or a period was missed of which the rules must say what follows.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cached_property

import numpy as np

from stardb.dataclass import dataclass
from stardb.quantity import Column, Kind, Mask, Period, arithmetic, bounds, is_next, list_missing, logic
from stardb.scoring.history.past import DECIDED, UNDECIDED, Past


@dataclass(frozen=True, eq=False)
class HistoryLine:
    """The earlier periods of one kind, oldest first: of a month the months before it.

    now: the period that they lead up to: the one rated, the one of their kind it lies in, or the next of their kind.
    doubtful: keys that may be somebody's of an earlier period under another spelling, so that whether they were rated is
    unknown. began: the first period of the kind in which anybody was rated, where somebody has said it.
    """

    now: Period
    past: tuple[Past, ...] = ()
    doubtful: frozenset[str] = frozenset()
    began: Period | None = None

    @cached_property
    def missing(self) -> tuple[Period, ...]:
        """The periods since the first there is, or should be, that are not in the ledger; oldest first."""
        return list_missing([past.period for past in self.past], self.now, self.began)

    @cached_property
    def unbroken(self) -> tuple[Past, ...]:
        """The periods before `now`, the latest first, as far back as none between two is missing."""
        later, unbroken = self.now, []
        for past in reversed(self.past):
            if not is_next(past.period, later):
                break
            unbroken.append(past)
            later = past.period
        return tuple(unbroken)

    def ago(self, back: int) -> Past | None:
        """The period so many before `now`, where none between is missing."""
        return self.unbroken[back - 1] if len(self.unbroken) >= back else None

    def rated_before(self, keys: tuple[str, ...]) -> Column:
        """上年已评定, 上期已评定: whether each subject was rated in the period before (one still undecided counts as rated)."""
        past, size = self.ago(1), len(keys)
        if past is None:
            return logic.truth(np.zeros(size, bool), np.full(size, self._is_empty)).mark_pending(np.ones(size, bool))
        return logic.truth(past.rated(keys), self.sure(keys) & past.sure(keys)).mark_pending(np.ones(size, bool))

    def rated_ever(self, keys: tuple[str, ...]) -> Column:
        """曾评定: whether each subject was rated in any earlier period."""
        rated = _rated_in(self.past, keys)
        return logic.truth(rated, rated | self.sure_in(self.past, keys)).mark_pending(np.ones(len(keys), bool))

    def first_in_term(self, keys: tuple[str, ...], term_start: date | None) -> Column:
        """本届首评: whether nobody rated a subject since the term began; without a term, whether nobody ever did."""
        since = term_start or date.min
        within = [past for past in self.past if past.as_of >= since]
        rated = _rated_in(within, keys)
        whole = all(period.last < since for period in self.missing)
        return logic.truth(~rated, rated | (self.sure_in(within, keys) & whole)).mark_pending(np.ones(len(keys), bool))

    def previous(self, item: str, keys: tuple[str, ...], kind: Kind, choices: tuple[str, ...]) -> Column:
        """上年(item), 上期(item), 上月(item), 上季度(item): the value of the period before.

        Lacking for those never rated, or of whom the period does not have the item; pending for those undecided then, or
        rated earlier but not in that period, and for all where the period is not in the ledger.
        """
        past = self.ago(1)
        if past is None:
            return Column.unknown(kind, len(keys), choices).mark_pending(np.full(len(keys), not self._is_empty))
        missed = ~past.rated(keys) & (_rated_in(self.past, keys) | ~self.sure_in(self.past, keys))
        return past.recorded(item, keys, kind, choices).mark_pending(missed | ~self.sure(keys))

    def latest(self, item: str, keys: tuple[str, ...], kind: Kind, choices: tuple[str, ...]) -> Column:
        """上次(item): the value of the last period each subject was rated in, however long ago.

        Pending where it was undecided then, and where a period is not in the ledger since.
        """
        found, since = Column.unknown(kind, len(keys), choices), np.zeros(len(keys), np.int64)
        unclear = np.zeros(len(keys), bool)
        for past in self.past:
            rated = past.rated(keys)
            unclear = ~rated & (unclear | ~past.sure(keys))
            made = past.recorded(item, keys, kind, choices)
            pending = np.where(rated, made.undecided, found.undecided)
            found = replace(arithmetic.choose(rated, made, found), pending=pending)
            since = np.where(rated, past.period.last.toordinal(), since)
        lost = self.missing[-1].last.toordinal() if self.missing else 0
        lost_last = bool(self.missing) and is_next(self.missing[-1], self.now)
        unsure = (lost > since) & ((since > 0) | lost_last) | ~self.sure(keys) | unclear
        return found.mask(~unsure).mark_pending(unsure)

    def back(self, item: str, back: int, keys: tuple[str, ...], kind: Kind, choices: tuple[str, ...]) -> Column:
        """往年(item, back): the value so many periods ago.

        Lacking before the ledger begins and for those not rated then; pending where a period between is not in the ledger.
        """
        past = self.ago(back)
        if past is None:
            return Column.unknown(kind, len(keys), choices).mark_pending(np.full(len(keys), bool(self.missing)))
        return past.recorded(item, keys, kind, choices).mark_pending(~self.sure_in([past], keys))

    def year_before(self, item: str, keys: tuple[str, ...], kind: Kind, choices: tuple[str, ...]) -> Column:
        """去年同期(item): the value of the same months a year before.

        Lacking before the ledger begins and for those not rated then; pending where that period is not in the ledger.
        """
        past = self.find_year_before()
        if past is None:
            is_missing = self.now.year_before in self.missing
            return Column.unknown(kind, len(keys), choices).mark_pending(np.full(len(keys), is_missing))
        return past.recorded(item, keys, kind, choices).mark_pending(~self.sure_in([past], keys))

    def find_year_before(self) -> Past | None:
        """The same months a year before, where the ledger has them."""
        return next((past for past in self.past if past.period == self.now.year_before), None)

    def year_to_date(self, item: str, keys: tuple[str, ...], now: Column) -> Column:
        """本年累计(item): this period's value and those of the year's earlier periods added up.

        Periods in which a subject was not rated add nothing. Pending where one of them was undecided, has no such value, or
        is not in the ledger.
        """
        total, pending = now, np.zeros(len(keys), bool)
        for past in self.of_this_year:
            value = past.value(item, keys, now.kind)
            total = arithmetic.choose(value.known, arithmetic.add(total, value, now.kind), total)
            pending |= past.rated(keys) & ~value.known | ~self.sure_in([past], keys)
        if self.missing_this_year:
            pending[:] = True
        return total.mask(~pending).mark_pending(pending | now.undecided)

    @property
    def of_this_year(self) -> tuple[Past, ...]:
        """The earlier periods of the year that `now` lies in."""
        return tuple(past for past in self.past if past.period.year == self.now.year)

    @property
    def missing_this_year(self) -> tuple[Period, ...]:
        """Those of that year that are not in the ledger."""
        return tuple(period for period in self.missing if period.year == self.now.year)

    def run(
        self, item: str, keys: tuple[str, ...], now: Column, since: date | None = None, before: Column | None = None
    ) -> Column:
        """连续年数(item), 连续期数(item): for how many periods running, this one included, a condition has held.

        A period in which the subject took no part ends the run. One that meets an undecided value, a missing one or a
        missing period before it ends is of unknown length, and so is one that is still running where the ledger begins:
        at least so long as is known. since: when the condition can have held first, where the ledger need not go back
        further. before: for how many periods it had held when the ledger begins, which is added where it still does there.
        """
        running, unsure = logic.certainly(now), ~now.known
        length = running.astype(np.int64)
        if self.past:
            renamed = running & ~self.sure(keys)
            running, unsure = running & ~renamed, unsure | renamed
        for past in self.unbroken:
            held, rated = past.value(item, keys, Kind.BOOL), past.rated(keys)
            lost = running & (rated & ~held.known | ~past.sure(keys))
            running, unsure = running & rated & logic.certainly(held), unsure | lost
            length += running
        first = self.unbroken[-1].period if self.unbroken else self.now
        total = Column(Kind.NUMBER, length, np.ones(len(keys), bool))
        if before is not None and not self.missing:
            unsure |= running & ~before.known
            total = arithmetic.choose(running & before.known, arithmetic.add(total, before), total)
        elif self.missing or since is None or since < first.first:
            unsure |= running
        found = replace(total.mask(~unsure), pending=unsure)
        return bounds.with_ends(found, Column(Kind.NUMBER, length, unsure), Column.unknown(Kind.NUMBER, len(keys)))

    def reaches_back(self, item: str, key: str) -> bool:
        """Whether a condition that holds now has held for one subject in every period of the ledger, none missing."""
        held = (past.value(item, (key,), Kind.BOOL).at(0) for past in self.unbroken)
        return not self.missing and all(held)

    def gain(self, item: str, keys: tuple[str, ...], now: Column, term_start: date | None) -> Column:
        """任期内增加(item): this period's value less where the term began.

        That is the last rating before the term, or else the first one in it; undecided there, or where a period since is
        not in the ledger that may have been it, the gain is undecided. For a subject first rated now the gain is 0 (what
        the first rating gives is where counting starts).
        """
        size = len(keys)
        start, settled, within = Column.unknown(now.kind, size), np.zeros(size, bool), np.zeros(size, bool)
        since = np.zeros(size, np.int64)
        for past in self.past:
            rated = past.item(item, keys)["state"].isin([DECIDED, UNDECIDED]).to_numpy(bool)
            before_term = term_start is not None and past.as_of < term_start
            take: Mask = rated & (~settled | before_term)
            start = arithmetic.choose(take, past.value(item, keys, now.kind), start)
            settled |= rated
            since = np.where(take, past.period.last.toordinal(), since)
            within = np.where(take, not before_term, within)
        doubtful = ~self.sure_in(self.past, keys)
        for period in self.missing:
            if term_start is not None and period.last < term_start:
                doubtful |= settled & ((since < period.last.toordinal()) | within)
            else:
                doubtful |= ~settled | (since > period.last.toordinal())
        gained = arithmetic.subtract(now, arithmetic.choose(settled, start, now))
        return gained.mask(~doubtful).mark_pending(settled | doubtful)

    @property
    def _is_empty(self) -> bool:
        """Whether nobody was rated before: there is no earlier period, and there should be none."""
        return not self.past and not self.missing

    def sure(self, keys: tuple[str, ...]) -> Mask:
        """Whose name is that of earlier periods for certain."""
        return np.array([key not in self.doubtful for key in keys], bool)

    def sure_in(self, periods: Iterable[Past], keys: tuple[str, ...]) -> Mask:
        """Of whom, besides, it is known for each of some periods whose they were then."""
        sure = self.sure(keys)
        for past in periods:
            sure &= past.sure(keys)
        return sure


def _rated_in(periods: Iterable[Past], keys: tuple[str, ...]) -> Mask:
    """Who was rated in one of some periods."""
    rated = np.zeros(len(keys), bool)
    for past in periods:
        rated |= past.rated(keys)
    return rated
