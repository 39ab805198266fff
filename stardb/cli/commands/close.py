"""`stardb close`: a period frozen and archived."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stardb.cli.chinese_click import Command
from stardb.cli.common import open_to_write, print_json, run_guarded
from stardb.cli.options import folder_option, format_option, period_argument
from stardb.cli.progress import Progress
from stardb.interrupts import after

if TYPE_CHECKING:
    from stardb.quantity import Period


@click.command(cls=Command)
@period_argument
@folder_option
@click.option("--leave", metavar="对象", multiple=True, help="这个对象待定也结转；几个对象写几次，须写 --because")
@click.option("--because", metavar="理由", default="", help="为什么待定也结转")
@format_option("json")
def command(period: "Period", folder: Path, leave: tuple[str, ...], because: str, kind: str) -> int:
    """结转一期（和它里面的各期）：规则、数据、裁定、结果存进 archive/时期.zip，以后不再改动。

    Freeze a period and archive it. 退出码：0 已经结转；2 没有结转，什么也没有改动；64 用法有误。
    """
    if leave and not because.strip():
        raise click.UsageError("写了 --leave 的，要写 --because 理由", click.get_current_context())

    def act() -> int:
        from stardb.workspace import close_period

        workspace = open_to_write(folder, period)
        with Progress(silent=kind != "text") as progress:
            closed = close_period(workspace, leave, because.strip(), progress, progress.ask)
        with after("已经结转"):
            from stardb.terminal import closing_data, console, print_closing

            if kind == "json":
                print_json(closing_data(closed))
            else:
                print_closing(closed, folder, console())
        return 0

    return run_guarded(act, kind)
