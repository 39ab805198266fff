"""`stardb check`: all that is wrong with rules and data, without scoring."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stardb.cli.chinese_click import Command
from stardb.cli.common import annotate, find_rule_files, open_folder, print_json, report, run_guarded
from stardb.cli.options import folder_option, format_option, period_option, today_option
from stardb.cli.progress import Progress
from stardb.safe_text import say

if TYPE_CHECKING:
    from stardb.problems import Problem
    from stardb.quantity import Period
    from stardb.workspace import Inputs
    from stardb.yamlfile import Accepted


@click.command(cls=Command)
@click.argument("files", metavar="[办法文件]...", nargs=-1, type=click.Path(path_type=Path))
@folder_option
@period_option
@today_option
@click.option("--accepted", "listed", is_flag=True, help="另列出办法里写明认可（accept）的警告和提示，及其理由")
@format_option("json", "github")
def command(
    files: tuple[Path, ...], folder: Path, period: "Period | None", today: date, listed: bool, kind: str
) -> int:
    """检查办法与数据，列出全部问题；不计星，不写文件。写明办法文件（或其文件夹）的，只查这些办法，不用工作区。

    Check rules and data without scoring; given rule files, these alone.
    """

    def act() -> int:
        if files:
            from stardb.workspace import check_rules

            checked = check_rules(find_rule_files(files, folder), folder, period)
            return _print_checked(checked.problems, checked.accepted, listed, kind, folder)
        from stardb.workspace import read_all_periods

        workspace = open_folder(folder, period)
        with Progress(silent=kind != "text") as progress:
            found = read_all_periods(workspace, period is not None, today, progress, progress.ask)
        accepted = tuple(one for item in found.loaded.values() for one in item.accepted)
        return _print_checked(found.problems, accepted, listed, kind, folder, found)

    return run_guarded(act, kind, folder)


def _print_checked(
    problems: "tuple[Problem, ...]",
    accepted: "tuple[Accepted, ...]",
    listed: bool,
    kind: str,
    folder: Path,
    found: "Inputs | None" = None,
) -> int:
    """Tell the problems, and of a workspace how much was read. found: None where rule files are checked alone.

    accepted: the findings that rule files settle; `listed` one by one, or only counted.
    """
    from stardb.workspace import count_left_out, count_problems

    counts = count_problems(problems)
    others = count_left_out(found.intakes[name] for name in found.loaded if name in found.intakes) if found else {}
    if kind == "json":
        settled = [{**one.problem.as_dict(), "reason": one.reason} for one in accepted]
        told = {"accepted": settled} if listed else {}
        print_json({"problems": counts, "left_out": others, "problem_list": [p.as_dict() for p in problems], **told})
    elif kind == "github":
        annotate(problems, folder)
    else:
        from stardb.terminal import console, print_accepted, print_left_out

        report(problems, notes=True, townships=found.grouping.order if found else ())
        print_left_out(others, console())
        read = f"读到工作表 {len(found.books.sheets)} 张；" if found else ""
        if listed:
            print_accepted(accepted, console())
        settled_too = f"；已认可 {len(accepted)}" if accepted else ""
        say(f"{read}错误 {counts['errors']}，警告 {counts['warnings']}，提示 {counts['notes']}{settled_too}")
    if found and not (any(item.scheme is not None for item in found.loaded.values()) and found.books.sheets):
        return 2
    return 1 if counts["errors"] or counts["warnings"] else 0
