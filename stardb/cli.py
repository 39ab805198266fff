"""The command line: options in, one call to the workspace, words out. Heavy imports wait until a command needs them."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stardb import __version__
from stardb.terminal.commands import USAGE, Group

if TYPE_CHECKING:
    from stardb.problems import Problem
    from stardb.scoring import Appraisal
    from stardb.workspace import Workspace

_folder = click.option(
    "-C",
    "folder",
    metavar="文件夹",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("."),
    help="工作区文件夹（默认当前文件夹）",
)


def _checked(_: click.Context, __: click.Parameter, period: str | None) -> str | None:
    from stardb.workspace.settings import period_fault

    if period is not None and (fault := period_fault(period)):
        raise click.BadParameter(fault)
    return period


_period = click.option("--period", metavar="年度", callback=_checked, help="考核年度（默认按 stardb.yaml）")
_json = click.option("--json", "as_json", is_flag=True, help="只输出 JSON，供程序读取")


@click.group(cls=Group)
@click.version_option(__version__, prog_name="stardb", message="%(prog)s %(version)s", help="显示版本")
def main() -> None:
    """党支部与书记星级考核：读检查表，按办法计星，出结果与待遇。

    Rates Party branches and secretaries from inspection spreadsheets by the county's own rules.
    """


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
        click.echo(f"已建工作区 {folder}：{'、'.join(made)}")
        there = f'"{folder}"' if " " in str(folder) else str(folder)
        click.echo(
            f"下一步：stardb run -C {there}"
            if sample
            else f"下一步：把工作簿放进 {folder / 'data' / '2022'}，再运行 stardb check -C {there}"
        )
        return 0

    return _guarded(act, as_json=False)


@main.command()
@_folder
@_period
@_json
def run(folder: Path, period: str | None, as_json: bool) -> int:
    """读数据、计星、出结果，写入 results/年度/ 与台账。

    Read, score, write. 退出码：0 全部已定；1 有问题或待定；2 什么也没产生；64 用法有误。
    """

    def act() -> int:
        from stardb.workspace import run as run_trip
        from stardb.workspace import summary

        began = time.perf_counter()
        workspace = _open(folder, period)
        with _Progress(as_json) as progress:
            outcome = run_trip(workspace, progress)
        figures = summary(outcome, time.perf_counter() - began)
        if as_json:
            figures["problem_list"] = [p.as_dict() for p in outcome.problems]
            _print_json(figures)
        else:
            _report(outcome.problems, notes=False)
            from stardb.terminal.printing import console, print_files, print_summary

            to = console()
            print_summary(figures, to)
            print_files(outcome.files, "" if folder == Path(".") else f"{folder.as_posix()}/", to)
        return int(figures["exit_status"])

    return _guarded(act, as_json)


@main.command()
@_folder
@_period
@_json
def check(folder: Path, period: str | None, as_json: bool) -> int:
    """检查办法与数据，列出全部问题；不计星，不写文件。

    Check rules and data without scoring.
    """

    def act() -> int:
        from stardb.workspace import read
        from stardb.workspace.summary import problem_counts

        with _Progress(as_json) as progress:
            found = read(_open(folder, period), progress)
        counts = problem_counts(found.problems)
        usable = any(item.scheme is not None for item in found.loaded.values()) and bool(found.sheets)
        if as_json:
            _print_json({"problems": counts, "problem_list": [p.as_dict() for p in found.problems]})
        else:
            _report(found.problems, notes=True)
            click.echo(
                f"读到工作表 {len(found.sheets)} 张；错误 {counts['errors']}，警告 {counts['warnings']}，提示 {counts['notes']}"
            )
        return 2 if not usable else 1 if counts["errors"] or counts["warnings"] else 0

    return _guarded(act, as_json)


@main.command()
@click.argument("name", metavar="村名或姓名")
@_folder
@_period
@click.option("--scheme", metavar="办法", help="只看这个办法（rules 下的文件名）")
def explain(name: str, folder: Path, period: str | None, scheme: str | None) -> int:
    """说明一个对象的星级、待遇从何而来，一直到单元格与条款。

    Show why: entitlement, level, star, indicator, value, cell.
    """

    def act() -> int:
        from stardb.problems import ProblemsError
        from stardb.scoring.finding import find
        from stardb.workspace import appraise, read

        workspace = _open(folder, period)
        if scheme not in (None, *workspace.settings.schemes):
            known = "、".join(workspace.settings.schemes)
            raise click.UsageError(f"stardb.yaml 里没有 {scheme} 这个办法，有 {known}", click.get_current_context())
        made, problems = appraise(read(workspace))
        chosen = {key: appraisal for key, appraisal in made.items() if scheme in (None, key)}
        if not chosen:
            raise ProblemsError(problems)
        return _explain(find(name, chosen.values()), name, chosen)

    return _guarded(act, as_json=False)


def _explain(found: "list[tuple[Appraisal, int]]", name: str, made: "dict[str, Appraisal]") -> int:
    from stardb.scoring import explain as explain_one
    from stardb.scoring.finding import names, nearest_names
    from stardb.terminal.printing import console, explanation_tree

    if not found:
        near = nearest_names(name, made.values())
        hint = f"；相近的有：{'、'.join(near)}" if near else ""
        click.echo(f"没有找到“{name}”{hint}", err=True)
        return USAGE
    if len({(a.subjects.groups[i], a.subjects.names[i]) for a, i in found}) > 3:
        click.echo(f"“{name}”找到多个，请写得具体些（可加乡镇，如 东村镇/东村）：", err=True)
        for a, i in found[:30]:
            click.echo(f"  {' '.join(names(a, i))}（{a.scheme.title}）", err=True)
        return USAGE
    to = console()
    for appraisal, i in found:
        to.print(explanation_tree(explain_one(appraisal, i)))
    return 0


def _open(folder: Path, period: str | None) -> "Workspace":
    from stardb.workspace import open_workspace

    return open_workspace(folder, period)


def _guarded(act: Callable[[], int], as_json: bool) -> int:
    """Run a command; where nothing can be produced, print every problem and end with 2."""
    from stardb.problems import ProblemsError

    try:
        return act()
    except ProblemsError as error:
        if as_json:
            _print_json({"problem_list": [p.as_dict() for p in error.problems], "exit_status": 2})
        else:
            _report(error.problems, notes=False)
            if click.get_current_context().info_name == "run":
                click.echo("没有产生结果，原有结果没有改动", err=True)
        return 2


def _report(problems: "tuple[Problem, ...]", notes: bool) -> None:
    from stardb.terminal.printing import console, print_problems

    print_problems(problems, console(stderr=True), notes)


def _print_json(data: Any) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


class _Progress:
    """Says on a terminal what is being done; silent elsewhere."""

    def __init__(self, silent: bool) -> None:
        self.shown = not silent and sys.stderr.isatty()

    def __enter__(self) -> Callable[[str], None]:
        if not self.shown:
            return lambda _: None
        from rich.console import Console

        self.status = Console(stderr=True).status("开始")
        self.status.start()
        return lambda text: self.status.update(text)

    def __exit__(self, *_: object) -> None:
        if self.shown:
            self.status.stop()


if __name__ == "__main__":
    main()
