"""The frame of a whole appraisal: what scorers compute from, for all subjects at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from stardb.expressions import Frame
from stardb.quantity import Column, Kind, Mask, arithmetic
from stardb.scorers.base.scored import Scored


@dataclass(frozen=True, eq=False)
class AppraisalFrame(Frame):
    """The frame of a whole appraisal: besides the subjects' columns, the rows of the many-row tables.

    rows: table -> its columns; owners: table -> the subject each row belongs to. not_sent: table -> for whom nobody sent it,
    so that its rows are unknown. sent_twice: table -> for whom two versions of it came, and none was read. repeated: table -> its
    rows that say what an earlier one says. groups: each subject's township as a number; group_name: what the roster calls that column.
    rated: who takes part. today: the day of the appraisal, since 1970. scored: the steps scored so far.
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

    def was_sent(self, table: str) -> Mask:
        """For whom a many-row table was sent, in one version."""
        here = ~self.not_sent[table] if table in self.not_sent else np.ones(self.size, bool)
        return here & ~self.was_sent_twice(table)

    def was_sent_twice(self, table: str) -> Mask:
        """For whom two versions of a many-row table were sent."""
        return self.sent_twice.get(table, np.zeros(self.size, bool))

    def row_frame(self, table: str, names: tuple[str, ...]) -> "AppraisalFrame":
        """The frame of a table's rows: its columns, and of the other names asked for each row's subject's value."""
        owner = self.owners[table]
        columns = dict(self.rows[table])
        for name in names:
            if name not in columns:
                columns[name] = self.columns[name].take(owner)
        return AppraisalFrame(
            len(owner), columns, groups=self.groups[owner], rated=self.rated[owner], today=self.today,
            group_name=self.group_name,
        )  # fmt: skip

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
