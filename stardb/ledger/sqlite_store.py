"""A ledger in a file of SQLite: opened for one transaction at a time, and refused where it is not a ledger."""

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from stardb.files import cause, remedy
from stardb.ledger.events import OldLedger
from stardb.ledger.ledger_tables import TABLES, list_columns, read_columns
from stardb.ledger.result_rows import DoubtfulRow
from stardb.ledger.store import RESTORE, Connection, StoreFault

PATIENCE = 2
"""How many seconds to wait for another program that is using the file."""

_SAFE = ("foreign_keys = on", "trusted_schema = off", "cell_size_check = on")
"""Nothing that stands in a file is run."""


class SqliteStore:
    """A file."""

    def __init__(self, path: Path) -> None:
        self.path, self.name = path, path.name

    def exists(self) -> bool:
        """Whether there is anything of that name."""
        return os.path.lexists(self.path)

    def make(self) -> None:
        """Make the file where there is none: whole, or not at all, and for nobody else to read. Raises StoreFault."""
        if self.exists():
            return
        aside = self.path.with_name(f".stardb-{secrets.token_hex(6)}")
        try:
            try:
                os.close(os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
                with closing(sqlite3.connect(os.path.abspath(aside))) as connection:
                    connection.executescript(TABLES)
                os.rename(aside, self.path)
            finally:
                with suppress(OSError):
                    aside.unlink(missing_ok=True)
        except OSError as error:
            raise StoreFault(f"建不成：{cause(error)}", remedy(error)) from error
        except sqlite3.DatabaseError as error:
            raise _explain_error(error) from error

    def copy_to(self, path: Path) -> None:
        """Write a copy of one moment, also while others use the file. Raises StoreFault."""
        try:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
            with (
                closing(sqlite3.connect(os.path.abspath(self.path), PATIENCE)) as source,
                closing(sqlite3.connect(os.path.abspath(path))) as target,
            ):
                source.backup(target)
        except OSError as error:
            raise StoreFault(f"备份不成：{cause(error)}", remedy(error)) from error
        except sqlite3.DatabaseError as error:
            raise _explain_error(error) from error

    @contextmanager
    def transaction(self, writing: bool = False) -> Iterator[sqlite3.Connection]:
        """One transaction, which counts only if nothing is raised. Raises StoreFault, OldLedger, DoubtfulRow."""
        if not self.path.is_file():
            kind = "文件夹" if self.path.is_dir() else "断了的链接" if self.path.is_symlink() else "管道、设备一类"
            raise StoreFault(f"打不开：这是{kind}，不是文件", f"把它移走，从备份放回 {self.name}。")
        if _is_cut_short(self.path):
            raise StoreFault("不完整：拷贝时被截断，或是正在使用时拷贝的", _COPY)
        try:
            with closing(sqlite3.connect(os.path.abspath(self.path), PATIENCE, isolation_level=None)) as connection:
                for pragma in _SAFE:
                    connection.execute(f"pragma {pragma}")
                connection.execute("begin immediate" if writing else "begin")
                _check_tables(connection)
                yield connection
                connection.execute("commit")
        except sqlite3.DatabaseError as error:
            raise _explain_error(error) from error

    def is_sound(self, connection: Connection) -> bool:
        """Whether the file's indexes, in which digests stand a second time, say what its rows do."""
        return connection.execute("pragma integrity_check(1)").fetchall() == [("ok",)]


_COPY = "从原来的地方重新拷贝，拷贝时不要运行 stardb；以后用 stardb backup 备份，运行时也能备份。"


def _is_cut_short(path: Path) -> bool:
    """Whether a file is shorter than its own first page says. Raises StoreFault where it cannot be read."""
    try:
        with path.open("rb") as file:
            start, size = file.read(100), os.fstat(file.fileno()).st_size
    except OSError as error:
        raise StoreFault(*_REASONS["SQLITE_CANTOPEN"]) from error
    if len(start) < 100 or not start.startswith(b"SQLite format 3\0"):
        return False
    page = int.from_bytes(start[16:18], "big")
    is_told = start[24:28] == start[92:96]  # else the number of pages was written by a program that does not tell it
    return is_told and size < (65536 if page == 1 else page) * int.from_bytes(start[28:32], "big")


def _check_tables(connection: sqlite3.Connection) -> None:
    """Raises OldLedger, DoubtfulRow for a database that has not just the ledger's tables."""
    there = read_columns(connection)
    if "appraisals" in there and "event" not in there:
        raise OldLedger
    sound = all(there.get(table, set()) >= columns for table, columns in list_columns().items())
    if not sound or connection.execute("select 1 from sqlite_master where type in ('trigger', 'view')").fetchone():
        raise DoubtfulRow("不是台账，或缺表、缺栏")


def _explain_error(error: sqlite3.DatabaseError) -> StoreFault:
    """Why the file cannot be used, and what to do."""
    name = str(getattr(error, "sqlite_errorname", ""))
    told = next((told for start, told in _REASONS.items() if name.startswith(start)), None)
    return StoreFault(*(told or ("不是台账、已损坏，或是别的版本建的", RESTORE)))


_REASONS = {
    "SQLITE_BUSY": ("正被别的程序占用", "关闭占用它的程序，再运行。"),
    "SQLITE_LOCKED": ("正被别的程序占用", "关闭占用它的程序，再运行。"),
    "SQLITE_READONLY": ("没有写的权限，或这个位置只能读", "检查文件和文件夹的权限。"),
    "SQLITE_CANTOPEN": ("没有写的权限，或打不开", "检查文件和文件夹的权限。"),
    "SQLITE_PERM": ("没有写的权限，或打不开", "检查文件和文件夹的权限。"),
    "SQLITE_FULL": ("磁盘已满", "清出空间，再运行。"),
    "SQLITE_IOERR": ("磁盘读写出错，或已经满了", "清出空间，检查磁盘或共享盘的连接，再运行。"),
    "SQLITE_NOMEM": ("内存不够", "关闭一些程序，再运行。"),
}
"""How SQLite's name of an error begins -> what it means, and what to do."""
