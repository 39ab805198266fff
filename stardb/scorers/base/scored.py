"""What a scorer gives: the value of every subject, which case was taken, and what became of rows read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from stardb.quantity import Column, Mask, show_at

Branches = npt.NDArray[np.int64]

UNKNOWN = -1
"""The branch of a subject whose case cannot be decided."""


@dataclass(frozen=True, eq=False)
class RowTrace:
    """What a scorer over a many-row table made of each row: an index into `roles`; and whose each row is."""

    table: str
    role: npt.NDArray[np.int64]
    roles: tuple[str, ...]
    owner: npt.NDArray[np.int64]

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

    `core` is the value before rounding and bounds; `applies` where the clause's `when` held (None: it has none). Where a
    scorer can tell more of what is undecided: `span`, the least and the most the value may still come to, and `possible`,
    who may still come to each word. `facts` are further numbers of each subject that its sentence tells. `parts` are the
    results of the clauses within it.
    """

    column: Column
    branch: Branches
    rows: tuple[RowTrace, ...] = ()
    core: Column | None = None
    applies: Column | None = None
    span: tuple[Column, Column] | None = None
    possible: Mapping[str, Mask] | None = None
    facts: Mapping[str, npt.NDArray[np.int64]] = field(default_factory=dict)
    parts: "tuple[Scored, ...]" = ()

    def show_core(self, i: int) -> str:
        """Subject i's value before rounding and bounds, as people read it."""
        return show_at(self.core if self.core is not None else self.column, i)
