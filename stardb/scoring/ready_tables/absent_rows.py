"""`mark_unreported`: of whom it is not known what stands in a record table, as nothing came in and that does not mean none."""

from dataclasses import replace

import numpy as np

from stardb.intake import Table, Tables
from stardb.rulebook import Scheme, TableSpec


def mark_unreported(scheme: Scheme, tables: Tables) -> Tables:
    """The tables with the subjects lacking that have no row in a table that must have one, and do not say that they have none."""
    size = len(tables.subjects)
    many = {
        title: _mark(scheme.tables[title], table, size) if title in scheme.filled_in else table
        for title, table in tables.many.items()
    }
    return replace(tables, many=many)


def _mark(spec: TableSpec, table: Table, size: int) -> Table:
    if spec.means_none:
        return table
    lacking = np.bincount(table.subject, minlength=size) == 0
    if table.none is not None:
        lacking &= ~table.none
    if table.lacking is not None:
        lacking |= table.lacking
    return replace(table, lacking=lacking) if lacking.any() else table
