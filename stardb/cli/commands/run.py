"""`stardb run`: read, scored, written."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stardb.cli.chinese_click import Command
from stardb.cli.common import open_to_write, print_json, report, run_guarded
from stardb.cli.options import folder_option, format_option, period_option
from stardb.cli.progress import Progress
from stardb.interrupts import after

if TYPE_CHECKING:
    from stardb.quantity import Period
    from stardb.workspace import Outcome


@click.command(cls=Command)
@folder_option
@period_option
@format_option("json")
@click.option("--details", is_flag=True, help="得分明细超过20万行也列进底稿")
def command(folder: Path, period: "Period | None", kind: str, details: bool) -> int:
    """读数据、计星、出结果，写入 results/年度/ 与台账。

    Read, score, write. 退出码：0 全部已定；1 有问题或待定；2 什么也没产生；64 用法有误。
    """

    def act() -> int:
        from stardb.workspace import DONE
        from stardb.workspace import run as run_trip

        began = time.perf_counter()
        workspace = open_to_write(folder, period)
        with Progress(silent=kind != "text") as progress:
            outcome = run_trip(workspace, progress, progress.ask, details)
        with after(DONE):
            return _print_outcome(outcome, folder, kind, time.perf_counter() - began)

    return run_guarded(act, kind)


def _print_outcome(outcome: "Outcome", folder: Path, kind: str, seconds: float) -> int:
    """Tell what a run came to; its exit status."""
    from stardb.workspace import summarise_run

    figures = summarise_run(outcome, seconds)
    if kind == "json":
        figures["problem_list"] = [p.as_dict() for p in outcome.problems]
        print_json(figures)
    else:
        report(outcome.problems, notes=False, townships=outcome.townships, elsewhere=outcome.checked)
        from stardb.terminal import console, print_files, print_summary

        to = console()
        print_summary(figures, to)
        print_files(outcome.files, "" if folder == Path(".") else f"{folder.as_posix()}/", to)
    return int(figures["exit_status"])
