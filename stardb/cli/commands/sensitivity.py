"""`stardb sensitivity`: which number of the rules changes most, and who stands within a hair of an edge."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stardb.cli.chinese_click import Command
from stardb.cli.common import open_to_write, print_json, run_guarded
from stardb.cli.options import folder_option, format_option, period_option
from stardb.cli.progress import Progress
from stardb.cli.subject_choice import check_scheme

if TYPE_CHECKING:
    from stardb.quantity import Period
    from stardb.workspace import SensitivityOutcome


@click.command(cls=Command)
@folder_option
@period_option
@click.option("--scheme", metavar="办法", help="只看这个办法（rules 下的文件名）")
@click.option("--most", metavar="个数", type=click.IntRange(min=1), default=20, show_default=True, help="最多列几个数")
@click.option("--money", "by_money", is_flag=True, help="按钱数的变化排先后（默认先按星数）")
@format_option("json")
def command(folder: Path, period: "Period | None", scheme: str | None, most: int, by_money: bool, kind: str) -> int:
    """办法里的哪个数，加减末位一个单位，变化最大；谁的数正在线上，或只差一点。

    Sensitivity: what each number of the rules decides. 退出码：0 列出来了；2 什么也没有；64 用法有误。
    """

    def act() -> int:
        from stardb.workspace import find_latest_sensitivity

        workspace = open_to_write(folder, period)
        check_scheme(scheme, workspace.settings.schemes)
        with Progress(silent=kind != "text") as progress:
            outcome = find_latest_sensitivity(workspace, period is not None, scheme, progress)
        return _print(outcome, most, by_money, kind)

    return run_guarded(act, kind)


def _print(outcome: "SensitivityOutcome", most: int, by_money: bool, kind: str) -> int:
    from stardb.advice import describe_near, describe_number, describe_sensitivity

    if kind == "json":
        schemes = {
            key: {
                "scheme": found.appraisal.scheme.title,
                "period": found.appraisal.period.name,
                "numbers": [describe_sensitivity(one) for one in found.numbers],
                "not_tried": [describe_number(number) for number in found.skipped],
                "near": [describe_near(one, found.appraisal) for one in outcome.near[key]],
            }
            for key, found in outcome.numbers.items()
        }
        told = [p.as_dict() for p in outcome.notes]
        print_json({"schemes": schemes, "problem_list": told, "exit_status": 0})
        return 0
    from stardb.terminal import console, print_sensitivity

    for key, found in outcome.numbers.items():
        print_sensitivity(found, outcome.near[key], most, by_money, console())
    return 0
