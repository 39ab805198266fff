"""A table with one row for several subjects: a village's figures, read by each of its cadres.

Its key is columns of the roster other than the roster's own key.
"""

from dataclasses import replace

import numpy as np

from stardb.intake.joining.roster import Roster, cell_texts
from stardb.intake.place_names import Key, PlaceNames
from stardb.intake.tables import Index, Subjects, Table
from stardb.rulebook import TableSpec


def is_shared(spec: TableSpec, roster: TableSpec) -> bool:
    """Whether a table's rows are each of several subjects'."""
    return set(spec.key) != set(roster.key) and set(spec.key) <= roster.columns.keys()


def holders(spec: TableSpec, roster: Roster) -> tuple[Roster, Index]:
    """The roster of those who have the rows (the villages), and which of them is each subject's; -1 where unknown."""
    columns = [roster.table.columns[name] for name in spec.key]
    known = np.logical_and.reduce([column.known for column in columns])
    keys = list(zip(*(cell_texts(column, ("" for _ in range(len(column)))) for column in columns), strict=True))
    places: dict[Key, int] = {}
    of = np.array([places.setdefault(key, len(places)) if sure else -1 for key, sure in zip(keys, known, strict=True)])
    first = np.array([int(np.flatnonzero(of == k)[0]) for k in range(len(places))], dtype=np.int64)
    group = roster.spec.group
    groups = tuple(roster.subjects.groups[i] for i in first) if group else ("",) * len(first)
    own = roster.spec.model_copy(update={"key": spec.key, "name": spec.key[-1]})
    subjects = Subjects(tuple("/".join(key) for key in places), tuple(key[-1] for key in places), groups)
    return Roster(own, subjects, spread(roster.table, first), PlaceNames(list(places))), of.astype(np.int64)


def spread(table: Table, rows: Index) -> Table:
    """The table with row i being row `rows[i]` of before; -1 is nobody's."""
    columns = {name: column.take(rows) for name, column in table.columns.items()}
    there = rows >= 0
    source, row = (np.where(there, part[rows], -1) if len(part) else rows for part in (table.source, table.row))
    written = {name: there & mask[rows] if len(mask) else there for name, mask in table.written.items()}
    return replace(table, columns=columns, source=source, row=row, subject=np.arange(len(rows)), written=written)
