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
    from stardb.cases import Suite, SuiteResult
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


def _format(*kinds: str) -> Callable[[Any], Any]:
    """`--format`: text for people, or one of the kinds a program reads."""
    return click.option(
        "--format", "kind", metavar="格式", type=click.Choice(["text", *kinds]), default="text", help=_FORMATS[kinds]
    )


_FORMATS = {
    ("json",): "text 给人看（默认），json 供程序读取",
    ("json", "github"): "text 给人看（默认），json 供程序读取，github 标在合并请求的行上",
}


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

    return _guarded(act)


@main.command()
@_folder
@_period
@_format("json")
def run(folder: Path, period: str | None, kind: str) -> int:
    """读数据、计星、出结果，写入 results/年度/ 与台账。

    Read, score, write. 退出码：0 全部已定；1 有问题或待定；2 什么也没产生；64 用法有误。
    """

    def act() -> int:
        from stardb.workspace import run as run_trip
        from stardb.workspace import summary

        began = time.perf_counter()
        workspace = _open(folder, period)
        with _Progress(silent=kind != "text") as progress:
            outcome = run_trip(workspace, progress)
        figures = summary(outcome, time.perf_counter() - began)
        if kind == "json":
            figures["problem_list"] = [p.as_dict() for p in outcome.problems]
            _print_json(figures)
        else:
            _report(outcome.problems, notes=False)
            from stardb.terminal.printing import console, print_files, print_summary

            to = console()
            print_summary(figures, to)
            print_files(outcome.files, "" if folder == Path(".") else f"{folder.as_posix()}/", to)
        return int(figures["exit_status"])

    return _guarded(act, kind)


@main.command()
@click.argument("files", metavar="[办法文件]...", nargs=-1, type=click.Path(path_type=Path))
@_folder
@_period
@_format("json", "github")
def check(files: tuple[Path, ...], folder: Path, period: str | None, kind: str) -> int:
    """检查办法与数据，列出全部问题；不计星，不写文件。写明办法文件（或其文件夹）的，只查这些办法，不用工作区。

    Check rules and data without scoring; given rule files, these alone.
    """

    def act() -> int:
        if files:
            from stardb.workspace.checking import check_rules

            problems = check_rules(_meant(files, folder), folder, (period or "")[:4])
            return _checked_out(problems, kind, folder, usable=True, read="")
        from stardb.workspace import read

        with _Progress(silent=kind != "text") as progress:
            found = read(_open(folder, period), progress)
        usable = any(item.scheme is not None for item in found.loaded.values()) and bool(found.sheets)
        return _checked_out(found.problems, kind, folder, usable, f"读到工作表 {len(found.sheets)} 张；")

    return _guarded(act, kind, folder)


def _checked_out(problems: "tuple[Problem, ...]", kind: str, folder: Path, usable: bool, read: str) -> int:
    from stardb.workspace.summary import problem_counts

    counts = problem_counts(problems)
    if kind == "json":
        _print_json({"problems": counts, "problem_list": [p.as_dict() for p in problems]})
    elif kind == "github":
        _annotate(problems, folder)
    else:
        _report(problems, notes=True)
        click.echo(f"{read}错误 {counts['errors']}，警告 {counts['warnings']}，提示 {counts['notes']}")
    return 2 if not usable else 1 if counts["errors"] or counts["warnings"] else 0


@main.command()
@click.option("-o", "to", metavar="文件", type=click.Path(dir_okay=False, path_type=Path), help="写到这个文件里")
def schema(to: Path | None) -> int:
    """规则文件的 JSON Schema，供编辑器提示与检查。

    Write the JSON Schema of a rule file.
    """
    from stardb.rulebook.schema import schema_text

    if to is None:
        click.echo(schema_text(), nl=False)
        return 0
    _write(to, schema_text())
    return 0


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

    return _guarded(act)


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


@main.command()
@click.argument("files", metavar="[文件]...", nargs=-1, type=click.Path(path_type=Path))
@_folder
@click.option("--coverage", "covering", is_flag=True, help="列出哪些档、条件、否决没有用例碰到")
@click.option("--generate", is_flag=True, help="给一部办法拟出边界上的用例，供人核对")
@click.option(
    "-o", "target", metavar="新文件", type=click.Path(dir_okay=False, path_type=Path), help="拟出的用例写到这个新文件"
)
@_format("json")
def test(files: tuple[Path, ...], folder: Path, covering: bool, generate: bool, target: Path | None, kind: str) -> int:
    """跑办法旁边的用例（办法.cases.yaml）：给的数据应得多少，算得多少。不写文件名时，跑 rules 下的全部。

    Run the worked cases beside each rule file. 退出码：0 全部相符；1 有不符或写法有误；2 一例也没能跑；64 用法有误。
    """

    def act() -> int:
        from stardb.cases import run_cases, suites
        from stardb.terminal.cases import as_data, print_tested
        from stardb.terminal.printing import console

        found, problems = suites(_meant(files, folder), folder)
        if generate:
            return _generate(found, problems, target)
        tested = [run_cases(suite) for suite in found]
        status = _test_status(tested, problems)
        if kind == "json":
            _print_json(as_data(tested, problems, covering, status))
        else:
            print_tested(tested, problems, covering, console(), console(stderr=True))
        return status

    return _guarded(act, kind)


def _generate(found: "list[Suite]", problems: "list[Problem]", target: Path | None) -> int:
    from stardb.cases import propose, run_cases

    context = click.get_current_context()
    if len(found) > 1:
        raise click.UsageError(
            f"--generate 一次拟一部办法，请写明是哪一部：{'、'.join(s.file for s in found)}", context
        )
    if target is not None and target.exists():
        raise click.UsageError(f"{target} 已经有了，拟出的用例写到新文件，核对后再合并", context)
    text = propose(found[0]) if found else None
    if text is None:
        _report((*problems, *(run_cases(found[0]).problems if found else ())), notes=False)
        click.echo("没有拟出用例：办法或用例文件要先改正", err=True)
        return 2
    if target is None:
        click.echo(text, nl=False)
        return 0
    _write(target, text)
    click.echo(f"拟出 {text.count(chr(10) + '  - case: ')} 例，写入 {target}；请逐例核对，无误后删去 confirm")
    return 0


def _write(to: Path, text: str) -> None:
    try:
        to.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise click.ClickException(f"写不进 {to}，请换一个位置，或检查权限") from error


def _meant(files: tuple[Path, ...], folder: Path) -> list[Path]:
    """The files and folders asked for, as they lie here or in the workspace's folder; else all its rules."""
    return [path if path.exists() else folder / path for path in files] or [folder / "rules"]


def _test_status(tested: "list[SuiteResult]", problems: "list[Problem]") -> int:
    if not any(result.appraisal is not None for one in tested for result in one.results):
        return 2
    return 1 if problems or any(one.failed or one.problems for one in tested) else 0


def _open(folder: Path, period: str | None) -> "Workspace":
    from stardb.workspace import open_workspace

    return open_workspace(folder, period)


def _guarded(act: Callable[[], int], kind: str = "text", folder: Path = Path()) -> int:
    """Run a command; where nothing can be produced, print every problem and end with 2."""
    from stardb.problems import ProblemsError

    try:
        return act()
    except ProblemsError as error:
        if kind == "json":
            _print_json({"problem_list": [p.as_dict() for p in error.problems], "exit_status": 2})
        elif kind == "github":
            _annotate(error.problems, folder)
        else:
            _report(error.problems, notes=False)
            if click.get_current_context().info_name == "run":
                click.echo("没有产生结果，原有结果没有改动", err=True)
        return 2


def _report(problems: "tuple[Problem, ...]", notes: bool) -> None:
    from stardb.terminal.printing import console, print_problems

    print_problems(problems, console(stderr=True), notes)


def _annotate(problems: "tuple[Problem, ...]", folder: Path) -> None:
    from stardb.terminal.annotating import annotation

    for problem in problems:
        click.echo(annotation(problem, folder))


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
