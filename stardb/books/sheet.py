"""`Sheet`: one worksheet as it stands in its file, before anybody knows what it means."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import TypeAlias

from stardb.books.raw.sheet_metadata import Prompt
from stardb.books.remarks import CellRemark
from stardb.dataclass import dataclass
from stardb.ooxml import Spot, cell_name
from stardb.problems import Place
from stardb.quantity import BLANK_WORDS, tidy


@dataclass(frozen=True)
class NoValue:
    """A cell whose value the file does not hold: an error value, or a formula that was never computed.

    text: what the cell holds instead, `#DIV/0!` or the formula with its `=`.
    """

    text: str


@dataclass(frozen=True)
class Control(NoValue):
    """A cell of a web page that is a field to be filled in, a box or a list: what is in it is not in its text.

    text: what the file has as its content.
    """


Cell: TypeAlias = str | float | int | bool | dt.datetime | dt.date | dt.time | dt.timedelta | NoValue
"""A value as a reader gives it; an empty cell is ""."""


@dataclass(frozen=True)
class Merge:
    """Merged cells, as rows and columns of `Sheet.rows`; `bottom` and `right` belong to it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, eq=False)
class Sheet:
    """One visible worksheet, or a part of one.

    file: relative to the workspace. rows: equally long; `rows[r][c]` is the cell in sheet row `top + r` and
    sheet column `left + c`, both from 0. spots: where each cell stands instead, if they were rearranged (a form, a table
    on its side). hidden_rows, hidden_columns, notes (comments), remarks (cells that are read otherwise than they stand in the
    file): by row and column of `rows`. base1904: whether bare
    serial numbers of days count from 1904. stamp: what stardb wrote into a form or a return to know it again, a line each; ""
    if none. prompts: what is said beside cells while they are filled in, by rows and columns of the file. print_lines: what is
    printed over and under each page. whole: the sheet that a part, or a new layout, was made of.
    """

    file: str
    name: str
    rows: Sequence[Sequence[Cell]]
    top: int = 0
    left: int = 0
    merges: tuple[Merge, ...] = ()
    spots: Sequence[Sequence[Spot]] | None = None
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    notes: Mapping[Spot, str] = field(default_factory=dict)
    remarks: Mapping[Spot, CellRemark] = field(default_factory=dict)
    base1904: bool = False
    stamp: str = ""
    prompts: tuple[Prompt, ...] = ()
    print_lines: tuple[str, ...] = ()
    whole: "Sheet | None" = None

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.rows[0]) if self.rows else 0

    def spot(self, row: int, column: int) -> Spot:
        """Where in its file `rows[row][column]` stands: row and column from 0."""
        return self.spots[row][column] if self.spots else (self.top + row, self.left + column)

    def cell(self, row: int, column: int) -> str:
        """The name of `rows[row][column]`, such as `C5`."""
        r, c = self.spot(row, column)
        return cell_name(r + 1, c)

    def place(self, row: int, column: int) -> Place:
        """Where `rows[row][column]` stands."""
        return Place(self.file, self.name, self.cell(row, column))


def cell_text(cell: Cell) -> str:
    """A cell as text, close to what Excel shows: `3` for 3.0, `2022-06-18` for a day, `是`/`否` never guessed: TRUE."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    if isinstance(cell, NoValue):
        return cell.text
    return str(cell)


def to_15_digits(number: int | float) -> str:
    """A number as Excel shows and compares it: a formula's 0.09999999999999998 is `0.1`."""
    return str(number) if isinstance(number, int) else f"{number:.15g}"


def is_blank(cell: Cell) -> bool:
    """Whether a cell has no content: it is empty, white space, or a stroke such as `/` or `—`."""
    return isinstance(cell, str) and (not cell or tidy(cell) in BLANK_WORDS)
