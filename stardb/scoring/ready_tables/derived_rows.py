"""Record tables whose rows are columns of a one-row table (`rows_of`): 1月得分, 2月得分, … become a row a month."""

from dataclasses import replace

import numpy as np

from stardb.intake import RowSource, Table, Tables
from stardb.quantity import Array, Column, Kind, Mask, stack
from stardb.rulebook import ColumnSpec, RowsOf, Scheme, TableSpec


def add_derived_rows(scheme: Scheme, tables: Tables) -> Tables:
    """The tables of a period, with those whose rows come from columns of others. Every value leads back to the other's cell."""
    made = {
        title: _make_table(title, spec, spec.rows_of, tables)
        for title, spec in scheme.tables.items()
        if spec.rows_of is not None
    }
    return replace(tables, many={**tables.many, **made}) if made else tables


def _make_table(title: str, spec: TableSpec, rows_of: RowsOf, tables: Tables) -> Table:
    size, items = len(tables.subjects), rows_of.items
    number, wide = len(items), tables.single.get(rows_of.table)
    if wide is None:
        none = {name: Column.unknown(column.kind, 0, column.words) for name, column in spec.columns.items()}
        nobody = np.zeros(0, np.int64)
        return Table(title, none, (), nobody, nobody, nobody, lacking=np.ones(size, bool))
    by_subject = np.arange(number * size).reshape(number, size).T.ravel()  # each subject's rows together
    columns = {}
    for name, column in spec.columns.items():
        if name in rows_of.columns:
            parts = [wide.columns[source] for source in rows_of.columns[name]]
        elif name in rows_of.each_of:
            parts = [_repeat(column, item[name], size) for item in items]
        else:
            parts = [wide.columns[name]] * number
        columns[name] = stack(parts).take(by_subject)
    source = np.tile(wide.source, number) * number + np.repeat(np.arange(number), size)
    made = Table(
        title, columns, tuple(_shift(sheet, rows_of, spec.key, k) for sheet in wide.sources for k in range(number)),
        np.where(np.tile(wide.source, number) < 0, -1, source)[by_subject], np.tile(wide.row, number)[by_subject],
        np.repeat(np.arange(size), number), _find_lacking(wide),
    )  # fmt: skip
    return made.take(_is_there(made, rows_of))


def _repeat(column: ColumnSpec, word: str, size: int) -> Column:
    if column.kind is Kind.NUMBER:
        return Column.constant(Kind.NUMBER, int(word), size)
    return Column.from_codes(column.words, np.full(size, column.words.index(word)))


def _find_lacking(wide: Table) -> Mask | None:
    """Whose sheet nobody sent; None where everybody's came."""
    lacking = wide.lacking if wide.lacking is not None else (wide.source < 0) & bool(wide.sources)
    return lacking if lacking.any() else None


def _is_there(made: Table, rows_of: RowsOf) -> Array:
    """Which rows there are: none of whose sheet did not come, and, if the rule says so, none whose columns are all blank."""
    there = np.ones(len(made), bool) if made.lacking is None else ~made.lacking[made.subject]
    if rows_of.missing == "leave_out":
        found = [made.columns[name] for name in rows_of.columns]
        there &= np.logical_or.reduce([column.known | column.undecided for column in found])
    return there


def _shift(sheet: RowSource, rows_of: RowsOf, keys: list[str], k: int) -> RowSource:
    """The sheet, as the place of the k-th row of each of its rows: a column is where its source stands."""
    read = {**{key: key for key in keys}, **{name: sources[k] for name, sources in rows_of.columns.items()}}
    spots = sheet.spots
    return replace(
        sheet,
        columns={name: sheet.columns[source] for name, source in read.items() if source in sheet.columns},
        fixed={name: sheet.fixed[source] for name, source in read.items() if source in sheet.fixed},
        spots=None
        if spots is None
        else {
            row: {name: cells[source] for name, source in read.items() if source in cells}
            for row, cells in spots.items()
        },
    )
