"""Rows compared as wholes: which say the same."""

from collections.abc import Sequence

import numpy as np

from stardb.intake.tables import Index
from stardb.quantity import Column, Kind, arithmetic


def number_identical_rows(owner: Index, columns: Sequence[Column]) -> Index:
    """A number for each row, the same for rows with one owner that are alike in all columns; unknown is like unknown.

    Numbers run from 0 in the order in which they first occur.
    """
    lot = _dense(owner)
    for column in columns:
        lot = _dense(lot * (len(lot) + 2) + _places(column))
    _, first, inverse = np.unique(lot, return_index=True, return_inverse=True)
    place = np.empty(len(first), dtype=np.int64)
    place[np.argsort(first)] = np.arange(len(first))
    numbered: Index = place[inverse]
    return numbered


def _places(column: Column) -> Index:
    """A number for each value from 1, the same for equal ones; 0 for what is unknown."""
    if column.kind is Kind.TEXT:
        codes: dict[str, int] = {}
        places = np.array([codes.setdefault(text, len(codes)) for text in column.data], dtype=np.int64)
    else:
        places = _dense(arithmetic.over_one_scale(column).data if column.kind.numeric else column.data)
    return np.where(column.known, places + 1, 0)


def _dense(values: Index) -> Index:
    return np.unique(values, return_inverse=True)[1].astype(np.int64)
