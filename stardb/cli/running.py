"""`stardb init`, `run`, `check`: a workspace made, rated, looked over."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stardb.cli.doing import annotate, guarded, meant, open_folder, open_to_write, print_json, report
from stardb.cli.group import main
from stardb.cli.options import folder_option, format_option, period_option
from stardb.cli.progress import Progress
from stardb.interrupts import after
from stardb.safe_text import as_argument, say

if TYPE_CHECKING:
    from stardb.problems import Problem
    from stardb.workspace import Outcome, Read


@main.command()
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
@click.option("--sample", is_flag=True, help="带上样例县（岚县）的数据")
def init(folder: Path, sample: bool) -> int:
    """新建工作区：办法、报表模板，可带样例数据。

    Make a workspace.
    """
    from stardb.workspace import start

    def act() -> int:
        made = start(folder, sample)
        say(f"已建工作区 {folder}：{'、'.join(made)}")
        there = as_argument(folder)
        say(
            f"下一步：stardb run -C {there}"
            if sample
            else f"下一步：把工作簿放进 {folder / 'data' / '2022'}，再运行 stardb check -C {there}"
        )
        return 0

    return guarded(act)


@main.command()
@folder_option
@period_option
@format_option("json")
@click.option("--details", is_flag=True, help="得分明细超过20万行也列进底稿")
def run(folder: Path, period: str | None, kind: str, details: bool) -> int:
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
            return _tell(outcome, folder, kind, time.perf_counter() - began)

    return guarded(act, kind)


def _tell(outcome: "Outcome", folder: Path, kind: str, seconds: float) -> int:
    """Tell what a run came to; its exit status."""
    from stardb.workspace import summary

    figures = summary(outcome, seconds)
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


@main.command()
@click.argument("files", metavar="[办法文件]...", nargs=-1, type=click.Path(path_type=Path))
@folder_option
@period_option
@format_option("json", "github")
def check(files: tuple[Path, ...], folder: Path, period: str | None, kind: str) -> int:
    """检查办法与数据，列出全部问题；不计星，不写文件。写明办法文件（或其文件夹）的，只查这些办法，不用工作区。

    Check rules and data without scoring; given rule files, these alone.
    """

    def act() -> int:
        if files:
            from stardb.workspace import check_rules

            problems = check_rules(meant(files, folder), folder, (period or "")[:4])
            return _checked_out(problems, kind, folder)
        from stardb.workspace import read

        workspace = open_folder(folder, period)
        with Progress(silent=kind != "text") as progress:
            found = read(workspace, progress, progress.ask)
        return _checked_out(found.problems, kind, folder, found)

    return guarded(act, kind, folder)


def _checked_out(problems: "tuple[Problem, ...]", kind: str, folder: Path, found: "Read | None" = None) -> int:
    """Tell the problems, and of a workspace how much was read. found: None where rule files are checked alone."""
    from stardb.workspace import left_out, problem_counts

    counts = problem_counts(problems)
    others = left_out(found.intakes.values()) if found else {}
    if kind == "json":
        print_json({"problems": counts, "left_out": others, "problem_list": [p.as_dict() for p in problems]})
    elif kind == "github":
        annotate(problems, folder)
    else:
        from stardb.terminal import console, print_left_out

        report(problems, notes=True, townships=found.grouping.order if found else ())
        print_left_out(others, console())
        read = f"读到工作表 {len(found.books.sheets)} 张；" if found else ""
        say(f"{read}错误 {counts['errors']}，警告 {counts['warnings']}，提示 {counts['notes']}")
    if found and not (any(item.scheme is not None for item in found.loaded.values()) and found.books.sheets):
        return 2
    return 1 if counts["errors"] or counts["warnings"] else 0
