"""`ReadingOptions`: how one workspace reads, beyond what its schemes declare."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from stardb.dataclass import dataclass
from stardb.quantity import Period

NOT_A_COLUMN = ""
"""What a title is confirmed as that is none of the table's columns."""

ANSWER = "答案"
"""What a title of a scoring form is confirmed as whose column holds the answers, be they marks or words."""

NO_TABLE = ""
"""What a sheet is assigned to that is no table at all."""


@dataclass(frozen=True)
class ReadingOptions:
    """What a clerk has settled for the workspace.

    titles: table -> title as it stands in a header (`上年度/收入` for two levels) -> the column it is, `NOT_A_COLUMN` for
    none. skip_hidden: whether hidden rows are left out; they are read otherwise, and reported in either case. versions: scheme ->
    the version of its text (`form_id.version_of`), with which the forms that come back are compared. sheets: `文件!表` -> the table it is,
    `NO_TABLE` for none. rated: the day of the appraisal. period: the one that is rated. folders: file -> the period that its
    folder is named by. stages: file -> the stage in whose folder it lies. stage_names: the stages of the workspace, in order.
    """

    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    skip_hidden: bool = False
    versions: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[str, str] = field(default_factory=dict)
    rated: date | None = None
    period: Period | None = None
    folders: Mapping[str, Period] = field(default_factory=dict)
    stages: Mapping[str, str] = field(default_factory=dict)
    stage_names: tuple[str, ...] = ()

    @property
    def year(self) -> int:
        """The year of months and quarters that are written without one."""
        return self.period.year if self.period else 0
