"""`stardb forms`: blank workbooks for the townships to fill in."""

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
@click.option(
    "-o",
    "to",
    metavar="文件夹",
    type=click.Path(file_okay=False, path_type=Path),
    help="写到这个文件夹（默认 forms/年度）",
)
@click.option("--roster", "with_roster", is_flag=True, help="名册也放进去，供乡镇核对更新")
@click.option("--decisions", "of_decisions", is_flag=True, help="做裁定和异议的表，放在 decisions/时期/；已经有的不动")
@click.option(
    "--successions", "of_successions", is_flag=True, help="做改名、合并、拆分的表 successions.xlsx；已经有的不动"
)
@click.option("--force", is_flag=True, help="覆盖已有的同名文件")
def command(
    folder: Path,
    period: "Period | None",
    to: Path | None,
    with_roster: bool,
    of_decisions: bool,
    of_successions: bool,
    force: bool,
) -> int:
    """按办法和名册做空白表，一个乡镇一个工作簿，村名、姓名已填好，带下拉和填表提示。

    Make blank workbooks for the townships. 退出码：0 全部做好；1 做好了，但名册或办法有问题；2 什么也没有写；64 用法有误。
    """

    def act() -> int:
        from stardb.problems import Severity
        from stardb.workspace import make_decision_forms, make_forms, make_succession_form

        if (of_decisions or of_successions) and (to is not None or with_roster or force):
            option = "--decisions 只做裁定和异议的表" if of_decisions else "--successions 只做沿革的表"
            raise click.UsageError(f"{option}，不与 -o、--roster、--force 一起写", click.get_current_context())
        workspace = open_to_write(folder, period)
        with Progress(silent=False) as progress:
            if of_decisions:
                made = make_decision_forms(workspace, progress)
            elif of_successions:
                made = make_succession_form(workspace)
            else:
                made = make_forms(workspace, to, force, with_roster, progress)
        with after("空白表已经写好"):
            report(made.problems, notes=True)
            what = "裁定、异议的表" if of_decisions else "沿革的表" if of_successions else "空白表"
            say(f"{what} {len(made.files)} 个，在 {made.folder.as_posix()}：")
            for name in made.files:
                say(f"  {name}")
        return 1 if any(p.severity is not Severity.NOTE for p in made.problems) else 0

    return run_guarded(act)
