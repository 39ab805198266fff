"""`stardb return`: the townships' own workbooks, marked, for them to correct."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stardb.cli.chinese_click import Command
from stardb.cli.common import open_to_write, report, run_guarded
from stardb.cli.options import folder_option, period_option
from stardb.cli.progress import Progress
from stardb.interrupts import after
from stardb.safe_text import say

if TYPE_CHECKING:
    from stardb.quantity import Period


@click.command(cls=Command)
@folder_option
@period_option
def command(folder: Path, period: "Period | None") -> int:
    """把有问题的工作簿标好退给乡镇：错的格有颜色和批注，第一张是问题清单。写入 returns/年度/。

    Hand workbooks back with their wrong cells marked. 退出码：0 该退的都退了；1 有的读不出或没有退；2 什么也没有写；64 用法有误。
    """

    def act() -> int:
        from stardb.workspace import make_returns

        workspace = open_to_write(folder, period)
        with Progress(silent=False) as progress:
            made = make_returns(workspace, progress, progress.ask, period is not None)
        with after("退回的工作簿已经写好"):
            report(made.problems, notes=True)
            say(f"退回工作簿 {len(made.returned)} 个，在 {(folder / made.folder).as_posix()}：")
            for one in made.returned:
                say(f"  {one.copy}（{one.count_text}）")
            say(f"没有错误和警告、不用退的 {made.clean} 个")
        return 1 if made.problems else 0

    return run_guarded(act)
