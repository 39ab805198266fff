"""The ledger's tables: what happened, in order, and what every subject then came to. Rows are only ever added.

They hold texts and whole numbers, and are only ever inserted into and selected from, as any SQL database can: SQLite and
PostgreSQL have the same tables.
"""

import sqlite3
from contextlib import closing

SCHEMA = 2
"""The form of tables and bodies; every event says with which it was written.

1: only runs; the rules alone are kept with them. 2: runs name all that is kept with them (`blobs`), and there are other events.
The tables are the same; what was written in form 1 is read, and what is new is written after it in form 2.
"""

TABLES = """
-- What results were made from, each content once: rule files and the like, as they were; compressed since form 2.
CREATE TABLE blob (
    sha256 VARCHAR(64) NOT NULL PRIMARY KEY, -- of the content, not compressed
    bytes BLOB NOT NULL
);
-- What happened, each event chained to the one before.
CREATE TABLE event (
    id INTEGER NOT NULL PRIMARY KEY, -- 1, 2, 3 …
    kind VARCHAR NOT NULL, -- run, close, reopen, decision, forget
    scheme VARCHAR NOT NULL, -- the rule file's name without .yaml; empty where an event is of all schemes
    first VARCHAR(10) NOT NULL, -- ISO date: the period's first day
    last VARCHAR(10) NOT NULL, -- ISO date: its last day
    body TEXT NOT NULL, -- canonical JSON: all else there is to say, with digests
    previous VARCHAR(64) NOT NULL, -- the hash of the event before; empty for the first
    hash VARCHAR(64) NOT NULL UNIQUE -- SHA-256 of previous and body
);
-- One row a subject and item; a number is numerator/denominator, exact, in digits as it may be of any size.
CREATE TABLE result (
    event INTEGER NOT NULL REFERENCES event (id),
    key VARCHAR NOT NULL, -- the subject's key; private parts as keyed hashes
    item VARCHAR NOT NULL, -- 星级, 等次, a star, an entitlement …
    state VARCHAR NOT NULL, -- 已定, 待定 or 不参评
    numerator VARCHAR NOT NULL,
    denominator VARCHAR NOT NULL,
    word VARCHAR NOT NULL,
    PRIMARY KEY (event, key, item)
) WITHOUT ROWID;
-- The runs whose result files were put into place. The newest of a scheme and period is the one that counts.
CREATE TABLE placed (
    event INTEGER NOT NULL PRIMARY KEY REFERENCES event (id)
);
"""


def make_postgresql_tables() -> str:
    """The same tables as PostgreSQL writes them."""
    return TABLES.replace(" BLOB ", " BYTEA ").replace(" WITHOUT ROWID", "")


def list_columns() -> dict[str, set[str]]:
    """The columns of each table."""
    with closing(sqlite3.connect(":memory:")) as model:
        model.executescript(TABLES)
        return read_columns(model)


def read_columns(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """The tables and their columns, as a SQLite database has them."""
    columns = connection.execute(
        "select tables.name, columns.name from sqlite_master tables, pragma_table_info(tables.name) columns"
        " where tables.type = 'table'"
    )
    found: dict[str, set[str]] = {}
    for table, column in columns:
        found.setdefault(table, set()).add(column)
    return found
