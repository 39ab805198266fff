"""Where a ledger's tables stand: what SQLite and PostgreSQL have to do alike, and how they say that they cannot.

All statements are the same for both: inserts and selects, their values marked `?`.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol


class Rows(Protocol):
    """What a select found."""

    def fetchone(self) -> Any:
        """The next row; None after the last."""

    def fetchall(self) -> list[Any]:
        """All rows."""

    def __iter__(self) -> Iterator[Any]:
        """Row by row."""


class Connection(Protocol):
    """One transaction."""

    def execute(self, query: str, values: Sequence[Any] = ..., /) -> Rows:
        """Carry out one statement."""

    def executemany(self, query: str, rows: Sequence[Sequence[Any]], /) -> object:
        """Carry out a statement once for each row of values."""


class Store(Protocol):
    """The place of a ledger. Its methods raise StoreFault where it cannot be used.

    name: how people know it: the file, or the database without its password.
    """

    name: str

    def exists(self) -> bool:
        """Whether there is anything in its place."""

    def make(self) -> None:
        """Make the tables where there is nothing: all of them, or none."""

    def transaction(self, writing: bool = False) -> AbstractContextManager[Connection]:
        """One transaction, which counts only if nothing is raised; of those that write, one at a time.

        Raises StoreFault; and OldLedger or DoubtfulRow for what is no ledger of today.
        """

    def is_sound(self, connection: Connection) -> bool:
        """Whether what the place keeps beside the rows, to find them by, says the same as they do."""


class StoreFault(Exception):
    """A ledger's place cannot be used. reason: half a Chinese sentence; remedy: what to do, "" for what the code's entry says."""

    def __init__(self, reason: str, remedy: str = "", code: str = "W301") -> None:
        super().__init__(reason)
        self.reason, self.remedy, self.code = reason, remedy, code


RESTORE = "从备份恢复；没有备份的，把它改名存起来，从首评的时期起逐期重新运行。"
