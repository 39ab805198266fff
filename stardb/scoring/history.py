"""What earlier periods came to, as the scheme may ask for it: 上年(…), 任期内增加(…), and whether anyone was rated before."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from stardb.quantity import Column, Kind, arithmetic, logic
from stardb.quantity.column import Array, Mask

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

    def number(self, item: str, keys: tuple[str, ...], kind: Kind) -> Column:
        """The item's number for each key; unknown where it was undecided, not rated or absent."""
        rows = self.item(item, keys)
        known = (rows["state"] == DECIDED).to_numpy(bool)
        top = whole_numbers(rows["numerator"].where(known, 0))
        bottom = whole_numbers(rows["denominator"].where(known, 1))
        alike = np.unique(bottom[known])
        # One denominator for all where there is one; else each its own, as their least common multiple may be huge.
        return Column(kind, top, known, bottom if len(alike) > 1 else int(alike[0]) if len(alike) else 1)


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

    def digest(self, names: Iterable[str], level: str) -> str:
        """SHA-256 of all that a scheme reads here: its `names` of the form 上年(…), and who had a level."""
        items = sorted({level, *(name[name.index("(") + 1 : -1] for name in names)})
        told = hashlib.sha256()
        for past in self.past:
            told.update(f"{past.period} {past.as_of}\n".encode())
            rows = past.record[past.record["item"].isin(items)].sort_values(["key", "item"])
            told.update(rows[RECORD].to_csv(index=False).encode())
        return told.hexdigest()

    def rated_before(self, level: str, keys: tuple[str, ...]) -> Column:
        """Whether each subject was rated in the period before (a level still undecided counts as rated)."""
        if not self.past:
            return logic.truth(np.zeros(len(keys), bool), np.ones(len(keys), bool))
        state = self.past[-1].item(level, keys)["state"]
        return logic.truth(state.isin([DECIDED, UNDECIDED]).to_numpy(bool), self._sure(keys))

    def last(self, item: str, keys: tuple[str, ...], kind: Kind) -> Column:
        """上年(item): last period's value; unknown where there is none."""
        return self.past[-1].number(item, keys, kind) if self.past else Column.unknown(kind, len(keys))

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
            start = arithmetic.choose(take, past.number(item, keys, now.kind), start)
            settled |= rated
        return arithmetic.subtract(now, arithmetic.choose(settled, start, now)).masked(self._sure(keys))

    def _sure(self, keys: tuple[str, ...]) -> Mask:
        return np.array([key not in self.doubtful for key in keys], bool)
