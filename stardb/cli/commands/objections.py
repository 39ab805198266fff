"""`stardb objections`: which objections are open, due soon and late."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stardb.cli.chinese_click import Command
from stardb.cli.common import open_to_write, print_json, report, run_guarded
from stardb.cli.options import folder_option, format_option, period_option, today_option
from stardb.cli.progress import Progress

if TYPE_CHECKING:
    from stardb.quantity import Period


@click.command(cls=Command)
@folder_option
@period_option
@today_option
@format_option("json")
def command(folder: Path, period: "Period | None", today: date, kind: str) -> int:
    """列出异议：超期的、快到期的、办理中的、办结的，以及登记得不对的。读 decisions/时期/ 里的异议。

    List objections. 期限写 收到后N个工作日 的，按 stardb.yaml 的 holidays、workdays 算。
    退出码：0 没有超期的，登记也没有问题；1 有超期的或有问题；2 读不出；64 用法有误。
    """

    def act() -> int:
        from stardb.problems import Severity
        from stardb.terminal import console, objections_data, print_objections
        from stardb.workspace import ObjectionState, list_objections

        workspace = open_to_write(folder, period)
        with Progress(silent=kind != "text") as progress:
            found = list_objections(workspace, today, progress)
        is_wrong = any(one.severity is not Severity.NOTE for one in found.problems)
        status = 1 if found.of(ObjectionState.LATE) or is_wrong else 0
        if kind == "json":
            counts = {one.name.lower(): len(found.of(one)) for one in ObjectionState}
            print_json(
                {
                    "period": found.period.name,
                    "today": today.isoformat(),
                    **counts,
                    "objections": objections_data(found),
                    "problem_list": [one.as_dict() for one in found.problems],
                    "exit_status": status,
                }
            )
        else:
            report(found.problems, notes=True)
            print_objections(found, console())
        return status

    return run_guarded(act, kind)
