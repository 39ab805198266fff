"""Frames as sheets, so that what pandas holds is read by the same rules as what a township sends."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from stardb.books import Cell, Sheet

SOURCE = "DataFrame"
"""What places call the file that a frame is not."""


def make_sheets(frames: Mapping[str, pd.DataFrame]) -> list[Sheet]:
    """A sheet a frame, named like its table: the column labels in row 1, the rows from row 2 on.

    A named index counts as columns. Raises TypeError for a value that no sheet could hold, with the frame, row and column.
    """
    return [_make_sheet(title, frame) for title, frame in frames.items()]


def _make_sheet(title: str, frame: pd.DataFrame) -> Sheet:
    whole = frame.reset_index() if any(name is not None for name in frame.index.names) else frame
    labels = [str(label) for label in whole.columns]
    columns = [
        [_make_cell(value, title, label, i) for i, value in enumerate(whole[name])]
        for name, label in zip(whole.columns, labels, strict=True)
    ]
    return Sheet(SOURCE, title, [labels, *(list(row) for row in zip(*columns, strict=True))])


def _make_cell(value: Any, title: str, label: str, i: int) -> Cell:
    """A value as a cell holds it; "" where there is none. Decimals are kept digit by digit, as text."""
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return ""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, pd.Timestamp):
        value = value.to_pydatetime()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Fraction) and value.denominator == 1:
        return int(value)
    if isinstance(value, str | bool | int | float | dt.datetime | dt.date | dt.time | dt.timedelta):
        return value
    raise TypeError(
        f"{title}, row {i}, {label}: {value!r} is no value a sheet could hold; give a text, number, date or bool"
    )
