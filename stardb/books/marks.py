"""`Marks`: what a sheet holds besides the values of its cells."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from stardb.books.looks import Look
from stardb.books.remarks import Told
from stardb.books.richtext import Rich
from stardb.books.sheet import Lost
from stardb.ooxml import Spot, cell_name

CELL_LIMIT = 5_000_000
"""The largest rectangle of cells read, empty ones and all: 200 MB empty, three to four times as much filled."""


@dataclass(frozen=True)
class Marks:
    """What was found in one sheet besides values, by sheet rows and columns from 0.

    lost: cells with an error value or a formula without a result. shown: the looks of cells that are not
    plain. rich: texts in several fonts, in the place of those in the rows. remarks: what is told of cells that were seen
    already. hides_zeros: whether noughts are not shown. merges: the first and the last cell of each, where calamine shows none. notes: comments. far: the last corner of a sheet too large to be read.
    """

    lost: Mapping[Spot, Lost] = field(default_factory=dict)
    shown: Iterable[tuple[Spot, Look]] = ()
    merges: Sequence[tuple[Spot, Spot]] = ()
    hidden_rows: Sequence[range] = ()
    hidden_columns: Sequence[range] = ()
    notes: Mapping[Spot, str] = field(default_factory=dict)
    far: str = ""
    base1904: bool = False
    stamp: str = ""
    hides_zeros: bool = False
    rich: Mapping[Spot, Rich] = field(default_factory=dict)
    remarks: Mapping[Spot, Told] = field(default_factory=dict)


def too_far(bottom: int, right: int) -> str:
    """The name of the last of so many rows and columns where they are too many to be read, else ""."""
    return cell_name(bottom, right - 1) if bottom * right > CELL_LIMIT else ""
