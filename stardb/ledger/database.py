"""The ledger's database file: opened for one transaction at a time, and refused where it is not a ledger."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from stardb.ledger.events import OldLedger
from stardb.ledger.ledger_tables import TABLES
from stardb.ledger.result_rows import DoubtfulRow

PATIENCE = 2
"""How many seconds to wait for another program that is using the file."""

_SAFE = ("foreign_keys = on", "trusted_schema = off", "cell_size_check = on")
"""Nothing that stands in a file is run."""


@contextmanager
def transaction(path: Path, writing: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection within one transaction, which counts only if nothing is raised. Raises sqlite3.DatabaseError."""
    with closing(sqlite3.connect(os.path.abspath(path), PATIENCE, isolation_level=None)) as connection:
        for pragma in _SAFE:
            connection.execute(f"pragma {pragma}")
        connection.execute("begin immediate" if writing else "begin")
        yield connection
        connection.execute("commit")


def create_tables(path: Path) -> None:
    """Make the tables in an empty file. Raises sqlite3.DatabaseError."""
    with closing(sqlite3.connect(os.path.abspath(path))) as connection:
        connection.executescript(TABLES)


def check_tables(path: Path) -> None:
    """Raises OldLedger, DoubtfulRow for a database that has not just the ledger's tables, or sqlite3.DatabaseError."""
    with transaction(path) as connection, closing(sqlite3.connect(":memory:")) as model:
        model.executescript(TABLES)
        there, expected = _tables(connection), _tables(model)
        if "appraisals" in there and "event" not in there:
            raise OldLedger
        sound = all(there.get(table, set()) >= columns for table, columns in expected.items())
        if not sound or connection.execute("select 1 from sqlite_master where type in ('trigger', 'view')").fetchone():
            raise DoubtfulRow("不是台账，或缺表、缺栏")


def _tables(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """The tables and their columns."""
    columns = connection.execute(
        "select tables.name, columns.name from sqlite_master tables, pragma_table_info(tables.name) columns"
        " where tables.type = 'table'"
    )
    found: dict[str, set[str]] = {}
    for table, column in columns:
        found.setdefault(table, set()).add(column)
    return found
