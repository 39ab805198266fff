"""What a scorer gives: the value of every subject, which case was taken, and what became of rows read."""

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from stardb.dataclass import dataclass
from stardb.quantity import Column, Kind, Mask, calendar, show_at
from stardb.scorers.base.contested import Contested

Branches = npt.NDArray[np.int64]

UNKNOWN = -1
"""The branch of a subject whose case cannot be decided."""

UNTIL = "{until}"
"""In what is said of a role: where the last day stands on which the row counts."""


@dataclass(frozen=True, eq=False)
class RowTrace:
    """What a scorer over a many-row table made of each row: an index into `roles`; and whose each row is.

    validity: how long each row counts, where the scorer heeded it. counted, unclear: the roles of rows that count, and of those
    that leave their subject undecided. names: what the scorer reads of a row.
    """

    table: str
    role: npt.NDArray[np.int64]
    roles: tuple[str, ...]
    owner: npt.NDArray[np.int64]
    validity: "RowValidity | None"
    counted: tuple[int, ...] = field(default=(), kw_only=True)
    unclear: tuple[int, ...] = field(default=(), kw_only=True)
    names: tuple[str, ...] = field(default=(), kw_only=True)

    def text(self, row: int) -> str:
        """What became of a row, as people read it."""
        text = self.roles[int(self.role[row])]
        if self.validity is None or UNTIL not in text:
            return text
        return text.replace(UNTIL, self.validity.show_last_day(row))

    @property
    def share(self) -> Column | None:
        """What each row brings its subject, undecided where that is; unknown where it brings nothing. None: no amounts."""
        return None

    @property
    def reads(self) -> tuple[str, ...]:
        """The names that what a row is worth was computed from."""
        return ()

    def explain_row(self, row: int) -> str:
        """What a row is worth and why, in Chinese; "" where the scorer asks no worth of rows."""
        return ""

    def opposite(self) -> "RowTrace":
        """The same where what rows bring is taken off."""
        return self

    @cached_property
    def _by_owner(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        order = np.argsort(self.owner, kind="stable")
        return order, self.owner[order]

    def of(self, i: int) -> npt.NDArray[np.int64]:
        """Subject i's rows, as they stand in the table."""
        order, owners = self._by_owner
        return order[np.searchsorted(owners, i) : np.searchsorted(owners, i, side="right")]

    def count(self, i: int, *roles: int) -> int:
        """How many of subject i's rows came to one of `roles`."""
        return sum(role in roles for role in self.role[self.of(i)].tolist())


@dataclass(frozen=True, eq=False)
class Scored:
    """A scorer's result: the value, which case was taken for each subject, and what became of rows read.

    `core` is the value before rounding and bounds; `applies` where the clause's `when` held (None: it has none). `facts` are
    further numbers of each subject that its sentence tells. `parts` are the results of the clauses within it.
    boundless: of whom the text lays nothing down, so that the value may be anything. contested: who contests places together,
    of those whose value is not known.
    """

    column: Column
    branch: Branches
    rows: tuple[RowTrace, ...] = ()
    core: Column | None = None
    applies: Column | None = None
    facts: Mapping[str, npt.NDArray[np.int64]] = field(default_factory=dict)
    parts: "tuple[Scored, ...]" = ()
    boundless: Mask | None = None
    contested: Contested | None = None

    def show_core(self, i: int) -> str:
        """Subject i's value before rounding and bounds, as people read it."""
        return show_at(self.core if self.core is not None else self.column, i)


@dataclass(frozen=True, eq=False)
class RowValidity:
    """How long each row of a table counts.

    scored: whether it does on the day of the appraisal, and why. start: the first day on which it counts. end: the first on
    which it does not any more; 至今 where there is none. unsure: the rows of which it is not known whether they are of the
    period rated.
    """

    scored: Scored
    start: Column
    end: Column
    unsure: Mask | None = None

    def show_last_day(self, row: int) -> str:
        """The last day on which a row counts, as people read it; "" where that is unknown or it counts still."""
        if not self.end.known[row] or self.end.data[row] >= calendar.OPEN:
            return ""
        return show_at(Column(Kind.DATE, self.end.data - 1, self.end.known), row)
