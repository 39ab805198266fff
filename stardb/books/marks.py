"""`Marks`: what a sheet holds besides the values of its cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from stardb.books.remarks import Told
from stardb.ooxml import Spot, cell_name

CELL_LIMIT = 5_000_000
"""The largest rectangle of cells read, empty ones and all: 200 MB empty, three to four times as much filled."""


@dataclass(frozen=True)
class Marks:
    """What was found in one sheet besides values, by sheet rows and columns from 0.

    merges: the first and the last cell of each. notes: comments. remarks: what is told of cells as they are seen. hides_zeros:
    whether noughts are not shown.
    """

    merges: Sequence[tuple[Spot, Spot]] = ()
    hidden_rows: Sequence[range] = ()
    hidden_columns: Sequence[range] = ()
    notes: Mapping[Spot, str] = field(default_factory=dict)
    remarks: Mapping[Spot, Told] = field(default_factory=dict)
    hides_zeros: bool = False
    base1904: bool = False
    stamp: str = ""


def too_far(bottom: int, right: int) -> str:
    """The name of the last of so many rows and columns where they are too many to be read, else ""."""
    return cell_name(bottom, right - 1) if bottom * right > CELL_LIMIT else ""
