"""What earlier periods came to, as a scheme may ask for it: 上年(…), 上次(…), 往年(…), 任期内增加(…), 连续年数(…), and who was rated.

A value that is not known is of one of two kinds. It is *lacking* where nothing was recorded: the subject was never rated
before. It is *pending* where something must have been, and is not known or not clear: it was undecided then, the year is
not in the ledger, or a year was missed of which the rules must say what follows.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from stardb.dataclass import dataclass
from stardb.quantity import EPOCH, Array, Column, Kind, Mask, arithmetic, bounds, logic
from stardb.rulebook import read_past_name
from stardb.scorers.base import EarlierPeriod, EarlierYears

DECIDED, UNDECIDED, NOT_RATED = "已定", "待定", "不参评"

RECORD = ["key", "item", "state", "numerator", "denominator", "word"]
"""The columns of a period's record: one row a subject and item; numbers as a fraction, words as they are."""


@dataclass(frozen=True, eq=False)
class Past:
    """One earlier period of a scheme: its name, its day, and its record (a frame with the columns `RECORD`).

    stored: what the record calls each of today's keys (a renamed township, a key kept as a hash).
    """

    period: str
    as_of: date
    record: pd.DataFrame
    stored: Callable[[Sequence[str]], list[str]] = list

    def item(self, item: str, keys: tuple[str, ...]) -> pd.DataFrame:
        """The record of one item, a row for each key, missing where there is none."""
        rows = self.record[self.record["item"] == item].drop_duplicates("key", keep="last").set_index("key")
        # As objects: a missing row would turn whole numbers into floats, and those are not exact.
        return rows.astype({"numerator": object, "denominator": object}).reindex(self.stored(keys))

    def recorded(self, item: str, keys: tuple[str, ...], kind: Kind, choices: tuple[str, ...] = ()) -> Column:
        """The item's value for each key, as `value`; pending where the period has something on it that gives none."""
        states = self.item(item, keys)["state"]
        return self.value(item, keys, kind, choices).mark_pending(states.isin([DECIDED, UNDECIDED]).to_numpy(bool))

    def value(self, item: str, keys: tuple[str, ...], kind: Kind, choices: tuple[str, ...] = ()) -> Column:
        """The item's value for each key; unknown where it was undecided, not rated or absent, or no word of `choices`.

        Of a number, `choices` are the words that may stand in its place.
        """
        rows = self.item(item, keys)
        known = (rows["state"] == DECIDED).to_numpy(bool)
        if kind is Kind.CHOICE:
            return Column.from_codes(
                choices, np.where(known, pd.Index(choices, dtype=object).get_indexer(pd.Index(rows["word"])), -1)
            )
        if kind is Kind.TEXT:
            return Column(kind, rows["word"].where(known, "").to_numpy(object), known)
        top = whole_numbers(rows["numerator"].where(known, 0))
        bottom = whole_numbers(rows["denominator"].where(known, 1))
        worded = known & (rows["word"].fillna("") != "").to_numpy(bool)
        alike = np.unique(bottom[known])
        # One denominator for all where there is one; else each its own, as their least common multiple may be huge.
        number = Column(kind, top, known & ~worded, bottom if len(alike) > 1 else int(alike[0]) if len(alike) else 1)
        if not choices:
            return number
        codes = pd.Index(choices, dtype=object).get_indexer(pd.Index(rows["word"]))
        return number.put_words(choices, np.where(worded, codes, -1), rated=True)

    def present(self, keys: tuple[str, ...]) -> Mask:
        """Who is in the record, having taken part or not."""
        return np.isin(np.array(self.stored(keys), dtype=object).astype(str), self.record["key"].unique().astype(str))

    def rated(self, keys: tuple[str, ...]) -> Mask:
        """Who took part, decided or not."""
        took_part = self.record["key"][self.record["state"].isin([DECIDED, UNDECIDED])]
        return np.isin(np.array(self.stored(keys), dtype=object).astype(str), took_part.unique().astype(str))


def whole_numbers(values: "pd.Series[Any]") -> Array:
    """Whole numbers, or the words for them, as int64; as Python's own where one does not fit."""
    try:
        return values.to_numpy(np.int64)
    except OverflowError:
        return values.map(int).to_numpy(object)


@dataclass(frozen=True, eq=False)
class History:
    """The earlier periods of a scheme, oldest first; empty at the very first appraisal.

    doubtful: keys that may be somebody's of last period under another spelling, so that whether they were rated is unknown.
    began: the first year anybody was rated, where somebody has said it.
    """

    past: tuple[Past, ...] = field(default_factory=tuple)
    doubtful: frozenset[str] = frozenset()
    began: int | None = None

    def digest(self, names: Iterable[str]) -> str:
        """SHA-256 of all that a scheme reads here: what its `names` ask for, and who was rated."""
        items = sorted({about.item for name in names if (about := read_past_name(name)) is not None})
        digest = hashlib.sha256()
        for past in self.past:
            digest.update(f"{past.period} {past.as_of}\n".encode())
            rated = past.record["key"][past.record["state"].isin([DECIDED, UNDECIDED])]
            digest.update("\n".join([*sorted(rated.unique()), "\n"]).encode())
            rows = past.record[past.record["item"].isin(items)].sort_values(["key", "item"])
            digest.update(rows[RECORD].to_csv(index=False).encode())
        return digest.hexdigest()

    def years(self, keys: tuple[str, ...], as_of: date, valid_from: date, term_start: date | None) -> EarlierYears:
        """The periods as clauses over the years see them; `add_item` gives them values.

        valid_from: since when the rules are in force. Where the ledger goes back further, there were others before them.
        """
        periods = tuple(
            EarlierPeriod(past.period, past.as_of.year, (past.as_of - EPOCH).days, past.present(keys), past.rated(keys))
            for past in self.past
        )
        older = any(past.as_of.year < valid_from.year for past in self.past)
        began = self.began if self.began is not None else None if older else valid_from.year
        start = (term_start - EPOCH).days if term_start is not None else None
        year = term_start.year if term_start is not None else None
        return EarlierYears(periods, as_of.year, began, start, year, ~self._sure(keys))

    def add_item(
        self, years: EarlierYears, item: str, keys: tuple[str, ...], kind: Kind, choices: tuple[str, ...], like: Column
    ) -> None:
        """Put the values of one item into `years`; they count what `like` counts, and are as private."""
        for past, period in zip(self.past, years.periods, strict=True):
            values, states = past.recorded(item, keys, kind, choices), past.item(item, keys)["state"]
            period.columns[item] = replace(values, unit=like.unit, private=like.private)
            period.unreadable[item] = period.rated & ~values.settled & ~(states == UNDECIDED).to_numpy(bool)

    def rated_before(self, keys: tuple[str, ...], as_of: date) -> Column:
        """上年已评定: whether each subject was rated in the year before (one still undecided counts as rated)."""
        past, size = self.ago(1, as_of), len(keys)
        if past is None:
            return logic.truth(np.zeros(size, bool), np.full(size, not self.past)).mark_pending(np.ones(size, bool))
        return logic.truth(past.rated(keys), self._sure(keys)).mark_pending(np.ones(size, bool))

    def rated_ever(self, keys: tuple[str, ...]) -> Column:
        """曾评定: whether each subject was rated in any earlier period."""
        rated = self._rated_in(self.past, keys)
        return logic.truth(rated, rated | self._sure(keys)).mark_pending(np.ones(len(keys), bool))

    def first_in_term(self, keys: tuple[str, ...], term_start: date | None, as_of: date) -> Column:
        """本届首评: whether nobody rated a subject since the term began; without a term, whether nobody ever did."""
        since = term_start or date.min
        rated = self._rated_in([past for past in self.past if past.as_of >= since], keys)
        whole = all(year < since.year for year in self.missing(as_of))
        return logic.truth(~rated, rated | (self._sure(keys) & whole)).mark_pending(np.ones(len(keys), bool))

    def last(self, item: str, keys: tuple[str, ...], kind: Kind, choices: tuple[str, ...], as_of: date) -> Column:
        """上年(item): the value of the year before.

        Lacking for those never rated, or of whom the period does not have the item; pending for those undecided then, or
        rated earlier but not in that year, and for all where the year is not in the ledger.
        """
        past = self.ago(1, as_of)
        if past is None:
            return Column.unknown(kind, len(keys), choices).mark_pending(np.full(len(keys), bool(self.past)))
        missed = ~past.rated(keys) & self._rated_in(self.past, keys)
        return past.recorded(item, keys, kind, choices).mark_pending(missed | ~self._sure(keys))

    def latest(self, item: str, keys: tuple[str, ...], kind: Kind, choices: tuple[str, ...], as_of: date) -> Column:
        """上次(item): the value of the last period each subject was rated in, however long ago.

        Pending where it was undecided then, and where a year is not in the ledger since.
        """
        found, since = Column.unknown(kind, len(keys), choices), np.zeros(len(keys), np.int64)
        for past in self.past:
            rated = past.rated(keys)
            made = past.recorded(item, keys, kind, choices)
            pending = np.where(rated, made.undecided, found.undecided)
            found = replace(arithmetic.choose(rated, made, found), pending=pending)
            since = np.where(rated, past.as_of.year, since)
        lost = max(self.missing(as_of), default=0)
        unsure = (lost > since) & ((since > 0) | (lost == as_of.year - 1)) | ~self._sure(keys)
        return found.mask(~unsure).mark_pending(unsure)

    def back(
        self, item: str, back: int, keys: tuple[str, ...], kind: Kind, choices: tuple[str, ...], as_of: date
    ) -> Column:
        """往年(item, back): the value so many periods ago.

        Lacking before the ledger begins and for those not rated then; pending where a year between is not in the ledger.
        """
        past = self.ago(back, as_of)
        if past is None:
            broken = len(self.unbroken(as_of)) < len(self.past)
            return Column.unknown(kind, len(keys), choices).mark_pending(np.full(len(keys), broken))
        return past.recorded(item, keys, kind, choices).mark_pending(~self._sure(keys))

    def ago(self, back: int, as_of: date) -> Past | None:
        """The period so many before that of `as_of`, where no year between is missing."""
        unbroken = self.unbroken(as_of)
        return unbroken[back - 1] if len(unbroken) >= back else None

    def missing(self, as_of: date) -> list[int]:
        """The years since the ledger begins that are not in it."""
        present = {past.as_of.year for past in self.past}
        return [year for year in range(min(present, default=as_of.year), as_of.year) if year not in present]

    def run(
        self, item: str, keys: tuple[str, ...], now: Column, as_of: date, since: date | None = None,
        before: Column | None = None,
    ) -> Column:  # fmt: skip
        """连续年数(item): for how many periods running, this one included, a condition has held.

        A period in which the subject took no part ends the run. One that meets an undecided value, a missing one or a
        missing year before it ends is of unknown length, and so is one that is still running where the ledger begins:
        at least so long as is known. since: when the condition can have held first, where the ledger need not go back
        further. before: for how many years it had held when the ledger begins, which is added where it still does there.
        """
        running, unsure = logic.certainly(now), ~now.known
        length = running.astype(np.int64)
        unbroken = self.unbroken(as_of)
        if self.past:
            renamed = running & ~self._sure(keys)
            running, unsure = running & ~renamed, unsure | renamed
        for past in unbroken:
            held, rated = past.value(item, keys, Kind.BOOL), past.rated(keys)
            lost = running & rated & ~held.known
            running, unsure = running & rated & logic.certainly(held), unsure | lost
            length += running
        first = unbroken[-1].as_of if unbroken else as_of
        is_broken = len(unbroken) < len(self.past)
        total = Column(Kind.NUMBER, length, np.ones(len(keys), bool))
        if before is not None and not is_broken:
            unsure |= running & ~before.known
            total = arithmetic.choose(running & before.known, arithmetic.add(total, before), total)
        elif is_broken or since is None or since.year < first.year:
            unsure |= running
        found = replace(total.mask(~unsure), pending=unsure)
        return bounds.with_ends(found, Column(Kind.NUMBER, length, unsure), Column.unknown(Kind.NUMBER, len(keys)))

    def reaches_back(self, item: str, key: str, as_of: date) -> bool:
        """Whether a condition that holds now has held for one subject in every period of the ledger, none missing."""
        unbroken = self.unbroken(as_of)
        held = (past.value(item, (key,), Kind.BOOL).at(0) for past in unbroken)
        return len(unbroken) == len(self.past) and all(held)

    def unbroken(self, as_of: date) -> tuple[Past, ...]:
        """The periods before that of `as_of`, the latest first, as far back as no year between two is missing."""
        later, unbroken = as_of, []
        for past in reversed(self.past):
            if later.year - past.as_of.year > 1:
                break
            unbroken.append(past)
            later = past.as_of
        return tuple(unbroken)

    def gain(self, item: str, keys: tuple[str, ...], now: Column, term_start: date | None, as_of: date) -> Column:
        """任期内增加(item): this period's value less where the term began.

        That is the last rating before the term, or else the first one in it; undecided there, or where a year since is
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
            since, within = np.where(take, past.as_of.year, since), np.where(take, not before_term, within)
        doubtful = ~self._sure(keys)
        for year in self.missing(as_of):
            if term_start is not None and year < term_start.year:
                doubtful |= settled & ((since < year) | within)
            else:
                doubtful |= ~settled | (since > year)
        gained = arithmetic.subtract(now, arithmetic.choose(settled, start, now))
        return gained.mask(~doubtful).mark_pending(settled | doubtful)

    def _rated_in(self, periods: Iterable[Past], keys: tuple[str, ...]) -> Mask:
        """Who was rated in one of some periods."""
        rated = np.zeros(len(keys), bool)
        for past in periods:
            rated |= past.rated(keys)
        return rated

    def _sure(self, keys: tuple[str, ...]) -> Mask:
        return np.array([key not in self.doubtful for key in keys], bool)
