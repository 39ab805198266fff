"""`stardb next`: the next year begun."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stardb.cli.chinese_click import Command
from stardb.cli.common import open_to_write, print_json, report, run_guarded
from stardb.cli.options import folder_option, format_option, read_period_option
from stardb.interrupts import after

if TYPE_CHECKING:
    from stardb.quantity import Period


@click.command(cls=Command)
@click.argument("period", metavar="[年度]", required=False, callback=read_period_option)
@folder_option
@format_option("json")
def command(period: "Period | None", folder: Path, kind: str) -> int:
    """转到下一年度：建文件夹、把名册转过来、改好 stardb.yaml，说明各办法用哪一版、接着要做什么。

    Begin the next year: folders, roster, settings. 已经有的不动；做到一半停下的，再运行一次接着做。
    退出码：0 都能用了；1 转过去了，有办法还用不上；2 没有转；64 用法有误。
    """

    def act() -> int:
        from dataclasses import asdict

        from stardb.terminal import console, print_next_period
        from stardb.workspace import begin_next

        begun = begin_next(open_to_write(folder, None), period)
        with after("已经转好"):
            is_ready = all(one.is_ready for one in begun.schemes)
            if kind == "json":
                print_json(
                    {
                        "last": begun.last.name,
                        "period": begun.period.name,
                        "made": list(begun.made),
                        "schemes": [asdict(one) for one in begun.schemes],
                        "steps": [asdict(one) for one in begun.steps],
                        "problem_list": [one.as_dict() for one in begun.problems],
                        "exit_status": 0 if is_ready else 1,
                    }
                )
            else:
                report(begun.problems, notes=False)
                print_next_period(begun, console())
        return 0 if is_ready else 1

    return run_guarded(act, kind)
