"""`Past`: what one earlier period of a scheme came to, as its record has it."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from stardb.dataclass import dataclass
from stardb.quantity import Array, Column, Kind, Mask, Period

DECIDED, UNDECIDED, NOT_RATED = "已定", "待定", "不参评"

RECORD = ["key", "item", "state", "numerator", "denominator", "word"]
"""The columns of a period's record: one row a subject and item; numbers as a fraction, words as they are."""


@dataclass(frozen=True, eq=False)
class Past:
    """One earlier period of a scheme: which it is, the day it was rated on, and its record (a frame with the columns `RECORD`).

    stored: what the record calls each of today's keys (a renamed township, a key kept as a hash). find_unsure: for which of
    today's keys nobody knows whose of this period they are (merged villages, of which nobody has said which goes on).
    """

    period: Period
    as_of: date
    record: pd.DataFrame
    stored: Callable[[Sequence[str]], list[str]] = list
    find_unsure: Callable[[Sequence[str]], Collection[str]] = lambda keys: ()

    def sure(self, keys: Sequence[str]) -> Mask:
        """Of whom it is known which subject of this period they were, if any."""
        unsure = self.find_unsure(keys)
        if not unsure:
            return np.ones(len(keys), bool)
        return np.array([key not in unsure for key in keys], bool)

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
        return np.isin(np.array(self.stored(keys), dtype=object).astype(str), self.list_rated().astype(str))

    def list_rated(self) -> Array:
        """The keys, as the record has them, of those who took part."""
        rated: Array = self.record["key"][self.record["state"].isin([DECIDED, UNDECIDED])].unique()
        return rated


def whole_numbers(values: "pd.Series[Any]") -> Array:
    """Whole numbers, or the words for them, as int64; as Python's own where one does not fit."""
    try:
        return values.to_numpy(np.int64)
    except OverflowError:
        return values.map(int).to_numpy(object)
