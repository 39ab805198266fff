"""The frame of a whole appraisal: what scorers compute from, for all subjects at once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from stardb.dataclass import dataclass
from stardb.expressions import Frame
from stardb.quantity import Column, Frequency, Kind, Mask, arithmetic
from stardb.scorers.base.past_periods import EarlierPeriods
from stardb.scorers.base.scored import Scored

RowMaker: TypeAlias = "Callable[[AppraisalFrame], Scored]"
"""Computes something for every row of a table at once, from the frame of its rows."""


@dataclass(frozen=True, eq=False)
class AppraisalFrame(Frame):
    """The frame of a whole appraisal: besides the subjects' columns, the rows of the many-row tables.

    rows: table -> its columns; owners: table -> the subject each row belongs to. not_sent: table -> for whom nobody sent it,
    so that its rows are unknown. sent_twice: table -> for whom two versions of it came, and none was read. repeated: table -> its
    rows that say what an earlier one says. groups: each subject's township as a number; group_name: what the roster calls that column.
    rated: who takes part. today: the day of the appraisal, since 1970. scored: the steps scored so far. computed: table ->
    what makes each of its computed columns, and its validity. years: the periods before this one,
    of each kind that some step reads one by one. borrowed: table -> the
    scheme whose results its rows are. unsure: table -> of which rows it is not known whether they are of the period rated;
    empty: table -> why nobody has a row in it, where that does not mean none. Of the rows of a table: unseen, the township of everybody whose
    rows have not come, so that there may be more, and unseen_rated, who of them takes part; repeats, which rows say what an
    earlier one says. tie_order: in what order people decided that those stand who are level, the greater the earlier; None for none.
    """

    rows: Mapping[str, Mapping[str, Column]] = field(default_factory=dict)
    owners: Mapping[str, npt.NDArray[np.int64]] = field(default_factory=dict)
    not_sent: Mapping[str, Mask] = field(default_factory=dict)
    sent_twice: Mapping[str, Mask] = field(default_factory=dict)
    repeated: Mapping[str, Mask] = field(default_factory=dict)
    groups: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    rated: Mask = field(default_factory=lambda: np.zeros(0, bool))
    today: int = 0
    scored: Mapping[str, Scored] = field(default_factory=dict)
    group_name: str = ""
    computed: Mapping[str, Mapping[str, RowMaker]] = field(default_factory=dict)
    years: Mapping[Frequency, EarlierPeriods] = field(default_factory=dict)
    borrowed: Mapping[str, str] = field(default_factory=dict)
    unseen: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    unseen_rated: Mask = field(default_factory=lambda: np.zeros(0, bool))
    repeats: Mask | None = None
    unsure: Mapping[str, Mask] = field(default_factory=dict)
    empty: Mapping[str, str] = field(default_factory=dict)
    tie_order: npt.NDArray[np.int64] | None = None
    _row_columns: "dict[str, RowColumns]" = field(init=False, default_factory=dict)

    def was_sent(self, table: str) -> Mask:
        """For whom a many-row table was sent, in one version."""
        here = ~self.not_sent[table] if table in self.not_sent else np.ones(self.size, bool)
        return here & ~self.was_sent_twice(table)

    def was_sent_twice(self, table: str) -> Mask:
        """For whom two versions of a many-row table were sent."""
        return self.sent_twice.get(table, np.zeros(self.size, bool))

    def row_columns(self, table: str) -> "RowColumns":
        """The columns of a many-row table, a value a row; those computed are so when first asked for, and once."""
        if table not in self._row_columns:
            self._row_columns[table] = RowColumns(self, table)
        return self._row_columns[table]

    def row_frame(self, table: str) -> "AppraisalFrame":
        """The frame of a table's rows: its columns, and under any other name the value of each row's subject."""
        owner, missing = self.owners[table], ~self.was_sent(table)
        return AppraisalFrame(
            len(owner), self.row_columns(table), groups=self.groups[owner], rated=self.rated[owner], today=self.today,
            group_name=self.group_name, unseen=self.groups[missing], unseen_rated=self.rated[missing],
            repeats=self._find_doubtful(table),
        )  # fmt: skip

    def _find_doubtful(self, table: str) -> Mask | None:
        """The rows that may be there twice, or not at all."""
        found = [mask for mask in (self.repeated.get(table), self.unsure.get(table)) if mask is not None]
        return np.logical_or.reduce(found) if found else None

    def group_subjects(self, within: tuple[str, ...]) -> npt.NDArray[np.int64]:
        """A number for each subject's group: by the values of some columns together, -1 where one is unknown.

        Everybody is in one group where no column is named.
        """
        groups = np.zeros(self.size, np.int64)
        for name in within:
            codes = self.groups if name == self.group_name else self._number_values(self.columns[name])
            known = (groups >= 0) & (codes >= 0) & self.columns[name].known
            both = np.where(known, groups * (int(codes.max(initial=0)) + 1) + codes, -1)
            _, dense = np.unique(both, return_inverse=True)
            groups = np.where(known, dense - int(not known.all()), -1)
        return groups

    @staticmethod
    def _number_values(column: Column) -> npt.NDArray[np.int64]:
        """A number for each value of a column."""
        column = arithmetic.over_one_scale(column) if column.kind.numeric else column
        _, codes = np.unique(column.data.astype(str) if column.kind is Kind.TEXT else column.data, return_inverse=True)
        return np.where(column.known, codes, -1)


class RowColumns(Mapping[str, Column]):
    """The columns of a many-row table, a value a row: those read, those computed, and under any other name its subject's value.

    `score(name)` is how a computed column came out, row by row.
    """

    def __init__(self, frame: AppraisalFrame, table: str) -> None:
        self._frame, self._table = frame, table
        self._columns = dict(frame.rows[table])
        self._computed = frame.computed.get(table, {})
        self._scored: dict[str, Scored] = {}

    def score(self, name: str) -> Scored:
        """The result of a computed column, or of the table's validity. Raises KeyError for no such one."""
        if name not in self._scored:
            self._scored[name] = self._computed[name](self._frame.row_frame(self._table))
        return self._scored[name]

    def __getitem__(self, name: str) -> Column:
        if name in self._computed:
            return self.score(name).column
        if name not in self._columns:
            self._columns[name] = self._frame.columns[name].take(self._frame.owners[self._table])
        return self._columns[name]

    def __contains__(self, name: object) -> bool:
        return name in self._computed or name in self._columns or name in self._frame.columns

    def __iter__(self) -> Iterator[str]:
        yield from dict.fromkeys((*self._frame.rows[self._table], *self._computed, *self._frame.columns))

    def __len__(self) -> int:
        return sum(1 for _ in self)
