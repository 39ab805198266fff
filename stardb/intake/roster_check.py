"""Who is on the roster and not in a table, and who is in a table and not on the roster: as data, for reports to list."""

from stardb.dataclass import dataclass
from stardb.problems import Place


@dataclass(frozen=True)
class MissingSubject:
    """A subject without a row in a table. place: where the roster has it, None where the roster does not tell."""

    title: str
    group: str
    table: str
    place: Place | None


@dataclass(frozen=True)
class UnknownSubject:
    """A row's subject that the roster does not have, masked. nearest: the roster's names most like it.

    rows: how many rows stand under it, more than one where the whole group is unknown.
    """

    title: str
    group: str
    table: str
    place: Place | None
    nearest: tuple[str, ...] = ()
    rows: int = 1
