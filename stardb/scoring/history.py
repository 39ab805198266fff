"""What earlier periods came to, as a scheme may ask for it: 上年(…), 往年(…), 任期内增加(…), 连续年数(…), and who was rated."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from stardb.quantity import Column, Kind, arithmetic, logic
from stardb.quantity.column import Array, Mask
from stardb.rulebook.names import asked

DECIDED, UNDECIDED, NOT_RATED = "已定", "待定", "不参评"

RECORD = ["key", "item", "state", "numerator", "denominator", "word"]
"""The columns of a period's record: one row a subject and item; numbers as a fraction, words as they are."""


@dataclass(frozen=True, eq=False)
class Past:
    """One earlier period of a scheme: its name, its day, and its record (a frame with the columns `RECORD`)."""

    period: str
    as_of: date
    record: pd.DataFrame

    def item(self, item: str, keys: tuple[str, ...]) -> pd.DataFrame:
        """The record of one item, a row for each key, missing where there is none."""
        rows = self.record[self.record["item"] == item].drop_duplicates("key", keep="last").set_index("key")
        # As objects: a missing row would turn whole numbers into floats, and those are not exact.
        return rows.astype({"numerator": object, "denominator": object}).reindex(list(keys))

    def value(self, item: str, keys: tuple[str, ...], kind: Kind, choices: tuple[str, ...] = ()) -> Column:
        """The item's value for each key; unknown where it was undecided, not rated or absent, or no word of `choices`."""
        rows = self.item(item, keys)
        known = (rows["state"] == DECIDED).to_numpy(bool)
        if kind is Kind.CHOICE:
            return Column.coded(
                choices, np.where(known, pd.Index(choices, dtype=object).get_indexer(pd.Index(rows["word"])), -1)
            )
        if kind is Kind.TEXT:
            return Column(kind, rows["word"].where(known, "").to_numpy(object), known)
        top = whole_numbers(rows["numerator"].where(known, 0))
        bottom = whole_numbers(rows["denominator"].where(known, 1))
        alike = np.unique(bottom[known])
        # One denominator for all where there is one; else each its own, as their least common multiple may be huge.
        return Column(kind, top, known, bottom if len(alike) > 1 else int(alike[0]) if len(alike) else 1)

    def rated(self, keys: tuple[str, ...]) -> Mask:
        """Who took part, decided or not."""
        took_part = self.record["key"][self.record["state"].isin([DECIDED, UNDECIDED])]
        return np.isin(np.array(keys, dtype=object).astype(str), took_part.unique().astype(str))


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
    """

    past: tuple[Past, ...] = field(default_factory=tuple)
    doubtful: frozenset[str] = frozenset()

    def digest(self, names: Iterable[str]) -> str:
        """SHA-256 of all that a scheme reads here: what its `names` ask for, and who was rated."""
        items = sorted({about.item for name in names if (about := asked(name)) is not None})
        told = hashlib.sha256()
        for past in self.past:
            told.update(f"{past.period} {past.as_of}\n".encode())
            rated = past.record["key"][past.record["state"].isin([DECIDED, UNDECIDED])]
            told.update("\n".join([*sorted(rated.unique()), "\n"]).encode())
            rows = past.record[past.record["item"].isin(items)].sort_values(["key", "item"])
            told.update(rows[RECORD].to_csv(index=False).encode())
        return told.hexdigest()

    def rated_before(self, keys: tuple[str, ...]) -> Column:
        """上年已评定: whether each subject was rated in the period before (one still undecided counts as rated)."""
        if not self.past:
            return logic.truth(np.zeros(len(keys), bool), np.ones(len(keys), bool))
        return logic.truth(self.past[-1].rated(keys), self._sure(keys))

    def first_in_term(self, keys: tuple[str, ...], term_start: date | None) -> Column:
        """本届首评: whether nobody rated a subject since the term began; without a term, whether nobody ever did."""
        rated = np.zeros(len(keys), bool)
        for past in self.past:
            if term_start is None or past.as_of >= term_start:
                rated |= past.rated(keys)
        return logic.truth(~rated, rated | self._sure(keys))

    def last(self, item: str, keys: tuple[str, ...], kind: Kind, choices: tuple[str, ...] = ()) -> Column:
        """上年(item): last period's value; unknown where there is none."""
        return self.past[-1].value(item, keys, kind, choices) if self.past else Column.unknown(kind, len(keys), choices)

    def back(
        self, item: str, back: int, keys: tuple[str, ...], kind: Kind, choices: tuple[str, ...], as_of: date
    ) -> Column:
        """往年(item, back): the value so many periods ago; unknown where there is none, or where a year between is missing."""
        past = self.ago(back, as_of)
        return past.value(item, keys, kind, choices) if past else Column.unknown(kind, len(keys), choices)

    def ago(self, back: int, as_of: date) -> Past | None:
        """The period so many before that of `as_of`, where no year between is missing."""
        unbroken = self.unbroken(as_of)
        return unbroken[back - 1] if len(unbroken) >= back else None

    def run(self, item: str, keys: tuple[str, ...], now: Column, as_of: date) -> Column:
        """连续年数(item): for how many periods running, this one included, a condition has held.

        A period in which the subject took no part ends the run, and so does the beginning of the ledger. A run that meets
        an undecided value, a missing one or a missing year before it ends is of unknown length.
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
        if len(unbroken) < len(self.past):
            unsure |= running
        return Column(Kind.NUMBER, length, ~unsure)

    def unbroken(self, as_of: date) -> tuple[Past, ...]:
        """The periods before that of `as_of`, the latest first, as far back as no year between two is missing."""
        later, unbroken = as_of, []
        for past in reversed(self.past):
            if later.year - past.as_of.year > 1:
                break
            unbroken.append(past)
            later = past.as_of
        return tuple(unbroken)

    def gain(self, item: str, keys: tuple[str, ...], now: Column, term_start: date | None) -> Column:
        """任期内增加(item): this period's value less where the term began.

        That is the last rating before the term, or else the first one in it; undecided there, the gain is undecided. For a
        subject first rated now the gain is 0 (what the first rating gives is where counting starts).
        """
        start, settled = Column.unknown(now.kind, len(keys)), np.zeros(len(keys), bool)
        for past in self.past:
            rated = past.item(item, keys)["state"].isin([DECIDED, UNDECIDED]).to_numpy(bool)
            before_term = term_start is not None and past.as_of < term_start
            take: Mask = rated & (~settled | before_term)
            start = arithmetic.choose(take, past.value(item, keys, now.kind), start)
            settled |= rated
        return arithmetic.subtract(now, arithmetic.choose(settled, start, now)).masked(self._sure(keys))

    def _sure(self, keys: tuple[str, ...]) -> Mask:
        return np.array([key not in self.doubtful for key in keys], bool)
