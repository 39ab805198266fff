"""How far the year's work is: what each township has sent in each stage, and what the clerk does next."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from stardb.dataclass import dataclass
from stardb.problems import Problem, Severity
from stardb.quantity import Period
from stardb.workspace.folder.open_books import Ask, ProgressCallback, no_progress
from stardb.workspace.folder.settings import Workspace
from stardb.workspace.inputs import Inputs
from stardb.workspace.periods.all_periods import read_all_periods
from stardb.workspace.status.table_status import APART, TableStatus, find_table_status


@dataclass(frozen=True)
class StageDay:
    """A stage and the day by which its tables are to be in; is_asked: whether any table is filled in in it."""

    stage: str
    due: date | None
    is_asked: bool


@dataclass(frozen=True)
class TownshipStep:
    """What there is to do for a township, in one Chinese line; "" is the county's own."""

    township: str
    text: str


@dataclass(frozen=True)
class Status:
    """Where a period stands.

    unread: files of which nothing was read, each with the problem that says why. unusable: rule files with faults, whose tables
    are not among `tables`.
    """

    period: Period
    stages: tuple[StageDay, ...]
    tables: tuple[TableStatus, ...]
    unread: tuple[Problem, ...]
    steps: tuple[TownshipStep, ...]
    unusable: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether everything came in and nothing of it is faulty."""
        return not (self.unread or self.unusable) and not any(row.missing or row.faulty for row in self.tables)

    def as_dict(self) -> dict[str, Any]:
        """The same as plain data, for JSON."""
        return {
            "period": self.period.name,
            "is_complete": self.is_complete,
            "stages": [
                {"stage": one.stage, "due": one.due.isoformat() if one.due else None, "is_asked": one.is_asked}
                for one in self.stages
            ],
            "tables": [_as_dict(row) for row in self.tables],
            "unusable": [*self.unusable],
            "unread": [one.as_dict() for one in self.unread],
            "next": [{"township": one.township, "text": one.text} for one in self.steps],
        }


def _as_dict(row: TableStatus) -> dict[str, Any]:
    return {
        "township": row.township,
        "scheme": row.scheme,
        "table": row.table,
        "stage": row.stage,
        "state": row.state,
        "expected": row.expected,
        "received": row.received,
        "missing": row.missing,
        "files": [*row.files],
        "faulty": [*row.faulty],
        "errors": row.errors,
        "warnings": row.warnings,
        "due": row.due.isoformat() if row.due else None,
        "is_late": row.is_late,
    }


def find_status(
    workspace: Workspace,
    just_this: bool,
    today: date,
    progress: ProgressCallback = no_progress,
    ask: Ask | None = None,
) -> Status:
    """Where the workspace's period stands. just_this: not the months and quarters within it.

    Nothing is scored and nothing is written. Raises ProblemsError where the workspace cannot be read at all.
    """
    found = read_all_periods(workspace, just_this, today, progress, ask)
    return make_status(found, today)


def make_status(found: Inputs, today: date) -> Status:
    """The same from what has been read already."""
    tables = find_table_status(found, today)
    workspace = found.workspace
    asked = {row.stage for row in tables}
    names = [*workspace.settings.stages, *sorted(asked - {*workspace.settings.stages, ""})]
    stages = tuple(StageDay(stage, workspace.find_due(stage), stage in asked) for stage in names)
    unread = _find_unread(found, tables)
    apart = Counter(one.group for one in found.problems if one.code == APART)
    unusable = tuple(
        item.file
        for item in found.loaded.values()
        if item.scheme is None and any(one.severity is Severity.ERROR for one in item.problems)
    )
    of_rules = [TownshipStep("", f"办法 {file} 有问题，它的表没有列出；看 stardb check") for file in unusable]
    steps = (*of_rules, *_list_steps(tables, unread, apart, workspace, today))
    if tables and not steps:
        steps = (TownshipStep("", "都报齐了，没有问题，运行 stardb run"),)
    return Status(workspace.period, stages, tables, unread, steps, unusable)


def _find_unread(found: Inputs, tables: Sequence[TableStatus]) -> tuple[Problem, ...]:
    """The files sent of which nothing was read, each once."""
    read = {file for row in tables for file in row.files}
    read |= {file for intake in found.intakes.values() for file in intake.files}
    told: dict[str, Problem] = {}
    for one in found.problems:
        file = one.place.file
        is_sent = file.startswith(f"{found.workspace.data_folder}/") and "." in file.rpartition("/")[2]
        if is_sent and file not in read and one.severity is Severity.ERROR:
            told.setdefault(file, one)
    return tuple(told.values())


def _list_steps(
    tables: Sequence[TableStatus],
    unread: Sequence[Problem],
    apart: Mapping[str, int],
    workspace: Workspace,
    today: date,
) -> Iterator[TownshipStep]:
    """One line a township, those with nothing to do left out; then what of the files is the county's own."""
    for township in dict.fromkeys(row.township for row in tables):
        mine = [row for row in tables if row.township == township]
        parts = [*_tell_missing(mine, today)]
        faulty = {file for row in mine for file in row.faulty} | {
            one.place.file for one in unread if one.group == township
        }
        if faulty:
            parts.append(f"运行 stardb return 退回{len(faulty)}个有问题的文件")
        if apart.get(township):
            parts.append(f"各环节相差太多的有{apart[township]}处，要核实")
        if parts:
            yield TownshipStep(township, "；".join(parts))
    others = [one for one in unread if not any(row.township == one.group for row in tables)]
    if others:
        yield TownshipStep("", f"有{len(others)}个文件没有读成，看 stardb check")
    if not tables:
        yield TownshipStep("", f"还没有名册，不知道谁该报：把名册放进 {workspace.data_folder}/")


def _tell_missing(mine: Sequence[TableStatus], today: date) -> Iterator[str]:
    """What is missing of the first stage that is not whole, and of the others that are late."""
    first = next((row.stage for row in mine if row.missing), None)
    for stage in dict.fromkeys(row.stage for row in mine):
        rows = [row for row in mine if row.stage == stage and row.missing]
        if rows and (stage == first or any(row.is_late for row in rows)):
            whole = [row for row in rows if not row.received]
            some = [row for row in rows if row.received]
            told = []
            if whole:
                told.append(f"{'、'.join(row.table for row in whole)}未报")
            told += [f"{row.table}缺{row.missing}个" for row in some]
            yield f"{stage}{'，'.join(told)}{_tell_due(rows[0], today)}"


def _tell_due(row: TableStatus, today: date) -> str:
    if row.due is None:
        return ""
    day = f"{row.due.month}月{row.due.day}日"
    return f"（{day}到期，已过{(today - row.due).days}天）" if row.is_late else f"（{day}前）"
