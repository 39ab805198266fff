"""All rows of a ledger put into another."""

from stardb.ledger.ledger_tables import list_columns
from stardb.ledger.store import Connection

_IN_ORDER = ("blob", "event", "result", "placed")
"""Each table after those that it refers to."""


def copy_rows(source: Connection, target: Connection) -> None:
    """Add all rows of one ledger to another that has none."""
    columns = list_columns()
    for table in _IN_ORDER:
        names = sorted(columns[table])
        rows = source.execute(f"select {', '.join(names)} from {table}").fetchall()
        marks = ", ".join("?" for _ in names)
        target.executemany(f"insert into {table} ({', '.join(names)}) values ({marks})", rows)
