"""`stardb advise`: what would still bring a subject more, and where the county loses points."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stardb.cli.chinese_click import Command
from stardb.cli.common import open_to_write, print_json, report, run_guarded
from stardb.cli.options import folder_option, format_option, period_option
from stardb.cli.subject_choice import ask_back, check_scheme
from stardb.safe_text import say

if TYPE_CHECKING:
    from stardb.quantity import Period
    from stardb.workspace import AdviceOutcome


@click.command(cls=Command)
@click.argument("name", metavar="[村名或姓名]", required=False)
@folder_option
@period_option
@click.option("--scheme", metavar="办法", help="只看这个办法（rules 下的文件名）")
@format_option("json")
@click.option(
    "-o",
    "to",
    metavar="文件",
    type=click.Path(dir_okay=False, path_type=Path),
    help="写成工作簿：一村一策、共性问题、个性问题",
)
@click.option("--force", is_flag=True, help="覆盖已有的同名文件")
def command(
    name: str | None, folder: Path, period: "Period | None", scheme: str | None, kind: str, to: Path | None, force: bool
) -> int:
    """每个对象再做到哪几样，就能多得一颗星、升一级；全县哪些指标失分最多。

    Advise: plans that hold when scored. 不写村名的是全部对象。退出码：0 有建议；2 什么也没有；64 用法有误。
    """

    def act() -> int:
        from stardb.workspace import advise_latest

        workspace = open_to_write(folder, period)
        check_scheme(scheme, workspace.settings.schemes)
        outcome = advise_latest(workspace, period is not None, name, scheme, to=to, overwrite=force)
        if not outcome.advice:
            return ask_back(outcome.found or [], name or "", outcome.appraisals, kind)
        return _print(outcome, kind)

    return run_guarded(act, kind)


def _print(outcome: "AdviceOutcome", kind: str) -> int:
    from stardb.advice import describe_advice, describe_loss

    if kind == "json":
        subjects = [
            describe_advice(advice, i)
            for advice in outcome.advice.values()
            for i in (*advice.targets, *advice.left_out)
        ]
        losses = {key: [describe_loss(loss) for loss in found] for key, found in outcome.losses.items()}
        told = [p.as_dict() for p in outcome.notes]
        print_json({"subjects": subjects, "losses": losses, "problem_list": told, "exit_status": 0})
        return 0
    from stardb.terminal import console, print_advice, print_common_losses

    report(outcome.notes, notes=True)
    for key, advice in outcome.advice.items():
        if outcome.file is None:
            print_advice(advice, console())
        if outcome.found is None:
            print_common_losses(outcome.losses[key], console())
    if outcome.file is not None:
        say(f"提升建议已写好：{outcome.file.as_posix()}")
    return 0
