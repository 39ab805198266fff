"""`stardb test`: the worked cases beside rule files, run or proposed."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stardb.cli.chinese_click import Command
from stardb.cli.common import find_rule_files, print_json, report, run_guarded, write_text
from stardb.cli.options import folder_option, format_option
from stardb.safe_text import say

if TYPE_CHECKING:
    from stardb.cases import Suite, SuiteResult
    from stardb.problems import Problem


@click.command(cls=Command)
@click.argument("files", metavar="[文件]...", nargs=-1, type=click.Path(path_type=Path))
@folder_option
@click.option("--coverage", "covering", is_flag=True, help="列出哪些档、条件、否决没有用例碰到")
@click.option("--generate", is_flag=True, help="给一部办法拟出边界上的用例，供人核对")
@click.option(
    "-o", "target", metavar="新文件", type=click.Path(dir_okay=False, path_type=Path), help="拟出的用例写到这个新文件"
)
@format_option("json")
def command(
    files: tuple[Path, ...], folder: Path, covering: bool, generate: bool, target: Path | None, kind: str
) -> int:
    """跑办法旁边的用例（办法.cases.yaml）：给的数据应得多少，算得多少。不写文件名时，跑 rules 下的全部。

    Run the worked cases beside each rule file. 退出码：0 全部相符；1 有不符或写法有误；2 一例也没能跑；64 用法有误。
    """

    def act() -> int:
        from stardb.cases import find_suites, run_cases
        from stardb.terminal import cases_data, console, print_cases

        found, problems = find_suites(find_rule_files(files, folder), folder)
        if generate:
            return _generate(found, problems, target)
        tested = [run_cases(suite) for suite in found]
        status = _test_status(tested, problems)
        _note(tested, folder)
        if kind == "json":
            print_json(cases_data(tested, problems, covering, status))
        else:
            print_cases(tested, problems, covering, console(), console(stderr=True))
        return status

    return run_guarded(act, kind)


def _note(tested: "list[SuiteResult]", folder: Path) -> None:
    """Let `stardb run` know which of the workspace's rules have been tested, and how they came out."""
    from stardb.workspace import note_tested

    own = [one for one in tested if one.suite.cases is not None and one.suite.file.startswith("rules/")]
    if own and (folder / "rules").is_dir():
        names = {one.suite.file.partition("/")[2]: len(one.failed) or len(one.problems) for one in own}
        note_tested(folder / "rules", names)


def _generate(found: "list[Suite]", problems: "list[Problem]", target: Path | None) -> int:
    from stardb.cases import propose_cases, run_cases

    context = click.get_current_context()
    if len(found) > 1:
        raise click.UsageError(
            f"--generate 一次拟一部办法，请写明是哪一部：{'、'.join(s.file for s in found)}", context
        )
    if target is not None and target.exists():
        raise click.UsageError(f"{target} 已经有了，拟出的用例写到新文件，核对后再合并", context)
    text = propose_cases(found[0]) if found else None
    if text is None:
        report((*problems, *(run_cases(found[0]).problems if found else ())), notes=False)
        say("没有拟出用例：办法或用例文件要先改正", err=True)
        return 2
    if target is None:
        click.echo(text, nl=False)
        return 0
    write_text(target, text)
    say(f"拟出 {text.count(chr(10) + '  - case: ')} 例，写入 {target}；请逐例核对，无误后删去 confirm")
    return 0


def _test_status(tested: "list[SuiteResult]", problems: "list[Problem]") -> int:
    if not any(result.appraisal is not None for one in tested for result in one.results):
        return 2
    return 1 if problems or any(one.failed or one.problems for one in tested) else 0
