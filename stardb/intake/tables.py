"""What intake hands on: typed columns whose every value leads back to its cell."""

from collections.abc import Mapping
from dataclasses import field, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from stardb.dataclass import dataclass
from stardb.intake.matching.form_id import FormId
from stardb.ooxml import cell_name
from stardb.problems import Place
from stardb.quantity import Column, Mask, Period

Index: TypeAlias = npt.NDArray[np.int64]
"""Row or subject numbers."""


@dataclass(frozen=True)
class RowSource:
    """One sheet that was read, and where in it each declared column stands.

    columns: the sheet column (from 0) of each. fixed: the cell of a value that holds for all rows, given above the table.
    spots: where the table does not lie in rows (a form, a table on its side): row number -> column -> cell name.
    form: what it says of itself, where it is a form that stardb sent out. is_apart: whether it lies in the folder of another
    period than the one rated, so that who sent it has not sent this period's. folder: the period that its folder is named by.
    """

    file: str
    sheet: str
    columns: Mapping[str, int]
    fixed: Mapping[str, str] = field(default_factory=dict)
    spots: Mapping[int, Mapping[str, str]] | None = None
    form: FormId | None = None
    is_apart: bool = False
    folder: Period | None = None

    def cell(self, row: int, column: str) -> str:
        """The name of the cell of `column` in row number `row`; "" where the sheet does not have the column."""
        if column in self.fixed:
            return self.fixed[column]
        if column not in self.columns:
            return ""
        return cell_name(row, self.columns[column]) if self.spots is None else self.spots[row][column]


@dataclass(frozen=True, eq=False)
class Table:
    """A table of a scheme as read from all its sheets.

    columns: name -> Column, all of length n. source: index into `sources` for each row, -1 where a subject has no row.
    row: the row's number in its sheet, from 1; where the table does not lie in rows, a number of its own. subject: the index of the subject each row belongs to.
    In a one-row-a-subject table row i is subject i's. lacking: for each subject, whether nobody sent the sheet its rows would
    stand in, so that no row does not mean none (of a one-row table also told by `source`); twice: whether it came in two versions, none of
    which is read. none: for each subject, whether it says that it has no row. repeated: for each row, whether it says what an earlier one says, word for word.
    written: of a table of one stage, for each column, which rows have anything in it, be it unreadable.
    undated: for each row, whether its day is left blank, so that it is one of the period of its folder.
    """

    name: str
    columns: Mapping[str, Column]
    sources: tuple[RowSource, ...]
    source: Index
    row: Index
    subject: Index
    lacking: Mask | None = None
    twice: Mask | None = None
    none: Mask | None = None
    repeated: Mask | None = None
    written: Mapping[str, Mask] = field(default_factory=dict)
    undated: Mask | None = None

    def __len__(self) -> int:
        return len(self.row)

    def take(self, rows: Mask | Index) -> "Table":
        """Only some of the rows, in the order given."""
        places = np.flatnonzero(rows) if rows.dtype == bool else rows
        return replace(
            self,
            columns={name: column.take(places) for name, column in self.columns.items()},
            source=self.source[places],
            row=self.row[places],
            subject=self.subject[places],
            repeated=None if self.repeated is None else self.repeated[places],
            written={name: written[places] for name, written in self.written.items()},
            undated=None if self.undated is None else self.undated[places],
        )

    @property
    def layers(self) -> tuple["Table", ...]:
        """The tables whose cells it is made of: itself, but of a table of several stages those of the stages."""
        return (self,)

    def rows_of(self, subject: int) -> range:
        """The rows of one subject of a many-row table, which stand together."""
        first, last = np.searchsorted(self.subject, [subject, subject + 1]).tolist()
        return range(first, last)

    def place(self, i: int, column: str) -> Place | None:
        """The cell that row i's value of `column` came from; None where there is no such row.

        A column its sheet does not have gives the sheet and no cell.
        """
        if self.source[i] < 0:
            return None
        source = self.sources[int(self.source[i])]
        return Place(source.file, source.sheet, source.cell(int(self.row[i]), column))


@dataclass(frozen=True, eq=False)
class Subjects:
    """Who is rated: one entry a row of the roster, in the order of files and rows."""

    keys: tuple[str, ...]
    names: tuple[str, ...]
    groups: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.keys)


@dataclass(frozen=True, eq=False)
class Tables:
    """All tables of one scheme: `single` aligned with the subjects, `many` with rows of their own."""

    subjects: Subjects
    single: Mapping[str, Table] = field(default_factory=dict)
    many: Mapping[str, Table] = field(default_factory=dict)
