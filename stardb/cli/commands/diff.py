"""`stardb diff`: what differs between two periods, two runs, two rule files or two folders of data."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stardb.cli.chinese_click import Command
from stardb.cli.common import open_to_write, print_json, report, run_guarded
from stardb.cli.options import folder_option, format_option, period_option
from stardb.safe_text import say

if TYPE_CHECKING:
    from stardb.quantity import Period
    from stardb.workspace import DiffOutcome, NamedRun, Workspace


def _read_run(_: click.Context, __: click.Parameter, given: str | None) -> "NamedRun | None":
    if given is None:
        return None
    from stardb.workspace import read_named_run

    try:
        return read_named_run(given)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


_PATH = click.Path(exists=True, path_type=Path)


@click.command(cls=Command)
@click.argument("before", metavar="[甲", callback=_read_run, required=False)
@click.argument("after", metavar="[乙]]", callback=_read_run, required=False)
@folder_option
@period_option
@click.option("--rules", metavar="文件夹或文件", type=_PATH, help="同样的数据，按这里的规则算，与现在的规则比")
@click.option("--data", metavar="文件夹", type=_PATH, help="同样的规则，按这里的数据算，与现在的数据比")
@click.option("--scheme", metavar="办法", default="", help="只比这个办法（rules 下的文件名）")
@click.option("--runs", is_flag=True, help="列出台账里留存的各次运行")
@click.option("--all", "everything", is_flag=True, help="全部列出，不只列前12个")
@format_option("json")
def command(
    before: "NamedRun | None",
    after: "NamedRun | None",
    folder: Path,
    period: "Period | None",
    rules: Path | None,
    data: Path | None,
    scheme: str,
    runs: bool,
    everything: bool,
    kind: str,
) -> int:
    """比较两期、两次运行、两套规则或两批数据：谁升谁降、因为哪一条、钱多少。

    如 2022 2023，2022@1 2022@last，--rules 草案，--data 新报来的。

    只写一个的，与现在的规则、数据比；最近一次写 @last，再往前一次写 @-1。什么也不改。

    Compare. 退出码：0 没有不同；1 有不同；2 比不了；64 用法有误。
    """
    is_apart = rules is not None or data is not None
    if is_apart == (before is not None) and not runs:
        told = (
            "写两个时期或两次运行，或写 --rules、--data"
            if not is_apart
            else "写了 --rules 或 --data 的，时期用 --period 写"
        )
        raise click.UsageError(told, click.get_current_context())

    def act() -> int:
        from stardb.workspace import compare_folders, compare_runs

        workspace = open_to_write(folder, period)
        if runs:
            return _print_runs(workspace, scheme, period, kind)
        if before is None:
            found = compare_folders(workspace, rules, data, scheme)
        else:
            found = compare_runs(workspace, before, after, scheme)
        return _print(found, kind, everything)

    return run_guarded(act, kind)


def _print_runs(workspace: "Workspace", scheme: str, period: "Period | None", kind: str) -> int:
    from stardb.workspace import list_runs

    found = list_runs(workspace, scheme, period)
    if kind == "json":
        print_json({"runs": found, "exit_status": 0})
    elif found:
        from stardb.terminal import console, print_kept_runs

        print_kept_runs(found, console())
    else:
        say("台账里还没有运行")
    return 0


def _print(found: "DiffOutcome", kind: str, everything: bool) -> int:
    if kind == "json":
        from stardb.comparison import describe_changes

        schemes = {name: describe_changes(one) for name, one in found.changes.items()}
        problems = [one.as_dict() for one in found.problems]
        sides = {"before": found.before, "after": found.after}
        print_json({**sides, "schemes": schemes, "problem_list": problems, "exit_status": found.exit_status})
        return found.exit_status
    from stardb.terminal import MOST_CHANGES, console, print_changes

    report(found.problems, notes=False)
    for one in found.changes.values():
        print_changes(one, found.before, found.after, console(), None if everything else MOST_CHANGES)
    return found.exit_status
