"""How much is looked at to find out what a sheet is: counted, so that no sheet takes longer than its size allows."""

from stardb.dataclass import dataclass


class SearchLimitReached(Exception):
    """So much of a sheet looks like headers that what it is cannot be found out within bounds."""


@dataclass
class SearchLimit:
    """Cells that may still be looked at; None is any number."""

    left: int | None = None

    def spend(self, cells: int) -> None:
        """Count cells looked at. Raises Tangled where there have been too many."""
        if self.left is not None:
            self.left -= cells
            if self.left < 0:
                raise SearchLimitReached
