"""`stardb status`: what each township has sent, what is wrong or late, what to do next."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stardb.cli.chinese_click import Command
from stardb.cli.common import open_folder, print_json, run_guarded
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
    """看各乡镇各环节的表报到哪一步：报齐没有、有问题的、缺的、逾期的，下一步做什么；不计星，不写文件。

    Show what each township has sent in each stage, what is faulty, missing or late, and what to do next.
    """

    def act() -> int:
        from stardb.workspace import find_status

        workspace = open_folder(folder, period)
        with Progress(silent=kind != "text") as progress:
            status = find_status(workspace, period is not None, today, progress, progress.ask)
        if kind == "json":
            print_json(status.as_dict())
        else:
            from stardb.terminal import console, print_status

            print_status(status, console())
        return 0 if status.is_complete else 1

    return run_guarded(act, kind, folder)
