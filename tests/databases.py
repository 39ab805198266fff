"""A PostgreSQL server to test with: of its own, on a socket in a folder of its own, and gone with the tests."""

import os
import secrets
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from stardb.ledger import Ledger, Owner
from stardb.ledger.postgresql_store import PostgresqlStore

PASSWORD = "口令-Geheim@7"
"""With what has to be written otherwise in a URL."""


def find_programs() -> Path | None:
    """The folder of initdb and postgres, which Debian leaves off the path."""
    on_path = shutil.which("initdb")
    found = [Path(on_path).resolve().parent] if on_path else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return next((folder for folder in reversed(found) if (folder / "postgres").exists()), None)


class Server:
    """A running server. folder: where its socket is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def url(self, database: str = "ledger", password: str = PASSWORD, user: str = "clerk") -> str:
        """How a database is reached."""
        quoted = "".join(f"%{byte:02X}" for byte in password.encode())
        return f"postgresql://{user}:{quoted}@/{database}?host={self.folder}"

    def execute(self, statement: str, database: str = "postgres") -> None:
        """Carry out a statement as the server's owner."""
        import psycopg

        with psycopg.connect(self.url(database, user="owner"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def make_database(self) -> str:
        """A new database that belongs to the clerk; its URL."""
        name = f"ledger_{secrets.token_hex(4)}"
        self.execute(f"create database {name} owner clerk strategy file_copy")
        return self.url(name)


@contextmanager
def run_server(programs: Path) -> Iterator[Server]:
    """A server; PostgreSQL refuses to run as root, so that root starts it as another user."""
    folder = Path(tempfile.mkdtemp(prefix="stardb-pg-"))
    user = None
    if os.getuid() == 0:
        import pwd

        user = next(name for name in ("postgres", "nobody") if any(one.pw_name == name for one in pwd.getpwall()))
        shutil.chown(folder, user)
    try:
        (folder / "password").write_text(PASSWORD, encoding="utf-8")
        (folder / "password").chmod(0o644)
        common: dict[str, Any] = {"user": user, "cwd": folder, "check": True, "capture_output": True}
        made = ["--pgdata=data", "--username=owner", "--auth=scram-sha-256", "--pwfile=password", "--encoding=UTF8"]
        subprocess.run([programs / "initdb", *made, "--no-locale", "--no-sync"], **common)
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=40"
        start = [programs / "pg_ctl", "--pgdata=data", "--wait", "--log=log", f"--options={options}"]
        subprocess.run([*start, "start"], **{**common, "capture_output": False, "stdout": subprocess.DEVNULL})
        try:
            server = Server(folder)
            server.execute(f"create user clerk password '{PASSWORD}'")
            yield server
        finally:
            subprocess.run([programs / "pg_ctl", "--pgdata=data", "--mode=immediate", "--wait", "stop"], **common)
    finally:
        shutil.rmtree(folder)


@contextmanager
def _open(ledger: Ledger) -> Iterator[Any]:
    """A connection to a ledger past stardb."""
    if isinstance(ledger.store, PostgresqlStore):
        import psycopg

        with psycopg.connect(ledger.store._url, options="-c search_path=stardb") as connection:
            yield connection
    else:
        with closing(sqlite3.connect(ledger.path)) as connection, connection:
            yield connection


def select(ledger: Ledger, query: str) -> list[tuple[Any, ...]]:
    """What stands in a ledger's tables."""
    with _open(ledger) as connection:
        return [tuple(row) for row in connection.execute(query).fetchall()]


def change(ledger: Ledger, *statements: str) -> None:
    """Change a ledger by another hand."""
    with _open(ledger) as connection:
        for statement in statements:
            connection.execute(statement)


def open_again(ledger: Ledger, owner: Owner) -> Ledger:
    """The same ledger as somebody else opens it."""
    again = Ledger(ledger.path, owner)
    again.store = ledger.store
    return again
