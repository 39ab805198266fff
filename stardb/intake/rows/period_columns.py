"""The columns of a record table that say which period a row is of: what a folder writes into them, which rows are of a period."""

from contextlib import suppress

import numpy as np

from stardb.intake.tables import Table
from stardb.quantity import EPOCH, Column, Frequency, Period, find_part_of_year, find_period, logic
from stardb.rulebook import ColumnSpec, TableSpec, make_window, read_period_column
from stardb.scorers.kit import FAR, Stretches


def write_period(name: str, spec: ColumnSpec, period: Period) -> str:
    """What a period column says of a row of a period; "" where the period does not tell."""
    told = read_period_column(name, spec)
    if told is None or period.kind is Frequency.TERM:
        return ""
    if told.words:
        named = zip(
            spec.words, (find_part_of_year(kind, number, period.year) for kind, number in told.words), strict=True
        )
        holding = [(part.last - part.first, word) for word, part in named if part.contains(period)]
        return min(holding)[1] if holding else ""
    if spec.type == "year":
        return str(period.year)
    whole = find_period(period.last, told.counts) if spec.part is not None else None
    return str(whole.number) if whole is not None and whole.contains(period) else ""


def list_stretches(table: Table) -> Stretches | None:
    """The days between which the rows lie whose own day is left blank: those of their folder; None where there is no such row."""
    if table.undated is None or not table.undated.any():
        return None
    first, last = np.full(len(table), -FAR, np.int64), np.full(len(table), FAR, np.int64)
    for k, source in enumerate(table.sources):
        if source.folder is not None:
            mine = table.undated & (table.source == k)
            first[mine], last[mine] = ((day - EPOCH).days for day in (source.folder.first, source.folder.last))
    return first, last


def find_rows_of(spec: TableSpec, table: Table, period: Period) -> Column:
    """Which rows of a record table lie in a period, by its period columns; unknown where these leave that open."""
    with suppress(KeyError):
        window = make_window(spec.model_copy(update={"span": "period"}), period)
        if window is not None:
            return window.find_inside(table.columns, len(table), list_stretches(table))
    nothing = np.zeros(len(table), bool)
    return logic.truth(nothing, nothing)
