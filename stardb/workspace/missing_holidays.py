"""Schemes that count working days, in a year of which stardb.yaml gives no days off."""

from collections.abc import Iterable

from stardb.problems import Place, Problem, problem
from stardb.quantity import WORK_CALENDAR
from stardb.rulebook import Scheme
from stardb.workspace.folder.settings import FILE, Workspace


def find_missing_holidays(workspace: Workspace, schemes: Iterable[Scheme]) -> list[Problem]:
    """A problem for each scheme that counts working days, where the days off of the period's year are not given."""
    year = workspace.period.year
    if year in workspace.settings.read_calendar().years:
        return []
    return [
        problem(
            "W211", f"“{scheme.title}”要数工作日，{FILE} 没有写{year}年的节假日", Place(FILE),
            found=str(year), expected=f"holidays: {{{year}: [{year}-01-01, …]}}",
        )
        for scheme in schemes
        if any(WORK_CALENDAR in step.rule.inputs for step in (*scheme.steps, *scheme.row_steps))
    ]  # fmt: skip
