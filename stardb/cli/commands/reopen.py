"""`stardb reopen`: a closed period opened again."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stardb.cli.chinese_click import Command
from stardb.cli.common import open_to_write, run_guarded
from stardb.cli.options import folder_option, period_argument
from stardb.safe_text import say

if TYPE_CHECKING:
    from stardb.quantity import Period


@click.command(cls=Command)
@period_argument
@folder_option
@click.option("--because", metavar="理由", required=True, help="为什么重开；记入台账")
def command(period: "Period", folder: Path, because: str) -> int:
    """重开已结转的一期；以后结转的时期用过它的结果的，不能重开。谁、为什么重开，记入台账。

    Open a closed period again. 退出码：0 已经重开；2 没有重开；64 用法有误。
    """
    if not because.strip():
        raise click.UsageError("--because 要写理由", click.get_current_context())

    def act() -> int:
        from stardb.workspace import reopen_period

        opened = reopen_period(open_to_write(folder, period), because.strip())
        say(f"{opened.period.title}已经重开，改好后运行 stardb run --period {opened.period.name}，再结转")
        say(f"原来的归档留着：{(folder / opened.archive).as_posix()}")
        return 0

    return run_guarded(act)
