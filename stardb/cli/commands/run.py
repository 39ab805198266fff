"""`stardb run`: read, scored, written."""

import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stardb.cli.chinese_click import Command
from stardb.cli.common import open_to_write, print_json, report, run_guarded
from stardb.cli.options import folder_option, format_option, period_option, today_option
from stardb.cli.progress import Progress
from stardb.interrupts import after

if TYPE_CHECKING:
    from rich.console import Console

    from stardb.quantity import Period
    from stardb.workspace import DueOutcome, Outcome


@click.command(cls=Command)
@folder_option
@period_option
@today_option
@format_option("json")
@click.option("--details", is_flag=True, help="得分明细超过20万行也列进底稿")
def command(folder: Path, period: "Period | None", today: date, kind: str, details: bool) -> int:
    """读数据、计星、出结果，写入 results/时期/ 与台账。不写 --period 的，评 stardb.yaml 写明的时期之内该评的各期。

    Read, score, write. 退出码：0 全部已定；1 有问题或待定；2 什么也没产生；64 用法有误。
    """

    def act() -> int:
        from stardb.workspace import DONE, rate_due

        began = time.perf_counter()
        workspace = open_to_write(folder, period)
        with Progress(silent=kind != "text") as progress:
            due = rate_due(workspace, period is not None, today, progress, progress.ask, details)
        with after(DONE):
            seconds = time.perf_counter() - began
            if due.is_single:
                return _print_outcome(due, due.outcomes[0], folder, kind, seconds)
            return _print_several(due, folder, kind, seconds)

    return run_guarded(act, kind)


def _print_outcome(due: "DueOutcome", outcome: "Outcome", folder: Path, kind: str, seconds: float) -> int:
    """Tell what the run of the one period came to; its exit status."""
    from stardb.workspace import summarise_run

    figures = summarise_run(outcome, seconds)
    if kind == "json":
        figures["problem_list"] = [p.as_dict() for p in due.every_problem]
        print_json(figures)
    else:
        report(due.every_problem, notes=False, townships=outcome.townships, elsewhere=outcome.checked)
        from stardb.terminal import console, print_files, print_summary

        to = console()
        print_summary(figures, to)
        _print_changes(outcome, to)
        print_files(outcome.files, _within(folder), to)
    return int(figures["exit_status"])


def _print_several(due: "DueOutcome", folder: Path, kind: str, seconds: float) -> int:
    """Tell what was rated, period by period; the exit status of all."""
    from stardb.workspace import summarise_due

    figures = summarise_due(due, seconds)
    if kind == "json":
        print_json(figures)
        return int(figures["exit_status"])
    from stardb.terminal import console, print_due_runs, print_front_page, print_other_periods, print_problem_counts

    townships = dict.fromkeys(name for outcome in due.outcomes for name in outcome.townships)
    checked = frozenset(one for outcome in due.outcomes for one in outcome.checked)
    report(due.every_problem, notes=False, townships=tuple(townships), elsewhere=checked)
    to = console()
    print_due_runs(figures["runs"], to)
    to.print()
    for outcome in due.outcomes:
        _print_changes(outcome, to)
    print_other_periods([period.title for period, _ in due.failed], [period.title for period in due.kept], to)
    print_problem_counts(figures, to)
    print_front_page(f"{_within(folder)}results/index.html", to)
    return int(figures["exit_status"])


def _print_changes(outcome: "Outcome", to: "Console") -> None:
    """Tell what differs from the last run of the period, where there was one."""
    found = [one for one in outcome.changes.values() if one.since_last is not None]
    if found:
        from stardb.terminal import print_run_changes

        for one in found:
            assert one.since_last is not None
            print_run_changes(one.since_last, one.number, outcome.workspace.period.title, to)


def _within(folder: Path) -> str:
    """How paths in the workspace begin, seen from here."""
    return "" if folder == Path(".") else f"{folder.as_posix()}/"
