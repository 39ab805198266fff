"""Which objections are open, due soon and late: by the deadline people wrote, the workspace's calendar, and today."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import Enum

from stardb.dataclass import dataclass
from stardb.intake import Objection
from stardb.problems import Problem, unique
from stardb.quantity import Period, WorkCalendar, count_days_left
from stardb.workspace.folder.open_books import ProgressCallback, no_progress
from stardb.workspace.folder.settings import Workspace
from stardb.workspace.inputs import read_inputs

_SOON = 3
"""So many days before its deadline an objection is due soon: working days, where the calendar of the year is given."""


class ObjectionState(Enum):
    """How far an objection has come, what wants doing first before the others."""

    LATE = "超期"
    DUE = "快到期"
    OPEN = "办理中"
    CLOSED = "办结"


@dataclass(frozen=True)
class ObjectionEntry:
    """One objection and how it stands. days: until its deadline, below 0 past it, None where there is none, or it is closed.

    in_work_days: whether those are working days; days past are always days of the calendar. scheme: the title, "" for none.
    is_answered_late: whether it was closed after its deadline.
    """

    objection: Objection
    scheme: str
    standing: ObjectionState
    days: int | None = None
    in_work_days: bool = False
    is_answered_late: bool = False


@dataclass(frozen=True)
class ObjectionList:
    """The objections of a period, the late ones first, then by their deadlines, and what is wrong with their rows."""

    period: Period
    today: date
    entries: tuple[ObjectionEntry, ...]
    problems: tuple[Problem, ...] = field(default=())

    def of(self, standing: ObjectionState) -> tuple[ObjectionEntry, ...]:
        """Those that stand so."""
        return tuple(one for one in self.entries if one.standing is standing)


def list_objections(workspace: Workspace, today: date, progress: ProgressCallback = no_progress) -> ObjectionList:
    """The objections of the workspace's period as they stand on a day. Nothing is raised for what is wrong in their books."""
    found = read_inputs(workspace, progress)
    calendar = workspace.settings.read_calendar()
    titles = {name: scheme.title for name, scheme in found.schemes.items()}
    entries = [_judge(one, titles, today, calendar) for one in found.decided.objections]
    order = {standing: place for place, standing in enumerate(ObjectionState)}
    entries.sort(
        key=lambda one: (order[one.standing], one.objection.deadline or date.max, one.objection.received)
    )  # the order of rows for those alike
    return ObjectionList(workspace.period, today, tuple(entries), unique(found.decided.problems))


def _judge(one: Objection, titles: Mapping[str, str], today: date, calendar: WorkCalendar) -> ObjectionEntry:
    title, deadline = titles.get(one.scheme, ""), one.deadline
    if one.is_closed:
        late = one.answered is not None and deadline is not None and one.answered > deadline
        return ObjectionEntry(one, title, ObjectionState.CLOSED, is_answered_late=late)
    if deadline is None:
        return ObjectionEntry(one, title, ObjectionState.OPEN)
    if deadline < today:
        return ObjectionEntry(one, title, ObjectionState.LATE, (deadline - today).days)
    left = count_days_left(today, deadline, calendar)
    days = left if left is not None else (deadline - today).days
    standing = ObjectionState.DUE if days <= _SOON else ObjectionState.OPEN
    return ObjectionEntry(one, title, standing, days, in_work_days=left is not None)
